// PNG and JPEG bytes to pictures ready to be drawn at any zoom. The header is read and judged before anything is decoded. Any thread.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QSize>
#include <stop_token>

namespace countersign::ui {

struct DecodedImage {
    QSize size;            // of the whole picture
    QList<QImage> levels;  // the picture, then halves of it; never empty
};

inline constexpr qint64 mostPixels = 100'000'000;
inline constexpr int longestSide = 32'000;

// UnknownFormat: neither PNG nor JPEG; TooLarge: its header claims more than may be decoded (detail: "100000 × 100000");
// Malformed: damaged (detail: the decoder's word); Cancelled.
core::Result<DecodedImage> decodeImage(const QByteArray &bytes, std::stop_token stop = {});

} // namespace countersign::ui
