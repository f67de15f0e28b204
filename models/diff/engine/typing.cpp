#include "diff/engine/typing.h"

#include "diff/engine/finish.h"
#include "diff/engine/moves.h"
#include "diff/engine/solver.h"
#include "diff/engine/stops.h"
#include "diff/engine/swaps.h"

#include <QSet>
#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype longestText = qsizetype(1) << 29;
constexpr qint64 cellsPerEdit = 300'000;
constexpr qsizetype searchedPerEdit = 60'000; // changed characters looked through for moves at each key press

Range shifted(const Range &range, qsizetype by) { return {range.start + by, range.end + by}; }

void shiftInB(Hunk &hunk, qsizetype by)
{
    hunk.b = shifted(hunk.b, by);
    if (!hunk.inner.isEmpty())
        for (Mark &mark : hunk.inner)
            mark.b = shifted(mark.b, by);
}

} // namespace

IncrementalDiff::State::State(QString a, QString b, CompareOptions options)
    : m_a(std::move(a)), m_options(std::move(options)), m_words(m_options.unit)
{
    if (m_a.size() <= longestText)
        m_atomsA = m_words.read(m_a);
    replace(std::move(b));
    m_revision = 0;
}

IncrementalDiff::Update IncrementalDiff::State::replace(QString b)
{
    const qsizetype before = m_hunks.size();
    ++m_revision;
    m_b = std::move(b);
    if (m_b.size() <= longestText)
        m_atomsB.read(m_words, m_b);
    const TextDiff diff = compare(m_a, m_b, m_options);
    take(diff.hunks);
    m_rough = !diff.exact;
    return {0, before, m_hunks.size(), {0, m_b.size()}};
}

// A whole new list; hunks that were there before keep their ids.
void IncrementalDiff::State::take(QList<Hunk> hunks)
{
    carryIds(m_hunks, hunks);
    m_moves.clear();
    for (const Hunk &hunk : std::as_const(hunks))
        if (hunk.op == Op::Move)
            m_moves.append(hunk);
    m_moved = !m_moves.isEmpty();
    m_base = m_moved ? withoutMoves(m_a.size(), m_b.size(), hunks) : QList<Hunk>();
    m_hunks = std::move(hunks);
    m_cost = readingCost(m_hunks);
}

bool IncrementalDiff::State::adopt(const TextDiff &result)
{
    m_rough = false;
    if (result.cost >= m_cost)
        return false;
    take(result.hunks);
    return true;
}

IncrementalDiff::Update IncrementalDiff::State::edit(qsizetype position, qsizetype removed, QStringView added)
{
    position = std::clamp<qsizetype>(position, 0, m_b.size());
    removed = std::clamp<qsizetype>(removed, 0, m_b.size() - position);
    if (std::max(m_a.size(), m_b.size() - removed + added.size()) > longestText)
        return replace(m_b.replace(position, removed, added.toString()));
    ++m_revision;
    m_rough = true;
    m_b.replace(position, removed, added.data(), added.size());
    m_atomsB.edit(m_words, m_b, position, removed, added.size());
    const QList<Hunk> before = m_moved ? m_hunks : QList<Hunk>();
    const Region region = regionOf(position, removed, added.size());
    const Update update = splice(region, solve(region));
    if (m_moved || mayMove())
        return showMoves(update, before, added.size() - removed);
    m_cost = readingCost(m_hunks);
    return update;
}

// Puts the hunks behind the edit where they are now and finds what to solve again.
Region IncrementalDiff::State::regionOf(qsizetype position, qsizetype removed, qsizetype added)
{
    QList<Hunk> &hunks = base();
    const qsizetype delta = added - removed;
    const auto touched = std::lower_bound(hunks.begin(), hunks.end(), position, [](const Hunk &hunk, qsizetype at) { return hunk.b.end < at; });
    const qsizetype first = touched - hunks.begin();
    qsizetype last = first;
    qsizetype start = position;
    qsizetype end = position + added;
    for (; last < hunks.size() && hunks.at(last).b.start <= position + removed; ++last) {
        start = std::min(start, hunks.at(last).b.start);
        end = std::max(end, hunks.at(last).b.end + delta);
    }
    if (delta != 0)
        for (qsizetype k = last; k < hunks.size(); ++k)
            shiftInB(hunks[k], delta);
    return RegionFinder(m_atomsA, m_atomsB, m_a.size(), m_b.size(), hunks).find(first, last, start, end);
}

