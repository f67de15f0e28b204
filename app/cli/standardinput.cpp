#include "app/cli/standardinput.h"

#include "app/cli/interruption.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace countersign::app {

qint64 StandardInput::readData(char *data, qint64 most)
{
    while (m_interruption.waitReadable(STDIN_FILENO)) {
        const ssize_t got = ::read(STDIN_FILENO, data, size_t(most));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            setErrorString(QString::fromLocal8Bit(std::strerror(errno)));
        return got;
    }
    return 0; // interrupted: as good as the end
}

} // namespace countersign::app
