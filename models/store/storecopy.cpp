#include "store/storecopy.h"

#include "store/storefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// -1 where somebody holds it.
int lockOf(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file >= 0)
        ::close(file);
    return -1;
}

void removeCopy(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-gate"})
        QFile::remove(path + QLatin1String(suffix));
}

} // namespace

QStringList StoreCopy::forsaken(const QString &store)
{
    const QFileInfo info(store);
    QStringList left;
    const QString name = info.fileName() + QStringLiteral("-copy.new-");
    const QFileInfoList entries = QDir(info.absolutePath()).entryInfoList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QFileInfo &file : entries) {
        if (!file.fileName().startsWith(name) || file.fileName().size() != name.size() + 6)
            continue;
        if (const int lock = lockOf(file.filePath()); lock >= 0) {
            left.append(file.filePath());
            ::close(lock);
        }
    }
    return left;
}

Result<std::unique_ptr<StoreCopy>> StoreCopy::beside(const QString &store)
{
    const QStringList left = forsaken(store);
    for (const QString &path : left)
        removeCopy(path);
    const Result<QString> path = makeFileBeside(QFileInfo(store).absoluteFilePath() + QStringLiteral("-copy"));
    if (!path)
        return tl::unexpected(path.error());
    const int lock = lockOf(*path);
    if (lock < 0) {
        removeCopy(*path);
        return fail(ErrorKind::StoreUnreachable, *path, QStringLiteral("flock"));
    }
    return std::unique_ptr<StoreCopy>(new StoreCopy(*path, lock));
}

StoreCopy::~StoreCopy()
{
    if (!m_path.isEmpty())
        removeCopy(m_path);
    ::close(m_lock);
}

Result<void> StoreCopy::demandFree(const QString &name)
{
    for (const char *suffix : {"", "-wal"})
        if (const QString path = name + QLatin1String(suffix); QFileInfo::exists(path))
            return fail(ErrorKind::StoreExists, path);
    return {};
}

Result<void> StoreCopy::publish(const QString &name)
{
    if (auto isFree = demandFree(name); !isFree)
        return isFree;
    if (QFileInfo(m_path + QStringLiteral("-wal")).size() > 0) // only the file itself gets the name
        return fail(ErrorKind::StoreBusy, m_path);
    if (auto published = publishFile(m_path, name); !published)
        return published;
    for (const char *suffix : {"-wal", "-shm", "-gate"})
        QFile::remove(m_path + QLatin1String(suffix));
    m_path.clear();
    return {};
}

} // namespace countersign::store
