// Offline sessions: the workspace of this computer with what becomes of each statement, the store's check-outs, and what was set aside.
#pragma once

#include "ui/sync/syncrun.h"
#include "workflow/checkouts.h"
#include "workflow/letters.h"
#include "workflow/quarantine.h"

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QTabBar;

namespace countersign::items {
class TextRowsModel;
}

namespace countersign::ui {

class EmptyState;
class KeyButton;
class ListTable;
class Notice;

class OfflinePage final : public QWidget {
    Q_OBJECT

public:
    OfflinePage(workflow::Session &session, SyncRun &run, QWidget *parent = nullptr);

    void restart(); // somebody signed in or left
    void refresh(); // the store changed: now, or when looked at next
    void say(const QString &good);

Q_SIGNALS:
    void backRequested();
    void checkoutWanted();
    void otherSideWanted(); // to work in the workspace, or at the store again

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Tab { Workspace, Checkouts, Aside };
    QWidget *buildHeader();
    QWidget *buildWorkspace();
    void makeCommands();
    Tab tab() const;
    void showTab();
    void follow();
    void followWorkspace();
    void followCommands();
    void fillRows();
    QString standing() const;
    void loadCheckouts();
    void ended(const workflow::SyncReport &report);
    void askReturn();
    void askRecall();
    void recall(const core::StatementId &id, const QString &rationale);
    const workflow::CheckoutView *current() const;
    void loadAside();
    void askAside(bool accept);
    const workflow::AsideDecision *currentAside() const;
    void askFolder();
    void goByLetter(const QString &folder);

    workflow::Session &m_session;
    SyncRun &m_run;
    items::TextRowsModel *m_rows;
    items::TextRowsModel *m_checkoutRows;
    items::TextRowsModel *m_asideRows;
    ListTable *m_table;
    ListTable *m_checkoutTable;
    ListTable *m_asideTable;
    QTabBar *m_tabs;
    QStackedWidget *m_body; // workspace, check-outs, empty
    QWidget *m_workspace = nullptr;
    QLabel *m_standing;
    QLabel *m_plan;
    QProgressBar *m_bar;
    EmptyState *m_empty;
    Notice *m_notice;
    QAction *m_checkOut;
    QAction *m_sync;
    QAction *m_return;
    QAction *m_otherSide;
    QAction *m_letter;
    QAction *m_recall;
    QAction *m_accept;
    QAction *m_void;
    QAction *m_stop;
    QHash<QAction *, KeyButton *> m_buttons;
    QList<workflow::CheckoutView> m_checkouts;
    QList<workflow::AsideDecision> m_aside;
    bool m_outdated = true;
};

} // namespace countersign::ui
