// Short labels for the list of changes: "50 mg → 500 mg", "+ ankle swelling", "− none known". Signs only, no words of any language,
// so nothing here needs translating; the kind of a change is named by the window. Pure functions; any thread.
#pragma once

#include "diff/hunks.h"

namespace countersign::diff {

// At most maxLength code units (at least 8), shortened with "…" in the middle of long sides, never inside a grapheme; one line: breaks
// show as ⏎, and where only blanks differ they show as ␣. A number takes its unit along. A move begins with ⇅.
QString label(QStringView a, QStringView b, const Hunk &hunk, qsizetype maxLength = 48);

// One entry of the list of changes: one hunk, or a fold of many.
struct Change {
    QList<qsizetype> hunks; // indexes, in order; never empty
    Kind kind = Kind::Content;
    QString label;          // a fold ends in "× 12"
    bool operator==(const Change &) const = default;
};

// The list of changes in order of place in b; a fold stands at its first hunk.
QList<Change> changes(QStringView a, QStringView b, const QList<Hunk> &hunks, qsizetype maxLength = 48);

} // namespace countersign::diff
