// The heart: a signed verdict, its entry in the log, the case's new state and the release, in one transaction.
#pragma once

#include "ledger/contact.h"
#include "workflow/actingperson.h"
#include "workflow/opencase.h"

namespace countersign::workflow {

// The case as the reviewer has it on the desk.
struct SeenCase {
    QString digest;              // case digest
    core::Suggestion suggestion; // of the case with that digest
};

struct DecisionRequest {
    core::CaseId caseId;
    core::Verdict verdict = core::Verdict::Approve;
    std::optional<core::Content> outcome; // verdict edit: the corrected content. approve: must be empty, the suggestion is taken as received
    QString rationale;                    // needed for edit and reject; trimmed, empty is none
    QStringList reasons;                  // codes, tokens
    core::StatementId id;                 // made at the press of the button; empty: made here. The same id recorded already answers its receipt again
    core::StatementId supersedes;         // the decision this one corrects, or empty
    std::optional<qint64> fence;          // the claim it was made under; nothing: a free case is claimed first
    std::optional<int> version;           // of the case that was read; StaleVersion when it has another by now
    std::optional<ledger::Contact> contact; // what was looked at; nothing: it was made without a window
    std::optional<SeenCase> seen;         // StaleVersion when the store has another by now; nothing: what the store has is read here
};

struct DecisionReceipt {
    core::StatementId id;
    quint64 logIndex = 0;
    QString leafHash;                     // hex
    QDateTime arrived;
    core::CaseState state = core::CaseState::Open; // of the case afterwards
    bool released = false;
    bool late = false;
    QString meaning;
    bool offline = false;                 // in a workspace: its place in the log is still to come
};

// The sentence that is signed, in English as the record keeps it; `edited` content names text or fields.
QString meaningOf(core::Verdict verdict, core::Content::Form form);

// What is still missing before a verdict can be signed: nothing, or RationaleMissing, OutcomeMissing, OutcomeUnchanged.
std::optional<core::ErrorKind> missingFor(const DecisionRequest &request, const core::Content &suggestion);

// NoSuchCase, NotAllowed (no reviewer role), ClaimLost (held by somebody else, or the fence moved on), MoveNotAllowed, StaleVersion,
// SecondSlot, PolicyUnmet (two who agreed; the signing mode), RationaleMissing, OutcomeMissing, OutcomeUnchanged, PersonDisabled, BadValue
// (edited fields that do not fit the form; where: the pointer), and the store's own failures. Nothing is recorded then.
core::Result<DecisionReceipt> recordDecision(const Ports &ports, const ActingPerson &reviewer, const DecisionRequest &request);

} // namespace countersign::workflow
