// Checking a whole log: every hash, every signature, every rule an entry can break, in order. Streams: memory grows with keys, roles and
// devices, not with entries.
#pragma once

#include "ledger/reached.h"
#include "ledger/roster.h"

#include <atomic>

namespace countersign::ledger {

struct VerifyOptions {
    quint64 from = 0;           // entries below are taken as verified before; their keys and roles are read
    std::optional<Hash> fromRoot; // what was the root at `from` when it was verified
    int threads = 0;            // for signatures; 0: one per processor
    bool signatures = true;     // false: hashes and rules only
    core::StoreId store;        // the store this log must belong to; empty: whatever leaf 0 says
    std::optional<Reached> signaturesUpTo; // not checked again below this size, if the root there is what it was; all else is
    std::function<void(const Reached &)> whenStopped; // how far it got
};

struct FirstBad {
    quint64 seq = 0;            // log index
    QString why;                // a short technical phrase, English, for --json and for ui/speech to look up
    bool operator==(const FirstBad &) const = default;
};

struct Verdict {
    bool ok = false;
    quint64 size = 0;           // what the head says
    Hash root;                  // recomputed over what was there
    quint64 checked = 0;        // entries found right
    quint64 withheld = 0;       // entries whose bytes may not be read here: their leaves are in the tree, nothing else is checked
    std::optional<FirstBad> firstBad;
    bool operator==(const Verdict &) const = default;
};

// A checked entry, handed on in order so that the caller can replay it and compare the projection.
struct VerifiedEntry {
    quint64 index = 0;
    Entry entry;
    Statement statement;
};

// An empty string, or why this entry contradicts what the caller holds: it becomes firstBad and ends the run.
using Replay = std::function<QString(const VerifiedEntry &)>;
// Called now and then from the calling thread with entries done of entries to do.
using Progress = std::function<void(quint64 done, quint64 total)>;

// Verifies entries [options.from, head), within one read snapshot of the caller. An error only where the storage cannot be read for
// reasons other than damage, or Cancelled when `stop` became true; damage is a verdict. `replay` runs in the calling thread, never for
// an entry at or after the first bad one.
core::Result<Verdict> verifyLog(const LedgerStorage &storage, const VerifyOptions &options = {}, const Replay &replay = {},
                                const Progress &progress = {}, const std::atomic_bool *stop = nullptr);

} // namespace countersign::ledger
