#include "ui/sync/syncrun.h"

#include <QPointer>

namespace countersign::ui {

using core::ErrorKind;
using core::Result;
using workflow::SyncReport;
using workflow::WorkspaceLook;

SyncRun::SyncRun(workflow::Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_timer.setInterval(lookEveryMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &SyncRun::look);
}

SyncRun::~SyncRun()
{
    m_stop.request_stop();
}

bool SyncRun::hasWorkspace() const
{
    return m_session.workspace() && (m_session.isOffline() || m_session.workspace()->isThere());
}

void SyncRun::restart()
{
    m_status.reset();
    m_plan.reset();
    m_away.reset();
    m_report.reset();
    m_failedAlone = false;
    if (m_session.signedIn() && m_session.workspace()) {
        if (m_session.isOffline()) // at the store nothing comes into it but by what is done here
            m_timer.start();
        look();
    } else {
        m_stop.request_stop();
        m_timer.stop();
    }
    Q_EMIT changed();
}

void SyncRun::look()
{
    if (!m_session.signedIn() || m_looking || m_doing != Doing::Nothing)
        return;
    if (!hasWorkspace()) {
        if (m_status || m_away) {
            m_status.reset();
            m_away.reset();
            Q_EMIT changed();
        }
        return;
    }
    m_looking = true;
    m_session.working().run<WorkspaceLook>(
        this, {},
        [acting = m_session.acting(), place = m_session.workspace()](const workflow::Ports &, std::stop_token stop) {
            return workflow::lookAtWorkspace(acting, *place, stop);
        },
        [this](Result<WorkspaceLook> look) { looked(std::move(look)); });
}

// What the store refuses is told to it once: it has to know.
bool SyncRun::hasSomethingToSend() const
{
    if (!m_status || !m_plan || m_status->included == m_status->decided())
        return false;
    const qsizetype refused = m_report ? 0 : m_plan->count(sync::Fate::Refused);
    return m_plan->toSend() + m_plan->count(sync::Fate::Already) + refused > 0;
}

void SyncRun::looked(Result<WorkspaceLook> look)
{
    m_looking = false;
    if (!m_session.signedIn() || m_doing != Doing::Nothing)
        return;
    const bool wasAway = m_away.has_value();
    if (!look) {
        m_status.reset();
        m_plan.reset();
        m_away = look.error();
        return Q_EMIT changed();
    }
    const bool isNew = m_status && m_status->decided() != look->status.decided();
    m_status = look->status;
    m_plan = look->plan;
    m_away = look->away;
    if (isNew)
        m_report.reset();
    if (isNew || wasAway)
        m_failedAlone = false;
    Q_EMIT changed();
    if (m_session.isOffline() && m_status->expired)
        return Q_EMIT timeOver();
    if (hasSomethingToSend() && !m_failedAlone)
        run(Doing::Syncing, false);
}

bool SyncRun::sync()
{
    return run(Doing::Syncing, true);
}

bool SyncRun::giveBack()
{
    return run(Doing::GivingBack, true);
}

void SyncRun::stop()
{
    m_stop.request_stop();
}

bool SyncRun::run(Doing doing, bool byHand)
{
    if (m_doing != Doing::Nothing || !hasWorkspace() || !m_session.signedIn())
        return false;
    m_doing = doing;
    m_done = 0;
    m_stop = std::stop_source();
    const auto tell = [home = &m_session, guarded = QPointer(this)](const sync::SyncPlan &plan, qsizetype done) {
        QMetaObject::invokeMethod(home, [guarded, plan, done] {
            if (!guarded)
                return;
            guarded->m_plan = plan;
            guarded->m_done = done;
            Q_EMIT guarded->changed();
        }, Qt::QueuedConnection);
    };
    m_session.working().run<SyncReport>(
        this, {},
        [doing, tell, acting = m_session.acting(), place = m_session.workspace(), inside = m_session.isOffline(),
         mine = m_stop](const workflow::Ports &, std::stop_token lane) -> Result<SyncReport> {
            const std::stop_callback both(lane, [mine]() mutable { mine.request_stop(); });
            if (doing == Doing::Syncing)
                return workflow::syncNow(acting, *place, tell, mine.get_token());
            const auto report = workflow::syncAndGiveBack(acting, *place, tell, mine.get_token());
            return report && !inside ? place->destroy().map([&] { return *report; }) : report;
        },
        [this, doing, byHand](Result<SyncReport> report) { ended(doing, byHand, std::move(report)); });
    Q_EMIT changed();
    return true;
}

void SyncRun::ended(Doing doing, bool byHand, Result<SyncReport> report)
{
    m_doing = Doing::Nothing;
    if (report) {
        m_report = *report;
        Q_EMIT synced(*report);
        if (doing == Doing::GivingBack)
            return Q_EMIT returned();
    } else if (byHand && report.error().kind != ErrorKind::Cancelled) {
        Q_EMIT failed(report.error());
    } else {
        m_failedAlone = true;
    }
    Q_EMIT changed();
    look();
}

} // namespace countersign::ui
