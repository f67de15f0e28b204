// Aligns two sequences of atoms as cheaply as the budget allows: exactly where matches are few enough, else by cutting the box at places
// that surely, then at places that probably belong together. Deterministic. Not thread-safe.
#pragma once

#include "diff/engine/chain.h"
#include "diff/engine/walk.h"

namespace countersign::diff {

class Solver {
public:
    Solver(const Atoms &a, const Atoms &b, const Vocabulary &words, const CompareOptions &options);

    // The matched runs of the box, in order. Atoms in no run are changed.
    Runs solve(const Box &box);
    // Parts that the budget did not suffice for, in order: a hunk that ends in one is coarse.
    const std::vector<Box> &coarse() const { return m_coarse; }
    // Whether every box was solved exactly, walks and trims aside.
    bool isExact() const { return m_exact; }
    bool wasStopped() const { return m_budget.wasStopped(); }

private:
    void solveBox(Box box, int depth, bool mayWalk);
    void solveTrimmed(Box box, int depth, bool mayWalk);
    bool solveExactly(const Box &box, const ChainSolver::Estimate &cells);
    Box walk(Box box, int depth);
    bool splitAtRareRuns(const Box &box, const ChainSolver::Estimate &cells, int depth);
    void solveAlongDiagonal(const Box &box);
    void append(const Run &run);

    const Atoms &m_a;
    const Atoms &m_b;
    qint64 m_exactCells;
    Budget m_budget;
    ChainSolver m_chain;
    Walker m_walker;
    Runs m_runs;
    std::vector<Box> m_coarse;
    bool m_exact = true;
};

} // namespace countersign::diff
