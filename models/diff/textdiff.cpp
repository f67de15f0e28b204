#include "diff/textdiff.h"

#include "diff/engine/borders.h"
#include "diff/engine/finish.h"
#include "diff/engine/moves.h"
#include "diff/engine/solver.h"
#include "diff/engine/stops.h"
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

// One hunk from the first line that differs to the last.
TextDiff replaceWhole(QStringView a, QStringView b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype head = std::mismatch(a.begin(), a.begin() + shorter, b.begin()).first - a.begin();
    while (head > 0 && !isBreak(a[head - 1]))
        --head;
    if (head > 0 && a[head - 1] == u'\r') // perhaps half of a line end
        head = 0;
    qsizetype tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    tail = std::max<qsizetype>(0, tail - 1); // the line end before it must be shared as well
    while (tail > 0 && (a[a.size() - tail] == u'\n' || !isBreak(a[a.size() - tail - 1])))
        --tail;
    Hunk hunk;
    hunk.a = {head, a.size() - tail};
    hunk.b = {head, b.size() - tail};
    hunk.op = opOf(hunk.a, hunk.b);
    hunk.coarse = true;
    TextDiff diff;
    diff.hunks.append(hunk);
    return diff;
}

void finish(QStringView a, QStringView b, const CompareOptions &options, QList<Hunk> &hunks)
{
    if (options.moves)
        hunks = withStopsGivenBack(a, b, withSwaps(a, b, hunks));
    for (Hunk &hunk : hunks)
        describe(a, b, hunk, options.inner);
    if (options.moves)
        hunks = withMoves(a, b, hunks, findMoves(a, b, hunks), options.inner);
}

TextDiff compareInOrder(QStringView a, QStringView b, const CompareOptions &options)
{
    Vocabulary words(options.unit, Vocabulary::Texts::Stay);
    const Atoms atomsA = words.read(a, options.stop);
    const Atoms atomsB = options.stop.stop_requested() ? Atoms() : words.readAlong(b, a, atomsA, options.stop);
    if (options.stop.stop_requested()) {
        TextDiff diff = replaceWhole(a, b);
        diff.stopped = true;
        return diff;
    }
    Solver solver(atomsA, atomsB, words, options);
    const Box all{0, int(atomsA.size()) - 1, 0, int(atomsB.size()) - 1};
    const Runs runs = solver.solve(all);
    TextDiff diff;
    diff.hunks = makeHunks({a, atomsA}, {b, atomsB}, words, all, runs, solver.coarse());
    diff.stopped = solver.wasStopped();
    diff.exact = solver.isExact();
    if (!diff.stopped)
        finish(a, b, options, diff.hunks);
    return diff;
}

} // namespace

CompareOptions CompareOptions::patient()
{
    CompareOptions options;
    options.exactCells = 1'000'000;
    return options;
}

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
    const bool inOrder = isInOrder(a, b);
    if (std::max(a.size(), b.size()) > longestText)
        diff = replaceWhole(a, b);
    else
        diff = inOrder ? compareInOrder(a, b, options) : compareInOrder(b, a, options);
    if (!inOrder && std::max(a.size(), b.size()) <= longestText)
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
