#include "ui/parts/headerbar.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace countersign::ui {

using theme::px;

HeaderBar::HeaderBar(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    m_leading = new QHBoxLayout;
    m_trailing = new QHBoxLayout;
    layout->addLayout(m_leading, 1);
    layout->addLayout(m_trailing);
    m_leading->addStretch();
    theme::setBackground(this, theme::Meaning::Pane);
    size();
    connect(theme::notifier(), &theme::Notifier::changed, this, &HeaderBar::size);
}

void HeaderBar::size()
{
    layout()->setContentsMargins(px(12), px(4), px(12), px(4) + 1);
    layout()->setSpacing(px(12));
    m_leading->setSpacing(px(8));
    m_trailing->setSpacing(px(8));
    setMinimumHeight(px(43));
}

void HeaderBar::addLeading(QWidget *widget, int stretch)
{
    m_leading->insertWidget(m_leading->count() - 1, widget, stretch);
    if (stretch > 0)
        m_leading->setStretch(m_leading->count() - 1, 0);
}

void HeaderBar::addTrailing(QWidget *widget)
{
    m_trailing->addWidget(widget);
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, theme::color(theme::Meaning::Line));
}

Rule::Rule(Qt::Orientation orientation, QWidget *parent) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void Rule::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(theme::Meaning::Line));
}

} // namespace countersign::ui
