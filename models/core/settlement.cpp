#include "core/settlement.h"

#include <algorithm>

namespace countersign::core {

namespace {

bool approves(Verdict verdict)
{
    return verdict == Verdict::Approve || verdict == Verdict::Edit;
}

CaseState settledState(Verdict verdict, const CaseRoute &route)
{
    if (!approves(verdict))
        return CaseState::Closed;
    return route.windowSeconds > 0 ? CaseState::Held : CaseState::Released;
}

Result<Settlement> checked(CaseState from, Move move, Settlement settlement)
{
    if (!allowed(from, move, settlement.state))
        return fail(ErrorKind::MoveNotAllowed, {}, stateName(from));
    settlement.release = settlement.state == CaseState::Released;
    return settlement;
}

} // namespace

bool agree(const SignedVerdict &a, const SignedVerdict &b)
{
    return approves(a.verdict) == approves(b.verdict) && (!approves(a.verdict) || a.outcome == b.outcome);
}

Result<Settlement> settle(CaseState state, Stage stage, const SignedVerdict &mine, const QList<std::optional<SignedVerdict>> &others,
                          const CaseRoute &route, bool supersedes)
{
    const auto disagrees = [&](const std::optional<SignedVerdict> &other) { return other && !agree(*other, mine); };
    if (supersedes) {
        if (mine.verdict == Verdict::Escalate)
            return fail(ErrorKind::MoveNotAllowed, {}, stateName(state));
        if (std::any_of(others.begin(), others.end(), disagrees))
            return fail(ErrorKind::PolicyUnmet, {}, QStringLiteral("two-agree"));
        return checked(state, Move::Supersede, {settledState(mine.verdict, route), false, state == CaseState::Released, false});
    }
    if (stage == Stage::Resolution) {
        if (mine.verdict == Verdict::Escalate)
            return fail(ErrorKind::MoveNotAllowed, {}, stateName(state));
        return checked(state, Move::Resolve, {settledState(mine.verdict, route), false, false, false});
    }
    if (mine.verdict == Verdict::Escalate)
        return checked(state, Move::Escalate, {CaseState::Escalated, false, false, true});
    if (std::any_of(others.begin(), others.end(), [](const auto &other) { return !other; })) {
        if (state != CaseState::Open)
            return fail(ErrorKind::MoveNotAllowed, {}, stateName(state));
        return Settlement{CaseState::Open, false, false, false};
    }
    if (std::any_of(others.begin(), others.end(), disagrees))
        return checked(state, Move::Disagree, {CaseState::Disputed, false, false, true});
    return checked(state, Move::Decide, {settledState(mine.verdict, route), false, false, false});
}

} // namespace countersign::core
