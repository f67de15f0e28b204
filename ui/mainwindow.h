// The window's frame and nothing else: the sign-in page before, the workbench behind it, lock. The workbench is made once the sign-in page
// has been painted, so that a person can type at once.
#pragma once

#include "ui/frame/workbench.h"
#include "ui/people/invitationdialog.h"
#include "ui/welcome/welcomepage.h"

#include <QMainWindow>

class QMenu;

namespace countersign::ui {

class SignInPage;

struct WindowSetup {
    std::function<QStringList()> sampleCases; // the case files that come with the program, for "Add sample cases"; absent or empty: not offered
    QString elsewhere; // a button on the sign-in page for the other side, the workspace or the store; empty: none
    QString note;      // why this side is shown
    Invitations invitations; // of a store on a server
    QString person;                           // who is asked to sign in first (an id); empty: the last one here
};

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    // The session outlives the window. Shows the sign-in page until somebody is signed in.
    explicit MainWindow(workflow::Session &session, WindowSetup setup = {}, QWidget *parent = nullptr);
    ~MainWindow() override;

    // What was asked for on the welcome page; after sign-in.
    void begin(const WelcomePage::Beginning &beginning);

    using Page = Workbench::Page;
    Page page() const;
    void go(Page page); // nothing happens while nobody is signed in
    void openCase(const core::CaseId &id);

Q_SIGNALS:
    void otherStoreWanted(); // a store on a server, from the sign-in page
    void otherSideWanted();   // into the workspace, or to the store again
    void workspaceReturned(); // the workspace that is worked in is to be destroyed

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void takeAGoodSize();
    void nameStore(const QString &name);
    Workbench &work();
    void lock();
    void signedInChanged();
    void noteCase();
    void clearTheDesk();
    void comeBack();
    QString whyLocked() const;

    workflow::Session &m_session;
    WindowSetup m_setup;
    ImportRun *m_import;
    QStackedWidget *m_layers;       // sign-in, work
    SignInPage *m_signIn;
    QMenu *m_menu;
    Workbench *m_work = nullptr;
    QString m_storeName;
    qint64 m_lastActivity = 0;
    bool m_signInPainted = false;

    // Where a person was when the window was locked.
    struct Left {
        core::PersonId person;
        Page page = Page::Queue;
        core::CaseId openCase;
    };
    Left m_left;
};

} // namespace countersign::ui
