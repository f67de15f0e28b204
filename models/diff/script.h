// The hunks as other programs are told them. Pure functions; any thread.
#pragma once

#include "diff/hunks.h"

namespace countersign::diff {

// The same difference with every move cut at what was edited inside it, so that its text in b is its text in a, letter for letter; the edits
// stand beside the parts as deletions and insertions. Whoever takes all a ranges out of a, puts the text of each move where its b range is
// and b's own text into the other b ranges, has b. Hunks that were cut have no ids and no inner marks.
QList<Hunk> script(QStringView a, QStringView b, const QList<Hunk> &hunks);

} // namespace countersign::diff
