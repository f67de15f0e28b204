#include "ui/frame/topbar.h"

#include "ui/parts/chip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using View = QueueFilters::View;

TopBar::TopBar(QMenu *menu, QWidget *parent)
    : QWidget(parent), m_name(new QLabel(QStringLiteral("Countersign"), this)), m_open(new Chip(tr("Queue"), this)),
      m_mine(new Chip(tr("Mine"), this)), m_second(new Chip(tr("Second look"), this)), m_store(new Chip(QString(), this)),
      m_person(new QToolButton(this))
{
    m_store->setPassive(true);
    m_person->setMenu(menu);
    m_person->setPopupMode(QToolButton::InstantPopup);
    m_person->setAutoRaise(true);
    m_person->setIcon(theme::icon(QStringLiteral("person")));
    m_person->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_name);
    for (const auto &[chip, view] : {std::pair(m_open, View::Waiting), std::pair(m_mine, View::Mine), std::pair(m_second, View::SecondLook)}) {
        row->addWidget(chip);
        connect(chip, &Chip::clicked, this, [this, view = view] { Q_EMIT viewWanted(view); });
    }
    row->addStretch();
    row->addWidget(m_store);
    row->addWidget(m_person);
    connect(theme::notifier(), &theme::Notifier::changed, this, &TopBar::dress);
    dress();
}

void TopBar::dress()
{
    theme::setBackground(this, Meaning::Pane);
    theme::setRole(m_name, theme::TextRole::Title);
    theme::setRole(m_person, theme::TextRole::Control, Meaning::Soft);
    layout()->setContentsMargins(px(16), px(4), px(12), px(4) + 1);
    layout()->setSpacing(px(12));
    setMinimumHeight(px(47));
}

void TopBar::setCounts(const core::QueueCounts &counts)
{
    m_open->setCount(QueueFilters::countOf(View::Waiting, counts));
    m_mine->setCount(QueueFilters::countOf(View::Mine, counts));
    m_second->setCount(QueueFilters::countOf(View::SecondLook, counts));
}

void TopBar::setStore(const QString &name, const QString &location)
{
    m_storeName = name.isEmpty() ? location.section(QLatin1Char('/'), -1) : name;
    m_store->setToolTip(location);
    sayStore();
}

void TopBar::setLive(bool live, const QString &why)
{
    m_live = live;
    m_store->setAccessibleDescription(why);
    sayStore();
}

void TopBar::setOffline(bool offline)
{
    m_offline = offline;
    sayStore();
}

void TopBar::sayStore()
{
    m_store->setText(m_offline    ? tr("%1 · offline").arg(m_storeName)
                         : m_live ? tr("%1 · live").arg(m_storeName)
                                  : tr("%1 · not reachable").arg(m_storeName));
    m_store->setDot(m_live ? Meaning::Added : Meaning::NotFound);
    m_store->setMeaning(m_live ? Meaning::Soft : Meaning::NotFound, m_live ? Meaning::Rail : Meaning::NotFoundPane);
    m_store->setAccessibleName(m_store->text());
}

void TopBar::setPerson(const QString &words)
{
    m_person->setText(words);
    m_person->setAccessibleName(words);
    m_person->setToolTip(words);
    m_person->setVisible(!words.isEmpty());
}

// Where there is little room the name gives way to its icon.
void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_person->setToolButtonStyle(width() < px(900) ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextOnly);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, theme::color(Meaning::Line));
}

} // namespace countersign::ui
