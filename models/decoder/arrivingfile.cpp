#include "decoder/arrivingfile.h"

#include "decoding/sharedfile.h"

#include <algorithm>
#include <linux/futex.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace countersign::decoder {

namespace {

constexpr timespec aWhile{1, 0};

bool isClosed(int questions)
{
    pollfd asked{questions, 0, 0};
    return ::poll(&asked, 1, 0) > 0 && (asked.revents & (POLLHUP | POLLERR | POLLNVAL));
}

} // namespace

// Its owner has sealed its length: it never gets shorter.
ArrivingFile::ArrivingFile(int descriptor, int questions) : m_questions(questions)
{
    struct stat about = {};
    const qint64 page = ::sysconf(_SC_PAGESIZE);
    void *start = MAP_FAILED;
    if (::fstat(descriptor, &about) == 0 && about.st_size >= page)
        start = ::mmap(nullptr, size_t(about.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    if (start == MAP_FAILED)
        return;
    const auto *bytes = static_cast<const char *>(start);
    m_arrival = reinterpret_cast<const decoding::Arrival *>(bytes + about.st_size - page);
    m_bytes = QByteArrayView(bytes, std::min(qsizetype(m_arrival->size), qsizetype(about.st_size - page)));
}

QByteArrayView ArrivingFile::upTo(qsizetype end) const
{
    const auto wanted = quint64(std::clamp<qsizetype>(end, 0, m_bytes.size()));
    while (m_arrival) {
        const quint32 pieces = m_arrival->pieces;
        if (m_arrival->there >= wanted)
            break;
        ::syscall(SYS_futex, &m_arrival->pieces, FUTEX_WAIT, pieces, &aWhile, nullptr, 0);
        if (isClosed(m_questions))
            ::_exit(0);
    }
    return m_bytes.first(qsizetype(wanted));
}

QByteArray ArrivingFile::whole() const
{
    const QByteArrayView bytes = upTo(size());
    return QByteArray::fromRawData(bytes.data(), bytes.size());
}

} // namespace countersign::decoder
