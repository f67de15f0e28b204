// Where the caret goes: by grapheme, by word, by line end; never into "\r\n", a surrogate pair or a composed character.
// Pure functions over the text; positions in code units.
#pragma once

#include "diff/range.h"

#include <QStringView>

namespace countersign::ui {

qsizetype nextGrapheme(QStringView text, qsizetype position);
qsizetype previousGrapheme(QStringView text, qsizetype position);
// The start of the next word, the start of the word before.
qsizetype nextWord(QStringView text, qsizetype position);
qsizetype previousWord(QStringView text, qsizetype position);
// The word (or the blanks, or the sign) a position is in.
diff::Range wordAt(QStringView text, qsizetype position);
// The nearest position at or before that a caret may stand at.
qsizetype caretPlace(QStringView text, qsizetype position);

} // namespace countersign::ui
