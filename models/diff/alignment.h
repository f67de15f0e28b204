// A difference laid out for drawing: one line of segments for the inline view, pairs of lines for the side-by-side view.
// Pure functions over values; any thread. Hunk numbers are indexes into the list given, -1 where nothing changed.
#pragma once

#include "diff/hunks.h"

namespace countersign::diff {

// One piece of the inline view, in reading order: what was deleted stands before what replaced it.
struct Segment {
    enum class Kind : quint8 {
        Equal,    // both ranges, same text (letter for letter)
        Deleted,  // range in a; b is the empty place where it stood
        Inserted, // range in b; a is the empty place where it would stand
        MovedOut, // as Deleted; the same text is MovedIn elsewhere
        MovedIn,  // as Inserted
    };
    Kind kind = Kind::Equal;
    Range a;
    Range b;
    qsizetype hunk = -1;
    bool inner = false; // lies in an inner mark of its hunk: draw stronger
    bool operator==(const Segment &) const = default;
};

// The whole of both texts, in order. Neighbouring segments of one kind and hunk differ only in `inner`.
QList<Segment> segments(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks);
// Only what touches range b, for drawing a page of a long text: work grows with the range, not with the text.
QList<Segment> segments(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks, Range b);

// A marked stretch of one line.
struct Span {
    Range range;
    qsizetype hunk = -1;
    bool moved = false;
    bool inner = false;
    bool operator==(const Span &) const = default;
};

// One row of the side-by-side view: a line of a beside its line of b. Ranges leave the line end out.
struct Row {
    enum class Kind : quint8 { Same, Changed, OnlyA, OnlyB };
    Kind kind = Kind::Same;
    qsizetype lineA = -1; // 0-based; -1: nothing on this side
    qsizetype lineB = -1;
    Range a;
    Range b;
    QList<Span> spansA;
    QList<Span> spansB;
    bool operator==(const Row &) const = default;
};

// Every line of either text once, in order; lines that share unchanged text or one replaced stretch stand side by side.
QList<Row> rows(QStringView a, QStringView b, const QList<Hunk> &hunks);

} // namespace countersign::diff
