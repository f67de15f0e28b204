#include "diff/alignment.h"

#include "diff/engine/charclass.h"
#include "diff/engine/layout.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace countersign::diff {

namespace {

struct Line {
    Range text; // without its end
    qsizetype end = 0;
};

std::vector<Line> linesOf(QStringView text)
{
    std::vector<Line> lines;
    qsizetype start = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (charClasses().of(text[at].unicode()) != CharClass::Break)
            continue;
        const qsizetype textEnd = at;
        if (text[at] == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n')
            ++at;
        lines.push_back({{start, textEnd}, at + 1});
        start = at + 1;
    }
    lines.push_back({{start, text.size()}, text.size()});
    return lines;
}

qsizetype lineAt(const std::vector<Line> &lines, qsizetype position)
{
    const auto line = std::upper_bound(lines.begin(), lines.end(), position, [](qsizetype at, const Line &l) { return at < l.text.start; });
    return line - lines.begin() - 1;
}

// A reason to show line `a` beside line `b`; the longest shared text wins.
struct Tie {
    qsizetype a;
    qsizetype b;
    qsizetype shared;
};

class Pairing {
public:
    Pairing(const std::vector<Line> &linesA, const std::vector<Line> &linesB) : m_linesA(linesA), m_linesB(linesB) {}

    void add(const Piece &piece)
    {
        if (piece.kind == Piece::Kind::Kept)
            kept(piece);
        else if (piece.kind == Piece::Kind::Both)
            replaced(piece);
    }

    // Line of a → line of b, rising on both sides.
    std::map<qsizetype, qsizetype> take()
    {
        if (m_linesA.back().text.isEmpty() && m_linesB.back().text.isEmpty())
            tie(qsizetype(m_linesA.size()) - 1, qsizetype(m_linesB.size()) - 1, 0);
        std::stable_sort(m_ties.begin(), m_ties.end(), [](const Tie &x, const Tie &y) { return x.shared > y.shared; });
        std::map<qsizetype, qsizetype> pairs;
        for (const Tie &tie : m_ties) {
            const auto behind = pairs.lower_bound(tie.a);
            if (behind != pairs.end() && (behind->first == tie.a || behind->second <= tie.b))
                continue;
            if (behind != pairs.begin() && std::prev(behind)->second >= tie.b)
                continue;
            pairs.emplace_hint(behind, tie.a, tie.b);
        }
        return pairs;
    }

private:
    void kept(const Piece &piece)
    {
        qsizetype lineA = lineAt(m_linesA, piece.a.start);
        qsizetype lineB = lineAt(m_linesB, piece.b.start);
        for (qsizetype at = piece.a.start; at < piece.a.end;) {
            const Line &line = m_linesA[size_t(lineA)];
            const qsizetype end = std::min(line.end, piece.a.end);
            // A shared line end alone says little; one behind nothing else says the lines are both empty.
            tie(lineA, lineB, 2 * (std::min(line.text.end, end) - at) + 1);
            at = end;
            ++lineA;
            ++lineB;
        }
    }
    void replaced(const Piece &piece)
    {
        const qsizetype firstA = lineAt(m_linesA, piece.a.start);
        const qsizetype firstB = lineAt(m_linesB, piece.b.start);
        const qsizetype lastA = lineAt(m_linesA, piece.a.end - 1);
        const qsizetype lastB = lineAt(m_linesB, piece.b.end - 1);
        for (qsizetype k = 0; k <= std::min(lastA - firstA, lastB - firstB); ++k)
            tie(firstA + k, firstB + k, 0);
    }
    void tie(qsizetype a, qsizetype b, qsizetype shared)
    {
        if (!m_ties.empty() && m_ties.back().a == a && m_ties.back().b == b)
            m_ties.back().shared += shared;
        else
            m_ties.push_back({a, b, shared});
    }

    const std::vector<Line> &m_linesA;
    const std::vector<Line> &m_linesB;
    std::vector<Tie> m_ties;
};

// Gives every line its marked stretches.
class Spans {
public:
    Spans(const std::vector<Line> &lines, const QList<Hunk> &hunks, bool left) : m_lines(lines), m_hunks(hunks), m_spans(lines.size()), m_left(left) {}

    void add(const Piece &piece)
    {
        const Range range = m_left ? piece.a : piece.b;
        if (piece.hunk < 0 || range.isEmpty())
            return;
        qsizetype at = range.start;
        for (const Mark &mark : m_hunks.at(piece.hunk).inner) {
            const Range inner = m_left ? mark.a : mark.b;
            put({at, inner.start}, piece.hunk, false);
            put(inner, piece.hunk, true);
            at = inner.end;
        }
        put({at, range.end}, piece.hunk, false);
    }
    const QList<Span> &of(qsizetype line) const { return m_spans[size_t(line)]; }

private:
    void put(Range range, qsizetype hunk, bool inner)
    {
        if (range.isEmpty())
            return;
        const bool moved = m_hunks.at(hunk).op == Op::Move;
        for (qsizetype line = lineAt(m_lines, range.start); line < qsizetype(m_lines.size()); ++line) {
            const Range &text = m_lines[size_t(line)].text;
            if (text.start >= range.end)
                break;
            const Range inLine{std::max(range.start, text.start), std::min(range.end, text.end)};
            if (inLine.length() > 0)
                m_spans[size_t(line)].append({inLine, hunk, moved, inner});
        }
    }

    const std::vector<Line> &m_lines;
    const QList<Hunk> &m_hunks;
    std::vector<QList<Span>> m_spans;
    bool m_left;
};

} // namespace

QList<Row> rows(QStringView a, QStringView b, const QList<Hunk> &hunks)
{
    const auto pieces = layOut(a.size(), b.size(), hunks);
    if (!pieces)
        return {};
    const std::vector<Line> linesA = linesOf(a);
    const std::vector<Line> linesB = linesOf(b);
    Pairing pairing(linesA, linesB);
    Spans spansA(linesA, hunks, true);
    Spans spansB(linesB, hunks, false);
    for (const Piece &piece : *pieces) {
        pairing.add(piece);
        spansA.add(piece);
        spansB.add(piece);
    }
    QList<Row> list;
    qsizetype nextA = 0;
    qsizetype nextB = 0;
    const auto alone = [&](qsizetype endA, qsizetype endB) {
        for (; nextA < endA; ++nextA)
            list.append({Row::Kind::OnlyA, nextA, -1, linesA[size_t(nextA)].text, {}, spansA.of(nextA), {}});
        for (; nextB < endB; ++nextB)
            list.append({Row::Kind::OnlyB, -1, nextB, {}, linesB[size_t(nextB)].text, {}, spansB.of(nextB)});
    };
    for (const auto &[lineA, lineB] : pairing.take()) {
        alone(lineA, lineB);
        const bool same = spansA.of(lineA).isEmpty() && spansB.of(lineB).isEmpty();
        list.append({same ? Row::Kind::Same : Row::Kind::Changed, lineA, lineB, linesA[size_t(lineA)].text, linesB[size_t(lineB)].text,
                     spansA.of(lineA), spansB.of(lineB)});
        nextA = lineA + 1;
        nextB = lineB + 1;
    }
    alone(qsizetype(linesA.size()), qsizetype(linesB.size()));
    return list;
}

} // namespace countersign::diff
