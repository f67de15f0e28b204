// Statements that decide: decision, dispute, resolution, release, recall, and the note of a decision after its claim expired.
#pragma once

#include "core/decision.h"
#include "ledger/casestatements.h"

namespace countersign::ledger {

struct Decision {
    CaseRef ref;
    Hash caseDigest;
    quint64 claim = 0;                     // fence
    quint64 slot = 1;                      // from 1
    core::Stage stage = core::Stage::Review;
    core::Verdict verdict = core::Verdict::Approve;
    std::optional<Hash> outcome;           // approve and edit have one, reject and escalate have none
    std::optional<Hash> rationale;
    QStringList reasons;                   // tokens, written sorted without duplicates
    std::optional<Hash> contact;
    std::optional<Hash> firstAnswer;
    core::StatementId supersedes;          // empty: no line
    PolicyRef policy;
    bool operator==(const Decision &) const = default;
};

// Statements that do not agree. Signed, or the store's own.
struct Dispute {
    CaseRef ref;
    QString cause;                         // token: slots-differ, already-decided, earlier-content, withdrawn, redacted
    QList<core::StatementId> decisions;    // at least one
    bool operator==(const Dispute &) const = default;
};

// How a third person settled a dispute or a quarantined statement.
struct Resolution {
    CaseRef ref;
    QList<core::StatementId> decisions;    // what it settles, at least one
    core::StatementId stands;              // the statement that stands; empty: none of them ("-")
    std::optional<Hash> rationale;
    bool operator==(const Resolution &) const = default;
};

// An outcome becomes visible downstream. The store's own (it follows from the decisions it names), or signed.
struct Release {
    CaseRef ref;
    Hash caseDigest;
    Hash outcome;
    PolicyRef policy;
    QList<core::StatementId> decisions;    // none: released by a policy rule
    bool operator==(const Release &) const = default;
};

// A release is taken back. Signed by a supervisor, or the store's own where it follows from `causes`.
struct Recall {
    CaseRef ref;
    quint64 release = 0;                   // log index of the release
    QList<core::StatementId> causes;       // superseding decision, withdrawal, redaction
    QStringList reasons;
    std::optional<Hash> rationale;
    bool operator==(const Recall &) const = default;
};

// The store's own: a decision was recorded after its claim had run out, nobody having taken the case meanwhile.
struct ClaimExpiredDecided {
    CaseRef ref;
    core::StatementId decision;
    core::PersonId holder;
    quint64 claim = 0;                     // fence
    QDateTime expired;
    bool operator==(const ClaimExpiredDecided &) const = default;
};

void write(LineWriter &out, const Decision &body);
void write(LineWriter &out, const Dispute &body);
void write(LineWriter &out, const Resolution &body);
void write(LineWriter &out, const Release &body);
void write(LineWriter &out, const Recall &body);
void write(LineWriter &out, const ClaimExpiredDecided &body);
void read(LineReader &in, Decision &body);
void read(LineReader &in, Dispute &body);
void read(LineReader &in, Resolution &body);
void read(LineReader &in, Release &body);
void read(LineReader &in, Recall &body);
void read(LineReader &in, ClaimExpiredDecided &body);

} // namespace countersign::ledger