QList<Hunk> IncrementalDiff::State::solve(const Region &region)
{
    const QList<Hunk> &hunks = base();
    const int beforeA = std::min(region.a0, 1); // an atom before the box, matched
    const int beforeB = std::min(region.b0, 1);
    m_sliceA.assign(m_atomsA.begin() + region.a0 - beforeA, m_atomsA.begin() + region.a1 + 1);
    m_atomsB.copy(region.b0 - beforeB, region.b1 + 1, m_sliceB);
    CompareOptions options;
    options.exactCells = cellsPerEdit;
    options.budget = 4 * cellsPerEdit;
    Solver solver(m_sliceA, m_sliceB, m_words, options);
    const Box box{beforeA, int(m_sliceA.size()) - 1, beforeB, int(m_sliceB.size()) - 1};
    const Runs runs = solver.solve(box);
    // Hunks may slide as far as the slices go, but not into their neighbours.
    Hunk before = region.first > 0 ? hunks.at(region.first - 1) : Hunk();
    if (beforeA > 0) {
        before.a.end = std::max(before.a.end, qsizetype(m_sliceA.front().start));
        before.b.end = std::max(before.b.end, qsizetype(m_sliceB.front().start));
    }
    Hunk behind = region.last < hunks.size() ? hunks.at(region.last) : Hunk();
    const auto nearer = [&](qsizetype hunk, const Atom &atom) {
        return region.last < hunks.size() ? std::min(hunk, qsizetype(atom.start)) : qsizetype(atom.start);
    };
    behind.a.start = nearer(behind.a.start, m_sliceA.back());
    behind.b.start = nearer(behind.b.start, m_sliceB.back());
    const bool atStart = region.first == 0 && beforeA == 0;
    const bool atEnd = region.last == hunks.size() && region.a1 == int(m_atomsA.size()) - 1;
    QList<Hunk> fresh = makeHunks({m_a, m_sliceA}, {m_b, m_sliceB}, m_words, box, runs, solver.coarse(),
                                  {atStart ? nullptr : &before, atEnd ? nullptr : &behind});
    if (m_options.moves)
        fresh = withStopsGivenBack(m_a, m_b, withSwaps(m_a, m_b, fresh));
    describeNew(region, fresh);
    return fresh;
}

// A hunk that was there before, and not where the edit was, is described already.
void IncrementalDiff::State::describeNew(const Region &region, QList<Hunk> &fresh)
{
    const QList<Hunk> &hunks = base();
    qsizetype known = region.first;
    for (Hunk &hunk : fresh) {
        while (known < region.last && (hunks.at(known).a.start < hunk.a.start || (known >= region.firstTouched && known < region.lastTouched)))
            ++known;
        const bool same = known < region.last && hunks.at(known).a == hunk.a && hunks.at(known).b == hunk.b;
        if (same)
            hunk = hunks.at(known);
        else
            describe(m_a, m_b, hunk, m_options.inner);
    }
}

IncrementalDiff::Update IncrementalDiff::State::splice(const Region &region, const QList<Hunk> &solved)
{
    QList<Hunk> &hunks = base();
    QList<Hunk> fresh = solved;
    carryIds(hunks.mid(region.first, region.last - region.first), fresh);
    Update update{region.first, region.last - region.first, fresh.size(), {}};
    update.b.start = region.first > 0 ? hunks.at(region.first - 1).b.end : 0;
    update.b.end = region.last < hunks.size() ? hunks.at(region.last).b.start : m_b.size();
    const qsizetype common = std::min(update.removed, update.added);
    std::copy(fresh.begin(), fresh.begin() + common, hunks.begin() + region.first);
    if (update.removed > common)
        hunks.remove(region.first + common, update.removed - common);
    for (qsizetype k = common; k < update.added; ++k)
        hunks.insert(region.first + k, fresh.at(k));
    return update;
}

// Whether text was both taken out and put in that is long enough to have moved.
bool IncrementalDiff::State::mayMove() const
{
    constexpr qsizetype shortest = 8;
    if (!m_options.moves)
        return false;
    qsizetype longA = 0;
    qsizetype longB = 0;
    for (const Hunk &hunk : m_hunks) {
        longA = std::max(longA, hunk.a.length());
        longB = std::max(longB, hunk.b.length());
        if (longA >= shortest && longB >= shortest)
            return true;
    }
    return false;
}

