#include "ui/parts/emptystate.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_picture(new QLabel(this)), m_title(new QLabel(this)), m_next(new QLabel(this)), m_column(new QVBoxLayout)
{
    for (QLabel *label : {m_picture, m_title, m_next}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setTextFormat(Qt::PlainText);
    }
    m_next->setWordWrap(true);
    auto *across = new QHBoxLayout; // stretches, not an alignment: an aligned item would get the height of text that does not wrap
    across->addStretch();
    across->addLayout(m_column);
    across->addStretch();
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(across);
    outer->addStretch(3);
    m_column->addWidget(m_picture);
    m_column->addWidget(m_title);
    m_column->addWidget(m_next);
    m_column->addSpacing(px(8));
    m_column->setSpacing(px(8));
    connect(theme::notifier(), &theme::Notifier::changed, this, &EmptyState::dress);
    dress();
}

void EmptyState::say(const QString &icon, const QString &title, const QString &next)
{
    m_icon = icon;
    m_title->setText(title);
    m_next->setText(next);
    dress();
}

void EmptyState::addButton(QWidget *button)
{
    m_column->addWidget(button, 0, Qt::AlignHCenter);
}

void EmptyState::dress()
{
    theme::setRole(m_title, theme::TextRole::Title);
    theme::setRole(m_next, theme::TextRole::Control, theme::Meaning::Soft);
    m_next->setFixedWidth(px(440));
    m_picture->setPixmap(m_icon.isEmpty() ? QPixmap() : theme::icon(m_icon, theme::Meaning::Faint).pixmap(px(36)));
}

} // namespace countersign::ui
