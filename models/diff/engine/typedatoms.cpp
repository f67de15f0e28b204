#include "diff/engine/typedatoms.h"

namespace countersign::diff {

namespace {

// A token looks at most this many atoms ahead (a sign in the middle of a word, and what follows it).
constexpr int lookAhead = 4;

} // namespace

void TypedAtoms::read(Vocabulary &words, QStringView text)
{
    m_length = text.size();
    m_front = words.read(text);
    m_back.assign(1, m_front.back());
    m_back.back().start = 0;
    m_front.pop_back();
}

Atom TypedAtoms::placed(const Atom &behind) const
{
    Atom atom = behind;
    atom.start = quint32(m_length - qsizetype(behind.start));
    return atom;
}

Atom TypedAtoms::at(int index) const
{
    if (size_t(index) < m_front.size())
        return m_front[size_t(index)];
    return placed(m_back[m_back.size() - 1 - (size_t(index) - m_front.size())]);
}

int TypedAtoms::indexFrom(qsizetype position) const
{
    int first = 0;
    int last = size() - 1;
    while (first < last) {
        const int middle = first + (last - first) / 2;
        if (qsizetype(at(middle).start) < position)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

void TypedAtoms::copy(int first, int last, Atoms &atoms) const
{
    atoms.clear();
    for (int k = first; k < last; ++k)
        atoms.push_back(at(k));
}

// Puts the border between front and back at the first atom that starts at the position or behind it.
void TypedAtoms::moveTo(qsizetype position)
{
    while (!m_front.empty() && qsizetype(m_front.back().start) >= position) {
        m_back.push_back(m_front.back());
        m_back.back().start = quint32(m_length - qsizetype(m_back.back().start));
        m_front.pop_back();
    }
    while (m_back.size() > 1 && m_length - qsizetype(m_back.back().start) < position) {
        m_front.push_back(placed(m_back.back()));
        m_back.pop_back();
    }
}

TypedAtoms::Cut TypedAtoms::edit(Vocabulary &words, QStringView text, qsizetype position, qsizetype removed, qsizetype added)
{
    moveTo(position);
    for (int k = 0; k < lookAhead && !m_front.empty(); ++k)
        m_front.pop_back();
    while (m_back.size() > 1 && m_length - qsizetype(m_back.back().start) < position + removed)
        m_back.pop_back();
    m_length = text.size();
    Cut cut{int(m_front.size()), 0};
    const Cutter cutter(text);
    qsizetype at = m_front.empty() ? 0 : m_front.back().end();
    for (;;) {
        const Atom atom = words.next(cutter, text, at);
        while (m_back.size() > 1 && m_length - qsizetype(m_back.back().start) < qsizetype(atom.start))
            m_back.pop_back();
        const bool known = m_length - qsizetype(m_back.back().start) == qsizetype(atom.start) && qsizetype(atom.start) >= position + added;
        if (known && m_back.back().length == atom.length) {
            m_back.back().blank = atom.blank;
            break;
        }
        if (atom.word == 0) {
            m_back.back().blank = atom.blank;
            break;
        }
        m_front.push_back(atom);
        at = atom.end();
    }
    cut.last = int(m_front.size());
    return cut;
}

} // namespace countersign::diff
