#include "core/clock.h"

namespace countersign::core {

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"));
}

QDateTime timeFromText(QStringView text)
{
    const QString form = text.toString();
    QDateTime time = QDateTime::fromString(form, QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"));
    time.setTimeSpec(Qt::UTC);
    return time.isValid() && timeText(time) == form ? time : QDateTime();
}

} // namespace countersign::core
