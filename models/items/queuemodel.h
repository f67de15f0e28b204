// The queue as a table: all keys are known, rows are fetched a page at a time when they are looked at. No words of its own: they come
// from a wording. Lives in one thread; never blocks: rowsWanted() asks, setRows() answers.
#pragma once

#include "core/caserepository.h"
#include "items/roles.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace countersign::items {

class QueueModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Case, Kind, Risk, Due, Arrived, State, Holder };
    static constexpr int columns = Holder + 1;
    static constexpr int pageRows = 64;
    static constexpr int pagesAsked = 6;     // at most so many pages in one request, the newest wish first
    static constexpr int rowsKept = 4096;    // beyond that, rows not looked at lately are dropped

    // Display text of a loaded row's column; heading of a column.
    struct Wording {
        std::function<QString(const core::QueueRow &, Column)> cell;
        std::function<QString(Column)> heading;
    };
    explicit QueueModel(Wording wording, QObject *parent = nullptr);

    // The new list of keys in order. What both lists share at their beginning and end stays in place, so selections on it live on.
    void setKeys(QList<qint64> keys);
    const QList<qint64> &keys() const { return m_keys; }
    // Rows in answer to rowsWanted(), or unasked together with their keys. Keys that are not in the list are ignored.
    void setRows(const QList<core::QueueRow> &rows);
    // Every row is shown as it is until a newer one comes, and asked for again when looked at.
    void markStale();

    // The row, or nullptr while it is not here (then it is asked for).
    const core::QueueRow *row(int row) const;
    // Where a key stands, or -1.
    int rowOf(qint64 key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    // Several wishes of one turn of the event loop come as one request; a newer request replaces an unanswered older one and repeats
    // what of it is still missing.
    void rowsWanted(const QList<qint64> &keys);

private:
    struct Kept {
        core::QueueRow row;
        quint32 generation = 0;
    };
    void want(int row) const;
    void ask();
    void dropFarRows();

    Wording m_wording;
    QList<qint64> m_keys;
    QHash<qint64, Kept> m_rows;
    quint32 m_generation = 1;
    mutable QList<int> m_wishes;      // pages, oldest wish first
    mutable QTimer m_soon;
};

} // namespace countersign::items
