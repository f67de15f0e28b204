#include "diff/engine/solver.h"

namespace countersign::diff {

namespace {

constexpr qint64 smallBox = 200'000; // cells: exact at once
constexpr int deepest = 40;
constexpr qint64 lastCells = 1'600'000; // of the table, when all else failed

} // namespace

Solver::Solver(const Atoms &a, const Atoms &b, const Vocabulary &words, const CompareOptions &options)
    : m_a(a), m_b(b), m_exactCells(options.exactCells), m_budget(options.budget, options.stop), m_chain(a, b, words, m_budget),
      m_walker(a, b, m_budget)
{
}

void Solver::append(const Run &run)
{
    if (run.count > 0)
        m_runs.push_back(run);
}

Runs Solver::solve(const Box &box)
{
    m_runs.clear();
    solveBox(box, 0, true);
    return std::move(m_runs);
}

void Solver::solveBox(Box box, int depth, bool mayWalk)
{
    Run head;
    Run tail;
    trim(m_a, m_b, box, head, tail);
    append(head);
    if (!box.isEmpty())
        solveTrimmed(box, depth, mayWalk);
    append(tail);
}

void Solver::solveTrimmed(Box box, int depth, bool mayWalk)
{
    // Large boxes are walked first: even to count their matches takes time.
    if (mayWalk && qint64(box.height()) * box.width() > smallBox)
        box = walk(box, depth);
    if (box.isEmpty())
        return;
    const ChainSolver::Estimate cells = m_chain.estimate(box);
    if (solveExactly(box, cells))
        return;
    m_exact = false;
    if (depth < deepest && splitAtRareRuns(box, cells, depth))
        return;
    solveAlongDiagonal(box);
}

bool Solver::solveExactly(const Box &box, const ChainSolver::Estimate &cells)
{
    return cells.front() <= std::min(m_exactCells, m_budget.left()) && m_chain.solve(box, m_runs);
}

// Solves what similar texts let be solved on the way; returns what is left, trimmed.
Box Solver::walk(Box box, int depth)
{
    while (!box.isEmpty()) {
        const auto step = m_walker.next(box);
        if (!step)
            return box;
        solveBox(step->change, depth + 1, false);
        append(step->together);
        box.a0 = step->together.a + step->together.count;
        box.b0 = step->together.b + step->together.count;
    }
    return box;
}

// The best chain of runs that hold a rare word; what lies between is solved in turn.
bool Solver::splitAtRareRuns(const Box &box, const ChainSolver::Estimate &cells, int depth)
{
    size_t k = 1;
    while (k < cells.size() && cells[k] > std::min(m_exactCells, m_budget.left() / 2))
        ++k;
    if (k == cells.size())
        return false;
    Runs found;
    if (!m_chain.solve(box, found, ChainSolver::rarities[k]) || found.empty())
        return false;
    Box between = box;
    for (const Run &run : found) {
        between.a1 = run.a;
        between.b1 = run.b;
        solveBox(between, depth + 1, true);
        append(run);
        between.a0 = run.a + run.count;
        between.b0 = run.b + run.count;
    }
    between.a1 = box.a1;
    between.b1 = box.b1;
    solveBox(between, depth + 1, true);
    return true;
}

// The last resort: pieces along the diagonal, as long as the budget lasts.
void Solver::solveAlongDiagonal(const Box &box)
{
    m_coarse.push_back(box);
    const qint64 length = std::max(box.height(), box.width());
    const qint64 pieces = std::max<qint64>(1, length / std::clamp<qint64>(lastCells / length, 8, 256));
    for (qint64 k = 0; k < pieces && !m_budget.isStopped(); ++k) {
        Box piece;
        piece.a0 = int(box.a0 + box.height() * k / pieces);
        piece.a1 = int(box.a0 + box.height() * (k + 1) / pieces);
        piece.b0 = int(box.b0 + box.width() * k / pieces);
        piece.b1 = int(box.b0 + box.width() * (k + 1) / pieces);
        if (piece.isEmpty())
            continue;
        Run head;
        Run tail;
        trim(m_a, m_b, piece, head, tail);
        append(head);
        if (!piece.isEmpty() && m_chain.estimate(piece).front() <= m_budget.left())
            m_chain.solve(piece, m_runs);
        append(tail);
    }
}

} // namespace countersign::diff
