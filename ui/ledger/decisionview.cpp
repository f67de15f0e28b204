#include "ui/ledger/decisionview.h"

#include "ui/actions.h"
#include "ui/ledger/auditlooks.h"
#include "ui/ledger/caseactions.h"
#include "ui/ledger/ledgerwords.h"
#include "ui/ledger/paper.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/prompts.h"
#include "ui/review/evidence/evidencepane.h"
#include "ui/speech.h"
#include "workflow/verifyledger.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QTextEdit>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::Meaning;
using theme::px;
using theme::TextRole;

namespace {
const QString topic = QStringLiteral("ledger/decision");
constexpr int evidenceTab = 3;

// Long digests may break after every eighth sign.
QString breakable(const QString &digest)
{
    QString text;
    for (qsizetype i = 0; i < digest.size(); i += 8)
        text += digest.mid(i, 8) + QChar(0x200B);
    return text;
}

}

DecisionView::DecisionView(workflow::Session &session, AuditLooks &looks, QWidget *parent)
    : QWidget(parent), m_session(session), m_looks(looks), m_title(new QLabel),
      m_subtitle(new ElidedLabel(TextRole::Label, Meaning::Soft, Qt::ElideRight)), m_views(new QTabBar), m_reader(new QStackedWidget),
      m_text(new QTextEdit), m_evidence(new EvidencePane(session)),
      m_sentence(new QLabel), m_meaning(new QLabel), m_facts(new QVBoxLayout), m_statement(new QPlainTextEdit),
      m_notice(new Notice(this)), m_case(new CaseActions(session, this, m_notice)), m_more(new QPushButton(tr("Case"), this)),
      m_print(makeAction(Command::PrintDecision, this)), m_pdf(makeAction(Command::SavePdf, this))
{
    connect(m_print, &QAction::triggered, this, &DecisionView::print);
    connect(m_pdf, &QAction::triggered, this, &DecisionView::savePdf);
    connect(m_more, &QPushButton::clicked, this, [this] { m_case->showMenu(m_more); });
    connect(m_case, &CaseActions::possibleChanged, this, [this] { m_more->setVisible(m_case->any()); });
    connect(m_case, &CaseActions::correctionWanted, this, &DecisionView::correctionWanted);
    connect(m_case, &CaseActions::moved, this, [this] {
        if (const std::optional<DecisionReading> shown = std::exchange(m_reading, {}))
            open(shown->page.row.id);
    });
    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    panes->addWidget(buildTexts(), 1);
    panes->addWidget(new Rule(Qt::Vertical, this));
    panes->addWidget(buildRecord());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(m_notice);
    column->addLayout(panes, 1);
    connect(theme::notifier(), &theme::Notifier::changed, this, &DecisionView::dress);
    dress();
}

QWidget *DecisionView::buildHeader()
{
    auto *bar = new HeaderBar(this);
    QAction *back = makeAction(Command::Back, this);
    connect(back, &QAction::triggered, this, &DecisionView::backRequested);
    bar->addLeading(new KeyButton(back, theme::Weight::Quiet, bar));
    bar->addLeading(m_title);
    bar->addLeading(m_subtitle, 1);
    m_more->setIcon(theme::icon(QStringLiteral("more")));
    m_more->setAccessibleName(tr("What can be done with this case"));
    bar->addTrailing(m_more);
    bar->addTrailing(new KeyButton(m_print, theme::Weight::Plain, bar));
    bar->addTrailing(new KeyButton(m_pdf, theme::Weight::Plain, bar));
    return bar;
}

QWidget *DecisionView::buildTexts()
{
    auto *pane = new QWidget(this);
    auto *bar = new HeaderBar(pane);
    m_views->setAccessibleName(tr("Text shown"));
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    for (const QString &name : {tr("With changes"), tr("AI text"), tr("Final text"), tr("Evidence")})
        m_views->addTab(name);
    bar->addLeading(m_views);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Text of the decision"));
    m_text->setTabChangesFocus(true);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    m_evidence->setAccessibleName(tr("Evidence"));
    m_reader->addWidget(m_text);
    m_reader->addWidget(m_evidence);
    column->addWidget(m_reader, 1);
    connect(m_views, &QTabBar::currentChanged, this, &DecisionView::showText);
    return pane;
}

