// The part of a difference that an edit makes worth solving again: from a stretch of unchanged text to the next.
// Not thread-safe.
#pragma once

#include "diff/engine/finish.h"
#include "diff/engine/typedatoms.h"

namespace countersign::diff {

struct Region {
    qsizetype first = 0; // hunks [first, last) are inside
    qsizetype last = 0;
    qsizetype firstTouched = 0; // hunks [firstTouched, lastTouched) are those that the edit touched
    qsizetype lastTouched = 0;
    int a0 = 0; // atoms [a0, a1) of a against [b0, b1) of b; the atoms around are matched
    int a1 = 0;
    int b0 = 0;
    int b1 = 0;
};

// Finds the region of an edit of b. Hunks are in order, without moves; those from `last` on already stand where they are after it.
class RegionFinder {
public:
    RegionFinder(const Atoms &a, const TypedAtoms &b, qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks);

    // [first, last): the hunks that the edit touches; [start, end): the text of the edit and of these hunks in the new b.
    Region find(qsizetype first, qsizetype last, qsizetype start, qsizetype end);

private:
    // A stretch of unchanged text, and the matched atoms that lie in it whole.
    struct Stretch {
        Range a;
        Range b;
        int a0 = 0;
        int b0 = 0;
        int count = 0;
        bool isTextEnd = false; // no hunk behind it
    };
    Stretch stretch(Range a, Range b) const;
    Stretch before(qsizetype hunk, qsizetype endB) const;
    Stretch behind(qsizetype hunk, qsizetype startB) const;
    bool isSafe(const Stretch &stretch) const;
    int indexInA(qsizetype position) const;
    bool tooLarge() const;
    void takeLeft(const Stretch &stretch);
    void takeRight(const Stretch &stretch);

    const Atoms &m_a;
    const TypedAtoms &m_b;
    qsizetype m_lengthA;
    qsizetype m_lengthB;
    const QList<Hunk> &m_hunks;
    Region m_region;
};

} // namespace countersign::diff
