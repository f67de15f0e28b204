#include "exchange/caseline.h"

#include <QTimeZone>

namespace countersign::exchange {

namespace {

// Takes the parts of a time off the front of a text (RFC 3339 §5.6).
class TimeText {
public:
    explicit TimeText(QStringView text) : m_rest(text) {}
    int number(qsizetype digits)
    {
        int value = 0;
        for (qsizetype i = 0; i < digits; ++i) {
            if (i >= m_rest.size() || m_rest[i] < u'0' || m_rest[i] > u'9')
                return spoil();
            value = value * 10 + (m_rest[i].unicode() - u'0');
        }
        m_rest = m_rest.sliced(digits);
        return value;
    }
    bool skip(QStringView oneOf)
    {
        if (m_rest.isEmpty() || !oneOf.contains(m_rest[0]))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    void need(QStringView oneOf)
    {
        if (!skip(oneOf))
            spoil();
    }
    int milliseconds()
    {
        if (!skip(u"."))
            return 0;
        int value = 0, digits = 0;
        for (; !m_rest.isEmpty() && m_rest[0] >= u'0' && m_rest[0] <= u'9'; ++digits, m_rest = m_rest.sliced(1))
            value = digits < 3 ? value * 10 + (m_rest[0].unicode() - u'0') : value;
        if (digits == 0)
            return spoil();
        for (; digits < 3; ++digits)
            value *= 10;
        return value;
    }
    int offsetSeconds()
    {
        if (skip(u"Zz"))
            return 0;
        const bool west = m_rest.startsWith(u'-');
        need(u"+-");
        const int hours = number(2);
        need(u":");
        const int minutes = number(2);
        if (hours > 23 || minutes > 59)
            return spoil();
        return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
    }
    bool isWhole() const { return m_good && m_rest.isEmpty(); }

private:
    int spoil()
    {
        m_good = false;
        return 0;
    }
    QStringView m_rest;
    bool m_good = true;
};

} // namespace

std::optional<QDateTime> utcFromRfc3339(QStringView text)
{
    TimeText parts(text);
    const int year = parts.number(4);
    parts.need(u"-");
    const int month = parts.number(2);
    parts.need(u"-");
    const QDate date(year, month, parts.number(2));
    parts.need(u"Tt ");
    const int hour = parts.number(2);
    parts.need(u":");
    const int minute = parts.number(2);
    parts.need(u":");
    const int second = parts.number(2);
    const int milliseconds = parts.milliseconds();
    const int offset = parts.offsetSeconds();
    const bool leap = second == 60; // Qt knows no leap second: the second after :59
    const QTime time(hour, minute, leap ? 59 : second, milliseconds);
    if (!parts.isWhole() || !date.isValid() || !time.isValid())
        return std::nullopt;
    return QDateTime(date, time, QTimeZone::utc()).addSecs((leap ? 1 : 0) - offset).toUTC();
}

} // namespace countersign::exchange
