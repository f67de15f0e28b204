// Turns matched runs into hunks a person can read: blanks at the edges left out, edges slid to line, sentence and word borders,
// kinds named, line ends folded. Pure functions; any thread.
#pragma once

#include "diff/engine/box.h"

namespace countersign::diff {

// One of the two texts as the finish needs it.
struct Side {
    QStringView text;
    const Atoms &atoms;
};

// The hunks outside the box that its hunks must not touch; null where the text ends.
struct Limits {
    const Hunk *before = nullptr;
    const Hunk *behind = nullptr;
};

// The hunks between the runs of the box, in order, without ids and not yet described. Hunks in the boxes `coarse` (in order) are coarse.
QList<Hunk> makeHunks(const Side &a, const Side &b, const Vocabulary &words, const Box &box, const Runs &runs, const std::vector<Box> &coarse,
                      const Limits &limits = {});

// The first atom of a hunk and the one behind its last, on both sides.
struct HunkAtoms {
    size_t a0 = 0;
    size_t a1 = 0;
    size_t b0 = 0;
    size_t b1 = 0;
};

// Moves an insertion or deletion along equal text to the best border. Hunks `before` and `behind` (null at the ends) stay apart from it.
void slide(const Side &a, const Side &b, Hunk &hunk, const HunkAtoms &near, const Hunk *before, const Hunk *behind);

// Names the kind of a hunk from its texts and what follows them.
Kind classify(QStringView a, QStringView b, const Hunk &hunk);

// Hunks that are one change to the reader (the same two spellings of a line end, a normal form) have the same fold; 0: by itself.
quint32 foldOf(QStringView a, QStringView b, const Hunk &hunk);

// Names and marks what is in a hunk: kind, fold and, if wanted, inner marks. A Move stays as it is.
void describe(QStringView a, QStringView b, Hunk &hunk, bool inner);

// The op that the ranges make.
Op opOf(const Range &a, const Range &b);

} // namespace countersign::diff
