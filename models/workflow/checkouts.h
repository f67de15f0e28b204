// Check-outs as the store's log has them: listing, recalling, giving back.
#pragma once

#include "sync/storedesk.h"
#include "workflow/openworkspace.h"

namespace countersign::workflow {

// What was said about a check-out and its workspace since.
struct CheckoutMarks {
    bool recalled = false;
    bool suspended = false;
};
core::Result<CheckoutMarks> marksOf(const Ports &ports, const core::StatementId &checkout, const QByteArray &device);

using CheckoutView = sync::KnownCheckout;
// Of one's own teams, the newest first: a supervisor sees all, others their own.
core::Result<QList<CheckoutView>> listCheckouts(const Ports &ports, const core::Person &asker);

// A workspace of which a copy was used: what comes of either is set aside.
struct CopiedWorkspace {
    QByteArray device;
    core::PersonId actor;      // whose it is
    QString actorName;
    QDateTime since;
};
// The oldest first: a supervisor sees those of their teams, others their own.
core::Result<QList<CopiedWorkspace>> copiedWorkspaces(const Ports &ports, const core::Person &asker);

// Of everybody, the oldest first: neither over nor recalled, with cases that are still held under it.
core::Result<QList<CheckoutView>> openCheckouts(const Ports &ports);

// By a supervisor: its claims are free again, and what comes of it later is quarantined. NotAllowed, BadValue (no such check-out, or recalled),
// RationaleMissing.
core::Result<CheckoutView> recallCheckout(const Ports &ports, const ActingPerson &acting, const core::StatementId &checkout,
                                          const QString &rationale);

// Inside the library: a case that cannot be decided in the workspace any more leaves it, its draft goes to the store. False: it had left before.
core::Result<bool> dropCase(const Ports &ports, const OpenWorkspace &workspace, const sync::ChangedCase &changed);

} // namespace countersign::workflow
