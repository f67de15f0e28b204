// What became another between two versions of a case: for who decided on the earlier one, and for who settles it.
#pragma once

#include "ui/ledger/differencepieces.h"
#include "workflow/opencase.h"

namespace countersign::ui {

struct CaseChange {
    QString what;              // "Suggestion", "Evidence: Visit dialogue", …
    PageDifference difference; // of the texts; no pieces where `note` says it
    QString note;              // "new", "no longer there", "another file than before"; empty where the difference says it
};

// In the order of the screen: title, suggestion, action, evidence. Empty where nothing that is shown differs. Files that carry no SHA-256 of
// their own are read and compared. In a background lane.
core::Result<QList<CaseChange>> caseChanges(const workflow::Ports &ports, const core::CaseRecord &earlier, const core::CaseRecord &now);

} // namespace countersign::ui
