// The states of a case and the one table of moves between them (model.md). Its twin in SQL is tested against this one.
#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace countersign::core {

enum class CaseState { Open, Escalated, Disputed, Held, Released, Closed, Withdrawn, Redacted };
inline constexpr int caseStateCount = 8;

QString stateName(CaseState state); // "open", "escalated", …
std::optional<CaseState> stateFromName(QStringView name);

// What can happen to a case once it is in the store.
enum class Move {
    Decide,     // the last needed decision of a review
    Disagree,   // two slots that do not agree
    Escalate,   // verdict escalate
    Resolve,    // an escalation decided by a supervisor, a dispute by a third person
    WindowEnds, // the release window of a held case has run out
    Supersede,  // a corrected decision by the person whose decision it replaces
    Recall,     // a supervisor takes back a release
    Withdraw,   // by submitter or supervisor
    Redact,     // by compliance
};
inline constexpr int moveCount = 9;

QString moveName(Move move);

// Whether the table allows `move` to take a case from one state to another.
bool allowed(CaseState from, Move move, CaseState to);

// The whole table, for the tests that compare it with SQL and for documentation.
struct AllowedMove {
    CaseState from;
    Move move;
    CaseState to;
    bool operator==(const AllowedMove &) const = default;
};
QList<AllowedMove> allowedMoves();

// Whether a person can still be asked to decide a case in this state (open, escalated, disputed).
bool awaitsDecision(CaseState state);

} // namespace countersign::core
