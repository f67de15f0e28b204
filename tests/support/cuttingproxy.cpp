#include "support/cuttingproxy.h"

#include <array>
#include <chrono>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace countersign::testsupport {

namespace {

constexpr int lookMilliseconds = 50;
constexpr std::chrono::milliseconds late{2};
constexpr qsizetype crumb = 113; // fits no message

sockaddr_un addressOf(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= qsizetype(sizeof address.sun_path))
        qFatal("too long for a socket: %s", path.constData());
    std::copy(path.begin(), path.end(), address.sun_path);
    return address;
}

int socketAt(const QByteArray &path, bool listening)
{
    const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = addressOf(path);
    const auto *to = reinterpret_cast<const sockaddr *>(&address);
    const bool good = listening ? ::bind(made, to, sizeof address) == 0 && ::listen(made, 64) == 0 : ::connect(made, to, sizeof address) == 0;
    if (good)
        return made;
    ::close(made);
    return -1;
}

bool sendAll(int to, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t sent = ::send(to, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(sent);
    }
    return true;
}

} // namespace

struct CuttingProxy::Line {
    int client = -1;
    int server = -1;
    Cut cut = Cut::Never; // begun on this line
    std::optional<Silent> silence;
    bool isSilent = false;
};

CuttingProxy::CuttingProxy(const QString &serverFolder, const QString &folder, int port)
    : m_server((serverFolder + QStringLiteral("/.s.PGSQL.%1").arg(port)).toLocal8Bit()),
      m_path((folder + QStringLiteral("/.s.PGSQL.%1").arg(port)).toLocal8Bit()), m_listener(socketAt(m_path, true))
{
    if (m_listener < 0)
        qFatal("cannot listen at %s", m_path.constData());
    m_accepting = std::thread([this] { accept(); });
}

CuttingProxy::~CuttingProxy()
{
    m_ending = true;
    m_accepting.join();
    ::close(m_listener);
    ::unlink(m_path.constData());
}

void CuttingProxy::cutAt(Cut cut, const QByteArray &word)
{
    const std::lock_guard lock(m_guard);
    m_cut = cut;
    m_word = word;
    m_silence.reset();
}

void CuttingProxy::fallSilentAt(Cut cut, const QByteArray &word, Silent which)
{
    const std::lock_guard lock(m_guard);
    m_cut = cut;
    m_word = word;
    m_silence = which;
}

void CuttingProxy::accept()
{
    while (!m_ending) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, lookMilliseconds) <= 0)
            continue;
        Line line{::accept(m_listener, nullptr, nullptr), socketAt(m_server, false), Cut::Never, {}, false};
        m_lines.emplace_back([this, line]() mutable { serve(line); });
    }
    for (std::thread &line : m_lines)
        line.join();
}

void CuttingProxy::serve(Line &line)
{
    bool open = line.client >= 0 && line.server >= 0;
    while (open && !m_ending) {
        line.isSilent = line.isSilent || m_allSilent;
        if (line.isSilent) {
            swallow(line);
            continue;
        }
        std::array<pollfd, 2> waiting{pollfd{line.client, POLLIN, 0}, pollfd{line.server, POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), lookMilliseconds) <= 0)
            continue;
        if (waiting[0].revents != 0)
            open = pass(line, true);
        if (open && !line.isSilent && waiting[1].revents != 0)
            open = pass(line, false);
    }
    ::close(line.client);
    ::close(line.server);
}

// Reads, so that neither end notices anything, and keeps both ends open whatever the other does.
void CuttingProxy::swallow(Line &line)
{
    std::array<pollfd, 2> waiting{pollfd{line.client, POLLIN, 0}, pollfd{line.server, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), lookMilliseconds) <= 0)
        return;
    std::array<char, 65536> buffer;
    bool isOver = false;
    for (const pollfd &end : waiting)
        isOver = (end.revents != 0 && ::recv(end.fd, buffer.data(), buffer.size(), 0) <= 0) || isOver;
    if (isOver)
        std::this_thread::sleep_for(std::chrono::milliseconds(lookMilliseconds));
}

// Whether the line goes on, all the same.
bool CuttingProxy::endOf(Line &line)
{
    line.isSilent = line.silence.has_value();
    if (line.silence == Silent::EveryLine)
        m_allSilent = true;
    return line.isSilent;
}

// Whether the line goes on.
bool CuttingProxy::pass(Line &line, bool fromClient)
{
    std::array<char, 65536> buffer;
    const ssize_t got = ::recv(fromClient ? line.client : line.server, buffer.data(), buffer.size(), 0);
    if (got <= 0)
        return false;
    const QByteArrayView bytes(buffer.data(), got);
    if (fromClient) {
        const std::lock_guard lock(m_guard);
        if (m_cut != Cut::Never && bytes.toByteArray().contains(m_word)) {
            line.cut = std::exchange(m_cut, Cut::Never);
            line.silence = m_silence;
            ++m_cuts;
        }
    }
    if (fromClient && line.cut == Cut::BeforeSend)
        return endOf(line);
    if (!fromClient && line.cut == Cut::AfterSend)
        return endOf(line); // the server has done its work, and nobody hears of it
    if (!fromClient && line.cut == Cut::MidAnswer) {
        sendAll(line.client, bytes.first(std::min<qsizetype>(3, bytes.size())));
        return endOf(line);
    }
    const int to = fromClient ? line.server : line.client;
    if (!m_crumbles)
        return sendAll(to, bytes);
    bool sent = true;
    for (qsizetype from = 0; from < bytes.size() && sent; from += crumb) {
        std::this_thread::sleep_for(late);
        sent = sendAll(to, bytes.sliced(from, std::min(crumb, bytes.size() - from)));
    }
    return sent;
}

} // namespace countersign::testsupport
