#include "app/cli/interruption.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace countersign::app {

namespace {

std::atomic<int> caughtSignal{0};
int caughtPipe[2] = {-1, -1};

// Async-signal-safe calls only: the stop itself is requested by the thread at the other end of the pipe.
void caught(int signal)
{
    const int earlierError = errno;
    if (caughtSignal.exchange(signal) != 0)
        ::_exit(128 + signal);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(caughtPipe[1], &byte, 1);
    errno = earlierError;
}

void onSignal(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
}

} // namespace

struct Interruption::State {
    std::stop_source source;
    int wake[2] = {-1, -1}; // its read end has an end of file once a stop was requested
    std::thread watcher;

    void watch()
    {
        char byte = 0;
        while (::read(caughtPipe[0], &byte, 1) < 0 && errno == EINTR) { }
        if (byte == 1)
            source.request_stop();
        ::close(wake[1]);
    }
};

Interruption::Interruption() : m_state(std::make_unique<State>())
{
    if (::pipe2(caughtPipe, O_CLOEXEC) != 0 || ::pipe2(m_state->wake, O_CLOEXEC) != 0)
        return;
    m_state->watcher = std::thread([state = m_state.get()] { state->watch(); });
    onSignal(SIGINT, caught);
    onSignal(SIGTERM, caught);
}

Interruption::~Interruption()
{
    if (!m_state->watcher.joinable())
        return;
    onSignal(SIGINT, SIG_DFL);
    onSignal(SIGTERM, SIG_DFL);
    ::close(caughtPipe[1]); // the watcher's end of file; to write may fail, and it would be waited for without end
    m_state->watcher.join();
    ::close(caughtPipe[0]);
    ::close(m_state->wake[0]);
}

std::stop_token Interruption::token() const
{
    return m_state->source.get_token();
}

int Interruption::exitCode() const
{
    return 128 + caughtSignal.load();
}

bool Interruption::waitReadable(int file) const
{
    pollfd files[2] = {{file, POLLIN, 0}, {m_state->wake[0], POLLIN, 0}};
    while (!requested()) {
        const int ready = ::poll(files, 2, -1);
        if (ready < 0 && errno != EINTR)
            return true; // let the read itself say what is wrong
        if (ready > 0 && files[1].revents == 0)
            return true;
    }
    return false;
}

} // namespace countersign::app
