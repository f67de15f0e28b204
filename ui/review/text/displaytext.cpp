#include "ui/review/text/displaytext.h"

#include "ui/review/text/paragraphtable.h"

#include <QCoreApplication>
#include <QLocale>

namespace countersign::ui {

namespace {

using Kind = DisplayRun::Kind;

class Composer {
public:
    Composer(const ParagraphDifference &difference, Shown shown) : m_difference(difference), m_shown(shown) {}

    DisplayText compose()
    {
        for (const diff::Segment &segment : m_difference.segments)
            add(segment);
        addEndSign();
        return std::move(m_out);
    }

private:
    void add(const diff::Segment &segment);
    void addText(const diff::Segment &segment);
    void addDeleted(const diff::Segment &segment);
    void addEndSign();
    void append(DisplayRun run, QStringView text);
    const diff::Hunk *hunkOf(const diff::Segment &segment) const;
    bool standsHere(qsizetype position) const;
    bool movesStart(const diff::Segment &segment) const;

    const ParagraphDifference &m_difference;
    Shown m_shown;
    DisplayText m_out;
};

bool isWordEdge(QChar character)
{
    return character.isLetterOrNumber() || character.isMark() || character.isSurrogate();
}

// A deletion of line ends only shows a sign for each; in other deletions a line end breaks the line.
QString shownDeletion(QStringView text)
{
    QString shown;
    bool onlyEnds = true;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype end = lineEndLength(text, i);
        onlyEnds = onlyEnds && end > 0;
        shown += end > 0 ? QChar(QChar::LineSeparator) : text[i];
        i += std::max<qsizetype>(end, 1);
    }
    if (onlyEnds)
        shown.fill(QChar(0x23CE), std::min<qsizetype>(shown.size(), 3));
    return shown;
}

QString shortened(const QString &deletion)
{
    if (deletion.size() <= longestDeletion)
        return deletion;
    const qsizetype side = longestDeletion / 2;
    const QString count = QLocale().toString(deletion.size() - 2 * side);
    return deletion.first(side) + QCoreApplication::translate("DisplayText", " … %1 more characters deleted … ").arg(count) + deletion.last(side);
}

} // namespace

const diff::Hunk *Composer::hunkOf(const diff::Segment &segment) const
{
    return segment.hunk >= 0 && m_difference.hunks ? &m_difference.hunks->at(segment.hunk) : nullptr;
}

// Whether something without extent in b at that position is drawn by this paragraph.
bool Composer::standsHere(qsizetype position) const
{
    const diff::Range &content = m_difference.content;
    if (position < content.start || position > content.end)
        return false;
    return position < content.end || m_difference.last || !m_difference.lineEnd.isEmpty();
}

void Composer::append(DisplayRun run, QStringView text)
{
    run.at = m_out.text.size();
    run.length = text.size();
    m_out.text += text;
    m_out.runs.append(run);
}

void Composer::add(const diff::Segment &segment)
{
    using Segment = diff::Segment::Kind;
    const diff::Hunk *hunk = hunkOf(segment);
    const bool deleted = segment.kind == Segment::Deleted || segment.kind == Segment::MovedOut;
    if (!deleted) {
        if (m_shown == Shown::OnlyA && segment.kind != Segment::Equal)
            return;
        addText(segment);
        return;
    }
    if (m_shown == Shown::OnlyB || !standsHere(segment.b.start))
        return;
    if (hunk && hunk->kind == diff::Kind::LineEnd) // folded into one notice of the change list
        return;
    addDeleted(segment);
}

bool Composer::movesStart(const diff::Segment &segment) const
{
    const diff::Hunk *hunk = hunkOf(segment);
    return hunk && m_shown == Shown::Both
           && (segment.kind == diff::Segment::Kind::MovedIn ? segment.b.start == hunk->b.start : segment.a.start == hunk->a.start);
}

void Composer::addText(const diff::Segment &segment)
{
    const diff::Range &content = m_difference.content;
    const qsizetype from = std::max(segment.b.start, content.start);
    const qsizetype to = std::min(segment.b.end, content.end);
    if (from >= to)
        return;
    const diff::Hunk *hunk = hunkOf(segment);
    DisplayRun run;
    run.kind = segment.kind == diff::Segment::Kind::Equal ? Kind::Plain : segment.kind == diff::Segment::Kind::Inserted ? Kind::Inserted : Kind::MovedIn;
    run.text = from - content.start;
    run.source = segment.kind == diff::Segment::Kind::Equal ? segment.a.start + (from - segment.b.start) : -1;
    run.inner = segment.inner;
    if (hunk && run.kind != Kind::Plain) {
        run.changed = true;
        run.hunk = hunk->id;
        run.strong = diff::isStrong(hunk->kind);
    }
    const bool afterDeleted = !m_out.runs.isEmpty() && m_out.runs.last().isDeleted();
    if (afterDeleted && !m_out.text.isEmpty() && !m_out.text.back().isSpace()
        && (run.isInserted() || (isWordEdge(m_out.text.back()) && isWordEdge(m_difference.b[from])))) {
        append({.kind = Kind::Gap, .text = run.text}, u" ");
    }
    if (run.kind == Kind::MovedIn && movesStart(segment) && from == segment.b.start)
        append({.kind = Kind::Sign, .text = run.text, .hunk = run.hunk, .changed = true}, u"\u21C5 ");
    append(run, m_difference.b.sliced(from, to - from));
}

