// A bar with rate and time left on standard error, while that is a terminal; nothing at all into a pipe, when quiet, or with --json.
#pragma once

#include "app/cli/terminal.h"

#include <QElapsedTimer>

namespace countersign::app {

// Drawn while it lives; its line is cleared when it goes. One thread.
class ProgressBar {
public:
    // `what` is counted ("cases", "entries").
    ProgressBar(Terminal &terminal, QString what);
    ~ProgressBar();
    ProgressBar(const ProgressBar &) = delete;
    ProgressBar &operator=(const ProgressBar &) = delete;

    // `part` of `whole` is how far it is (a whole of 0: unknown); `count` is what was done so far. Draws ten times a second at most.
    void show(qint64 part, qint64 whole, qint64 count);

private:
    QString m_what;
    QElapsedTimer m_time;
    qint64 m_drawn = -1; // milliseconds
    bool m_visible;
};

// "[██████····]  60 %  1 200 cases  400/s  2 s left", as ProgressBar draws it.
QString progressLine(qint64 part, qint64 whole, qint64 count, qint64 milliseconds, const QString &what);

} // namespace countersign::app
