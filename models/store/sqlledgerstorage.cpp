#include "store/sqlledgerstorage.h"

#include "core/clock.h"
#include "store/database.h"
#include "store/ledgerrows.h"

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

bool hasIndexOfItsOwn(StatementKind kind)
{
    return kind != StatementKind::Decision && kind != StatementKind::Release;
}

// Names of kinds are letters, dots and hyphens: nothing to escape.
QByteArray jsonList(const QList<StatementKind> &kinds)
{
    QByteArrayList names;
    for (const StatementKind kind : kinds)
        names.append('"' + ledger::kindName(kind).toByteArray() + '"');
    return '[' + names.join(',') + ']';
}

} // namespace

// ---- appending

const SqlLedgerStorage::Known *SqlLedgerStorage::known() const
{
    return m_known && m_known->generation == m_database.generation() ? &*m_known : nullptr;
}

void SqlLedgerStorage::remember(const QList<LogRow> &rows, const TreeHead &head)
{
    const bool goesOn = known();
    if (!goesOn)
        m_known.emplace().generation = *m_database.generation();
    m_known->head = head;
    for (const LogRow &row : rows) {
        if (row.device.isEmpty())
            continue;
        m_known->device = row.device;
        m_known->deviceHead = {row.deviceSeq, row.content, row.index};
    }
}

Result<TreeHead> SqlLedgerStorage::head() const
{
    if (const Known *last = known())
        return last->head;
    NativeStatement row = m_database.native("ledger/head");
    const Result<bool> found = row.next();
    if (!found)
        return tl::unexpected(found.error());
    const auto peaks = *found ? splitHashes(row.bytes(1)) : std::nullopt;
    if (!peaks)
        return fail(ErrorKind::StoreDamaged, QStringLiteral("ledger_head"));
    return TreeHead{quint64(row.number(0)), *peaks};
}

Result<void> SqlLedgerStorage::append(const QList<LogRow> &rows, const TreeHead &newHead)
{
    if (auto writing = m_database.mustBeWriting("append"); !writing)
        return writing;
    if (rows.isEmpty() || newHead.size != rows.last().index + 1)
        return fail(ErrorKind::WrongCall, QStringLiteral("append"));
    {
        NativeStatement statement = m_database.native("ledger/insert");
        for (const LogRow &row : rows)
            if (auto done = insert(statement, row); !done)
                return done; // a gap is refused by the table itself
    }
    const QByteArray peaks = joinedHashes(newHead.peaks);
    NativeStatement setHead = m_database.native("ledger/setHead");
    return setHead.bind(qint64(newHead.size)).bindBlob(peaks).run().map([&] { remember(rows, newHead); });
}

Result<void> SqlLedgerStorage::insert(NativeStatement &insert, const LogRow &row)
{
    const QByteArray nodes = joinedHashes(row.nodes);
    const QByteArrayView kind = ledger::kindName(row.kind);
    const QByteArray statement = row.statement.value.toUtf8();
    insert.bind(qint64(row.index)).bindBlob(row.leaf.view()).bindBlob(nodes).bindText(kind);
    if (statement.isEmpty())
        insert.bindNull();
    else
        insert.bindText(statement);
    if (row.device.isEmpty())
        insert.bindNull();
    else
        insert.bindBlob(row.device);
    return insert.bind(qint64(row.deviceSeq)).bindBlob(row.content.view()).bindBlob(row.entry).run();
}

// ---- reading

Result<LogRow> SqlLedgerStorage::row(quint64 index) const
{
    NativeStatement find = m_database.native("ledger/row");
    const Result<bool> found = find.bind(boundedIndex(index)).next();
    if (!found)
        return tl::unexpected(found.error());
    const auto value = *found ? readLogRow(find) : std::nullopt;
    if (!value)
        return damagedEntry(index);
    return *value;
}

Result<void> SqlLedgerStorage::visitAll(NativeStatement &rows, std::optional<quint64> next, const RowVisitor &visit) const
{
    for (;;) {
        const Result<bool> found = rows.next();
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return {};
        const auto index = quint64(rows.number(0));
        if (next && index != *next)
            return damagedEntry(*next);
        const auto value = readLogRow(rows);
        if (!value)
            return damagedEntry(index);
        if (!visit(*value))
            return {};
        if (next)
            ++*next;
    }
}

