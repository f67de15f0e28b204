// Checking the whole record in the background, with progress, and stoppable. No widgets.
#pragma once

#include "workflow/session.h"
#include "workflow/verifyledger.h"

#include <QElapsedTimer>

namespace countersign::ui {

class VerifyRun final : public QObject {
    Q_OBJECT

public:
    explicit VerifyRun(workflow::Session &session, QObject *parent = nullptr);
    ~VerifyRun() override;

    bool start(); // false while one runs
    void stop();
    bool running() const { return m_running; }

Q_SIGNALS:
    void started();
    void progressed(const countersign::workflow::VerifyProgress &progress, qint64 perSecond, qint64 millisecondsLeft); // -1: not known yet
    void finished(const countersign::workflow::LedgerVerdict &verdict);
    void failed(const countersign::core::Error &error);

private:
    void note(const workflow::VerifyProgress &progress);

    workflow::Session &m_session;
    std::stop_source m_stop;
    QElapsedTimer m_time;
    bool m_running = false;
};

} // namespace countersign::ui
