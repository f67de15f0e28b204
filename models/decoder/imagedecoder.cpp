#include "decoder/decoders.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>

namespace countersign::decoder {

using decoding::cannot;
using decoding::Why;

namespace {

constexpr int allocationLimitMegabytes = 512;
constexpr int smallestLevel = 512;

class ImageDecoder final : public Decoder {
public:
    ImageDecoder(QImage image) : m_picture(pictureOf(image, true)) { m_opened.parts = {QSizeF(image.size())}; }
    const Opened &opened() const override { return m_opened; }
    Answer<Picture> picture(int, QSize) override { return m_picture; }

private:
    Opened m_opened;
    Picture m_picture;
};

void append(Picture &picture, const QImage &image)
{
    picture.levels.append({image.size(), picture.bytes.size()});
    const qsizetype row = qsizetype(image.width()) * 4;
    for (int y = 0; y < image.height(); ++y)
        picture.bytes.append(reinterpret_cast<const char *>(image.constScanLine(y)), row);
}

} // namespace

Picture pictureOf(const QImage &image, bool halves)
{
    Picture picture;
    picture.layout = image.hasAlphaChannel() ? Picture::Layout::Argb32 : Picture::Layout::Rgb32;
    QImage level = image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    picture.bytes.reserve(level.sizeInBytes() * (halves ? 4 : 3) / 3);
    append(picture, level);
    while (halves && std::max(level.width(), level.height()) > smallestLevel) {
        level = level.scaled(std::max(1, level.width() / 2), std::max(1, level.height() / 2), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        append(picture, level);
    }
    return picture;
}

OpenedDecoder openImage(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    const QByteArray format = bytes.startsWith("\x89PNG\r\n\x1a\n") ? "png" : bytes.startsWith("\xff\xd8\xff") ? "jpeg" : "";
    if (format.isEmpty())
        return cannot(Why::WrongType);
    QImageReader::setAllocationLimit(allocationLimitMegabytes);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty())
        return cannot(Why::Damaged, reader.errorString());
    if (size.width() > decoding::longestSide || size.height() > decoding::longestSide || qint64(size.width()) * size.height() > decoding::mostPixels)
        return cannot(Why::TooLarge, QStringLiteral("%1 × %2").arg(size.width()).arg(size.height()));
    QImage image = reader.read();
    if (image.isNull())
        return cannot(Why::Damaged, reader.errorString());
    return std::make_unique<ImageDecoder>(std::move(image));
}

// The JPEG reader is a plug-in: asking for it once loads it.
void warmUpImage()
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    QImage dot(1, 1, QImage::Format_RGB32);
    dot.fill(0);
    for (const char *format : {"png", "jpeg"}) {
        QByteArray bytes;
        QBuffer file(&bytes);
        file.open(QIODevice::WriteOnly);
        dot.save(&file, format);
        openImage(bytes);
    }
}

} // namespace countersign::decoder
