// Follows two similar texts side by side: along what is equal, and past each change to the next place where both surely go on together.
// Source: Myers 1986, greedy forward search, capped and restarted at every such place. Not thread-safe.
#pragma once

#include "diff/engine/box.h"
#include "diff/engine/budget.h"

#include <optional>

namespace countersign::diff {

class Walker {
public:
    Walker(const Atoms &a, const Atoms &b, Budget &budget) : m_a(a), m_b(b), m_budget(budget) {}

    // What lies between two stretches that surely belong together.
    struct Step {
        Box change;   // to be solved
        Run together; // matched, behind the change
    };
    // Goes on from the start of the box; the end when the box is done; nothing when no sure place is near.
    // Box: what is left, its first atoms not matching.
    std::optional<Step> next(const Box &box);

private:
    int snake(const Box &box, int i, int j, int enough) const;
    bool isSure(int i, int count, int differences) const;

    const Atoms &m_a;
    const Atoms &m_b;
    Budget &m_budget;
    std::vector<int> m_reached; // by diagonal: the furthest row
};

} // namespace countersign::diff
