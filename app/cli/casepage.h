// A case with its decisions in words, for `show`, `decisions` and the demo.
#pragma once

#include "exchange/jsonwriter.h"
#include "workflow/openworkspace.h"
#include "workflow/readings.h"

namespace countersign::app {

struct CasePage {
    workflow::CaseOnDesk desk;
    bool suggestionHidden = false;             // a first answer is asked for, and `reader` has not given it
    QList<workflow::DecisionPage> decisions;   // in the order of the log
    bool offline = false;                      // read in a workspace
    std::optional<workflow::MadeDecision> here; // the last decision made there
};

// Everything of the case that a reader without sign-in may see; `reader`: who they say they are, or empty. NoSuchCase.
core::Result<CasePage> casePage(const workflow::Ports &ports, const core::CaseId &id, const core::PersonId &reader = {});

// The page as text to be read; `colour`: with the terminal's marks for changes.
QString caseAsText(const CasePage &page, bool colour);

// The decision's members (see jsonrows.h), and in words what stands behind its digests.
void writeDecision(exchange::JsonWriter &out, const workflow::DecisionPage &decision);

} // namespace countersign::app
