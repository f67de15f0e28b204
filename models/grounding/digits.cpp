#include "grounding/quantityreading.h"

#include <algorithm>
#include <cmath>

namespace countersign::grounding {

namespace {

constexpr qsizetype longestNumber = 30;

bool allDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// "1,234,567": the first group of one to three, the others of three (or two, as lakh and crore are written).
bool isGrouped(const QList<QStringView> &groups)
{
    if (groups.size() < 2 || groups.first().size() > 3 || groups.last().size() != 3)
        return false;
    return std::all_of(groups.begin() + 1, groups.end(), [](QStringView group) { return group.size() == 3 || group.size() == 2; });
}

double joined(const QList<QStringView> &groups)
{
    QString digits;
    for (const QStringView group : groups)
        digits += group;
    return digits.toDouble();
}

DigitReading decimal(QStringView whole, QStringView fraction)
{
    const double value = QString(whole.toString() + u'.' + fraction.toString()).toDouble();
    return {value, value, std::pow(10.0, -double(fraction.size())), false};
}

std::optional<DigitReading> withOneSeparator(QStringView digits, QChar separator)
{
    const QList<QStringView> groups = digits.split(separator);
    if (!std::all_of(groups.begin(), groups.end(), allDigits))
        return std::nullopt;
    if (separator == u'\'')
        return isGrouped(groups) ? std::optional(DigitReading{joined(groups), joined(groups), 1, false}) : std::nullopt;
    if (groups.size() > 2) {
        if (!isGrouped(groups))
            return std::nullopt;
        return DigitReading{joined(groups), joined(groups), 1, false};
    }
    DigitReading reading = decimal(groups[0], groups[1]);
    if (isGrouped(groups) && groups[0] != u"0") {
        const double whole = joined(groups);
        reading.other = whole;
        if (separator == u',')
            return DigitReading{whole, reading.value, 1, false};
    }
    return reading;
}

std::optional<DigitReading> clockTime(QStringView digits)
{
    const QList<QStringView> parts = digits.split(u':');
    if (parts.size() > 3 || !std::all_of(parts.begin(), parts.end(), [](QStringView p) { return allDigits(p) && p.size() <= 2; }))
        return std::nullopt;
    const double hours = parts[0].toInt() + parts[1].toInt() / 60.0 + (parts.size() == 3 ? parts[2].toInt() / 3600.0 : 0);
    return DigitReading{hours, hours < 12 ? hours + 12 : hours - 12, 1.0 / 60, true};
}

} // namespace

std::optional<DigitReading> readDigits(QStringView digits)
{
    if (digits.size() > longestNumber)
        return std::nullopt;
    if (allDigits(digits)) {
        const double value = digits.toDouble();
        return DigitReading{value, value, 1, false};
    }
    if (digits.contains(u':'))
        return clockTime(digits);
    const qsizetype comma = digits.lastIndexOf(u',');
    const qsizetype dot = digits.lastIndexOf(u'.');
    if (comma >= 0 && dot >= 0) {
        const QChar grouping = comma < dot ? u',' : u'.';
        const qsizetype mark = std::max(comma, dot);
        const QList<QStringView> groups = digits.first(mark).split(grouping);
        const QStringView fraction = digits.sliced(mark + 1);
        if (!allDigits(fraction) || !std::all_of(groups.begin(), groups.end(), allDigits) || !isGrouped(groups))
            return std::nullopt;
        DigitReading reading = decimal(u"0", fraction);
        const double value = joined(groups) + reading.value;
        return DigitReading{value, value, reading.lastPlace, false};
    }
    for (const QChar separator : {QChar(u','), QChar(u'.'), QChar(u'\'')})
        if (digits.contains(separator))
            return withOneSeparator(digits, separator);
    return std::nullopt;
}

} // namespace countersign::grounding
