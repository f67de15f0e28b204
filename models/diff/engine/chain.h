// The cheapest alignment of a box, exactly: the chain of matched runs that minimises characters shown + 10 for each hunk.
// Same optimum as Gotoh's affine-gap table (1982) over all atoms and blanks, found on matches only: runs of matches too short to pay for
// the hunk they split are left out, the best chain before a place is kept in a Fenwick tree (as Hunt–Szymanski 1977 keep thresholds).
// Work grows with the matches, not with the box. Not thread-safe; one solver serves many boxes.
#pragma once

#include "diff/engine/box.h"
#include "diff/engine/budget.h"

#include <array>

namespace countersign::diff {

class ChainSolver {
public:
    ChainSolver(const Atoms &a, const Atoms &b, const Vocabulary &words, Budget &budget);

    // How often a word may occur in b for its matches to begin a run. With `all` the solution is exact.
    static constexpr int all = 1 << 30;
    static constexpr std::array<int, 5> rarities{all, 48, 12, 4, 1};
    // About how many cells solve() would take at each rarity. The box must be trimmed.
    using Estimate = std::array<qint64, rarities.size()>;
    Estimate estimate(const Box &box);
    // Appends the runs in order. False when the budget ended first; nothing is appended then.
    bool solve(const Box &box, Runs &runs, int rarity = all);

private:
    struct Cell { // a matched pair of atoms in the present row
        int column;
        int score;
        int node;
    };
    struct Node { // a run taken, and the run before it in the best chain
        int a;
        int b;
        int previous;
        int previousEnd; // last row of the previous run that counts
    };
    struct Best { // the best chain that ends in some place
        int score;
        int node;
        int row;
    };
    struct Places { // columns of the box that hold a word, or a word and its follower
        int first = 0; // + 1; 0: none
        int count = 0;
    };

    void index(const Box &box);
    void forget(const Box &box);
    quint32 pairSlot(quint32 first, quint32 second) const;
    const Places &places(int row) const;
    void findStarts(const Box &box, int row);
    bool startsRun(const Box &box, int row, int column) const;
    void row(const Box &box, int row);
    Best bestBefore(const Box &box, int row, int column);
    void consider(const Best &from, int row, int column, Best &best) const;
    Best bestEarlier(int row, int column, int treeColumn) const;
    void settle(const Box &box, int row);
    Best finish(const Box &box);
    void trace(Best last, Runs &runs) const;
    Run place(const Best &best) const;

    const Atoms &m_a;
    const Atoms &m_b;
    const Vocabulary &m_words;
    Budget &m_budget;

    bool m_small = false; // no index: the box is scanned
    int m_rarity = all;
    std::vector<Places> m_byWord;
    std::vector<Places> m_byPair;
    std::vector<int> m_nextSame; // by column: next column with the same word + 1
    std::vector<int> m_nextPair;
    quint32 m_pairMask = 0;

    std::vector<int> m_starts;
    std::vector<Cell> m_previous;
    std::vector<Cell> m_current;
    int m_bestSoFar = 0;
    size_t m_reach = 0;       // cells of the previous row that lie left of the present column
    Best m_bestReached{};     // the best of them
    Best m_bestSharing{};     // the best of them with its blanks to the right
    std::vector<Best> m_tree; // Fenwick: best of all rows before the previous one
    std::vector<Best> m_columns;
    std::vector<Node> m_nodes;
};

} // namespace countersign::diff
