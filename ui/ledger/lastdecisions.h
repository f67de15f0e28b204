// The last ten decisions of the person at the desk, to look one up again. A signed decision is corrected by a new, linked one only.
#pragma once

#include "workflow/session.h"

#include <QWidget>

namespace countersign::ui {

inline constexpr qsizetype lastDecisionsListed = 10;

// Opens the list over the window; `open` is called with the decision chosen.
void showLastDecisions(QWidget *window, workflow::Session &session, std::function<void(const core::StatementId &)> open);

} // namespace countersign::ui
