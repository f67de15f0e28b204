// Statements of those who look afterwards: what was opened for audit, what was found and how it was closed.
#pragma once

#include "core/ids.h"
#include "ledger/lines.h"

namespace countersign::ledger {

// An auditor, supervisor or compliance officer looked at a case (or, without one, at a list).
struct AuditOpened {
    core::TeamId team;
    core::CaseId caseId;               // empty: no line
    core::StatementId decision;        // empty: no line
    QString view;                      // token: decision, case, list, report, bundle
    bool operator==(const AuditOpened &) const = default;
};

// Something that needs an answer. Signed by the person who found it, or the store's own (a refused signature, a copied device).
struct Finding {
    core::TeamId team;
    core::StatementId finding;         // UUIDv7 shared by all entries of one finding
    QString state;                     // token: opened, answered, closed
    QString subject;                   // token: bad-signature, device-fork, device-gap, clock, review, …
    core::CaseId caseId;               // empty: no line
    core::StatementId statement;       // empty: no line
    core::PersonId owner;              // who has to answer; empty: no line
    std::optional<Hash> text;          // blob
    bool operator==(const Finding &) const = default;
};

void write(LineWriter &out, const AuditOpened &body);
void write(LineWriter &out, const Finding &body);
void read(LineReader &in, AuditOpened &body);
void read(LineReader &in, Finding &body);

} // namespace countersign::ledger
