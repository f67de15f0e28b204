#include "store/storefile.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr qsizetype headerSize = 100;

// Fields of the header, sqlite.org/fileformat.html §1.3.
quint32 field(const QByteArray &header, qsizetype offset)
{
    return qFromBigEndian<quint32>(header.constData() + offset);
}

tl::unexpected<core::Error> systemFailure(const QString &path)
{
    const int error = errno;
    const QString reason = QString::fromLocal8Bit(std::strerror(error));
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return fail(ErrorKind::DiskFull, path, reason);
    case EROFS:
    case EACCES:
    case EPERM:
        return fail(ErrorKind::StoreReadOnly, path, reason);
    default:
        return fail(ErrorKind::StoreUnreachable, path, reason);
    }
}

bool walIsEmpty(const QString &path)
{
    return QFileInfo(path + QStringLiteral("-wal")).size() == 0;
}

Result<void> checkHeader(const QByteArray &header, const QString &path, qint64 fileSize)
{
    if (!header.startsWith(QByteArray("SQLite format 3\0", 16)))
        return fail(ErrorKind::NotAStore, path);
    if (header.size() < headerSize)
        return fail(ErrorKind::StoreDamaged, path, QStringLiteral("truncated"));
    if (field(header, 68) != applicationId)
        return fail(ErrorKind::NotAStore, path);
    const quint32 spelled = qFromBigEndian<quint16>(header.constData() + 16);
    const qint64 pageSize = spelled == 1 ? 65536 : spelled;
    if (pageSize < 512 || (pageSize & (pageSize - 1)) != 0)
        return fail(ErrorKind::StoreDamaged, path, QStringLiteral("header"));
    // With a log still to be moved into the file, the file may rightly be shorter than its header says.
    const bool countIsValid = field(header, 24) == field(header, 92);
    if (walIsEmpty(path) && (fileSize % pageSize != 0 || (countIsValid && fileSize < pageSize * field(header, 28))))
        return fail(ErrorKind::StoreDamaged, path, QStringLiteral("truncated"));
    return {};
}

} // namespace

Result<void> checkStoreFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorKind::StoreMissing, path);
    if (!info.isFile())
        return fail(ErrorKind::NotAStore, path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::StoreUnreachable, path, file.errorString());
    const QByteArray header = file.read(headerSize);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::StoreUnreachable, path, file.errorString());
    return checkHeader(header, path, info.size());
}

Result<void> checkWritable(const QString &path)
{
    if (::access(QFile::encodeName(path).constData(), W_OK) != 0)
        return systemFailure(path);
    const QString folder = QFileInfo(path).absolutePath();
    if (::access(QFile::encodeName(folder).constData(), W_OK) != 0)
        return systemFailure(folder);
    return {};
}

Result<QString> makeFileBeside(const QString &path)
{
    QByteArray name = QFile::encodeName(path) + ".new-XXXXXX";
    const int file = ::mkostemp(name.data(), O_CLOEXEC); // 0600
    if (file < 0)
        return systemFailure(path);
    ::close(file);
    return QFile::decodeName(name);
}

namespace {

Result<void> syncToDisk(const QString &path, int flags)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | flags);
    if (file < 0)
        return systemFailure(path);
    const int synced = ::fsync(file);
    const Result<void> done = synced == 0 ? Result<void>() : Result<void>(systemFailure(path));
    ::close(file);
    return done;
}

} // namespace

Result<void> publishFile(const QString &finished, const QString &path)
{
    if (auto synced = syncToDisk(finished, 0); !synced)
        return synced;
    const QByteArray from = QFile::encodeName(finished);
    const QByteArray to = QFile::encodeName(path);
    const bool replacesEmpty = QFileInfo::exists(path) && QFileInfo(path).size() == 0;
    int answer = ::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), replacesEmpty ? 0 : RENAME_NOREPLACE);
    if (answer != 0 && errno == EINVAL) // a file system that cannot do that
        answer = ::link(from.constData(), to.constData()) == 0 ? ::unlink(from.constData()) : -1;
    if (answer != 0)
        return errno == EEXIST ? Result<void>(fail(ErrorKind::StoreExists, path)) : Result<void>(systemFailure(path));
    return syncToDisk(QFileInfo(path).absolutePath(), O_DIRECTORY);
}

} // namespace countersign::store
