#include "ledger/atomicfile.h"

#include "core/filereading.h"
#include "ledger/secret.h"

#include <cerrno>
#include <fcntl.h>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::ledger {

namespace {

// A file descriptor that is closed at the end of its scope.
struct Descriptor {
    int number = -1;
    explicit Descriptor(int opened) : number(opened) {}
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
};

tl::unexpected<core::Error> systemFailure(const QString &path)
{
    const int code = errno;
    const bool full = code == ENOSPC || code == EDQUOT;
    return core::fail(full ? core::ErrorKind::DiskFull : core::ErrorKind::CannotWrite, path, qt_error_string(code));
}

bool writeAll(int descriptor, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t some = ::write(descriptor, bytes.constData() + done, size_t(bytes.size() - done));
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            return false;
        done += some;
    }
    return true;
}

bool makePrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.isDir())
        return true;
    if (!makePrivateFolder(info.path()))
        return false;
    return ::mkdir(QFile::encodeName(folder).constData(), 0700) == 0 || errno == EEXIST;
}

core::Result<void> writeAndSync(const QByteArray &path, const QByteArray &bytes)
{
    const Descriptor file(::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.number < 0 || !writeAll(file.number, bytes) || ::fsync(file.number) != 0)
        return systemFailure(QFile::decodeName(path));
    return {};
}

core::Result<void> syncFolder(const QString &folder)
{
    const Descriptor descriptor(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number < 0 || ::fsync(descriptor.number) != 0)
        return systemFailure(folder);
    return {};
}

} // namespace

core::Result<bool> writeFileAtomically(const QString &path, const QByteArray &bytes, Existing existing)
{
    const QString folder = QFileInfo(path).path();
    if (!makePrivateFolder(folder))
        return systemFailure(folder);
    const QByteArray name = QFile::encodeName(path);
    const QByteArray temporary = name + ".new-" + randomBytes(8).toHex();
    if (const auto written = writeAndSync(temporary, bytes); !written) {
        ::unlink(temporary.constData());
        return tl::unexpected(written.error());
    }
    // link() refuses where rename() would replace: two first starts at once end with one file.
    const int placed = existing == Existing::Replace ? ::rename(temporary.constData(), name.constData())
                                                     : ::link(temporary.constData(), name.constData());
    const bool kept = placed != 0 && existing == Existing::Keep && errno == EEXIST;
    const auto failure = systemFailure(path);
    if (placed != 0 || existing == Existing::Keep)
        ::unlink(temporary.constData());
    if (placed != 0 && !kept)
        return failure;
    return syncFolder(folder).map([&] { return !kept; });
}

core::Result<QByteArray> readWholeFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::CannotRead, path, file.errorString());
    return core::readToEnd(file, path, limit);
}

} // namespace countersign::ledger
