#include "items/metricsmodel.h"

namespace countersign::items {

namespace {

int alignment(int column)
{
    const bool figure = column != MetricsModel::Group && column != MetricsModel::Shares;
    return int((figure ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
}

} // namespace

MetricsModel::MetricsModel(Wording wording, QObject *parent) : QAbstractTableModel(parent), m_wording(std::move(wording)) {}

void MetricsModel::setRows(const QList<core::MetricRow> &rows)
{
    if (rows == m_rows)
        return;
    if (rows.size() == m_rows.size() && !rows.isEmpty()) {
        m_rows = rows;
        Q_EMIT dataChanged(index(0, 0), index(int(rows.size()) - 1, columns - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int MetricsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MetricsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant MetricsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::MetricRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return m_wording.cell(row, Column(index.column()));
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case LoadedRole:
        return true;
    case SharesRole:
        return QVariantList{row.approved, row.edited, row.rejected, row.escalated};
    default:
        return {};
    }
}

QVariant MetricsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    return role == Qt::DisplayRole ? QVariant(m_wording.heading(Column(section))) : QVariant();
}

} // namespace countersign::items
