#include "diff/engine/inner.h"

#include "diff/tokens.h"

#include <QTextBoundaryFinder>
#include <algorithm>
#include <vector>

namespace countersign::diff {

namespace {

constexpr qsizetype mostCells = 1'000;
constexpr int gapCost = 3;

struct Side {
    QStringView text;
    qsizetype offset = 0; // of the hunk
    QList<Token> tokens;

    QStringView token(qsizetype k) const { return text.sliced(tokens.at(k).start, tokens.at(k).length); }
    Range range(qsizetype first, qsizetype last) const
    {
        const qsizetype start = first < tokens.size() ? qsizetype(tokens.at(first).start) : text.size();
        return {offset + start, offset + (last > first ? tokens.at(last - 1).end() : start)};
    }
};

Side sideOf(QStringView text, const Range &range)
{
    const QStringView part = text.sliced(range.start, range.length());
    return {part, range.start, tokenise(part)};
}

bool hasDigit(QStringView word)
{
    return std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
}

bool isPlain(QStringView word)
{
    return std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x300; });
}

// Certainly one token.
bool isSimpleWord(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80 && c.isLower(); });
}

// Code units shared at the left and at the right end, cut back to whole graphemes on both sides.
struct Shared {
    qsizetype left = 0;
    qsizetype right = 0;
};

bool isGraphemeEdge(QStringView word, qsizetype at)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    finder.setPosition(at);
    return finder.isAtBoundary();
}

Shared sharedEnds(QStringView a, QStringView b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    Shared shared;
    while (shared.left < shorter && a[shared.left] == b[shared.left])
        ++shared.left;
    while (shared.right < shorter - shared.left && a[a.size() - 1 - shared.right] == b[b.size() - 1 - shared.right])
        ++shared.right;
    if (isPlain(a) && isPlain(b))
        return shared;
    while (shared.left > 0 && (!isGraphemeEdge(a, shared.left) || !isGraphemeEdge(b, shared.left)))
        --shared.left;
    while (shared.right > 0 && (!isGraphemeEdge(a, a.size() - shared.right) || !isGraphemeEdge(b, b.size() - shared.right)))
        --shared.right;
    return shared;
}

// Two words that share at least half of the longer one.
bool areAlike(QStringView a, QStringView b)
{
    const qsizetype longer = std::max(a.size(), b.size());
    if (longer > 64 || longer < 3 || 2 * std::min(a.size(), b.size()) < longer)
        return false;
    if ((a.front() != b.front() && a.back() != b.back()) || hasDigit(a) || hasDigit(b))
        return false;
    const Shared shared = sharedEnds(a, b);
    return 2 * (shared.left + shared.right) >= longer;
}

// Affine-gap alignment of the tokens, alike words included; small tables only.
class Table {
public:
    Table(const Side &a, const Side &b) : m_a(a), m_b(b), m_width(b.tokens.size() + 1), m_cells(size_t((a.tokens.size() + 1) * m_width)) {}

    QList<Mark> marks()
    {
        fill();
        trace();
        return std::move(m_marks);
    }

private:
    enum From : quint8 { Nowhere, Matched, Gap, Up, Left };
    struct Cell {
        int matched = 1 << 28; // cheapest way here that ends in a pair
        int gap = 1 << 28;     // … in a gap
        From matchedFrom = Nowhere;
        From gapFrom = Nowhere;
        bool gapFromMatched = false;
    };
    Cell &at(qsizetype i, qsizetype j) { return m_cells[size_t(i * m_width + j)]; }

