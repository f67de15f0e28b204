#include "app/cli/terminal.h"

#include "app/cli/sentences.h"
#include "exchange/jsonwriter.h"

#include <cerrno>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

namespace countersign::app {

namespace {

constexpr qsizetype keptBytes = 64 * 1024;

// All of it, or the errno of what stopped it.
int writeAll(int file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(file, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes = bytes.sliced(written);
    }
    return 0;
}

} // namespace

void Terminal::line(const QString &text)
{
    bytes(text.toUtf8() + '\n');
}

void Terminal::json(const QByteArray &object)
{
    bytes(object + '\n');
}

void Terminal::bytes(const QByteArray &raw)
{
    m_kept += raw;
    if (m_kept.size() >= keptBytes || outputIsTerminal())
        flush();
}

bool Terminal::flush()
{
    if (m_outputError == 0 && !m_kept.isEmpty()) {
        m_outputError = writeAll(STDOUT_FILENO, m_kept);
        m_readerGone = m_outputError == EPIPE;
    }
    m_kept.clear();
    return m_outputError == 0;
}

void Terminal::message(const QByteArray &text)
{
    flush(); // keeps the order on a terminal that shows both streams
    writeAll(STDERR_FILENO, text + '\n');
}

void Terminal::say(const QString &text)
{
    if (m_loudness != Loudness::Quiet && !m_json)
        message(text.toUtf8());
}

void Terminal::detail(const QString &text)
{
    if (verbose() && !m_json)
        message(text.toUtf8());
}

int Terminal::report(const QString &kind, const QString &sentence, const QString &where, int code)
{
    if (m_json) {
        exchange::JsonWriter out;
        out.beginObject().key("error").beginObject();
        out.member("kind", kind).member("message", sentence).member("where", where);
        message(out.endObject().endObject().bytes());
    } else {
        message((QStringLiteral("countersign: ") + shown(sentence)).toUtf8());
    }
    return code;
}

int Terminal::fail(const core::Error &error)
{
    return report(core::kindName(error.kind), errorSentence(error), error.where, exitCode(error.kind));
}

void Terminal::report(const core::Error &error)
{
    fail(error);
}

int Terminal::wrongCall(const QString &sentence, const QString &where)
{
    const auto kind = core::ErrorKind::WrongCall;
    return report(core::kindName(kind), sentence, where, exitCode(kind));
}

int Terminal::finish(int code)
{
    flush();
    if (m_outputError == 0 || m_readerGone || code != 0)
        return code;
    return fail({core::ErrorKind::CannotWrite, Cli::tr("standard output"), QString::fromLocal8Bit(std::strerror(m_outputError))});
}

bool Terminal::outputIsTerminal() const
{
    return ::isatty(STDOUT_FILENO) == 1;
}

bool Terminal::messagesAreTerminal() const
{
    return ::isatty(STDERR_FILENO) == 1;
}

int Terminal::width() const
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

} // namespace countersign::app
