// Both texts side by side in reading order, cut at the hunks: what every function that applies, undoes or draws a difference walks along.
#pragma once

#include "diff/hunks.h"

#include <vector>

namespace countersign::diff {

struct Piece {
    enum class Kind : quint8 {
        Kept,  // the same text in a and b
        OnlyA, // deleted or moved away; b is the empty place
        OnlyB, // inserted or moved here; a is the empty place
        Both,  // replaced
    };
    Kind kind = Kind::Kept;
    Range a;
    Range b;
    qsizetype hunk = -1;
};

// The pieces of the whole texts; nothing when the ranges of the hunks do not fit the lengths or each other.
std::optional<std::vector<Piece>> layOut(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks);

// Whether some hunk is a Move: only then are a ranges out of order.
bool hasMoves(const QList<Hunk> &hunks);

} // namespace countersign::diff
