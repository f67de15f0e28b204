// PORT: where the log is kept. Implemented by store (SQLite, PostgreSQL) and by tests/support (memory).
#pragma once

#include "core/ids.h"
#include "ledger/entry.h"
#include "ledger/merkletree.h"

#include <functional>

namespace countersign::ledger {

// One row of the log. Everything after `nodes` repeats what the entry says, for finding; verifyLog compares it.
struct LogRow {
    quint64 index = 0;
    QByteArray entry;             // the leaf's bytes; none where the storage withholds them
    Hash leaf;                    // its leaf hash
    QList<Hash> nodes;            // complete subtrees this leaf completed, levels 1, 2, … (kept as one blob in this row)
    StatementKind kind = StatementKind::Decision;
    core::StatementId statement;  // empty in the store's own entries
    QByteArray device;            // of the signed statement; empty in the store's own entries
    quint64 deviceSeq = 0;
    Hash content;                 // SHA-256 of the whole note: the next device-prev
    bool operator==(const LogRow &) const = default;
};

// The last statement a device has in the log.
struct DeviceHead {
    quint64 seq = 0;
    Hash note;                    // SHA-256 of the whole note
    quint64 index = 0;
    bool operator==(const DeviceHead &) const = default;
};

// Called with each row in order; false stops the scan (which then still succeeds).
using RowVisitor = std::function<bool(const LogRow &)>;

class LedgerStorage : public NodeSource {
public:
    // Size and peaks: one row, changed with every append. An empty head for an empty log.
    virtual core::Result<TreeHead> head() const = 0;
    // Whether entries get their place, and their arrival, only after the transaction that appended them (a shared store, by whoever sequences):
    // what append() made of them is then a guess, and the log is asked again by the statement's id.
    virtual bool sequencesLater() const { return false; }
    // Entries that were recorded and wait for their place.
    virtual core::Result<quint64> waiting() const { return 0; }
    // Whether it may keep an entry's bytes from whoever asks (other teams', another slot's open work): such a row has none, its leaf stands.
    virtual bool withholds() const { return false; }
    // Appends rows whose indices continue the log, and the new head, inside the caller's transaction.
    virtual core::Result<void> append(const QList<LogRow> &rows, const TreeHead &newHead) = 0;

    // StoreDamaged if there is no such row.
    virtual core::Result<LogRow> row(quint64 index) const = 0;
    // Rows [from, to) in order, streamed. A missing row is StoreDamaged with where = its index.
    virtual core::Result<void> scan(quint64 from, quint64 to, const RowVisitor &visit) const = 0;
    // The same, only rows of these kinds; missing rows go unnoticed.
    virtual core::Result<void> scanKinds(const QList<StatementKind> &kinds, quint64 from, quint64 to, const RowVisitor &visit) const = 0;
    // Leaf hashes [from, to), in bulk.
    virtual core::Result<QList<Hash>> leaves(quint64 from, quint64 to) const = 0;

    // Log index of a statement; nothing if it is not in the log.
    virtual core::Result<std::optional<quint64>> indexOf(const core::StatementId &statement) const = 0;
    // The device's last statement with a log index below `before`; nothing if it has none.
    virtual core::Result<std::optional<DeviceHead>> deviceHead(QByteArrayView device, quint64 before) const = 0;

    // Keeps a cosigned checkpoint note of this size, replacing an earlier one of the same size.
    virtual core::Result<void> saveCheckpoint(quint64 size, const QByteArray &note) = 0;
    // The newest cosigned checkpoint note of a size ≤ `atMost`; nothing if there is none.
    virtual core::Result<std::optional<QByteArray>> loadCheckpoint(quint64 atMost) const = 0;
};

// A well-formed entry waiting for the sequencer, where deciding and sequencing are two transactions (PostgreSQL).
struct PendingEntry {
    quint64 number = 0;           // order of arrival, given by the store
    Entry entry;
    bool operator==(const PendingEntry &) const = default;
};

// PORT: entries between arrival and the log.
class PendingStorage {
public:
    virtual ~PendingStorage() = default;
    virtual core::Result<void> addPending(const Entry &entry) = 0;
    // At most `limit` in order of arrival.
    virtual core::Result<QList<PendingEntry>> pending(int limit) const = 0;
    // Only inside the transaction that appends the same bytes.
    virtual core::Result<void> removePending(const QList<quint64> &numbers) = 0;
};

} // namespace countersign::ledger
