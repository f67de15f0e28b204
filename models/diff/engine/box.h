// A part of the comparison: atoms [a0, a1) against [b0, b1). The atoms before it and behind it (or the ends of the texts) are matched.
#pragma once

#include "diff/engine/atoms.h"

namespace countersign::diff {

struct Box {
    int a0 = 0;
    int a1 = 0;
    int b0 = 0;
    int b1 = 0;

    int height() const { return a1 - a0; }
    int width() const { return b1 - b0; }
    bool isEmpty() const { return a0 == a1 || b0 == b1; }
};

// Matched atoms: a[i + k] with b[j + k] for all k < count.
struct Run {
    int a = 0;
    int b = 0;
    int count = 0;
    bool operator==(const Run &) const = default;
};
using Runs = std::vector<Run>;

// A hunk costs this and its characters.
constexpr int hunkCost = 10;
// A move costs this: its text is the same, and only looked over.
constexpr qint64 moveCost(qsizetype length) { return hunkCost + length / 4; }

// Blanks that a hunk between the matched atoms (a1, b1) and (a2, b2) need not show: shared at its left and right end.
struct SharedBlanks {
    quint32 left = 0;
    quint32 right = 0;
};
inline SharedBlanks sharedBlanks(const Atoms &a, const Atoms &b, const Vocabulary &words, Run before, Run after)
{
    const quint32 nextA = a[size_t(before.a + 1)].blank;
    const quint32 nextB = b[size_t(before.b + 1)].blank;
    SharedBlanks shared{words.sharedLeft(nextA, nextB), words.sharedRight(a[size_t(after.a)].blank, b[size_t(after.b)].blank)};
    // Where one side has no atom in between, its blanks can be shared once only.
    if (before.a + 1 == after.a)
        shared.right = std::min(shared.right, words.blankLength(nextA) - shared.left);
    if (before.b + 1 == after.b)
        shared.right = std::min(shared.right, words.blankLength(nextB) - shared.left);
    return shared;
}

// Shrinks the box by what matches at its ends; those runs always belong to an optimal solution.
void trim(const Atoms &a, const Atoms &b, Box &box, Run &head, Run &tail);

} // namespace countersign::diff