Result<void> SqlLedgerStorage::scan(quint64 from, quint64 to, const RowVisitor &visit) const
{
    if (from >= to)
        return {};
    quint64 expected = from;
    bool stopped = false;
    NativeStatement rows = m_database.native("ledger/scan");
    rows.bind(boundedIndex(from)).bind(boundedIndex(to));
    const Result<void> done = visitAll(rows, from, [&](const LogRow &row) {
        expected = row.index + 1;
        stopped = !visit(row);
        return !stopped;
    });
    if (!done || stopped)
        return done;
    const bool isOpenEnded = to > quint64(std::numeric_limits<qint64>::max());
    return expected < to && !isOpenEnded ? Result<void>(damagedEntry(expected)) : Result<void>();
}

Result<void> SqlLedgerStorage::scanKinds(const QList<StatementKind> &kinds, quint64 from, quint64 to, const RowVisitor &visit) const
{
    const QByteArray list = jsonList(kinds);
    const bool few = std::all_of(kinds.begin(), kinds.end(), hasIndexOfItsOwn);
    NativeStatement rows = m_database.native(few ? "ledger/scanFewKinds" : "ledger/scanKinds");
    rows.bind(boundedIndex(from)).bind(boundedIndex(to)).bindText(list);
    return visitAll(rows, std::nullopt, visit);
}

Result<QList<Hash>> SqlLedgerStorage::leaves(quint64 from, quint64 to) const
{
    QList<Hash> hashes;
    NativeStatement rows = m_database.native("ledger/leaves");
    rows.bind(boundedIndex(from)).bind(boundedIndex(to));
    for (quint64 expected = from; expected < to; ++expected) {
        const Result<bool> found = rows.next();
        if (!found)
            return tl::unexpected(found.error());
        const auto hash = *found && quint64(rows.number(0)) == expected ? Hash::fromBytes(rows.bytes(1)) : std::nullopt;
        if (!hash)
            return damagedEntry(expected);
        hashes.append(*hash);
    }
    return hashes;
}

Result<Hash> SqlLedgerStorage::node(const NodeAddress &address) const
{
    const quint64 leaf = completingLeaf(address);
    NativeStatement find = m_database.native(address.level == 0 ? "ledger/leaf" : "ledger/nodes");
    const Result<bool> found = find.bind(boundedIndex(leaf)).next();
    if (!found)
        return tl::unexpected(found.error());
    const auto hash = *found ? nodeAmong(find.bytes(0), address.level) : std::nullopt;
    if (!hash)
        return damagedEntry(leaf);
    return *hash;
}

Result<QList<Hash>> SqlLedgerStorage::nodes(const QList<NodeAddress> &addresses) const
{
    QList<Hash> hashes;
    for (const NodeAddress &address : addresses) {
        const Result<Hash> hash = node(address);
        if (!hash)
            return tl::unexpected(hash.error());
        hashes.append(*hash);
    }
    return hashes;
}

Result<std::optional<quint64>> SqlLedgerStorage::indexOf(const core::StatementId &statement) const
{
    const QByteArray id = statement.value.toUtf8();
    NativeStatement find = m_database.native("ledger/indexOf");
    const Result<bool> found = find.bindText(id).next();
    if (!found)
        return tl::unexpected(found.error());
    return *found ? std::optional(quint64(find.number(0))) : std::nullopt;
}

Result<std::optional<ledger::DeviceHead>> SqlLedgerStorage::deviceHead(QByteArrayView device, quint64 before) const
{
    if (const Known *last = known(); last && last->device == device && last->deviceHead.index < before)
        return std::optional(last->deviceHead);
    NativeStatement find = m_database.native("ledger/deviceHead");
    const Result<bool> found = find.bindBlob(device).bind(boundedIndex(before)).next();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::optional<ledger::DeviceHead>();
    const auto note = Hash::fromBytes(find.bytes(1));
    if (!note)
        return damagedEntry(quint64(find.number(2)));
    return std::optional(ledger::DeviceHead{quint64(find.number(0)), *note, quint64(find.number(2))});
}

// ---- checkpoints

Result<void> SqlLedgerStorage::saveCheckpoint(quint64 size, const QByteArray &note)
{
    return m_database.write([&] {
        NativeStatement save = m_database.native("ledger/saveCheckpoint");
        return save.bind(boundedIndex(size)).bindBlob(note).run();
    });
}

Result<std::optional<QByteArray>> SqlLedgerStorage::loadCheckpoint(quint64 atMost) const
{
    NativeStatement find = m_database.native("ledger/loadCheckpoint");
    const Result<bool> found = find.bind(boundedIndex(atMost)).next();
    if (!found)
        return tl::unexpected(found.error());
    return *found ? std::optional(find.bytes(0).toByteArray()) : std::nullopt;
}

} // namespace countersign::store
