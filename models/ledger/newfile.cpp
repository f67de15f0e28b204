#include "ledger/newfile.h"

#include <QFileInfo>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace countersign::ledger {

using core::ErrorKind;
using core::fail;
using core::Result;

NewFile::NewFile(const QString &name) : m_name(name), file(name + QStringLiteral(".unfinished")) {}

NewFile::~NewFile()
{
    if (file.isOpen() && m_mine)
        file.remove();
}

Result<void> NewFile::begin()
{
    if (QFileInfo::exists(m_name))
        return fail(ErrorKind::CannotWrite, m_name, qt_error_string(EEXIST));
    m_mine = file.open(QIODevice::ReadWrite | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return m_mine ? Result<void>() : Result<void>(fail(ErrorKind::CannotWrite, file.fileName(), file.errorString()));
}

Result<void> NewFile::sync()
{
    if (!file.flush() || ::fsync(file.handle()) != 0)
        return failure();
    ::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED); // what is read back comes from the disk
    return {};
}

Result<void> NewFile::publish()
{
    const QByteArray from = QFile::encodeName(file.fileName());
    const QByteArray to = QFile::encodeName(m_name);
    if (::link(from.constData(), to.constData()) != 0) {
        const bool cannotLink = errno == EPERM || errno == EOPNOTSUPP; // FAT: a stick
        if (!cannotLink || QFileInfo::exists(m_name) || ::rename(from.constData(), to.constData()) != 0)
            return failure();
        m_mine = false;
    }
    const int folder = ::open(QFile::encodeName(QFileInfo(m_name).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    return synced ? Result<void>() : failure();
}

Result<void> NewFile::failure() const
{
    const int code = errno;
    return fail(code == ENOSPC || code == EDQUOT ? ErrorKind::DiskFull : ErrorKind::CannotWrite, m_name, qt_error_string(code));
}

} // namespace countersign::ledger
