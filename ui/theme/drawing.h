// The few shapes everything is made of; shared by the style and by the widgets that paint themselves.
#pragma once

#include "ui/theme.h"

class QPainter;
class QStyleOption;

namespace countersign::ui::theme {

// How much a button asks for: a primary one is filled, a quiet one shows no line until the pointer is on it.
enum class Weight { Plain, Primary, Quiet };
void setWeight(QWidget *button, Weight weight);
Weight weightOf(const QWidget *button);

// A rounded box of one radius with an optional one-pixel line.
void drawBox(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &line = {}, int cornerRadius = radius);
// The ring around what has the keyboard.
void drawFocus(QPainter &painter, const QRectF &rect, int cornerRadius = radius);
// The panel of a button in its present state.
void drawButton(QPainter &painter, const QStyleOption &option, Weight weight);
// The panel of a text field or a closed combo box.
void drawField(QPainter &painter, const QStyleOption &option);
// Tick box or radio button.
void drawMark(QPainter &painter, const QStyleOption &option, bool round);
// A small arrow; angle 0 points down, clockwise.
void drawArrow(QPainter &painter, const QRectF &rect, const QColor &ink, int angle = 0);
// Ink of a button's text.
QColor buttonInk(const QStyleOption &option, Weight weight);

} // namespace countersign::ui::theme
