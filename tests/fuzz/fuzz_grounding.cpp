// Any two texts, one as evidence of the other: every range lies inside its text and falls in order, whatever was found is there, and the
// number and date grammars take any text.
#include "grounding/date.h"
#include "grounding/grounding.h"
#include "grounding/omissions.h"
#include "grounding/quantity.h"

#include <cmath>
#include <cstdlib>

using namespace countersign;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

QString textOf(QByteArrayView bytes, int how)
{
    if (how == 0)
        return QString::fromUtf8(bytes);
    QString text;
    if (how == 1) {
        for (qsizetype k = 0; k + 1 < bytes.size(); k += 2)
            text += QChar(ushort(uchar(bytes[k]) << 8 | uchar(bytes[k + 1])));
        return text;
    }
    static const char16_t *const words[] = {u"twenty", u" ", u"-", u"six", u"two ", u"thousand ", u"3", u"1,234.5", u"1.2 million", u"$", u" mg", u"b.i.d. ",
                                            u"every 8 hours", u"June ", u"2018", u"/", u".", u"\n", u"三百二十五", u"万", u"第", u"年", u"½", u"٣", u"allergic ",
                                            u"[doctor] ", u"Smith ", u"funfundzwanzig ", u"двадцать ", u"P T ", u"high blood pressure ", u"?"};
    for (const char byte : bytes)
        text += QString::fromUtf16(words[uchar(byte) % std::size(words)]);
    return text;
}

void inside(diff::Range range, const QString &text)
{
    demand(range.start >= 0 && range.start < range.end && range.end <= text.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3 || size > 4000)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArrayView rest = bytes.sliced(2);
    const qsizetype border = uchar(bytes[1]) * rest.size() / 256;
    const QString said = textOf(rest.first(border), uchar(bytes[0]) % 3);
    const QString source = textOf(rest.sliced(border), uchar(bytes[0]) % 3);
    qsizetype last = 0;
    for (const grounding::Quantity &each : grounding::quantities(said)) {
        inside(each.at, said);
        demand(each.at.start >= last && std::isfinite(each.value));
        demand(grounding::agree(each, each));
        last = each.at.start;
    }
    for (const grounding::Date &each : grounding::dates(said)) {
        inside(each.at, said);
        demand(grounding::agree(each, each));
    }
    const grounding::EvidenceIndex index({{QStringLiteral("e"), source}});
    last = 0;
    for (const grounding::Assertion &each : grounding::ground(index, said).assertions) {
        inside(each.at, said);
        demand(each.at.start >= last);
        last = each.at.end;
        for (const grounding::Place &place : each.places)
            inside(place.at, source);
    }
    for (const grounding::Omission &each : grounding::omissions(index, said))
        inside(each.at, source);
    return 0;
}
