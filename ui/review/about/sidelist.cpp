#include "ui/review/about/sidelist.h"

#include "ui/theme/drawing.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

namespace {

int lineHeight()
{
    return std::max(QFontMetrics(theme::controlFont()).height() + px(10), px(28));
}

QRect actionRect(const QRect &row)
{
    return {row.right() - px(30), row.top(), px(30), row.height()};
}

QRect secondRect(const QRect &row)
{
    return actionRect(row).translated(-px(26), 0);
}

class SideListDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {px(120), lineHeight()}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const SideLine line = index.data(SideListModel::LineRole).value<SideLine>();
        const bool current = option.state & QStyle::State_Selected;
        if (current)
            theme::drawBox(*painter, option.rect, theme::color(Meaning::AccentPane), {}, 5);
        else if (option.state & QStyle::State_MouseOver)
            theme::drawBox(*painter, option.rect, theme::color(Meaning::Hover), {}, 5);
        if (current && option.state & QStyle::State_HasFocus && option.widget && option.widget->hasFocus())
            theme::drawFocus(*painter, option.rect, 5);
        QRect rest = option.rect.adjusted(px(6), 0, -px(6), 0);
        const auto take = [&](int width, bool leading) {
            const QRect part = leading ? QRect(rest.left(), rest.top(), width, rest.height())
                                       : QRect(rest.right() - width + 1, rest.top(), width, rest.height());
            rest = leading ? rest.adjusted(width, 0, 0, 0) : rest.adjusted(0, 0, -width, 0);
            return QStyle::visualRect(option.direction, option.rect, part);
        };
        const int aligned = Qt::AlignVCenter | Qt::TextSingleLine | int(QStyle::visualAlignment(option.direction, Qt::AlignLeft));
        painter->setFont(theme::labelFont());
        painter->setPen(theme::color(Meaning::Faint));
        painter->drawText(
            take(std::max(px(20), painter->fontMetrics().horizontalAdvance(QString::number(index.row() + 1)) + px(8)), true), aligned,
            QString::number(index.row() + 1));
        for (const QString &icon : {line.icon, line.second}) {
            if (icon.isEmpty())
                continue;
            const QRect place = take(px(icon == line.icon ? 22 : 26), false);
            theme::icon(icon, current ? Meaning::Accent : Meaning::Faint)
                .paint(painter, place.adjusted(0, (place.height() - px(16)) / 2, 0, -(place.height() - px(16)) / 2));
        }
        if (!line.mark.isEmpty()) {
            painter->setPen(theme::color(Meaning::NotFound));
            painter->drawText(take(painter->fontMetrics().horizontalAdvance(line.mark) + px(8), false), Qt::AlignVCenter | Qt::AlignRight, line.mark);
        }
        painter->setFont(theme::controlFont());
        painter->setPen(theme::color(line.attention ? Meaning::NotFound : line.faint ? Meaning::Faint : Meaning::Ink));
        painter->drawText(QStyle::visualRect(option.direction, option.rect, rest), aligned,
                          painter->fontMetrics().elidedText(line.text, Qt::ElideRight, rest.width()));
    }
};

} // namespace

void SideListModel::setLines(const QList<SideLine> &lines)
{
    const int before = int(m_lines.size());
    const int now = int(lines.size());
    if (now < before)
        beginRemoveRows({}, now, before - 1);
    else if (now > before)
        beginInsertRows({}, before, now - 1);
    const QList<SideLine> old = std::exchange(m_lines, lines);
    if (now < before)
        endRemoveRows();
    else if (now > before)
        endInsertRows();
    for (int row = 0; row < std::min(before, now); ++row) {
        if (old[row] != lines[row])
            Q_EMIT dataChanged(index(row), index(row));
    }
}

int SideListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant SideListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SideLine &line = m_lines[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return line.text;
    case Qt::AccessibleTextRole:
        return line.spoken.isEmpty() ? line.text + (line.mark.isEmpty() ? QString() : QStringLiteral(", ") + line.mark) : line.spoken;
    case Qt::AccessibleDescriptionRole:
        return line.iconSpoken;
    case LineRole:
        return QVariant::fromValue(line);
    default:
        return {};
    }
}

SideList::SideList(const QString &accessibleName, QWidget *parent) : QListView(parent), m_model(new SideListModel(this))
{
    setAccessibleName(accessibleName);
    setModel(m_model);
    setItemDelegate(new SideListDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    theme::setBackground(this, Meaning::Pane);
}

void SideList::setLines(const QList<SideLine> &lines)
{
    const int before = m_model->rowCount();
    const QScopedValueRollback quiet(m_setting, true);
    m_model->setLines(lines);
    if (before != m_model->rowCount())
        updateGeometry();
}

void SideList::setCurrentLine(int row)
{
    const QScopedValueRollback quiet(m_setting, true);
    if (row < 0) {
        clearSelection();
        selectionModel()->clearCurrentIndex();
        return;
    }
    setCurrentIndex(m_model->index(row));
}

QSize SideList::sizeHint() const
{
    return {px(200), std::clamp(m_model->rowCount(), 1, mostLines) * lineHeight()};
}

void SideList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_setting && current.isValid())
        Q_EMIT chosen(current.row());
}

bool SideList::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space || key == Qt::Key_Delete) {
            event->accept();
            return true;
        }
    }
    return QListView::event(event);
}

void SideList::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().isValid() ? currentIndex().row() : -1;
    const int key = event->key();
    if (row >= 0 && (key == Qt::Key_Return || key == Qt::Key_Enter))
        return Q_EMIT chosen(row);
    if (row >= 0 && key == Qt::Key_Delete && !m_model->line(row).second.isEmpty())
        return Q_EMIT secondAsked(row);
    if (row >= 0 && (key == Qt::Key_Space || key == Qt::Key_Delete) && !m_model->line(row).icon.isEmpty())
        return Q_EMIT actionAsked(row);
    QListView::keyPressEvent(event);
}

void SideList::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid() || event->button() != Qt::LeftButton)
        return;
    const QRect action = QStyle::visualRect(layoutDirection(), visualRect(index), actionRect(visualRect(index)));
    const QRect second = QStyle::visualRect(layoutDirection(), visualRect(index), secondRect(visualRect(index)));
    if (!m_model->line(index.row()).icon.isEmpty() && action.contains(event->pos()))
        Q_EMIT actionAsked(index.row());
    else if (!m_model->line(index.row()).second.isEmpty() && second.contains(event->pos()))
        Q_EMIT secondAsked(index.row());
    else
        Q_EMIT chosen(index.row());
}

} // namespace countersign::ui
