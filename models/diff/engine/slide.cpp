// An insertion or deletion whose text begins as what follows it (or ends as what precedes it) can stand at several places.
#include "diff/engine/borders.h"
#include "diff/engine/finish.h"

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype farthest = 1500;

// Whether a token may begin or end at a position, asked for places close to each other.
class Edges {
public:
    Edges(const Atoms &atoms, size_t near) : m_atoms(atoms), m_at(std::min(near, atoms.size() - 1)) {}
    bool isEdge(qsizetype position)
    {
        while (m_at + 1 < m_atoms.size() && qsizetype(m_atoms[m_at + 1].start) <= position)
            ++m_at;
        while (m_at > 0 && qsizetype(m_atoms[m_at].start) > position)
            --m_at;
        return position <= qsizetype(m_atoms[m_at].start) || position >= m_atoms[m_at].end();
    }

private:
    const Atoms &m_atoms;
    size_t m_at; // the last atom that starts at or before the position
};

bool isBalanced(QStringView text)
{
    int depth = 0;
    int quotes = 0;
    for (QChar c : text) {
        switch (c.unicode()) {
        case u'(':
        case u'[':
        case u'{':
        case u'\u00ab':
        case u'\u201c':
            ++depth;
            break;
        case u')':
        case u']':
        case u'}':
        case u'\u00bb':
        case u'\u201d':
            if (--depth < 0)
                return false;
            break;
        case u'"':
            ++quotes;
        }
    }
    return depth == 0 && quotes % 2 == 0;
}

// How well text[range] stands by itself; more is better.
int worth(QStringView text, Range range)
{
    const Border start = borderAt(text, range.start);
    Border end = borderAt(text, range.end);
    if (range.end == text.size() && start != Border::LineTail)
        end = start; // the end of the text closes whatever was begun
    int value = start == end ? 10 * int(start) : 3 * std::min(int(start), int(end));
    if (start == Border::LineHead && end == Border::LineHead && (range.start < 2 || isBreak(text[range.start - 2])))
        value += 5;
    if (range.length() <= 500 && isBalanced(text.sliced(range.start, range.length())))
        value += 3;
    return value;
}

struct Room {
    qsizetype left;
    qsizetype right;
};

// How far the hunk may go without meeting its neighbours or crossing text that is only alike.
Room roomFor(const Side &a, const Side &b, const Hunk &hunk, const Hunk *before, const Hunk *behind)
{
    const qsizetype left = before ? std::min(hunk.a.start - before->a.end, hunk.b.start - before->b.end) : std::min(hunk.a.start, hunk.b.start);
    const qsizetype right = behind ? std::min(behind->a.start - hunk.a.end, behind->b.start - hunk.b.end)
                                   : std::min(a.text.size() - hunk.a.end, b.text.size() - hunk.b.end);
    return {std::min(left - (before ? 1 : 0), farthest), std::min(right - (behind ? 1 : 0), farthest)};
}

} // namespace

void slide(const Side &a, const Side &b, Hunk &hunk, const HunkAtoms &near, const Hunk *before, const Hunk *behind)
{
    if (hunk.a.isEmpty() == hunk.b.isEmpty())
        return;
    const bool inserted = hunk.a.isEmpty();
    const QStringView text = inserted ? b.text : a.text;
    const Range range = inserted ? hunk.b : hunk.a;
    const Room room = roomFor(a, b, hunk, before, behind);
    qsizetype left = 0;
    while (left < room.left && text[range.start - left - 1] == text[range.end - left - 1])
        ++left;
    qsizetype right = 0;
    while (right < room.right && text[range.start + right] == text[range.end + right])
        ++right;
    Edges startA(a.atoms, near.a0), endA(a.atoms, near.a1), startB(b.atoms, near.b0), endB(b.atoms, near.b1);
    int best = -1;
    qsizetype shift = 0;
    for (qsizetype by = -left; by <= right; ++by) {
        const Range moved{range.start + by, range.end + by};
        const int value = worth(text, moved);
        if (value < best)
            continue;
        if (!startA.isEdge(hunk.a.start + by) || !endA.isEdge(hunk.a.end + by) || !startB.isEdge(hunk.b.start + by) || !endB.isEdge(hunk.b.end + by))
            continue;
        best = value;
        shift = by;
    }
    hunk.a = {hunk.a.start + shift, hunk.a.end + shift};
    hunk.b = {hunk.b.start + shift, hunk.b.end + shift};
}

} // namespace countersign::diff
