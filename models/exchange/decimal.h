// Exact arithmetic on JSON number literals of any length. The literals are numbers as JsonTree reads them. Internal to exchange.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <optional>

namespace countersign::exchange {

// The value of a literal: 0.d1d2d3… × 10^point, without zeros at either end of the digits; no digits: zero.
struct Decimal {
    bool negative = false;
    QByteArray digits;
    qint64 point = 0;

    static Decimal of(QByteArrayView literal);
    bool isZero() const { return digits.isEmpty(); }
    bool isWhole() const { return point >= digits.size(); }
    bool operator==(const Decimal &) const = default;
};
std::strong_ordering operator<=>(const Decimal &a, const Decimal &b);

// Whether 0 ≤ literal ≤ 1.
bool isWithinOne(QByteArrayView literal);

// Whether the value is a whole multiple of the divisor. Nothing where that is beyond reason: a divisor of zero or of more than 17
// digits, or more than a thousand digits to divide.
std::optional<bool> isMultipleOf(const Decimal &value, const Decimal &divisor);

} // namespace countersign::exchange
