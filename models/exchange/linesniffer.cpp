#include "exchange/linesniffer.h"

#include <QIODevice>

#include <algorithm>
#include <array>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

constexpr qint64 glance = 64 * 1024;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

QByteArrayView fromFirstWord(QByteArrayView bytes)
{
    return {std::find_if_not(bytes.begin(), bytes.end(), isBlank), bytes.end()};
}

bool startsAsObject(QByteArrayView line)
{
    return fromFirstWord(line).startsWith('{');
}

// Whether any line begins as a JSON object does.
bool hasObjectLine(QByteArrayView bytes)
{
    for (;;) {
        const qsizetype end = bytes.indexOf('\n');
        if (startsAsObject(end < 0 ? bytes : bytes.first(end)))
            return true;
        if (end < 0)
            return false;
        bytes = bytes.sliced(end + 1);
    }
}

// One JSON text printed over several lines: a bracket alone on the first line, and no object on the second.
bool isPrettyPrinted(QByteArrayView bytes)
{
    bytes = fromFirstWord(bytes);
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0 || !(bytes.startsWith('{') || bytes.startsWith('[')) || !fromFirstWord(bytes.first(end).sliced(1)).isEmpty())
        return false;
    return bytes.startsWith('[') || !startsAsObject(bytes.sliced(end + 1));
}

bool isBinary(QByteArrayView bytes)
{
    constexpr std::array<QByteArrayView, 4> magics{"\x89PNG", "\xff\xd8\xff", "%PDF-", "SQLite format 3"};
    if (std::any_of(magics.begin(), magics.end(), [&](QByteArrayView magic) { return bytes.startsWith(magic); }))
        return true;
    const auto odd = std::count_if(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && !isBlank(c);
    });
    return odd * 50 > bytes.size(); // a stray control in one record is that record's fault
}

QString looksLike(QByteArrayView bytes)
{
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return QStringLiteral("UTF-16");
    if (isBinary(bytes))
        return QStringLiteral("binary");
    if (isPrettyPrinted(bytes))
        return QStringLiteral("JSON over several lines");
    if (fromFirstWord(bytes).startsWith('['))
        return QStringLiteral("a JSON array");
    return hasObjectLine(bytes) ? QString() : QStringLiteral("other text");
}

} // namespace

bool looksLikeZip(QIODevice &device)
{
    const QByteArray start = device.peek(4);
    return start == QByteArray("PK\x03\x04", 4) || start == QByteArray("PK\x05\x06", 4);
}

core::Result<void> checkLines(QIODevice &device)
{
    const QByteArray peeked = device.peek(glance);
    QByteArrayView bytes(peeked);
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes = bytes.sliced(3);
    if (fromFirstWord(bytes).isEmpty())
        return {};
    const QString found = looksLike(bytes);
    if (found.isEmpty())
        return {};
    return core::fail(ErrorKind::UnknownFormat, {}, QStringLiteral("JSON Lines in UTF-8, found ") + found);
}

} // namespace countersign::exchange
