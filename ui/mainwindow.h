// The window's frame and nothing else: top bar, rail, pages, keys between them, lock. Pages hold what they show.
#pragma once

#include "ui/welcome/welcomepage.h"
#include "workflow/session.h"

#include <QMainWindow>

class QStackedWidget;

namespace countersign::ui {

class ImportRun;
class LedgerPage;
class PeoplePage;
class QueuePage;
class Rail;
class ReviewPage;
class SignInPage;
class StatisticsPage;
class TopBar;

struct WindowSetup {
    QStringList sampleCases;   // case files that come with the program, for "Add sample cases"; empty: not offered
    QString person;            // who is asked to sign in first (an id); empty: the last one here
};

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    // The session outlives the window. Shows the sign-in page until somebody is signed in.
    explicit MainWindow(workflow::Session &session, WindowSetup setup = {}, QWidget *parent = nullptr);
    ~MainWindow() override;

    // What was asked for on the welcome page; after sign-in.
    void begin(const WelcomePage::Beginning &beginning);

    enum class Page { Queue, Desk, Ledger, Statistics, People };
    Page page() const;
    void go(Page page);
    void openCase(const core::CaseId &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void takeAGoodSize();
    void buildPages();
    void buildActions();
    void buildWindowMenu();
    void takeNext();
    void back();
    void lock();
    void signedInChanged();

    workflow::Session &m_session;
    WindowSetup m_setup;
    ImportRun *m_import;
    QStackedWidget *m_layers;       // sign-in, work
    SignInPage *m_signIn;
    TopBar *m_top;
    Rail *m_rail;
    QStackedWidget *m_pages;
    QueuePage *m_queue;
    ReviewPage *m_desk;
    LedgerPage *m_ledger;
    StatisticsPage *m_statistics;
    PeoplePage *m_people;
    qint64 m_lastActivity = 0;
    bool m_lockedByHand = true;     // so that the sign-in page says why it is there
};

} // namespace countersign::ui
