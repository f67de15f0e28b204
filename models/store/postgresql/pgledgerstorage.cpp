#include "store/postgresql/pgledgerstorage.h"

#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgoutbox.h"

#include <algorithm>
#include <limits>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;
using ledger::Hash;
using ledger::LogRow;
using ledger::NodeAddress;
using ledger::RowVisitor;
using ledger::StatementKind;
using ledger::TreeHead;

namespace {

constexpr qsizetype hashSize = 32;
constexpr qint64 rowsAtOnce = 2000;
constexpr qint64 leavesAtOnce = 100'000;
constexpr quint64 endless = std::numeric_limits<qint64>::max();

tl::unexpected<core::Error> damaged(quint64 index)
{
    return fail(ErrorKind::StoreDamaged, QString::number(index), QStringLiteral("ledger_entry"));
}

std::optional<QList<Hash>> split(QByteArrayView bytes)
{
    if (bytes.size() % hashSize != 0)
        return std::nullopt;
    QList<Hash> hashes;
    for (qsizetype at = 0; at < bytes.size(); at += hashSize)
        hashes.append(*Hash::fromBytes(bytes.sliced(at, hashSize)));
    return hashes;
}

qint64 bounded(quint64 index)
{
    return qint64(std::min(index, endless));
}

// The columns of ledger/rows.
std::optional<LogRow> readRow(const PgRows &rows, int row)
{
    const auto leaf = Hash::fromBytes(rows.view(row, 2));
    const auto nodes = split(rows.view(row, 3));
    const auto kind = ledger::kindFromName(rows.view(row, 4));
    const auto content = Hash::fromBytes(rows.view(row, 8));
    if (!leaf || !nodes || !kind || !content)
        return std::nullopt;
    LogRow value;
    value.index = quint64(rows.number(row, 0));
    value.entry = rows.bytes(row, 1);
    value.leaf = *leaf;
    value.nodes = *nodes;
    value.kind = *kind;
    value.statement = core::StatementId(rows.text(row, 5));
    value.device = rows.bytes(row, 6);
    value.deviceSeq = quint64(rows.number(row, 7));
    value.content = *content;
    return value;
}

} // namespace

Result<TreeHead> PgLedgerStorage::head() const
{
    const auto rows = m_connection.run("ledger/head");
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0) // a store without its first person
        return TreeHead();
    const auto peaks = rows->size() == 1 ? split(rows->view(0, 1)) : std::nullopt;
    if (!peaks)
        return fail(ErrorKind::StoreDamaged, QStringLiteral("ledger_head"));
    return TreeHead{quint64(rows->number(0, 0)), *peaks};
}

Result<quint64> PgLedgerStorage::waiting() const
{
    const auto rows = m_connection.run("ledger/waiting");
    return rows ? Result<quint64>(quint64(rows->number(0, 0))) : Result<quint64>(tl::unexpected(rows.error()));
}

Result<void> PgLedgerStorage::append(const QList<LogRow> &rows, const TreeHead &)
{
    if (const auto writing = m_connection.mustBeWriting("append"); !writing)
        return writing;
    for (const LogRow &row : rows)
        if (!row.statement.isEmpty())
            m_outbox.addStatement(row);
    return {};
}

Result<quint64> PgLedgerStorage::visitRows(quint64 from, quint64 to, const QStringList *kinds, const RowVisitor &visit, bool &stopped) const
{
    PgValues values;
    values.number(bounded(from)).number(bounded(to));
    if (kinds)
        values.texts(*kinds);
    const auto rows = m_connection.run(kinds ? "ledger/rowsOfKinds" : "ledger/rows", values.number(rowsAtOnce));
    if (!rows)
        return tl::unexpected(rows.error());
    quint64 next = from;
    for (int i = 0; i < rows->size() && !stopped; ++i) {
        const auto index = quint64(rows->number(i, 0));
        if (!kinds && index != next)
            return damaged(next);
        const auto value = readRow(*rows, i);
        if (!value)
            return damaged(index);
        next = index + 1;
        stopped = !visit(*value);
    }
    return rows->size() < rowsAtOnce ? std::max(next, to) : next;
}

Result<LogRow> PgLedgerStorage::row(quint64 index) const
{
    std::optional<LogRow> found;
    bool stopped = false;
    if (index <= endless - 1)
        if (const auto visited = visitRows(index, index + 1, nullptr, [&](const LogRow &row) { return found = row, true; }, stopped); !visited)
            return tl::unexpected(visited.error());
    return found ? Result<LogRow>(*found) : Result<LogRow>(damaged(index));
}

Result<void> PgLedgerStorage::scan(quint64 from, quint64 to, const RowVisitor &visit) const
{
    quint64 expected = from;
    bool stopped = false;
    const auto note = [&](const LogRow &row) {
        expected = row.index + 1;
        return visit(row);
    };
    for (quint64 next = from; next < to && !stopped;) {
        const auto reached = visitRows(next, to, nullptr, note, stopped);
        if (!reached)
            return tl::unexpected(reached.error());
        next = *reached;
    }
    return !stopped && expected < to && to <= endless ? Result<void>(damaged(expected)) : Result<void>();
}

