#include "diff/textdiff.h"

#include "diff/engine/finish.h"
#include "diff/engine/moves.h"
#include "diff/engine/solver.h"
#include "diff/engine/swaps.h"

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype longestText = qsizetype(1) << 29; // scores are 32-bit

// Solving (b, a) must cost what (a, b) costs, so every pair is solved in one of its two orders only.
bool isInOrder(QStringView a, QStringView b)
{
    return a.size() != b.size() ? a.size() < b.size() : a.compare(b) <= 0;
}

void turn(QList<Hunk> &hunks)
{
    for (Hunk &hunk : hunks) {
        std::swap(hunk.a, hunk.b);
        if (hunk.op != Op::Move)
            hunk.op = opOf(hunk.a, hunk.b);
        for (Mark &mark : hunk.inner)
            std::swap(mark.a, mark.b);
    }
    std::sort(hunks.begin(), hunks.end(), [](const Hunk &x, const Hunk &y) {
        return x.b.start != y.b.start ? x.b.start < y.b.start : x.a.start < y.a.start;
    });
}

TextDiff compareInOrder(QStringView a, QStringView b, const CompareOptions &options)
{
    Vocabulary words(options.unit);
    const Atoms atomsA = words.read(a);
    const Atoms atomsB = words.read(b);
    Solver solver(atomsA, atomsB, words, options);
    const Box all{0, int(atomsA.size()) - 1, 0, int(atomsB.size()) - 1};
    const Runs runs = solver.solve(all);
    TextDiff diff;
    diff.hunks = makeHunks({a, atomsA}, {b, atomsB}, words, all, runs, solver.coarse());
    if (options.moves)
        diff.hunks = withSwaps(a, b, diff.hunks);
    for (Hunk &hunk : diff.hunks)
        describe(a, b, hunk, options.inner);
    if (options.moves)
        diff.hunks = withMoves(a, b, diff.hunks, findMoves(a, b, diff.hunks), options.inner);
    diff.stopped = solver.wasStopped();
    return diff;
}

TextDiff replaceWhole(QStringView a, QStringView b)
{
    Hunk hunk;
    hunk.a = {0, a.size()};
    hunk.b = {0, b.size()};
    hunk.op = opOf(hunk.a, hunk.b);
    hunk.coarse = true;
    TextDiff diff;
    diff.hunks.append(hunk);
    return diff;
}

} // namespace

CompareOptions CompareOptions::thorough()
{
    CompareOptions options;
    options.exactCells = 100'000'000;
    options.budget = 2'000'000'000;
    return options;
}

TextDiff compare(QStringView a, QStringView b, const CompareOptions &options)
{
    TextDiff diff;
    if (a == b)
        return diff;
    if (std::max(a.size(), b.size()) > longestText)
        diff = replaceWhole(a, b);
    else if (isInOrder(a, b))
        diff = compareInOrder(a, b, options);
    else
        diff = compareInOrder(b, a, options);
    if (std::max(a.size(), b.size()) <= longestText && !isInOrder(a, b))
        turn(diff.hunks);
    quint64 id = 0;
    for (Hunk &hunk : diff.hunks) {
        hunk.fold = foldOf(a, b, hunk); // which way round matters
        hunk.id = HunkId(++id);
        diff.coarse = diff.coarse || hunk.coarse;
    }
    diff.cost = readingCost(diff.hunks);
    return diff;
}

} // namespace countersign::diff
