#include "ui/review/evidence/imagedecoding.h"

#include <QBuffer>
#include <QImageReader>

namespace countersign::ui {

using core::ErrorKind;
using core::fail;

namespace {

constexpr int allocationLimitMegabytes = 512;
constexpr int smallestLevel = 512;

} // namespace

core::Result<DecodedImage> decodeImage(const QByteArray &bytes, std::stop_token stop)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    const QByteArray format = bytes.startsWith("\x89PNG\r\n\x1a\n") ? "png" : bytes.startsWith("\xff\xd8\xff") ? "jpeg" : "";
    if (format.isEmpty())
        return fail(ErrorKind::UnknownFormat);
    QImageReader::setAllocationLimit(allocationLimitMegabytes);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty())
        return fail(ErrorKind::Malformed, {}, reader.errorString());
    if (size.width() > longestSide || size.height() > longestSide || qint64(size.width()) * size.height() > mostPixels)
        return fail(ErrorKind::TooLarge, {}, QStringLiteral("%1 × %2").arg(size.width()).arg(size.height()));
    QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorKind::Malformed, {}, reader.errorString());
    DecodedImage decoded;
    decoded.size = image.size();
    decoded.levels.append(image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32));
    while (std::max(decoded.levels.last().width(), decoded.levels.last().height()) > smallestLevel) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        const QImage &last = decoded.levels.last();
        decoded.levels.append(last.scaled(std::max(1, last.width() / 2), std::max(1, last.height() / 2), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    return decoded;
}

} // namespace countersign::ui