Result<void> PgLedgerStorage::scanKinds(const QList<StatementKind> &kinds, quint64 from, quint64 to, const RowVisitor &visit) const
{
    QStringList names;
    for (const StatementKind kind : kinds)
        names.append(QString::fromLatin1(ledger::kindName(kind).toByteArray()));
    bool stopped = false;
    for (quint64 next = from; next < to && !stopped;) {
        const auto reached = visitRows(next, to, &names, visit, stopped);
        if (!reached)
            return tl::unexpected(reached.error());
        next = *reached;
    }
    return {};
}

Result<QList<Hash>> PgLedgerStorage::leaves(quint64 from, quint64 to) const
{
    QList<Hash> hashes;
    while (from < to) {
        const quint64 until = std::min(to, from + leavesAtOnce);
        const auto rows = m_connection.run("ledger/leaves", PgValues().number(bounded(from)).number(bounded(until)));
        if (!rows)
            return tl::unexpected(rows.error());
        for (quint64 index = from; index < until; ++index) {
            const int i = int(index - from);
            const auto hash = i < rows->size() && quint64(rows->number(i, 0)) == index ? Hash::fromBytes(rows->view(i, 1)) : std::nullopt;
            if (!hash)
                return damaged(index);
            hashes.append(*hash);
        }
        from = until;
    }
    return hashes;
}

Result<QList<Hash>> PgLedgerStorage::nodes(const QList<NodeAddress> &addresses) const
{
    // Node (level, i) is kept with the leaf that completed it.
    const auto leafOf = [](const NodeAddress &address) {
        return address.level == 0 ? address.index : ((address.index + 1) << address.level) - 1;
    };
    QList<qint64> wanted;
    for (const NodeAddress &address : addresses)
        wanted.append(bounded(leafOf(address)));
    if (wanted.isEmpty())
        return QList<Hash>();
    const auto rows = m_connection.run("ledger/nodes", PgValues().numbers(wanted));
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<quint64, int> places;
    for (int i = 0; i < rows->size(); ++i)
        places.insert(quint64(rows->number(i, 0)), i);
    QList<Hash> hashes;
    for (const NodeAddress &address : addresses) {
        const auto place = places.constFind(leafOf(address));
        const QByteArrayView bytes = place == places.constEnd() ? QByteArrayView() : rows->view(*place, address.level == 0 ? 1 : 2);
        const qsizetype at = std::max(address.level - 1, 0) * hashSize;
        if (bytes.size() < at + hashSize)
            return damaged(leafOf(address));
        hashes.append(*Hash::fromBytes(bytes.sliced(at, hashSize)));
    }
    return hashes;
}

Result<std::optional<quint64>> PgLedgerStorage::placeOf(const core::StatementId &statement) const
{
    const auto rows = m_connection.run("ledger/indexOf", PgValues().text(statement.value));
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->size() == 0 ? std::optional<quint64>() : std::optional(quint64(rows->number(0, 0)));
}

Result<std::optional<quint64>> PgLedgerStorage::indexOf(const core::StatementId &statement) const
{
    const auto place = placeOf(statement);
    if (!place || *place || !m_connection.isIdle())
        return place;
    if (const auto moved = m_connection.run("ledger/sequence"); !moved)
        return tl::unexpected(moved.error());
    return placeOf(statement);
}

Result<std::optional<ledger::DeviceHead>> PgLedgerStorage::deviceHead(QByteArrayView device, quint64 before) const
{
    const QString name = QString::fromLatin1(device.toByteArray());
    const bool isNext = before >= endless;
    for (auto row = m_outbox.statements().crbegin(); isNext && row != m_outbox.statements().crend(); ++row)
        if (row->device == device)
            return std::optional(ledger::DeviceHead{row->deviceSeq, row->content, row->index});
    if (isNext && m_connection.isWriting())
        if (const auto held = m_connection.run("ledger/holdDevice", PgValues().text(name)); !held)
            return tl::unexpected(held.error());
    const auto rows = isNext ? m_connection.run("ledger/deviceHead", PgValues().text(name))
                             : m_connection.run("ledger/deviceHeadBefore", PgValues().text(name).number(bounded(before)));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<ledger::DeviceHead>();
    const auto note = Hash::fromBytes(rows->view(0, 1));
    if (!note)
        return fail(ErrorKind::StoreDamaged, QStringLiteral("device_head"), name);
    return std::optional(ledger::DeviceHead{quint64(rows->number(0, 0)), *note, isNext ? 0 : quint64(rows->number(0, 2))});
}

Result<void> PgLedgerStorage::saveCheckpoint(quint64 size, const QByteArray &note)
{
    const auto saved = m_connection.run("ledger/saveCheckpoint", PgValues().number(bounded(size)).bytes(note));
    return saved ? Result<void>() : Result<void>(tl::unexpected(saved.error()));
}

Result<std::optional<QByteArray>> PgLedgerStorage::loadCheckpoint(quint64 atMost) const
{
    const auto rows = m_connection.run("ledger/loadCheckpoint", PgValues().number(bounded(atMost)));
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->size() == 0 ? std::optional<QByteArray>() : std::optional(rows->bytes(0, 0));
}

} // namespace countersign::store
