#include "diff/hunks.h"

#include "diff/engine/box.h"
#include "diff/engine/layout.h"

#include <QSet>
#include <algorithm>

namespace countersign::diff {

namespace {

// Counts code points from the nearest known place.
class CodePoints {
public:
    explicit CodePoints(QStringView text) : m_text(text)
    {
        qsizetype count = 0;
        for (qsizetype at = 0; at < text.size(); ++at) {
            if (at % step == 0)
                m_known.push_back(count);
            count += isSecondHalf(at) ? 0 : 1;
        }
        m_known.push_back(count);
    }
    qsizetype before(qsizetype position) const
    {
        if (position >= m_text.size())
            return m_known.back();
        qsizetype count = m_known[size_t(position / step)];
        for (qsizetype at = position - position % step; at < position; ++at)
            count += isSecondHalf(at) ? 0 : 1;
        return count;
    }
    Range of(const Range &range) const { return {before(range.start), before(range.end)}; }

private:
    static constexpr qsizetype step = 256;
    bool isSecondHalf(qsizetype at) const { return at > 0 && m_text[at].isLowSurrogate() && m_text[at - 1].isHighSurrogate(); }

    QStringView m_text;
    std::vector<qsizetype> m_known;
};

qsizetype lengthOfA(QStringView b, const QList<Hunk> &hunks)
{
    qsizetype length = b.size();
    for (const Hunk &hunk : hunks)
        length += hunk.a.length() - hunk.b.length();
    return length;
}

// The kept piece that holds all of the range of a; a place between two pieces belongs to the first that touches it.
std::optional<Range> keptInB(const std::vector<Piece> &pieces, const Range &a)
{
    for (const Piece &piece : pieces)
        if (piece.kind == Piece::Kind::Kept && a.start >= piece.a.start && a.end <= piece.a.end)
            return Range{piece.b.start + a.start - piece.a.start, piece.b.start + a.end - piece.a.start};
    return std::nullopt;
}

} // namespace

bool isStrong(Kind kind) { return kind == Kind::Negation || kind == Kind::Number; }

bool isSlight(Kind kind) { return kind == Kind::Case || kind == Kind::Form || kind == Kind::Blank || kind == Kind::LineEnd; }

std::optional<QString> apply(QStringView a, const QList<Hunk> &hunks, QStringView b)
{
    const auto pieces = layOut(a.size(), b.size(), hunks);
    if (!pieces)
        return std::nullopt;
    QString result;
    result.reserve(b.size());
    for (const Piece &piece : *pieces) {
        const QStringView old = a.sliced(piece.a.start, piece.a.length());
        const QStringView now = b.sliced(piece.b.start, piece.b.length());
        if (piece.kind == Piece::Kind::Kept && old != now)
            return std::nullopt;
        result += piece.kind == Piece::Kind::Kept ? old : now;
    }
    return result;
}

QString edited(QString text, const QList<Edit> &edits)
{
    for (const Edit &edit : edits)
        text.replace(edit.range.start, edit.range.length(), edit.text);
    return text;
}

QList<Edit> takeBack(QStringView a, QStringView b, const QList<Hunk> &hunks, const QList<HunkId> &ids)
{
    QSet<quint64> wanted;
    for (HunkId id : ids)
        wanted.insert(quint64(id));
    QList<Edit> edits;
    const auto pieces = layOut(a.size(), b.size(), hunks);
    if (!pieces)
        return edits;
    for (const Piece &piece : *pieces)
        if (piece.hunk >= 0 && wanted.contains(quint64(hunks.at(piece.hunk).id)))
            edits.prepend({piece.b, a.sliced(piece.a.start, piece.a.length()).toString()});
    return edits;
}

TakenBack remember(QStringView b, const QList<Hunk> &hunks, const Hunk &hunk)
{
    TakenBack change{hunk.op, hunk.id, hunk.a, hunk.a.start, b.sliced(hunk.b.start, hunk.b.length()).toString()};
    if (hunk.op != Op::Move)
        return change;
    if (const auto pieces = layOut(lengthOfA(b, hunks), b.size(), hunks))
        for (const Piece &piece : *pieces)
            if (piece.kind == Piece::Kind::OnlyB && hunks.at(piece.hunk).id == hunk.id)
                change.anchor = piece.a.start;
    return change;
}

std::optional<QList<Edit>> putBack(QStringView b, const QList<Hunk> &hunks, const TakenBack &change)
{
    const qsizetype lengthA = lengthOfA(b, hunks);
    const auto pieces = layOut(lengthA, b.size(), hunks);
    if (!pieces || change.a.end > lengthA || change.anchor > lengthA)
        return std::nullopt;
    if (pieces->empty() && change.a.isEmpty()) // both texts are empty
        return QList<Edit>{{{0, 0}, change.text}};
    const std::optional<Range> old = keptInB(*pieces, change.a);
    const std::optional<Range> place = keptInB(*pieces, {change.anchor, change.anchor});
    if (change.op != Op::Move)
        return old ? std::optional(QList<Edit>{{*old, change.text}}) : std::nullopt;
    if (!old || !place || (place->start > old->start && place->start < old->end))
        return std::nullopt;
    QList<Edit> edits{{*old, QString()}, {*place, change.text}};
    if (place->start > old->start)
        std::swap(edits[0], edits[1]);
    return edits;
}

qsizetype toB(const QList<Hunk> &hunks, qsizetype position)
{
    qsizetype best = position;
    if (!hasMoves(hunks)) {
        auto behind = std::upper_bound(hunks.begin(), hunks.end(), position, [](qsizetype at, const Hunk &hunk) { return at < hunk.a.start; });
        if (behind == hunks.begin())
            return position;
        const Hunk &hunk = *(behind - 1);
        return position >= hunk.a.end ? hunk.b.end + position - hunk.a.end : hunk.b.start;
    }
    for (const Hunk &hunk : hunks) { // text before the position that came or went
        if (hunk.a.start <= position && position < hunk.a.end)
            return hunk.b.start;
    }
    qsizetype kept = position;
    for (const Hunk &hunk : hunks)
        kept -= hunk.a.end <= position ? hunk.a.length() : 0;
    best = kept;
    for (const Hunk &hunk : hunks) { // in the order of b
        if (hunk.b.start > best || (hunk.b.start == best && hunk.a.start > position))
            break;
        best += hunk.b.length();
    }
    return best;
}

qsizetype toA(const QList<Hunk> &hunks, qsizetype position)
{
    QList<Hunk> turned = hunks;
    for (Hunk &hunk : turned)
        std::swap(hunk.a, hunk.b);
    std::sort(turned.begin(), turned.end(), [](const Hunk &x, const Hunk &y) {
        return x.b.start != y.b.start ? x.b.start < y.b.start : x.a.start < y.a.start;
    });
    return toB(turned, position);
}

qsizetype hunkAt(const QList<Hunk> &hunks, qsizetype position)
{
    auto behind = std::upper_bound(hunks.begin(), hunks.end(), position, [](qsizetype at, const Hunk &hunk) { return at < hunk.b.start; });
    while (behind != hunks.begin()) {
        --behind;
        if (behind->b.end < position)
            return -1;
        return behind - hunks.begin();
    }
    return -1;
}

qint64 readingCost(const QList<Hunk> &hunks)
{
    qint64 cost = 0;
    QSet<quint32> folds;
    for (const Hunk &hunk : hunks) {
        if (hunk.fold != 0 && folds.contains(hunk.fold))
            continue;
        if (hunk.fold != 0)
            folds.insert(hunk.fold);
        cost += hunk.op == Op::Move ? moveCost(std::max(hunk.a.length(), hunk.b.length())) : hunkCost + hunk.a.length() + hunk.b.length();
        for (const Mark &mark : hunk.inner)
            cost += hunk.op == Op::Move ? mark.a.length() + mark.b.length() : 0;
    }
    return cost;
}

QList<Hunk> inCodePoints(QStringView a, QStringView b, QList<Hunk> hunks)
{
    const CodePoints left(a);
    const CodePoints right(b);
    for (Hunk &hunk : hunks) {
        hunk.a = left.of(hunk.a);
        hunk.b = right.of(hunk.b);
        for (Mark &mark : hunk.inner)
            mark = {left.of(mark.a), right.of(mark.b)};
    }
    return hunks;
}

} // namespace countersign::diff
