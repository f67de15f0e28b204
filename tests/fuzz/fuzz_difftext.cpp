// Any two texts: the difference rebuilds the second, keeps to token edges, costs the same turned round, and so does typing.
#include "diff/alignment.h"
#include "diff/incremental.h"
#include "diff/script.h"
#include "diff/summary.h"
#include "diff/tokens.h"

#include <cstdlib>

using namespace countersign::diff;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

// Bytes as text: as UTF-8, as raw code units, or each byte a word of a small vocabulary, so that much repeats.
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
    static const char16_t *const words[] = {u"no ",  u"pain ", u"the ",   u"left ", u"knee", u". ",  u",",  u" ",       u"\n",   u"\r\n", u"5 mg ",
                                            u"2.5 ", u"daily ", u"没",    u"é",     u"e\u0301", u"A", u"a", u"\u200d", u"👩", u"🇩",   u"x"};
    for (const char byte : bytes)
        text += QString::fromUtf16(words[uchar(byte) % std::size(words)]);
    return text;
}

void check(const QString &a, const QString &b, const CompareOptions &options)
{
    const TextDiff diff = compare(a, b, options);
    demand(apply(a, diff.hunks, b) == std::optional(b));
    demand(compare(b, a, options).cost == diff.cost);
    QList<HunkId> ids;
    for (const Hunk &hunk : diff.hunks) {
        demand(isEdge(a, hunk.a.start) && isEdge(a, hunk.a.end) && isEdge(b, hunk.b.start) && isEdge(b, hunk.b.end));
        ids.append(hunk.id);
    }
    demand(edited(b, takeBack(a, b, diff.hunks, ids)) == a);
    const QList<Hunk> told = script(a, b, diff.hunks);
    demand(apply(a, told, b) == std::optional(b));
    for (const Hunk &hunk : told)
        demand(hunk.op != Op::Move || a.mid(hunk.a.start, hunk.a.length()) == b.mid(hunk.b.start, hunk.b.length()));
    for (const Change &change : changes(a, b, diff.hunks, 20))
        demand(change.label.size() <= 20);
    rows(a, b, diff.hunks);
}

void type(const QString &a, const QString &b, QByteArrayView keys, const CompareOptions &options)
{
    IncrementalDiff diff(a, b, options);
    for (qsizetype k = 0; k + 2 < keys.size() && k < 30; k += 3) {
        const qsizetype place = diff.b().isEmpty() ? 0 : uchar(keys[k]) * diff.b().size() / 256;
        diff.edited(place, uchar(keys[k + 1]) % 8, textOf(keys.sliced(k + 2, 1), uchar(keys[k + 1]) % 3));
        demand(apply(a, diff.hunks(), diff.b()) == std::optional(diff.b()));
        demand(diff.cost() == readingCost(diff.hunks()));
    }
    diff.settle();
    demand(apply(a, diff.hunks(), diff.b()) == std::optional(diff.b()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4 || size > 4000)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const int how = uchar(bytes[0]) % 3;
    const QByteArrayView rest = bytes.sliced(2);
    const qsizetype border = uchar(bytes[1]) * rest.size() / 256;
    CompareOptions options;
    options.unit = uchar(bytes[0]) % 16 == 15 ? Unit::Line : Unit::Word;
    options.moves = uchar(bytes[0]) % 8 != 7;
    if (uchar(bytes[0]) >= 192) {
        options.exactCells = 50;
        options.budget = 400;
    }
    const QString a = textOf(rest.first(border), how);
    const QString b = textOf(rest.sliced(border), how);
    check(a, b, options);
    type(a, b, rest, options);
    return 0;
}
