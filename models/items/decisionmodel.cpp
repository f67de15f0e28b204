#include "items/decisionmodel.h"

namespace countersign::items {

DecisionModel::DecisionModel(Wording wording, QObject *parent) : QAbstractTableModel(parent), m_wording(std::move(wording)) {}

void DecisionModel::setFirst(const QList<core::DecisionRow> &rows, bool complete)
{
    beginResetModel();
    m_rows = rows;
    m_complete = complete;
    m_asked = false;
    endResetModel();
}

void DecisionModel::prepend(const QList<core::DecisionRow> &rows)
{
    QList<core::DecisionRow> newer;
    for (const core::DecisionRow &row : rows)
        if (m_rows.isEmpty() || row.logIndex > m_rows.first().logIndex)
            newer.append(row);
    if (newer.isEmpty())
        return;
    beginInsertRows({}, 0, int(newer.size()) - 1);
    m_rows = newer + m_rows;
    endInsertRows();
}

void DecisionModel::append(const QList<core::DecisionRow> &rows, bool complete)
{
    m_asked = false;
    m_complete = complete;
    if (rows.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + rows.size()) - 1);
    m_rows += rows;
    endInsertRows();
}

bool DecisionModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_asked && !m_rows.isEmpty();
}

void DecisionModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_asked = true;
    Q_EMIT moreWanted(m_rows.last().logIndex);
}

int DecisionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DecisionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant DecisionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::DecisionRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return m_wording.cell(row, Column(index.column()));
    case Qt::TextAlignmentRole:
        return int((index.column() == Seq || index.column() == Took ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    case LoadedRole:
        return true;
    case SeqRole:
        return row.logIndex;
    case StatementRole:
        return row.id.value;
    case CaseIdRole:
        return row.caseId.value;
    case KindNameRole:
        return row.kind;
    default:
        return {};
    }
}

QVariant DecisionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Seq || section == Took ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_wording.heading(Column(section))) : QVariant();
}

} // namespace countersign::items
