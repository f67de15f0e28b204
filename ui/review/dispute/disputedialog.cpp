#include "ui/review/dispute/disputedialog.h"

#include "ui/parts/headerbar.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QTabBar>
#include <QTextBrowser>
#include <QTextCursor>
#include <QVBoxLayout>
#include <algorithm>

namespace countersign::ui {

using core::Result;
using theme::px;

namespace {

// What the second changed of the first.
DecisionReading betweenThem(const DecisionReading &first, const DecisionReading &second)
{
    DecisionReading between = second;
    between.before = first.after;
    between.difference = pageDifference(between.before, between.after);
    return between;
}

void insertHead(QTextDocument &document, const QStringList &lines, const QString &title)
{
    QTextCursor cursor(&document);
    QTextBlockFormat plain;
    plain.setBottomMargin(px(4));
    cursor.setBlockFormat(plain);
    QTextCharFormat strong = theme::textFormat(theme::Meaning::Ink);
    strong.setFont(theme::font(theme::TextRole::Strong));
    QTextCharFormat soft = theme::textFormat(theme::Meaning::Soft);
    soft.setFont(theme::font(theme::TextRole::Control));
    cursor.insertText(title, strong);
    for (const QString &line : lines) {
        cursor.insertBlock(plain);
        cursor.insertText(line, soft);
    }
    plain.setBottomMargin(px(12));
    cursor.setBlockFormat(plain);
    cursor.insertBlock(theme::readingBlock());
}

// What became another, a heading and its difference each.
void fillPieces(QTextDocument &document, const QList<CaseChange> &changes)
{
    document.clear();
    document.setUndoRedoEnabled(false);
    QTextCursor cursor(&document);
    QTextBlockFormat heading;
    heading.setTopMargin(px(12));
    heading.setBottomMargin(px(4));
    QTextCharFormat strong = theme::textFormat(theme::Meaning::Ink);
    strong.setFont(theme::font(theme::TextRole::Strong));
    for (const CaseChange &change : changes) {
        cursor.setBlockFormat(heading);
        cursor.insertText(change.note.isEmpty() ? change.what : QStringLiteral("%1 – %2").arg(change.what, change.note), strong);
        if (change.note.isEmpty()) {
            cursor.insertBlock(theme::readingBlock());
            insertDifference(cursor, change.difference, theme::readingFont());
        }
        cursor.insertBlock(heading);
    }
}

} // namespace

QList<core::DecisionRow> DisputeDialog::disputed(const workflow::CaseOnDesk &desk)
{
    QList<core::DecisionRow> decisions = desk.decisions;
    std::sort(decisions.begin(), decisions.end(), [](const core::DecisionRow &a, const core::DecisionRow &b) { return a.logIndex < b.logIndex; });
    decisions.removeIf([](const core::DecisionRow &row) { return row.stage == core::Stage::Resolution; });
    if (decisions.isEmpty() || (decisions.size() == 1 && decisions.first().version == desk.stored.row.version))
        return {};
    if (decisions.size() == 1)
        return decisions;
    const auto standing = std::find_if(decisions.begin(), decisions.end(), [](const core::DecisionRow &row) { return row.stands; });
    // Once it is settled otherwise none may stand: then the last one before the last that nothing corrected.
    QList<core::DecisionRow> whole = decisions;
    whole.removeIf([&](const core::DecisionRow &row) {
        return std::any_of(decisions.begin(), decisions.end(), [&](const core::DecisionRow &other) { return other.supersedes == row.id; });
    });
    const core::DecisionRow first = standing != decisions.end() ? *standing : whole.size() < 2 ? decisions.first() : whole[whole.size() - 2];
    decisions.removeIf([&](const core::DecisionRow &row) { return row.id == first.id; });
    return {first, decisions.last()};
}

DisputeDialog::DisputeDialog(workflow::Session &session, const QList<core::DecisionRow> &decisions, int newest, bool mayTake, QWidget *parent)
    : QDialog(parent), m_session(session), m_rows(decisions), m_newest(newest), m_mayTake(mayTake), m_views(new QTabBar), m_notice(new Notice(this))
{
    const auto earlier = std::find_if(m_rows.begin(), m_rows.end(), [&](const core::DecisionRow &row) { return row.version != m_newest; });
    m_earlier = earlier == m_rows.end() ? -1 : int(earlier - m_rows.begin());
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(m_rows.size() == 1 ? tr("Decided on an earlier version") : tr("Both decisions"));
    setAccessibleName(windowTitle());
    build();
    resize(parent->window()->size() * 0.92);
    connect(&m_session, &workflow::Session::signedInChanged, this, &QDialog::reject);
    load();
}

void DisputeDialog::build()
{
    auto *bar = new HeaderBar(this);
    auto *title = new QLabel(windowTitle(), bar);
    theme::setRole(title, theme::TextRole::Title);
    m_views->setAccessibleName(tr("How the texts are shown"));
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    const auto add = [this](View view, const QString &name) { m_views->setTabData(m_views->addTab(name), int(view)); };
    if (m_rows.size() == 2) {
        add(View::Each, tr("Each with its changes"));
        add(View::Against, tr("The second against the first"));
    }
    if (m_earlier >= 0)
        add(View::Since, tr("What has changed since"));
    m_views->setVisible(m_views->count() > 1);
    bar->addLeading(title);
    bar->addLeading(m_views);
    auto *close = new KeyButton(tr("Close"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, bar);
    close->setAutoDefault(false);
    bar->addTrailing(close);
    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    const QString takes[]{m_rows.size() == 1 ? tr("Take it over") : tr("Take the first"), tr("Take the second")};
    for (int i = 0; i < 2; ++i) {
        m_texts[i] = new QTextBrowser(this);
        m_texts[i]->setFrameShape(QFrame::NoFrame);
        m_texts[i]->setOpenLinks(false);
        m_texts[i]->setTabChangesFocus(true);
        m_texts[i]->setAccessibleName(i < m_rows.size() ? nameOf(i) : tr("What has changed in the case since"));
        m_take[i] = new KeyButton(takes[i], QKeySequence(i == 0 ? Qt::Key_1 : Qt::Key_2), theme::Weight::Plain, this);
        m_take[i]->setAutoDefault(false);
        m_take[i]->setVisible(m_mayTake && i < m_rows.size());
        m_take[i]->setEnabled(false);
        connect(m_take[i], &QPushButton::clicked, this, [this, i] { take(i); });
        auto *column = new QVBoxLayout;
        auto *foot = new QHBoxLayout;
        foot->setContentsMargins(px(16), px(8), px(16), px(12));
        foot->addWidget(m_take[i]);
        foot->addStretch();
        column->addWidget(m_texts[i], 1);
        column->addLayout(foot);
        if (i == 1)
            panes->addWidget(new Rule(Qt::Vertical, this));
        panes->addLayout(column, 1);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_notice);
    column->addLayout(panes, 1);
    theme::setBackground(this, theme::Meaning::Pane);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_views, &QTabBar::currentChanged, this, &DisputeDialog::fill);
    connect(theme::notifier(), &theme::Notifier::changed, this, &DisputeDialog::fill);
    m_texts[0]->setFocus(Qt::OtherFocusReason);
}

void DisputeDialog::load()
{
    m_session.reading().run<Reading>(
        this, {},
        [rows = m_rows, earlier = m_earlier, asker = m_session.acting().person](const workflow::Ports &ports, std::stop_token) -> Result<Reading> {
            Reading reading;
            for (const core::DecisionRow &row : rows) {
                auto decision = readDecision(ports, row.id, asker);
                if (!decision)
                    return tl::unexpected(decision.error());
                reading.decisions.append(std::move(*decision));
            }
            if (earlier < 0)
                return reading;
            const workflow::DecisionPage &page = reading.decisions[earlier].page;
            const auto now = workflow::layCase(ports, page.stored);
            if (!now)
                return tl::unexpected(now.error());
            return caseChanges(ports, page.record, now->record).map([&](QList<CaseChange> changes) {
                reading.changes = std::move(changes);
                return std::move(reading);
            });
        },
        [this](Result<Reading> reading) {
            if (!reading)
                return m_notice->showError(reading.error());
            m_reading = std::move(*reading);
            fill();
        });
}

DisputeDialog::View DisputeDialog::view() const
{
    return View(m_views->tabData(m_views->currentIndex()).toInt());
}

void DisputeDialog::fill()
{
    if (m_reading.decisions.isEmpty())
        return;
    const bool since = view() == View::Since;
    m_shown[0] = since ? m_earlier : 0;
    m_shown[1] = since ? -1 : 1;
    fillDecision(0, m_shown[0], false);
    if (since)
        fillChanges(1);
    else
        fillDecision(1, m_shown[1], view() == View::Against);
    for (int i = 0; i < 2; ++i) {
        m_texts[i]->document()->setDocumentMargin(px(18));
        m_texts[i]->moveCursor(QTextCursor::Start);
        m_take[i]->setEnabled(m_mayTake && m_shown[i] == i);
    }
}

QString DisputeDialog::nameOf(int which) const
{
    if (m_rows.size() == 1)
        return tr("The decision");
    return which == 0 ? tr("The first decision") : tr("The second decision");
}

void DisputeDialog::fillDecision(int pane, int which, bool against)
{
    m_texts[pane]->setAccessibleName(nameOf(which));
    const DecisionReading &reading = m_reading.decisions[which];
    QStringList reasons;
    for (const QString &code : reading.page.row.reasons)
        reasons << codeWords(code);
    QStringList lines{versionSentence(reading.page)};
    if (!reasons.isEmpty())
        lines << tr("Reason: %1").arg(reasons.join(QStringLiteral(", ")));
    if (!reading.page.rationale.isEmpty())
        lines << tr("Rationale: %1").arg(reading.page.rationale);
    if (reading.page.flags.contains(ledger::Flag::Disputed) && m_rows.size() == 2)
        lines << tr("Arrived when the other one stood already.");
    lines.removeAll(QString());
    QTextDocument &document = *m_texts[pane]->document();
    const bool plain = pane == 0 && view() == View::Against;
    fillText(document, against ? betweenThem(m_reading.decisions[0], reading) : reading, plain ? TextView::Outcome : TextView::WithChanges);
    insertHead(document, lines, signatureSentence(reading.page.row));
}

void DisputeDialog::fillChanges(int pane)
{
    m_texts[pane]->setAccessibleName(tr("What has changed in the case since"));
    fillPieces(*m_texts[pane]->document(), m_reading.changes);
    const QString from = tr("From version %1 to version %2.").arg(m_rows[m_earlier].version).arg(m_newest);
    insertHead(*m_texts[pane]->document(), {m_reading.changes.isEmpty() ? from + u' ' + tr("Nothing that is shown differs.") : from},
               tr("What has changed in the case since"));
}

void DisputeDialog::take(int pane)
{
    if (!m_take[pane]->isEnabled())
        return;
    const workflow::DecisionPage &page = m_reading.decisions[m_shown[pane]].page;
    Q_EMIT taken(page.row.verdict, page.outcome);
    accept();
}

void DisputeDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_1 || event->key() == Qt::Key_2))
        return take(event->key() == Qt::Key_1 ? 0 : 1);
    QDialog::keyPressEvent(event);
}

} // namespace countersign::ui
