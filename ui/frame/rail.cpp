#include "ui/frame/rail.h"

#include "ui/parts/keybutton.h"

#include <QAction>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

Rail::Rail(QWidget *parent) : QWidget(parent), m_pages(new QActionGroup(this)), m_column(new QVBoxLayout(this))
{
    m_column->addStretch();
    connect(theme::notifier(), &theme::Notifier::changed, this, &Rail::dress);
    dress();
}

void Rail::dress()
{
    theme::setBackground(this, theme::Meaning::Rail);
    m_column->setContentsMargins(px(8), px(10), px(8) + 1, px(10));
    m_column->setSpacing(px(6));
    setFixedWidth(px(56));
    const QList<QToolButton *> buttons = findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        button->setFixedSize(px(40), px(40));
        button->setIconSize({px(20), px(20)});
    }
}

QWidget *Rail::button(QAction *action, const QString &icon)
{
    action->setIcon(theme::icon(icon));
    auto *made = new QToolButton(this);
    made->setDefaultAction(action);
    made->setAutoRaise(true);
    made->setToolButtonStyle(Qt::ToolButtonIconOnly);
    made->setFocusPolicy(Qt::TabFocus);
    const QString key = keyText(action->shortcut());
    made->setToolTip(key.isEmpty() ? action->text() : QStringLiteral("%1   %2").arg(action->text(), key));
    made->setAccessibleName(action->text());
    made->setAccessibleDescription(action->shortcut().toString(QKeySequence::NativeText));
    return made;
}

void Rail::add(QAction *action, const QString &icon)
{
    action->setCheckable(true);
    m_pages->addAction(action);
    m_column->insertWidget(m_above++, button(action, icon));
    dress();
}

void Rail::addBelow(QAction *action, const QString &icon)
{
    m_column->addWidget(button(action, icon));
    dress();
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(mirrored ? 0 : width() - 1, 0, 1, height(), theme::color(theme::Meaning::Line));
}

} // namespace countersign::ui
