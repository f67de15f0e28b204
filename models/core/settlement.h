// What a signed verdict does to its case: a pure rule, the same for every engine (model.md, table of moves).
#pragma once

#include "core/caserepository.h"

namespace countersign::core {

struct Settlement {
    CaseState state = CaseState::Open; // the case's state afterwards
    bool release = false;              // the outcome becomes visible downstream in the same transaction
    bool recall = false;               // the release that stands is taken back first
    bool opensResolution = false;      // a slot of stage resolution is added for a third person
    bool operator==(const Settlement &) const = default;
};

// One verdict with what it stands behind, as far as settling needs it.
struct SignedVerdict {
    Verdict verdict = Verdict::Approve;
    QByteArray outcome; // the outcome's bytes; empty for reject and escalate
    bool operator==(const SignedVerdict &) const = default;
};

// Both reject, or both stand behind the same outcome, byte for byte; escalations are not asked about.
bool agree(const SignedVerdict &a, const SignedVerdict &b);

// `state`: before; `stage`: of the slot being signed; `mine`: the verdict being signed; `others`: the verdicts that stand in the
// other review slots, nothing for a slot not signed yet; `supersedes`: whether it corrects an earlier decision of this slot.
// Fails with MoveNotAllowed when the table has no such move; with PolicyUnmet when one of two who agreed would correct what both signed:
// a supervisor recalls it, and both decide anew.
Result<Settlement> settle(CaseState state, Stage stage, const SignedVerdict &mine, const QList<std::optional<SignedVerdict>> &others,
                          const CaseRoute &route, bool supersedes);

} // namespace countersign::core
