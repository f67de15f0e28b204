#include "ui/queue/importrun.h"

#include <QPointer>

namespace countersign::ui {

using workflow::ImportProgress;
using workflow::ImportReport;

ImportRun::ImportRun(workflow::Session &session, QObject *parent) : QObject(parent), m_session(session) {}

ImportRun::~ImportRun()
{
    m_stop.request_stop();
}

bool ImportRun::start(const QStringList &paths)
{
    if (m_running || paths.isEmpty() || !m_session.signedIn())
        return false;
    m_running = true;
    m_stop = std::stop_source();
    m_time.start();
    // Called in the lane's thread: `this` may be gone by then, so the call goes through the session's thread and a guarded pointer.
    const auto tell = [home = &m_session, guarded = QPointer(this)](const ImportProgress &progress) {
        QMetaObject::invokeMethod(home, [guarded, progress] {
            if (guarded)
                guarded->note(progress);
        }, Qt::QueuedConnection);
    };
    m_session.working().run<ImportReport>(
        this, {},
        [paths, tell, acting = m_session.acting(), mine = m_stop](const workflow::Ports &ports,
                                                                                                 std::stop_token lane) {
            const std::stop_callback both(lane, [mine]() mutable { mine.request_stop(); });
            return workflow::importCases(ports, acting, paths, {}, tell, mine.get_token());
        },
        [this](core::Result<ImportReport> report) { end(std::move(report)); });
    Q_EMIT started();
    return true;
}

void ImportRun::stop()
{
    m_stop.request_stop();
}

void ImportRun::note(const ImportProgress &progress)
{
    if (!m_running)
        return;
    Pace pace{progress, 0, -1};
    const qint64 passed = m_time.elapsed();
    if (passed >= 500 && progress.records > 0)
        pace.recordsPerSecond = double(progress.records) * 1000 / double(passed);
    if (passed >= 1500 && progress.bytesRead > 0 && progress.bytesTotal >= progress.bytesRead)
        pace.millisecondsLeft = qint64(double(passed) * double(progress.bytesTotal - progress.bytesRead) / double(progress.bytesRead));
    Q_EMIT progressed(pace);
}

void ImportRun::end(core::Result<ImportReport> report)
{
    m_running = false;
    if (report)
        Q_EMIT finished(*report);
    else
        Q_EMIT failed(report.error());
}

} // namespace countersign::ui
