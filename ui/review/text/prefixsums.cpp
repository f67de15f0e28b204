#include "ui/review/text/prefixsums.h"

#include <algorithm>
#include <numeric>

namespace countersign::ui {

void PrefixSums::reset(std::vector<qint64> values)
{
    m_values = std::move(values);
    build();
}

void PrefixSums::splice(qsizetype first, qsizetype removed, const std::vector<qint64> &added)
{
    if (removed == qsizetype(added.size())) {
        for (qsizetype i = 0; i < removed; ++i)
            set(first + i, added[size_t(i)]);
        return;
    }
    const auto from = m_values.begin() + first;
    m_values.erase(from, from + removed);
    m_values.insert(m_values.begin() + first, added.begin(), added.end());
    build();
}

void PrefixSums::set(qsizetype index, qint64 value)
{
    const qint64 delta = value - m_values[size_t(index)];
    if (delta == 0)
        return;
    m_values[size_t(index)] = value;
    m_total += delta;
    for (size_t i = size_t(index) + 1; i < m_tree.size(); i += i & (~i + 1))
        m_tree[i] += delta;
}

qint64 PrefixSums::before(qsizetype index) const
{
    qint64 sum = 0;
    for (size_t i = size_t(index); i > 0; i &= i - 1)
        sum += m_tree[i];
    return sum;
}

qsizetype PrefixSums::find(qint64 sum) const
{
    size_t index = 0;
    size_t step = 1;
    while (step * 2 < m_tree.size())
        step *= 2;
    for (; step > 0; step /= 2) {
        if (index + step < m_tree.size() && m_tree[index + step] <= sum) {
            index += step;
            sum -= m_tree[index];
        }
    }
    return std::min(qsizetype(index), std::max<qsizetype>(0, count() - 1));
}

void PrefixSums::build()
{
    m_tree.assign(m_values.size() + 1, 0);
    std::copy(m_values.begin(), m_values.end(), m_tree.begin() + 1);
    for (size_t i = 1; i < m_tree.size(); ++i) {
        const size_t parent = i + (i & (~i + 1));
        if (parent < m_tree.size())
            m_tree[parent] += m_tree[i];
    }
    m_total = std::accumulate(m_values.begin(), m_values.end(), qint64(0));
}

} // namespace countersign::ui
