#include "ui/sync/offlinepage.h"

#include "items/textrowsmodel.h"
#include "ui/actions.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "ui/parts/panecycle.h"
#include "ui/prompts.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"

#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::px;
using Doing = SyncRun::Doing;

namespace {

CellLook look(const QModelIndex &index)
{
    CellLook look;
    look.role = index.column() == 0 ? theme::TextRole::Strong : theme::TextRole::Control;
    look.ink = index.column() == 0 ? theme::Meaning::Ink : theme::Meaning::Soft;
    return look;
}

QString stateOf(const workflow::CheckoutView &view, const QDateTime &now)
{
    if (view.recalled)
        return OfflinePage::tr("recalled");
    if (view.held == 0)
        return OfflinePage::tr("over");
    return view.until < now ? OfflinePage::tr("its time is over") : OfflinePage::tr("away");
}

} // namespace

OfflinePage::OfflinePage(workflow::Session &session, SyncRun &run, QWidget *parent)
    : QWidget(parent), m_session(session), m_run(run),
      m_rows(new items::TextRowsModel({tr("Case"), tr("Decision"), tr("Becomes"), tr("Why"), tr("How far")}, this)),
      m_checkoutRows(new items::TextRowsModel({tr("Who"), tr("State"), tr("Cases"), tr("Still theirs"), tr("Until"), tr("Since")}, this)),
      m_asideRows(new items::TextRowsModel({tr("Case"), tr("Decision"), tr("Who"), tr("State"), tr("Arrived")}, this)),
      m_table(new ListTable(tr("What was signed in the workspace"))), m_checkoutTable(new ListTable(tr("Check-outs"))),
      m_asideTable(new ListTable(tr("Set aside"))), m_tabs(new QTabBar),
      m_body(new QStackedWidget(this)), m_standing(new QLabel), m_plan(new QLabel), m_bar(new QProgressBar), m_empty(new EmptyState),
      m_notice(new Notice(this))
{
    makeCommands();
    m_checkoutTable->setModel(m_checkoutRows);
    m_checkoutTable->setItemDelegate(new RowDelegate(look, m_checkoutTable));
    m_checkoutTable->setWidths({220, 140, 90, 110, 160, 0});
    m_checkoutTable->setYielding({5, 3});
    m_body->addWidget(buildWorkspace());
    m_asideTable->setModel(m_asideRows);
    m_asideTable->setItemDelegate(new RowDelegate(look, m_asideTable));
    m_asideTable->setWidths({180, 200, 200, 0, 160});
    m_asideTable->setYielding({4, 2});
    m_body->addWidget(m_checkoutTable);
    m_body->addWidget(m_asideTable);
    m_body->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(m_notice);
    column->addWidget(m_body, 1);
    setFocusProxy(m_tabs);
    connect(m_tabs, &QTabBar::currentChanged, this, &OfflinePage::showTab);
    for (ListTable *table : {m_checkoutTable, m_asideTable})
        connect(table, &ListTable::rowChanged, this, &OfflinePage::followCommands);
    connect(&m_run, &SyncRun::changed, this, &OfflinePage::follow);
    connect(&m_run, &SyncRun::synced, this, &OfflinePage::ended);
    connect(&m_run, &SyncRun::failed, m_notice, &Notice::showError);
    cyclePanes(this, [this] { return QList<QWidget *>{m_tabs, m_body->currentWidget() == m_workspace ? m_table : m_body->currentWidget()}; });
    follow();
}

void OfflinePage::makeCommands()
{
    m_checkOut = makeAction(Command::CheckOut, this, Qt::WindowShortcut);
    m_sync = makeAction(Command::SyncNow, this, Qt::WindowShortcut);
    m_return = makeAction(Command::ReturnWorkspace, this);
    m_otherSide = makeAction(Command::OtherSide, this, Qt::WindowShortcut);
    m_letter = makeAction(Command::ByLetter, this);
    m_recall = makeAction(Command::RecallCheckout, this);
    m_accept = makeAction(Command::AcceptAside, this);
    m_void = makeAction(Command::VoidAside, this);
    m_stop = makeAction(Command::StopWork, this);
    m_otherSide->setText(m_session.isOffline() ? tr("To the store") : tr("Work offline"));
    QAction *back = makeAction(Command::Back, this);
    connect(back, &QAction::triggered, this, &OfflinePage::backRequested);
    connect(m_checkOut, &QAction::triggered, this, &OfflinePage::checkoutWanted);
    connect(m_sync, &QAction::triggered, &m_run, &SyncRun::sync);
    connect(m_return, &QAction::triggered, this, &OfflinePage::askReturn);
    connect(m_otherSide, &QAction::triggered, this, &OfflinePage::otherSideWanted);
    connect(m_recall, &QAction::triggered, this, &OfflinePage::askRecall);
    connect(m_letter, &QAction::triggered, this, &OfflinePage::askFolder);
    connect(m_accept, &QAction::triggered, this, [this] { askAside(true); });
    connect(m_void, &QAction::triggered, this, [this] { askAside(false); });
    connect(m_stop, &QAction::triggered, &m_run, &SyncRun::stop);
}

