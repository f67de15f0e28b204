#include "ui/review/evidence/decodedpicture.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace countersign::ui {

using decoding::Kind;
using decoding::Picture;
using decoding::Why;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::DecodedPicture)
};

QString wrongType(Kind kind)
{
    switch (kind) {
    case Kind::Image:
        return Words::tr("This is neither a PNG nor a JPEG picture, whatever its type says.");
    case Kind::Pdf:
        return Words::tr("This is not a PDF document, whatever its type says.");
    case Kind::Dicom:
        return Words::tr("This is not a DICOM file, whatever its type says.");
    case Kind::Page:
        return Words::tr("This is not a web page, whatever its type says.");
    }
    return {};
}

QString damaged(Kind kind)
{
    switch (kind) {
    case Kind::Image:
        return Words::tr("This picture is damaged and cannot be shown.");
    case Kind::Pdf:
        return Words::tr("This document is damaged or was cut short, and cannot be shown.");
    case Kind::Dicom:
        return Words::tr("This scan is damaged or was cut short, and cannot be shown.");
    case Kind::Page:
        return Words::tr("This page is damaged and cannot be shown.");
    }
    return {};
}

QString isEmpty(Kind kind)
{
    if (kind == Kind::Page)
        return Words::tr("This page is empty: there is nothing to read in it.");
    return kind == Kind::Pdf ? Words::tr("This document is empty: it has no page.") : Words::tr("This file is empty: there is no picture in it.");
}

QString tooLarge(Kind kind, const QString &claimed)
{
    if (kind == Kind::Pdf)
        return Words::tr("This document says it has %1 pages. That is more than can be shown safely, so it was not opened.").arg(claimed);
    if (kind == Kind::Dicom && !claimed.contains(u'×'))
        return Words::tr("This scan says it has %1 pictures. That is more than can be shown safely, so it was not opened.").arg(claimed);
    return Words::tr("This picture says it is %1 pixels. That is more than can be shown safely, so it was not opened.").arg(claimed);
}

const uchar *bytesOf(const Picture &picture, const Picture::Level &level)
{
    return reinterpret_cast<const uchar *>(picture.bytes.constData()) + level.offset;
}

} // namespace

DecodedImage imageOf(const Picture &picture)
{
    DecodedImage decoded;
    decoded.size = picture.levels.first().size;
    const QImage::Format format = picture.layout == Picture::Layout::Argb32 ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
    for (const Picture::Level &level : picture.levels) {
        auto *keep = new QByteArray(picture.bytes);
        decoded.levels.append(QImage(bytesOf(picture, level), level.size.width(), level.size.height(), qsizetype(level.size.width()) * 4, format,
                                     [](void *kept) { delete static_cast<QByteArray *>(kept); }, keep));
    }
    return decoded;
}

QImage throughWindow(const Picture &picture, const decoding::Window &window, bool inverted)
{
    const QSize size = picture.levels.first().size;
    std::vector<QRgb> grey(65'536); // one look-up for each value instead of one division for each pixel
    const double width = std::max(window.width, picture.step * 1e-6), low = window.center - width / 2;
    for (size_t i = 0; i < grey.size(); ++i) {
        const double shown = std::clamp((picture.first + picture.step * double(i) - low) / width, 0.0, 1.0);
        const int level = int((picture.inverted != inverted ? 1 - shown : shown) * 255 + 0.5);
        grey[i] = qRgb(level, level, level);
    }
    QImage image(size, QImage::Format_RGB32); // the one that is drawn fastest
    const uchar *at = bytesOf(picture, picture.levels.first());
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x, at += 2)
            line[x] = grey[size_t(at[0] | at[1] << 8)];
    }
    return image;
}

decoding::Window fullWindow(const Picture &picture)
{
    quint16 low = 0xffff, high = 0;
    const QSize size = picture.levels.first().size;
    const uchar *at = bytesOf(picture, picture.levels.first());
    for (qsizetype i = 0; i < qsizetype(size.width()) * size.height(); ++i, at += 2) {
        const quint16 sample = quint16(at[0] | at[1] << 8);
        low = std::min(low, sample);
        high = std::max(high, sample);
    }
    const double width = std::max(1.0, picture.step * (high - low));
    return {picture.first + picture.step * low + width / 2, width, {}};
}

QString sentenceFor(Kind kind, const decoding::Failure &failure)
{
    switch (failure.why) {
    case Why::WrongType:
        return wrongType(kind);
    case Why::TooLarge:
        return tooLarge(kind, failure.detail);
    case Why::Empty:
        return isEmpty(kind);
    case Why::Password:
        return Words::tr("This document is protected by a password and cannot be opened here. Ask for a copy without one.");
    case Why::Syntax:
        return Words::tr("The pictures of this scan are stored as “%1”, which cannot be decoded on this computer.").arg(failure.detail);
    case Why::Undecodable:
        return Words::tr("The pictures of this scan, stored as “%1”, could not be decoded: they are damaged, or in a variant unknown here.").arg(failure.detail);
    case Why::NoSyntax:
        return Words::tr("This scan does not say how its pictures are stored (no transfer syntax), so they cannot be shown without guessing.");
    case Why::NoPixels:
        return Words::tr("This DICOM file holds no picture.");
    case Why::TimedOut:
        return Words::tr("Opening this took too long and was stopped. The rest of the case is not affected.");
    case Why::OverLimit:
        return Words::tr("Opening this needed more memory or time than is safe and was stopped. The rest of the case is not affected.");
    case Why::CannotStart:
        return Words::tr("The program that opens such files could not be started. It comes with Countersign; reinstalling helps.");
    case Why::Crashed:
    case Why::BadAnswer:
        return Words::tr("This file could not be opened safely: something in it broke the reader. The rest of the case is not affected.");
    case Why::Damaged:
    case Why::NoSuchPart:
        return damaged(kind);
    }
    return damaged(kind);
}

} // namespace countersign::ui
