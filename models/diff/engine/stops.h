// Where a sentence was taken from behind an edited one, the cheapest alignment gives the full stop of the first to the second: "daily.\nNo
// allergies|." became "with meals|.". Giving it back leaves a sentence that is whole, and can be found where it was moved to.
// Pure; any thread.
#pragma once

#include "diff/hunks.h"

namespace countersign::diff {

// The hunks (in order, without moves) with full stops given back, wherever findMoves then finds the sentence and less is to be read.
QList<Hunk> withStopsGivenBack(QStringView a, QStringView b, const QList<Hunk> &hunks);

} // namespace countersign::diff
