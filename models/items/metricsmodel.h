// Figures per kind or per person as a table. Lives in one thread.
#pragma once

#include "core/decisionrepository.h"
#include "items/roles.h"

#include <QAbstractTableModel>
#include <functional>

namespace countersign::items {

class MetricsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Group, Total, Approved, Edited, Rejected, Escalated, Shares, Median };
    static constexpr int columns = Median + 1;

    struct Wording {
        std::function<QString(const core::MetricRow &, Column)> cell;
        std::function<QString(Column)> heading;
    };
    explicit MetricsModel(Wording wording, QObject *parent = nullptr);

    void setRows(const QList<core::MetricRow> &rows);
    const core::MetricRow &metric(int row) const { return m_rows.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Wording m_wording;
    QList<core::MetricRow> m_rows;
};

} // namespace countersign::items
