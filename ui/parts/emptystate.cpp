#include "ui/parts/emptystate.h"

#include "ui/theme.h"

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
    m_next->setMinimumWidth(px(360));
    m_next->setMaximumWidth(px(460));
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(m_column);
    outer->addStretch(3);
    m_column->addWidget(m_picture, 0, Qt::AlignHCenter);
    m_column->addWidget(m_title, 0, Qt::AlignHCenter);
    m_column->addWidget(m_next, 0, Qt::AlignHCenter);
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
    m_picture->setPixmap(m_icon.isEmpty() ? QPixmap() : theme::icon(m_icon, theme::Meaning::Faint).pixmap(px(36)));
}

} // namespace countersign::ui
