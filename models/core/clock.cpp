#include "core/clock.h"

namespace countersign::core {

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

namespace {

// "YYYY-MM-DDTHH:MM:SS.mmmZ": the digits of each number, and what stands behind it.
struct Part {
    int at, length;
    char behind;
};
constexpr Part parts[]{{0, 4, '-'}, {5, 2, '-'}, {8, 2, 'T'}, {11, 2, ':'}, {14, 2, ':'}, {17, 2, '.'}, {20, 3, 'Z'}};
constexpr int timeLength = 24;

} // namespace

QString timeText(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    const QDate day = utc.date();
    if (!time.isValid() || day.year() < 0 || day.year() > 9999)
        return {};
    const QTime clock = utc.time();
    const int numbers[]{day.year(), day.month(), day.day(), clock.hour(), clock.minute(), clock.second(), clock.msec()};
    QString text(timeLength, Qt::Uninitialized);
    for (size_t i = 0; i < std::size(parts); ++i) {
        int number = numbers[i];
        for (int digit = parts[i].length; digit-- > 0; number /= 10)
            text[parts[i].at + digit] = QChar(u'0' + number % 10);
        text[parts[i].at + parts[i].length] = QLatin1Char(parts[i].behind);
    }
    return text;
}

QDateTime timeFromText(QStringView text)
{
    if (text.size() != timeLength)
        return {};
    int numbers[std::size(parts)]{};
    for (size_t i = 0; i < std::size(parts); ++i) {
        for (int digit = 0; digit < parts[i].length; ++digit) {
            const char16_t letter = text[parts[i].at + digit].unicode();
            if (letter < u'0' || letter > u'9')
                return {};
            numbers[i] = numbers[i] * 10 + (letter - u'0');
        }
        if (text[parts[i].at + parts[i].length] != QLatin1Char(parts[i].behind))
            return {};
    }
    const QDate day(numbers[0], numbers[1], numbers[2]);
    const QTime clock(numbers[3], numbers[4], numbers[5], numbers[6]);
    return day.isValid() && clock.isValid() ? QDateTime(day, clock, Qt::UTC) : QDateTime();
}

} // namespace countersign::core
