// What a check-out, a sync of what was decided, and a sync with nothing to do ask of SQLite, beside so many cases.
#pragma once

#include "app/workspaces.h"
#include "support/countedsqlite.h"
#include "support/ward.h"
#include "workflow/checkout.h"
#include "workflow/syncnow.h"

namespace countersign::testsupport {

constexpr int casesTaken = 20;

struct AwayCounts {
    CountedSqlite::Count checkout, sync, idle;
};

// The second trip is counted: what the log grew by before it is looked through once.
inline AwayCounts countsBeside(int cases)
{
    Ward ward;
    ward.importTexts(cases);
    const workflow::ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    AwayCounts counts;
    for (int trip = 0; trip < 2; ++trip) {
        const auto workspace = app::makeWorkspace(ward.folder() + QStringLiteral("/trip%1").arg(trip), ben.signer.store, *ben.key, ward.keyring(), ward.clock());
        if (!workspace)
            qFatal("workspace: %s", qPrintable(workspace.error().detail));
        const workflow::OpenWorkspace open = (*workspace)->workspace();
        const auto count = [&](CountedSqlite::Count &into, const std::function<bool()> &work) {
            const CountedSqlite::Count before = CountedSqlite::now();
            if (!work())
                qFatal("trip %d failed", trip);
            into = CountedSqlite::now() - before;
        };
        workflow::CheckoutRequest request;
        request.next = casesTaken;
        QList<core::StoredCase> chosen;
        count(counts.checkout, [&] {
            return workflow::chooseCases(ward.ports(), ben.person, request).and_then([&](const workflow::ChosenCases &some) {
                chosen = some.cases;
                return workflow::checkOut(ward.ports(), ben, some, open, ward.storePath(), [](const workflow::CheckoutProgress &) {}, {});
            }).has_value();
        });
        const auto acting = workflow::actInWorkspace(open, ben.key, {}, ward.keyring().folder);
        for (const core::StoredCase &one : std::as_const(chosen)) {
            workflow::DecisionRequest decision;
            decision.caseId = one.row.id;
            decision.verdict = core::Verdict::Approve;
            if (!acting || !workflow::recordDecision(open.ports, *acting, decision))
                qFatal("not decided");
        }
        const auto sync = [&] {
            const auto done = workflow::syncNow(ward.ports(), open, ward.keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {});
            return done && done->allIncluded();
        };
        count(counts.sync, sync);
        count(counts.idle, sync);
    }
    return counts;
}

} // namespace countersign::testsupport
