// Every command of the program in a list that is filtered as one types, with its key; Ctrl+K.
#pragma once

#include "core/reviewer.h"

class QWidget;

namespace countersign::ui {

class Chooser;

// Over a window. `place`: how the ids of the commands of the page in sight begin ("desk."). Commands that cannot be used here and now
// stand at the end, faint.
Chooser *openPalette(QWidget *window, const core::Person &person, const QString &place);

} // namespace countersign::ui
