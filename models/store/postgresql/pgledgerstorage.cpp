#include "store/postgresql/pgledgerstorage.h"

#include "store/ledgerrows.h"
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

constexpr qint64 rowsAtOnce = 2000;
constexpr qint64 leavesAtOnce = 100'000;
constexpr quint64 endless = std::numeric_limits<qint64>::max();

// One of several rows, as ledgerrows reads them.
struct Columns {
    const PgRows &rows;
    int row = 0;
    qint64 number(int column) const { return rows.number(row, column); }
    QString text(int column) const { return rows.text(row, column); }
    QByteArrayView bytes(int column) const { return rows.view(row, column); }
};

} // namespace

Result<void> moveWaiting(PgConnection &connection)
{
    if (!connection.isIdle())
        return {};
    const auto moved = connection.run("ledger/sequence");
    if (!moved && moved.error().kind == ErrorKind::DiskFull) // not of anything that was signed: that is recorded
        return fail(ErrorKind::DiskFull, moved.error().where, QStringLiteral("waiting"));
    return moved.map([](const PgRows &) {});
}

Result<TreeHead> PgLedgerStorage::head() const
{
    const auto rows = m_connection.run("ledger/head");
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0) // a store without its first person
        return TreeHead();
    const auto peaks = rows->size() == 1 ? splitHashes(rows->view(0, 1)) : std::nullopt;
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
    values.number(boundedIndex(from)).number(boundedIndex(to));
    if (kinds)
        values.texts(*kinds);
    const auto rows = m_connection.run(kinds ? "ledger/rowsOfKinds" : "ledger/rows", values.number(rowsAtOnce));
    if (!rows)
        return tl::unexpected(rows.error());
    quint64 next = from;
    for (int i = 0; i < rows->size() && !stopped; ++i) {
        const auto index = quint64(rows->number(i, 0));
        if (!kinds && index != next)
            return damagedEntry(next);
        const auto value = readLogRow(Columns{*rows, i});
        if (!value)
            return damagedEntry(index);
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
    return found ? Result<LogRow>(*found) : Result<LogRow>(damagedEntry(index));
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
    return !stopped && expected < to && to <= endless ? Result<void>(damagedEntry(expected)) : Result<void>();
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
        const auto rows = m_connection.run("ledger/leaves", PgValues().number(boundedIndex(from)).number(boundedIndex(until)));
        if (!rows)
            return tl::unexpected(rows.error());
        for (quint64 index = from; index < until; ++index) {
            const int i = int(index - from);
            const auto hash = i < rows->size() && quint64(rows->number(i, 0)) == index ? Hash::fromBytes(rows->view(i, 1)) : std::nullopt;
            if (!hash)
                return damagedEntry(index);
            hashes.append(*hash);
        }
        from = until;
    }
    return hashes;
}

Result<QList<Hash>> PgLedgerStorage::nodes(const QList<NodeAddress> &addresses) const
{
    QList<qint64> wanted;
    for (const NodeAddress &address : addresses)
        wanted.append(boundedIndex(completingLeaf(address)));
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
        const auto place = places.constFind(completingLeaf(address));
        const QByteArrayView bytes = place == places.constEnd() ? QByteArrayView() : rows->view(*place, address.level == 0 ? 1 : 2);
        const auto hash = nodeAmong(bytes, address.level);
        if (!hash)
            return damagedEntry(completingLeaf(address));
        hashes.append(*hash);
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
    if (const auto moved = moveWaiting(m_connection); !moved)
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
                             : m_connection.run("ledger/deviceHeadBefore", PgValues().text(name).number(boundedIndex(before)));
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
    const auto saved = m_connection.run("ledger/saveCheckpoint", PgValues().number(boundedIndex(size)).bytes(note));
    return saved ? Result<void>() : Result<void>(tl::unexpected(saved.error()));
}

Result<std::optional<QByteArray>> PgLedgerStorage::loadCheckpoint(quint64 atMost) const
{
    const auto rows = m_connection.run("ledger/loadCheckpoint", PgValues().number(boundedIndex(atMost)));
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->size() == 0 ? std::optional<QByteArray>() : std::optional(rows->bytes(0, 0));
}

} // namespace countersign::store
