#include "ui/review/text/paragraphtable.h"

#include <QTextBoundaryFinder>

namespace countersign::ui {

qsizetype lineEndLength(QStringView text, qsizetype position)
{
    switch (text[position].unicode()) {
    case u'\r':
        return position + 1 < text.size() && text[position + 1] == u'\n' ? 2 : 1;
    case u'\n':
    case 0x85:
    case 0x2028:
    case 0x2029:
        return 1;
    default:
        return 0;
    }
}

namespace {

// Where to cut a line that is too long: behind a blank near the end of the piece, else between two graphemes.
qsizetype pieceEnd(QStringView line, qsizetype from)
{
    const qsizetype end = from + ParagraphTable::pieceLength;
    if (end >= line.size())
        return line.size();
    for (qsizetype i = end; i > end - 512; --i) {
        if (line[i - 1] == u' ')
            return i;
    }
    const QStringView window = line.sliced(from, std::min(line.size() - from, ParagraphTable::pieceLength + 64));
    QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, window.data(), window.size());
    graphemes.setPosition(ParagraphTable::pieceLength);
    const qsizetype edge = graphemes.isAtBoundary() ? ParagraphTable::pieceLength : graphemes.toPreviousBoundary();
    return from + (edge > 0 ? edge : ParagraphTable::pieceLength);
}

} // namespace

void ParagraphTable::cutLine(QStringView line, qsizetype endLength, Cut &into)
{
    if (line.size() <= longestLine) {
        into.spans.push_back(line.size() + endLength);
        into.shapes.push_back({quint8(endLength), false, false});
        return;
    }
    for (qsizetype from = 0; from < line.size();) {
        const qsizetype to = pieceEnd(line, from);
        const bool last = to == line.size();
        into.spans.push_back(to - from + (last ? endLength : 0));
        into.shapes.push_back({quint8(last ? endLength : 0), true, !last});
        from = to;
    }
}

ParagraphTable::Cut ParagraphTable::cut(QStringView text, bool endsText)
{
    Cut result;
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype end = lineEndLength(text, i);
        if (end > 0) {
            cutLine(text.sliced(start, i - start), end, result);
            start = i + end;
        }
        i += end > 0 ? end : 1;
    }
    if (endsText || start < text.size())
        cutLine(text.sliced(start), 0, result);
    return result;
}

void ParagraphTable::reset(QStringView text)
{
    Cut all = cut(text, true);
    m_spans.reset(std::move(all.spans));
    m_shapes = std::move(all.shapes);
}

ParagraphTable::Update ParagraphTable::edited(QStringView text, qsizetype position, qsizetype removed, qsizetype added)
{
    qsizetype first = indexAt(position);
    qsizetype last = indexAt(position + removed);
    // "\r" in front may meet a "\n" that came
    if (first > 0 && position == start(first))
        --first;
    first = lineOf(first).first;
    last = lineOf(last).second;
    const qsizetype from = start(first);
    const qsizetype to = m_spans.before(last + 1) - removed + added;
    const Cut again = cut(text.sliced(from, to - from), last == count() - 1);
    const Update update{first, last - first + 1, qsizetype(again.spans.size())};
    m_spans.splice(first, update.removed, again.spans);
    const auto at = m_shapes.begin() + first;
    if (update.removed == update.added) {
        std::copy(again.shapes.begin(), again.shapes.end(), at);
    } else {
        m_shapes.erase(at, at + update.removed);
        m_shapes.insert(m_shapes.begin() + first, again.shapes.begin(), again.shapes.end());
    }
    return update;
}

diff::Range ParagraphTable::content(qsizetype paragraph) const
{
    const qsizetype from = start(paragraph);
    return {from, from + m_spans.at(paragraph) - shape(paragraph).endLength};
}

diff::Range ParagraphTable::lineEnd(qsizetype paragraph) const
{
    const qsizetype end = content(paragraph).end;
    return {end, end + shape(paragraph).endLength};
}

std::pair<qsizetype, qsizetype> ParagraphTable::lineOf(qsizetype paragraph) const
{
    qsizetype first = paragraph;
    qsizetype last = paragraph;
    while (first > 0 && shape(first - 1).continues)
        --first;
    while (shape(last).continues)
        ++last;
    return {first, last};
}

} // namespace countersign::ui
