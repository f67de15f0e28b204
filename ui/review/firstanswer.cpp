#include "ui/review/firstanswer.h"

#include "ui/parts/keybutton.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

FirstAnswer::FirstAnswer(QWidget *parent)
    : QWidget(parent), m_answer(new QPlainTextEdit(this)),
      m_give(new KeyButton(tr("Show the suggestion"), QKeySequence(Qt::CTRL | Qt::Key_Return), theme::Weight::Primary, this))
{
    theme::setBackground(this, theme::Meaning::Pane);
    auto *head = new QLabel(tr("Your own answer first"), this);
    theme::setRole(head, theme::TextRole::Title);
    auto *why = new QLabel(tr("This case asks what you think before it shows what the AI suggests. Read the evidence and write your answer; "
                              "it is kept with your decision and cannot be changed afterwards."),
                           this);
    theme::setRole(why, theme::TextRole::Control, theme::Meaning::Soft);
    why->setWordWrap(true);
    m_answer->setAccessibleName(tr("Your own answer"));
    m_answer->setAccessibleDescription(why->text());
    m_answer->setTabChangesFocus(true);
    m_answer->installEventFilter(this);
    theme::setRole(m_answer, theme::TextRole::Reading);
    m_give->setEnabled(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_give);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(18), px(16), px(18), px(16));
    column->setSpacing(px(10));
    column->addWidget(head);
    column->addWidget(why);
    column->addWidget(m_answer, 1);
    column->addLayout(buttons);
    connect(m_answer, &QPlainTextEdit::textChanged, this, [this] {
        m_give->setEnabled(!m_answer->toPlainText().trimmed().isEmpty());
        Q_EMIT typed();
    });
    connect(m_give, &QPushButton::clicked, this, &FirstAnswer::give);
}

void FirstAnswer::begin(const QString &draft)
{
    const QSignalBlocker quiet(this);
    m_answer->setPlainText(draft);
    m_answer->moveCursor(QTextCursor::End);
}

QString FirstAnswer::text() const
{
    return m_answer->toPlainText();
}

void FirstAnswer::takeKeyboard()
{
    m_answer->setFocus(Qt::ShortcutFocusReason);
}

void FirstAnswer::give()
{
    const QString answer = m_answer->toPlainText().trimmed();
    if (!answer.isEmpty())
        Q_EMIT given(answer);
}

// Ctrl+Enter shows the suggestion here; it signs only once that is shown.
bool FirstAnswer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_answer || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter || (key->modifiers() & ~Qt::KeypadModifier) != Qt::ControlModifier)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        give();
    return true;
}

} // namespace countersign::ui
