// Checking the whole record: log, signatures, and the tables made from it.
#pragma once

#include "workflow/actingperson.h"

#include <stop_token>

namespace countersign::workflow {

struct LedgerVerdict {
    bool ok = false;
    quint64 size = 0;
    QString root;             // hex; of the log as it is
    quint64 checked = 0;      // entries checked
    quint64 withheld = 0;     // entries of others that may not be read here: hashes alone are checked
    std::optional<quint64> badSeq; // the first wrong entry, or the entry a wrong table row belongs to
    QString why;              // machine word and value, e.g. "signature", "state c5: released, not open"; with no badSeq: of no entry, but of the store
    bool witnessed = false;   // this workstation has cosigned what was checked
    quint64 continued = 0;    // signatures of so many entries had been checked by a call that was stopped
    bool foreignMemory = false; // what this installation noted of earlier checks is not as it wrote it; it was set aside
};

struct VerifyProgress {
    quint64 checked = 0;
    quint64 size = 0;
};

// Tables: store, people, policies, routes, states, decisions, releases, counts, every blob, security events. Everything: also every case row,
// read anew from what was received, and every slot; and nothing counts as checked before.
enum class VerifyDepth { Tables, Everything };

// Every hash, signature, role at its index, device chain; then the tables against a replay of the entries. One that is stopped leaves word in
// `keyringFolder` how far it got, and the next one checks no signature again that was checked.
// Where a sequencer places entries it is waited for: StoreBusy when there are always others that wait.
// Also the log against what this installation verified before (`keyringFolder` empty: not compared); a good verdict is remembered there, and
// cosigned where this workstation is enrolled or `enrolling` can enrol it, and the store can be written.
core::Result<LedgerVerdict> verifyLedger(const Ports &ports, const QString &keyringFolder, const std::function<void(const VerifyProgress &)> &progress = {},
                                         std::stop_token stop = {}, const ActingPerson *enrolling = nullptr, VerifyDepth depth = VerifyDepth::Tables);

struct LedgerCheckpoint {
    QString origin;           // countersign/<uuid>/e<epoch>
    quint64 size = 0;
    QString root;             // hex
    QByteArray text;          // the checkpoint's note text
};
core::Result<LedgerCheckpoint> ledgerCheckpoint(const Ports &ports);

struct LedgerLine {
    quint64 seq = 0;
    QString kind;
    QDateTime arrived;
    QString session;
    QString actor;            // of the statement, may be empty
    QString actorName;
    QString subject;          // what it is about: case, person, policy …
    core::StatementId statement; // of a signed entry; empty in the store's own
    QString leafHash;         // hex
    QStringList flags;
};
// Entries with index ≥ `from`, in log order, at most `limit` (0: all).
core::Result<QList<LedgerLine>> ledgerSince(const Ports &ports, quint64 from, qsizetype limit);
// The raw entry, for people who check by hand.
core::Result<QByteArray> ledgerEntry(const Ports &ports, quint64 seq);

} // namespace countersign::workflow
