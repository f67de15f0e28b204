#include "decoding/sharedfile.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace countersign::decoding {

using core::Result;

namespace {

tl::unexpected<core::Error> failed()
{
    return core::fail(core::ErrorKind::CannotWrite, QStringLiteral("memory"), QString::fromLocal8Bit(std::strerror(errno)));
}

} // namespace

Result<std::shared_ptr<SharedFile>> SharedFile::ofSize(qint64 size)
{
    const qint64 page = ::sysconf(_SC_PAGESIZE);
    const qint64 arrivalAt = (size + page - 1) / page * page;
    std::shared_ptr<SharedFile> file(new SharedFile);
    file->m_writable = ::memfd_create("evidence", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file->m_writable < 0 || ::ftruncate(file->m_writable, arrivalAt + page) != 0)
        return failed();
    // never shorter under a reader's eyes
    if (::fcntl(file->m_writable, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0)
        return failed();
    file->m_readable = ::open(("/proc/self/fd/" + QByteArray::number(file->m_writable)).constData(), O_RDONLY | O_CLOEXEC);
    void *start = ::mmap(nullptr, size_t(page), PROT_READ | PROT_WRITE, MAP_SHARED, file->m_writable, arrivalAt);
    if (file->m_readable < 0 || start == MAP_FAILED)
        return failed();
    file->m_arrival = new (start) Arrival;
    file->m_arrival->size = quint64(size);
    if (size == 0)
        if (const auto sealed = file->seal(); !sealed)
            return tl::unexpected(sealed.error());
    return file;
}

Result<std::shared_ptr<const SharedFile>> SharedFile::of(QByteArrayView bytes)
{
    auto file = ofSize(bytes.size());
    if (!file)
        return tl::unexpected(file.error());
    if (const auto put = (*file)->append(bytes); !put)
        return tl::unexpected(put.error());
    return std::shared_ptr<const SharedFile>(std::move(*file));
}

Result<void> SharedFile::append(QByteArrayView piece)
{
    if (piece.isEmpty())
        return {};
    const quint64 there = m_arrival ? m_arrival->there.load() : 0;
    if (!m_arrival || quint64(piece.size()) > m_arrival->size - there)
        return core::fail(core::ErrorKind::BadValue, QStringLiteral("memory"), QStringLiteral("size"));
    for (qsizetype at = 0; at < piece.size();) {
        const ssize_t put = ::pwrite(m_writable, piece.data() + at, size_t(piece.size() - at), off_t(there) + at);
        if (put < 0 && errno != EINTR)
            return failed();
        at += std::max<ssize_t>(put, 0);
    }
    m_arrival->there += quint64(piece.size());
    ++m_arrival->pieces;
    ::syscall(SYS_futex, &m_arrival->pieces, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
    return m_arrival->there == m_arrival->size ? seal() : Result<void>();
}

// Never other than it is now, whoever holds it: for that nobody may have it mapped for writing.
Result<void> SharedFile::seal()
{
    ::munmap(std::exchange(m_arrival, nullptr), size_t(::sysconf(_SC_PAGESIZE)));
    if (::fcntl(m_writable, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_WRITE) != 0)
        return failed();
    m_whole = true;
    return {};
}

SharedFile::~SharedFile()
{
    if (m_arrival)
        ::munmap(m_arrival, size_t(::sysconf(_SC_PAGESIZE)));
    for (const int descriptor : {m_writable, m_readable})
        if (descriptor >= 0)
            ::close(descriptor);
}

} // namespace countersign::decoding
