#include "ui/review/evidence/pages/pagestrip.h"

#include "ui/theme/drawing.h"

#include <QAbstractListModel>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <algorithm>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

namespace {

constexpr int sheetWidth = 76, sheetHeight = 98, numberHeight = 20, gap = 6;
constexpr qsizetype largestSheet = 4 << 20; // in bytes; one of any size people use has less

} // namespace

class PageStrip::Pages final : public QAbstractListModel {
public:
    Pages(int count, QObject *parent) : QAbstractListModel(parent), m_count(count) {}

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid())
            return {};
        if (role == Qt::DisplayRole)
            return QLocale().toString(index.row() + 1);
        return role == Qt::AccessibleTextRole ? QVariant(PageStrip::tr("Page %1").arg(QLocale().toString(index.row() + 1))) : QVariant();
    }

private:
    int m_count;
};

// Paper is white in every scheme; the current page has a thick frame and a heavy number.
class PageStrip::Sheets final : public QStyledItemDelegate {
public:
    explicit Sheets(PageStrip &strip) : QStyledItemDelegate(&strip), m_strip(strip) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {px(sheetWidth + 2 * gap), px(sheetHeight + numberHeight + gap)};
    }

    static QRect sheetIn(const QRect &cell, QSizeF page)
    {
        const QSize size = page.scaled(px(sheetWidth), px(sheetHeight), Qt::KeepAspectRatio).toSize().expandedTo({1, 1});
        const QPoint middle(cell.center().x(), cell.top() + px(gap) + px(sheetHeight) / 2);
        return {QPoint(middle.x() - size.width() / 2, middle.y() - size.height() / 2), size};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool current = index == m_strip.currentIndex();
        const QRect sheet = sheetIn(option.rect, m_strip.m_sizes[index.row()]);
        const QImage *picture = m_strip.picture(index.row());
        if (picture && !picture->isNull())
            painter->drawImage(sheet, *picture);
        else
            painter->fillRect(sheet, theme::color(Meaning::Pane));
        painter->setBrush(Qt::NoBrush);
        painter->setPen(theme::color(Meaning::Line));
        painter->drawRect(QRectF(sheet).adjusted(-0.5, -0.5, 0.5, 0.5));
        if (current) {
            painter->setPen(QPen(theme::color(Meaning::Accent), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
            painter->drawRect(sheet.adjusted(-2, -2, 2, 2));
        }
        painter->setFont(theme::font(current ? theme::TextRole::LabelStrong : theme::TextRole::Label));
        painter->setPen(theme::color(current ? Meaning::Ink : Meaning::Soft));
        const QRect number(option.rect.left(), option.rect.bottom() - px(numberHeight) + 1, option.rect.width(), px(numberHeight));
        painter->drawText(number, Qt::AlignCenter, index.data().toString());
        if (current && m_strip.hasFocus())
            theme::drawFocus(*painter, QRectF(option.rect).adjusted(1, 1, -1, -1));
    }

private:
    PageStrip &m_strip;
};

PageStrip::PageStrip(const QList<QSizeF> &pages, QWidget *parent) : QListView(parent), m_sizes(pages), m_pictures(mostKibibytes)
{
    setModel(new Pages(int(pages.size()), this));
    setItemDelegate(new Sheets(*this));
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Pages"));
    connect(theme::notifier(), &theme::Notifier::changed, this, &PageStrip::dress);
    dress();
}

PageStrip::~PageStrip() = default;

void PageStrip::dress()
{
    setFixedWidth(px(sheetWidth + 2 * gap) + px(14));
    theme::setBackground(viewport(), Meaning::Background);
    scheduleDelayedItemsLayout();
}

std::optional<std::pair<int, QSize>> PageStrip::wanted() const
{
    if (!isVisible() || m_sizes.isEmpty())
        return std::nullopt;
    const int row = std::max(1, itemDelegate()->sizeHint({}, {}).height());
    const int first = std::max(0, verticalScrollBar()->value() / row);
    const int last = std::min(int(m_sizes.size()) - 1, (verticalScrollBar()->value() + viewport()->height()) / row);
    for (int page = first; page <= last; ++page)
        if (!m_pictures.contains(page))
            return std::pair(page, (QSizeF(Sheets::sheetIn({}, m_sizes[page]).size()) * devicePixelRatioF()).toSize());
    return std::nullopt;
}

void PageStrip::setPicture(int page, const QImage &picture)
{
    const QImage kept = picture.sizeInBytes() <= largestSheet ? picture : QImage(); // not what was asked for
    m_pictures.insert(page, new QImage(kept), int(kept.sizeInBytes() / 1024) + 1);
    update(model()->index(page, 0));
}

void PageStrip::setCurrentPage(int page)
{
    if (m_choosing || page == currentPage()) // near the end a page that was chosen does not get to the middle of the pane
        return;
    m_following = true;
    setCurrentIndex(model()->index(page, 0));
    m_following = false;
}

void PageStrip::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    update(previous);
    update(current);
    if (m_following || !current.isValid())
        return;
    m_choosing = true;
    Q_EMIT pageChosen(current.row());
    m_choosing = false;
}

void PageStrip::keyPressEvent(QKeyEvent *event)
{
    const QString typed = event->text();
    if (!typed.isEmpty() && typed[0].isPrint() && !typed[0].isDigit()) // figures look for a page, the rest is no search
        return event->ignore();
    QListView::keyPressEvent(event);
}

void PageStrip::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    Q_EMIT viewChanged();
}

void PageStrip::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    Q_EMIT viewChanged();
}

void PageStrip::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    Q_EMIT viewChanged();
}

} // namespace countersign::ui
