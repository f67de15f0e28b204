// How the window and the decoding child talk: frames of a fixed head (magic, what, size) and a body. The body begins with values in
// QDataStream's form; pixels stand raw behind them. Nothing read from a frame is believed: sizes are checked against limits first.
#pragma once

#include "decoding/answers.h"

#include <array>
#include <optional>
#include <tl/expected.hpp>

namespace countersign::decoding {

enum class Ask : quint32 {
    Open = 1, // the file that the child was given
    Picture,  // part, wanted size (pages only)
    Text,     // page
    Places,   // page, stretches of its text (start, length in UTF-16 units)
    Between,  // page, two points of it
    Probe,    // what the child must not be able to do; see Attempt
};

// Self-tests of the fence around the child: each answers the system's error number, 0 when it succeeded.
enum class Attempt : quint8 { OpenFile, WriteFile, OpenSocket, Fork, Spin, Allocate, Crash, Execute };

inline constexpr quint32 magic = 0x43534431; // "CSD1"
inline constexpr qsizetype headSize = 16;
inline constexpr int fileDescriptor = 3; // where the child finds its file, behind the three standard streams
// What the child is told its file is, as its one argument.
inline constexpr std::array<std::pair<Kind, const char *>, 4> kindWords{{{Kind::Image, "image"}, {Kind::Pdf, "pdf"}, {Kind::Dicom, "dicom"}, {Kind::Page, "page"}}};
inline constexpr quint64 longestQuestion = quint64(1) << 20;
inline constexpr quint64 longestAnswer = quint64(640) << 20;

inline constexpr qint64 mostPixels = 100'000'000;
inline constexpr int longestSide = 32'000;
inline constexpr int mostParts = 100'000;      // pages or frames
inline constexpr qint64 mostPagePixels = 16'000'000;

struct Head {
    quint32 what = 0;  // question: an Ask; answer: 0 = given, else 1 + Why
    quint64 size = 0;  // of the body
};

QByteArray head(quint32 what, qsizetype size);
inline QByteArray frame(quint32 what, const QByteArray &body)
{
    return head(what, body.size()) + body;
}
// Nothing when the bytes are no head or claim more than `most`.
std::optional<Head> headOf(QByteArrayView bytes, quint64 most);

QByteArray pictureQuestion(int part, QSize wanted);
QByteArray partQuestion(int part);
struct Stretch {
    qint32 start = 0;
    qint32 length = 0;
};
QByteArray placesQuestion(int part, const QList<Stretch> &stretches);
QByteArray betweenQuestion(int part, QPointF from, QPointF to);
QByteArray probeQuestion(Attempt attempt);

QByteArray write(const Opened &opened);
QByteArray write(const Picture &picture);
QByteArray write(const QString &text);
QByteArray write(const QList<Place> &places);

// Nothing when the body is not that, or claims what cannot be.
std::optional<Opened> readOpened(const QByteArray &body);
std::optional<Picture> readPicture(const QByteArray &body);
std::optional<QString> readText(const QByteArray &body);
std::optional<QList<Place>> readPlaces(const QByteArray &body);

template <typename T>
using Answer = tl::expected<T, Failure>;
inline tl::unexpected<Failure> cannot(Why why, QString detail = {})
{
    return tl::unexpected<Failure>(Failure{why, std::move(detail)});
}

} // namespace countersign::decoding
