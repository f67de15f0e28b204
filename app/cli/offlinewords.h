// How a workspace, a plan of its sync and a check-out are said and printed.
#pragma once

#include "app/cli/call.h"
#include "workflow/checkouts.h"
#include "workflow/syncnow.h"

namespace countersign::app {

QString casesWords(qsizetype count); // "1 case", "12 cases"
QString sizeWords(quint64 bytes); // "3.4 MB"

// "offline: 37 of 50 left, 13 decided, nothing sent since 08:12"
QString statusWords(const workflow::WorkspaceStatus &status);
QByteArray statusJson(const workflow::WorkspaceStatus &status, const QString &path);

// "13 to send (20 kB), 1 of them disputed"
QString planWords(const sync::SyncPlan &plan);
// One line a statement and a changed case; behind them the sum, where it was carried out.
void printPlan(Call &call, const sync::SyncPlan &plan, const workflow::SyncReport *carriedOut);

QByteArray checkoutJson(const workflow::CheckoutView &view);

} // namespace countersign::app
