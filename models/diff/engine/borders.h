// Where sentences and lines begin and end. Pure functions; any thread.
#pragma once

#include "diff/range.h"

#include <QStringView>

namespace countersign::diff {

// What stands at a place between two characters, by how good a place it is to begin or end a change.
// Inside: between two blanks.
enum class Border : quint8 { Inside, Sign, WordEnd, WordStart, ClauseStart, SentenceEnd, SentenceStart, LineTail, LineHead };

Border borderAt(QStringView text, qsizetype position);

bool isBreak(QChar c);
bool isBlank(QChar c);
// Blanks and line ends only; also when empty.
bool isBlankText(QStringView text);
// The range without blanks and line ends at its ends.
Range trimmed(QStringView text, Range range);
// Whether a trimmed range is a sentence, a line, or several.
bool isWhole(QStringView text, const Range &content);

} // namespace countersign::diff
