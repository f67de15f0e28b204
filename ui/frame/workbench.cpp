#include "ui/frame/workbench.h"

#include "ui/actions.h"
#include "ui/frame/palette.h"
#include "ui/frame/rail.h"
#include "ui/frame/topbar.h"
#include "ui/ledger/lastdecisions.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/oversight/oversightpage.h"
#include "ui/oversight/statisticspage.h"
#include "ui/parts/notice.h"
#include "ui/parts/panecycle.h"
#include "ui/people/peoplepage.h"
#include "ui/prompts.h"
#include "ui/queue/importrun.h"
#include "ui/queue/queuepage.h"
#include "ui/review/reviewpage.h"
#include "ui/speech.h"
#include "ui/sync/checkoutdialog.h"
#include "ui/sync/offlineband.h"
#include "ui/sync/offlinepage.h"
#include "ui/sync/offlinewords.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

Workbench::Workbench(workflow::Session &session, ImportRun &import, const QStringList &sampleCases, QMenu *menu)
    : m_session(session), m_top(new TopBar(menu)), m_lost(new Notice(this)), m_reopened(new Notice(this)), m_rail(new Rail), m_pages(new QStackedWidget),
      m_queue(new QueuePage(session, import, sampleCases)),
      m_desk(new ReviewPage(session, nullptr)), m_ledger(new LedgerPage(session)), m_statistics(new StatisticsPage(session)),
      m_people(new PeoplePage(session)), m_oversight(new OversightPage(session)), m_sync(new SyncRun(session, this)),
      m_offline(new OfflinePage(session, *m_sync))
{
    build();
    buildActions();
    buildOffline();
    m_top->setStore({}, session.location());
    m_top->setOffline(session.isOffline());
    connect(m_top, &TopBar::viewWanted, this, [this](QueueFilters::View view) {
        go(Page::Queue);
        m_queue->showView(view);
    });
    connect(&session, &workflow::Session::storeChanged, m_queue, &QueuePage::refresh);
    connect(&session, &workflow::Session::storeChanged, m_ledger, &LedgerPage::refresh);
    connect(&session, &workflow::Session::storeChanged, m_statistics, &StatisticsPage::refresh);
    connect(&session, &workflow::Session::storeChanged, m_people, &PeoplePage::refresh);
    connect(&session, &workflow::Session::storeUnreachable, this, [this](const core::Error &error) {
        m_top->setLive(false, sentence(error));
        m_lost->showNote(sentence(error) + u' ' + tr("What you have typed is kept here and saved as soon as the store answers."));
    });
    connect(&session, &workflow::Session::storeReachable, this, [this] {
        m_top->setLive(true);
        m_lost->clear();
    });
    connect(m_queue, &QueuePage::countsChanged, this, [this] { m_top->setCounts(m_queue->counts()); });
    connect(m_queue, &QueuePage::caseChosen, this, &Workbench::openCase);
    connect(m_queue, &QueuePage::nextWanted, this, &Workbench::takeNext);
    connect(m_desk, &ReviewPage::backRequested, this, &Workbench::back);
    connect(m_desk, &ReviewPage::caseCountChanged, m_queue, &QueuePage::refresh);
    connect(m_ledger, &LedgerPage::backRequested, this, &Workbench::back);
    connect(m_statistics, &StatisticsPage::backRequested, this, &Workbench::back);
    connect(m_people, &PeoplePage::backRequested, this, &Workbench::back);
    connect(m_oversight, &OversightPage::backRequested, this, &Workbench::back);
    connect(&session, &workflow::Session::storeChanged, m_oversight, &OversightPage::refresh);
    connect(&session, &workflow::Session::storeChanged, m_offline, &OfflinePage::refresh);
    connect(m_ledger, &LedgerPage::correctionWanted, this, [this](const core::CaseId &id, const core::StatementId &decision) {
        go(Page::Desk);
        m_desk->correct(id, decision);
    });
    connect(m_desk, &ReviewPage::corrected, this, [this](const core::StatementId &decision) {
        go(Page::Ledger);
        m_ledger->openDecision(decision);
    });
    connect(m_oversight, &OversightPage::decisionWanted, this, [this](const core::StatementId &decision) {
        go(Page::Ledger);
        m_ledger->openDecision(decision);
    });
}