QWidget *OfflinePage::buildHeader()
{
    auto *bar = new HeaderBar(this);
    auto *title = new QLabel(tr("Offline"), bar);
    theme::setRole(title, theme::TextRole::Title);
    m_tabs->setAccessibleName(tr("What is listed"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Workspace"));
    if (!m_session.isOffline()) {
        m_tabs->addTab(tr("Check-outs"));
        m_tabs->addTab(tr("Set aside"));
    }
    bar->addLeading(title);
    bar->addLeading(m_tabs);
    for (QAction *action : {m_recall, m_void, m_accept, m_letter, m_checkOut, m_otherSide, m_return, m_stop})
        m_buttons.insert(action, new KeyButton(action, theme::Weight::Plain, bar));
    m_buttons.insert(m_sync, new KeyButton(m_sync, theme::Weight::Primary, bar));
    for (QAction *action : {m_recall, m_void, m_accept, m_letter, m_checkOut, m_otherSide, m_return, m_stop, m_sync})
        bar->addTrailing(m_buttons.value(action));
    return bar;
}

QWidget *OfflinePage::buildWorkspace()
{
    m_workspace = new QWidget(this);
    m_table->setModel(m_rows);
    m_table->setItemDelegate(new RowDelegate(look, m_table));
    m_table->setWidths({170, 290, 160, 0, 130});
    m_table->setYielding({1, 3});
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Sync progress"));
    auto *head = new QWidget(m_workspace);
    auto *lines = new QVBoxLayout(head);
    for (QLabel *label : {m_standing, m_plan}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        lines->addWidget(label);
    }
    lines->addWidget(m_bar);
    auto *column = new QVBoxLayout(m_workspace);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_table, 1);
    const auto dress = [this, lines] {
        lines->setContentsMargins(px(16), px(12), px(16), px(10));
        lines->setSpacing(px(4));
        theme::setRole(m_standing, theme::TextRole::Strong);
        theme::setRole(m_plan, theme::TextRole::Control, theme::Meaning::Soft);
    };
    connect(theme::notifier(), &theme::Notifier::changed, head, dress);
    dress();
    return m_workspace;
}

OfflinePage::Tab OfflinePage::tab() const
{
    return Tab(std::max(0, m_tabs->currentIndex()));
}

// ---- what is there

void OfflinePage::restart()
{
    m_checkouts.clear();
    m_checkoutRows->setRows({});
    m_aside.clear();
    m_asideRows->setRows({});
    m_notice->clear();
    m_outdated = true;
    m_tabs->setCurrentIndex(0);
    follow();
}

void OfflinePage::refresh()
{
    m_outdated = true;
    if (!m_session.signedIn() || !isVisible() || tab() == Tab::Workspace)
        return;
    m_outdated = false;
    if (tab() == Tab::Checkouts)
        loadCheckouts();
    else
        loadAside();
}

void OfflinePage::say(const QString &good)
{
    m_notice->showSuccess(good);
}

void OfflinePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_run.look();
    if (m_outdated)
        refresh();
}

void OfflinePage::showTab()
{
    m_notice->clear();
    refresh();
    follow();
}

void OfflinePage::follow()
{
    if (tab() == Tab::Workspace)
        followWorkspace();
    else if (tab() == Tab::Checkouts)
        m_body->setCurrentWidget(m_checkouts.isEmpty() ? static_cast<QWidget *>(m_empty) : m_checkoutTable);
    else
        m_body->setCurrentWidget(m_aside.isEmpty() ? static_cast<QWidget *>(m_empty) : m_asideTable);
    followCommands();
}

