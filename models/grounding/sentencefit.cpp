#include "grounding/lookup.h"

#include <algorithm>
#include <bit>

namespace countersign::grounding {

namespace {

constexpr size_t bestPassages = 24;
constexpr float neighbourShare = 0.5F;
constexpr float doubt = 0.5F; // as if the sentence said half a thing more, that stands nowhere: what says little has to stand there whole

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
    m_values = 0;
    m_support = 0;
    m_best.reset();
}

void SentenceFit::add(float weight, bool value, const QList<quint32> &passages)
{
    if (m_weights.size() == mostThings)
        return;
    const quint64 bit = quint64(1) << m_weights.size();
    m_weights.append(weight);
    m_values |= value ? bit : 0;
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
    total += doubt * total / float(std::max<qsizetype>(1, m_weights.size()));
    const size_t best = std::min(bestPassages, m_touched.size());
    std::ranges::partial_sort(m_touched, m_touched.begin() + qint64(best), [this](quint32 a, quint32 b) {
        return m_held[a] != m_held[b] ? m_held[a] > m_held[b] : a < b;
    });
    double most = 0;
    for (size_t i = 0; i < best && total > 0; ++i) {
        const quint32 passage = m_touched[i];
        const int item = m_contents.passages[passage].item;
        const quint64 near = maskAt(qint64(passage) - 1, item) | maskAt(qint64(passage) + 1, item);
        const double held = double(m_held[passage] + neighbourShare * weightOf(near & ~m_masks[passage])) / double(total);
        if (held > most) {
            most = held;
            m_best = passage;
        }
        if ((m_values & ~(m_masks[passage] | near)) == 0)
            m_support = std::max(m_support, held);
    }
}

} // namespace countersign::grounding
