// The value of a JSON number literal as a text that is the same for every way to write it. Pure; any thread.
#pragma once

#include <QString>

namespace countersign::diff {

// "12.50" → "125e-1", "-0" → "0"; a literal that is no number stays as it is.
QString numberValue(QStringView literal);

} // namespace countersign::diff