    int pairCost(qsizetype i, qsizetype j) const
    {
        const QStringView left = m_a.token(i);
        const QStringView right = m_b.token(j);
        if (left == right)
            return 0;
        if (m_a.tokens.at(i).kind != TokenKind::Word || m_b.tokens.at(j).kind != TokenKind::Word || !areAlike(left, right))
            return -1;
        const Shared shared = sharedEnds(left, right);
        return int(left.size() + right.size() - 2 * (shared.left + shared.right)) + gapCost;
    }
    void offer(Cell &cell, const Cell &before, From direction, int length)
    {
        const bool fromMatched = before.matched + gapCost < before.gap;
        const int cost = std::min(before.matched + gapCost, before.gap) + length;
        if (cost < cell.gap) {
            cell.gap = cost;
            cell.gapFrom = direction;
            cell.gapFromMatched = fromMatched;
        }
    }
    void fill()
    {
        at(0, 0).matched = 0;
        for (qsizetype i = 0; i <= m_a.tokens.size(); ++i) {
            for (qsizetype j = 0; j <= m_b.tokens.size(); ++j) {
                Cell &cell = at(i, j);
                if (i > 0)
                    offer(cell, at(i - 1, j), Up, int(m_a.tokens.at(i - 1).length));
                if (j > 0)
                    offer(cell, at(i, j - 1), Left, int(m_b.tokens.at(j - 1).length));
                const int cost = i > 0 && j > 0 ? pairCost(i - 1, j - 1) : -1;
                if (cost < 0)
                    continue;
                const Cell &before = at(i - 1, j - 1);
                cell.matchedFrom = before.matched <= before.gap ? Matched : Gap;
                cell.matched = std::min(before.matched, before.gap) + cost;
            }
        }
    }
    // From the end; marks are put in front.
    void trace()
    {
        qsizetype i = m_a.tokens.size();
        qsizetype j = m_b.tokens.size();
        bool matched = at(i, j).matched <= at(i, j).gap;
        while (i > 0 || j > 0) {
            if (matched) {
                --i;
                --j;
                addPair(i, j);
                matched = at(i + 1, j + 1).matchedFrom == Matched;
                continue;
            }
            const qsizetype endA = i;
            const qsizetype endB = j;
            for (bool inGap = true; inGap;) {
                const Cell &cell = at(i, j);
                (cell.gapFrom == Up ? i : j) -= 1;
                inGap = !cell.gapFromMatched;
            }
            m_marks.prepend({m_a.range(i, endA), m_b.range(j, endB)});
            matched = true;
            if (i == 0 && j == 0)
                break;
        }
    }
    void addPair(qsizetype i, qsizetype j)
    {
        const QStringView left = m_a.token(i);
        const QStringView right = m_b.token(j);
        if (left == right)
            return;
        const Shared shared = sharedEnds(left, right);
        const Range whole = m_a.range(i, i + 1);
        const Range other = m_b.range(j, j + 1);
        m_marks.prepend({{whole.start + shared.left, whole.end - shared.right}, {other.start + shared.left, other.end - shared.right}});
    }

    const Side &m_a;
    const Side &m_b;
    qsizetype m_width;
    std::vector<Cell> m_cells;
    QList<Mark> m_marks;
};

} // namespace

QList<Mark> innerMarks(QStringView a, QStringView b, const Hunk &hunk)
{
    if (hunk.op != Op::Replace || hunk.a.length() * hunk.b.length() > 16 * mostCells)
        return {};
    const QStringView whole = a.sliced(hunk.a.start, hunk.a.length());
    const QStringView other = b.sliced(hunk.b.start, hunk.b.length());
    if (isSimpleWord(whole) && isSimpleWord(other) && !areAlike(whole, other))
        return {}; // as most are, without cutting them
    const Side left = sideOf(a, hunk.a);
    const Side right = sideOf(b, hunk.b);
    if (left.tokens.size() == 1 && right.tokens.size() == 1 && !areAlike(left.text, right.text))
        return {};
    if (left.tokens.size() * right.tokens.size() > mostCells)
        return {};
    const QList<Mark> marks = Table(left, right).marks();
    const bool allOfIt = marks.size() == 1 && marks.first().a == hunk.a && marks.first().b == hunk.b;
    return allOfIt ? QList<Mark>() : marks;
}

} // namespace countersign::diff
