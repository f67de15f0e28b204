// Where a citation's selector points to in a text. Case files count Unicode code points, the window UTF-16 code units; where the
// position and the exact quote disagree the quote wins (W3C Web Annotation, TextPositionSelector and TextQuoteSelector). Pure functions.
#pragma once

#include "core/evidence.h"
#include "diff/range.h"

#include <QStringView>
#include <optional>

namespace countersign::ui {

// The stretch of the text in UTF-16 units; nothing when the selector names none, or it is not there.
std::optional<diff::Range> placeOf(const core::Selector &selector, QStringView text);

// The selector of a stretch of the text: its position, the words there, and a little of what stands around them.
core::Selector selectorOf(QStringView text, diff::Range range);

// A position in code points as a position in UTF-16 units; nothing beyond the end. A lone surrogate counts as one.
std::optional<qsizetype> fromCodePoints(QStringView text, qsizetype codePoints);

} // namespace countersign::ui
