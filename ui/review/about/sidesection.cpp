#include "ui/review/about/sidesection.h"

#include "ui/theme/drawing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

SideSection::SideSection(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(title, this)), m_count(new QLabel(this)), m_head(new QHBoxLayout), m_column(new QVBoxLayout(this))
{
    theme::setRole(m_title, theme::TextRole::LabelStrong, Meaning::Soft);
    theme::setRole(m_count, theme::TextRole::LabelStrong, Meaning::Soft);
    m_title->setWordWrap(true); // in large text no title may make the pane wider than it is
    m_count->setAccessibleName(tr("Number of: %1").arg(title));
    m_head->addWidget(m_title, 1);
    m_head->addWidget(m_count);
    m_column->addLayout(m_head);
    connect(theme::notifier(), &theme::Notifier::changed, this, &SideSection::dress);
    dress();
}

void SideSection::dress()
{
    m_column->setContentsMargins(px(14), px(10), px(14), px(10) + 1);
    m_column->setSpacing(px(4));
    m_head->setSpacing(px(6));
}

void SideSection::setCount(int count)
{
    m_count->setText(count < 0 ? QString() : QLocale().toString(count));
}

void SideSection::setContent(QWidget *content)
{
    m_column->addWidget(content);
}

QPushButton *SideSection::addButton(const QString &icon, const QString &spoken)
{
    auto *button = new QPushButton(theme::icon(icon), {}, this);
    button->setAccessibleName(spoken);
    button->setToolTip(spoken);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({px(14), px(14)});
    button->setFixedSize(px(28), px(24));
    theme::setWeight(button, theme::Weight::Quiet);
    m_head->addWidget(button);
    return button;
}

void SideSection::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(0, height() - 1, width(), 1, theme::color(Meaning::Line));
}

} // namespace countersign::ui
