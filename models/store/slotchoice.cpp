#include "store/slotchoice.h"

#include "core/clock.h"

#include <algorithm>

namespace countersign::store {

using core::CaseState;
using core::ErrorKind;
using core::fail;
using core::Person;
using core::Result;
using core::Role;

namespace {

bool isResolution(const Seat &seat)
{
    return seat.stage == core::Stage::Resolution;
}

bool runs(const Seat &seat, const QDateTime &now)
{
    return !seat.holder.isEmpty() && seat.expires > now;
}

// The role that is missing, or nothing.
std::optional<Role> missingRole(const SeatQuestion &question, const Person &person)
{
    const bool reviews = person.has(Role::Reviewer, question.team);
    const bool supervises = person.has(Role::Supervisor, question.team);
    if (question.state == CaseState::Escalated)
        return supervises ? std::nullopt : std::optional(Role::Supervisor);
    if (question.state == CaseState::Disputed)
        return reviews || supervises ? std::nullopt : std::optional(Role::Reviewer);
    return reviews ? std::nullopt : std::optional(Role::Reviewer);
}

} // namespace

Result<Seat> chooseSeat(const SeatQuestion &question, const Person &person)
{
    const QString &where = question.caseId.value;
    if (!core::awaitsDecision(question.state))
        return fail(ErrorKind::MoveNotAllowed, where, core::stateName(question.state));
    if (const auto role = missingRole(question, person))
        return fail(ErrorKind::NotAllowed, where, core::roleName(*role));
    if (!question.submitter.isEmpty() && question.submitter == person.id)
        return fail(ErrorKind::OwnSubmission, where);
    const QList<Seat> &seats = question.seats;
    if (std::any_of(seats.begin(), seats.end(), [&](const Seat &seat) { return seat.decidedBy == person.id; }))
        return fail(ErrorKind::SecondSlot, where);
    const bool wantsResolution = question.state != CaseState::Open;
    if (wantsResolution && question.hasDecided)
        return fail(ErrorKind::SecondSlot, where);
    QDateTime until;
    const Seat *free = nullptr;
    for (const Seat &seat : seats) {
        if (isResolution(seat) != wantsResolution || !seat.decidedBy.isEmpty())
            continue;
        if (seat.holder == person.id && runs(seat, question.now))
            return seat;
        if (runs(seat, question.now))
            until = until.isValid() ? std::min(until, seat.expires) : seat.expires;
        else if (!free || seat.holder == person.id) // one's own lapsed seat first
            free = &seat;
    }
    if (free)
        return *free;
    if (until.isValid())
        return fail(ErrorKind::ClaimHeld, where, core::timeText(until));
    return fail(ErrorKind::MoveNotAllowed, where, core::stateName(question.state)); // nothing of it waits to be signed
}

} // namespace countersign::store
