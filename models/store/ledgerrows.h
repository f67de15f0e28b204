// Rows of the log as every engine keeps them: hashes side by side in one value, and the columns of a row.
#pragma once

#include "ledger/ledgerstorage.h"

namespace countersign::store {

QByteArray joinedHashes(const QList<ledger::Hash> &hashes);
// Nothing when the bytes are no whole number of hashes.
std::optional<QList<ledger::Hash>> splitHashes(QByteArrayView bytes);
// A node is kept with the leaf that completed it: which that is, and the node among the bytes there (level 0: the leaf's own hash, else the
// nodes of levels 1, 2, …); nothing when there are fewer.
quint64 completingLeaf(const ledger::NodeAddress &address);
std::optional<ledger::Hash> nodeAmong(QByteArrayView bytes, int level);
// Databases' integers are signed; "to the end" is asked for as the greatest unsigned one.
qint64 boundedIndex(quint64 index);
// StoreDamaged at an index of the log.
tl::unexpected<core::Error> damagedEntry(quint64 index);

// Reads log_index, entry, leaf, nodes, kind, statement, device, device_seq, content from the columns of a row, in that order. `Columns` has
// number(int), text(int) and bytes(int), the last as a view. Nothing when a column holds what cannot be.
template <typename Columns>
std::optional<ledger::LogRow> readLogRow(const Columns &row)
{
    const auto leaf = ledger::Hash::fromBytes(row.bytes(2));
    const auto nodes = splitHashes(row.bytes(3));
    const auto kind = ledger::kindFromName(row.bytes(4));
    const auto content = ledger::Hash::fromBytes(row.bytes(8));
    if (!leaf || !nodes || !kind || !content)
        return std::nullopt;
    ledger::LogRow value;
    value.index = quint64(row.number(0));
    value.entry = row.bytes(1).toByteArray();
    value.leaf = *leaf;
    value.nodes = *nodes;
    value.kind = *kind;
    value.statement = core::StatementId(row.text(5));
    value.device = row.bytes(6).toByteArray();
    value.deviceSeq = quint64(row.number(7));
    value.content = *content;
    return value;
}

} // namespace countersign::store
