#include "core/casestate.h"

#include <array>

namespace countersign::core {

namespace {

constexpr std::array<const char *, caseStateCount> stateNames{"open", "escalated", "disputed", "held",
                                                              "released", "closed", "withdrawn", "redacted"};
constexpr std::array<const char *, moveCount> moveNames{"decide", "disagree", "escalate", "resolve", "window-ends",
                                                        "supersede", "recall", "withdraw", "redact"};

bool isSigned(CaseState state)
{
    return state == CaseState::Held || state == CaseState::Released || state == CaseState::Closed;
}

} // namespace

QString stateName(CaseState state)
{
    return QString::fromLatin1(stateNames[size_t(state)]);
}

std::optional<CaseState> stateFromName(QStringView name)
{
    for (size_t i = 0; i < stateNames.size(); ++i)
        if (name == QLatin1String(stateNames[i]))
            return CaseState(i);
    return std::nullopt;
}

QString moveName(Move move)
{
    return QString::fromLatin1(moveNames[size_t(move)]);
}

bool allowed(CaseState from, Move move, CaseState to)
{
    switch (move) {
    case Move::Decide:
        return from == CaseState::Open && isSigned(to);
    case Move::Disagree:
        return (from == CaseState::Open || isSigned(from)) && to == CaseState::Disputed; // signed: what arrived after it did not agree
    case Move::Escalate:
        return from == CaseState::Open && to == CaseState::Escalated;
    case Move::Resolve:
        return (from == CaseState::Escalated || from == CaseState::Disputed) && isSigned(to);
    case Move::WindowEnds:
        return from == CaseState::Held && to == CaseState::Released;
    case Move::Supersede:
        return isSigned(from) && isSigned(to);
    case Move::Recall:
        return from == CaseState::Released && to == CaseState::Open;
    case Move::Withdraw:
        return from != CaseState::Redacted && from != CaseState::Withdrawn && to == CaseState::Withdrawn;
    case Move::Redact:
        return from != CaseState::Redacted && to == CaseState::Redacted;
    }
    return false;
}

QList<AllowedMove> allowedMoves()
{
    QList<AllowedMove> table;
    for (int from = 0; from < caseStateCount; ++from)
        for (int move = 0; move < moveCount; ++move)
            for (int to = 0; to < caseStateCount; ++to)
                if (allowed(CaseState(from), Move(move), CaseState(to)))
                    table.append({CaseState(from), Move(move), CaseState(to)});
    return table;
}

bool awaitsDecision(CaseState state)
{
    return state == CaseState::Open || state == CaseState::Escalated || state == CaseState::Disputed;
}

} // namespace countersign::core
