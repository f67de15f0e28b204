// Numbers in a row with their running sums: find the place a sum falls on in logarithmic time, while single numbers change.
// Used for where paragraphs begin and how high they stand. A value; one thread.
#pragma once

#include <QtGlobal>
#include <vector>

namespace countersign::ui {

// Source: Fenwick, "A new data structure for cumulative frequency tables" (1994).
class PrefixSums {
public:
    void reset(std::vector<qint64> values);
    // Replaces `removed` values from `first` on by `added`; linear in the number of values.
    void splice(qsizetype first, qsizetype removed, const std::vector<qint64> &added);
    void set(qsizetype index, qint64 value);

    qsizetype count() const { return qsizetype(m_values.size()); }
    qint64 at(qsizetype index) const { return m_values[size_t(index)]; }
    qint64 before(qsizetype index) const; // sum of the values in front of index
    qint64 total() const { return m_total; }
    // The last index whose values in front sum up to at most `sum`; 0 where there is none.
    qsizetype find(qint64 sum) const;

private:
    void build();

    std::vector<qint64> m_values;
    std::vector<qint64> m_tree; // m_tree[i] holds the sum of the (i & -i) values that end at i
    qint64 m_total = 0;
};

} // namespace countersign::ui
