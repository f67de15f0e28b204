// What the decoding child said, as pictures to draw and as words to read.
#pragma once

#include "decoding/answers.h"

#include <QImage>
#include <QList>

namespace countersign::ui {

struct DecodedImage {
    QSize size;            // of the whole picture
    QList<QImage> levels;  // the picture, then halves of it; never empty
};

// Shares the bytes, copies nothing.
DecodedImage imageOf(const decoding::Picture &picture);

// Samples through a window, as grey; `inverted` on top of what the file says.
QImage throughWindow(const decoding::Picture &picture, const decoding::Window &window, bool inverted);
// The window that shows every value of the picture.
decoding::Window fullWindow(const decoding::Picture &picture);

// One sentence for a reviewer: what is wrong with this picture, document or scan.
QString sentenceFor(decoding::Kind kind, const decoding::Failure &failure);

} // namespace countersign::ui
