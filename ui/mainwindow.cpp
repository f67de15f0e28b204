#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/frame/rail.h"
#include "ui/frame/topbar.h"
#include "ui/frame/windowmenu.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/oversight/statisticspage.h"
#include "ui/parts/panecycle.h"
#include "ui/people/peoplepage.h"
#include "ui/prompts.h"
#include "ui/queue/importrun.h"
#include "ui/queue/queuepage.h"
#include "ui/review/reviewpage.h"
#include "ui/signin/signinpage.h"
#include "ui/speech.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QHBoxLayout>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

namespace {
constexpr qint64 activityMilliseconds = 1000; // the idle clock is wound at most so often
const QString geometryKey = QStringLiteral("window/geometry");
} // namespace

MainWindow::MainWindow(workflow::Session &session, WindowSetup setup, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_setup(std::move(setup)), m_import(new ImportRun(session, this)),
      m_layers(new QStackedWidget(this)), m_signIn(new SignInPage(session, m_setup.person)), m_rail(new Rail), m_pages(new QStackedWidget)
{
    setWindowTitle(QStringLiteral("Countersign"));
    setCentralWidget(m_layers);
    buildWindowMenu();
    buildPages();
    buildActions();
    connect(m_signIn, &SignInPage::storeNamed, this, [this](const QString &name) {
        m_top->setStore(name, m_session.location());
        setWindowTitle(name.isEmpty() ? QStringLiteral("Countersign") : QStringLiteral("%1 – Countersign").arg(name));
    });
    connect(&session, &workflow::Session::signedInChanged, this, &MainWindow::signedInChanged);
    connect(&session, &workflow::Session::storeChanged, m_queue, &QueuePage::refresh);
    connect(&session, &workflow::Session::storeChanged, m_ledger, &LedgerPage::refresh);
    connect(&session, &workflow::Session::storeChanged, m_statistics, &StatisticsPage::refresh);
    connect(&session, &workflow::Session::storeChanged, m_people, &PeoplePage::refresh);
    connect(&session, &workflow::Session::storeUnreachable, this, [this](const core::Error &error) { m_top->setLive(false, sentence(error)); });
    connect(&session, &workflow::Session::storeReachable, this, [this] { m_top->setLive(true); });
    connect(m_queue, &QueuePage::countsChanged, this, [this] { m_top->setCounts(m_queue->counts()); });
    qApp->installEventFilter(this);
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

void MainWindow::buildWindowMenu()
{
    auto *menu = new WindowMenu(this);
    connect(menu, &WindowMenu::lockWanted, this, &MainWindow::lock);
    m_top = new TopBar(menu);
    m_top->setStore({}, m_session.location());
    connect(m_top, &TopBar::viewWanted, this, [this](QueueFilters::View view) {
        go(Page::Queue);
        m_queue->showView(view);
    });
}

void MainWindow::buildPages()
{
    m_queue = new QueuePage(m_session, *m_import, m_setup.sampleCases);
    m_desk = new ReviewPage(m_session, nullptr);
    m_ledger = new LedgerPage(m_session);
    m_statistics = new StatisticsPage(m_session);
    m_people = new PeoplePage(m_session);
    for (QWidget *page : {static_cast<QWidget *>(m_queue), static_cast<QWidget *>(m_desk), static_cast<QWidget *>(m_ledger),
                          static_cast<QWidget *>(m_statistics), static_cast<QWidget *>(m_people)})
        m_pages->addWidget(page);
    auto *below = new QHBoxLayout;
    below->setSpacing(0);
    below->addWidget(m_rail);
    below->addWidget(m_pages, 1);
    auto *work = new QWidget;
    auto *column = new QVBoxLayout(work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addLayout(below, 1);
    for (QWidget *edge : {static_cast<QWidget *>(m_top), static_cast<QWidget *>(m_rail)})
        cyclePanes(edge, [this] { return QList<QWidget *>{m_pages->currentWidget()}; });
    m_layers->addWidget(m_signIn);
    m_layers->addWidget(work);
    connect(m_queue, &QueuePage::caseChosen, this, &MainWindow::openCase);
    connect(m_queue, &QueuePage::nextWanted, this, &MainWindow::takeNext);
    connect(m_desk, &ReviewPage::backRequested, this, &MainWindow::back);
    connect(m_desk, &ReviewPage::caseCountChanged, m_queue, &QueuePage::refresh);
    connect(m_ledger, &LedgerPage::backRequested, this, &MainWindow::back);
    connect(m_statistics, &StatisticsPage::backRequested, this, &MainWindow::back);
    connect(m_people, &PeoplePage::backRequested, this, &MainWindow::back);
}

void MainWindow::buildActions()
{
    const std::tuple<Command, Page, QString> pages[]{{Command::GoQueue, Page::Queue, QStringLiteral("queue")},
                                                     {Command::GoDesk, Page::Desk, QStringLiteral("desk")},
                                                     {Command::GoLedger, Page::Ledger, QStringLiteral("ledger")},
                                                     {Command::GoStatistics, Page::Statistics, QStringLiteral("statistics")},
                                                     {Command::GoPeople, Page::People, QStringLiteral("people")}};
    for (const auto &[command, page, icon] : pages) {
        QAction *action = makeAction(command, this, Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, [this, page = page] { go(page); });
        m_rail->add(action, icon);
    }
}

MainWindow::Page MainWindow::page() const
{
    return Page(m_pages->currentIndex());
}

void MainWindow::go(Page page)
{
    if (!m_session.signedIn())
        return;
    m_pages->setCurrentIndex(int(page));
    QWidget *shown = m_pages->currentWidget();
    const QList<QAction *> actions = findChildren<QAction *>(Qt::FindDirectChildrenOnly);
    const CommandInfo info = commandInfo(Command(int(Command::GoQueue) + int(page)));
    for (QAction *action : actions)
        if (action->objectName() == info.id)
            action->setChecked(true);
    if (!shown->isAncestorOf(focusWidget())) {
        if (QWidget *last = shown->focusWidget())
            last->setFocus(Qt::OtherFocusReason);
        else
            shown->setFocus(Qt::OtherFocusReason);
    }
}

void MainWindow::openCase(const core::CaseId &id)
{
    go(Page::Desk);
    m_desk->openCase(id);
}

void MainWindow::takeNext()
{
    go(Page::Desk);
    m_desk->openNext();
}

void MainWindow::back()
{
    go(Page::Queue);
    m_queue->refresh();
}

void MainWindow::lock()
{
    m_lockedByHand = true;
    m_session.lock();
}

void MainWindow::begin(const WelcomePage::Beginning &beginning)
{
    using With = WelcomePage::Beginning::With;
    if (beginning.with == With::Samples)
        m_import->start(m_setup.sampleCases);
    else if (beginning.with == With::Files)
        m_import->start(beginning.files);
}

void MainWindow::signedInChanged()
{
    const bool in = m_session.signedIn();
    m_session.watchStore(in);
    m_top->setPerson(in ? personWords(m_session.acting().person) : QString());
    const QList<QAction *> actions = findChildren<QAction *>(Qt::FindDirectChildrenOnly);
    for (QAction *action : actions)
        if (action->objectName().startsWith(u"go.") || action->objectName() == u"window.lock")
            action->setEnabled(in);
    m_queue->restart();
    m_ledger->restart();
    m_statistics->restart();
    m_people->restart();
    m_layers->setCurrentIndex(in ? 1 : 0);
    if (in)
        go(page());
    else
        m_signIn->start(m_lockedByHand ? QString() : tr("Locked because nobody worked here for a while. Drafts are kept."));
    m_lockedByHand = false;
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
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
