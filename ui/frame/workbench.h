// Everything behind the sign-in: top bar, rail, pages, and the ways between them. Pages hold what they show.
#pragma once

#include "workflow/checkout.h"
#include "workflow/session.h"

#include <QWidget>

class QMenu;
class QStackedWidget;

namespace countersign::ui {

class ImportRun;
class LedgerPage;
class OfflinePage;
class Notice;
struct Invitations;
class OversightPage;
class PeoplePage;
class QueuePage;
class Rail;
class ReviewPage;
class StatisticsPage;
class SyncRun;
class TopBar;

class Workbench final : public QWidget {
    Q_OBJECT

public:
    enum class Page { Queue, Desk, Ledger, Statistics, People, Oversight, Offline };

    // Session, import and menu outlive it. `sampleCases`: case files that the queue offers when it is empty.
    Workbench(workflow::Session &session, ImportRun &import, const QStringList &sampleCases, QMenu *menu);

    Page page() const;
    void go(Page page);
    void openCase(const core::CaseId &id);
    core::CaseId openedCase() const; // on the desk; empty for none
    void showCommands(); // the palette
    void setStoreName(const QString &name);
    void setInvitations(const Invitations &invitations);
    // Somebody else is signed in, or nobody: all pages begin anew.
    void restart();

Q_SIGNALS:
    void otherSideWanted();    // into the workspace, or to the store again
    void workspaceReturned();  // nothing is left in the workspace that is worked in
    void timeOver();           // of the workspace that is worked in

private:
    void build();
    void buildActions();
    void toggled(QAction *action, Page to, bool on);
    void buildOffline();
    void hideWhatNeedsTheStore();
    void takeAlong();
    void takenAlong(const workflow::CheckoutReport &report);
    void returned();
    void takeNext();
    void back();

    workflow::Session &m_session;
    TopBar *m_top;
    Notice *m_lost; // while the store does not answer
    Notice *m_reopened; // said once, at the sign-in that found it
    Rail *m_rail;
    QStackedWidget *m_pages;
    QueuePage *m_queue;
    ReviewPage *m_desk;
    LedgerPage *m_ledger;
    StatisticsPage *m_statistics;
    PeoplePage *m_people;
    OversightPage *m_oversight;
    SyncRun *m_sync;
    OfflinePage *m_offline;
};

} // namespace countersign::ui
