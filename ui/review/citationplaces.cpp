#include "ui/review/citationplaces.h"

#include <algorithm>

namespace countersign::ui {

std::optional<qsizetype> fromCodePoints(QStringView text, qsizetype codePoints)
{
    qsizetype at = 0;
    for (; codePoints > 0 && at < text.size(); --codePoints)
        at += text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate() ? 2 : 1;
    return codePoints == 0 ? std::optional(at) : std::nullopt;
}

namespace {

std::optional<diff::Range> byPosition(const core::Selector &selector, QStringView text)
{
    if (selector.start < 0 || selector.end <= selector.start)
        return std::nullopt;
    const auto start = fromCodePoints(text, selector.start);
    if (!start)
        return std::nullopt;
    const auto length = fromCodePoints(text.sliced(*start), selector.end - selector.start);
    if (!length)
        return std::nullopt;
    return diff::Range{*start, *start + *length};
}

// How well what stands around a quote agrees with the prefix and suffix named.
qsizetype agreement(const core::Selector &selector, QStringView text, qsizetype at)
{
    qsizetype same = 0;
    const QString &prefix = selector.prefix;
    for (qsizetype i = 1; i <= prefix.size() && i <= at && text[at - i] == prefix[prefix.size() - i]; ++i)
        ++same;
    const QStringView behind = text.sliced(at + selector.exact.size());
    const QString &suffix = selector.suffix;
    for (qsizetype i = 0; i < suffix.size() && i < behind.size() && behind[i] == suffix[i]; ++i)
        ++same;
    return same;
}

std::optional<diff::Range> byQuote(const core::Selector &selector, QStringView text, qsizetype wanted)
{
    std::optional<diff::Range> best;
    qsizetype bestAgreement = -1;
    for (qsizetype at = text.indexOf(selector.exact); at >= 0; at = text.indexOf(selector.exact, at + 1)) {
        const qsizetype same = agreement(selector, text, at);
        const bool nearer = best && wanted >= 0 && std::abs(at - wanted) < std::abs(best->start - wanted);
        if (same > bestAgreement || (same == bestAgreement && nearer)) {
            best = diff::Range{at, at + selector.exact.size()};
            bestAgreement = same;
        }
    }
    return best;
}

} // namespace

core::Selector selectorOf(QStringView text, diff::Range range)
{
    constexpr qsizetype around = 24;
    const auto codePoints = [](QStringView part) {
        qsizetype count = 0;
        for (qsizetype i = 0; i < part.size(); ++i)
            count += part[i].isLowSurrogate() && i > 0 && part[i - 1].isHighSurrogate() ? 0 : 1;
        return count;
    };
    core::Selector selector;
    selector.start = codePoints(text.first(range.start));
    selector.end = selector.start + codePoints(text.sliced(range.start, range.length()));
    selector.exact = text.sliced(range.start, range.length()).toString();
    selector.prefix = text.first(range.start).last(std::min(around, range.start)).toString();
    selector.suffix = text.sliced(range.end).first(std::min(around, text.size() - range.end)).toString();
    return selector;
}

std::optional<diff::Range> placeOf(const core::Selector &selector, QStringView text)
{
    const std::optional<diff::Range> position = byPosition(selector, text);
    if (selector.exact.isEmpty())
        return position;
    if (position && text.sliced(position->start, position->length()) == selector.exact)
        return position;
    return byQuote(selector, text, position ? position->start : selector.start);
}

} // namespace countersign::ui