void OfflinePage::followWorkspace()
{
    if (!m_run.status()) {
        if (m_run.hasWorkspace() && m_run.away())
            m_empty->say(QStringLiteral("lock"), tr("The workspace cannot be opened"), sentence(*m_run.away()));
        else
            m_empty->say(QStringLiteral("export"), tr("No cases are taken along"),
                         tr("Check cases out, and they can be decided without the store: on a ward round, a visit, a train. What is signed comes back once each."));
        m_body->setCurrentWidget(m_empty);
        return;
    }
    m_standing->setText(statusWords(*m_run.status()));
    m_plan->setText(standing());
    const bool busy = m_run.doing() != Doing::Nothing;
    m_bar->setVisible(busy);
    m_bar->setRange(0, busy && m_run.plan() ? int(std::max<qsizetype>(1, m_run.plan()->statements.size())) : 0);
    m_bar->setValue(int(m_run.done()));
    fillRows();
    m_body->setCurrentWidget(m_workspace);
}

QString OfflinePage::standing() const
{
    const auto &status = *m_run.status();
    const QString counts = tr("%1 made, %2 sent, %3 acknowledged, %4 included.").arg(status.made).arg(status.sent).arg(status.acknowledged).arg(status.included);
    if (m_run.doing() != Doing::Nothing)
        return m_run.plan() ? tr("Syncing: %1").arg(planWords(*m_run.plan())) : tr("Looking at the store…");
    if (m_run.away())
        return QStringLiteral("%1 %2").arg(counts, tr("The store is away: %1").arg(sentence(*m_run.away())));
    return m_run.plan() ? QStringLiteral("%1 %2").arg(counts, planWords(*m_run.plan())) : counts;
}

void OfflinePage::fillRows()
{
    QHash<core::StatementId, sync::PlannedStatement> planned;
    QList<QStringList> rows;
    if (m_run.plan())
        for (const sync::PlannedStatement &one : m_run.plan()->statements)
            planned.insert(one.id, one);
    for (const workflow::MadeDecision &made : m_run.status()->decisions) {
        const auto plan = planned.constFind(made.id);
        const bool isSent = made.sent && made.sent->progress != sync::Progress::Sent;
        const bool known = plan != planned.constEnd();
        const QString becomes = isSent ? fateWords(made.sent->fate) : known ? becomesWords(*plan) : QString();
        const QString why = isSent ? causeWords(made.sent->cause) : known ? causeWords(plan->cause) : QString();
        rows.append({made.caseId.value, tr("%1, %2").arg(words(made.verdict), dayTime(made.claimed)), becomes, why, progressWords(made.sent)});
    }
    if (m_run.plan())
        for (const sync::ChangedCase &one : m_run.plan()->changed)
            rows.append({one.caseId.value, QString(), tr("taken out"), causeWords(one.cause), tr("to receive")});
    m_rows->setRows(rows);
}

void OfflinePage::followCommands()
{
    const bool in = m_session.signedIn();
    const bool idle = in && m_run.doing() == Doing::Nothing;
    const bool offline = m_session.isOffline();
    const bool here = tab() == Tab::Workspace;
    const auto *chosen = current();
    const auto *aside = currentAside();
    const bool mayJudge = aside && aside->state == workflow::AsideState::Waiting && aside->row.reviewer != m_session.acting().person.id
        && m_session.acting().person.has(core::Role::Supervisor, aside->row.team);
    const std::tuple<QAction *, bool, bool> offered[]{
        {m_checkOut, !offline && here && !m_run.hasWorkspace(), idle && m_session.acting().person.has(core::Role::Reviewer)},
        {m_sync, m_run.hasWorkspace() && here, idle && m_run.status()},
        {m_return, m_run.hasWorkspace() && here, idle && m_run.status()},
        {m_otherSide, (offline || m_run.hasWorkspace()) && here, idle && (offline || (m_run.status() && !m_run.status()->expired))},
        {m_letter, here && m_session.workspace() != nullptr, idle},
        {m_accept, tab() == Tab::Aside, mayJudge},
        {m_void, tab() == Tab::Aside, mayJudge},
        {m_recall, tab() == Tab::Checkouts, chosen && !chosen->recalled && m_session.acting().person.has(core::Role::Supervisor, chosen->team)},
        {m_stop, m_run.doing() != Doing::Nothing, true}};
    for (const auto &[action, shown, may] : offered) {
        action->setVisible(shown);
        action->setEnabled(shown && may);
        if (KeyButton *button = m_buttons.value(action)) // one that was hidden does not come back by itself
            button->setVisible(shown);
    }
}

