#include "app/cli/progressbar.h"

#include <QLocale>
#include <unistd.h>

namespace countersign::app {

namespace {

constexpr int cells = 24;
constexpr qint64 drawEvery = 100;

QString number(qint64 value)
{
    return QLocale::c().toString(value).replace(u',', QChar(0x2009));
}

QString duration(qint64 seconds)
{
    if (seconds < 100)
        return Cli::tr("%1 s").arg(seconds);
    if (seconds < 100 * 60)
        return Cli::tr("%1 min").arg((seconds + 30) / 60);
    return Cli::tr("%1 h").arg((seconds + 1800) / 3600);
}

void draw(const QString &line)
{
    const QByteArray bytes = "\r\033[K" + line.toUtf8();
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, bytes.data(), size_t(bytes.size()));
}

} // namespace

QString progressLine(qint64 part, qint64 whole, qint64 count, qint64 milliseconds, const QString &what)
{
    QString line;
    if (whole > 0) {
        const double share = std::clamp(double(part) / double(whole), 0.0, 1.0);
        const int full = int(share * cells);
        line = u'[' + QString(full, QChar(0x2588)) + QString(cells - full, QChar(0x00b7)) + u']';
        line += QStringLiteral(" %1 %  ").arg(int(share * 100), 3);
    }
    line += number(count) + u' ' + what;
    if (milliseconds > 0)
        line += QStringLiteral("  %1/s").arg(number(count * 1000 / milliseconds));
    if (whole > 0 && part > 0 && part <= whole && milliseconds > 500)
        line += QStringLiteral("  ") + Cli::tr("%1 left").arg(duration(milliseconds * (whole - part) / part / 1000));
    return line;
}

ProgressBar::ProgressBar(Terminal &terminal, QString what)
    : m_what(std::move(what)), m_visible(terminal.messagesAreTerminal() && !terminal.quiet() && !terminal.json())
{
    m_time.start();
}

ProgressBar::~ProgressBar()
{
    if (m_visible && m_drawn >= 0)
        draw({});
}

void ProgressBar::show(qint64 part, qint64 whole, qint64 count)
{
    const qint64 now = m_time.elapsed();
    if (!m_visible || (m_drawn >= 0 && now - m_drawn < drawEvery))
        return;
    m_drawn = now;
    draw(progressLine(part, whole, count, now, m_what));
}

} // namespace countersign::app
