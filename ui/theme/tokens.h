// The tokens of look.md for light and dark. Nothing outside ui/theme includes this.
#pragma once

#include "ui/theme.h"

#include <QPalette>

namespace countersign::ui::theme {

inline constexpr int meaningCount = int(Meaning::NotFoundPane) + 1;

QRgb token(Meaning meaning, bool dark);
// The same tokens as Qt's palette, for widgets that draw themselves.
QPalette paletteFor(bool dark);

} // namespace countersign::ui::theme
