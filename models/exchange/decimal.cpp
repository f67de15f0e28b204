#include "exchange/decimal.h"

#include <QByteArray>
#include <algorithm>

namespace countersign::exchange {

namespace {

// An exponent with more digits than this moves the point further than any literal that fits in memory can make up for.
constexpr qint64 farAway = 1'000'000'000'000'000;

qint64 exponentOf(QByteArrayView digits)
{
    const bool negative = digits.startsWith('-');
    if (negative || digits.startsWith('+'))
        digits = digits.sliced(1);
    while (digits.size() > 1 && digits.startsWith('0'))
        digits = digits.sliced(1);
    const qint64 size = digits.size() > 15 ? farAway : digits.toLongLong();
    return negative ? -size : size;
}

} // namespace

bool isWithinOne(QByteArrayView literal)
{
    const bool negative = literal.startsWith('-');
    if (negative)
        literal = literal.sliced(1);
    const auto marker = std::find_if(literal.begin(), literal.end(), [](char c) { return c == 'e' || c == 'E'; });
    const QByteArrayView mantissa(literal.begin(), marker);
    const qint64 exponent = marker == literal.end() ? 0 : exponentOf(QByteArrayView(marker + 1, literal.end()));
    const qsizetype point = mantissa.indexOf('.') < 0 ? mantissa.size() : mantissa.indexOf('.');
    QByteArray digits = mantissa.toByteArray();
    digits.remove(point, 1);
    const qsizetype leading = std::find_if(digits.cbegin(), digits.cend(), [](char c) { return c != '0'; }) - digits.cbegin();
    if (leading == digits.size())
        return true; // zero, however it is spelled
    const qint64 wholeDigits = point - leading + exponent; // 1: the first digit that counts is the ones
    if (negative || wholeDigits > 1)
        return false;
    if (wholeDigits < 1)
        return true;
    const auto rest = digits.cbegin() + leading;
    return *rest == '1' && std::all_of(rest + 1, digits.cend(), [](char c) { return c == '0'; });
}

} // namespace countersign::exchange
