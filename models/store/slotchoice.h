// Which slot of a case a person may take: the rules of model.md as a pure function.
#pragma once

#include "core/caserepository.h"

namespace countersign::store {

// A slot as far as taking it matters.
struct Seat {
    int slot = 1;
    core::Stage stage = core::Stage::Review;
    qint64 fence = 0;
    core::PersonId holder;     // of the last claim, or empty
    QDateTime expires;
    core::PersonId decidedBy;  // or empty
    QDateTime since;           // of the last claim
    bool operator==(const Seat &) const = default;
};

struct SeatQuestion {
    core::CaseId caseId;
    core::TeamId team;
    core::CaseState state = core::CaseState::Open;
    core::PersonId submitter;  // or empty
    QList<Seat> seats;
    QDateTime now;
    bool hasDecided = false;   // a decision of the person's was taken in as a dispute: they are no third person
};

// The seat to take, or the person's own that still runs. MoveNotAllowed (detail: the state), OwnSubmission, NotAllowed (detail: the
// role), SecondSlot, ClaimHeld (detail: until when).
core::Result<Seat> chooseSeat(const SeatQuestion &question, const core::Person &person);

} // namespace countersign::store
