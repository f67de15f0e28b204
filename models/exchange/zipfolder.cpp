#include "exchange/evidencefolder.h"

#include <QFile>
#include <QIODevice>
#include <QSet>
#include <QStringList>

#include <zip.h>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

using Archive = std::shared_ptr<zip_t>;
using Entry = std::unique_ptr<zip_file_t, int (*)(zip_file_t *)>;

core::Result<Archive> openArchive(const QString &path)
{
    int code = 0;
    if (zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY, &code))
        return Archive(archive, zip_discard);
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const QString why = QString::fromUtf8(zip_error_strerror(&error));
    zip_error_fini(&error);
    return core::fail(ErrorKind::CannotRead, path, why);
}

QString archiveReason(const Archive &archive)
{
    return QString::fromUtf8(zip_error_strerror(zip_get_error(archive.get())));
}

// One entry read from front to back; its checksum is tested at its end.
class EntryDevice final : public QIODevice {
public:
    EntryDevice(Archive archive, Entry entry) : m_archive(std::move(archive)), m_entry(std::move(entry))
    {
        open(ReadOnly | Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const zip_int64_t got = zip_fread(m_entry.get(), data, zip_uint64_t(most));
        if (got < 0)
            setErrorString(QString::fromUtf8(zip_file_strerror(m_entry.get())));
        return got;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    Archive m_archive; // keeps it open; goes after the entry
    Entry m_entry;
};

class ZipFolder final : public EvidenceFolder {
public:
    ZipFolder(Archive archive, QString prefix) : m_archive(std::move(archive)), m_prefix(std::move(prefix)) {}

    core::Result<QByteArray> read(const QString &name, qint64 limit) override
    {
        const zip_int64_t index = zip_name_locate(m_archive.get(), (m_prefix + name).toUtf8().constData(), ZIP_FL_ENC_GUESS);
        zip_stat_t status;
        if (index < 0 || zip_stat_index(m_archive.get(), zip_uint64_t(index), 0, &status) != 0)
            return core::fail(ErrorKind::BlobMissing, name);
        if (status.valid & ZIP_STAT_SIZE && status.size > zip_uint64_t(limit))
            return core::fail(ErrorKind::TooLarge, name, QString::number(limit));
        const Entry entry(zip_fopen_index(m_archive.get(), zip_uint64_t(index), 0), zip_fclose);
        if (!entry)
            return core::fail(ErrorKind::CannotRead, name, archiveReason(m_archive));
        return readEntry(entry.get(), name, limit);
    }

private:
    // In steps: what an entry says of its size is not to be believed.
    static core::Result<QByteArray> readEntry(zip_file_t *entry, const QString &name, qint64 limit)
    {
        constexpr qsizetype step = 1 << 20;
        QByteArray bytes;
        for (;;) {
            const qsizetype kept = bytes.size();
            bytes.resize(kept + step);
            const zip_int64_t got = zip_fread(entry, bytes.data() + kept, step);
            bytes.resize(kept + qsizetype(std::max<zip_int64_t>(got, 0)));
            if (got < 0)
                return core::fail(ErrorKind::CannotRead, name, QString::fromUtf8(zip_file_strerror(entry)));
            if (bytes.size() > limit)
                return core::fail(ErrorKind::TooLarge, name, QString::number(limit));
            if (got == 0)
                return bytes;
        }
    }

    Archive m_archive;
    QString m_prefix; // of the folder that holds cases.jsonl, with its "/"
};

// Where cases.jsonl lies: at the root, or the one place in a folder.
core::Result<QString> linesNameIn(const Archive &archive, const QString &path)
{
    const QString wanted = QStringLiteral("cases.jsonl");
    QStringList found;
    bool atRoot = false;
    QSet<QString> names;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
        const QString name = QString::fromUtf8(zip_get_name(archive.get(), zip_uint64_t(i), ZIP_FL_ENC_GUESS));
        if (names.contains(name) && !name.endsWith(u'/')) // readers would differ in which one they take
            return core::fail(ErrorKind::Malformed, path, name + QStringLiteral(" twice"));
        names.insert(name);
        atRoot = atRoot || name == wanted;
        if (name.endsWith(u'/' + wanted) && name.count(u'/') == 1)
            found.append(name);
    }
    if (atRoot)
        return wanted;
    if (found.size() != 1)
        return core::fail(ErrorKind::UnknownFormat, path, found.isEmpty() ? wanted : QStringLiteral("one cases.jsonl"));
    return found.first();
}

} // namespace

core::Result<OpenedZip> openZip(const QString &path)
{
    const auto archive = openArchive(path);
    if (!archive)
        return tl::unexpected(archive.error());
    const auto name = linesNameIn(*archive, path);
    if (!name)
        return tl::unexpected(name.error());
    const QByteArray entryName = name->toUtf8();
    zip_stat_t status;
    Entry entry(zip_fopen(archive->get(), entryName.constData(), ZIP_FL_ENC_GUESS), zip_fclose);
    if (!entry || zip_stat(archive->get(), entryName.constData(), ZIP_FL_ENC_GUESS, &status) != 0)
        return core::fail(ErrorKind::CannotRead, path, archiveReason(*archive));
    OpenedZip opened;
    opened.folder = std::make_unique<ZipFolder>(*archive, name->left(name->lastIndexOf(u'/') + 1));
    opened.lines = std::make_unique<EntryDevice>(*archive, std::move(entry));
    opened.lineBytes = status.valid & ZIP_STAT_SIZE ? qint64(status.size) : 0;
    opened.linesName = *name;
    return opened;
}

} // namespace countersign::exchange
