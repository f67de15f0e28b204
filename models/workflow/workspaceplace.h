// PORT: where the workspace of this installation lies: making it, opening it, and the store it came from. Implemented by app. Any thread; what
// it opens is used and closed in the thread that opened it.
#pragma once

#include "workflow/openworkspace.h"

namespace countersign::workflow {

// One connection to an open workspace.
class WorkspaceConnection : public OpenStore {
public:
    virtual OpenWorkspace workspace() = 0;
};

class WorkspacePlace {
public:
    virtual ~WorkspacePlace() = default;

    virtual QString path() const = 0;
    virtual bool isThere() const = 0;
    virtual bool isBegun() const = 0; // a check-out that was cut off

    // By the key of whose it is, or of who was let in. NotAllowed (detail: workspace-person, workspace-key), StoreDamaged, HistoryRewritten,
    // StoreBusy (open elsewhere), StoreNewer.
    virtual core::Result<std::unique_ptr<WorkspaceConnection>> open(const ActingPerson &acting) = 0;
    // The store it was checked out of, where that can be reached. Every failure of opening a store; HistoryRewritten. `closing` as of StoreDoor.
    virtual core::Result<std::unique_ptr<OpenStore>> openStore(const OpenWorkspace &workspace, const std::stop_token &closing) = 0;

    // An empty one, not yet under its name, in place of what is left of an earlier one.
    virtual core::Result<std::unique_ptr<WorkspaceConnection>> begin(const ActingPerson &acting) = 0;
    virtual core::Result<std::unique_ptr<WorkspaceConnection>> openBegun(const ActingPerson &acting) = 0;
    // Nobody has it open. StoreExists.
    virtual core::Result<void> publish() = 0;
    virtual void discardBegun() = 0;
    // Its key first: from then on every copy is noise.
    virtual core::Result<void> destroy() = 0;

    // ---- working in it
    // Who wants in; nobody: who was in has left, and their key is forgotten.
    virtual void offer(const core::PersonId &person, const SharedSecret &secret) = 0;
    // The connection of a lane. WrongSecret, NotSignedIn, and the failures of open.
    virtual core::Result<std::unique_ptr<OpenStore>> enter() = 0;
    // Who was let in; every failure of actInWorkspace.
    virtual core::Result<ActingPerson> actingInside() = 0;
};

} // namespace countersign::workflow
