// Inside the library only: what one signed verdict does to its case, whether it was signed just now or arrives from a workspace. Every function
// here runs inside UnitOfWork::write.
#pragma once

#include "core/settlement.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

bool approves(core::Verdict verdict);

// Everything the settlement of one verdict needs to know and makes.
struct Settling {
    const Ports &ports;
    core::StoreId store;
    core::PersonId actor;

    core::StoredCase stored;
    core::Suggestion suggestion;
    QList<core::Slot> slotList;
    qsizetype mine = -1;                 // position in slotList
    core::Verdict verdict = core::Verdict::Approve;
    core::StatementId supersedes;
    std::optional<ledger::Hash> outcome;
    QByteArray outcomeBytes;
    core::Settlement settlement;
    bool late = false;

    const core::Slot &slot() const { return slotList[mine]; }
    QList<core::StatementId> releasing(const core::StatementId &id) const;
    ledger::CaseRef ref() const { return {stored.row.team, stored.row.id, quint64(stored.row.version)}; }
};

// By the table of moves; MoveNotAllowed, PolicyUnmet. In a workspace nothing is released: what is signed there is held.
core::Result<void> settleCase(Settling &settling);
// What follows from the decision, for the store's own entries behind it; and the release that is taken back.
core::Result<QList<ledger::Body>> consequences(const Settling &settling, const core::StatementId &id, std::optional<core::ReleaseRow> &recalled);
// State, slot for a third person, draft.
core::Result<void> saveSettlement(const Settling &settling);
// The decision as a row, without its place in the log.
core::DecisionRow rowOf(const ledger::Statement &statement, const core::StoredCase &stored, const QDateTime &arrived, bool late);
// The decision, against all that stand.
ledger::Dispute disputeOf(const ledger::CaseRef &ref, const QString &cause, const core::StatementId &id, const QList<core::Slot> &slotList);
// A slot for a third person, unless one is free: a case that was recalled may have it from before.
core::Result<void> openResolution(const Ports &ports, const core::CaseId &id, const core::TeamId &team, const QList<core::Slot> &slotList);
// The releases and recalls among `entries`, which stand where `receipts` say.
core::Result<void> saveReleases(const Settling &settling, const QList<ledger::MadeEntry> &entries, const QList<ledger::Receipt> &receipts,
                                const core::StatementId &id, const std::optional<core::ReleaseRow> &recalled);

} // namespace countersign::workflow
