// Times, durations and sizes in words.
#include "ui/speech.h"

#include "ui/speech/phrase.h"

#include <QLocale>

namespace countersign::ui {

namespace {

// Hours and minutes as the locale writes them; some short forms have seconds, which say nothing here.
QString clockTime(QTime time)
{
    const QLocale locale;
    QString format = locale.timeFormat(QLocale::ShortFormat);
    return locale.toString(time, format.remove(QStringLiteral(":ss")));
}

} // namespace

QString duration(qint64 milliseconds)
{
    if (milliseconds < 0)
        return QStringLiteral("–");
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 1)
        return Speech::tr("under 1 s");
    if (seconds < 60)
        return Speech::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return seconds % 60 ? Speech::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60) : Speech::tr("%1 min").arg(seconds / 60);
    const qint64 minutes = seconds / 60;
    if (minutes < 48 * 60)
        return minutes % 60 ? Speech::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60) : Speech::tr("%1 h").arg(minutes / 60);
    return Speech::tr("%1 days").arg(minutes / (24 * 60));
}

QString timeLeft(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 5)
        return Speech::tr("a few seconds left");
    if (seconds < 60)
        return Speech::tr("about %1 s left").arg((seconds + 4) / 5 * 5);
    if (seconds < 90 * 60)
        return Speech::tr("about %1 min left").arg((seconds + 59) / 60);
    return Speech::tr("about %1 h left").arg((seconds + 3599) / 3600);
}

QString fileSize(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString dayTime(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    const QDateTime here = utc.toLocalTime();
    const QLocale locale;
    const QString time = clockTime(here.time());
    const QDate today = QDate::currentDate();
    if (here.date() == today)
        return Speech::tr("today %1").arg(time);
    if (here.date() == today.addDays(-1))
        return Speech::tr("yesterday %1").arg(time);
    if (here.date() == today.addDays(1))
        return Speech::tr("tomorrow %1").arg(time);
    if (here.date().year() == today.year())
        return QStringLiteral("%1 %2").arg(locale.toString(here.date(), QStringLiteral("d MMM")), time);
    return QStringLiteral("%1 %2").arg(locale.toString(here.date(), QStringLiteral("d MMM yyyy")), time);
}

QString exactTime(const QDateTime &utc)
{
    return utc.isValid() ? utc.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")) : QString();
}

QString dueTime(const QDateTime &due, const QDateTime &now)
{
    if (!due.isValid())
        return {};
    const QDateTime here = due.toLocalTime();
    const QLocale locale;
    const QString when = here.date() == now.toLocalTime().date()
        ? clockTime(here.time())
        : locale.toString(here.date(), here.date().year() == now.toLocalTime().date().year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
    return due < now ? Speech::tr("overdue since %1").arg(when) : Speech::tr("due %1").arg(when);
}

} // namespace countersign::ui
