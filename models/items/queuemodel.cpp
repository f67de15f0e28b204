#include "items/queuemodel.h"

#include <QSet>
#include <algorithm>

namespace countersign::items {

QueueModel::QueueModel(Wording wording, QObject *parent) : QAbstractTableModel(parent), m_wording(std::move(wording))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &QueueModel::ask);
}

void QueueModel::setKeys(QList<qint64> keys)
{
    const qsizetype most = std::min(keys.size(), m_keys.size());
    qsizetype head = 0;
    while (head < most && keys.at(head) == m_keys.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < most - head && keys.at(keys.size() - 1 - tail) == m_keys.at(m_keys.size() - 1 - tail))
        ++tail;
    const qsizetype gone = m_keys.size() - head - tail;
    const qsizetype come = keys.size() - head - tail;
    m_wishes.clear();
    if (gone > 0) {
        beginRemoveRows({}, int(head), int(head + gone - 1));
        m_keys.remove(head, gone);
        endRemoveRows();
    }
    if (come > 0) {
        beginInsertRows({}, int(head), int(head + come - 1));
        m_keys = std::move(keys);
        endInsertRows();
    }
}

void QueueModel::setRows(const QList<core::QueueRow> &rows)
{
    if (m_rows.size() + rows.size() > rowsKept)
        dropFarRows();
    QSet<qint64> fresh;
    for (const core::QueueRow &row : rows) {
        m_rows.insert(row.key, {row, m_generation});
        fresh.insert(row.key);
    }
    QSet<int> pages;
    for (qsizetype i = 0; i < m_keys.size() && !fresh.isEmpty(); ++i)
        if (fresh.remove(m_keys.at(i)))
            pages.insert(int(i / pageRows));
    for (const int page : std::as_const(pages)) {
        m_wishes.removeOne(page);
        const int last = std::min<int>(int(m_keys.size()), (page + 1) * pageRows) - 1;
        Q_EMIT dataChanged(index(page * pageRows, 0), index(last, columns - 1));
    }
}

void QueueModel::markStale()
{
    ++m_generation;
    m_wishes.clear(); // whatever was asked before may fail or be old
    if (!m_keys.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_keys.size()) - 1, columns - 1));
}

const core::QueueRow *QueueModel::row(int row) const
{
    if (row < 0 || row >= m_keys.size())
        return nullptr;
    const auto it = m_rows.constFind(m_keys.at(row));
    if (it == m_rows.cend() || it->generation != m_generation)
        want(row);
    return it == m_rows.cend() ? nullptr : &it->row;
}

int QueueModel::rowOf(qint64 key) const
{
    return int(m_keys.indexOf(key));
}

void QueueModel::want(int row) const
{
    const int page = row / pageRows;
    if (!m_wishes.isEmpty() && m_wishes.last() == page)
        return;
    const bool known = m_wishes.removeOne(page);
    m_wishes.append(page);
    if (!known && !m_soon.isActive())
        m_soon.start();
}

void QueueModel::ask()
{
    if (m_wishes.size() > pagesAsked)
        m_wishes.remove(0, m_wishes.size() - pagesAsked);
    QList<qint64> keys;
    for (auto page = m_wishes.crbegin(); page != m_wishes.crend(); ++page)
        keys += m_keys.mid(qsizetype(*page) * pageRows, pageRows);
    if (!keys.isEmpty())
        Q_EMIT rowsWanted(keys);
}

void QueueModel::dropFarRows()
{
    QHash<qint64, Kept> near;
    for (const int page : std::as_const(m_wishes))
        for (const qint64 key : m_keys.mid(qsizetype(page) * pageRows, pageRows))
            if (const auto it = m_rows.constFind(key); it != m_rows.cend())
                near.insert(key, *it);
    m_rows = std::move(near);
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == KeyRole)
        return m_keys.at(index.row());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeading | Qt::AlignVCenter);
    const bool ours = role == Qt::DisplayRole || (role >= LoadedRole && role <= HolderRole);
    const core::QueueRow *row = ours ? this->row(index.row()) : nullptr;
    if (role == LoadedRole)
        return row != nullptr;
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_wording.cell(*row, Column(index.column()));
    case CaseIdRole:
        return row->id.value;
    case StateRole:
        return int(row->state);
    case RiskRole:
        return int(row->risk);
    case DueRole:
        return row->due ? QVariant(*row->due) : QVariant();
    case DraftRole:
        return row->hasDraft;
    case HolderRole:
        return row->holder.value;
    default:
        return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeading | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_wording.heading(Column(section))) : QVariant();
}

} // namespace countersign::items