// ---- what is done

void OfflinePage::ended(const workflow::SyncReport &report)
{
    if (!report.allIncluded()) {
        m_notice->showProblem(tr("%1 of %2 statements are in the record; the others are still here.").arg(report.included).arg(report.statements));
        return;
    }
    QStringList words{tr("All sent: %1, each proven to be in the record.").arg(statementsWords(report.statements))};
    words << becameWords(report.plan);
    if (report.statements > 0)
        m_notice->showSuccess(words.join(u' '));
}

void OfflinePage::askReturn()
{
    if (!m_run.status())
        return;
    const Question question{tr("Return the workspace?"),
                            tr("What was signed is sent first. %1 not decided here are free again, drafts go to the store, and the key of the workspace is destroyed.")
                                .arg(casesWords(m_run.status()->left)),
                            tr("Sync and return"), {}, false, {}};
    prompts().ask(this, question, [this](bool yes) {
        if (yes)
            m_run.giveBack();
    });
}

// ---- check-outs of the store

const workflow::CheckoutView *OfflinePage::current() const
{
    const int row = m_checkoutTable->currentRow();
    return tab() == Tab::Checkouts && m_session.signedIn() && row >= 0 && row < m_checkouts.size() ? &m_checkouts.at(row) : nullptr;
}

void OfflinePage::loadCheckouts()
{
    struct Away {
        QList<workflow::CheckoutView> views;
        QList<workflow::CopiedWorkspace> copied;
    };
    m_session.reading().run<Away>(
        this, QStringLiteral("offline/checkouts"),
        [person = m_session.acting().person](const workflow::Ports &ports, std::stop_token) -> Result<Away> {
            auto views = workflow::listCheckouts(ports, person);
            auto copied = views ? workflow::copiedWorkspaces(ports, person) : Result<QList<workflow::CopiedWorkspace>>(tl::unexpected(views.error()));
            return copied ? Result<Away>(Away{std::move(*views), std::move(*copied)}) : tl::unexpected(copied.error());
        },
        [this](const Result<Away> &away) {
            if (!away)
                return m_notice->showError(away.error());
            if (!away->copied.isEmpty())
                m_notice->showProblem(tr("A copy of a workspace of %1 was used, noticed %2. What comes of it is set aside.")
                                          .arg(away->copied.last().actorName, dayTime(away->copied.last().since)));
            const int row = std::max(0, m_checkoutTable->currentRow());
            m_checkouts = away->views;
            QList<QStringList> rows;
            const QDateTime now = QDateTime::currentDateTimeUtc();
            for (const workflow::CheckoutView &view : std::as_const(m_checkouts))
                rows.append({view.actorName, stateOf(view, now), QString::number(view.cases.size()), QString::number(view.held), dayTime(view.until),
                             dayTime(view.arrived)});
            m_checkoutRows->setRows(rows);
            m_checkoutTable->selectRowAt(std::min<int>(row, int(rows.size()) - 1));
            m_empty->say(QStringLiteral("export"), tr("Nobody has cases with them"), tr("Check-outs stand here with who took them and until when; a supervisor can recall them."));
            follow();
        });
}

void OfflinePage::askRecall()
{
    const auto *view = current();
    if (!view)
        return;
    const Question question{tr("Recall the check-out of %1?").arg(view->actorName),
                            tr("%1 are free again. What is still signed under it is kept in the record, set aside, and moves nothing until a supervisor has looked at it.")
                                .arg(casesWords(view->held)),
                            tr("Sign and recall"), {}, true, {}};
    prompts().askSigning(this, {question, tr("Why"), {}}, [this, id = view->statement](const std::optional<SigningAnswer> &answer) {
        if (answer && m_session.signedIn())
            recall(id, answer->words);
    });
}

void OfflinePage::recall(const core::StatementId &id, const QString &rationale)
{
    m_session.writing().run<workflow::CheckoutView>(
        this, {},
        [acting = m_session.acting(), id, rationale](const workflow::Ports &ports, std::stop_token) {
            return workflow::recallCheckout(ports, acting, id, rationale);
        },
        [this](const Result<workflow::CheckoutView> &view) {
            if (!view)
                return m_notice->showError(view.error());
            m_notice->showSuccess(tr("Recalled: its cases are free again, and what is still signed under it is set aside."));
            refresh();
        });
}

void OfflinePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(theme::Meaning::Pane));
}

} // namespace countersign::ui
