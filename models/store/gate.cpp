#include "store/gate.h"

#include <QFile>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

enum class Lock : off_t { Next = 0, Inside = 1 };

// 0, or the error number.
int setLock(int file, Lock lock, short type, bool wait)
{
    struct flock request = {};
    request.l_type = type;
    request.l_whence = SEEK_SET;
    request.l_start = off_t(lock);
    request.l_len = 1;
    int answer = 0;
    do
        answer = ::fcntl(file, wait ? F_OFD_SETLKW : F_OFD_SETLK, &request);
    while (answer != 0 && errno == EINTR);
    return answer == 0 ? 0 : errno;
}

ErrorKind kindOf(int systemError)
{
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
        return ErrorKind::DiskFull;
    case EROFS:
    case EACCES:
    case EPERM:
        return ErrorKind::StoreReadOnly;
    default:
        return ErrorKind::StoreUnreachable;
    }
}

QString systemReason(int systemError)
{
    return QString::fromLocal8Bit(std::strerror(systemError));
}

// How a waiting thread tells the one it waits for.
struct Waiting {
    std::mutex guard;
    std::condition_variable changed;
    std::optional<int> result;
    bool abandoned = false;
};

} // namespace

struct Gate::SideFile {
    int number = -1;
    ~SideFile()
    {
        if (number >= 0)
            ::close(number); // lets go of its locks
    }

    // Blocks until inside. 0, or the error number.
    int queue(bool hasNext) const
    {
        if (!hasNext)
            if (const int failed = setLock(number, Lock::Next, F_WRLCK, true))
                return failed;
        const int failed = setLock(number, Lock::Inside, F_WRLCK, true);
        setLock(number, Lock::Next, F_UNLCK, false);
        return failed;
    }

    // So that those who lose patience can say who is inside.
    void signIn() const
    {
        const QByteArray mine = QByteArray::number(int(::getpid())).leftJustified(10) + '\n';
        if (read() != mine)
            [[maybe_unused]] const ssize_t written = ::pwrite(number, mine.constData(), size_t(mine.size()), 0);
    }

    QString whoIsInside() const { return QString::fromLatin1(read()).trimmed(); }

    QByteArray read() const
    {
        char line[16] = {};
        const ssize_t length = ::pread(number, line, sizeof line, 0);
        return QByteArray(line, std::max<ssize_t>(length, 0));
    }
};

Gate::Gate(const QString &path) : m_path(path), m_name(QFile::encodeName(path)) {}

Gate::~Gate()
{
    leave();
}

bool Gate::isStale() const
{
    // Somebody tidied the side file away: those who come now would queue at another one.
    struct stat mine = {};
    struct stat named = {};
    return ::fstat(m_file->number, &mine) != 0 || ::stat(m_name.constData(), &named) != 0 || mine.st_ino != named.st_ino
        || mine.st_dev != named.st_dev;
}

Result<void> Gate::openSideFile()
{
    if (m_file && !isStale())
        return {};
    auto file = std::make_shared<SideFile>();
    file->number = ::open(m_name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file->number < 0)
        return fail(kindOf(errno), m_path, systemReason(errno));
    m_file = std::move(file);
    return {};
}

int Gate::waitForTurn(std::chrono::milliseconds patience, bool hasNext)
{
    // A blocking lock has no time limit, so a thread waits for it; one that comes too late gives the lock back again.
    auto waiting = std::make_shared<Waiting>();
    std::thread([waiting, file = m_file, hasNext] {
        const int result = file->queue(hasNext);
        const std::lock_guard lock(waiting->guard);
        waiting->result = result;
        if (result == 0 && waiting->abandoned)
            setLock(file->number, Lock::Inside, F_UNLCK, false);
        waiting->changed.notify_one();
    }).detach();
    std::unique_lock lock(waiting->guard);
    if (waiting->changed.wait_for(lock, patience, [&] { return waiting->result.has_value(); }))
        return *waiting->result;
    waiting->abandoned = true;
    return ETIMEDOUT;
}

Result<void> Gate::enter(std::chrono::milliseconds patience)
{
    if (auto opened = openSideFile(); !opened)
        return opened;
    int failed = setLock(m_file->number, Lock::Next, F_WRLCK, false);
    const bool hasNext = failed == 0;
    if (hasNext) {
        failed = setLock(m_file->number, Lock::Inside, F_WRLCK, false);
        if (failed == 0)
            setLock(m_file->number, Lock::Next, F_UNLCK, false);
    }
    if (failed == EAGAIN || failed == EACCES)
        failed = waitForTurn(patience, hasNext);
    if (failed == 0) {
        m_inside = true;
        m_file->signIn();
        return {};
    }
    const auto file = std::move(m_file); // the waiting thread may own its locks by now; the next turn needs a description of its own
    if (failed == ETIMEDOUT)
        return fail(ErrorKind::StoreBusy, m_path, file->whoIsInside());
    return fail(kindOf(failed), m_path, systemReason(failed));
}

void Gate::leave()
{
    if (m_inside && m_file)
        setLock(m_file->number, Lock::Inside, F_UNLCK, false);
    m_inside = false;
}

} // namespace countersign::store
