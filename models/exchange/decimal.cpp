#include "exchange/decimal.h"

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

std::strong_ordering compareSizes(const Decimal &a, const Decimal &b)
{
    if (a.isZero() || b.isZero())
        return b.isZero() <=> a.isZero();
    if (a.point != b.point)
        return a.point <=> b.point;
    return a.digits.compare(b.digits) <=> 0;
}

} // namespace

Decimal Decimal::of(QByteArrayView literal)
{
    Decimal number;
    number.negative = literal.startsWith('-');
    if (number.negative)
        literal = literal.sliced(1);
    const auto marker = std::find_if(literal.begin(), literal.end(), [](char c) { return c == 'e' || c == 'E'; });
    const QByteArrayView mantissa(literal.begin(), marker);
    const qsizetype dot = mantissa.indexOf('.');
    QByteArray digits = mantissa.toByteArray();
    if (dot >= 0)
        digits.remove(dot, 1);
    const auto counts = [](char c) { return c != '0'; };
    const auto first = std::find_if(digits.cbegin(), digits.cend(), counts);
    if (first == digits.cend())
        return {}; // zero, however it is spelled
    const auto last = std::find_if(digits.crbegin(), digits.crend(), counts).base();
    const qint64 exponent = marker == literal.end() ? 0 : exponentOf(QByteArrayView(marker + 1, literal.end()));
    number.point = (dot >= 0 ? dot : mantissa.size()) - (first - digits.cbegin()) + exponent;
    number.digits = QByteArray(first, last - first);
    return number;
}

std::strong_ordering operator<=>(const Decimal &a, const Decimal &b)
{
    if (a.negative != b.negative)
        return b.negative <=> a.negative;
    return a.negative ? compareSizes(b, a) : compareSizes(a, b);
}

bool isWithinOne(QByteArrayView literal)
{
    const Decimal number = Decimal::of(literal);
    return number >= Decimal() && number <= Decimal{false, "1", 1};
}

std::optional<bool> isMultipleOf(const Decimal &value, const Decimal &divisor)
{
    if (divisor.isZero() || divisor.digits.size() > 17)
        return std::nullopt;
    // Both times the power of ten that makes the divisor whole without a zero at its end.
    const qint64 length = value.point - divisor.point + divisor.digits.size();
    if (value.isZero())
        return true;
    if (length < value.digits.size())
        return false; // a fraction is left
    if (length > 1000)
        return std::nullopt;
    const quint64 by = divisor.digits.toULongLong();
    quint64 rest = 0;
    for (qint64 i = 0; i < length; ++i)
        rest = (rest * 10 + quint64(i < value.digits.size() ? value.digits[i] - '0' : 0)) % by;
    return rest == 0;
}

} // namespace countersign::exchange