QWidget *DecisionView::buildRecord()
{
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Record"));
    scroll->setFocusPolicy(Qt::StrongFocus);
    auto *inside = new QWidget(scroll);
    for (QLabel *label : {m_sentence, m_meaning}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_statement->setReadOnly(true);
    m_statement->setFrameShape(QFrame::NoFrame);
    m_statement->setAccessibleName(tr("Signed statement"));
    m_statement->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_statement->setTabChangesFocus(true);
    m_statement->setLayoutDirection(Qt::LeftToRight); // bytes, whatever the window's language
    auto *column = new QVBoxLayout(inside);
    column->addWidget(m_sentence);
    column->addWidget(m_meaning);
    column->addLayout(m_facts);
    column->addWidget(m_statement, 1);
    scroll->setWidget(inside);
    m_record = scroll;
    return scroll;
}

void DecisionView::dress()
{
    theme::setRole(m_title, TextRole::Title);
    theme::setRole(m_sentence, TextRole::Strong);
    theme::setRole(m_meaning, TextRole::Control, Meaning::Soft);
    theme::setRole(m_statement, TextRole::Mono, Meaning::Soft);
    theme::setBackground(m_statement, Meaning::Background);
    m_text->document()->setDocumentMargin(px(18));
    m_statement->setMinimumHeight(px(220));
    m_facts->setSpacing(px(10));
    m_record->setFixedWidth(px(380));
    if (QLayout *column = static_cast<QScrollArea *>(m_record)->widget()->layout()) {
        column->setContentsMargins(px(16), px(14), px(16), px(14));
        column->setSpacing(px(10));
    }
    showText();
}

void DecisionView::clear()
{
    m_session.reading().drop(topic);
    m_reading.reset();
    m_case->clear();
    m_notice->clear();
    m_title->clear();
    m_subtitle->setText({});
    m_sentence->clear();
    m_meaning->clear();
    m_text->clear();
    m_evidence->clear();
    m_reader->setCurrentWidget(m_text);
    m_statement->clear();
    clearFacts();
    m_print->setEnabled(false);
    m_pdf->setEnabled(false);
}

void DecisionView::open(const core::StatementId &id)
{
    clear();
    if (!m_session.signedIn())
        return;
    m_session.reading().run<DecisionReading>(
        this, topic,
        [id, asker = m_session.acting().person](const workflow::Ports &ports, std::stop_token) { return readDecision(ports, id, asker); },
        [this](Result<DecisionReading> reading) {
            if (reading) {
                m_looks.atDecision(reading->page.row);
                show(*reading);
            } else {
                m_notice->showError(reading.error());
            }
        });
}

void DecisionView::openEntry(quint64 seq, const QString &title)
{
    clear();
    m_title->setText(title);
    m_subtitle->setText(tr("entry %1").arg(seq));
    m_views->hide();
    m_session.reading().run<QByteArray>(
        this, topic, [seq](const workflow::Ports &ports, std::stop_token) { return workflow::ledgerEntry(ports, seq); },
        [this](Result<QByteArray> bytes) {
            if (!bytes) {
                m_notice->showError(bytes.error());
                return;
            }
            m_sentence->setText(tr("This is the entry as it stands in the log, byte for byte."));
            m_statement->setPlainText(QString::fromUtf8(*bytes));
            m_text->setPlainText(QString::fromUtf8(*bytes));
        });
}

void DecisionView::show(const DecisionReading &reading)
{
    m_reading = reading;
    const core::DecisionRow &row = reading.page.row;
    m_title->setText(words(row.verdict));
    m_subtitle->setText(QStringLiteral("%1 · %2").arg(row.caseId.value, reading.page.record.title));
    m_views->show();
    m_views->setTabVisible(2, reading.hasOutcome);
    m_views->setTabVisible(evidenceTab, !reading.page.record.evidence.isEmpty());
    m_evidence->setEvidence(reading.page.record.id, reading.page.record.evidence, reading.page.record.suggestion.citations);
    m_views->setCurrentIndex(0);
    m_sentence->setText(signatureSentence(row));
    m_meaning->setText(row.meaning.isEmpty() ? QString() : tr("“%1”").arg(row.meaning));
    clearFacts();
    QStringList reasons;
    for (const QString &code : row.reasons)
        reasons << codeWords(code);
    addFact(tr("Reason"), reasons.join(QStringLiteral(", ")));
    addFact(tr("Rationale"), reading.page.rationale);
    addFact(tr("Looked at"), contactSentences(reading.page.contact, reading.page.record).join(u'\n'));
    if (row.stage != core::Stage::Review)
        addFact(tr("Stage"), words(row.stage));
    addFact(tr("Took"), duration(row.tookMilliseconds));
    if (row.late)
        addFact(tr("Late"), tr("signed after the claim had run out"));
    addFact(tr("Clock"), clockSentence(reading.page));
    addFact(tr("Version"), versionSentence(reading.page));
    addFact(tr("Standing"), standingSentence(reading.page));
    addFact(tr("What became of it"), settlementSentence(reading.page));
    addFact(tr("Signed"), authWords(reading.page.statement));
    addFact(tr("Other signatures"), otherSignatures(reading).join(u'\n'));
    addFact(tr("Case now"), words(reading.page.stored.row.state));
    addFact(tr("Corrects"), row.supersedes.value, true);
    addFact(tr("Proof"), proofSentences(reading).join(u'\n'));
    addFact(tr("Statement"), row.id.value, true);
    addFact(tr("Outcome"), row.outcomeBlob, true);
    m_statement->setPlainText(QString::fromUtf8(reading.page.statement));
    m_print->setEnabled(true);
    m_pdf->setEnabled(true);
    m_case->setCase(reading.page.stored, row);
    showText();
    m_text->setFocus(Qt::OtherFocusReason);
}

void DecisionView::showText()
{
    if (!m_reading)
        return;
    const bool evidence = m_views->currentIndex() == evidenceTab;
    m_reader->setCurrentWidget(evidence ? static_cast<QWidget *>(m_evidence) : m_text);
    if (evidence)
        return;
    const TextView view = TextView(std::max(0, m_views->currentIndex()));
    fillText(*m_text->document(), *m_reading, view);
    m_text->document()->setDocumentMargin(px(18));
    m_text->moveCursor(QTextCursor::Start);
}

void DecisionView::addFact(const QString &label, const QString &value, bool mono)
{
    if (value.isEmpty())
        return;
    auto *name = new QLabel(label);
    auto *words = new QLabel(value);
    theme::setRole(name, TextRole::LabelStrong, Meaning::Soft);
    theme::setRole(words, mono ? TextRole::Mono : TextRole::Control);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setAccessibleName(QStringLiteral("%1: %2").arg(label, value));
    if (mono)
        words->setText(breakable(value));
    auto *pair = new QWidget;
    auto *column = new QVBoxLayout(pair);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(2));
    column->addWidget(name);
    column->addWidget(words);
    m_facts->addWidget(pair);
}

void DecisionView::clearFacts()
{
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QList<QWidget *> DecisionView::panes() const
{
    QWidget *evidence = m_evidence->reader() ? m_evidence->reader() : m_evidence;
    return {m_reader->currentWidget() == m_evidence ? evidence : m_text, m_record};
}

void DecisionView::print()
{
    if (m_reading)
        printOnPaper(this, std::shared_ptr<QTextDocument>(printedDecision(*m_reading)));
}

void DecisionView::savePdf()
{
    if (!m_reading)
        return;
    const QString name = QStringLiteral("%1 %2.pdf").arg(m_reading->page.row.caseId.value, core::verdictName(m_reading->page.row.verdict));
    prompts().chooseSavePath(this, tr("Save the decision as PDF"), name, tr("PDF (*.pdf)"), [this](const QString &path) {
        if (!path.isEmpty() && m_reading)
            write(path);
    });
}

void DecisionView::write(const QString &path)
{
    const Result<void> written = writePdf(*printedDecision(*m_reading), path, m_title->text());
    if (written)
        m_notice->showSuccess(tr("Saved as %1.").arg(path));
    else
        m_notice->showError(written.error());
}

void DecisionView::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Meaning::Pane));
}

} // namespace countersign::ui
