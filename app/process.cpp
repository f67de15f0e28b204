#include "app/process.h"

#include "ledger/secret.h"

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <langinfo.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::app {

namespace {

// A stream that was closed by the caller would get the number of the next file opened: the store. What is printed would go there.
void fillStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF)
            (void)::open("/dev/null", O_RDWR);
}

// Qt warns on standard error about any other locale before it switches to this one by itself.
void chooseUtf8()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0) {
        ::setenv("LC_ALL", "C.UTF-8", 1);
        std::setlocale(LC_ALL, "");
    }
}

} // namespace

void prepareProcess()
{
    ledger::hardenProcess();
    ::umask(077);
    fillStandardStreams();
    ::signal(SIGPIPE, SIG_IGN);
    chooseUtf8();
}

} // namespace countersign::app
