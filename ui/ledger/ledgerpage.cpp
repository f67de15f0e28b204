#include "ui/ledger/ledgerpage.h"

#include "ui/actions.h"
#include "ui/ledger/auditlooks.h"
#include "ui/ledger/decisionview.h"
#include "ui/ledger/ledgerwords.h"
#include "ui/ledger/verifystrip.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/field.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/parts/panecycle.h"
#include "ui/speech.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

LedgerPage::LedgerPage(workflow::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_entries(new items::LedgerModel(entryWording(), this)),
      m_decisions(new items::DecisionModel(decisionWording(), this)), m_verify(new VerifyRun(session, this)),
      m_layers(new QStackedWidget(this)), m_body(new QStackedWidget), m_kinds(new QTabBar), m_case(new QLineEdit), m_verdict(new QComboBox),
      m_reviewer(new QComboBox), m_kind(new QComboBox), m_reason(new QComboBox), m_flag(new QComboBox), m_period(new QComboBox),
      m_decisionTable(new ListTable(tr("Decisions"))), m_entryTable(new ListTable(tr("Entries"))),
      m_empty(new EmptyState), m_notice(new Notice), m_looks(new AuditLooks(session, this)),
      m_view(new DecisionView(session, *m_looks))
{
    m_decisionTable->setModel(m_decisions);
    m_decisionTable->setItemDelegate(new RowDelegate(decisionLooks(), m_decisionTable));
    m_decisionTable->setWidths({80, 150, 180, 0, 170, 190, 110});
    m_decisionTable->setYielding({items::DecisionModel::Took, items::DecisionModel::Kind, items::DecisionModel::Seq});
    m_entryTable->setModel(m_entries);
    m_entryTable->setItemDelegate(new RowDelegate(entryLooks(), m_entryTable));
    m_entryTable->setWidths({80, 150, 200, 0, 190, 170});
    m_entryTable->setYielding({items::LedgerModel::Hash, items::LedgerModel::Actor});
    for (QWidget *body : {static_cast<QWidget *>(m_decisionTable), static_cast<QWidget *>(m_entryTable), static_cast<QWidget *>(m_empty)})
        m_body->addWidget(body);
    m_layers->addWidget(buildList());
    m_layers->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_layers);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150);
    connect(&m_typing, &QTimer::timeout, this, &LedgerPage::loadDecisions);
    connect(m_case, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    for (QComboBox *box : choices())
        connect(box, &QComboBox::currentIndexChanged, this, &LedgerPage::loadDecisions);
    connect(m_kinds, &QTabBar::currentChanged, this, &LedgerPage::showKind);
    connect(m_decisions, &items::DecisionModel::moreWanted, this, &LedgerPage::moreDecisions);
    connect(m_entries, &items::LedgerModel::entriesWanted, this, &LedgerPage::askEntries);
    connect(m_decisionTable, &ListTable::opened, this, [this](int row) { openDecision(m_decisions->decision(row).id); });
    connect(m_entryTable, &ListTable::opened, this, &LedgerPage::openEntryRow);
    connect(m_looks, &AuditLooks::failed, m_notice, &Notice::showError);
    connect(m_view, &DecisionView::backRequested, this, &LedgerPage::backToList);
    connect(m_view, &DecisionView::correctionWanted, this, &LedgerPage::correctionWanted);
    cyclePanes(this, [this] { return panes(); });
    setFocusProxy(m_decisionTable);
}

QWidget *LedgerPage::buildList()
{
    auto *list = new QWidget(this);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader(list));
    column->addWidget(buildFilters(list));
    column->addWidget(new VerifyStrip(*m_verify, list));
    column->addWidget(m_notice);
    column->addWidget(m_body, 1);
    QAction *back = makeAction(Command::Back, list);
    connect(back, &QAction::triggered, this, &LedgerPage::backRequested);
    return list;
}

QWidget *LedgerPage::buildHeader(QWidget *parent)
{
    auto *bar = new HeaderBar(parent);
    auto *title = new QLabel(tr("Ledger"), bar);
    theme::setRole(title, theme::TextRole::Title);
    m_kinds->setAccessibleName(tr("What is listed"));
    m_kinds->setDrawBase(false);
    m_kinds->setExpanding(false);
    m_kinds->addTab(tr("Decisions"));
    m_kinds->addTab(tr("All entries"));
    bar->addLeading(title);
    bar->addLeading(m_kinds);
    QAction *verify = makeAction(Command::VerifyLedger, parent);
    verify->setIcon(theme::icon(QStringLiteral("shield")));
    connect(verify, &QAction::triggered, m_verify, &VerifyRun::start);
    const auto follow = [this, verify] { verify->setEnabled(!m_verify->running()); };
    connect(m_verify, &VerifyRun::started, verify, follow);
    connect(m_verify, &VerifyRun::finished, verify, follow);
    connect(m_verify, &VerifyRun::failed, verify, follow);
    bar->addTrailing(new KeyButton(verify, theme::Weight::Primary, bar));
    return bar;
}

