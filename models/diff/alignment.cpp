#include "diff/alignment.h"

#include "diff/engine/layout.h"

#include <algorithm>

namespace countersign::diff {

namespace {

class SegmentMaker {
public:
    explicit SegmentMaker(const QList<Hunk> &hunks) : m_hunks(hunks) {}

    void add(const Piece &piece)
    {
        if (piece.kind == Piece::Kind::Kept) {
            m_segments.append({Segment::Kind::Equal, piece.a, piece.b, -1, false});
            return;
        }
        const bool moved = m_hunks.at(piece.hunk).op == Op::Move;
        if (!piece.a.isEmpty())
            side(moved ? Segment::Kind::MovedOut : Segment::Kind::Deleted, piece, true);
        if (!piece.b.isEmpty())
            side(moved ? Segment::Kind::MovedIn : Segment::Kind::Inserted, piece, false);
    }

    QList<Segment> take() { return std::move(m_segments); }

private:
    void side(Segment::Kind kind, const Piece &piece, bool left)
    {
        const Range whole = left ? piece.a : piece.b;
        const qsizetype other = left ? piece.b.start : piece.a.end;
        const auto put = [&](Range range, bool inner) {
            if (range.isEmpty())
                return;
            const Range place{other, other};
            m_segments.append({kind, left ? range : place, left ? place : range, piece.hunk, inner});
        };
        qsizetype at = whole.start;
        for (const Mark &mark : m_hunks.at(piece.hunk).inner) {
            const Range range = left ? mark.a : mark.b;
            put({at, range.start}, false);
            put(range, true);
            at = range.end;
        }
        put({at, whole.end}, false);
    }

    const QList<Hunk> &m_hunks;
    QList<Segment> m_segments;
};

QList<Segment> segmentsOf(const std::vector<Piece> &pieces, const QList<Hunk> &hunks)
{
    SegmentMaker maker(hunks);
    for (const Piece &piece : pieces)
        maker.add(piece);
    return maker.take();
}

// Equal text is cut to the range; changed text that touches it stays whole.
QList<Segment> clipped(QList<Segment> all, Range b)
{
    QList<Segment> inside;
    for (Segment &segment : all) {
        if (segment.b.end < b.start || segment.b.start > b.end)
            continue;
        if (segment.kind == Segment::Kind::Equal) {
            const qsizetype left = std::max<qsizetype>(0, b.start - segment.b.start);
            const qsizetype right = std::max<qsizetype>(0, segment.b.end - b.end);
            segment.a = {segment.a.start + left, segment.a.end - right};
            segment.b = {segment.b.start + left, segment.b.end - right};
            if (segment.b.isEmpty())
                continue;
        }
        inside.append(segment);
    }
    return inside;
}

} // namespace

QList<Segment> segments(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks)
{
    const auto pieces = layOut(lengthA, lengthB, hunks);
    return pieces ? segmentsOf(*pieces, hunks) : QList<Segment>();
}

QList<Segment> segments(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks, Range b)
{
    if (hasMoves(hunks))
        return clipped(segments(lengthA, lengthB, hunks), b);
    const auto first = std::lower_bound(hunks.begin(), hunks.end(), b.start, [](const Hunk &hunk, qsizetype at) { return hunk.b.end < at; });
    const auto last = std::upper_bound(first, hunks.end(), b.end, [](qsizetype at, const Hunk &hunk) { return at < hunk.b.start; });
    Piece kept;
    if (first != hunks.begin())
        kept = {Piece::Kind::Kept, {(first - 1)->a.end, 0}, {(first - 1)->b.end, 0}, -1};
    std::vector<Piece> pieces;
    const auto keepUntil = [&](qsizetype endA, qsizetype endB) {
        kept.a.end = endA;
        kept.b.end = endB;
        if (!kept.b.isEmpty())
            pieces.push_back(kept);
    };
    for (auto hunk = first; hunk != last; ++hunk) {
        keepUntil(hunk->a.start, hunk->b.start);
        pieces.push_back({Piece::Kind::Both, hunk->a, hunk->b, hunk - hunks.begin()});
        kept.a.start = hunk->a.end;
        kept.b.start = hunk->b.end;
    }
    keepUntil(last == hunks.end() ? lengthA : last->a.start, last == hunks.end() ? lengthB : last->b.start);
    return clipped(segmentsOf(pieces, hunks), b);
}

} // namespace countersign::diff
