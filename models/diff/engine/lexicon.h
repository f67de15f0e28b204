// Words whose coming or going changes a meaning, and measures behind numbers: lists the engine needs in several languages.
// Pure functions; any thread.
#pragma once

#include <QStringView>

namespace countersign::diff {

// "no", "not", "isn't", "ohne", "sans", "нет", "没", "لا" … in any case.
bool isNegation(QStringView word);
// "mg", "ml", "%", "days" …
bool isMeasure(QStringView word);

} // namespace countersign::diff
