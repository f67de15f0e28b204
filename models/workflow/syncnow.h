// Bringing a workspace's statements to the store: a plan first, then the acts. Exactly once, whatever cuts it off.
#pragma once

#include "sync/reconcile.h"
#include "workflow/openworkspace.h"

#include <stop_token>

namespace countersign::workflow {

// Changes nothing. NotAStore (detail: another-store) where the workspace belongs to another store.
core::Result<sync::SyncPlan> planSync(const Ports &ports, const OpenWorkspace &workspace);

struct SyncReport {
    sync::SyncPlan plan;        // what became of everything
    qsizetype included = 0;     // of all statements of the workspace: proven to be in the log
    qsizetype statements = 0;
    bool allIncluded() const { return included == statements; }
};
// Called before the first act, and after each piece of it with what is done.
using ShowSync = std::function<void(const sync::SyncPlan &plan, qsizetype done)>;

// Cancelled between two pieces: what was sent stays, and the next time goes on. `keyringFolder`: the log is held against what was seen of it.
core::Result<SyncReport> syncNow(const Ports &ports, const OpenWorkspace &workspace, const QString &keyringFolder, const ShowSync &show,
                                 std::stop_token stop);

// After syncNow: claims that are still this check-out's are given back, drafts go to the store. NotAllowed (detail: not-sent) while a statement
// is not included. The caller destroys the key and the file.
core::Result<void> giveBack(const Ports &ports, const OpenWorkspace &workspace);

} // namespace countersign::workflow
