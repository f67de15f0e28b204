#include "diff/engine/moves.h"

#include "diff/engine/borders.h"
#include "diff/engine/finish.h"
#include "diff/engine/layout.h"

#include <QHash>
#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype shortestLine = 6;      // characters of a whole line that may count as moved
constexpr qsizetype shortestSentence = 8;  // of a sentence
constexpr qsizetype surelyUnique = 40;     // longer ones are looked for among the changed text only
constexpr qsizetype longestSearched = 100'000;

// A sentence or line inside one side of a hunk, with the blanks behind it.
struct Segment {
    Range range;
    Range content; // without blanks at the ends
    qsizetype hunk = 0;
};

// Neighbouring segments that moved together.
struct Block {
    qsizetype hunkA = 0;
    qsizetype hunkB = 0;
    Range a;
    Range b;
    QList<Mark> inner;
};

bool startsSegment(QStringView text, qsizetype at)
{
    const char16_t before = text[at - 1].unicode();
    if (before < 0x80 && before != u' ' && before != u'\n' && before != u'\r' && before != u'\t')
        return false; // most characters
    const Border border = borderAt(text, at);
    if (border != Border::LineHead && border != Border::SentenceStart)
        return false;
    return !isBreak(text[at - 1]) || !isBreak(text[at]); // blank lines go with the line before
}

void cutSegments(QStringView text, Range range, qsizetype hunk, qsizetype shortest, std::vector<Segment> &segments)
{
    if (range.length() < shortest)
        return;
    qsizetype start = range.start;
    for (qsizetype at = start + 1; at <= range.end; ++at) {
        if (at < range.end && !startsSegment(text, at))
            continue;
        const Range content = trimmed(text, {start, at});
        const bool line = !content.isEmpty() && borderAt(text, content.start) == Border::LineHead && borderAt(text, content.end) == Border::LineTail;
        if (content.length() >= std::max(shortest, line ? shortestLine : shortestSentence))
            segments.push_back({{start, at}, content, hunk});
        start = at;
    }
}

class MoveFinder {
public:
    MoveFinder(QStringView a, QStringView b, const QList<Hunk> &hunks) : m_a(a), m_b(b), m_hunks(hunks) {}

    std::vector<Block> run()
    {
        const qsizetype shortest = isSearched() ? shortestLine : surelyUnique; // others would never be taken for unique
        for (qsizetype k = 0; k < m_hunks.size(); ++k) {
            cutSegments(m_a, m_hunks.at(k).a, k, shortest, m_inA);
            cutSegments(m_b, m_hunks.at(k).b, k, shortest, m_inB);
        }
        if (m_inA.empty() || m_inB.empty())
            return {};
        pairSegments();
        joinNeighbours();
        for (Block &block : m_blocks)
            extend(block);
        for (Block &block : m_blocks)
            takeEdited(block);
        widen();
        dropCostly();
        return std::move(m_blocks);
    }

private:
    QStringView content(QStringView text, const Segment &segment) const { return text.sliced(segment.content.start, segment.content.length()); }

    // Segments that occur once on each side.
    void pairSegments()
    {
        struct Found {
            int inA = 0;
            int inB = 0;
            size_t b = 0;
        };
        QHash<QStringView, Found> byText;
        for (const Segment &segment : m_inA)
            ++byText[content(m_a, segment)].inA;
        for (size_t k = 0; k < m_inB.size(); ++k) {
            const auto found = byText.find(content(m_b, m_inB[k]));
            if (found == byText.end())
                continue;
            ++found->inB;
            found->b = k;
        }
        for (const Segment &segment : m_inA) {
            const Found found = byText.value(content(m_a, segment));
            if (found.inA != 1 || found.inB != 1 || !isUnique(content(m_a, segment)))
                continue;
            const Segment &other = m_inB[found.b];
            if (other.hunk != segment.hunk)
                m_blocks.push_back({segment.hunk, other.hunk, segment.range, other.range, {}});
        }
    }
    bool isUnique(QStringView text) const
    {
        if (text.size() >= surelyUnique)
            return true;
        return isSearched() && m_a.count(text) == 1 && m_b.count(text) == 1;
    }
    bool isSearched() const { return m_a.size() <= longestSearched && m_b.size() <= longestSearched; }

