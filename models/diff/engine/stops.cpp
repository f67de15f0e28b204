#include "diff/engine/stops.h"

#include "diff/engine/borders.h"
#include "diff/engine/finish.h"
#include "diff/engine/moves.h"

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype longestStop = 8; // "?!", "…”", a full stop with the line end behind it
constexpr qsizetype shortestSentence = 8;
constexpr qsizetype longestHunk = 4'000;
constexpr int mostSearches = 64; // of the changed text, for a sentence

// The signs at a place, and the blanks and line ends behind them, that follow the hunk as well.
qsizetype stopLength(QStringView text, qsizetype at, qsizetype hunkEnd, qsizetype end)
{
    qsizetype length = 0;
    const auto isShared = [&] {
        const QChar c = text[at + length];
        return c == text[hunkEnd + length] && (c.isPunct() || (length > 0 && (isBlank(c) || isBreak(c))));
    };
    while (length < longestStop && at + length < hunkEnd && hunkEnd + length < end && isShared())
        ++length;
    return length;
}

// A sentence at the end of a hunk that would be whole with the stop behind the hunk, giving its own to what stands before it.
struct Sentence {
    bool inA = false;
    qsizetype stop = 0; // where the shared stop stands in the hunk
    qsizetype length = 0; // of the stop
};

// The same hunk as two: what is edited, then the sentence alone.
QList<Hunk> inTwo(const Hunk &hunk, const Sentence &sentence)
{
    const Range &own = sentence.inA ? hunk.a : hunk.b;
    const Range &other = sentence.inA ? hunk.b : hunk.a;
    const Range before{own.start, sentence.stop};
    const Range whole{sentence.stop + sentence.length, own.end + sentence.length};
    const Range behind{other.end + sentence.length, other.end + sentence.length};
    Hunk first;
    first.a = sentence.inA ? before : other;
    first.b = sentence.inA ? other : before;
    Hunk second;
    second.a = sentence.inA ? whole : behind;
    second.b = sentence.inA ? behind : whole;
    for (Hunk *part : {&first, &second})
        part->op = opOf(part->a, part->b);
    return {first, second};
}

class StopFinder {
public:
    StopFinder(QStringView a, QStringView b, const QList<Hunk> &hunks) : m_a(a), m_b(b), m_hunks(hunks) {}

    // The hunk in two, where that makes a move and is shorter to read.
    std::optional<QList<Hunk>> freed(qsizetype k)
    {
        const Hunk &hunk = m_hunks.at(k);
        if (hunk.op != Op::Replace || hunk.coarse || std::max(hunk.a.length(), hunk.b.length()) > longestHunk)
            return std::nullopt;
        std::optional<QList<Hunk>> best;
        for (const bool inA : {true, false})
            look(k, inA, best);
        return best;
    }

private:
    void look(qsizetype k, bool inA, std::optional<QList<Hunk>> &best)
    {
        const Hunk &hunk = m_hunks.at(k);
        const QStringView text = inA ? m_a : m_b;
        const Range &own = inA ? hunk.a : hunk.b;
        const qsizetype end = k + 1 < m_hunks.size() ? (inA ? m_hunks.at(k + 1).a.start : m_hunks.at(k + 1).b.start) : text.size();
        for (qsizetype at = own.start; at < own.end && m_searches < mostSearches; ++at) {
            const Sentence sentence{inA, at, stopLength(text, at, own.end, end)};
            const Range whole{at + sentence.length, own.end + sentence.length};
            if (sentence.length == 0)
                continue;
            const Range content = trimmed(text, whole);
            if (content.length() < shortestSentence || !isWhole(text, content))
                continue;
            ++m_searches;
            const qsizetype to = hunkWith(text.sliced(content.start, content.length()), k, inA);
            if (to < 0)
                continue;
            const QList<Hunk> parts = inTwo(hunk, sentence);
            if (cost(best.value_or(QList<Hunk>{hunk}), to, to < k) > cost(parts, to, to < k))
                best = parts;
        }
    }

    // Another hunk that has this text on the other side; -1 for none.
    qsizetype hunkWith(QStringView content, qsizetype k, bool inA) const
    {
        for (qsizetype other = 0; other < m_hunks.size(); ++other) {
            const Range &range = inA ? m_hunks.at(other).b : m_hunks.at(other).a;
            if (other != k && range.length() >= content.length() && (inA ? m_b : m_a).sliced(range.start, range.length()).contains(content))
                return other;
        }
        return -1;
    }
    qint64 cost(QList<Hunk> parts, qsizetype other, bool before) const
    {
        parts.insert(before ? 0 : parts.size(), m_hunks.at(other));
        return costWithMoves(m_a, m_b, parts);
    }

    QStringView m_a;
    QStringView m_b;
    const QList<Hunk> &m_hunks;
    int m_searches = 0;
};

} // namespace

QList<Hunk> withStopsGivenBack(QStringView a, QStringView b, const QList<Hunk> &hunks)
{
    StopFinder finder(a, b, hunks);
    QList<Hunk> result;
    for (qsizetype k = 0; k < hunks.size(); ++k) {
        const auto freed = finder.freed(k);
        if (!freed && !result.isEmpty())
            result.append(hunks.at(k));
        else if (freed) {
            if (result.isEmpty())
                result = hunks.first(k);
            result += *freed;
        }
    }
    return result.isEmpty() ? hunks : result;
}

} // namespace countersign::diff
