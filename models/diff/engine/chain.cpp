#include "diff/engine/chain.h"

#include <algorithm>
#include <limits>

namespace countersign::diff {

namespace {

constexpr int never = std::numeric_limits<int>::min() / 2;
constexpr int root = 0;
constexpr quint32 longWord = 4; // such a word and a blank at each side pay for a hunk
constexpr qint64 smallBox = 512;

} // namespace

ChainSolver::ChainSolver(const Atoms &a, const Atoms &b, const Vocabulary &words, Budget &budget)
    : m_a(a), m_b(b), m_words(words), m_budget(budget)
{
}

quint32 ChainSolver::pairSlot(quint32 first, quint32 second) const
{
    const quint64 hash = (quint64(first) * 0x9e3779b97f4a7c15ull) ^ (quint64(second) * 0xc2b2ae3d27d4eb4full);
    return quint32(hash >> 33) & m_pairMask;
}

// Columns by word, and by word and next word, in ascending chains.
void ChainSolver::index(const Box &box)
{
    m_small = qint64(box.height()) * box.width() <= smallBox;
    if (m_small)
        return;
    m_byWord.resize(m_words.size());
    m_nextSame.resize(size_t(box.width()));
    m_nextPair.resize(size_t(box.width()));
    quint32 size = 16;
    while (size < quint32(box.width()))
        size *= 2;
    m_pairMask = size - 1;
    m_byPair.assign(size, {});
    for (int column = box.width() - 1; column >= 0; --column) {
        const Atom &atom = m_b[size_t(box.b0 + column)];
        Places &word = m_byWord[atom.word];
        m_nextSame[size_t(column)] = word.first;
        word = {column + 1, word.count + 1};
        Places &pair = m_byPair[pairSlot(atom.word, m_b[size_t(box.b0 + column + 1)].word)];
        m_nextPair[size_t(column)] = pair.first;
        pair = {column + 1, pair.count + 1};
    }
}

void ChainSolver::forget(const Box &box)
{
    if (!m_small)
        for (int column = 0; column < box.width(); ++column)
            m_byWord[m_b[size_t(box.b0 + column)].word] = {};
}

// Where runs that begin with this row's atom may begin.
const ChainSolver::Places &ChainSolver::places(int i) const
{
    const Atom &atom = m_a[size_t(i)];
    if (atom.weight >= longWord)
        return m_byWord[atom.word];
    return m_byPair[pairSlot(atom.word, m_a[size_t(i + 1)].word)];
}

ChainSolver::Estimate ChainSolver::estimate(const Box &box)
{
    Estimate cells;
    const qint64 area = qint64(box.height()) * box.width();
    cells.fill(area);
    if (area <= smallBox)
        return cells;
    index(box);
    cells.fill(box.height() + box.width());
    for (int i = box.a0; i < box.a1; ++i) {
        const int count = places(i).count;
        for (size_t k = 0; k < rarities.size() && count <= rarities[k]; ++k)
            cells[k] += count;
    }
    forget(box);
    return cells;
}

bool ChainSolver::startsRun(const Box &box, int i, int j) const
{
    const Atom &atom = m_a[size_t(i)];
    const Atom &other = m_b[size_t(j)];
    // When every word counts, a run that began earlier is known; otherwise it may have begun with a common word.
    if (m_rarity == all && i > box.a0 && j > box.b0 && atom.blank == other.blank && m_a[size_t(i - 1)].word == m_b[size_t(j - 1)].word)
        return false;
    quint32 shown = atom.weight + m_words.sharedRight(atom.blank, other.blank);
    for (++i, ++j;; ++i, ++j) {
        const Atom &nextA = m_a[size_t(i)];
        const Atom &nextB = m_b[size_t(j)];
        const bool goesOn = i < box.a1 && j < box.b1 && nextA.matches(nextB);
        shown += m_words.sharedLeft(nextA.blank, nextB.blank) + (goesOn ? nextA.weight : 0);
        if (shown * 2 > hunkCost)
            return true;
        if (!goesOn)
            return false;
    }
}

void ChainSolver::findStarts(const Box &box, int i)
{
    m_starts.clear();
    const Atom &atom = m_a[size_t(i)];
    const auto offer = [&](int j) {
        if (startsRun(box, i, j))
            m_starts.push_back(j);
    };
    if (m_small) {
        for (int j = box.b0; j < box.b1; ++j)
            if (m_b[size_t(j)].word == atom.word)
                offer(j);
        return;
    }
    const Places &found = places(i);
    if (found.count > m_rarity)
        return;
    const bool single = atom.weight >= longWord;
    const quint32 next = m_a[size_t(i + 1)].word;
    const std::vector<int> &nextPlace = single ? m_nextSame : m_nextPair;
    for (int column = found.first; column != 0; column = nextPlace[size_t(column - 1)]) {
        const size_t j = size_t(box.b0 + column - 1);
        if (single || (m_b[j].word == atom.word && m_b[j + 1].word == next))
            offer(int(j));
    }
}

Run ChainSolver::place(const Best &best) const
{
    const Node &node = m_nodes[size_t(best.node)];
    return {best.row, node.b + best.row - node.a, 1};
}

// The chain `from`, a hunk, and then the atoms at (i, j).
void ChainSolver::consider(const Best &from, int i, int j, Best &best) const
{
    const int most = int(2 * (m_words.blankLength(m_a[size_t(i)].blank) + m_words.blankLength(m_b[size_t(j)].blank)));
    if (from.score - hunkCost + most <= best.score)
        return; // it cannot win
    const SharedBlanks shared = sharedBlanks(m_a, m_b, m_words, place(from), {i, j, 1});
    const int score = from.score - hunkCost + int(2 * (shared.left + shared.right));
    if (score > best.score)
        best = {score, from.node, from.row};
}

// The best chain before the atoms (i, j), a hunk between included. Columns must be asked for from left to right.
ChainSolver::Best ChainSolver::bestBefore(const Box &box, int i, int j)
{
    const int column = j - box.b0; // column of (j - 1), counted from 1
    Best best = bestEarlier(i, j, column);
    // The previous row, further left: the hunk has no atom of a.
    for (; m_reach < m_previous.size() && m_previous[m_reach].column <= j - 2; ++m_reach) {
        const Cell &cell = m_previous[m_reach];
        const quint32 left = m_words.sharedLeft(m_a[size_t(i)].blank, m_b[size_t(cell.column + 1)].blank);
        if (cell.score > m_bestReached.score)
            m_bestReached = {cell.score, cell.node, i - 1};
        if (cell.score + int(2 * left) > m_bestSharing.score)
            m_bestSharing = {cell.score + int(2 * left), cell.node, i - 1};
    }
    consider(m_bestReached, i, j, best);
    if (m_bestSharing.score != never && m_bestSharing.node != m_bestReached.node) {
        Best sharing = m_bestSharing;
        const Run at = place(sharing);
        sharing.score -= int(2 * m_words.sharedLeft(m_a[size_t(i)].blank, m_b[size_t(at.b + 1)].blank));
        consider(sharing, i, j, best);
    }
    // The atoms just before: only blanks in between.
    if (m_reach < m_previous.size() && m_previous[m_reach].column == j - 1)
        consider({m_previous[m_reach].score, m_previous[m_reach].node, i - 1}, i, j, best);
    // Earlier rows, the column before: the hunk has no atom of b.
    consider(m_columns[size_t(column)], i, j, best);
    return best;
}

// Earlier rows, further left. The blanks at the left end are in the score already.
ChainSolver::Best ChainSolver::bestEarlier(int i, int j, int column) const
{
    Best earlier{never, root, 0};
    for (int at = column; at > 0; at -= at & -at)
        if (m_tree[size_t(at)].score > earlier.score)
            earlier = m_tree[size_t(at)];
    if (earlier.score != never)
        earlier.score += int(2 * m_words.sharedRight(m_a[size_t(i)].blank, m_b[size_t(j)].blank)) - hunkCost;
    return earlier;
}

// Makes the cells of row i known to later rows.
void ChainSolver::settle(const Box &box, int i)
{
    const int size = box.width() + 1;
    for (const Cell &cell : m_previous) {
        const int column = cell.column - box.b0 + 1;
        const quint32 left = m_words.sharedLeft(m_a[size_t(i + 1)].blank, m_b[size_t(cell.column + 1)].blank);
        const Best best{cell.score + int(2 * left), cell.node, i};
        for (int at = column + 1; at <= size; at += at & -at) {
            if (m_tree[size_t(at)].score >= best.score)
                break;
            m_tree[size_t(at)] = best;
        }
        if (cell.score > m_columns[size_t(column)].score)
            m_columns[size_t(column)] = {cell.score, cell.node, i};
    }
}

void ChainSolver::row(const Box &box, int i)
{
    m_current.clear();
    m_reach = 0;
    m_bestReached = m_bestSharing = {never, root, 0};
    size_t start = 0;
    const auto add = [&](int j, int continued, int node) {
        const int weight = int(2 * m_a[size_t(i)].weight);
        // No chain so far is good enough to come here by way of a hunk: go straight on.
        const int most = int(2 * (m_words.blankLength(m_a[size_t(i)].blank) + m_words.blankLength(m_b[size_t(j)].blank)));
        if (continued >= m_bestSoFar - hunkCost + most) {
            m_current.push_back({j, continued + weight, node});
            return;
        }
        const Best before = bestBefore(box, i, j);
        if (continued >= before.score) {
            m_current.push_back({j, continued + weight, node});
            return;
        }
        m_nodes.push_back({i, j, before.node, before.row});
        m_current.push_back({j, before.score + weight, int(m_nodes.size() - 1)});
    };
    for (const Cell &cell : m_previous) {
        const int j = cell.column + 1;
        for (; start < m_starts.size() && m_starts[start] < j; ++start)
            add(m_starts[start], never, root);
        if (j >= box.b1)
            break;
        const bool offered = start < m_starts.size() && m_starts[start] == j;
        if (m_a[size_t(i)].matches(m_b[size_t(j)]))
            add(j, cell.score + int(2 * m_words.blankLength(m_a[size_t(i)].blank)), cell.node);
        else if (offered)
            add(j, never, root);
        start += offered ? 1 : 0;
    }
    for (; start < m_starts.size(); ++start)
        add(m_starts[start], never, root);
    for (const Cell &cell : m_current)
        m_bestSoFar = std::max(m_bestSoFar, cell.score);
}

bool ChainSolver::solve(const Box &box, Runs &runs, int rarity)
{
    m_rarity = rarity;
    index(box);
    m_tree.assign(size_t(box.width()) + 2, {never, root, 0});
    m_columns.assign(size_t(box.width()) + 2, {never, root, 0});
    m_nodes.assign(1, {box.a0 - 1, box.b0 - 1, -1, 0});
    m_previous.assign(1, {box.b0 - 1, 0, root});
    m_bestSoFar = 0;
    bool inTime = true;
    for (int i = box.a0; i < box.a1 && inTime; ++i) {
        findStarts(box, i);
        row(box, i);
        settle(box, i - 1);
        std::swap(m_previous, m_current);
        inTime = m_budget.spend(qint64(m_starts.size() + m_previous.size()) + 1);
    }
    forget(box);
    if (!inTime)
        return false;
    trace(finish(box), runs);
    return true;
}

// The atoms behind the box are matched: the chain ends there.
ChainSolver::Best ChainSolver::finish(const Box &box)
{
    m_reach = 0;
    m_bestReached = m_bestSharing = {never, root, 0};
    const Best last = bestBefore(box, box.a1, box.b1);
    if (m_previous.empty() || m_previous.back().column != box.b1 - 1 || m_a[size_t(box.a1)].blank != m_b[size_t(box.b1)].blank)
        return last;
    const Cell &cell = m_previous.back();
    const int score = cell.score + int(2 * m_words.blankLength(m_a[size_t(box.a1)].blank));
    return score >= last.score ? Best{score, cell.node, box.a1 - 1} : last;
}

void ChainSolver::trace(Best last, Runs &runs) const
{
    const size_t first = runs.size();
    int node = last.node;
    int end = last.row;
    while (node != root) {
        const Node &at = m_nodes[size_t(node)];
        runs.push_back({at.a, at.b, end - at.a + 1});
        end = at.previousEnd;
        node = at.previous;
    }
    std::reverse(runs.begin() + qsizetype(first), runs.end());
}

} // namespace countersign::diff
