#include "diff/script.h"

#include "diff/textdiff.h"

#include <algorithm>

namespace countersign::diff {

namespace {

QStringView part(QStringView text, const Range &range) { return text.sliced(range.start, range.length()); }

QList<Hunk> editsInside(QStringView a, QStringView b, const Hunk &move)
{
    CompareOptions options;
    options.moves = false;
    options.inner = false;
    return compare(part(a, move.a), part(b, move.b), options).hunks;
}

Hunk made(Op op, const Hunk &from, const Range &a, const Range &b)
{
    Hunk hunk;
    hunk.op = op;
    hunk.kind = from.kind;
    hunk.coarse = from.coarse;
    hunk.a = a;
    hunk.b = b;
    return hunk;
}

void cut(QStringView a, QStringView b, const Hunk &move, QList<Hunk> &result)
{
    qsizetype atA = move.a.start;
    qsizetype atB = move.b.start;
    const auto moved = [&](qsizetype endA, qsizetype endB) {
        if (endA > atA)
            result.append(made(Op::Move, move, {atA, endA}, {atB, endB}));
    };
    for (const Hunk &edit : editsInside(a, b, move)) {
        const Range old{move.a.start + edit.a.start, move.a.start + edit.a.end};
        const Range now{move.b.start + edit.b.start, move.b.start + edit.b.end};
        moved(old.start, now.start);
        if (!old.isEmpty())
            result.append(made(Op::Delete, edit, old, {now.start, now.start}));
        if (!now.isEmpty())
            result.append(made(Op::Insert, edit, {old.end, old.end}, now));
        atA = old.end;
        atB = now.end;
    }
    moved(move.a.end, move.b.end);
}

} // namespace

QList<Hunk> script(QStringView a, QStringView b, const QList<Hunk> &hunks)
{
    QList<Hunk> result;
    result.reserve(hunks.size());
    for (const Hunk &hunk : hunks) {
        if (hunk.op == Op::Move && part(a, hunk.a) != part(b, hunk.b))
            cut(a, b, hunk, result);
        else
            result.append(hunk);
    }
    std::stable_sort(result.begin(), result.end(), [](const Hunk &x, const Hunk &y) {
        return x.b.start != y.b.start ? x.b.start < y.b.start : x.a.start < y.a.start;
    });
    return result;
}

} // namespace countersign::diff
