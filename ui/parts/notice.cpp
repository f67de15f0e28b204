#include "ui/parts/notice.h"

#include "ui/speech.h"
#include "ui/theme/drawing.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

Notice::Notice(QWidget *parent) : QWidget(parent), m_text(new QLabel(this)), m_button(new QPushButton(this))
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    theme::setWeight(m_button, theme::Weight::Plain);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button, 0, Qt::AlignTop);
    connect(m_button, &QPushButton::clicked, this, &Notice::wayOut);
    connect(theme::notifier(), &theme::Notifier::changed, this, &Notice::dress);
    dress();
    hide();
}

void Notice::dress()
{
    layout()->setContentsMargins(px(12), px(8), px(8), px(8));
    theme::setRole(m_text, theme::TextRole::Control, m_tone == Tone::Problem ? Meaning::Deleted : m_tone == Tone::Success ? Meaning::Added : Meaning::Ink);
}

void Notice::showError(const core::Error &error)
{
    say(Tone::Problem, sentence(error));
}

void Notice::showProblem(const QString &words)
{
    say(Tone::Problem, words);
}

void Notice::showSuccess(const QString &words)
{
    say(Tone::Success, words);
}

void Notice::showNote(const QString &words)
{
    say(Tone::Note, words);
}

void Notice::say(Tone tone, const QString &words)
{
    m_tone = tone;
    m_text->setText(words);
    m_text->setAccessibleName(words);
    m_button->hide();
    dress();
    show();
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    update();
}

void Notice::offer(const QString &action)
{
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->show();
}

void Notice::clear()
{
    m_text->clear();
    m_button->hide();
    hide();
}

QString Notice::text() const
{
    return m_text->text();
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Meaning pane = m_tone == Tone::Problem ? Meaning::DeletedPane : m_tone == Tone::Success ? Meaning::AddedPane : Meaning::Rail;
    theme::drawBox(painter, rect(), theme::color(pane));
}

} // namespace countersign::ui
