#include "diff/incremental.h"

#include "diff/engine/finish.h"
#include "diff/engine/region.h"
#include "diff/engine/solver.h"
#include "diff/engine/typedatoms.h"

#include <algorithm>

namespace countersign::diff {

namespace {

Range shifted(const Range &range, qsizetype by) { return {range.start + by, range.end + by}; }

void shiftInB(Hunk &hunk, qsizetype by)
{
    hunk.b = shifted(hunk.b, by);
    for (Mark &mark : hunk.inner)
        mark.b = shifted(mark.b, by);
}

bool touch(const Range &x, const Range &y) { return x.start <= y.end && y.start <= x.end; }

} // namespace

class IncrementalDiff::State {
public:
    State(QString a, QString b, CompareOptions options) : m_a(std::move(a)), m_options(std::move(options)), m_words(m_options.unit)
    {
        m_atomsA = m_words.read(m_a);
        restart(std::move(b));
    }

    void restart(QString b)
    {
        m_b = std::move(b);
        m_atomsB.read(m_words, m_b);
        take(compare(m_a, m_b, m_options).hunks);
        m_rough = false;
    }

    // A whole new list; hunks that were there before keep their ids.
    void take(QList<Hunk> hunks)
    {
        carryIds(m_hunks, hunks, 0);
        m_hunks = std::move(hunks);
        m_cost = readingCost(m_hunks);
    }

    Update edit(qsizetype position, qsizetype removed, QStringView added)
    {
        position = std::clamp<qsizetype>(position, 0, m_b.size());
        removed = std::clamp<qsizetype>(removed, 0, m_b.size() - position);
        if (m_b.size() - removed + added.size() > longestText) {
            m_b.replace(position, removed, added.toString());
            return replaceAll();
        }
        ++m_revision;
        m_rough = true;
        m_b.replace(position, removed, added.data(), added.size());
        m_atomsB.edit(m_words, m_b, position, removed, added.size());
        return solveAround(position, removed, added.size());
    }

    Update replaceAll()
    {
        const qsizetype before = m_hunks.size();
        ++m_revision;
        restart(std::move(m_b));
        return {0, before, m_hunks.size(), {0, m_b.size()}};
    }

    bool adopt(const TextDiff &result)
    {
        m_rough = false;
        if (result.cost >= m_cost)
            return false;
        take(result.hunks);
        return true;
    }

    QString m_a;
    QString m_b;
    CompareOptions m_options;
    QList<Hunk> m_hunks;
    qint64 m_cost = 0;
    quint64 m_revision = 0;
    bool m_rough = false;

private:
    static constexpr qsizetype longestText = qsizetype(1) << 29;

    Update solveAround(qsizetype position, qsizetype removed, qsizetype added)
    {
        const qsizetype delta = added - removed;
        const auto touched = std::lower_bound(m_hunks.begin(), m_hunks.end(), position, [](const Hunk &hunk, qsizetype at) { return hunk.b.end < at; });
        auto behind = touched;
        qsizetype start = position;
        qsizetype end = position + added;
        for (; behind != m_hunks.end() && behind->b.start <= position + removed; ++behind) {
            start = std::min(start, behind->b.start);
            end = std::max(end, behind->b.end + delta);
        }
        const qsizetype first = touched - m_hunks.begin();
        const qsizetype last = behind - m_hunks.begin();
        for (qsizetype k = last; k < m_hunks.size(); ++k)
            shiftInB(m_hunks[k], delta);
        const Region region = RegionFinder(m_atomsA, m_atomsB, m_a.size(), m_b.size(), m_hunks).find(first, last, start, end);
        QList<Hunk> fresh = solve(region);
        QList<Hunk> old = m_hunks.mid(region.first, region.last - region.first);
        for (qsizetype k = first; k < last; ++k)
            if (m_hunks.at(k).b.start >= position + removed)
                shiftInB(old[k - region.first], delta);
        carryIds(old, fresh, m_lastId);
        return splice(region, fresh);
    }

