#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/frame/windowmenu.h"
#include "ui/prompts.h"
#include "ui/queue/importrun.h"
#include "ui/signin/signinpage.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>

namespace countersign::ui {

using theme::px;

namespace {
constexpr qint64 activityMilliseconds = 1000; // the idle clock is wound at most so often
constexpr int workbenchAfterMilliseconds = 80; // first what is on the screen
const QString geometryKey = QStringLiteral("window/geometry");
} // namespace

MainWindow::MainWindow(workflow::Session &session, WindowSetup setup, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_setup(std::move(setup)), m_import(new ImportRun(session, this)),
      m_layers(new QStackedWidget(this)), m_signIn(new SignInPage(session, m_setup.person))
{
    setCentralWidget(m_layers);
    m_layers->addWidget(m_signIn);
    auto *menu = new WindowMenu(this);
    connect(menu, &WindowMenu::lockWanted, this, &MainWindow::lock);
    connect(menu, &WindowMenu::commandsWanted, this, [this] {
        if (m_session.signedIn())
            work().showCommands();
    });
    m_menu = menu;
    connect(m_signIn, &SignInPage::elsewhereWanted, this, &MainWindow::otherSideWanted);
    if (!m_setup.elsewhere.isEmpty())
        m_signIn->offerElsewhere(m_setup.elsewhere);
    connect(m_signIn, &SignInPage::storeNamed, this, &MainWindow::nameStore);
    connect(m_signIn, &SignInPage::otherStoreWanted, this, &MainWindow::otherStoreWanted);
    connect(&session, &workflow::Session::aboutToLock, this, &MainWindow::noteCase);
    connect(&session, &workflow::Session::signedInChanged, this, &MainWindow::signedInChanged);
    qApp->installEventFilter(this);
    nameStore({});
    takeAGoodSize();
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
    signedInChanged();
}

MainWindow::~MainWindow() = default;

// The whole of a small screen, a good part of a large one.
void MainWindow::takeAGoodSize()
{
    const QSize room = screen()->availableSize();
    setMinimumSize(QSize(px(720), px(480)).boundedTo(room * 0.9));
    resize(QSize(px(1440), px(900)).boundedTo(room));
    if (room.width() <= px(1600) || room.height() <= px(1000))
        setWindowState(windowState() | Qt::WindowMaximized);
}

void MainWindow::nameStore(const QString &name)
{
    m_storeName = name;
    setWindowTitle(name.isEmpty() ? QStringLiteral("Countersign") : QStringLiteral("%1 – Countersign").arg(name));
    if (m_work)
        m_work->setStoreName(name);
}

Workbench &MainWindow::work()
{
    if (!m_work) {
        m_work = new Workbench(m_session, *m_import, m_setup.sampleCases ? m_setup.sampleCases() : QStringList(), m_menu);
        m_work->setStoreName(m_storeName);
        m_work->setInvitations(m_setup.invitations);
        m_layers->addWidget(m_work);
        connect(m_work, &Workbench::otherSideWanted, this, &MainWindow::otherSideWanted);
        connect(m_work, &Workbench::workspaceReturned, this, &MainWindow::workspaceReturned);
        connect(m_work, &Workbench::timeOver, this, [this] { m_session.lock(workflow::Session::Locked::TimeOver); });
    }
    return *m_work;
}

MainWindow::Page MainWindow::page() const
{
    return m_work ? m_work->page() : Page::Queue;
}

void MainWindow::go(Page page)
{
    if (m_session.signedIn())
        work().go(page);
}

void MainWindow::openCase(const core::CaseId &id)
{
    if (m_session.signedIn())
        work().openCase(id);
}

void MainWindow::lock()
{
    m_session.lock();
}

// The person is still there, and so is the case.
void MainWindow::noteCase()
{
    if (m_work)
        m_left.openCase = m_work->openedCase();
}

void MainWindow::begin(const WelcomePage::Beginning &beginning)
{
    using With = WelcomePage::Beginning::With;
    if (beginning.with == With::Samples && m_setup.sampleCases)
        m_import->start(m_setup.sampleCases());
    else if (beginning.with == With::Files)
        m_import->start(beginning.files);
}

void MainWindow::signedInChanged()
{
    const bool in = m_session.signedIn();
    m_session.watchStore(in);
    const QList<QAction *> all = actions();
    for (QAction *action : all)
        if (action->objectName() == commandInfo(Command::LockWindow).id)
            action->setEnabled(in);
    if (in) {
        work().restart();
        m_layers->setCurrentWidget(m_work);
        comeBack();
        return;
    }
    const bool locked = m_work != nullptr;
    if (locked)
        clearTheDesk();
    m_layers->setCurrentWidget(m_signIn);
    m_signIn->start(locked ? whyLocked() : m_setup.note);
}

// Nothing that was shown outlives the lock: all pages go with their texts, and empty ones are made for whoever comes next.
void MainWindow::clearTheDesk()
{
    m_left.page = m_work->page();
    m_layers->removeWidget(m_work);
    m_work->hide();
    std::exchange(m_work, nullptr)->deleteLater();
    m_signInPainted = false; // once it is painted again
}

// To where the same person left off.
void MainWindow::comeBack()
{
    const Left left = std::exchange(m_left, {m_session.acting().person.id, Page::Queue, {}});
    const bool same = left.person == m_session.acting().person.id;
    go(same ? left.page : Page::Queue);
    if (same && left.page == Page::Desk && !left.openCase.isEmpty())
        work().openCase(left.openCase);
}

QString MainWindow::whyLocked() const
{
    switch (m_session.locked()) {
    case workflow::Session::Locked::ByHand:
        break;
    case workflow::Session::Locked::Idle:
        return tr("Locked because nobody worked here for a while. Drafts are kept.");
    case workflow::Session::Locked::TimeOver:
        return tr("The time of this workspace is over: nothing more is signed in it. Sign in at the store, and what was signed is sent.");
    case workflow::Session::Locked::ByWrongPins:
        return tr("Locked after five wrong PINs. Drafts are kept; sign in anew.");
    }
    return {};
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Paint:
        if (watched == m_signIn && !std::exchange(m_signInPainted, true))
            QTimer::singleShot(workbenchAfterMilliseconds, this, [this] { work(); });
        break;
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        if (const qint64 now = QDateTime::currentMSecsSinceEpoch(); now - m_lastActivity >= activityMilliseconds) {
            m_lastActivity = now;
            m_session.noteActivity();
        }
        break;
    default:
        break;
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings().setValue(geometryKey, saveGeometry());
    if (!m_import->running()) {
        event->accept();
        return;
    }
    event->ignore();
    const Question question{tr("Stop the import?"), tr("What is imported so far stays. Importing the same files again goes on where it ended."),
                            tr("Stop and quit"), tr("Go on importing"), false, {}};
    prompts().ask(this, question, [this](bool yes) {
        if (!yes)
            return;
        connect(m_import, &ImportRun::finished, this, &QWidget::close);
        connect(m_import, &ImportRun::failed, this, &QWidget::close);
        m_import->stop();
    });
}

} // namespace countersign::ui
