#include "app/cli/secretentry.h"

#include "app/cli/interruption.h"
#include "app/cli/terminal.h"

#include <QFile>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace countersign::app {

namespace {

using core::ErrorKind;
using core::fail;

QString systemReason()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

class OpenFile {
public:
    OpenFile(const char *path, int flags) : m_file(::open(path, flags | O_CLOEXEC)) {}
    ~OpenFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;
    int number() const { return m_file; }

private:
    int m_file;
};

// Echo is off while this lives, whatever way it ends.
class EchoOff {
public:
    explicit EchoOff(int terminal) : m_terminal(terminal)
    {
        if (::tcgetattr(terminal, &m_before) != 0)
            return;
        m_changed = true;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        silent.c_lflag |= ECHONL;
        ::tcsetattr(terminal, TCSAFLUSH, &silent);
    }
    ~EchoOff()
    {
        if (m_changed)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    EchoOff(const EchoOff &) = delete;
    EchoOff &operator=(const EchoOff &) = delete;

private:
    int m_terminal;
    termios m_before{};
    bool m_changed = false;
};

// What was read so far; wiped when it goes. Reserved at once, so that growing never leaves an unwiped copy behind.
class RawSecret {
public:
    RawSecret() { bytes.reserve(longestSecret + 3); }
    ~RawSecret() { ledger::wipe(bytes); }
    RawSecret(const RawSecret &) = delete;
    RawSecret &operator=(const RawSecret &) = delete;
    QByteArray bytes;
};

core::Result<ledger::Secret> oneLine(const RawSecret &raw, const QString &where)
{
    QByteArrayView line(raw.bytes);
    if (line.startsWith("\xEF\xBB\xBF")) // what some editors put before UTF-8
        line = line.sliced(3);
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.size() > longestSecret)
        return fail(ErrorKind::TooLarge, where, QString::number(longestSecret));
    if (line.isEmpty() || line.contains('\n'))
        return fail(ErrorKind::BadValue, where, Cli::tr("one line that holds the passphrase"));
    ledger::Secret secret = ledger::Secret::fromUtf8(line);
    if (secret.isEmpty())
        return fail(ErrorKind::BadEncoding, where, QStringLiteral("secret"));
    return secret;
}

bool writeText(int file, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return ::write(file, bytes.data(), size_t(bytes.size())) == bytes.size();
}

} // namespace

core::Result<ledger::Secret> secretFromFile(const QString &path)
{
    const OpenFile file(QFile::encodeName(path).constData(), O_RDONLY);
    if (file.number() < 0)
        return fail(ErrorKind::CannotRead, path, systemReason());
    RawSecret raw;
    for (ssize_t got = 1; got != 0 && raw.bytes.size() <= longestSecret + 2;) {
        const qsizetype before = raw.bytes.size();
        raw.bytes.resize(longestSecret + 3);
        got = ::read(file.number(), raw.bytes.data() + before, size_t(longestSecret + 3 - before));
        raw.bytes.resize(before + std::max<ssize_t>(got, 0));
        if (got < 0 && errno != EINTR)
            return fail(ErrorKind::CannotRead, path, systemReason());
    }
    return oneLine(raw, path);
}

core::Result<ledger::Secret> secretFromTerminal(const QString &prompt, const Interruption &interruption, const QString &insteadOption)
{
    const OpenFile terminal("/dev/tty", O_RDWR | O_NOCTTY);
    if (terminal.number() < 0 || ::isatty(terminal.number()) != 1)
        return fail(ErrorKind::WrongCall, insteadOption,
                    Cli::tr("There is no terminal to ask for the passphrase; name a file that holds it with %1.").arg(insteadOption));
    const EchoOff silence(terminal.number());
    if (!writeText(terminal.number(), prompt))
        return fail(ErrorKind::CannotRead, QStringLiteral("/dev/tty"), systemReason());
    RawSecret raw;
    char c = 0;
    while (c != '\n' && raw.bytes.size() <= longestSecret + 1) {
        if (!interruption.waitReadable(terminal.number()))
            return fail(ErrorKind::Cancelled);
        const ssize_t got = ::read(terminal.number(), &c, 1);
        if (got == 0 || (got < 0 && errno != EINTR))
            return fail(ErrorKind::Cancelled);
        if (got == 1)
            raw.bytes.append(c);
    }
    return oneLine(raw, Cli::tr("the passphrase"));
}

core::Result<ledger::Secret> newSecretFromTerminal(const QString &prompt, const QString &again, const Interruption &interruption)
{
    auto first = secretFromTerminal(prompt, interruption);
    if (!first)
        return first;
    const auto second = secretFromTerminal(again, interruption);
    if (!second)
        return tl::unexpected(second.error());
    if (!first->sameAs(second->view()))
        return fail(ErrorKind::BadValue, Cli::tr("the passphrase"), Cli::tr("the same passphrase twice"));
    return first;
}

} // namespace countersign::app
