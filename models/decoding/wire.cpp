#include "decoding/wire.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>
#include <algorithm>
#include <cmath>

namespace countersign::decoding {

namespace {

constexpr auto streamVersion = QDataStream::Qt_6_4;
constexpr qsizetype mostRows = 5'000;
constexpr qsizetype mostBoxes = 20'000;

class Writer {
public:
    Writer() : m_stream(&m_body, QIODevice::WriteOnly) { m_stream.setVersion(streamVersion); }
    template <typename T>
    Writer &operator<<(const T &value)
    {
        m_stream << value;
        return *this;
    }
    QByteArray body() const { return m_body; }

private:
    QByteArray m_body; // before the stream, which writes into it
    QDataStream m_stream;
};

class Reader final : public QDataStream {
public:
    explicit Reader(const QByteArray &body) : QDataStream(body) { setVersion(streamVersion); }
};

bool ended(const QDataStream &stream)
{
    return stream.status() == QDataStream::Ok && stream.atEnd();
}

// A count that may be believed before anything is made room for; −1 otherwise.
qsizetype countFrom(QDataStream &stream, qsizetype most)
{
    qint32 count = -1;
    stream >> count;
    return stream.status() == QDataStream::Ok && count >= 0 && count <= most ? count : -1;
}

bool isSize(const QSizeF &size)
{
    return std::isfinite(size.width()) && std::isfinite(size.height()) && size.width() > 0 && size.height() > 0 && size.width() <= 1e6
        && size.height() <= 1e6;
}

int bytesPerPixel(Picture::Layout layout)
{
    return layout == Picture::Layout::Samples16 ? 2 : 4;
}

} // namespace

QByteArray head(quint32 what, qsizetype size)
{
    QByteArray bytes(headSize, Qt::Uninitialized);
    qToLittleEndian(magic, bytes.data());
    qToLittleEndian(what, bytes.data() + 4);
    qToLittleEndian(quint64(size), bytes.data() + 8);
    return bytes;
}

std::optional<Head> headOf(QByteArrayView bytes, quint64 most)
{
    if (bytes.size() < headSize || qFromLittleEndian<quint32>(bytes.data()) != magic)
        return std::nullopt;
    const Head head{qFromLittleEndian<quint32>(bytes.data() + 4), qFromLittleEndian<quint64>(bytes.data() + 8)};
    return head.size <= most ? std::optional(head) : std::nullopt;
}

QByteArray pictureQuestion(int part, QSize wanted)
{
    return (Writer() << qint32(part) << wanted).body();
}

QByteArray partQuestion(int part)
{
    return (Writer() << qint32(part)).body();
}

QByteArray placesQuestion(int part, const QList<Stretch> &stretches)
{
    Writer writer;
    writer << qint32(part) << qint32(stretches.size());
    for (const Stretch &stretch : stretches)
        writer << stretch.start << stretch.length;
    return writer.body();
}

QByteArray betweenQuestion(int part, QPointF from, QPointF to)
{
    return (Writer() << qint32(part) << from << to).body();
}

QByteArray probeQuestion(Attempt attempt)
{
    return (Writer() << quint8(attempt)).body();
}

QByteArray write(const Opened &opened)
{
    Writer writer;
    writer << quint8(opened.kind) << qint32(opened.parts.size());
    for (const QSizeF &part : opened.parts)
        writer << part;
    writer << opened.syntax << opened.modality << qint32(opened.windows.size());
    for (const Window &window : opened.windows)
        writer << window.center << window.width << window.name;
    writer << qint32(opened.header.size());
    for (const HeaderRow &row : opened.header)
        writer << row.tag << row.name << row.value;
    return writer.body();
}

std::optional<Opened> readOpened(const QByteArray &body)
{
    Reader stream(body);
    Opened opened;
    quint8 kind = 0;
    stream >> kind;
    opened.kind = Kind(kind);
    for (qsizetype left = countFrom(stream, mostParts); left > 0; --left)
        stream >> opened.parts.emplaceBack();
    stream >> opened.syntax >> opened.modality;
    for (qsizetype left = countFrom(stream, mostRows); left > 0; --left) {
        Window &window = opened.windows.emplaceBack();
        stream >> window.center >> window.width >> window.name;
        if (!std::isfinite(window.center) || !std::isfinite(window.width))
            return std::nullopt;
    }
    for (qsizetype left = countFrom(stream, mostRows); left > 0; --left) {
        HeaderRow &row = opened.header.emplaceBack();
        stream >> row.tag >> row.name >> row.value;
    }
    const bool known = kind <= quint8(Kind::Page) && !opened.parts.isEmpty() && std::ranges::all_of(opened.parts, isSize);
    return ended(stream) && known ? std::optional(opened) : std::nullopt;
}

QByteArray write(const Picture &picture)
{
    Writer writer;
    writer << quint8(picture.layout) << picture.first << picture.step << picture.inverted << qint32(picture.levels.size());
    for (const Picture::Level &level : picture.levels)
        writer << level.size;
    return writer.body() + picture.bytes;
}

std::optional<Picture> readPicture(const QByteArray &body)
{
    Reader stream(body);
    Picture picture;
    quint8 layout = 0;
    stream >> layout >> picture.first >> picture.step >> picture.inverted;
    if (layout > quint8(Picture::Layout::Samples16) || !std::isfinite(picture.first) || !std::isfinite(picture.step))
        return std::nullopt;
    picture.layout = Picture::Layout(layout);
    qsizetype wanted = 0;
    for (qsizetype left = countFrom(stream, 16); left > 0; --left) {
        Picture::Level &level = picture.levels.emplaceBack();
        stream >> level.size;
        const QSize size = level.size;
        if (size.isEmpty() || size.width() > longestSide || size.height() > longestSide || qint64(size.width()) * size.height() > mostPixels)
            return std::nullopt;
        level.offset = wanted;
        wanted += qsizetype(size.width()) * size.height() * bytesPerPixel(picture.layout);
    }
    const qsizetype begin = qsizetype(stream.device()->pos());
    if (stream.status() != QDataStream::Ok || picture.levels.isEmpty() || body.size() - begin != wanted)
        return std::nullopt;
    for (Picture::Level &level : picture.levels)
        level.offset += begin;
    picture.bytes = body; // shared, not copied
    return picture;
}

QByteArray write(const QString &text)
{
    return (Writer() << text).body();
}

std::optional<QString> readText(const QByteArray &body)
{
    Reader stream(body);
    QString text;
    stream >> text;
    return ended(stream) ? std::optional(text) : std::nullopt;
}

QByteArray write(const QList<Place> &places)
{
    Writer writer;
    writer << qint32(places.size());
    for (const Place &place : places) {
        writer << place.text << qint32(place.boxes.size());
        for (const QRectF &box : place.boxes)
            writer << box;
    }
    return writer.body();
}

std::optional<QList<Place>> readPlaces(const QByteArray &body)
{
    Reader stream(body);
    QList<Place> places;
    for (qsizetype left = countFrom(stream, mostBoxes); left > 0; --left) {
        Place &place = places.emplaceBack();
        stream >> place.text;
        for (qsizetype boxes = countFrom(stream, mostBoxes); boxes > 0; --boxes)
            stream >> place.boxes.emplaceBack();
        if (stream.status() != QDataStream::Ok)
            return std::nullopt;
    }
    return ended(stream) ? std::optional(places) : std::nullopt;
}

} // namespace countersign::decoding
