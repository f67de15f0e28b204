// The tokens of look.md for light and dark, and for high contrast. Nothing outside ui/theme includes this.
#pragma once

#include "ui/theme.h"

#include <QPalette>

namespace countersign::ui::theme {

inline constexpr int meaningCount = int(Meaning::NotFoundPane) + 1;

struct Tone {
    bool dark = false;
    bool strong = false; // high contrast
    bool operator==(const Tone &) const = default;
};
QRgb token(Meaning meaning, Tone tone);
// The same tokens as Qt's palette, for widgets that draw themselves.
QPalette paletteFor(Tone tone);

} // namespace countersign::ui::theme
