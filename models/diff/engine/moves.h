// Sentences and lines that were taken out at one place and put in at another: a deletion and an insertion become one Move.
// Pure functions; any thread.
#pragma once

#include "diff/hunks.h"

namespace countersign::diff {

// The moves that the hunks (in order, without moves) hold; each lies in one hunk of a and in another of b. Work grows with the text
// inside the hunks.
QList<Hunk> findMoves(QStringView a, QStringView b, const QList<Hunk> &hunks);

// The hunks with the moves cut out of them. The first part that is left of a hunk keeps its id, others and the moves have none.
QList<Hunk> withMoves(QStringView a, QStringView b, const QList<Hunk> &hunks, const QList<Hunk> &moves, bool inner);

// What the hunks cost to read once their moves are shown as moves.
qint64 costWithMoves(QStringView a, QStringView b, const QList<Hunk> &hunks);

// Those of the moves that still lie inside the hunks.
QList<Hunk> stillMoved(const QList<Hunk> &hunks, const QList<Hunk> &moves);

// The same difference with every move as a deletion and an insertion, joined with the hunks they touch; in order.
QList<Hunk> withoutMoves(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks);

} // namespace countersign::diff
