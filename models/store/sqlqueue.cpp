// SqlCaseRepository: the queue.
#include "store/database.h"
#include "store/queuesql.h"
#include "store/rowmapping.h"
#include "store/sqlcaserepository.h"

namespace countersign::store {

using core::CaseId;
using core::ErrorKind;
using core::fail;
using core::PersonId;
using core::QueueCounts;
using core::QueueFilter;
using core::QueueRow;
using core::Result;
using core::TeamId;

Result<QList<qint64>> SqlCaseRepository::queueKeys(const QueueFilter &filter, qsizetype limit, const CaseId &after)
{
    const Result<QByteArray> teams = m_teams.listOf(filter.teams);
    if (!teams)
        return tl::unexpected(teams.error());
    qint64 behind = 0;
    if (!after.isEmpty()) {
        const auto there = findCase(after, filter.teams);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return fail(ErrorKind::NoSuchCase, after.value);
        behind = (*there)->row.key;
    }
    if (!m_words.isEmpty())
        if (auto indexed = indexWords(); !indexed)
            return tl::unexpected(indexed.error());
    const QueueQuery query = queueQuery(filter, *teams, nowText(), behind, limit);
    Statement rows = m_database.composed(query.sql);
    for (const QVariant &value : query.values)
        rows.bindValue(value);
    const Database::Interruptible interruptible(m_database);
    QList<qint64> keys;
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return keys;
        keys.append(rows.number(0));
    }
}

Result<QList<QueueRow>> SqlCaseRepository::queueRows(const QList<qint64> &keys, const PersonId &asker)
{
    const QString now = nowText();
    QList<QueueRow> list;
    list.reserve(keys.size());
    Statement row = m_database.statement("queue/row");
    for (const qint64 key : keys) {
        row.bind(key).bind(asker.value).bind(now);
        const Result<bool> found = row.next();
        if (!found)
            return tl::unexpected(found.error());
        if (*found) {
            const Result<QueueRow> value = readQueueRow(row, m_teams);
            if (!value)
                return tl::unexpected(value.error());
            list.append(*value);
        }
        row.again();
    }
    return list;
}

Result<QueueCounts> SqlCaseRepository::queueCounts(const QList<TeamId> &teams, const PersonId &asker)
{
    const Result<QByteArray> list = m_teams.listOf(teams);
    if (!list)
        return tl::unexpected(list.error());
    const QString teamList = QString::fromLatin1(*list);
    QueueCounts counts;
    Statement rows = m_database.statement("queue/counts");
    rows.bind(teamList);
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        const Result<core::CaseState> state = readState(rows.text(0));
        if (!state)
            return tl::unexpected(state.error());
        counts.byState[rows.text(0)] += rows.number(2);
        if (core::awaitsDecision(*state))
            counts.byKind[rows.text(1)] += rows.number(2);
    }
    Statement mine = m_database.statement("queue/mine");
    const Result<bool> row = mine.bind(asker.value).bind(nowText()).bind(teamList).next();
    if (!row)
        return tl::unexpected(row.error());
    counts.mine = mine.number(0);
    return counts;
}

Result<qint64> SqlCaseRepository::changeMark()
{
    return m_database.changeMark();
}

void SqlCaseRepository::interrupt()
{
    m_database.interrupt();
}

} // namespace countersign::store
