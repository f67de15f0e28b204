// What this workstation has seen of a log, kept outside the store: so that a log cannot shrink or fork unnoticed.
#pragma once

#include "ledger/checkpoint.h"
#include "ledger/ledgerstorage.h"

namespace countersign::ledger {

struct SeenCheckpoint {
    quint64 epoch = 1;
    quint64 size = 0;
    Hash root = emptyRoot();
    bool operator==(const SeenCheckpoint &) const = default;
};

// The checkpoints remembered of one store: the newest 1 000, and of the older ones the largest below each power of two. A value.
struct Witness {
    core::StoreId store;
    QList<SeenCheckpoint> seen;    // ascending
    bool operator==(const Witness &) const = default;

    Basis basis() const;           // the newest, for statements; empty log where there is none
    void remember(const SeenCheckpoint &checkpoint);
    // The newest that is not above this size; nothing where there is none.
    std::optional<SeenCheckpoint> newestWithin(quint64 size) const;
};

// <folder>/witness/<store>, and the newest one also in the process's CheckpointVault: what either remembers counts. Nothing seen yet where
// neither knows anything; Malformed where the file or what the vault holds is damaged (an alarm, not a fresh start).
core::Result<Witness> loadWitness(const QString &folder, const core::StoreId &store);
core::Result<void> saveWitness(const QString &folder, const Witness &witness);

// How far this installation has itself checked every hash and signature: a note of its own (ownnote.h). Nothing where there is none, or one
// that is not ours. A checkpoint may be remembered that was not checked: one's own decision, or one that somebody put into the file.
std::optional<SeenCheckpoint> loadChecked(const QString &folder, const core::StoreId &store);
void saveChecked(const QString &folder, const core::StoreId &store, const SeenCheckpoint &checked); // what cannot be kept is checked again

// How much of the log as `found` somebody who last saw it in epoch `seenEpoch` can have seen: all of it, or where a restore since put it back to.
core::Result<quint64> commonSize(const LedgerStorage &storage, const Checkpoint &found, quint64 seenEpoch);

// The log as it stands must continue the newest checkpoint remembered (after a restore: the newest that is not above its size). Returns the
// checkpoint now verified; the caller remembers, saves, and may cosign it.
// HistoryRewritten with both sizes in detail if the log shrank or forked; then <folder>/evidence/ holds what was seen and what was found,
// and `where` is that file.
core::Result<Checkpoint> demandConsistency(const LedgerStorage &storage, const Witness &witness, const QString &folder);

} // namespace countersign::ledger
