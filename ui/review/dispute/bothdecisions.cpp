#include "ui/review/dispute/bothdecisions.h"

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
    cursor.insertBlock(theme::readingBlock());
}

} // namespace

BothDecisions::BothDecisions(workflow::Session &session, const QList<core::DecisionRow> &decisions, bool mayTake, QWidget *parent)
    : QDialog(parent), m_session(session), m_mayTake(mayTake), m_views(new QTabBar), m_notice(new Notice(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Both decisions"));
    setAccessibleName(windowTitle());
    for (const core::DecisionRow &row : decisions)
        m_ids.append(row.id);
    build();
    resize(parent->window()->size() * 0.92);
    connect(&m_session, &workflow::Session::signedInChanged, this, &QDialog::reject);
    load();
}

void BothDecisions::build()
{
    auto *bar = new HeaderBar(this);
    auto *title = new QLabel(windowTitle(), bar);
    theme::setRole(title, theme::TextRole::Title);
    m_views->setAccessibleName(tr("How the texts are shown"));
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->addTab(tr("Each with its changes"));
    m_views->addTab(tr("The second against the first"));
    bar->addLeading(title);
    bar->addLeading(m_views);
    auto *close = new KeyButton(tr("Close"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, bar);
    close->setAutoDefault(false);
    bar->addTrailing(close);
    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    const QString names[]{tr("The first decision"), tr("The second decision")};
    const QString takes[]{tr("Take the first"), tr("Take the second")};
    for (int i = 0; i < 2; ++i) {
        m_texts[i] = new QTextBrowser(this);
        m_texts[i]->setFrameShape(QFrame::NoFrame);
        m_texts[i]->setOpenLinks(false);
        m_texts[i]->setTabChangesFocus(true);
        m_texts[i]->setAccessibleName(names[i]);
        m_take[i] = new KeyButton(takes[i], QKeySequence(i == 0 ? Qt::Key_1 : Qt::Key_2), theme::Weight::Plain, this);
        m_take[i]->setAutoDefault(false);
        m_take[i]->setVisible(m_mayTake);
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
    connect(m_views, &QTabBar::currentChanged, this, &BothDecisions::fill);
    connect(theme::notifier(), &theme::Notifier::changed, this, &BothDecisions::fill);
    m_texts[0]->setFocus(Qt::OtherFocusReason);
}

void BothDecisions::load()
{
    m_session.reading().run<QList<DecisionReading>>(
        this, {},
        [ids = m_ids, asker = m_session.acting().person](const workflow::Ports &ports, std::stop_token) -> Result<QList<DecisionReading>> {
            QList<DecisionReading> readings;
            for (const core::StatementId &id : ids) {
                auto reading = readDecision(ports, id, asker);
                if (!reading)
                    return tl::unexpected(reading.error());
                readings.append(std::move(*reading));
            }
            return readings;
        },
        [this](Result<QList<DecisionReading>> readings) {
            if (readings)
                lay(std::move(*readings));
            else
                m_notice->showError(readings.error());
        });
}

void BothDecisions::lay(QList<DecisionReading> readings)
{
    m_readings = std::move(readings);
    for (KeyButton *button : m_take)
        button->setEnabled(m_mayTake && m_readings.size() == 2);
    fill();
}

QString BothDecisions::headOf(const DecisionReading &reading) const
{
    return signatureSentence(reading.page.row);
}

void BothDecisions::fill()
{
    for (int i = 0; i < 2 && i < m_readings.size(); ++i) {
        const DecisionReading &reading = m_readings[i];
        QStringList reasons;
        for (const QString &code : reading.page.row.reasons)
            reasons << codeWords(code);
        QStringList lines;
        if (!reasons.isEmpty())
            lines << tr("Reason: %1").arg(reasons.join(QStringLiteral(", ")));
        if (!reading.page.rationale.isEmpty())
            lines << tr("Rationale: %1").arg(reading.page.rationale);
        if (!reading.page.row.stands)
            lines << tr("Arrived when the other one stood already.");
        const bool against = i == 1 && m_views->currentIndex() == 1 && m_readings.size() == 2;
        QTextDocument &document = *m_texts[i]->document();
        const bool withChanges = i == 1 || m_views->currentIndex() == 0;
        fillText(document, against ? betweenThem(m_readings[0], reading) : reading, withChanges ? TextView::WithChanges : TextView::Outcome);
        insertHead(document, lines, headOf(reading));
        document.setDocumentMargin(px(18));
        m_texts[i]->moveCursor(QTextCursor::Start);
    }
}

void BothDecisions::take(int which)
{
    if (!m_mayTake || m_readings.size() < 2)
        return;
    const workflow::DecisionPage &page = m_readings[which].page;
    Q_EMIT taken(page.row.verdict, page.outcome);
    accept();
}

void BothDecisions::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_1 || event->key() == Qt::Key_2) && m_take[0]->isEnabled())
        return take(event->key() == Qt::Key_1 ? 0 : 1);
    QDialog::keyPressEvent(event);
}

} // namespace countersign::ui
