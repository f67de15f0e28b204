#include "support/memoryledgerstorage.h"

namespace countersign::tests {

using core::ErrorKind;
using core::fail;
using namespace countersign::ledger;

core::Result<TreeHead> MemoryLedgerStorage::head() const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    return storedHead;
}

core::Result<void> MemoryLedgerStorage::append(const QList<LogRow> &newRows, const TreeHead &newHead)
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    for (const LogRow &row : newRows) {
        if (row.index != quint64(rows.size()))
            return fail(ErrorKind::StoreDamaged, QString::number(row.index), QStringLiteral("next index"));
        if (!row.statement.isEmpty())
            m_statements.insert(row.statement.value, row.index);
        if (!row.device.isEmpty())
            m_devices[row.device] += row.index;
        rows += row;
    }
    storedHead = newHead;
    return {};
}

core::Result<LogRow> MemoryLedgerStorage::row(quint64 index) const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    if (index >= quint64(rows.size()))
        return fail(ErrorKind::StoreDamaged, QString::number(index), QStringLiteral("missing entry"));
    return rows[qsizetype(index)];
}

core::Result<void> MemoryLedgerStorage::scan(quint64 from, quint64 to, const RowVisitor &visit) const
{
    for (quint64 index = from; index < to; ++index) {
        const auto one = row(index);
        if (!one)
            return tl::unexpected(one.error());
        if (!visit(*one))
            break;
    }
    return {};
}

core::Result<void> MemoryLedgerStorage::scanKinds(const QList<StatementKind> &kinds, quint64 from, quint64 to,
                                                  const RowVisitor &visit) const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    for (const LogRow &one : rows) {
        if (one.index < from || one.index >= to || !kinds.contains(one.kind))
            continue;
        if (!visit(one))
            break;
    }
    return {};
}

core::Result<QList<Hash>> MemoryLedgerStorage::leaves(quint64 from, quint64 to) const
{
    QList<Hash> found;
    const auto scanned = scan(from, to, [&](const LogRow &one) {
        found += one.leaf;
        return true;
    });
    return scanned.map([&] { return found; });
}

core::Result<QList<Hash>> MemoryLedgerStorage::nodes(const QList<NodeAddress> &addresses) const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    QList<Hash> found;
    for (const NodeAddress &address : addresses) {
        const quint64 last = ((address.index + 1) << address.level) - 1;
        if (last >= quint64(rows.size()) || rows[qsizetype(last)].nodes.size() < address.level)
            return fail(ErrorKind::StoreDamaged, QString::number(last), QStringLiteral("tree node"));
        const LogRow &one = rows[qsizetype(last)];
        found += address.level == 0 ? one.leaf : one.nodes[address.level - 1];
    }
    return found;
}

core::Result<std::optional<quint64>> MemoryLedgerStorage::indexOf(const core::StatementId &statement) const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    const auto found = m_statements.constFind(statement.value);
    return found == m_statements.constEnd() ? std::nullopt : std::optional(*found);
}

core::Result<std::optional<DeviceHead>> MemoryLedgerStorage::deviceHead(QByteArrayView device, quint64 before) const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    const QList<quint64> places = m_devices.value(device.toByteArray());
    for (auto place = places.crbegin(); place != places.crend(); ++place) {
        if (*place < before) {
            const LogRow &one = rows[qsizetype(*place)];
            return DeviceHead{one.deviceSeq, one.content, one.index};
        }
    }
    return std::nullopt;
}

core::Result<void> MemoryLedgerStorage::saveCheckpoint(quint64 size, const QByteArray &note)
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    checkpoints[size] = note;
    return {};
}

core::Result<std::optional<QByteArray>> MemoryLedgerStorage::loadCheckpoint(quint64 atMost) const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    auto above = checkpoints.upperBound(atMost);
    return above == checkpoints.constBegin() ? std::nullopt : std::optional((--above).value());
}

core::Result<void> MemoryLedgerStorage::addPending(const Entry &entry)
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    waiting += {m_nextPending++, entry};
    return {};
}

core::Result<QList<PendingEntry>> MemoryLedgerStorage::pending(int limit) const
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    return waiting.first(std::min(qsizetype(limit), waiting.size()));
}

core::Result<void> MemoryLedgerStorage::removePending(const QList<quint64> &numbers)
{
    if (failing)
        return fail(ErrorKind::StoreUnreachable);
    waiting.removeIf([&](const PendingEntry &one) { return numbers.contains(one.number); });
    return {};
}

} // namespace countersign::tests
