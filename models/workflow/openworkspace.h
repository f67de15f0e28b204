// A workspace as the verbs see it: the ports of one connection, which are an ordinary store's, and what only a workspace can do.
#pragma once

#include "sync/session.h"
#include "workflow/actingperson.h"

namespace countersign::workflow {

// References stay valid as long as the store they came from; one thread.
struct OpenWorkspace {
    Ports ports;               // offline
    sync::WorkspaceDesk &desk;
};

inline constexpr int mostCheckedOut = 200;
inline constexpr int longestCheckoutHours = 72;

// A decision that was signed in a workspace.
struct MadeDecision {
    core::StatementId id;
    core::CaseId caseId;
    core::Verdict verdict = core::Verdict::Approve;
    QDateTime claimed;
    std::optional<sync::SentStatement> sent; // nothing: made here, and nowhere else
    bool operator==(const MadeDecision &) const = default;
};

// How a workspace stands.
struct WorkspaceStatus {
    sync::WorkspaceLabel label;
    sync::WorkspaceSession session;
    bool expired = false;
    qsizetype left = 0;        // cases not decided here
    qsizetype made = 0;        // statements that have not left
    qsizetype sent = 0;        // sent, not answered
    qsizetype acknowledged = 0;
    qsizetype included = 0;
    qsizetype disputed = 0;    // of those that were answered
    qsizetype setAside = 0;
    QList<MadeDecision> decisions; // in the order in which they were signed
    QDateTime unsentSince;     // when the oldest one that has not been acknowledged was signed
    qsizetype decided() const { return made + sent + acknowledged + included; }
};
core::Result<WorkspaceStatus> workspaceStatus(const OpenWorkspace &workspace);

// The person whose workspace it is, with the key that has opened it. PersonDisabled; NotAllowed (detail: workspace-expired) once its time is
// over, or NotAllowed (detail: workspace-closed; where: why) once the store has said that it sets aside what comes of it: then it can be sent
// and returned, and nothing more is signed in it; NotAllowed (detail: workspace-unfinished) before all was copied.
core::Result<ActingPerson> actInWorkspace(const OpenWorkspace &workspace, std::shared_ptr<const ledger::UnlockedKey> key, ledger::Secret pinVerifier,
                                          const QString &keyringFolder);

} // namespace countersign::workflow
