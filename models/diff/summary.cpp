#include "diff/summary.h"

#include "diff/engine/borders.h"
#include "diff/engine/cutter.h"
#include "diff/engine/lexicon.h"

#include <QHash>
#include <QTextBoundaryFinder>
#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype shortest = 8;

// One line; blanks and breaks show as signs when they are all there is to see.
QString oneLine(QStringView text, Kind kind)
{
    QString line;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        const CharClass what = charClasses().of(c.unicode());
        const bool pair = c == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n';
        if (what == CharClass::Break && kind == Kind::LineEnd)
            line += c == u'\r' ? u'\u240d' : u'\u240a';
        else if (what == CharClass::Break)
            line += pair ? QString() : QStringLiteral("\u23ce");
        else if (c == u'\t')
            line += u'\u21e5';
        else if (what == CharClass::Blank)
            line += kind == Kind::Blank ? u'\u2423' : u' ';
        else
            line += what == CharClass::Control && c.unicode() < 0x20 ? QChar(0x2400 + c.unicode()) : c;
    }
    return kind == Kind::Blank ? line : line.trimmed();
}

// At most `length` code units, the middle left out.
QString shortened(const QString &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    const auto edgeBefore = [&](qsizetype at) {
        finder.setPosition(at);
        return finder.isAtBoundary() ? at : std::max<qsizetype>(0, finder.toPreviousBoundary());
    };
    const auto edgeBehind = [&](qsizetype at) {
        finder.setPosition(at);
        const qsizetype next = finder.isAtBoundary() ? at : finder.toNextBoundary();
        return next < 0 ? text.size() : next;
    };
    const qsizetype head = edgeBefore((length - 1) * 2 / 3);
    const qsizetype tail = edgeBehind(text.size() - (length - 1 - head));
    return text.first(head).trimmed() + u'\u2026' + text.sliced(tail).trimmed();
}

// The unit behind a number, with the blank before it.
QString unitBehind(QStringView text, qsizetype at)
{
    const Cutter cutter(text);
    QString unit;
    for (int tokens = 0; tokens < 2 && at < text.size(); ++tokens) {
        const Cut cut = cutter.next(at);
        const QStringView token = text.sliced(at, cut.end - at);
        unit += token;
        if (isMeasure(token))
            return unit;
        if (cut.kind != TokenKind::Blank)
            break;
        at = cut.end;
    }
    return {};
}

// Both sides of an arrow share the room; a short one leaves its rest to the other.
QString arrow(const QString &from, const QString &to, qsizetype room)
{
    const qsizetype half = room / 2;
    const qsizetype left = from.size() <= half ? from.size() : std::max(half, room - to.size());
    return shortened(from, left) + QStringLiteral(" \u2192 ") + shortened(to, room - std::min(left, from.size()));
}

} // namespace

QString label(QStringView a, QStringView b, const Hunk &hunk, qsizetype maxLength)
{
    const qsizetype room = std::max(maxLength, shortest);
    QString from = oneLine(a.sliced(hunk.a.start, hunk.a.length()), hunk.kind);
    const Range shown = hunk.op == Op::Move ? trimmed(b, hunk.b) : hunk.b;
    QString to = oneLine(b.sliced(shown.start, shown.length()), hunk.kind);
    if (hunk.kind == Kind::Number) {
        const QString unit = unitBehind(b, hunk.b.end);
        if (unit == unitBehind(a, hunk.a.end)) {
            from += hunk.a.isEmpty() ? QString() : unit;
            to += hunk.b.isEmpty() ? QString() : unit;
        }
    }
    switch (hunk.op) {
    case Op::Insert:
        return QStringLiteral("+ ") + shortened(to, room - 2);
    case Op::Delete:
        return QStringLiteral("\u2212 ") + shortened(from, room - 2);
    case Op::Move:
        return QStringLiteral("\u21c5 ") + shortened(to, room - 2);
    case Op::Replace:
        break;
    }
    return arrow(from, to, room - 3);
}

QList<Change> changes(QStringView a, QStringView b, const QList<Hunk> &hunks, qsizetype maxLength)
{
    QList<Change> list;
    QHash<quint32, qsizetype> folds;
    for (qsizetype k = 0; k < hunks.size(); ++k) {
        const Hunk &hunk = hunks.at(k);
        if (hunk.fold != 0 && folds.contains(hunk.fold)) {
            list[folds.value(hunk.fold)].hunks.append(k);
            continue;
        }
        if (hunk.fold != 0)
            folds.insert(hunk.fold, list.size());
        list.append({{k}, hunk.kind, {}});
    }
    for (Change &change : list) {
        const qsizetype count = change.hunks.size();
        const QString times = count > 1 ? QStringLiteral(" \u00d7 ") + QString::number(count) : QString();
        change.label = label(a, b, hunks.at(change.hunks.first()), maxLength - times.size()) + times;
    }
    return list;
}

} // namespace countersign::diff
