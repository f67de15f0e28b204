// A half-open stretch of a text, counted in UTF-16 code units as QString counts. A value; usable from any thread.
#pragma once

#include <QtGlobal>

namespace countersign::diff {

struct Range {
    qsizetype start = 0;
    qsizetype end = 0;

    constexpr qsizetype length() const { return end - start; }
    constexpr bool isEmpty() const { return end == start; }
    constexpr bool contains(qsizetype position) const { return position >= start && position < end; }
    bool operator==(const Range &) const = default;
};

} // namespace countersign::diff