QWidget *LedgerPage::buildFilters(QWidget *parent)
{
    m_filters = new QWidget(parent);
    auto *row = new QHBoxLayout(m_filters);
    row->setContentsMargins(px(16), px(8), px(16), px(8));
    row->setSpacing(px(8));
    m_case->setAccessibleName(tr("Case id"));
    m_case->setPlaceholderText(tr("Case id   /"));
    makeSearchLine(m_case);
    m_case->setMaximumWidth(px(320));
    m_verdict->setAccessibleName(tr("Verdict"));
    m_verdict->addItem(tr("Any verdict"));
    for (const core::Verdict verdict : {core::Verdict::Approve, core::Verdict::Edit, core::Verdict::Reject, core::Verdict::Escalate})
        m_verdict->addItem(words(verdict), int(verdict));
    m_reviewer->setAccessibleName(tr("Signed by"));
    m_reviewer->addItem(tr("Anybody"));
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItem(tr("Any kind"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->addItem(tr("Any reason"));
    m_flag->setAccessibleName(tr("Flag"));
    m_flag->addItem(tr("Any flag"));
    for (const core::DecisionFlag flag : {core::DecisionFlag::Late, core::DecisionFlag::Clock, core::DecisionFlag::Disputed, core::DecisionFlag::Quarantined})
        m_flag->addItem(capitalised(words(flag)), int(flag));
    m_period->setAccessibleName(tr("Time"));
    m_period->addItem(tr("Any time"));
    m_period->addItem(tr("Last 24 hours"), 1);
    m_period->addItem(tr("Last 7 days"), 7);
    m_period->addItem(tr("Last 30 days"), 30);
    row->addWidget(m_case, 100);
    for (QComboBox *box : choices()) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row->addWidget(box);
    }
    row->addStretch();
    QAction *filter = makeAction(Command::FilterLedger, parent);
    connect(filter, &QAction::triggered, m_case, [this] {
        m_kinds->setCurrentIndex(0);
        m_case->setFocus(Qt::ShortcutFocusReason);
        m_case->selectAll();
    });
    return m_filters;
}

QList<QWidget *> LedgerPage::panes() const
{
    if (m_layers->currentWidget() == m_view)
        return m_view->panes();
    QList<QWidget *> list{m_kinds};
    if (m_filters->isVisible())
        list << m_case;
    return list << m_body->currentWidget();
}

void LedgerPage::restart()
{
    m_looks->forget();
    m_view->clear();
    backToList();
    m_decisions->setFirst({}, true);
    m_entries->setSize(0);
    m_notice->clear();
    m_outdated = true;
    if (m_session.signedIn() && isVisible())
        refresh();
}

void LedgerPage::refresh()
{
    if (!m_session.signedIn())
        return;
    if (!isVisible()) {
        m_outdated = true;
        return;
    }
    m_outdated = false;
    askPeople();
    askKinds();
    askReasons();
    askSize();
    if (m_decisions->rowCount() == 0)
        loadDecisions();
    else
        newerDecisions();
}

void LedgerPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        refresh();
}

void LedgerPage::showKind()
{
    m_filters->setVisible(m_kinds->currentIndex() == 0);
    showWhatIsThere();
}

void LedgerPage::showWhatIsThere()
{
    const bool decisions = m_kinds->currentIndex() == 0;
    const QList<QComboBox *> boxes = choices();
    const bool chosen = std::any_of(boxes.begin(), boxes.end(), [](const QComboBox *box) { return box->currentIndex() > 0; });
    const bool filtered = chosen || !m_case->text().trimmed().isEmpty();
    if (!decisions) {
        m_body->setCurrentWidget(m_entryTable);
    } else if (m_decisions->rowCount() > 0) {
        m_body->setCurrentWidget(m_decisionTable);
    } else if (filtered) {
        m_empty->say(QStringLiteral("search"), tr("No such decision"), tr("Choose another case, verdict, person, kind, reason, flag or time."));
        m_body->setCurrentWidget(m_empty);
    } else {
        m_empty->say(QStringLiteral("signature"), tr("Nothing is signed yet"),
                     tr("Every decision that is signed on the review desk stands here for good. Ctrl+1 goes to the queue."));
        m_body->setCurrentWidget(m_empty);
    }
}

void LedgerPage::openDecision(const core::StatementId &id)
{
    m_layers->setCurrentWidget(m_view);
    m_view->open(id);
}

void LedgerPage::backToList()
{
    m_layers->setCurrentIndex(0);
    m_body->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void LedgerPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(theme::Meaning::Pane));
}

} // namespace countersign::ui
