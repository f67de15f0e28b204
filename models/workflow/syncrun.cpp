#include "workflow/syncrun.h"

#include <utility>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

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

Result<SyncReport> SyncRun::carryOut(const ShowSync &show, std::stop_token stop)
{
    if (const auto begun = begin(); !begun)
        return tl::unexpected(begun.error());
    const auto planned = plan();
    if (!planned)
        return tl::unexpected(planned.error());
    const sync::SyncPlan &whole = *planned;
    show(whole, 0);
    if (std::exchange(m_session.closed, whole.closed) != whole.closed)
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
    for (const MadeThere &made : std::as_const(m_made))
        report.included += isIncluded(made) ? 1 : 0;
    return report;
}

} // namespace countersign::workflow
