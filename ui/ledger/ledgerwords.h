// How entries and decisions read in their columns.
#pragma once

#include "items/decisionmodel.h"
#include "items/ledgermodel.h"
#include "ui/parts/listtable.h"

namespace countersign::ui {

items::LedgerModel::Wording entryWording();
RowDelegate::Looks entryLooks();
items::DecisionModel::Wording decisionWording();
RowDelegate::Looks decisionLooks();
theme::Meaning inkOf(core::Verdict verdict);
theme::Meaning paneOf(core::Verdict verdict);

} // namespace countersign::ui
