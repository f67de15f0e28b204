// Inside the library only: a statement that was signed in a workspace, taken into the store as its plan says.
#pragma once

#include "sync/reconcile.h"
#include "workflow/openworkspace.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

// A statement of a workspace as it lies there, and where.
struct MadeThere {
    ledger::SignedNote note;
    ledger::Statement statement;
    QByteArray bytes;              // of the note
    sync::LocalStatement local;
};

struct Received {
    sync::PlannedStatement planned; // what became of it: may be a dispute where recording was planned
    ledger::Receipt receipt;
};

// Inside UnitOfWork::write of the store. Its blobs come from the workspace.
core::Result<Received> receiveStatement(const Ports &ports, const OpenWorkspace &workspace, const MadeThere &made, const sync::PlannedStatement &planned);

// A workspace of which a copy has been at work: the subject of the finding that suspends it.
QString suspendedSubject(const QByteArray &device);

} // namespace countersign::workflow
