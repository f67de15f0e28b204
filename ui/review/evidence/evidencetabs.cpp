#include "ui/review/evidence/evidencetabs.h"

#include "ui/theme/drawing.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>

namespace countersign::ui {

using theme::px;

namespace {
constexpr qsizetype longestTitle = 22;
}

QString EvidenceTabs::shortTitle(const core::EvidenceItem &item)
{
    const QString title = (item.title.isEmpty() ? item.id : item.title).simplified();
    return title.size() <= longestTitle ? title : title.first(longestTitle - 1).trimmed() + u'…';
}

EvidenceTabs::EvidenceTabs(QWidget *parent) : QWidget(parent), m_bar(new Bar(this)), m_more(new QPushButton(this))
{
    m_bar->setAccessibleName(tr("Evidence"));
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(false);
    m_bar->setElideMode(Qt::ElideRight);
    theme::setWeight(m_more, theme::Weight::Quiet);
    m_more->setAccessibleName(tr("More evidence"));
    m_more->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(px(2));
    layout->addWidget(m_bar);
    layout->addWidget(m_more);
    layout->addStretch();
    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        if (m_arranging)
            return;
        arrange();
        Q_EMIT currentChanged(index);
    });
    connect(m_more, &QPushButton::clicked, this, &EvidenceTabs::showMenu);
    connect(theme::notifier(), &theme::Notifier::changed, this, &EvidenceTabs::arrange);
}

void EvidenceTabs::setItems(const QList<core::EvidenceItem> &items)
{
    m_arranging = true;
    m_titles.clear();
    while (m_bar->count() > 0)
        m_bar->removeTab(0);
    for (const core::EvidenceItem &item : items) {
        m_titles.append(item.title.isEmpty() ? item.id : item.title);
        const int index = m_bar->addTab(shortTitle(item).replace(u'&', QStringLiteral("&&")));
        m_bar->setTabToolTip(index, m_titles.last());
        m_bar->setAccessibleTabName(index, m_titles.last());
    }
    m_arranging = false;
    arrange();
}

int EvidenceTabs::current() const
{
    return m_bar->currentIndex();
}

int EvidenceTabs::count() const
{
    return m_bar->count();
}

void EvidenceTabs::setCurrent(int index)
{
    m_bar->setCurrentIndex(index);
}

QSize EvidenceTabs::minimumSizeHint() const
{
    return {px(120), px(32)};
}

void EvidenceTabs::resizeEvent(QResizeEvent *)
{
    arrange();
}

// As many from the front as there is room for; the current one is always among them.
void EvidenceTabs::arrange()
{
    if (m_arranging || m_bar->count() == 0)
        return;
    m_arranging = true;
    QList<int> widths;
    int all = 0;
    for (int i = 0; i < m_bar->count(); ++i) {
        m_bar->setTabVisible(i, true);
        widths.append(m_bar->wish(i));
        all += widths.last();
    }
    const int current = std::max(0, m_bar->currentIndex());
    if (all > width() && m_bar->count() > 1) {
        m_more->setText(tr("+%1").arg(m_bar->count()));
        int room = width() - m_more->sizeHint().width() - px(4) - widths[current];
        int hidden = 0;
        for (int i = 0; i < m_bar->count(); ++i) {
            const bool fits = i == current || room >= widths[i];
            room -= i == current ? 0 : fits ? widths[i] : room; // behind the first that does not fit, none does
            m_bar->setTabVisible(i, fits);
            hidden += fits ? 0 : 1;
        }
        m_more->setText(tr("+%1").arg(hidden));
    }
    m_bar->setCurrentIndex(current);
    m_more->setVisible(all > width() && m_bar->count() > 1);
    m_arranging = false;
}

void EvidenceTabs::showMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < m_titles.size(); ++i) {
        QAction *action = menu->addAction(QString(m_titles[i]).replace(u'&', QStringLiteral("&&")), this, [this, i] { setCurrent(i); });
        action->setCheckable(true);
        action->setChecked(i == current());
    }
    menu->popup(m_more->mapToGlobal(m_more->rect().bottomLeft()));
}

} // namespace countersign::ui
