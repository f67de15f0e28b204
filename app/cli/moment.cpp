#include "app/cli/moment.h"

#include "app/cli/terminal.h"
#include "exchange/caseline.h"

namespace countersign::app {

namespace {

constexpr double mostSeconds = 10.0 * 366 * 24 * 3600;

}

core::Result<QDateTime> moment(const QString &option, const QString &text)
{
    if (text.isEmpty())
        return QDateTime();
    if (const QDate day = QDate::fromString(text, Qt::ISODate); day.isValid() && text.size() == 10)
        return QDateTime(day, QTime(0, 0), Qt::UTC);
    if (const auto time = exchange::utcFromRfc3339(text))
        return *time;
    return core::fail(core::ErrorKind::WrongCall, option,
                      Cli::tr("%1 takes a date or a time such as 2026-11-23 or 2026-11-23T14:00:00Z, not “%2”.").arg(option, text));
}

core::Result<std::chrono::milliseconds> seconds(const QString &option, const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !(number >= 0) || number > mostSeconds)
        return core::fail(core::ErrorKind::WrongCall, option, Cli::tr("%1 takes a number of seconds, not “%2”.").arg(option, text));
    return std::chrono::milliseconds(qint64(number * 1000));
}

} // namespace countersign::app