// Moves found anew where that is quick, else those that still hold.
QList<Hunk> IncrementalDiff::State::presentMoves(qsizetype delta, const Range &edited)
{
    qsizetype changed = 0;
    for (const Hunk &hunk : std::as_const(base()))
        changed += hunk.a.length() + hunk.b.length();
    if (changed <= searchedPerEdit)
        return findMoves(m_a, m_b, base());
    QList<Hunk> kept;
    for (Hunk move : std::as_const(m_moves)) {
        if (move.b.start >= edited.start)
            shiftInB(move, delta);
        if (move.b.end < edited.start || move.b.start > edited.end)
            kept.append(move);
    }
    return stillMoved(base(), kept);
}

// Makes the list with moves from the one without; says what changed against the list before.
IncrementalDiff::Update IncrementalDiff::State::showMoves(const Update &inBase, const QList<Hunk> &before, qsizetype delta)
{
    const QList<Hunk> moves = presentMoves(delta, inBase.b);
    if (!m_moved && moves.isEmpty()) {
        m_cost = readingCost(m_hunks);
        return inBase;
    }
    const qsizetype count = m_moved ? before.size() : m_hunks.size() + inBase.removed - inBase.added;
    if (!m_moved)
        m_base = m_hunks;
    m_hunks = withMoves(m_a, m_b, m_base, moves, m_options.inner);
    nameMoves(before);
    m_moves = moves;
    m_moved = !moves.isEmpty();
    if (!m_moved)
        m_base.clear();
    m_cost = readingCost(m_hunks);
    if (before.isEmpty())
        return {0, count, m_hunks.size(), {0, m_b.size()}};
    return changed(before, delta);
}

// What differs between the list before and now, hunks behind it shifted by delta.
IncrementalDiff::Update IncrementalDiff::State::changed(const QList<Hunk> &before, qsizetype delta) const
{
    const qsizetype shorter = std::min(before.size(), m_hunks.size());
    qsizetype first = 0;
    while (first < shorter && before.at(first) == m_hunks.at(first))
        ++first;
    qsizetype same = 0;
    while (same < shorter - first) {
        Hunk hunk = before.at(before.size() - 1 - same);
        shiftInB(hunk, delta);
        if (!(hunk == m_hunks.at(m_hunks.size() - 1 - same)))
            break;
        ++same;
    }
    Update update{first, before.size() - same - first, m_hunks.size() - same - first, {}};
    update.b.start = first > 0 ? m_hunks.at(first - 1).b.end : 0;
    update.b.end = same > 0 ? m_hunks.at(m_hunks.size() - same).b.start : m_b.size();
    return update;
}

// Moves and parts of cut hunks keep their ids from the list before where they can.
void IncrementalDiff::State::nameMoves(const QList<Hunk> &before)
{
    QSet<quint64> used;
    for (const Hunk &hunk : std::as_const(m_hunks))
        used.insert(quint64(hunk.id));
    for (Hunk &hunk : m_hunks) {
        if (hunk.id != HunkId{})
            continue;
        for (const Hunk &known : before) {
            const bool alike = (known.op == Op::Move) == (hunk.op == Op::Move) && known.a.start <= hunk.a.end && hunk.a.start <= known.a.end;
            if (!alike || used.contains(quint64(known.id)))
                continue;
            hunk.id = known.id;
            break;
        }
        if (hunk.id == HunkId{})
            hunk.id = HunkId(++m_lastId);
        used.insert(quint64(hunk.id));
    }
}

// Gives each fresh hunk the id of an old one about the same place of a, or a new one.
void IncrementalDiff::State::carryIds(const QList<Hunk> &old, QList<Hunk> &fresh)
{
    std::vector<const Hunk *> known;
    for (const Hunk &hunk : old)
        known.push_back(&hunk);
    std::vector<Hunk *> wanted;
    for (Hunk &hunk : fresh)
        wanted.push_back(&hunk);
    const auto byPlace = [](const Hunk *x, const Hunk *y) { return x->a.start < y->a.start; };
    std::stable_sort(known.begin(), known.end(), byPlace);
    std::stable_sort(wanted.begin(), wanted.end(), byPlace);
    size_t next = 0;
    for (Hunk *hunk : wanted) {
        hunk->id = HunkId{};
        while (next < known.size() && known[next]->a.end < hunk->a.start)
            ++next;
        for (size_t k = next; k < known.size() && known[k]->a.start <= hunk->a.end; ++k) {
            if (known[k]->a.end < hunk->a.start || (known[k]->op == Op::Move) != (hunk->op == Op::Move))
                continue;
            hunk->id = known[k]->id;
            next = k + 1;
            break;
        }
        if (hunk->id == HunkId{})
            hunk->id = HunkId(++m_lastId);
    }
}

} // namespace countersign::diff
