// Any selector on any text: a place it leads to lies inside the text and holds the quote; a selector made of a place leads back to those words.
// The window's own code, without the window.
#include "ui/review/citationplaces.cpp"

#include <QString>
#include <cstdlib>

using namespace countersign;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

QString unitsOf(QByteArrayView bytes)
{
    QString text;
    for (qsizetype k = 0; k + 1 < bytes.size(); k += 2)
        text += QChar(ushort(uchar(bytes[k]) << 8 | uchar(bytes[k + 1])));
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 8 || size > 4000)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArrayView rest = bytes.sliced(7);
    const QString text = bytes[0] & 1 ? QString::fromUtf8(rest) : unitsOf(rest);
    core::Selector selector;
    selector.start = qsizetype(uchar(bytes[1])) - 2;
    selector.end = selector.start + uchar(bytes[2]) - 4;
    if (bytes[0] & 2)
        selector.exact = text.sliced(std::min<qsizetype>(uchar(bytes[3]), text.size())).left(uchar(bytes[4]) % 16);
    if (bytes[0] & 4)
        selector.prefix = text.left(uchar(bytes[5]) % 8);
    if (bytes[0] & 8)
        selector.suffix = text.right(uchar(bytes[6]) % 8);
    const auto place = ui::placeOf(selector, text);
    if (!place)
        return 0;
    demand(place->start >= 0 && place->start <= place->end && place->end <= text.size());
    demand(selector.exact.isEmpty() || text.sliced(place->start, place->length()) == selector.exact);
    if (place->isEmpty())
        return 0;
    const core::Selector back = ui::selectorOf(text, *place);
    const auto again = ui::placeOf(back, text);
    demand(again && text.sliced(again->start, again->length()) == text.sliced(place->start, place->length()));
    return 0;
}
