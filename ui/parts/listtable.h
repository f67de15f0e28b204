// A table as we want it: whole rows, no grid, no frame, one height, the keyboard's row and the pointer's row visible. Cells are painted
// by RowDelegate. Return or a double click opens a row.
#pragma once

#include "ui/theme.h"

#include <QStyledItemDelegate>
#include <QTableView>
#include <functional>

namespace countersign::ui {

// How one cell's text looks.
struct CellLook {
    theme::TextRole role = theme::TextRole::Control;
    theme::Meaning ink = theme::Meaning::Ink;
    QString suffix;                                        // drawn behind the text in Label size
    theme::Meaning suffixInk = theme::Meaning::Faint;
    bool badge = false;                                    // text in a small rounded pane
    theme::Meaning badgePane = theme::Meaning::Rail;
};

class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using Looks = std::function<CellLook(const QModelIndex &)>;
    RowDelegate(Looks looks, QObject *parent) : QStyledItemDelegate(parent), m_looks(std::move(looks)) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    // The background of the row this cell lies in.
    static void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    static QRect inside(const QStyleOptionViewItem &option);

private:
    void paintText(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index, const CellLook &look) const;

    Looks m_looks;
};

class ListTable final : public QTableView {
    Q_OBJECT

public:
    explicit ListTable(const QString &name, QWidget *parent = nullptr);

    // Widths in design pixels, kept through changes of the text size; 0 takes what is left.
    void setWidths(const QList<int> &widths);
    // Columns that are hidden, one after the other, while too little is left for the rest.
    void setYielding(const QList<int> &columns);
    void setRowHeight(int designPixels);
    int hoveredRow() const { return m_hovered; }
    int currentRow() const { return currentIndex().row(); }
    void selectRowAt(int row, bool intoSight = true);

Q_SIGNALS:
    void opened(int row);
    void rowChanged(int row);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void dress();
    void spread();
    void hover(int row);

    QList<int> m_widths;
    QList<int> m_yielding;
    int m_rowHeight = 36;
    int m_hovered = -1;
};

} // namespace countersign::ui
