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

void appendShown(QString &out, QStringView text, bool keepLines)
{
    const qsizetype start = out.size();
    out.append(text);
    for (QChar *c = out.data() + start, *end = out.data() + out.size(); c != end; ++c) {
        while (end - c >= 4 && areFourPlain(c))
            c += 4;
        if (c == end)
            break;
        const char16_t code = c->unicode();
        if ((code >= 0x20 && code < 0x7f) || (keepLines && (code == u'\n' || code == u'\t')))
            continue;
        if (code < 0x20)
            *c = QChar(0x2400 + code);
        else if (code == 0x7f)
            *c = QChar(0x2421);
        else if (code < 0xa0 || steersDirection(code))
            *c = QChar::ReplacementCharacter;
    }
}

QString shown(QStringView text, bool keepLines)
{
    QString clean;
    appendShown(clean, text, keepLines);
    return clean;
}

} // namespace countersign::app
