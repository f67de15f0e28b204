// Numbers as people write them: digits with separators of any custom, words of ten languages, ranges, scales ("1.2 million"), units, sums
// of money, and how often ("b.i.d.", "twice daily", "every 8 hours"). Pure functions; any thread.
// The grammars are our own; units after the SI brochure and UCUM names.
#pragma once

#include "diff/range.h"

#include <QList>
#include <QString>
#include <QStringView>
#include <optional>

namespace countersign::grounding {

// What a number counts; two quantities of different measures are never the same one.
enum class Measure : quint8 { None, Mass, Volume, Length, Time, Age, Percent, Money, Frequency, Interval, Temperature, Pressure, Rate, Clock, Dose, Energy };

struct Quantity {
    diff::Range at;         // in UTF-16 units, its unit included
    double value = 0;       // in the base unit of its measure (gram, litre, metre, hour …)
    double other = 0;       // a second reading: "1.234" is 1.234 or 1234; else the same
    double bare = 0;        // without its unit: what a number without one is compared with
    double slack = 0;       // half of the last place of a scaled amount: "1.2 million" is anything that rounds to it
    Measure measure = Measure::None;
    QString currency;       // of money, upper case; empty where only a sign says it is money
    bool inWords = false;   // "twenty-six"
    bool ordinal = false;   // "3rd", "third"
    bool operator==(const Quantity &) const = default;
};

// Every number of the text, in order, no two overlapping. Marks of lists and of sources ("1." at a line's beginning, "[3]") are none.
QList<Quantity> quantities(QStringView text);

// Whether the second says what the first says: the same value and no other measure. A bare number is the same as one with a unit.
bool agree(const Quantity &said, const Quantity &source);

} // namespace countersign::grounding