    // Blocks follow one another on both sides; what was edited between them becomes inner marks.
    void joinNeighbours()
    {
        std::vector<Block> joined;
        for (Block &block : m_blocks) {
            if (joined.empty() || !join(joined.back(), block))
                joined.push_back(std::move(block));
        }
        m_blocks = std::move(joined);
    }
    bool join(Block &before, const Block &block)
    {
        if (before.hunkA != block.hunkA || before.hunkB != block.hunkB || before.b.end > block.b.start)
            return false;
        const Range gapA{before.a.end, block.a.start};
        const Range gapB{before.b.end, block.b.start};
        if (gapA.length() + gapB.length() > before.a.length() + block.a.length())
            return false;
        const TextDiff between = compare(m_a.sliced(gapA.start, gapA.length()), m_b.sliced(gapB.start, gapB.length()), plain());
        if (between.cost > std::max<qsizetype>(gapA.length(), gapB.length()))
            return false;
        for (const Hunk &hunk : between.hunks)
            before.inner.append(Mark{{gapA.start + hunk.a.start, gapA.start + hunk.a.end}, {gapB.start + hunk.b.start, gapB.start + hunk.b.end}});
        before.a.end = block.a.end;
        before.b.end = block.b.end;
        return true;
    }
    static CompareOptions plain()
    {
        CompareOptions options;
        options.moves = false;
        options.inner = false;
        options.budget = 1'000'000;
        return options;
    }

    // What stands beside the block is the same on both sides up to the end of one of the hunks: it moved too.
    void extend(Block &block) const
    {
        const Range hunkA = m_hunks.at(block.hunkA).a;
        const Range hunkB = m_hunks.at(block.hunkB).b;
        qsizetype left = 0;
        const qsizetype roomLeft = std::min(freeLeft(block.a, hunkA, true), freeLeft(block.b, hunkB, false));
        while (left < roomLeft && m_a[block.a.start - left - 1] == m_b[block.b.start - left - 1])
            ++left;
        if (left == roomLeft && left > 0 && isEdge(m_a, block.a.start - left) && isEdge(m_b, block.b.start - left)) {
            block.a.start -= left;
            block.b.start -= left;
        }
        qsizetype right = 0;
        const qsizetype roomRight = std::min(freeRight(block.a, hunkA, true), freeRight(block.b, hunkB, false));
        while (right < roomRight && m_a[block.a.end + right] == m_b[block.b.end + right])
            ++right;
        if (right == roomRight && right > 0 && isEdge(m_a, block.a.end + right) && isEdge(m_b, block.b.end + right)) {
            block.a.end += right;
            block.b.end += right;
        }
    }
    // What is left of the hunks beside the block may have moved along, edited: it does where enough of it is the same.
    void takeEdited(Block &block) const
    {
        const Range hunkA = m_hunks.at(block.hunkA).a;
        const Range hunkB = m_hunks.at(block.hunkB).b;
        const qsizetype exact = block.a.length();
        const Range leftA = withoutBlanks(m_a, {block.a.start - freeLeft(block.a, hunkA, true), block.a.start}, true);
        const Range leftB = withoutBlanks(m_b, {block.b.start - freeLeft(block.b, hunkB, false), block.b.start}, true);
        if (const auto marks = editedBeside(leftA, leftB, exact)) {
            block.a.start = leftA.start;
            block.b.start = leftB.start;
            block.inner = *marks + block.inner;
        }
        const Range rightA = withoutBlanks(m_a, {block.a.end, block.a.end + freeRight(block.a, hunkA, true)}, false);
        const Range rightB = withoutBlanks(m_b, {block.b.end, block.b.end + freeRight(block.b, hunkB, false)}, false);
        if (const auto marks = editedBeside(rightA, rightB, exact)) {
            block.a.end = rightA.end;
            block.b.end = rightB.end;
            block.inner += *marks;
        }
    }
    // At the end that is away from the block.
    static Range withoutBlanks(QStringView text, Range range, bool left)
    {
        const Range content = trimmed(text, range);
        return left ? Range{content.start, range.end} : Range{range.start, content.end};
    }
    std::optional<QList<Mark>> editedBeside(const Range &a, const Range &b, qsizetype exact) const
    {
        const qsizetype longer = std::max(a.length(), b.length());
        if (a.isEmpty() || b.isEmpty() || longer > exact)
            return std::nullopt;
        const TextDiff between = compare(m_a.sliced(a.start, a.length()), m_b.sliced(b.start, b.length()), plain());
        if (between.cost > longer)
            return std::nullopt;
        QList<Mark> marks;
        for (const Hunk &hunk : between.hunks)
            marks.append(Mark{{a.start + hunk.a.start, a.start + hunk.a.end}, {b.start + hunk.b.start, b.start + hunk.b.end}});
        return marks;
    }
    Range taken(const Block &other, bool inA) const { return inA ? other.a : other.b; }
    qsizetype freeLeft(const Range &range, const Range &hunk, bool inA) const
    {
        qsizetype start = hunk.start;
        for (const Block &other : m_blocks)
            if (taken(other, inA).end <= range.start)
                start = std::max(start, taken(other, inA).end);
        return range.start - start;
    }
    qsizetype freeRight(const Range &range, const Range &hunk, bool inA) const
    {
        qsizetype end = hunk.end;
        for (const Block &other : m_blocks)
            if (taken(other, inA).start >= range.end)
                end = std::min(end, taken(other, inA).start);
        return end - range.end;
    }

