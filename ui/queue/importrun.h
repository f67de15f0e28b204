// One import at a time in the background, with how fast it goes and how long it may take. No widgets.
#pragma once

#include "workflow/importcases.h"
#include "workflow/session.h"

#include <QElapsedTimer>
#include <QObject>

namespace countersign::ui {

class ImportRun final : public QObject {
    Q_OBJECT

public:
    struct Pace {
        workflow::ImportProgress progress;
        double recordsPerSecond = 0;  // 0: not known yet
        qint64 millisecondsLeft = -1; // -1: not known yet
        double share() const { return progress.bytesTotal > 0 ? double(progress.bytesRead) / double(progress.bytesTotal) : 0; }
    };

    explicit ImportRun(workflow::Session &session, QObject *parent = nullptr);
    ~ImportRun() override;

    // Starts, or refuses while another import runs or nobody is signed in (false).
    bool start(const QStringList &paths);
    // Asks the running import to end after the record it is at; finished() follows with what went in so far.
    void stop();
    bool running() const { return m_running; }

Q_SIGNALS:
    void started();
    void progressed(const countersign::ui::ImportRun::Pace &pace);
    void finished(const countersign::workflow::ImportReport &report);
    void failed(const countersign::core::Error &error);

private:
    void note(const workflow::ImportProgress &progress);
    void end(core::Result<workflow::ImportReport> report);

    workflow::Session &m_session;
    std::stop_source m_stop;
    QElapsedTimer m_time;
    bool m_running = false;
};

} // namespace countersign::ui
