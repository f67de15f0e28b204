// Text for a terminal: nothing in it can steer the terminal or pretend to be something else.
#pragma once

#include <QString>

namespace countersign::app {

// The text with C0 and C1 controls (but line feeds, where told) and direction overrides replaced by visible signs.
QString shown(QStringView text, bool keepLines = false);
// The same behind what is there.
void appendShown(QString &out, QStringView text, bool keepLines);

} // namespace countersign::app
