// Where two neighbouring parts changed places, the cheapest alignment keeps the longer one and shows the other as taken out and put in,
// even if that one was edited on the way. Keeping it, and moving the part that is the same, is shorter to read.
// Pure; any thread.
#pragma once

#include "diff/hunks.h"

namespace countersign::diff {

// The hunks (in order, without moves) with such places turned round; findMoves then finds the part that moved.
QList<Hunk> withSwaps(QStringView a, QStringView b, const QList<Hunk> &hunks);

} // namespace countersign::diff
