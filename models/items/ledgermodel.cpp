#include "items/ledgermodel.h"

#include <algorithm>

namespace countersign::items {

LedgerModel::LedgerModel(Wording wording, QObject *parent) : QAbstractTableModel(parent), m_wording(std::move(wording))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &LedgerModel::ask);
}

void LedgerModel::setSize(quint64 size)
{
    if (size < m_size) {
        beginResetModel();
        m_size = size;
        m_items.clear();
        m_asked.reset();
        endResetModel();
    } else if (size > m_size) {
        beginInsertRows({}, 0, int(size - m_size) - 1);
        m_size = size;
        endInsertRows();
    }
}

void LedgerModel::setEntries(const QList<LedgerItem> &items)
{
    if (m_items.size() + items.size() > itemsKept)
        m_items.clear();
    m_asked.reset();
    quint64 lowest = m_size;
    quint64 highest = 0;
    for (const LedgerItem &item : items) {
        if (item.seq >= m_size)
            continue;
        m_items.insert(item.seq, item);
        lowest = std::min(lowest, item.seq);
        highest = std::max(highest, item.seq);
    }
    if (lowest <= highest && lowest < m_size)
        Q_EMIT dataChanged(index(int(m_size - 1 - highest), 0), index(int(m_size - 1 - lowest), columns - 1));
}

const LedgerItem *LedgerModel::entry(int row) const
{
    if (row < 0 || quint64(row) >= m_size)
        return nullptr;
    const auto it = m_items.constFind(seqOf(row));
    if (it != m_items.cend())
        return &*it;
    want(seqOf(row));
    return nullptr;
}

void LedgerModel::want(quint64 seq) const
{
    if (!m_wishing) {
        m_wishing = true;
        m_lowest = m_highest = seq;
        m_soon.start();
        return;
    }
    m_lowest = std::min(m_lowest, seq);
    m_highest = std::max(m_highest, seq);
}

void LedgerModel::ask()
{
    m_wishing = false;
    quint64 from = m_lowest - std::min<quint64>(m_lowest, pageRows);
    quint64 to = std::min(m_size, m_highest + pageRows);
    // A newer request replaces an unanswered one: repeat that when it lies near, forget it when the view has jumped away.
    if (m_asked && m_asked->first <= to && m_asked->second >= from) {
        from = std::min(from, m_asked->first);
        to = std::max(to, m_asked->second);
    }
    if (to - from > mostAsked)
        from = to - mostAsked;
    m_asked = {from, to};
    Q_EMIT entriesWanted(from, qsizetype(to - from));
}

int LedgerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_size);
}

int LedgerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant LedgerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == SeqRole)
        return seqOf(index.row());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Seq ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    const bool ours = role == Qt::DisplayRole || role == LoadedRole || role == KindNameRole || role == FlagsRole;
    const LedgerItem *item = ours ? entry(index.row()) : nullptr;
    if (role == LoadedRole)
        return item != nullptr;
    if (!item)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_wording.cell(*item, Column(index.column()));
    case KindNameRole:
        return item->kind;
    case FlagsRole:
        return item->flags;
    default:
        return {};
    }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Seq ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_wording.heading(Column(section))) : QVariant();
}

} // namespace countersign::items