    // A block takes along blanks that would be left over alone in its hunk.
    void widen()
    {
        for (Block &block : m_blocks) {
            widen(m_a, m_hunks.at(block.hunkA).a, block.a, true);
            widen(m_b, m_hunks.at(block.hunkB).b, block.b, false);
        }
    }
    void widen(QStringView text, const Range &hunk, Range &range, bool inA) const
    {
        const qsizetype left = freeLeft(range, hunk, inA);
        const qsizetype right = freeRight(range, hunk, inA);
        if (isBlankText(text.sliced(range.start - left, left)))
            range.start -= left;
        if (isBlankText(text.sliced(range.end, right)))
            range.end += right;
    }

    // A move that cuts larger hunks apart makes more to read: a few of those are worth it, many are not.
    void dropCostly()
    {
        const qint64 allowed = std::max<qint64>(2 * hunkCost, readingCost(m_hunks) / 100);
        qint64 spent = 0;
        std::vector<Block> kept;
        for (Block &block : m_blocks) {
            const Hunk &hunkA = m_hunks.at(block.hunkA);
            const Hunk &hunkB = m_hunks.at(block.hunkB);
            const auto parts = [](const Range &range, const Range &hunk) { return int(range.start > hunk.start) + int(range.end < hunk.end); };
            const int restA = std::max(parts(block.a, hunkA.a), hunkA.b.isEmpty() ? 0 : 1);
            const int restB = std::max(parts(block.b, hunkB.b), hunkB.a.isEmpty() ? 0 : 1);
            const qint64 extra = hunkCost * (1 + restA + restB - 2);
            if (extra > 0 && spent + extra > allowed)
                continue;
            spent += std::max<qint64>(0, extra);
            kept.push_back(std::move(block));
        }
        m_blocks = std::move(kept);
    }

    QStringView m_a;
    QStringView m_b;
    const QList<Hunk> &m_hunks;
    std::vector<Segment> m_inA;
    std::vector<Segment> m_inB;
    std::vector<Block> m_blocks;
};

// What the blocks leave of a range, in order.
std::vector<Range> rest(Range range, std::vector<Range> taken)
{
    std::sort(taken.begin(), taken.end(), [](const Range &x, const Range &y) { return x.start < y.start; });
    std::vector<Range> left;
    for (const Range &block : taken) {
        if (block.start > range.start)
            left.push_back({range.start, block.start});
        range.start = block.end;
    }
    if (!range.isEmpty())
        left.push_back(range);
    return left;
}

bool inOrder(const Hunk &x, const Hunk &y)
{
    return x.b.start != y.b.start ? x.b.start < y.b.start : x.a.start < y.a.start;
}

// The hunk that holds the whole range of a, of b; -1 for none.
qsizetype hunkInA(const QList<Hunk> &hunks, const Range &range)
{
    const auto behind = std::upper_bound(hunks.begin(), hunks.end(), range.start, [](qsizetype at, const Hunk &hunk) { return at < hunk.a.start; });
    const qsizetype k = behind - hunks.begin() - 1;
    return k >= 0 && hunks.at(k).a.end >= range.end && hunks.at(k).a.start <= range.start ? k : -1;
}
qsizetype hunkInB(const QList<Hunk> &hunks, const Range &range)
{
    const auto behind = std::upper_bound(hunks.begin(), hunks.end(), range.start, [](qsizetype at, const Hunk &hunk) { return at < hunk.b.start; });
    const qsizetype k = behind - hunks.begin() - 1;
    return k >= 0 && hunks.at(k).b.end >= range.end && hunks.at(k).b.start <= range.start ? k : -1;
}

