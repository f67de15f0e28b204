// Reading one text along another: where the two hold the same characters the other's atoms are taken over instead of cutting and interning
// them again. The result is what Vocabulary::read gives.
#include "diff/engine/atoms.h"

#include <cstring>

namespace countersign::diff {

namespace {

constexpr size_t lookahead = 4;     // a token depends on what stands behind it: so many atoms before a difference are cut anew
constexpr qsizetype worthIt = 32;   // characters in common that make following pay
constexpr size_t window = 24;       // atoms in which the other text is searched for where it goes on
constexpr size_t often = 4096;      // atoms between two looks at the stop

qsizetype sharedLength(QStringView a, QStringView b)
{
    const qsizetype size = std::min(a.size(), b.size());
    const char16_t *x = a.utf16();
    const char16_t *y = b.utf16();
    qsizetype at = 0;
    for (; at + 4 <= size; at += 4) {
        quint64 left;
        quint64 right;
        std::memcpy(&left, x + at, sizeof left);
        std::memcpy(&right, y + at, sizeof right);
        if (left != right)
            break;
    }
    while (at < size && x[at] == y[at])
        ++at;
    return at;
}

// How a flag is cut depends on all of its run (Cutter::nextFlags), however long: where a run begins that reaches up to the place.
qsizetype flagsBefore(QStringView text, qsizetype at)
{
    constexpr char16_t high = 0xd83c;
    bool flags = at > 0 && text[at - 1] == high; // half of one
    qsizetype start = at - (flags ? 1 : 0);
    while (start > 0) {
        const char16_t unit = text[start - 1].unicode();
        const bool pair = start > 1 && QChar::isLowSurrogate(unit) && text[start - 2].isHighSurrogate();
        const CharClass kind = pair ? classOfSupplementary(QChar::surrogateToUcs4(text[start - 2].unicode(), unit)) : charClasses().of(unit);
        if (kind != CharClass::Regional && kind != CharClass::Mark && kind != CharClass::Join)
            break;
        flags = flags || kind == CharClass::Regional;
        start -= pair ? 2 : 1;
    }
    return flags ? start : at;
}

} // namespace

// Reads `text` while walking through the atoms of `other`.
class Follower {
public:
    Follower(Vocabulary &words, QStringView text, QStringView other, const Atoms &others)
        : m_words(words), m_text(text), m_other(other), m_others(others), m_cutter(text)
    {
        m_atoms.reserve(others.size() + size_t(std::max<qsizetype>(0, text.size() - other.size()) / 5) + 8);
    }

    Atoms read(const std::stop_token &stop)
    {
        bool inStep = true;
        for (size_t looks = 0;;) {
            if (inStep && follow())
                return std::move(m_atoms);
            m_atoms.push_back(m_words.next(m_cutter, m_text, m_at));
            if (m_atoms.back().word == 0)
                return std::move(m_atoms);
            m_at = m_atoms.back().end();
            ++m_cutAnew;
            inStep = findStep();
            if (m_atoms.size() / often != looks) {
                looks = m_atoms.size() / often;
                if (stop.stop_requested())
                    return std::move(m_atoms);
            }
        }
    }

private:
    qsizetype otherEnd(size_t atom) const { return atom == 0 ? 0 : m_others[atom - 1].end(); }

    // Takes over what both have in common from here on; true at the end of both.
    bool follow()
    {
        const qsizetype from = otherEnd(m_next);
        const qsizetype shared = sharedLength(m_text.sliced(m_at), m_other.sliced(from));
        const bool toTheEnd = shared == m_text.size() - m_at && shared == m_other.size() - from;
        size_t end = m_next;
        if (toTheEnd)
            end = m_others.size();
        else
            for (const qsizetype limit = flagsBefore(m_other, from + shared); end + lookahead < m_others.size() && m_others[end + lookahead].end() < limit;)
                ++end;
        const auto shift = quint32(m_at - from); // modulo 2^32, as the starts are
        const size_t known = m_atoms.size();
        m_atoms.insert(m_atoms.end(), m_others.begin() + qptrdiff(m_next), m_others.begin() + qptrdiff(end));
        for (size_t k = known; k < m_atoms.size() && shift != 0; ++k)
            m_atoms[k].start += shift;
        if (end > m_next) {
            m_next = end;
            m_at = m_atoms.back().end();
            m_cutAnew = 0;
        }
        return toTheEnd;
    }

    // Whether the two texts go on alike behind the atom just cut: two equal atoms, and then enough characters.
    bool findStep()
    {
        if (m_atoms.size() < 2)
            return false;
        const bool farApart = m_cutAnew > 4 * window;
        if (farApart && m_next + 1 < m_others.size())
            ++m_next; // keep pace
        if (farApart && m_cutAnew % 8 != 0)
            return false;
        const quint32 word = m_atoms.back().word;
        const quint32 before = m_atoms[m_atoms.size() - 2].word;
        const size_t end = std::min(m_others.size() - 1, m_next + std::min(m_cutAnew, 4 * window) + window);
        for (size_t k = std::max<size_t>(m_next, 1); k < end; ++k) {
            if (m_others[k].word != word || m_others[k - 1].word != before)
                continue;
            const QStringView here = m_text.sliced(m_at).first(std::min(worthIt, m_text.size() - m_at));
            if (!m_other.sliced(m_others[k].end()).startsWith(here))
                continue;
            m_next = k + 1;
            return true;
        }
        return false;
    }

    Vocabulary &m_words;
    QStringView m_text;
    QStringView m_other;
    const Atoms &m_others;
    Cutter m_cutter;
    Atoms m_atoms;
    qsizetype m_at = 0;   // the end of the last atom
    size_t m_next = 0;    // the atom of the other text that would come next
    size_t m_cutAnew = 0; // atoms since the two were in step
};

Atoms Vocabulary::readAlong(QStringView text, QStringView other, const Atoms &others, const std::stop_token &stop)
{
    lastAs(text);
    return Follower(*this, text, other, others).read(stop);
}

} // namespace countersign::diff
