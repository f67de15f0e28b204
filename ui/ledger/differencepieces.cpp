#include "ui/ledger/differencepieces.h"

#include "diff/alignment.h"
#include "diff/textdiff.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace countersign::ui {

using diff::Segment;
using Kind = DifferencePiece::Kind;

namespace {

Kind kindOf(const Segment &segment)
{
    switch (segment.kind) {
    case Segment::Kind::Deleted:
        return Kind::Deleted;
    case Segment::Kind::Inserted:
        return Kind::Inserted;
    case Segment::Kind::MovedOut:
        return Kind::MovedOut;
    case Segment::Kind::MovedIn:
        return Kind::MovedIn;
    case Segment::Kind::Equal:
        break;
    }
    return Kind::Same;
}

// Line ends alone: a sign for each; what was taken out breaks no line.
QString seen(const QString &text, bool out)
{
    const QString breaks = QString(text).replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    if (text.isEmpty() || std::any_of(breaks.begin(), breaks.end(), [](QChar c) { return c != u'\n'; }))
        return text;
    return QString(breaks).replace(u'\n', out ? QStringLiteral("\u23CE") : QStringLiteral("\u23CE\n"));
}

void append(QList<DifferencePiece> &pieces, Kind kind, const QString &text, bool joins)
{
    if (joins && !pieces.isEmpty() && pieces.last().kind == kind)
        pieces.last().text += text;
    else
        pieces.append({kind, text});
}

} // namespace

PageDifference pageDifference(const QString &before, const QString &after)
{
    PageDifference page;
    const QList<diff::Hunk> hunks = diff::compare(before, after, diff::CompareOptions::patient()).hunks;
    qsizetype hunk = -1;
    for (const Segment &segment : diff::segments(before.size(), after.size(), hunks)) {
        const Kind kind = kindOf(segment);
        const bool out = kind == Kind::Deleted || kind == Kind::MovedOut;
        const QString text = out ? before.mid(segment.a.start, segment.a.length()) : after.mid(segment.b.start, segment.b.length());
        const bool starts = segment.hunk != hunk || page.pieces.isEmpty() || page.pieces.last().kind != kind;
        hunk = segment.hunk;
        if (segment.hunk >= 0 && hunks.at(segment.hunk).kind == diff::Kind::LineEnd) {
            page.lineEnds += out ? 0 : 1;
            if (!out)
                append(page.pieces, Kind::Same, text, true);
        } else if (kind == Kind::Same) {
            append(page.pieces, kind, text, true);
        } else {
            const bool moved = kind == Kind::MovedOut || kind == Kind::MovedIn;
            append(page.pieces, kind, (moved && starts ? QStringLiteral("\u21C5 ") : QString()) + seen(text, out), !starts);
        }
    }
    return page;
}

QString lineEndWords(int lineEnds)
{
    return lineEnds > 0 ? QCoreApplication::translate("Difference", "Line ends that are only written differently: %1").arg(QLocale().toString(lineEnds)) : QString();
}

} // namespace countersign::ui
