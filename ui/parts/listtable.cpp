#include "ui/parts/listtable.h"

#include "ui/theme/drawing.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

ListTable::ListTable(const QString &name, QWidget *parent) : QTableView(parent)
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) { Q_EMIT opened(index.row()); });
    connect(theme::notifier(), &theme::Notifier::changed, this, &ListTable::dress);
    dress();
}

void ListTable::dress()
{
    theme::setBackground(viewport(), Meaning::Pane);
    verticalHeader()->setMinimumSectionSize(px(24));
    verticalHeader()->setDefaultSectionSize(px(m_rowHeight));
    horizontalHeader()->setFixedHeight(px(32));
    spread();
}

void ListTable::setRowHeight(int designPixels)
{
    m_rowHeight = designPixels;
    dress();
}

void ListTable::setWidths(const QList<int> &widths)
{
    m_widths = widths;
    spread();
}

void ListTable::setYielding(const QList<int> &columns)
{
    m_yielding = columns;
    spread();
}

void ListTable::spread()
{
    if (!model() || m_widths.isEmpty())
        return;
    int fixed = 0;
    for (const int width : std::as_const(m_widths))
        fixed += px(width);
    const int shares = std::max<int>(1, int(m_widths.count(0)));
    const int room = viewport()->width();
    QList<int> hidden;
    for (const int column : std::as_const(m_yielding))
        if (room - fixed < px(240) * shares) {
            hidden << column;
            fixed -= px(m_widths.value(column));
        }
    const int left = std::max(px(160) * shares, room - fixed);
    for (int i = 0; i < m_widths.size() && i < model()->columnCount(); ++i) {
        setColumnHidden(i, hidden.contains(i));
        setColumnWidth(i, m_widths.at(i) > 0 ? px(m_widths.at(i)) : left / shares);
    }
}

void ListTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    spread();
}

void ListTable::hover(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

void ListTable::mouseMoveEvent(QMouseEvent *event)
{
    hover(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void ListTable::leaveEvent(QEvent *event)
{
    hover(-1);
    QTableView::leaveEvent(event);
}

void ListTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex().row());
        return;
    }
    const bool rows = model() && model()->rowCount() > 0;
    if (plain && rows && (event->key() == Qt::Key_Home || event->key() == Qt::Key_End))
        return selectRowAt(event->key() == Qt::Key_Home ? 0 : model()->rowCount() - 1);
    if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore(); // letters are commands here, never a search by typing
        return;
    }
    QTableView::keyPressEvent(event);
}

void ListTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectRowAt(0);
    viewport()->update();
}

void ListTable::selectRowAt(int row, bool intoSight)
{
    if (!model() || row < 0 || row >= model()->rowCount())
        return;
    const QModelIndex index = model()->index(row, 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (intoSight)
        scrollTo(index);
}

void ListTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row())
        Q_EMIT rowChanged(current.row());
}

void RowDelegate::paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *table = qobject_cast<const ListTable *>(option.widget);
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = table && table->hoveredRow() == index.row();
    if (selected || hovered)
        painter.fillRect(option.rect, theme::color(selected ? Meaning::AccentPane : Meaning::Hover));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme::color(Meaning::Line));
    const bool leading = index.column() == 0;
    if (selected && leading && table && table->hasFocus()) {
        const int width = px(3);
        const bool mirrored = option.direction == Qt::RightToLeft;
        painter.fillRect(QRect(mirrored ? option.rect.right() + 1 - width : option.rect.left(), option.rect.top(), width, option.rect.height() - 1),
                         theme::color(Meaning::Accent));
    }
}

QRect RowDelegate::inside(const QStyleOptionViewItem &option)
{
    return option.rect.adjusted(px(12), 0, -px(12), -1);
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    paintRow(*painter, option, index);
    paintText(*painter, option, index, m_looks ? m_looks(index) : CellLook());
    painter->restore();
}

void RowDelegate::paintText(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index, const CellLook &look) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty())
        return;
    QRect rect = inside(option);
    painter.setFont(theme::font(look.role));
    const QFontMetrics metrics = painter.fontMetrics();
    const int wanted = metrics.horizontalAdvance(text);
    if (look.badge) {
        const int width = std::min(rect.width(), wanted + px(16) + 2);
        const QRect box = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, QSize(width, metrics.height() + px(4)), rect);
        QColor line = theme::color(look.ink);
        line.setAlphaF(0.25F); // so that it stands out on the current row as well
        theme::drawBox(painter, box, theme::color(look.badgePane), line, box.height());
        rect = box.adjusted(px(8), 0, -px(8), 0);
    }
    painter.setPen(theme::color(look.ink));
    const Qt::Alignment asked = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const int flags = int(QStyle::visualAlignment(option.direction, asked & Qt::AlignHorizontal_Mask)) | Qt::AlignVCenter | Qt::TextSingleLine;
    painter.drawText(rect, flags, metrics.elidedText(text, Qt::ElideRight, rect.width()));
    if (look.suffix.isEmpty() || wanted + px(24) > rect.width())
        return;
    rect = QStyle::visualRect(option.direction, rect, rect.adjusted(wanted + px(8), 0, 0, 0));
    painter.setFont(theme::font(theme::TextRole::Label));
    painter.setPen(theme::color(look.suffixInk));
    painter.drawText(rect, flags, painter.fontMetrics().elidedText(look.suffix, Qt::ElideRight, rect.width()));
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {px(80), px(36)};
}

} // namespace countersign::ui
