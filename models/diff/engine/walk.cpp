#include "diff/engine/walk.h"

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr int mostDifferences = 200;
constexpr int sureAtoms = 8;
constexpr quint32 sureWeight = 32;

} // namespace

// Atoms that match from (i, j) on, at most `enough`.
int Walker::snake(const Box &box, int i, int j, int enough) const
{
    const int room = std::min({box.a1 - i, box.b1 - j, enough});
    int count = 0;
    while (count < room && m_a[size_t(i + count)].matches(m_b[size_t(j + count)]))
        ++count;
    return count;
}

// The more was skipped, the longer both must agree.
bool Walker::isSure(int i, int count, int differences) const
{
    if (count < sureAtoms + differences / 8)
        return false;
    quint32 weight = 0;
    for (int k = 0; k < count && weight < sureWeight; ++k)
        weight += m_a[size_t(i + k)].weight;
    return weight >= sureWeight;
}

std::optional<Walker::Step> Walker::next(const Box &box)
{
    const int offset = mostDifferences + 1;
    m_reached.assign(size_t(2 * offset + 1), 0);
    const auto reached = [&](int diagonal) -> int & { return m_reached[size_t(diagonal + offset)]; };
    reached(1) = 0;
    for (int differences = 1; differences <= mostDifferences; ++differences) {
        if (!m_budget.spend(differences))
            return std::nullopt;
        for (int diagonal = -differences; diagonal <= differences; diagonal += 2) {
            // Rows count deletions: a diagonal is row − column.
            const bool fromBelow = diagonal == -differences || (diagonal != differences && reached(diagonal - 1) + 1 < reached(diagonal + 1));
            const int row = fromBelow ? reached(diagonal + 1) : reached(diagonal - 1) + 1;
            const int i = box.a0 + row;
            const int j = box.b0 + row - diagonal;
            if (i > box.a1 || j > box.b1) {
                reached(diagonal) = row;
                continue;
            }
            const int enough = 2 * (sureAtoms + differences / 8);
            const int count = snake(box, i, j, enough);
            reached(diagonal) = row + count;
            if (i + count == box.a1 && j + count == box.b1)
                return std::nullopt; // the end, and nothing sure before it
            if (!isSure(i, count, differences))
                continue;
            const int rest = count < enough ? 0 : snake(box, i + count, j + count, box.a1 - box.a0);
            return Step{{box.a0, i, box.b0, j}, {i, j, count + rest}};
        }
    }
    return std::nullopt;
}

} // namespace countersign::diff
