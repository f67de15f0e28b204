#include "diff/incremental.h"

#include "diff/engine/typing.h"

namespace countersign::diff {

IncrementalDiff::IncrementalDiff(QString a, QString b, CompareOptions options)
    : m_state(std::make_unique<State>(std::move(a), std::move(b), std::move(options)))
{
}
IncrementalDiff::~IncrementalDiff() = default;
IncrementalDiff::IncrementalDiff(IncrementalDiff &&) noexcept = default;
IncrementalDiff &IncrementalDiff::operator=(IncrementalDiff &&) noexcept = default;

const QString &IncrementalDiff::a() const { return m_state->a(); }
const QString &IncrementalDiff::b() const { return m_state->b(); }
const QList<Hunk> &IncrementalDiff::hunks() const { return m_state->hunks(); }
qint64 IncrementalDiff::cost() const { return m_state->cost(); }
quint64 IncrementalDiff::revision() const { return m_state->revision(); }
bool IncrementalDiff::isRough() const { return m_state->isRough(); }

IncrementalDiff::Update IncrementalDiff::edited(qsizetype position, qsizetype removed, QStringView added)
{
    return m_state->edit(position, removed, added);
}

IncrementalDiff::Update IncrementalDiff::replaced(QString b)
{
    return m_state->replace(std::move(b));
}

bool IncrementalDiff::settle()
{
    CompareOptions options = m_state->options();
    const CompareOptions thorough = CompareOptions::thorough();
    options.exactCells = std::max(options.exactCells, thorough.exactCells);
    options.budget = std::max(options.budget, thorough.budget);
    return m_state->adopt(compare(m_state->a(), m_state->b(), options));
}

IncrementalDiff::Snapshot IncrementalDiff::snapshot() const
{
    return {m_state->a(), m_state->b(), m_state->revision()};
}

bool IncrementalDiff::adopt(const TextDiff &result, quint64 revision)
{
    return revision == m_state->revision() && m_state->adopt(result);
}

} // namespace countersign::diff
