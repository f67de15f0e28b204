// The workspace of this installation seen from the window: how it stands, syncing it, giving it back. Looks by itself now and then, and syncs by
// itself when the store is back. No widgets.
#pragma once

#include "workflow/session.h"
#include "workflow/takealong.h"

#include <QTimer>

namespace countersign::ui {

class SyncRun final : public QObject {
    Q_OBJECT

public:
    // Idle until somebody is signed in.
    explicit SyncRun(workflow::Session &session, QObject *parent = nullptr);
    ~SyncRun() override;

    // Whether there is a workspace to speak of; its status may not be known yet.
    bool hasWorkspace() const;
    const std::optional<workflow::WorkspaceStatus> &status() const { return m_status; }
    const std::optional<sync::SyncPlan> &plan() const { return m_plan; } // as last made; nothing where the store is away
    const std::optional<core::Error> &away() const { return m_away; }    // why there is no plan, or no status
    const std::optional<workflow::SyncReport> &report() const { return m_report; } // of the last run since then

    enum class Doing { Nothing, Syncing, GivingBack };
    Doing doing() const { return m_doing; }
    qsizetype done() const { return m_done; } // of the plan's statements

    void look();
    void restart(); // somebody signed in, or left
    bool sync();    // false: at it already, or there is nothing to sync
    bool giveBack();
    void stop();

    static constexpr int lookEveryMilliseconds = 5000;

Q_SIGNALS:
    void changed();
    void synced(const countersign::workflow::SyncReport &report);
    void failed(const countersign::core::Error &error); // of what a person asked for
    void returned();     // nothing is in it any more, and nobody may work in it
    void timeOver();     // inside, and its time has run out

private:
    void looked(core::Result<workflow::WorkspaceLook> look);
    bool run(Doing doing, bool byHand);
    void ended(Doing doing, bool byHand, core::Result<workflow::SyncReport> report);
    bool hasSomethingToSend() const;

    workflow::Session &m_session;
    QTimer m_timer;
    std::stop_source m_stop;
    std::optional<workflow::WorkspaceStatus> m_status;
    std::optional<sync::SyncPlan> m_plan;
    std::optional<core::Error> m_away;
    std::optional<workflow::SyncReport> m_report;
    Doing m_doing = Doing::Nothing;
    qsizetype m_done = 0;
    bool m_looking = false;
    bool m_failedAlone = false; // a run by itself failed: the next one is a person's, or after the store changed its mind
};

} // namespace countersign::ui
