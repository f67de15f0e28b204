// What inside a replacement really differs: the words, and within a pair of much alike words the letters. Never inside a number.
// Pure; any thread.
#pragma once

#include "diff/hunks.h"

namespace countersign::diff {

// Marks for a Replace hunk, in order; none when nothing in it is alike, or it is too large to look into.
QList<Mark> innerMarks(QStringView a, QStringView b, const Hunk &hunk);

} // namespace countersign::diff
