// A tiny file system of one's own (tmpfs), seen by this process only and gone with it.
#pragma once

#include <QFile>
#include <QString>
#include <QTemporaryDir>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace countersign::faults {

// To be called first in main(), while there is one thread: mounts made later stay private. An ordinary user becomes root of a
// namespace of their own for it, where the system lets them. Whether it worked shows when mounting.
inline void becomePrivate()
{
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
        return;
    if (user != 0) {
        const auto write = [](const char *path, const QByteArray &text) {
            QFile file(QString::fromLatin1(path));
            if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                file.write(text);
        };
        write("/proc/self/setgroups", "deny");
        write("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1");
        write("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
    }
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
}

class TinyVolume {
public:
    explicit TinyVolume(qint64 bytes)
    {
        const QByteArray options = "mode=0700,size=" + QByteArray::number(bytes);
        m_mounted = ::mount("tmpfs", name().constData(), "tmpfs", 0, options.constData()) == 0;
        m_reason = QString::fromLocal8Bit(std::strerror(errno));
    }
    ~TinyVolume()
    {
        if (m_mounted)
            ::umount2(name().constData(), MNT_DETACH);
    }

    bool isMounted() const { return m_mounted; }
    QString reason() const { return m_reason; } // why not
    QString filePath(const QString &file) const { return m_folder.filePath(file); }

    qint64 freeBytes() const
    {
        struct statvfs info = {};
        ::statvfs(name().constData(), &info);
        return qint64(info.f_bavail) * qint64(info.f_frsize);
    }
    // Fills it up to this many free bytes (whole pages); the ballast of before is thrown out first.
    void leaveFree(qint64 bytes)
    {
        QFile::remove(filePath(QStringLiteral("ballast")));
        const int file = ::open(QFile::encodeName(filePath(QStringLiteral("ballast"))).constData(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        const qint64 ballast = freeBytes() - bytes;
        if (ballast > 0)
            ::posix_fallocate(file, 0, ballast);
        ::close(file);
    }
    bool remountReadOnly() { return ::mount(nullptr, name().constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0; }

private:
    QByteArray name() const { return QFile::encodeName(m_folder.path()); }

    QTemporaryDir m_folder;
    bool m_mounted = false;
    QString m_reason;
};

} // namespace countersign::faults

// In a test function: the volume, or a skipped test that says why.
#define TINY_VOLUME(name, bytes)                                                                                       \
    countersign::faults::TinyVolume name(bytes);                                                                       \
    if (!name.isMounted())                                                                                             \
    QSKIP(qPrintable(QStringLiteral("cannot mount a tmpfs here: ") + name.reason()))
