#include "ui/review/text/textmoves.h"

#include "ui/review/text/paragraphtable.h"

#include <QTextBoundaryFinder>

namespace countersign::ui {

namespace {

constexpr qsizetype reach = 256; // how far around a position boundaries are looked for; longer words are taken in steps

struct Window {
    QStringView text;
    qsizetype start = 0;
};

// The line around a position, cut to a reach on both sides, never inside a surrogate pair.
Window around(QStringView text, qsizetype position)
{
    qsizetype from = position;
    while (from > 0 && position - from < reach && lineEndLength(text, from - 1) == 0)
        --from;
    qsizetype to = position;
    while (to < text.size() && to - position < reach && lineEndLength(text, to) == 0)
        ++to;
    if (from < to && text[from].isLowSurrogate())
        ++from;
    if (to > from && text[to - 1].isHighSurrogate())
        --to;
    return {text.sliced(from, std::max<qsizetype>(0, to - from)), from};
}

bool isBlank(QChar character)
{
    return character.isSpace();
}

// Length of the line end in front of a position; 0 where there is none.
qsizetype lineEndBefore(QStringView text, qsizetype position)
{
    if (position >= 2 && text[position - 2] == u'\r' && text[position - 1] == u'\n')
        return 2;
    return position >= 1 ? std::min<qsizetype>(1, lineEndLength(text, position - 1)) : 0;
}

} // namespace

qsizetype nextGrapheme(QStringView text, qsizetype position)
{
    if (position >= text.size())
        return text.size();
    if (const qsizetype end = lineEndLength(text, position))
        return position + end;
    const Window window = around(text, position);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window.text.data(), window.text.size());
    finder.setPosition(position - window.start);
    const qsizetype next = finder.toNextBoundary();
    return next < 0 ? position + 1 : window.start + next;
}

qsizetype previousGrapheme(QStringView text, qsizetype position)
{
    if (position <= 0)
        return 0;
    if (const qsizetype end = lineEndBefore(text, position))
        return position - end;
    const Window window = around(text, position);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window.text.data(), window.text.size());
    finder.setPosition(position - window.start);
    const qsizetype previous = finder.toPreviousBoundary();
    return previous < 0 ? position - 1 : window.start + previous;
}

diff::Range wordAt(QStringView text, qsizetype position)
{
    position = std::clamp<qsizetype>(position, 0, text.size());
    const Window window = around(text, position);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, window.text.data(), window.text.size());
    const qsizetype local = position - window.start;
    finder.setPosition(std::min(local, window.text.size()));
    qsizetype start = local;
    if (local == window.text.size() || !finder.isAtBoundary())
        start = std::max<qsizetype>(0, finder.toPreviousBoundary());
    finder.setPosition(start);
    const qsizetype end = finder.toNextBoundary();
    return {window.start + start, window.start + std::max(start, end < 0 ? local : end)};
}

qsizetype nextWord(QStringView text, qsizetype position)
{
    if (position >= text.size())
        return text.size();
    if (const qsizetype end = lineEndLength(text, position))
        return position + end;
    qsizetype to = std::max(wordAt(text, position).end, nextGrapheme(text, position));
    while (to < text.size() && lineEndLength(text, to) == 0 && isBlank(text[to]))
        ++to;
    return to;
}

qsizetype previousWord(QStringView text, qsizetype position)
{
    if (position <= 0)
        return 0;
    if (const qsizetype end = lineEndBefore(text, position))
        return position - end;
    qsizetype to = position;
    while (to > 0 && isBlank(text[to - 1]) && lineEndBefore(text, to) == 0)
        --to;
    if (to == 0 || lineEndBefore(text, to) > 0)
        return to;
    return std::min(wordAt(text, previousGrapheme(text, to)).start, previousGrapheme(text, to));
}

qsizetype caretPlace(QStringView text, qsizetype position)
{
    position = std::clamp<qsizetype>(position, 0, text.size());
    if (position == 0 || position == text.size())
        return position;
    if (text[position] == u'\n' && text[position - 1] == u'\r')
        return position - 1;
    const Window window = around(text, position);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window.text.data(), window.text.size());
    finder.setPosition(position - window.start);
    if (window.text.isEmpty() || finder.isAtBoundary())
        return position;
    return window.start + std::max<qsizetype>(0, finder.toPreviousBoundary());
}

} // namespace countersign::ui
