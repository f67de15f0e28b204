// PgCaseRepository: the queue.
#include "store/postgresql/pgcaserepository.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgledgerstorage.h"
#include "store/postgresql/pgrowmapping.h"
#include "store/rowmapping.h"
#include "store/searchtext.h"

namespace countersign::store {

using core::CaseId;
using core::PersonId;
using core::QueueCounts;
using core::QueueFilter;
using core::QueueRow;
using core::Result;
using core::TeamId;

namespace {

QString nameOf(QueueFilter::Order order)
{
    switch (order) {
    case QueueFilter::Order::Urgency:
        return QStringLiteral("urgency");
    case QueueFilter::Order::Newest:
        return QStringLiteral("newest");
    case QueueFilter::Order::Oldest:
        return QStringLiteral("oldest");
    case QueueFilter::Order::Title:
        return QStringLiteral("title");
    case QueueFilter::Order::Kind:
        return QStringLiteral("kind");
    case QueueFilter::Order::Risk:
        return QStringLiteral("risk");
    case QueueFilter::Order::Due:
        return QStringLiteral("due");
    }
    return {};
}

QStringList namesOf(const QList<core::CaseState> &states)
{
    QStringList names;
    for (const core::CaseState state : states)
        names.append(core::stateName(state));
    return names;
}

QStringList wordsOf(const QString &typed)
{
    QStringList words;
    for (const QString &word : typed.split(u' ', Qt::SkipEmptyParts))
        if (const QString spelt = QString::fromUtf8(searchWords(word)).simplified().toLower(); !spelt.isEmpty())
            words.append(spelt);
    return words;
}

PgValues searchOf(const QueueFilter &filter, qint64 after, qsizetype limit)
{
    PgValues values;
    values.texts(wordsOf(filter.text)).texts(namesOf(filter.states)).text(filter.kind);
    values.numberOrNull(filter.risk ? std::optional(qint64(*filter.risk)) : std::nullopt).text(nameOf(filter.order));
    return values.flag(!filter.claimedBy.isEmpty()).numberOrNull(after != 0 ? std::optional(after) : std::nullopt).number(limit).texts(idsOf(filter.teams));
}

} // namespace

Result<QList<qint64>> PgCaseRepository::queueKeys(const QueueFilter &filter, qsizetype limit, const CaseId &after)
{
    qint64 behind = 0;
    if (!after.isEmpty()) {
        const auto there = findCase(after, filter.teams);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return core::fail(core::ErrorKind::NoSuchCase, after.value);
        behind = (*there)->row.key;
    }
    const auto rows = m_connection.run("queue/search", searchOf(filter, behind, limit));
    if (!rows)
        return tl::unexpected(rows.error());
    QList<qint64> keys;
    keys.reserve(rows->size());
    for (int i = 0; i < rows->size(); ++i)
        keys.append(rows->number(i, 0));
    return keys;
}

Result<QList<QueueRow>> PgCaseRepository::queueRows(const QList<qint64> &keys, const PersonId &asker)
{
    const auto rows = m_connection.run("queue/rows", PgValues().numbers(keys).text(asker.value));
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<qint64, QueueRow> found;
    for (int i = 0; i < rows->size(); ++i) {
        const auto row = readQueueRow(*rows, i);
        if (!row)
            return tl::unexpected(row.error());
        found.insert(row->key, *row);
    }
    QList<QueueRow> list;
    for (const qint64 key : keys)
        if (const auto row = found.constFind(key); row != found.constEnd())
            list.append(*row);
    return list;
}

Result<QueueCounts> PgCaseRepository::queueCounts(const QList<TeamId> &teams, const PersonId &asker)
{
    const auto rows = m_connection.run("queue/counts", PgValues().texts(idsOf(teams)));
    const auto mine = m_connection.run("queue/mine", PgValues().text(asker.value).texts(idsOf(teams)));
    if (!rows || !mine)
        return tl::unexpected(rows ? mine.error() : rows.error());
    QueueCounts counts;
    for (int i = 0; i < rows->size(); ++i) {
        const auto state = readState(rows->text(i, 0));
        if (!state)
            return tl::unexpected(state.error());
        counts.byState[rows->text(i, 0)] += rows->number(i, 2);
        if (core::awaitsDecision(*state))
            counts.byKind[rows->text(i, 1)] += rows->number(i, 2);
    }
    counts.mine = mine->number(0, 0);
    return counts;
}

Result<qint64> PgCaseRepository::changeMark()
{
    if (const auto moved = moveWaiting(m_connection); !moved)
        return tl::unexpected(moved.error());
    const auto rows = m_connection.run("queue/changeMark");
    return rows ? Result<qint64>(rows->number(0, 0)) : Result<qint64>(tl::unexpected(rows.error()));
}

void PgCaseRepository::interrupt()
{
    m_connection.interrupt();
}

} // namespace countersign::store
