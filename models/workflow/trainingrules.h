// What may leave as training data: the one place that says so. Pure; any thread.
#pragma once

#include "core/casestate.h"
#include "core/decision.h"

namespace countersign::workflow {

// Why a decision does not.
enum class KeptBack {
    Sentinel,         // a case with a known right answer; never told, not even how many
    Invalid,          // the signature, who may sign, or the content it binds itself to does not check out
    Redacted,         // of the case; as the next ones
    Withdrawn,
    Disputed,         // two do not agree, and no third person has settled it yet
    SetAside,         // arrived from a key or check-out that was taken back
    Overruled,        // a third person settled the case, with this or another decision in the place of it
    Replaced,         // corrected by a newer one, or its release was recalled
    Escalated,        // says nothing of the suggestion
    NotSettled,       // held, or another reviewer's is still to come
    EarlierVersion,   // the suggestion was another one since
    SameOutcome,      // two agreed: the later of them is in
    TextsGone,        // a text it needs is not there any more
};
QString keptBackName(KeptBack reason); // "redacted", "set-aside", …; empty for Sentinel

// A decision as it stands now, and what is known of its case.
struct JudgedDecision {
    core::DecisionRow row;
    QList<core::DecisionFlag> flags;         // what the store noted when it took it in
    bool valid = false;                      // signed by who might sign, over the case as it is kept
    bool textsThere = false;                 // the received line and, where it has one, the outcome
    core::CaseState state = core::CaseState::Open;
    int caseVersion = 1;                     // the newest
    bool sentinel = false;
    QList<core::DecisionRow> ofCase;         // every decision about the case, this one too
};

// Nothing: it leaves. Each case leaves once at most: with what settled it.
std::optional<KeptBack> whyKeptBack(const JudgedDecision &decision);

} // namespace countersign::workflow
