#include "diff/engine/region.h"

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr int safeAtoms = 12;       // an unchanged stretch of so many atoms …
constexpr qsizetype safeLength = 60; // … and characters is not given up by a better solution
constexpr int margin = 64;          // atoms of unchanged text to solve along, so that edges can slide
constexpr qint64 largestBox = 100'000;

} // namespace

RegionFinder::RegionFinder(const Atoms &a, const TypedAtoms &b, qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks)
    : m_a(a), m_b(b), m_lengthA(lengthA), m_lengthB(lengthB), m_hunks(hunks)
{
}

int RegionFinder::indexInA(qsizetype position) const
{
    const auto found = std::lower_bound(m_a.begin(), m_a.end() - 1, position,
                                        [](const Atom &atom, qsizetype at) { return qsizetype(atom.start) < at; });
    return int(found - m_a.begin());
}

RegionFinder::Stretch RegionFinder::stretch(Range a, Range b) const
{
    Stretch found{a, b, indexInA(a.start), m_b.indexFrom(b.start), 0, false};
    const int endA = indexInA(a.end);
    const int endB = m_b.indexFrom(b.end);
    found.count = std::min(endA - found.a0, endB - found.b0);
    // The last atom may reach over the end; one less costs little.
    if (found.count > 0 && (m_a[size_t(found.a0 + found.count - 1)].end() > a.end || m_b.at(found.b0 + found.count - 1).end() > b.end))
        --found.count;
    const auto isMatched = [&](int k) {
        const Atom left = m_a[size_t(found.a0 + k)];
        const Atom right = m_b.at(found.b0 + k);
        return qsizetype(left.start) - a.start == qsizetype(right.start) - b.start && left.word == right.word;
    };
    if (found.count > 0 && (endA - found.a0 != endB - found.b0 || !isMatched(0) || !isMatched(found.count - 1)))
        found.count = 0; // cut differently: no place to stop
    return found;
}

// The unchanged text between hunk − 1 and what begins at endB.
RegionFinder::Stretch RegionFinder::before(qsizetype hunk, qsizetype endB) const
{
    const qsizetype startA = hunk > 0 ? m_hunks.at(hunk - 1).a.end : 0;
    const qsizetype startB = hunk > 0 ? m_hunks.at(hunk - 1).b.end : 0;
    Stretch found = stretch({startA, startA + endB - startB}, {startB, endB});
    found.isTextEnd = hunk == 0;
    return found;
}

// The unchanged text between what ends at startB and the hunk.
RegionFinder::Stretch RegionFinder::behind(qsizetype hunk, qsizetype startB) const
{
    const qsizetype endA = hunk < m_hunks.size() ? m_hunks.at(hunk).a.start : m_lengthA;
    const qsizetype endB = hunk < m_hunks.size() ? m_hunks.at(hunk).b.start : m_lengthB;
    Stretch found = stretch({endA - (endB - startB), endA}, {startB, endB});
    found.isTextEnd = hunk == m_hunks.size();
    return found;
}

bool RegionFinder::isSafe(const Stretch &stretch) const
{
    return stretch.count >= safeAtoms && stretch.b.length() >= safeLength;
}

bool RegionFinder::tooLarge() const
{
    return qint64(m_region.a1 - m_region.a0) * (m_region.b1 - m_region.b0) > largestBox;
}

// The box begins behind a matched atom of the stretch.
void RegionFinder::takeLeft(const Stretch &stretch)
{
    const int skipped = std::max(1, stretch.count - margin);
    const bool whole = stretch.isTextEnd && stretch.count <= margin;
    m_region.a0 = whole ? 0 : stretch.a0 + skipped;
    m_region.b0 = whole ? 0 : stretch.b0 + skipped;
}

void RegionFinder::takeRight(const Stretch &stretch)
{
    const int taken = std::min(stretch.count - 1, margin);
    const bool whole = stretch.isTextEnd && stretch.count <= margin;
    m_region.a1 = whole ? int(m_a.size()) - 1 : stretch.a0 + taken;
    m_region.b1 = whole ? m_b.size() - 1 : stretch.b0 + taken;
}

Region RegionFinder::find(qsizetype first, qsizetype last, qsizetype start, qsizetype end)
{
    m_region = {first, last, first, last, 0, 0, 0, 0};
    Stretch left = before(first, start);
    Stretch right = behind(last, end);
    const auto usable = [](const Stretch &stretch) { return stretch.count >= 1 || stretch.isTextEnd; };
    for (;;) {
        takeLeft(left);
        takeRight(right);
        const bool small = !tooLarge();
        if (!left.isTextEnd && (!usable(left) || (small && !isSafe(left)))) {
            --m_region.first;
            left = before(m_region.first, m_hunks.at(m_region.first).b.start);
        } else if (!right.isTextEnd && (!usable(right) || (small && !isSafe(right)))) {
            ++m_region.last;
            right = behind(m_region.last, m_hunks.at(m_region.last - 1).b.end);
        } else {
            return m_region;
        }
    }
}

} // namespace countersign::diff
