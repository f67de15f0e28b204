// A short list in the side pane: numbered lines, one of them current, some with a small action at their end. As high as its lines,
// up to a limit, then it scrolls by itself.
#pragma once

#include "ui/theme.h"

#include <QAbstractListModel>
#include <QListView>

namespace countersign::ui {

struct SideLine {
    QString text;
    QString spoken;       // for a screen reader, empty: the text
    QString mark;         // a word at the end, e.g. "not found"
    QString icon;         // of the action at the end, empty: none
    QString iconSpoken;   // what the actions do
    bool faint = false;
    bool attention = false; // drawn as NotFound
    QString second{};       // icon of another action before that one, empty: none
    bool operator==(const SideLine &) const = default;
};

class SideListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { LineRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;
    void setLines(const QList<SideLine> &lines); // changes only what differs, so that nothing flickers
    const SideLine &line(int row) const { return m_lines[row]; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<SideLine> m_lines;
};

class SideList final : public QListView {
    Q_OBJECT

public:
    explicit SideList(const QString &accessibleName, QWidget *parent = nullptr);

    void setLines(const QList<SideLine> &lines);
    void setCurrentLine(int row); // -1: none; without chosen()
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {theme::px(60), sizeHint().height()}; }

    static constexpr int mostLines = 14;

Q_SIGNALS:
    void chosen(int row);      // gone to, by key or mouse
    void actionAsked(int row); // the action at the end: its icon, or Space; Delete where there is no second one
    void secondAsked(int row); // the other action: its icon, or Delete

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    SideListModel *m_model;
    bool m_setting = false;
};

} // namespace countersign::ui
