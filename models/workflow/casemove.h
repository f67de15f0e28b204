// What recall, withdrawal and redaction have in common: a signed statement that takes a case to another state (model.md, table of moves).
#pragma once

#include "workflow/actingperson.h"

namespace countersign::workflow {

struct MoveRequest {
    core::CaseId caseId;
    QString rationale;                // trimmed; one of the two is needed
    QStringList reasons;              // codes, tokens
};

struct MoveReceipt {
    core::StatementId id;
    quint64 logIndex = 0;
    QString leafHash;                 // hex
    QDateTime arrived;
    core::CaseState state = core::CaseState::Open; // of the case afterwards
    std::optional<quint64> recalled;  // log index of the release that was taken back with it
    QString meaning;                  // the sentence that was signed
};

// The sentences that are signed, in English as the record keeps them.
QString recallMeaning();
QString withdrawalMeaning();
QString redactionMeaning();

// What this person may do with the case now: what a page offers. Carrying it out asks again.
struct PossibleMoves {
    bool recall = false;
    bool withdraw = false;
    bool redact = false;
    bool any() const { return recall || withdraw || redact; }
    bool operator==(const PossibleMoves &) const = default;
};
PossibleMoves possibleMoves(const core::Person &person, const core::StoredCase &stored);
// Whether they may sign a new decision in place of this one.
bool mayCorrect(const core::Person &person, const core::DecisionRow &decision, const core::StoredCase &stored);

} // namespace countersign::workflow
