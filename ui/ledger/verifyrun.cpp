#include "ui/ledger/verifyrun.h"

#include <QPointer>

namespace countersign::ui {

using workflow::LedgerVerdict;
using workflow::VerifyProgress;

VerifyRun::VerifyRun(workflow::Session &session, QObject *parent) : QObject(parent), m_session(session) {}

VerifyRun::~VerifyRun()
{
    m_stop.request_stop();
}

bool VerifyRun::start()
{
    if (m_running)
        return false;
    m_running = true;
    m_stop = std::stop_source();
    m_time.start();
    const auto tell = [home = &m_session, guarded = QPointer(this)](const VerifyProgress &progress) {
        QMetaObject::invokeMethod(home, [guarded, progress] {
            if (guarded)
                guarded->note(progress);
        }, Qt::QueuedConnection);
    };
    const auto acting = m_session.signedIn() ? std::optional(m_session.acting()) : std::nullopt;
    m_session.working().run<LedgerVerdict>(
        this, {},
        [tell, acting, folder = m_session.keyring().folder, mine = m_stop](const workflow::Ports &ports, std::stop_token lane) {
            const std::stop_callback both(lane, [mine]() mutable { mine.request_stop(); });
            return workflow::verifyLedger(ports, folder, tell, mine.get_token(), acting ? &*acting : nullptr);
        },
        [this](core::Result<LedgerVerdict> verdict) {
            m_running = false;
            if (verdict)
                Q_EMIT finished(*verdict);
            else
                Q_EMIT failed(verdict.error());
        });
    Q_EMIT started();
    return true;
}

void VerifyRun::stop()
{
    m_stop.request_stop();
}

void VerifyRun::note(const VerifyProgress &progress)
{
    if (!m_running)
        return;
    const qint64 passed = m_time.elapsed();
    const bool known = passed >= 1000 && progress.checked > 0;
    const qint64 left = known ? qint64(double(passed) * double(progress.size - progress.checked) / double(progress.checked)) : -1;
    Q_EMIT progressed(progress, known ? qint64(progress.checked) * 1000 / passed : -1, left);
}

} // namespace countersign::ui