void Composer::addDeleted(const diff::Segment &segment)
{
    const diff::Hunk *hunk = hunkOf(segment);
    DisplayRun run;
    run.kind = segment.kind == diff::Segment::Kind::MovedOut ? Kind::MovedOut : Kind::Deleted;
    run.text = segment.b.start - m_difference.content.start;
    run.source = segment.a.start;
    run.inner = segment.inner;
    run.changed = hunk != nullptr;
    run.hunk = hunk ? hunk->id : diff::HunkId{};
    run.strong = hunk && diff::isStrong(hunk->kind);
    const QStringView deleted = m_difference.a.sliced(segment.a.start, segment.a.length());
    const QString shown = shortened(shownDeletion(deleted));
    if (shown.size() != deleted.size())
        run.source = -1; // places in it cannot be told from places in the suggestion
    const bool afterText = !m_out.runs.isEmpty() && m_out.runs.last().isInserted();
    if (afterText && isWordEdge(m_out.text.back()) && !shown.isEmpty() && isWordEdge(shown.front()))
        append({.kind = Kind::Gap, .text = run.text}, u" ");
    if (run.kind == Kind::MovedOut && movesStart(segment))
        append({.kind = Kind::Sign, .text = run.text, .hunk = run.hunk, .changed = true}, u"\u21C5 ");
    append(run, shown);
}

// A line end that was inserted is seen only where nothing else of its line was.
void Composer::addEndSign()
{
    if (m_difference.lineEnd.isEmpty() || m_shown == Shown::OnlyA || (!m_out.runs.isEmpty() && m_out.runs.last().isInserted()))
        return;
    for (const diff::Segment &segment : m_difference.segments) {
        const diff::Hunk *hunk = hunkOf(segment);
        if (segment.kind != diff::Segment::Kind::Inserted || !segment.b.contains(m_difference.lineEnd.start))
            continue;
        if (!hunk || hunk->kind == diff::Kind::LineEnd)
            return;
        append({.kind = Kind::Sign, .text = m_difference.content.length(), .hunk = hunk->id, .changed = true}, u"\u23CE");
        return;
    }
}

DisplayText displayText(const ParagraphDifference &difference, Shown shown)
{
    return Composer(difference, shown).compose();
}

DisplayText plainDisplay(QStringView paragraph, qsizetype hidden)
{
    DisplayText display;
    display.text = paragraph.sliced(hidden).toString();
    if (!display.text.isEmpty())
        display.runs.append({.kind = Kind::Plain, .at = 0, .length = display.text.size(), .text = hidden});
    return display;
}

DisplayText withComposed(DisplayText display, qsizetype offset, const QString &composed)
{
    if (composed.isEmpty())
        return display;
    const qsizetype at = display.displayOf(offset);
    QList<DisplayRun> runs;
    const DisplayRun inserted{.kind = Kind::Composed, .at = at, .length = composed.size(), .text = offset};
    bool placed = false;
    for (DisplayRun run : std::as_const(display.runs)) {
        if (run.end() <= at) {
            runs.append(run);
            continue;
        }
        if (run.at < at) { // cut in two
            DisplayRun left = run;
            left.length = at - run.at;
            runs.append(left);
            run.text += run.isText() ? left.length : 0;
            run.source += run.source >= 0 ? left.length : 0;
            run.length -= left.length;
            run.at = at;
        }
        if (!placed)
            runs.append(inserted);
        placed = true;
        run.at += composed.size();
        runs.append(run);
    }
    if (!placed)
        runs.append(inserted);
    display.runs = runs;
    display.text.insert(at, composed);
    return display;
}

qsizetype DisplayText::displayOf(qsizetype offset) const
{
    qsizetype behind = 0;
    for (const DisplayRun &run : runs) {
        if (run.isText()) {
            if (offset < run.text + run.length)
                return offset < run.text ? behind : run.at + (offset - run.text);
            behind = run.end();
        } else if (run.text <= offset && run.kind != Kind::Sign) {
            behind = run.end();
        }
    }
    return behind;
}

qsizetype DisplayText::offsetOf(qsizetype display) const
{
    qsizetype offset = 0;
    for (const DisplayRun &run : runs) {
        if (!run.isText()) {
            offset = std::max(offset, run.text);
            if (display < run.end())
                return run.text;
            continue;
        }
        if (display < run.end())
            return run.text + std::max<qsizetype>(0, display - run.at);
        offset = run.text + run.length;
    }
    return offset;
}

} // namespace countersign::ui
