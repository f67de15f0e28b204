#include "diff/engine/swaps.h"

#include "diff/engine/borders.h"
#include "diff/engine/finish.h"
#include "diff/engine/moves.h"

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype shortestPart = 16;
constexpr qsizetype longestPart = 4'000;

// Text that stays, in original positions.
struct Kept {
    qsizetype a;
    qsizetype b;
    qsizetype length;
};

// Two hunks and the unchanged text between them.
class Swap {
public:
    Swap(QStringView a, QStringView b, const Hunk &left, const Hunk &right)
        : m_a(a), m_b(b), m_left(left), m_right(right), m_middleA{left.a.end, right.a.start}, m_middleB{left.b.end, right.b.start}
    {
    }

    // What was taken out on one side of the middle is as long as what was put in on the other, and the middle is a whole of its own.
    bool isLikely() const
    {
        const qsizetype middle = m_middleA.length();
        const auto likely = [&](const Range &out, const Range &in) {
            return std::min(out.length(), in.length()) >= shortestPart && 2 * std::min(out.length(), in.length()) >= std::max(out.length(), in.length());
        };
        if (middle < shortestPart || middle > longestPart || m_left.coarse || m_right.coarse)
            return false;
        if (std::max({m_left.a.length(), m_left.b.length(), m_right.a.length(), m_right.b.length()}) > longestPart)
            return false;
        return (likely(m_left.a, m_right.b) || likely(m_left.b, m_right.a)) && isWhole(m_a, trimmed(m_a, m_middleA));
    }

    // The hunks with the middle moved; nothing when that is not shorter to read.
    std::optional<QList<Hunk>> turned() const
    {
        const QString restA = part(m_a, m_left.a) + part(m_a, m_right.a);
        const QString restB = part(m_b, m_left.b) + part(m_b, m_right.b);
        CompareOptions options;
        options.moves = false;
        options.inner = false;
        options.budget = 1'000'000;
        const TextDiff rest = compare(restA, restB, options);
        if (rest.cost + moveCost(m_middleA.length()) >= costWithMoves(m_a, m_b, {m_left, m_right}))
            return std::nullopt;
        return between(keptOf(rest, restA.size()));
    }

private:
    static QString part(QStringView text, const Range &range) { return text.sliced(range.start, range.length()).toString(); }

    // Text that the rests share, put back where it stands, cut where the middle was.
    std::vector<Kept> keptOf(const TextDiff &rest, qsizetype length) const
    {
        std::vector<Kept> kept;
        const qsizetype cutA = m_left.a.length();
        const qsizetype cutB = m_left.b.length();
        const auto add = [&](qsizetype a, qsizetype b, qsizetype count) {
            if (count > 0)
                kept.push_back({a < cutA ? m_left.a.start + a : m_right.a.start + a - cutA, b < cutB ? m_left.b.start + b : m_right.b.start + b - cutB, count});
        };
        const auto addCut = [&](qsizetype a, qsizetype b, qsizetype count) {
            qsizetype cuts[] = {std::clamp<qsizetype>(cutA - a, 0, count), std::clamp<qsizetype>(cutB - b, 0, count)};
            std::sort(std::begin(cuts), std::end(cuts));
            add(a, b, cuts[0]);
            add(a + cuts[0], b + cuts[0], cuts[1] - cuts[0]);
            add(a + cuts[1], b + cuts[1], count - cuts[1]);
        };
        qsizetype a = 0;
        qsizetype b = 0;
        for (const Hunk &hunk : rest.hunks) {
            addCut(a, b, hunk.a.start - a);
            a = hunk.a.end;
            b = hunk.b.end;
        }
        addCut(a, b, length - a);
        return kept;
    }
    QList<Hunk> between(const std::vector<Kept> &kept) const
    {
        QList<Hunk> hunks;
        qsizetype a = m_left.a.start;
        qsizetype b = m_left.b.start;
        const auto gap = [&](qsizetype endA, qsizetype endB) {
            if (endA == a && endB == b)
                return;
            Hunk hunk;
            hunk.a = {a, endA};
            hunk.b = {b, endB};
            hunk.op = opOf(hunk.a, hunk.b);
            hunks.append(hunk);
        };
        for (const Kept &stretch : kept) {
            gap(stretch.a, stretch.b);
            a = stretch.a + stretch.length;
            b = stretch.b + stretch.length;
        }
        gap(m_right.a.end, m_right.b.end);
        return hunks;
    }

    QStringView m_a;
    QStringView m_b;
    const Hunk &m_left;
    const Hunk &m_right;
    Range m_middleA;
    Range m_middleB;
};

} // namespace

QList<Hunk> withSwaps(QStringView a, QStringView b, const QList<Hunk> &hunks)
{
    QList<Hunk> result = hunks;
    for (qsizetype k = 0; k + 1 < result.size(); ++k) {
        const Swap swap(a, b, result.at(k), result.at(k + 1));
        if (!swap.isLikely())
            continue;
        const auto turned = swap.turned();
        if (!turned)
            continue;
        result.remove(k, 2);
        for (qsizetype part = 0; part < turned->size(); ++part)
            result.insert(k + part, turned->at(part));
        k += std::max<qsizetype>(0, turned->size() - 1);
    }
    return result;
}

} // namespace countersign::diff