    QList<Hunk> solve(const Region &region)
    {
        const int beforeA = std::min(region.a0, 1);
        const int beforeB = std::min(region.b0, 1);
        m_sliceA.assign(m_atomsA.begin() + region.a0 - beforeA, m_atomsA.begin() + region.a1 + 1);
        m_atomsB.copy(region.b0 - beforeB, region.b1 + 1, m_sliceB);
        CompareOptions options;
        options.unit = m_options.unit;
        options.exactCells = cellsPerEdit;
        options.budget = 4 * cellsPerEdit;
        Solver solver(m_sliceA, m_sliceB, m_words, options);
        const Box box{beforeA, int(m_sliceA.size()) - 1, beforeB, int(m_sliceB.size()) - 1};
        const Runs runs = solver.solve(box);
        Hunk before;
        Hunk behind;
        if (region.first > 0)
            before = m_hunks.at(region.first - 1);
        if (beforeA > 0) {
            before.a.end = std::max(before.a.end, qsizetype(m_sliceA.front().start));
            before.b.end = std::max(before.b.end, qsizetype(m_sliceB.front().start));
        }
        behind.a.start = m_sliceA.back().start;
        behind.b.start = m_sliceB.back().start;
        if (region.last < m_hunks.size()) {
            behind.a.start = std::min(behind.a.start, m_hunks.at(region.last).a.start);
            behind.b.start = std::min(behind.b.start, m_hunks.at(region.last).b.start);
        }
        const bool atStart = region.first == 0 && beforeA == 0;
        const bool atEnd = region.last == m_hunks.size() && region.a1 == int(m_atomsA.size()) - 1;
        QList<Hunk> fresh = makeHunks({m_a, m_sliceA}, {m_b, m_sliceB}, m_words, box, runs, solver.coarse(),
                                      {atStart ? nullptr : &before, atEnd ? nullptr : &behind});
        for (Hunk &hunk : fresh)
            describe(m_a, m_b, hunk, m_options.inner);
        return fresh;
    }

    Update splice(const Region &region, const QList<Hunk> &fresh)
    {
        Update update{region.first, region.last - region.first, fresh.size(), {}};
        update.b.start = region.first > 0 ? m_hunks.at(region.first - 1).b.end : 0;
        update.b.end = region.last < m_hunks.size() ? m_hunks.at(region.last).b.start : m_b.size();
        m_hunks.remove(region.first, region.last - region.first);
        m_hunks.insert(region.first, fresh.size(), Hunk());
        std::copy(fresh.begin(), fresh.end(), m_hunks.begin() + region.first);
        m_cost = readingCost(m_hunks);
        return update;
    }

    // Gives each fresh hunk the id of an old one about the same place, or a new one.
    void carryIds(const QList<Hunk> &old, QList<Hunk> &fresh, quint64)
    {
        qsizetype next = 0;
        for (Hunk &hunk : fresh) {
            hunk.id = HunkId{};
            while (next < old.size() && old.at(next).a.end < hunk.a.start)
                ++next;
            for (qsizetype k = next; k < old.size() && old.at(k).a.start <= hunk.a.end; ++k) {
                if (!touch(old.at(k).a, hunk.a))
                    continue;
                hunk.id = old.at(k).id;
                next = k + 1;
                break;
            }
            if (hunk.id == HunkId{})
                hunk.id = HunkId(++m_lastId);
        }
    }

    static constexpr qint64 cellsPerEdit = 300'000;

    Vocabulary m_words;
    Atoms m_atomsA;
    TypedAtoms m_atomsB;
    Atoms m_sliceA;
    Atoms m_sliceB;
    quint64 m_lastId = 0;
};

IncrementalDiff::IncrementalDiff(QString a, QString b, CompareOptions options)
    : m_state(std::make_unique<State>(std::move(a), std::move(b), std::move(options)))
{
}
IncrementalDiff::~IncrementalDiff() = default;
IncrementalDiff::IncrementalDiff(IncrementalDiff &&) noexcept = default;
IncrementalDiff &IncrementalDiff::operator=(IncrementalDiff &&) noexcept = default;

const QString &IncrementalDiff::a() const { return m_state->m_a; }
const QString &IncrementalDiff::b() const { return m_state->m_b; }
const QList<Hunk> &IncrementalDiff::hunks() const { return m_state->m_hunks; }
qint64 IncrementalDiff::cost() const { return m_state->m_cost; }
quint64 IncrementalDiff::revision() const { return m_state->m_revision; }
bool IncrementalDiff::isRough() const { return m_state->m_rough; }

IncrementalDiff::Update IncrementalDiff::edited(qsizetype position, qsizetype removed, QStringView added)
{
    return m_state->edit(position, removed, added);
}

IncrementalDiff::Update IncrementalDiff::replaced(QString b)
{
    m_state->m_b = std::move(b);
    return m_state->replaceAll();
}

bool IncrementalDiff::settle()
{
    return m_state->adopt(compare(m_state->m_a, m_state->m_b, m_state->m_options));
}

IncrementalDiff::Snapshot IncrementalDiff::snapshot() const
{
    return {m_state->m_a, m_state->m_b, m_state->m_revision};
}

bool IncrementalDiff::adopt(const TextDiff &result, quint64 revision)
{
    return revision == m_state->m_revision && m_state->adopt(result);
}

} // namespace countersign::diff
