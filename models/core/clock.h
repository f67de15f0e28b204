// Where time comes from: always asked for, never taken, so that tests can let it jump.
#pragma once

#include <QDateTime>
#include <QString>

namespace countersign::core {

class Clock {
public:
    virtual ~Clock() = default;
    // The time now, UTC, whole milliseconds.
    virtual QDateTime now() const = 0;
};

// The machine's clock. Any thread.
class SystemClock final : public Clock {
public:
    QDateTime now() const override;
};

// "YYYY-MM-DDTHH:MM:SS.mmmZ", the one form of a time in statements and in the store; sorts as text.
QString timeText(const QDateTime &time);
// Reads that one form; an invalid QDateTime for anything else.
QDateTime timeFromText(QStringView text);

} // namespace countersign::core
