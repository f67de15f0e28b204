// How a workspace, a plan of its sync and a check-out are said and printed.
#pragma once

#include "app/cli/call.h"
#include "workflow/checkouts.h"
#include "workflow/letters.h"

namespace countersign::app {

QByteArray statusJson(const workflow::WorkspaceStatus &status, const QString &path);

// One line a statement and a changed case; behind them the sum, where it was carried out.
void printPlan(Call &call, const sync::SyncPlan &plan, const workflow::SyncReport *carriedOut);

// What came and went by letter.
QByteArray postedJson(const workflow::Posted &posted);
void sayPosted(Call &call, const workflow::Posted &posted);

QByteArray checkoutJson(const workflow::CheckoutView &view);

} // namespace countersign::app
