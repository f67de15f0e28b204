#include "app/cli/shown.h"

#include <cstring>

namespace countersign::app {

namespace {

// Marks that reorder or hide what follows them; they would let a title pretend to be another one.
bool steersDirection(char16_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

// Four characters, all of them ASCII that prints.
bool areFourPlain(const QChar *at)
{
    constexpr quint64 each = 0x0001000100010001;
    quint64 four;
    std::memcpy(&four, at, sizeof four);
    return (four & 0xff80 * each) == 0 && ((four + 0x60 * each) & 0x80 * each) == 0x80 * each && ((four + each) & 0x80 * each) == 0;
}

} // namespace

qsizetype shownUntil(QStringView text, qsizetype at, bool keepLines)
{
    for (; at < text.size(); ++at) {
        while (text.size() - at >= 4 && areFourPlain(text.data() + at))
            at += 4;
        if (at == text.size())
            break;
        const char16_t code = text[at].unicode();
        const bool plain = code < 0xa0 ? (code >= 0x20 && code < 0x7f) || (keepLines && (code == u'\n' || code == u'\t')) : !steersDirection(code);
        if (!plain)
            break;
    }
    return at;
}

QChar signFor(QChar hidden)
{
    const char16_t code = hidden.unicode();
    return code < 0x20 ? QChar(0x2400 + code) : code == 0x7f ? QChar(0x2421) : QChar(QChar::ReplacementCharacter);
}

void appendShown(QString &out, QStringView text, bool keepLines)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const qsizetype end = shownUntil(text, at, keepLines);
        out += text.sliced(at, end - at);
        at = end;
        if (at < text.size())
            out += signFor(text[at]);
    }
}

QString shown(QStringView text, bool keepLines)
{
    QString clean;
    appendShown(clean, text, keepLines);
    return clean;
}

} // namespace countersign::app
