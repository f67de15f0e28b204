// A clock that tests set by hand.
#pragma once

#include "core/clock.h"

namespace countersign::testsupport {

class ManualClock final : public core::Clock {
public:
    explicit ManualClock(QDateTime start = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)) : m_now(std::move(start)) {}
    QDateTime now() const override { return m_now; }
    void set(const QDateTime &now) { m_now = now; }
    void advance(qint64 seconds) { m_now = m_now.addSecs(seconds); }

private:
    QDateTime m_now;
};

} // namespace countersign::testsupport
