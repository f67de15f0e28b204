// Taking and giving back cases.
#pragma once

#include "workflow/actingperson.h"

namespace countersign::workflow {

inline constexpr int claimMinutes = 10;

// Every failure of CaseRepository::claimCase; SecondSlot with the case's state as detail.
core::Result<core::Claim> claimCase(const Ports &ports, const core::Person &person, const core::CaseId &id, int minutes = claimMinutes);
// NothingToClaim when no case waits for this person.
core::Result<core::Claim> claimNextCase(const Ports &ports, const core::Person &person, const QString &kind = {}, int minutes = claimMinutes);
core::Result<void> releaseClaim(const Ports &ports, const core::Person &person, const core::CaseId &id);
// The desk is empty again: given back, unless it was taken for longer than a desk takes it, or along into a workspace.
core::Result<void> leaveCase(const Ports &ports, const core::Person &person, const core::CaseId &id);
// An answer of one's own to a case that is claimed, before its suggestion is shown. False: there was one already, and that stays; nothing
// is kept of this one. RationaleMissing when empty.
core::Result<bool> giveFirstAnswer(const Ports &ports, const core::Claim &claim, const QString &answer);

} // namespace countersign::workflow
