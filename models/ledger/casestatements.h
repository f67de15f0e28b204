// Statements about cases and the policy that routes them: import, check-out, withdrawal, redaction, adoption of a policy.
#pragma once

#include "core/ids.h"
#include "ledger/lines.h"

namespace countersign::ledger {

// Policy version and the rule of it that applied.
struct PolicyRef {
    quint64 version = 1;
    QString rule;
    bool operator==(const PolicyRef &) const = default;
};
void write(LineWriter &out, const PolicyRef &policy); // "policy INTEGER TOKEN"
PolicyRef readPolicyRef(LineReader &in);

// Which case, in which version.
struct CaseRef {
    core::TeamId team;
    core::CaseId caseId;
    quint64 version = 1;
    bool operator==(const CaseRef &) const = default;
};
void write(LineWriter &out, const CaseRef &ref);      // team, case, case-version
CaseRef readCaseRef(LineReader &in);

// One import (or one batch of a long one): every case that came in, with its digest and the rule that routed it.
// Signed by the person who imported, or the store's own with `submitter` (a pipeline on a server).
struct CaseImported {
    struct Case {
        core::CaseId id;
        quint64 version = 1;
        Hash digest;
        QString rule;
        bool operator==(const Case &) const = default;
    };
    core::TeamId team;
    core::PersonId submitter;  // empty: no line
    quint64 policy = 1;        // version that routed them
    QList<Case> cases;         // at least one; any order, written as sorted lines
    bool operator==(const CaseImported &) const = default;
};

// By the submitter or a supervisor.
struct CaseWithdrawn {
    CaseRef ref;
    QStringList reasons;       // tokens, written sorted
    std::optional<Hash> rationale;
    bool operator==(const CaseWithdrawn &) const = default;
};

// By compliance: salt and content of these blobs are deleted.
struct Redaction {
    CaseRef ref;
    QList<Hash> blobs;         // at least one
    QStringList reasons;
    std::optional<Hash> rationale;
    bool operator==(const Redaction &) const = default;
};

// Long claims for offline work. By the reviewer.
struct Checkout {
    struct Case {
        core::CaseId id;
        quint64 version = 1;
        Hash digest;
        quint64 fence = 0;
        quint64 slot = 1;
        bool operator==(const Case &) const = default;
    };
    core::TeamId team;
    QDateTime until;
    QList<Case> cases;         // at least one
    bool operator==(const Checkout &) const = default;
};

// By compliance; version 1 also by an administrator.
struct PolicyAdopted {
    core::TeamId team;
    quint64 version = 1;
    Hash content;              // blob of the policy's text
    std::optional<QDateTime> expires;
    bool operator==(const PolicyAdopted &) const = default;
};

void write(LineWriter &out, const CaseImported &body);
void write(LineWriter &out, const CaseWithdrawn &body);
void write(LineWriter &out, const Redaction &body);
void write(LineWriter &out, const Checkout &body);
void write(LineWriter &out, const PolicyAdopted &body);
void read(LineReader &in, CaseImported &body);
void read(LineReader &in, CaseWithdrawn &body);
void read(LineReader &in, Redaction &body);
void read(LineReader &in, Checkout &body);
void read(LineReader &in, PolicyAdopted &body);

} // namespace countersign::ledger
