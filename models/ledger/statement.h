// A statement: typed body, ids, and who signed it. write() is the one spelling; parse() refuses every other (FORMAT.md).
#pragma once

#include "ledger/attestation.h"
#include "ledger/auditstatements.h"
#include "ledger/decisionstatements.h"
#include "ledger/storestatements.h"

#include <variant>

namespace countersign::ledger {

// In the order of StatementKind.
using Body = std::variant<StoreCreated, KeyEnrolled, KeyRevoked, RoleGranted, RoleWithdrawn, CaseImported, CaseWithdrawn, PolicyAdopted,
                          Decision, Dispute, Resolution, Release, Recall, Checkout, SyncDone, Redaction, Migration, Restore, AuditOpened,
                          Finding, ClaimExpiredDecided>;

enum class StatementKind {
    StoreCreated, KeyEnrolled, KeyRevoked, RoleGranted, RoleWithdrawn, CaseImported, CaseWithdrawn, PolicyAdopted,
    Decision, Dispute, Resolution, Release, Recall, Checkout, Sync, Redaction, Migration, Restore, AuditOpened,
    Finding, ClaimExpiredDecided,
};
inline constexpr int statementKindCount = int(std::variant_size_v<Body>);

// Signed: always a note. Store: always the store's own lines. Either: whichever FORMAT.md says applies.
enum class Signedness { Signed, Store, Either };

QByteArrayView kindName(StatementKind kind);                         // "decision", "key.enrolled", "claim.expired-decided", …
std::optional<StatementKind> kindFromName(QByteArrayView name);
Signedness signedness(StatementKind kind);

struct Statement {
    core::StoreId store;
    core::StatementId id;          // UUIDv7; empty in the store's own entries
    Body body;
    std::optional<Attestation> by; // none: the store's own
    bool operator==(const Statement &) const = default;

    StatementKind kind() const { return StatementKind(body.index()); }
};

// The canonical bytes, ending in LF: the text a note signs, or the lines of a store's own entry.
// BadValue (where: the key) if a value cannot be written: an empty token, free text with a control, a time that is not one …
core::Result<QByteArray> write(const Statement &statement);

// The statement in these bytes. Malformed with where "line N" for anything the writer would not have written.
core::Result<Statement> parseSigned(QByteArrayView text);
core::Result<Statement> parseOwn(QByteArrayView text);

} // namespace countersign::ledger
