#include "app/cli/difftext.h"

#include "app/cli/terminal.h"
#include "diff/alignment.h"

namespace countersign::app {

namespace {

constexpr auto struckRed = u"\033[31;9m";
constexpr auto underlinedGreen = u"\033[32;4m";
constexpr auto plain = u"\033[0m";

QString gone(QStringView text, bool colour)
{
    const QString marked = QStringLiteral("[-") + shown(text, true) + QStringLiteral("-]");
    return colour ? QString::fromUtf16(struckRed) + marked + QString::fromUtf16(plain) : marked;
}

QString come(QStringView text, bool colour)
{
    const QString marked = QStringLiteral("{+") + shown(text, true) + QStringLiteral("+}");
    return colour ? QString::fromUtf16(underlinedGreen) + marked + QString::fromUtf16(plain) : marked;
}

QStringView part(const QString &text, diff::Range range)
{
    return QStringView(text).sliced(range.start, range.length());
}

QString lineOf(QStringView text, char16_t sign, const char16_t *on, bool colour)
{
    const QString line = QChar(sign) + QStringLiteral(" ") + shown(text, true);
    return (colour ? QString::fromUtf16(on) + line + QString::fromUtf16(plain) : line) + u'\n';
}

} // namespace

QString markedDifference(const QString &a, const QString &b, bool colour)
{
    return markedDifference(a, b, diff::compare(a, b, diff::CompareOptions::patient()), colour);
}

QString markedDifference(const QString &a, const QString &b, const diff::TextDiff &difference, bool colour)
{
    using Kind = diff::Segment::Kind;
    QString out;
    QString removed;
    QString added;
    const auto close = [&] {
        if (!removed.isEmpty())
            out += gone(removed, colour);
        if (!added.isEmpty())
            out += come(added, colour);
        removed.clear();
        added.clear();
    };
    for (const diff::Segment &segment : diff::segments(a.size(), b.size(), difference.hunks)) {
        if (segment.kind == Kind::Deleted || segment.kind == Kind::MovedOut) {
            if (!added.isEmpty())
                close();
            removed += part(a, segment.a);
        } else if (segment.kind == Kind::Inserted || segment.kind == Kind::MovedIn) {
            added += part(b, segment.b);
        } else {
            close();
            out += shown(part(b, segment.b), true);
        }
    }
    close();
    return out;
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

} // namespace countersign::app
