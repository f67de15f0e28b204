// How a workspace, a plan of its sync and a check-out are said and printed.
#pragma once

#include "app/cli/call.h"
#include "workflow/checkouts.h"
#include "workflow/letters.h"

namespace countersign::app {

// How it stands, and how far each statement has come.
void printStatus(Call &call, const workflow::WorkspaceStatus &status, const QString &path);

// Of each case that was decided in a workspace the last decision; of a store nothing.
using DecidedHere = QHash<core::CaseId, workflow::MadeDecision>;
core::Result<DecidedHere> decidedHere(workflow::OpenStore &store);

// One line a statement and a changed case; behind them the sum, where it was carried out.
void printPlan(Call &call, const sync::SyncPlan &plan, const workflow::SyncReport *carriedOut);

// What came and went by letter.
QByteArray postedJson(const workflow::Posted &posted);
void sayPosted(Call &call, const workflow::Posted &posted);

QByteArray checkoutJson(const workflow::CheckoutView &view);
QByteArray copiedJson(const workflow::CopiedWorkspace &copied);

} // namespace countersign::app
