// JSON number literals (RFC 8259 §6) compared by value, at any size: significant digits and a power of ten.
#include "diff/engine/numbers.h"
#include "diff/fielddiff.h"

namespace countersign::diff {

QString numberValue(QStringView literal)
{
    QString digits;
    qint64 power = 0;
    qsizetype at = 0;
    const bool negative = !literal.isEmpty() && literal.front() == u'-';
    if (negative || (!literal.isEmpty() && literal.front() == u'+'))
        ++at;
    bool fraction = false;
    for (; at < literal.size(); ++at) {
        const QChar c = literal[at];
        if (c == u'.' && !fraction) {
            fraction = true;
        } else if (c >= u'0' && c <= u'9') {
            digits += c;
            power -= fraction ? 1 : 0;
        } else {
            break;
        }
    }
    if (at < literal.size()) {
        bool ok = false;
        const QStringView exponent = literal.sliced(at + 1);
        const qint64 value = exponent.size() <= 18 ? exponent.toLongLong(&ok) : 0;
        if (!ok || (literal[at] != u'e' && literal[at] != u'E'))
            return literal.toString(); // no number, or one beyond any use: as written
        power += value;
    }
    qsizetype leading = 0;
    while (leading < digits.size() && digits.at(leading) == u'0')
        ++leading;
    digits.remove(0, leading);
    while (digits.endsWith(u'0')) {
        digits.chop(1);
        ++power;
    }
    if (digits.isEmpty())
        return QStringLiteral("0");
    return (negative ? QStringLiteral("-") : QString()) + digits + u'e' + QString::number(power);
}

bool sameNumber(QStringView a, QStringView b)
{
    return a == b || numberValue(a) == numberValue(b);
}

} // namespace countersign::diff
