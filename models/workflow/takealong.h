// An offline session from the window or the terminal: taking cases along into this installation's workspace, syncing it, giving it back.
#pragma once

#include "workflow/checkout.h"
#include "workflow/syncnow.h"
#include "workflow/workspaceplace.h"

namespace countersign::workflow {

// Goes on with a check-out that was cut off. Nothing where there is none, or where the store never heard of it: then what is left of it is gone.
// While the store cannot be asked, its failure.
core::Result<std::optional<CheckoutReport>> finishCheckout(const Ports &ports, const ActingPerson &acting, WorkspacePlace &place, const ShowCheckout &show,
                                                           std::stop_token stop);
// Claims, copies, and gives the workspace its name. StoreExists (detail: workspace). Cancelled: goes on with finishCheckout.
core::Result<CheckoutReport> takeAlong(const Ports &ports, const ActingPerson &acting, WorkspacePlace &place,
                                       const ChosenCases &chosen, const QString &origin, const ShowCheckout &show, std::stop_token stop);

// The workspace and its store are opened for it: every failure of that.
struct WorkspaceLook {
    WorkspaceStatus status;
    std::optional<sync::SyncPlan> plan;   // where the store can be reached
    std::optional<core::Error> away;      // else why not
};
core::Result<WorkspaceLook> lookAtWorkspace(const ActingPerson &acting, WorkspacePlace &place, std::stop_token stop);
// Cancelled, at once, when it is stopped.
core::Result<SyncReport> syncNow(const ActingPerson &acting, WorkspacePlace &place, const ShowSync &show, std::stop_token stop);
// The same, and what was not decided is given back. The caller destroys the workspace when nobody has it open.
core::Result<SyncReport> syncAndGiveBack(const ActingPerson &acting, WorkspacePlace &place, const ShowSync &show, std::stop_token stop);

} // namespace countersign::workflow
