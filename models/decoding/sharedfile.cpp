#include "decoding/sharedfile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace countersign::decoding {

core::Result<std::shared_ptr<const SharedFile>> SharedFile::of(QByteArrayView bytes)
{
    const auto failed = [] {
        return core::fail(core::ErrorKind::CannotWrite, QStringLiteral("memory"), QString::fromLocal8Bit(std::strerror(errno)));
    };
    const int descriptor = ::memfd_create("evidence", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0)
        return failed();
    std::shared_ptr<const SharedFile> file(new SharedFile(descriptor));
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t put = ::write(descriptor, bytes.data() + at, size_t(bytes.size() - at));
        if (put < 0 && errno != EINTR)
            return failed();
        at += std::max<ssize_t>(put, 0);
    }
    // never shorter under a reader's eyes, never other
    if (::fcntl(descriptor, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        return failed();
    return file;
}

SharedFile::~SharedFile()
{
    ::close(m_descriptor);
}

} // namespace countersign::decoding