void Workbench::setInvitations(const Invitations &invitations)
{
    m_people->setInvitations(invitations);
}

void Workbench::build()
{
    for (QWidget *page : {static_cast<QWidget *>(m_queue), static_cast<QWidget *>(m_desk), static_cast<QWidget *>(m_ledger),
                          static_cast<QWidget *>(m_statistics), static_cast<QWidget *>(m_people), static_cast<QWidget *>(m_oversight),
                          static_cast<QWidget *>(m_offline)})
        m_pages->addWidget(page);
    auto *below = new QHBoxLayout;
    below->setSpacing(0);
    below->addWidget(m_rail);
    below->addWidget(m_pages, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_lost);
    column->addWidget(m_reopened);
    connect(m_reopened, &Notice::wayOut, m_reopened, &Notice::clear);
    auto *band = new OfflineBand(m_session, *m_sync, this);
    connect(band, &OfflineBand::pageWanted, this, [this] { go(Page::Offline); });
    column->addWidget(band);
    column->addLayout(below, 1);
    for (QWidget *edge : {static_cast<QWidget *>(m_top), static_cast<QWidget *>(m_rail)})
        cyclePanes(edge, [this] { return QList<QWidget *>{m_pages->currentWidget()}; });
}

void Workbench::buildActions()
{
    const std::tuple<Command, Page, QString> pages[]{{Command::GoQueue, Page::Queue, QStringLiteral("queue")},
                                                     {Command::GoDesk, Page::Desk, QStringLiteral("desk")},
                                                     {Command::GoLedger, Page::Ledger, QStringLiteral("ledger")},
                                                     {Command::GoStatistics, Page::Statistics, QStringLiteral("statistics")},
                                                     {Command::GoPeople, Page::People, QStringLiteral("people")},
                                                     {Command::GoOversight, Page::Oversight, QStringLiteral("eye")},
                                                     {Command::GoOffline, Page::Offline, QStringLiteral("export")}};
    for (const auto &[command, page, icon] : pages) {
        if ((page == Page::Offline && !m_session.workspace()) || (m_session.isOffline() && needsStore(command)))
            continue;
        QAction *action = makeAction(command, this, Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, [this, page = page] { go(page); });
        connect(action, &QAction::toggled, this, [this, action, page = page](bool on) { toggled(action, page, on); });
        m_rail->add(action, icon);
    }
    QAction *mine = makeAction(Command::MyDecisions, this, Qt::WindowShortcut);
    connect(mine, &QAction::triggered, this, [this] {
        showLastDecisions(this, m_session, [this](const core::StatementId &id) {
            go(Page::Ledger);
            m_ledger->openDecision(id);
        });
    });
}

// A screen reader toggles what can be checked, and triggers nothing by it.
void Workbench::toggled(QAction *action, Page to, bool on)
{
    const QList<QAction *> all = action->actionGroup() ? action->actionGroup()->actions() : QList<QAction *>();
    if (on && page() != to)
        go(to);
    else if (!on && page() == to && std::none_of(all.begin(), all.end(), [](const QAction *one) { return one->isChecked(); }))
        action->setChecked(true);
}

void Workbench::showCommands()
{
    static const QStringList places{QStringLiteral("queue."), QStringLiteral("desk."), QStringLiteral("ledger."), QStringLiteral("statistics."),
                                    QStringLiteral("people."), QStringLiteral("oversight."), QStringLiteral("offline.")};
    openPalette(window(), m_session.acting().person, places.value(int(page())));
}

Workbench::Page Workbench::page() const
{
    return Page(m_pages->currentIndex());
}

