#include "exchange/bundlearchive.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

namespace countersign::exchange {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr zip_uint16_t midnight = 0;
constexpr zip_uint16_t firstOfJanuary1980 = 0x21; // the first day a zip can name: no clock in the bytes
constexpr zip_int32_t level = 6;

// One part as libzip asks for it: its size first, then its bytes. Lives until the archive lets go of it.
struct Feeding {
    ArchivePart part;
    std::optional<core::Error> *failure = nullptr; // of the whole archive
    std::optional<QByteArray> content;
    qsizetype given = 0;
    zip_error_t error{};

    bool load()
    {
        if (content)
            return true;
        auto loaded = part.content();
        if (!loaded) {
            if (!*failure)
                *failure = loaded.error();
            zip_error_set(&error, ZIP_ER_INTERNAL, 0);
            return false;
        }
        content = std::move(*loaded);
        return true;
    }

    zip_int64_t read(void *to, zip_uint64_t most)
    {
        const qsizetype length = std::min(qsizetype(most), content->size() - given);
        std::copy_n(content->constData() + given, length, static_cast<char *>(to));
        given += length;
        return length;
    }

    zip_int64_t stat(void *to)
    {
        if (!load())
            return -1;
        auto *status = static_cast<zip_stat_t *>(to);
        zip_stat_init(status);
        status->size = zip_uint64_t(content->size());
        status->valid = ZIP_STAT_SIZE;
        return sizeof *status;
    }
};

zip_int64_t feed(void *state, void *to, zip_uint64_t length, zip_source_cmd_t command)
{
    auto *feeding = static_cast<Feeding *>(state);
    switch (command) {
    case ZIP_SOURCE_OPEN:
        feeding->given = 0;
        return feeding->load() ? 0 : -1;
    case ZIP_SOURCE_READ:
        return feeding->read(to, length);
    case ZIP_SOURCE_CLOSE:
        feeding->content.reset();
        return 0;
    case ZIP_SOURCE_STAT:
        return feeding->stat(to);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&feeding->error, to, length);
    case ZIP_SOURCE_FREE:
        delete feeding;
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              ZIP_SOURCE_SUPPORTS, -1);
    default:
        zip_error_set(&feeding->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

bool add(zip_t *archive, const ArchivePart &part, std::optional<core::Error> &failure)
{
    auto feeding = std::make_unique<Feeding>(Feeding{part, &failure, {}, 0, {}});
    zip_source_t *source = zip_source_function(archive, feed, feeding.get());
    if (!source)
        return false;
    feeding.release(); // the source frees it
    const zip_int64_t index = zip_file_add(archive, part.name.constData(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_DEFLATE, level) == 0
        && zip_file_set_dostime(archive, zip_uint64_t(index), midnight, firstOfJanuary1980, 0) == 0;
}

core::Error cannotWrite(const QString &path, zip_t *archive)
{
    const zip_error_t *error = zip_get_error(archive);
    const bool full = zip_error_code_system(error) == ENOSPC || zip_error_code_system(error) == EDQUOT;
    return {full ? ErrorKind::DiskFull : ErrorKind::CannotWrite, path, QString::fromUtf8(zip_error_strerror(zip_get_error(archive)))};
}

bool syncPath(const QString &path, int flags)
{
    const int handle = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool synced = ::fsync(handle) == 0;
    ::close(handle);
    return synced;
}

Result<void> writeZip(const QString &path, const QList<ArchivePart> &parts)
{
    int code = 0;
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!archive)
        return fail(ErrorKind::CannotWrite, path);
    std::optional<core::Error> failure;
    bool good = true;
    for (const ArchivePart &part : parts)
        good = good && add(archive, part, failure);
    if (good && zip_close(archive) == 0)
        return {};
    const core::Error error = failure.value_or(cannotWrite(path, archive));
    zip_discard(archive);
    return tl::unexpected(error);
}

} // namespace

Result<void> writeArchive(const QString &path, const QList<ArchivePart> &parts)
{
    const QString aside = QStringLiteral("%1.%2.part").arg(path).arg(QCoreApplication::applicationPid());
    auto written = writeZip(aside, parts);
    if (!written) {
        QFile::remove(aside);
        core::Error error = written.error();
        if (error.where == aside)
            error.where = path;
        return tl::unexpected(error);
    }
    const bool placed = syncPath(aside, O_RDONLY) && ::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData()) == 0;
    if (!placed) {
        const QString why = QString::fromLocal8Bit(strerror(errno));
        QFile::remove(aside);
        return fail(ErrorKind::CannotWrite, path, why);
    }
    syncPath(QFileInfo(path).absolutePath(), O_RDONLY | O_DIRECTORY);
    return {};
}

} // namespace countersign::exchange
