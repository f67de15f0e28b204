// Dates in many spellings: "2018-06-03", "06/03/2018", "3.6.2018", "June 3rd, 2018", "3. Juni 2018", "3 июня 2018 г.", "2018年6月3日".
// Pure functions; any thread. Forms after ISO 8601 and the customs of the languages read (language.h).
#pragma once

#include "diff/range.h"

#include <QList>
#include <QStringView>

namespace countersign::grounding {

struct Date {
    diff::Range at;      // in UTF-16 units
    int year = 0;        // 0: not said
    int month = 0;
    int day = 0;
    bool turned = false; // day and month may be the other way round: "06/03/2018"
    bool operator==(const Date &) const = default;
};

// Every date of the text, in order, no two overlapping; a year alone is a number and none of them.
QList<Date> dates(QStringView text);

// Whether the second says what the first says: nothing that both say differs, and the first says nothing more than a year beyond it.
bool agree(const Date &said, const Date &source);

} // namespace countersign::grounding