void Workbench::go(Page page)
{
    m_pages->setCurrentIndex(int(page));
    QWidget *shown = m_pages->currentWidget();
    const QString wanted = commandInfo(Command(int(Command::GoQueue) + int(page))).id;
    const QList<QAction *> all = actions();
    for (QAction *action : all)
        if (action->objectName() == wanted)
            action->setChecked(true);
    if (!shown->isAncestorOf(window()->focusWidget())) {
        if (QWidget *last = shown->focusWidget())
            last->setFocus(Qt::OtherFocusReason);
        else
            shown->setFocus(Qt::OtherFocusReason);
    }
}

void Workbench::openCase(const core::CaseId &id)
{
    go(Page::Desk);
    m_desk->openCase(id);
}

core::CaseId Workbench::openedCase() const
{
    return m_desk->currentCase();
}

void Workbench::setStoreName(const QString &name)
{
    m_top->setStore(name, m_session.location());
}

void Workbench::restart()
{
    m_top->setPerson(m_session.signedIn() ? personWords(m_session.acting().person) : QString());
    m_reopened->clear();
    if (const auto reopened = m_session.signedIn() ? m_session.acting().reopened : std::nullopt) {
        m_reopened->showNote(reopenedWords(*reopened));
        m_reopened->offer(tr("Understood"));
    }
    m_queue->restart();
    m_ledger->restart();
    m_statistics->restart();
    m_people->restart();
    m_oversight->restart();
    m_sync->restart();
    m_offline->restart();
}

// ---- offline

void Workbench::buildOffline()
{
    connect(m_offline, &OfflinePage::backRequested, this, &Workbench::back);
    connect(m_offline, &OfflinePage::checkoutWanted, this, &Workbench::takeAlong);
    connect(m_offline, &OfflinePage::otherSideWanted, this, &Workbench::otherSideWanted);
    connect(m_sync, &SyncRun::returned, this, &Workbench::returned);
    connect(m_sync, &SyncRun::timeOver, this, &Workbench::timeOver);
    if (m_session.isOffline())
        hideWhatNeedsTheStore();
}

void Workbench::hideWhatNeedsTheStore()
{
    QStringList needy;
    for (int i = 0; i < commandCount; ++i)
        if (needsStore(Command(i)))
            needy << commandInfo(Command(i)).id;
    const QList<QAction *> all = findChildren<QAction *>();
    for (QAction *action : all)
        if (needy.contains(action->objectName()))
            action->setVisible(false);
}

void Workbench::takeAlong()
{
    if (!m_session.signedIn() || !m_session.workspace() || m_session.isOffline())
        return;
    auto *dialog = new CheckoutDialog(m_session, m_queue->filter(), m_queue->counts().byKind.keys(), window());
    connect(dialog, &CheckoutDialog::taken, this, &Workbench::takenAlong);
    dialog->show();
}

void Workbench::takenAlong(const workflow::CheckoutReport &report)
{
    go(Page::Offline);
    m_sync->look();
    QString words = tr("%1 checked out until %2.").arg(casesWords(report.cases), dayTime(report.until));
    if (report.leftOut > 0)
        words += u' ' + tr("%1 left out: taken or changed by somebody else meanwhile.").arg(casesWords(report.leftOut));
    m_offline->say(words);
    const Question question{tr("Work offline now?"), tr("%1 You sign in at the workspace; without the store the program opens it by itself.").arg(words),
                            tr("Work offline"), tr("Stay at the store"), false, {}};
    prompts().ask(this, question, [this](bool yes) {
        if (yes)
            Q_EMIT otherSideWanted();
    });
}

void Workbench::returned()
{
    if (m_session.isOffline())
        return Q_EMIT workspaceReturned();
    m_sync->restart();
    m_offline->say(tr("Returned: what was not decided is free again, and the key of the workspace is destroyed."));
}

void Workbench::takeNext()
{
    go(Page::Desk);
    m_desk->openNext();
}

void Workbench::back()
{
    go(Page::Queue);
    m_queue->refresh();
}

} // namespace countersign::ui