// The hunk's parts that did not move.
void addRest(const Hunk &hunk, const std::vector<Range> &takenA, const std::vector<Range> &takenB, QList<Hunk> &result)
{
    const std::vector<Range> leftA = rest(hunk.a, takenA);
    const std::vector<Range> leftB = rest(hunk.b, takenB);
    qsizetype atB = hunk.b.start;
    for (size_t k = 0; k < std::max(leftA.size(), leftB.size()); ++k) {
        Hunk part;
        part.id = k == 0 ? hunk.id : HunkId{};
        part.coarse = hunk.coarse;
        part.b = k < leftB.size() ? leftB[k] : Range{atB, atB};
        atB = part.b.end;
        part.a = k < leftA.size() ? leftA[k] : Range{hunk.a.end, hunk.a.end};
        part.op = opOf(part.a, part.b);
        result.append(part);
    }
}

} // namespace

QList<Hunk> findMoves(QStringView a, QStringView b, const QList<Hunk> &hunks)
{
    QList<Hunk> moves;
    for (const Block &block : MoveFinder(a, b, hunks).run()) {
        Hunk move;
        move.op = Op::Move;
        move.a = block.a;
        move.b = block.b;
        move.inner = block.inner;
        moves.append(move);
    }
    return moves;
}

QList<Hunk> stillMoved(const QList<Hunk> &hunks, const QList<Hunk> &moves)
{
    QList<Hunk> result;
    for (const Hunk &move : moves)
        if (hunkInA(hunks, move.a) >= 0 && hunkInB(hunks, move.b) >= 0)
            result.append(move);
    return result;
}

QList<Hunk> withMoves(QStringView a, QStringView b, const QList<Hunk> &hunks, const QList<Hunk> &moves, bool inner)
{
    if (moves.isEmpty())
        return hunks;
    QHash<qsizetype, std::vector<Range>> takenA;
    QHash<qsizetype, std::vector<Range>> takenB;
    QList<Hunk> result = moves;
    for (const Hunk &move : moves) {
        takenA[hunkInA(hunks, move.a)].push_back(move.a);
        takenB[hunkInB(hunks, move.b)].push_back(move.b);
    }
    for (qsizetype k = 0; k < hunks.size(); ++k) {
        const qsizetype first = result.size();
        if (takenA.contains(k) || takenB.contains(k))
            addRest(hunks.at(k), takenA.value(k), takenB.value(k), result);
        else
            result.append(hunks.at(k));
        for (qsizetype part = first; part < result.size(); ++part)
            if (result.at(part).a != hunks.at(k).a || result.at(part).b != hunks.at(k).b)
                describe(a, b, result[part], inner);
    }
    std::stable_sort(result.begin(), result.end(), inOrder);
    return result;
}

qint64 costWithMoves(QStringView a, QStringView b, const QList<Hunk> &hunks)
{
    return readingCost(withMoves(a, b, hunks, findMoves(a, b, hunks), false));
}

QList<Hunk> withoutMoves(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks)
{
    const auto pieces = layOut(lengthA, lengthB, hunks);
    if (!pieces || !hasMoves(hunks))
        return hunks;
    QList<Hunk> result;
    bool apart = true;
    for (const Piece &piece : *pieces) {
        if (piece.kind == Piece::Kind::Kept) {
            apart = true;
            continue;
        }
        const Hunk &hunk = hunks.at(piece.hunk);
        if (!apart && !isSlight(result.last().kind) && !isSlight(hunk.kind)) {
            Hunk &last = result.last();
            last.a.end = piece.a.end;
            last.b.end = piece.b.end;
            last.op = opOf(last.a, last.b);
            last.kind = Kind::Content;
            last.inner.clear();
            continue;
        }
        Hunk part = hunk;
        part.a = piece.a;
        part.b = piece.b;
        part.op = opOf(part.a, part.b);
        if (hunk.op == Op::Move)
            part.inner.clear();
        result.append(part);
        apart = false;
    }
    return result;
}

} // namespace countersign::diff
