// How much work is left, in table cells (so that results never depend on a clock), and whether somebody asked to stop.
#pragma once

#include <QtGlobal>
#include <stop_token>

namespace countersign::diff {

class Budget {
public:
    Budget(qint64 cells, std::stop_token stop) : m_left(cells), m_stop(std::move(stop)) {}

    qint64 left() const { return m_left; }
    // Takes the cells; false when they are more than is left, or a stop was asked for.
    bool spend(qint64 cells)
    {
        m_left -= cells;
        return m_left >= 0 && !isStopped();
    }
    bool isStopped()
    {
        m_stopped = m_stopped || m_stop.stop_requested();
        return m_stopped;
    }
    bool wasStopped() const { return m_stopped; }

private:
    qint64 m_left;
    std::stop_token m_stop;
    bool m_stopped = false;
};

} // namespace countersign::diff
