#include "core/filereading.h"
#include "exchange/evidencefolder.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() { reset(-1); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }
    void reset(int fd)
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = fd;
    }

private:
    int m_fd;
};

QString systemReason(int number)
{
    return qt_error_string(number);
}

class DirectoryFolder final : public EvidenceFolder {
public:
    explicit DirectoryFolder(const QString &path) : m_root(QFileInfo(path).canonicalFilePath()) {}

    core::Result<QByteArray> read(const QString &name, qint64 limit) override
    {
        const QFileInfo named(m_root + u'/' + name);
        const QString real = named.canonicalFilePath();
        if (m_root.isEmpty() || real.isEmpty())
            return core::fail(ErrorKind::BlobMissing, name);
        const QString prefix = m_root.endsWith(u'/') ? m_root : m_root + u'/';
        if (!real.startsWith(prefix))
            return core::fail(ErrorKind::PathEscapes, name, real);
        return readReal(real.sliced(prefix.size()).split(u'/'), name, limit);
    }

private:
    // The path has been resolved; it is walked again without following links, so that one put there since cannot lead outside.
    core::Result<QByteArray> readReal(const QStringList &parts, const QString &name, qint64 limit)
    {
        Descriptor at(::open(QFile::encodeName(m_root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        for (qsizetype i = 0; i < parts.size() && at.get() >= 0; ++i) {
            const int kind = i + 1 < parts.size() ? O_DIRECTORY : O_NONBLOCK; // a pipe must not make us wait
            at.reset(::openat(at.get(), QFile::encodeName(parts[i]).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind));
        }
        if (at.get() < 0) {
            const int why = errno;
            return why == ENOENT ? core::fail(ErrorKind::BlobMissing, name)
                                 : core::fail(ErrorKind::CannotRead, name, systemReason(why));
        }
        return readOpen(at.get(), name, limit);
    }

    static core::Result<QByteArray> readOpen(int fd, const QString &name, qint64 limit)
    {
        struct stat status = {};
        if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
            return core::fail(ErrorKind::CannotRead, name, QStringLiteral("an ordinary file"));
        if (status.st_size > limit)
            return core::fail(ErrorKind::TooLarge, name, QString::number(limit));
        QFile file;
        if (!file.open(fd, QIODevice::ReadOnly | QIODevice::Unbuffered))
            return core::fail(ErrorKind::CannotRead, name, file.errorString());
        return core::readToEnd(file, name, limit);
    }

    QString m_root;
};

} // namespace

std::unique_ptr<EvidenceFolder> openDirectory(const QString &path)
{
    return std::make_unique<DirectoryFolder>(path);
}

} // namespace countersign::exchange
