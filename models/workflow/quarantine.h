// Decisions that were set aside when they arrived from a workspace: in the record, moving nothing, until a supervisor accepts or voids each.
#pragma once

#include "workflow/actingperson.h"

namespace countersign::workflow {

enum class AsideState { Waiting, Accepted, Voided };

struct AsideDecision {
    core::DecisionRow row;
    AsideState state = AsideState::Waiting;
    core::PersonId judgedBy;
    QDateTime judged;
};
// Of teams in which the asker is a supervisor; others see their own. Newest first.
core::Result<QList<AsideDecision>> listAside(const Ports &ports, const core::Person &asker);

// Accepted: the case waits for a third person, who sees it beside what stands. Voided: it stays in the record, for nothing. NotAllowed (no
// supervisor of the team), OwnSubmission (their own decision), BadValue (detail: aside: no such decision, or judged already), RationaleMissing.
core::Result<AsideDecision> judgeAside(const Ports &ports, const ActingPerson &acting, const core::StatementId &decision, bool accept,
                                       const QString &rationale);

} // namespace countersign::workflow
