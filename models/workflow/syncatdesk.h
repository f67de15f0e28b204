// Inside the library only: a sync with a store that decides by itself what becomes of each statement, asked in few questions.
#pragma once

#include "sync/storedesk.h"
#include "workflow/syncside.h"

namespace countersign::workflow {

core::Result<sync::SyncPlan> planAtDesk(const Ports &ports, const QList<MadeThere> &made, const sync::WorkspaceLabel &label,
                                        const sync::WorkspaceSession &session);
core::Result<SyncReport> syncAtDesk(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder, const ShowSync &show, std::stop_token stop);

} // namespace countersign::workflow
