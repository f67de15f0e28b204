// Lines of what leaves the store for those who study it: signed decisions, and training examples made of them. JSON Lines, UTF-8, one line
// each with its LF; keys in this order, and new ones only behind them. resources/schemas/README.md says what each means.
#pragma once

#include "core/caserecord.h"
#include "core/casestate.h"
#include "core/decision.h"
#include "exchange/jsonwriter.h"

namespace countersign::exchange {

inline constexpr QLatin1StringView decisionsSchema{"countersign.decisions/1"};
inline constexpr QLatin1StringView trainingSchema{"countersign.training/1"};

// A signed decision: who decided what, and how it stands now.
// {"schema","id","seq","case","team","version","kind","slot","stage","verdict","reviewer","reviewerName","reasons","outcomeDigest",
//  "rationaleDigest","supersedes","meaning","claimedAt","arrived","tookMilliseconds","late","rationale","outcome","stands","flags",
//  "state","policy","rule","model","confidence"}
struct DecisionLine {
    core::DecisionRow row;
    QString rationale;                    // empty: none, or redacted
    std::optional<core::Content> outcome; // absent: none, or redacted
    QStringList flags;                    // what the store noted when it took it in
    core::CaseState state = core::CaseState::Open; // of the case, now
    int policyVersion = 1;
    QString rule;
    QString model;                        // that suggested it; empty: not said, or redacted
    QString modelVersion;
    QByteArray confidence;                // the literal
    bool operator==(const DecisionLine &) const = default;
};
QByteArray write(const DecisionLine &line);

// What the model saw, what it suggested, and what a person made of it. Nothing tells who the person was.
// {"schema","case","team","version","kind","evidence":[{"id","title","mediaType","text"|"file","sha256"?}],
//  "suggestion":{"text"|"fields","form"?,"model"?,"confidence"?},"verdict","reasons","outcome":{"text"|"fields"}|null,"decision","seq"}
struct TrainingLine {
    core::CaseRecord record;              // of it: id, team, version, kind, evidence and suggestion; citations are left behind
    core::Verdict verdict = core::Verdict::Approve;
    QStringList reasons;
    std::optional<core::Content> outcome; // absent: rejected
    core::StatementId decision;
    quint64 seq = 0;                      // log index of the decision
    bool operator==(const TrainingLine &) const = default;
};
QByteArray write(const TrainingLine &line);

// Members into an object that the caller has begun: those of a decision, "id" to "late"; "text" or "fields".
void writeMembers(JsonWriter &out, const core::DecisionRow &row);
void writeMembers(JsonWriter &out, const core::Content &content);
// An outcome as a value: a JSON string for a text, the fields as signed, on one line; null where there is none.
void writeValue(JsonWriter &out, const std::optional<core::Content> &content);

} // namespace countersign::exchange
