#include "grounding/lookup.h"

#include <algorithm>
#include <bit>

namespace countersign::grounding {

namespace {

constexpr size_t bestPassages = 24;
// Chosen on half of the marked cases (tests/benchmarks/bench_grounding.cpp).
constexpr float neighbourShare = 0.3F;
constexpr float nowhereShare = 0.5F; // what stands nowhere in the evidence takes away besides not adding

} // namespace

SentenceFit::SentenceFit(const IndexContents &contents)
    : m_contents(contents), m_stamps(contents.passages.size(), 0), m_masks(contents.passages.size()), m_held(contents.passages.size())
{
}

void SentenceFit::begin()
{
    ++m_stamp;
    m_touched.clear();
    m_weights.clear();
    m_nowhere = 0;
    m_support = 0;
    m_best.reset();
}

void SentenceFit::add(float weight, const QList<quint32> &passages)
{
    if (m_weights.size() == mostThings)
        return;
    const quint64 bit = quint64(1) << m_weights.size();
    m_weights.append(weight);
    m_nowhere += passages.isEmpty() ? weight : 0;
    for (const quint32 passage : passages) {
        if (m_stamps[passage] != m_stamp) {
            m_stamps[passage] = m_stamp;
            m_masks[passage] = 0;
            m_held[passage] = 0;
            m_touched.push_back(passage);
        }
        if (!(m_masks[passage] & bit)) {
            m_masks[passage] |= bit;
            m_held[passage] += weight;
        }
    }
}

float SentenceFit::weightOf(quint64 mask) const
{
    float weight = 0;
    for (; mask != 0; mask &= mask - 1)
        weight += m_weights[std::countr_zero(mask)];
    return weight;
}

quint64 SentenceFit::maskAt(qint64 passage, int item) const
{
    if (passage < 0 || passage >= qint64(m_stamps.size()) || m_stamps[size_t(passage)] != m_stamp || m_contents.passages[size_t(passage)].item != item)
        return 0;
    return m_masks[size_t(passage)];
}

void SentenceFit::finish()
{
    float total = 0;
    for (const float weight : std::as_const(m_weights))
        total += weight;
    const size_t best = std::min(bestPassages, m_touched.size());
    std::ranges::partial_sort(m_touched, m_touched.begin() + qint64(best), [this](quint32 a, quint32 b) {
        return m_held[a] != m_held[b] ? m_held[a] > m_held[b] : a < b;
    });
    for (size_t i = 0; i < best && total > 0; ++i) {
        const quint32 passage = m_touched[i];
        const int item = m_contents.passages[passage].item;
        const quint64 near = maskAt(qint64(passage) - 1, item) | maskAt(qint64(passage) + 1, item);
        const double support = double(m_held[passage] + neighbourShare * weightOf(near & ~m_masks[passage]) - nowhereShare * m_nowhere) / double(total);
        if (support > m_support) {
            m_support = support;
            m_best = passage;
        }
    }
}

} // namespace countersign::grounding
