// A case with its decisions in words, for `show`, `decisions` and the demo.
#pragma once

#include "exchange/jsonwriter.h"
#include "workflow/opencase.h"

namespace countersign::app {

// A decision with the words that stand behind its digests.
struct DecisionWords {
    core::DecisionRow row;
    std::optional<QString> rationale;          // absent: none, or redacted
    std::optional<core::Content> outcome;      // absent: none, or redacted
};

struct CasePage {
    workflow::CaseOnDesk desk;
    bool suggestionHidden = false;             // a first answer is asked for, and `reader` has not given it
    QList<DecisionWords> decisions;            // in the order of the log
};

// Everything of the case that a reader without sign-in may see; `reader`: who they say they are, or empty. NoSuchCase.
core::Result<CasePage> casePage(const workflow::Ports &ports, const core::CaseId &id, const core::PersonId &reader = {});

// `form` is that of the case's suggestion, which its outcomes share.
core::Result<DecisionWords> decisionWords(const workflow::Ports &ports, const core::DecisionRow &row, core::Content::Form form);

// The page as text to be read; `colour`: with the terminal's marks for changes.
QString caseAsText(const CasePage &page, bool colour);

// The decision's members (see jsonrows.h), "rationale" and "outcome" in words.
void writeDecision(exchange::JsonWriter &out, const DecisionWords &decision);

} // namespace countersign::app
