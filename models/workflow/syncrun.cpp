#include "workflow/syncrun.h"

#include "workflow/closedworkspace.h"

#include <algorithm>
#include <utility>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr quint64 followers = 3; // the store's own entries that may follow on a decision

} // namespace

Result<void> SyncRun::begin()
{
    const auto session = m_side.session();
    auto made = m_side.made();
    if (!session || !made)
        return tl::unexpected(session ? made.error() : session.error());
    m_session = *session;
    m_made = std::move(*made);
    return {};
}

Result<void> SyncRun::markSent(const QList<MadeThere> &some)
{
    for (const MadeThere &one : some)
        if (!m_session.sent.contains(one.statement.id))
            m_session.sent.insert(one.statement.id, {sync::Progress::Sent, 0, {}, sync::Fate::Already});
    return m_side.saveSession(m_session);
}

bool SyncRun::isIncluded(const MadeThere &made) const
{
    const auto sent = m_session.sent.constFind(made.statement.id);
    return sent != m_session.sent.constEnd() && sent->progress == sync::Progress::Included;
}

Result<void> SyncRun::learnFate(const core::StatementId &id, const ledger::Entry &entry, quint64 index)
{
    sync::SentStatement &sent = m_session.sent[id];
    if (sent.fate != sync::Fate::Already)
        return {};
    const auto isNoted = [&](ledger::Flag flag) { return entry.flags.contains(flag); };
    sent.fate = isNoted(ledger::Flag::Disputed) ? sync::Fate::Disputed
        : isNoted(ledger::Flag::Quarantined)    ? sync::Fate::Quarantined
        : isNoted(ledger::Flag::Late)           ? sync::Fate::Late
                                                : sync::Fate::Recorded;
    if (sent.fate != sync::Fate::Disputed)
        return {};
    const auto head = m_ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    return m_ports.ledger.scanKinds({ledger::StatementKind::Dispute}, index + 1, std::min(head->size, index + 1 + followers), [&](const ledger::LogRow &row) {
        const auto statement = ledger::parseEntry(row.entry).and_then(ledger::statementOf);
        const auto *const dispute = statement ? std::get_if<ledger::Dispute>(&statement->body) : nullptr;
        if (dispute && dispute->decisions.contains(id))
            sent.cause = dispute->cause;
        return sent.cause.isEmpty();
    });
}

Result<SyncReport> SyncRun::carryOut(const ShowSync &show, std::stop_token stop)
{
    if (const auto begun = begin(); !begun)
        return tl::unexpected(begun.error());
    const auto planned = plan();
    if (!planned)
        return tl::unexpected(planned.error());
    const sync::SyncPlan &whole = *planned;
    show(whole, 0);
    if (const QString closed = closedFrom(m_session.closed, whole.closed); std::exchange(m_session.closed, closed) != closed)
        if (const auto saved = m_side.saveSession(m_session); !saved)
            return tl::unexpected(saved.error());
    SyncReport report{{{}, whole.changed, whole.closed}, 0, m_made.size()};
    QList<MadeThere> leaving;
    for (qsizetype i = 0; i < m_made.size(); ++i) {
        if (whole.statements[i].fate == sync::Fate::Already && isIncluded(m_made[i]))
            report.plan.statements.append(whole.statements[i]);
        else
            leaving.append(m_made[i]);
    }
    for (qsizetype from = 0; from < leaving.size(); from += m_piece) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        if (const auto sent = send(leaving.mid(from, m_piece), report); !sent)
            return tl::unexpected(sent.error());
        show(whole, report.plan.statements.size());
    }
    if (const auto done = prove().and_then([&] { return m_side.dropChanged(m_ports, whole.changed); }); !done)
        return tl::unexpected(done.error());
    for (sync::PlannedStatement &one : report.plan.statements)
        sayBefore(one, m_session); // also what was learnt just now
    for (const MadeThere &made : std::as_const(m_made))
        report.included += isIncluded(made) ? 1 : 0;
    return report;
}

} // namespace countersign::workflow
