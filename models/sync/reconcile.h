// What is to become of the statements of a workspace, from three sides: what was signed here, what the store has, what was checked out. Pure.
#pragma once

#include "core/caserepository.h"
#include "ledger/entry.h"
#include "sync/session.h"

namespace countersign::sync {

// A signed statement of the workspace as far as reconciling needs it.
struct LocalStatement {
    core::StatementId id;
    quint64 deviceSeq = 1;
    std::optional<ledger::Hash> previous;
    ledger::Hash note;                  // SHA-256 of the whole note
    core::TeamId team;
    core::CaseId caseId;
    ledger::Hash caseDigest;
    quint64 slot = 1;
    quint64 fence = 0;
    core::StatementId supersedes;
    QDateTime claimed;
    quint64 bytes = 0;                  // with its blobs
    bool operator==(const LocalStatement &) const = default;
};

struct RemoteSlot {
    core::PersonId decidedBy;           // empty: nobody
    core::StatementId decision;         // that stands in it
    core::PersonId holder;
    qint64 fence = 0;
    QDateTime expires;
    bool operator==(const RemoteSlot &) const = default;
};

// A case as the store has it now; a case that is not there for this person is not in Remote::cases.
struct RemoteCase {
    core::CaseState state = core::CaseState::Open;
    ledger::Hash digest;
    QHash<quint64, RemoteSlot> slotsByNumber;
    bool operator==(const RemoteCase &) const = default;
};

using CaseKey = std::pair<QString, QString>; // team, id

struct Remote {
    QDateTime now;                                   // the store's clock
    core::PersonId person;                           // whose workspace it is
    QHash<core::StatementId, ledger::Hash> recorded; // of these statements, with the SHA-256 of the note there
    quint64 deviceSeq = 0;                           // the last statement of this device that continues its line; 0: none
    std::optional<ledger::Hash> deviceNote;
    QDateTime deviceClaimed;                         // when that one says it was signed; invalid: not known
    bool keyRevoked = false;
    bool recalled = false;                           // the check-out was
    bool suspended = false;                          // the device was: a copy of it has been at work
    QHash<CaseKey, RemoteCase> cases;
    bool operator==(const Remote &) const = default;
};

struct Baseline {
    QDateTime began;                    // the store's clock at check-out
    QList<CheckedOutCase> cases;
    bool operator==(const Baseline &) const = default;
};

struct PlannedStatement {
    core::StatementId id;
    core::CaseId caseId;
    Fate fate = Fate::Recorded;
    QString cause;                      // of a dispute, a quarantine, a refusal or of being held: a token; already there: as it was then
    QList<ledger::Flag> flags;
    core::StatementId against;          // disputed: the statement that stands
    quint64 bytes = 0;
    std::optional<Fate> before{};       // already there: what became of it then, where that is known
    bool operator==(const PlannedStatement &) const = default;
};

// What became of a case that was checked out and is not decided here.
struct ChangedCase {
    core::TeamId team;
    core::CaseId caseId;
    QString cause;                      // earlier-content, already-decided, withdrawn, redacted, gone
    bool operator==(const ChangedCase &) const = default;
};

struct SyncPlan {
    QList<PlannedStatement> statements; // in the order in which they were signed
    QList<ChangedCase> changed;
    QString closed;                     // why the store sets aside all that is signed there from now on: device-suspended, key-revoked,
                                        // checkout-recalled; empty: it does not
    qsizetype count(Fate fate) const;
    qsizetype toSend() const;           // those the store does not have yet
    quint64 bytesToSend() const;
    bool operator==(const SyncPlan &) const = default;
};

// The rules of security.md, row by row. Statements in the order of their device-seq.
SyncPlan reconcile(const QList<LocalStatement> &local, const Remote &remote, const Baseline &baseline);

} // namespace countersign::sync
