#include "diff/engine/borders.h"

#include "diff/engine/charclass.h"

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype mostBlanks = 40; // between a sentence and the next

bool endsSentence(QChar c)
{
    return c.unicode() < 0x80 ? c == u'.' || c == u'!' || c == u'?' : QStringView(u"…。！？؟।").contains(c);
}
bool endsIdeographicSentence(QChar c) { return QStringView(u"。！？").contains(c); }

} // namespace

bool isBreak(QChar c) { return charClasses().of(c.unicode()) == CharClass::Break; }
bool isBlank(QChar c) { return charClasses().of(c.unicode()) == CharClass::Blank; }

bool isBlankText(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return isBlank(c) || isBreak(c); });
}

Range trimmed(QStringView text, Range range)
{
    while (!range.isEmpty() && isBlankText(text.sliced(range.start, 1)))
        ++range.start;
    while (!range.isEmpty() && isBlankText(text.sliced(range.end - 1, 1)))
        --range.end;
    return range;
}

bool isWhole(QStringView text, const Range &content)
{
    const Border start = borderAt(text, content.start);
    const Border end = borderAt(text, content.end);
    return (start == Border::LineHead || start == Border::SentenceStart) && (end == Border::LineTail || end == Border::SentenceEnd);
}

Border borderAt(QStringView text, qsizetype at)
{
    if (at == 0 || isBreak(text[at - 1]))
        return Border::LineHead;
    if (at == text.size() || isBreak(text[at]))
        return Border::LineTail;
    qsizetype last = at;
    while (last > 0 && at - last < mostBlanks && isBlank(text[last - 1]))
        --last;
    const bool afterBlank = last < at;
    const bool beforeBlank = isBlank(text[at]);
    if (afterBlank && beforeBlank)
        return Border::Inside;
    if (last > 0 && endsSentence(text[last - 1])) {
        if (!beforeBlank && (afterBlank || endsIdeographicSentence(text[last - 1])))
            return Border::SentenceStart;
        return !afterBlank && beforeBlank ? Border::SentenceEnd : Border::Sign;
    }
    if (afterBlank && !beforeBlank)
        return last > 0 && QStringView(u",;:").contains(text[last - 1]) ? Border::ClauseStart : Border::WordStart;
    return beforeBlank && !afterBlank ? Border::WordEnd : Border::Sign;
}

} // namespace countersign::diff
