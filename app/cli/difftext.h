// A difference as text: what went and what came, marked so that it can be read in black and white.
#pragma once

#include "diff/textdiff.h"

#include <functional>

namespace countersign::app {

// Both texts in one: "[-gone-]{+come+}"; in colour on a terminal, where deletions are struck through and insertions underlined besides.
// Control characters of the texts are made visible.
QString markedDifference(const QString &a, const QString &b, bool colour);
QString markedDifference(const QString &a, const QString &b, const diff::TextDiff &difference, bool colour);
// The same, piece after piece, for a text that need not be held in one piece.
void writeMarked(const QString &a, const QString &b, const diff::TextDiff &difference, bool colour, const std::function<void(QStringView)> &write);

// Line by line: "- gone", "+ come", "  same".
QString lineDifference(const QString &a, const QString &b, const diff::TextDiff &difference, bool colour);

// The hunks in code points, one JSON object.
QByteArray differenceAsJson(const QString &a, const QString &b, const diff::TextDiff &difference);

} // namespace countersign::app
