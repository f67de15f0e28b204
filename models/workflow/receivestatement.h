// Inside the library only: a statement that was signed in a workspace, taken into the store as its plan says.
#pragma once

#include "workflow/recordstatement.h"
#include "workflow/syncside.h"

namespace countersign::workflow {

struct Received {
    sync::PlannedStatement planned; // what became of it: may be a dispute where recording was planned
    ledger::Receipt receipt;
};

// Inside UnitOfWork::write of the store. Its blobs come from the other side.
core::Result<Received> receiveStatement(const Ports &ports, WorkspaceSide &side, const MadeThere &made, const sync::PlannedStatement &planned);

// Inside UnitOfWork::write: the decision `id` of `signer` does not agree with what there is, and the case waits for a third person, unless its
// state says otherwise.
core::Result<void> bringBeforeThird(const Ports &ports, const core::StoreId &store, const ledger::CaseRef &ref, core::CaseState state, const QString &cause,
                                    const core::StatementId &id, const core::PersonId &signer);

// A workspace of which a copy has been at work: the subject of the finding that suspends it.
QString suspendedSubject(const QByteArray &device);

} // namespace countersign::workflow
