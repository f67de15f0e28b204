#include "ui/oversight/oversightpage.h"

#include "items/textrowsmodel.h"
#include "ui/actions.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "ui/parts/panecycle.h"
#include "ui/speech.h"
#include "workflow/securityevents.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::px;
using workflow::FindingView;

namespace {

constexpr int mostEvents = 1000;

QString stateWords(const QString &state)
{
    if (state == u"answered")
        return OversightPage::tr("answered");
    return state == u"closed" ? OversightPage::tr("closed") : OversightPage::tr("open");
}

QString stepWords(const workflow::FindingStep &step)
{
    const QString name = step.actorName.isEmpty() ? OversightPage::tr("the store") : step.actorName;
    const QString what = step.state == u"opened" ? OversightPage::tr("Opened by %1 on %2") : step.state == u"answered" ? OversightPage::tr("Answered by %1 on %2")
                                                                                                                       : OversightPage::tr("Closed by %1 on %2");
    return what.arg(name, exactTime(step.arrived));
}

CellLook look(const QModelIndex &index)
{
    CellLook look;
    look.role = index.column() == 0 ? theme::TextRole::Strong : theme::TextRole::Control;
    look.ink = index.column() == 0 ? theme::Meaning::Ink : theme::Meaning::Soft;
    return look;
}

} // namespace

OversightPage::OversightPage(workflow::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session),
      m_findingRows(new items::TextRowsModel({tr("State"), tr("Found"), tr("Case"), tr("Owner"), tr("What")}, this)),
      m_eventRows(new items::TextRowsModel({tr("What happened"), tr("When"), tr("Who"), tr("Detail")}, this)), m_findingTable(new ListTable(tr("Findings"))),
      m_eventTable(new ListTable(tr("Security events"))), m_tabs(new QTabBar), m_body(new QStackedWidget(this)), m_detail(new QTextBrowser),
      m_empty(new EmptyState), m_notice(new Notice(this)), m_answer(makeAction(Command::AnswerFinding, this)),
      m_close(makeAction(Command::CloseFinding, this))
{
    m_eventTable->setModel(m_eventRows);
    m_eventTable->setItemDelegate(new RowDelegate(look, m_eventTable));
    m_eventTable->setWidths({360, 200, 200, 0});
    m_eventTable->setYielding({3, 2});
    m_body->addWidget(buildFindings());
    m_body->addWidget(m_eventTable);
    m_body->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(m_notice);
    column->addWidget(m_body, 1);
    setFocusProxy(m_tabs);
    QAction *back = makeAction(Command::Back, this);
    connect(back, &QAction::triggered, this, &OversightPage::backRequested);
    connect(m_tabs, &QTabBar::currentChanged, this, &OversightPage::showTab);
    connect(m_findingTable, &ListTable::rowChanged, this, &OversightPage::showFinding);
    connect(m_findingTable, &ListTable::opened, this, &OversightPage::openDecision);
    connect(m_answer, &QAction::triggered, this, [this] { ask(false); });
    connect(m_close, &QAction::triggered, this, [this] { ask(true); });
    cyclePanes(this, [this] {
        return tab() == Tab::Findings ? QList<QWidget *>{m_tabs, m_findingTable, m_detail} : QList<QWidget *>{m_tabs, m_eventTable};
    });
    follow();
}

QWidget *OversightPage::buildHeader()
{
    auto *bar = new HeaderBar(this);
    auto *title = new QLabel(tr("Oversight"), bar);
    theme::setRole(title, theme::TextRole::Title);
    m_tabs->setAccessibleName(tr("What is listed"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Findings"));
    m_tabs->addTab(tr("Security events"));
    bar->addLeading(title);
    bar->addLeading(m_tabs);
    bar->addTrailing(new KeyButton(m_answer, theme::Weight::Plain, bar));
    bar->addTrailing(new KeyButton(m_close, theme::Weight::Plain, bar));
    return bar;
}

QWidget *OversightPage::buildFindings()
{
    m_findingsPane = new QWidget(this);
    m_findingTable->setModel(m_findingRows);
    m_findingTable->setItemDelegate(new RowDelegate(look, m_findingTable));
    m_findingTable->setWidths({100, 150, 130, 130, 0});
    m_findingTable->setYielding({1, 3});
    m_detail->setFrameShape(QFrame::NoFrame);
    m_detail->setOpenLinks(false);
    m_detail->setAccessibleName(tr("The finding, step by step"));
    m_detail->setTabChangesFocus(true);
    auto *panes = new QHBoxLayout(m_findingsPane);
    panes->setContentsMargins(0, 0, 0, 0);
    panes->setSpacing(0);
    panes->addWidget(m_findingTable, 1);
    panes->addWidget(new Rule(Qt::Vertical, m_findingsPane));
    panes->addWidget(m_detail);
    const auto dress = [this] {
        m_detail->setFixedWidth(px(400));
        m_detail->document()->setDocumentMargin(px(16));
        showFinding();
    };
    connect(theme::notifier(), &theme::Notifier::changed, m_detail, dress);
    dress();
    return m_findingsPane;
}

OversightPage::Tab OversightPage::tab() const
{
    return Tab(std::max(0, m_tabs->currentIndex()));
}

// ---- what is there

void OversightPage::restart()
{
    m_findings.clear();
    m_findingRows->setRows({});
    m_eventRows->setRows({});
    m_notice->clear();
    m_tabs->setCurrentIndex(0);
    m_looked = false;
    m_outdated = true;
    showFinding();
    if (m_session.signedIn() && isVisible())
        refresh();
}

void OversightPage::refresh()
{
    m_outdated = true;
    if (!m_session.signedIn() || !isVisible())
        return;
    m_outdated = false;
    if (tab() == Tab::Findings)
        loadFindings();
    else
        loadEvents();
}

void OversightPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated || tab() == Tab::Security)
        refresh();
}

void OversightPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_looked = false; // coming back is another look
}

void OversightPage::showTab()
{
    m_looked = false;
    m_notice->clear();
    follow();
    refresh();
}

void OversightPage::loadFindings()
{
    m_session.reading().run<QList<FindingView>>(
        this, QStringLiteral("oversight/findings"),
        [person = m_session.acting().person](const workflow::Ports &ports, std::stop_token) { return workflow::listFindings(ports, person); },
        [this](const Result<QList<FindingView>> &findings) {
            if (!findings) {
                m_notice->showError(findings.error());
                return;
            }
            const int row = std::max(0, m_findingTable->currentRow());
            m_findings = *findings;
            QList<QStringList> rows;
            for (const FindingView &one : std::as_const(m_findings))
                rows.append({stateWords(one.state()), dayTime(one.steps.first().arrived), one.caseId.value, one.owner.value,
                             one.steps.first().text.simplified()});
            m_findingRows->setRows(rows);
            m_findingTable->selectRowAt(std::min<int>(row, int(rows.size()) - 1));
            if (tab() == Tab::Findings)
                m_body->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_findingsPane);
            m_empty->say(QStringLiteral("eye"), tr("No findings"), tr("A finding is opened beside a decision, or on the desk beside the case."));
            showFinding();
        });
}

void OversightPage::loadEvents()
{
    const bool looked = std::exchange(m_looked, true);
    m_session.writing().run<QList<core::SecurityEvent>>(
        this, {},
        [acting = m_session.acting(), looked](const workflow::Ports &ports, std::stop_token) {
            return looked ? workflow::securityEvents(ports, acting, mostEvents) : workflow::openSecurityEvents(ports, acting, mostEvents);
        },
        [this](const Result<QList<core::SecurityEvent>> &events) {
            if (tab() != Tab::Security)
                return;
            if (!events) {
                m_empty->say(QStringLiteral("lock"), tr("Not for you"), sentence(events.error()));
                m_body->setCurrentWidget(m_empty);
                return;
            }
            QList<QStringList> rows;
            for (const core::SecurityEvent &event : *events)
                rows.append({securityWords(event.kind), dayTime(event.at), event.person.value, event.detail});
            m_eventRows->setRows(rows);
            m_empty->say(QStringLiteral("shield"), tr("Nothing happened"), tr("Wrong passphrases and PINs, refused signatures and the like would stand here."));
            m_body->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_eventTable);
        });
}

void OversightPage::showFinding()
{
    const int row = m_findingTable->currentRow();
    m_detail->clear();
    if (row >= 0 && row < m_findings.size()) {
        const FindingView &finding = m_findings.at(row);
        QTextCursor cursor(m_detail->document());
        QTextCharFormat head = theme::textFormat(theme::Meaning::Soft);
        const QTextCharFormat plain = theme::textFormat(theme::Meaning::Ink);
        for (const workflow::FindingStep &step : finding.steps) {
            cursor.insertText(stepWords(step) + u'\n', head);
            cursor.insertText((step.text.isEmpty() ? tr("(the text was deleted)") : step.text) + QStringLiteral("\n\n"), plain);
        }
        if (!finding.statement.isEmpty())
            cursor.insertText(tr("About the decision %1").arg(finding.statement.value), head);
        m_detail->moveCursor(QTextCursor::Start);
    }
    follow();
}

// ---- what is done

void OversightPage::follow()
{
    const int row = m_findingTable->currentRow();
    const bool there = tab() == Tab::Findings && m_session.signedIn() && row >= 0 && row < m_findings.size();
    const bool open = there && m_findings.at(row).state() != u"closed";
    const bool looksAfter = open && workflow::mayCloseFinding(m_session.acting().person, m_findings.at(row));
    m_answer->setEnabled(open);
    m_close->setEnabled(looksAfter);
}

void OversightPage::openDecision()
{
    const int row = m_findingTable->currentRow();
    if (row >= 0 && row < m_findings.size() && !m_findings.at(row).statement.isEmpty())
        Q_EMIT decisionWanted(m_findings.at(row).statement);
}

void OversightPage::ask(bool closing)
{
    const int row = m_findingTable->currentRow();
    if (row < 0 || row >= m_findings.size())
        return;
    const FindingView &finding = m_findings.at(row);
    const QString found = finding.steps.first().text;
    const Question question = closing ? Question{tr("Close the finding?"), found, tr("Sign and close"), {}, false, {}}
                                      : Question{tr("Answer the finding"), found, tr("Sign"), {}, false, {}};
    prompts().askSigning(this, {question, closing ? tr("Why it can be closed") : tr("Answer"), {}},
                         [this, id = finding.id, closing](const std::optional<SigningAnswer> &answer) {
                             if (answer && m_session.signedIn())
                                 carryOut(id, answer->words, closing);
                         });
}

void OversightPage::carryOut(const core::StatementId &id, const QString &text, bool closing)
{
    m_session.writing().run<FindingView>(
        this, {},
        [acting = m_session.acting(), id, text, closing](const workflow::Ports &ports, std::stop_token) {
            return closing ? workflow::closeFinding(ports, acting, id, text) : workflow::answerFinding(ports, acting, id, text);
        },
        [this](const Result<FindingView> &finding) {
            if (!finding) {
                m_notice->showError(finding.error());
                return;
            }
            m_notice->showSuccess(tr("Signed and recorded as entry %1.").arg(finding->steps.last().logIndex));
            refresh();
        });
}

void OversightPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(theme::Meaning::Pane));
}

} // namespace countersign::ui
