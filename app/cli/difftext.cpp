#include "app/cli/difftext.h"

#include "app/cli/shown.h"
#include "diff/alignment.h"
#include "diff/script.h"
#include "exchange/jsonwriter.h"

namespace countersign::app {

namespace {

constexpr QStringView struckRed = u"\033[31;9m";
constexpr QStringView underlinedGreen = u"\033[32;4m";
constexpr QStringView plain = u"\033[0m";

using Write = std::function<void(QStringView)>;

void writeShown(QStringView text, const Write &write)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const qsizetype end = shownUntil(text, at, true);
        write(text.sliced(at, end - at));
        at = end;
        if (at < text.size())
            write(QString(signFor(text[at])));
    }
}

void writeBetween(QStringView before, QStringView text, QStringView after, QStringView on, bool colour, const Write &write)
{
    if (text.isEmpty())
        return;
    write(colour ? on : QStringView());
    write(before);
    writeShown(text, write);
    write(after);
    write(colour ? plain : QStringView());
}

QString opName(diff::Op op)
{
    switch (op) {
    case diff::Op::Replace:
        return QStringLiteral("replace");
    case diff::Op::Insert:
        return QStringLiteral("insert");
    case diff::Op::Delete:
        return QStringLiteral("delete");
    case diff::Op::Move:
        return QStringLiteral("move");
    }
    Q_UNREACHABLE();
}

QStringView part(const QString &text, diff::Range range)
{
    return QStringView(text).sliced(range.start, range.length());
}

QString lineOf(QStringView text, char16_t sign, QStringView on, bool colour)
{
    const QString line = QChar(sign) + QStringLiteral(" ") + shown(text, true);
    return (colour ? on.toString() + line + plain.toString() : line) + u'\n';
}

} // namespace

QString markedDifference(const QString &a, const QString &b, bool colour)
{
    return markedDifference(a, b, diff::compare(a, b, diff::CompareOptions::patient()), colour);
}

QString markedDifference(const QString &a, const QString &b, const diff::TextDiff &difference, bool colour)
{
    QString out;
    out.reserve(b.size() + b.size() / 8);
    writeMarked(a, b, difference, colour, [&out](QStringView piece) { out += piece; });
    return out;
}

void writeMarked(const QString &a, const QString &b, const diff::TextDiff &difference, bool colour, const std::function<void(QStringView)> &write)
{
    using Kind = diff::Segment::Kind;
    QString removed;
    QString added;
    const auto close = [&] {
        writeBetween(u"[-", removed, u"-]", struckRed, colour, write);
        writeBetween(u"{+", added, u"+}", underlinedGreen, colour, write);
        removed.clear();
        added.clear();
    };
    qsizetype hunk = -1;
    const auto take = [&](QString &side, QStringView text) {
        if (side.isEmpty() && difference.hunks.at(hunk).op == diff::Op::Move)
            side += QStringLiteral("⇅ ");
        side += text;
    };
    for (const diff::Segment &segment : diff::segments(a.size(), b.size(), difference.hunks)) {
        const bool goes = segment.kind == Kind::Deleted || segment.kind == Kind::MovedOut;
        if (segment.kind == Kind::Equal || segment.hunk != hunk || (goes && !added.isEmpty()))
            close();
        hunk = segment.hunk;
        if (segment.kind == Kind::Equal)
            writeShown(part(b, segment.b), write);
        else
            take(goes ? removed : added, part(goes ? a : b, goes ? segment.a : segment.b));
    }
    close();
}

QString lineDifference(const QString &a, const QString &b, const diff::TextDiff &difference, bool colour)
{
    using Kind = diff::Row::Kind;
    const bool bothEnd = a.endsWith(u'\n') && b.endsWith(u'\n');
    QString out;
    for (const diff::Row &row : diff::rows(a, b, difference.hunks)) {
        if (bothEnd && (row.lineA < 0 || row.a.start == a.size()) && (row.lineB < 0 || row.b.start == b.size()))
            continue; // what stands behind the last line end of both is no line
        if (row.kind == Kind::Same) {
            out += lineOf(part(b, row.b), u' ', u"", false);
            continue;
        }
        if (row.lineA >= 0)
            out += lineOf(part(a, row.a), u'-', u"\033[31m", colour);
        if (row.lineB >= 0)
            out += lineOf(part(b, row.b), u'+', u"\033[32m", colour);
    }
    return out;
}

QByteArray differenceAsJson(const QString &a, const QString &b, const diff::TextDiff &difference)
{
    exchange::JsonWriter out;
    const auto range = [&out](const char *key, diff::Range at) { out.key(key).beginArray().value(qint64(at.start)).value(qint64(at.end)).endArray(); };
    out.beginObject().member("unit", "code point").key("hunks").beginArray();
    for (const diff::Hunk &hunk : diff::inCodePoints(a, b, diff::script(a, b, difference.hunks))) {
        out.beginObject().member("op", opName(hunk.op));
        range("a", hunk.a);
        range("b", hunk.b);
        out.endObject();
    }
    return out.endArray().member("cost", difference.cost).endObject().bytes();
}

} // namespace countersign::app
