// Text for a terminal: nothing in it can steer the terminal or pretend to be something else.
#pragma once

#include <QString>

namespace countersign::app {

// The text with C0 and C1 controls (but line feeds, where told) and direction overrides replaced by visible signs.
QString shown(QStringView text, bool keepLines = false);
// The same behind what is there.
void appendShown(QString &out, QStringView text, bool keepLines);
// Where the stretch ends that begins at `at` and is shown as it is.
qsizetype shownUntil(QStringView text, qsizetype at, bool keepLines);
// What is shown for a character that is not shown as it is.
QChar signFor(QChar hidden);

} // namespace countersign::app
