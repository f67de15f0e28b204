// The store under test, and cases to put into it. One source for every engine: what is particular to one is in here only.
#pragma once

#include "ledger/hash.h"
#include "store/openstore.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace countersign::engines {

// The value, or the end of the program with what failed.
template <typename Value>
Value must(core::Result<Value> result)
{
    if (!result)
        qFatal("%s: %s: %s", qPrintable(core::kindName(result.error().kind)), qPrintable(result.error().where),
               qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

using StorePtr = std::unique_ptr<store::SqliteStore>;

// A fresh store in a folder of its own; any number of connections to it.
class Engine {
public:
    Engine() { m_first = connect(store::OpenMode::Create); }

    QString path() const { return m_folder.filePath(QStringLiteral("store.db")); }
    testsupport::ManualClock &clock() { return m_clock; }
    // The connection most tests use.
    store::SqliteStore &store() { return *m_first; }
    // One more, to the same store; ends the program's test with a message when that fails.
    StorePtr connect(store::OpenMode mode = store::OpenMode::ReadWrite)
    {
        return must(store::SqliteStore::open(path(), mode, m_clock));
    }
    void reopen()
    {
        m_first.reset();
        m_first = connect();
    }

private:
    QTemporaryDir m_folder;
    testsupport::ManualClock m_clock;
    StorePtr m_first;
};

inline QString digestOf(const QString &text)
{
    return QStringLiteral("sha256:") + QString::fromLatin1(ledger::sha256(text.toUtf8()).hex());
}

inline core::NewCase sampleCase(const QString &id, const QString &words = QStringLiteral("plain words"))
{
    core::NewCase value;
    value.record.id = core::CaseId(id);
    value.record.kind = QStringLiteral("note");
    value.record.title = QStringLiteral("Title of ") + id;
    value.sourceBlob = digestOf(QStringLiteral("source ") + id);
    value.digest = digestOf(QStringLiteral("case ") + id);
    value.searchText = words;
    value.route.rule = QStringLiteral("everyone");
    value.importedBy = core::PersonId(QStringLiteral("ada"));
    value.importedIn = core::StatementId(QStringLiteral("01a2-import"));
    value.arrived = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), Qt::UTC);
    return value;
}

inline core::Person samplePerson(const QString &id, const QList<core::Role> &roles = {core::Role::Reviewer})
{
    core::Person person{core::PersonId(id), QStringLiteral("Dr. ") + id, {}, {}, false};
    for (const core::Role role : roles)
        person.roles.append({role, core::TeamId(QStringLiteral("main"))});
    return person;
}

inline const core::TeamId mainTeam{QStringLiteral("main")};

// A decision in the slot of the claim.
inline core::DecisionRow sampleDecision(const core::Claim &claim, quint64 logIndex, core::Verdict verdict = core::Verdict::Approve)
{
    core::DecisionRow row;
    row.id = core::StatementId(QStringLiteral("decision-%1").arg(logIndex));
    row.logIndex = logIndex;
    row.caseId = claim.caseId;
    row.team = claim.team;
    row.version = claim.version;
    row.slot = claim.slot;
    row.stage = claim.stage;
    row.verdict = verdict;
    row.reviewer = claim.holder;
    row.reviewerName = QStringLiteral("Dr. ") + claim.holder.value;
    row.kind = QStringLiteral("note");
    if (verdict == core::Verdict::Approve || verdict == core::Verdict::Edit)
        row.outcomeBlob = digestOf(QStringLiteral("outcome %1").arg(logIndex));
    row.meaning = QStringLiteral("I approve.");
    row.claimedAt = claim.since;
    row.arrived = claim.since.addMSecs(1'234);
    row.tookMilliseconds = 1'234;
    return row;
}

template <typename Value>
QString outcome(const core::Result<Value> &result)
{
    return result ? QStringLiteral("ok") : core::kindName(result.error().kind);
}

// Runs one write and says how it went.
template <typename Work>
QString wrote(store::SqliteStore &store, Work &&work)
{
    return outcome(store.work().write(std::forward<Work>(work)));
}

inline void addCases(store::SqliteStore &store, const QList<core::NewCase> &cases)
{
    must(store.work().write([&]() -> core::Result<void> {
        for (const core::NewCase &value : cases)
            if (auto added = store.cases().addCase(value); !added)
                return added;
        return {};
    }));
}

inline core::QueueFilter inOrder(core::QueueFilter::Order order, const QList<core::CaseState> &states = {})
{
    core::QueueFilter filter;
    filter.order = order;
    filter.states = states;
    return filter;
}

inline core::QueueFilter searching(const QString &words, core::QueueFilter::Order order = core::QueueFilter::Order::Oldest)
{
    core::QueueFilter filter = inOrder(order);
    filter.text = words;
    return filter;
}

// Ids of the cases that a filter finds, in order.
inline QStringList idsOf(store::SqliteStore &store, core::QueueFilter filter = {}, qsizetype limit = 0, const QString &after = {})
{
    if (filter.teams.isEmpty())
        filter.teams = {mainTeam};
    const auto keys = must(store.cases().queueKeys(filter, limit, core::CaseId(after)));
    QStringList ids;
    for (const core::QueueRow &row : must(store.cases().queueRows(keys, filter.asker)))
        ids.append(row.id.value);
    return ids;
}

} // namespace countersign::engines
