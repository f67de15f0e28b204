// Signed decisions as a table, newest first, growing by pages as it is scrolled (canFetchMore). Lives in one thread; never blocks.
#pragma once

#include "core/decision.h"
#include "items/roles.h"

#include <QAbstractTableModel>
#include <functional>

namespace countersign::items {

class DecisionModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Seq, Arrived, Verdict, Case, Kind, Reviewer, Took };
    static constexpr int columns = Took + 1;

    struct Wording {
        std::function<QString(const core::DecisionRow &, Column)> cell;
        std::function<QString(Column)> heading;
    };
    explicit DecisionModel(Wording wording, QObject *parent = nullptr);

    // Another filter: the list starts anew with its first page. `complete`: there are no older ones.
    void setFirst(const QList<core::DecisionRow> &rows, bool complete);
    // Newer ones on top; those already here are ignored.
    void prepend(const QList<core::DecisionRow> &rows);
    // The next older page, in answer to moreWanted().
    void append(const QList<core::DecisionRow> &rows, bool complete);
    const core::DecisionRow &decision(int row) const { return m_rows.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void moreWanted(quint64 before); // log index of the oldest one here

private:
    Wording m_wording;
    QList<core::DecisionRow> m_rows;
    bool m_complete = true;
    bool m_asked = false;
};

} // namespace countersign::items
