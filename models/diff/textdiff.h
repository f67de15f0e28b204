// The difference of two texts, made to be read: whole words and numbers, few changes, no islands. Any thread, no shared state.
//
// Right always: apply(a, hunks, b) gives b to the last code unit. Same input, same output: budgets count table cells, never time.
// Bounded: when the budget is spent the rest of a region becomes one hunk marked coarse.
// Sources: affine-gap alignment (Gotoh 1982), Myers 1986 (greedy O(ND)), Hunt–Szymanski and patience anchors, bit-parallel LCS
// (Hyyrö 2004); the tokens and the finishing passes are our own.
#pragma once

#include "diff/hunks.h"

#include <stop_token>

namespace countersign::diff {

enum class Unit : quint8 { Word, Line };

struct CompareOptions {
    Unit unit = Unit::Word;
    bool moves = true;              // find moved sentences and lines
    bool inner = true;              // find inner marks
    qint64 exactCells = 20'000;     // boxes up to this many cells are solved exactly: what a first answer has time for
    qint64 budget = 60'000'000;     // cells in all
    std::stop_token stop = {};      // obeyed within a few milliseconds; what is unsolved then becomes coarse

    // For a page or a terminal, where one may wait a quarter of a second: exact up to some 20 000 words.
    static CompareOptions patient();
    // For a worker: an answer as good as can be had in seconds.
    static CompareOptions thorough();
};

struct TextDiff {
    QList<Hunk> hunks;
    qint64 cost = 0;      // readingCost(hunks)
    bool coarse = false;  // some hunk is coarse
    bool exact = true;    // large boxes were cut at rare words else: a worker may find a cheaper list with thorough()
    bool stopped = false; // the stop was obeyed; hunks are right all the same

    bool isSame() const { return hunks.isEmpty(); }
    bool operator==(const TextDiff &) const = default;
};

// Never fails. Ids are 1, 2, 3 … in order.
TextDiff compare(QStringView a, QStringView b, const CompareOptions &options = {});

} // namespace countersign::diff
