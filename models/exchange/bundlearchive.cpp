#include "exchange/bundlearchive.h"

#include <QFile>
#include <QtEndian>

#include <zip.h>

namespace countersign::exchange {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr zip_int64_t mostFiles = 20'000'000;
constexpr quint64 mostBytes = quint64(64) << 30; // of all files together, unpacked
constexpr qsizetype step = 1 << 20;
constexpr zip_uint32_t fileTypeMask = 0170000;
constexpr zip_uint32_t ordinaryFile = 0100000;

using Entry = std::unique_ptr<zip_file_t, int (*)(zip_file_t *)>;

tl::unexpected<core::Error> malformed(const QByteArray &name, const char *what)
{
    return fail(ErrorKind::Malformed, QString::fromUtf8(name), QLatin1String(what));
}

// Where the central directory ends by what the records at the end of the file say, or -1: readers that looked for another end of it
// could be shown another content.
qint64 directoryEnd(QFile &file)
{
    constexpr qint64 endRecord = 22;
    constexpr qint64 locator = 20;
    constexpr qint64 wideRecord = 56;
    const qint64 size = file.size();
    const auto at = [&](qint64 place, qint64 length) { return file.seek(place) ? file.read(length) : QByteArray(); };
    const QByteArray end = at(size - endRecord, endRecord);
    if (!end.startsWith("PK\5\6") || !end.endsWith(QByteArray(2, '\0')))
        return -1;
    const quint32 narrow = qFromLittleEndian<quint32>(end.constData() + 16);
    if (narrow != 0xFFFFFFFF && qFromLittleEndian<quint16>(end.constData() + 10) != 0xFFFF)
        return qint64(narrow) + qFromLittleEndian<quint32>(end.constData() + 12) == size - endRecord ? size - endRecord : -1;
    const QByteArray found = at(size - endRecord - locator, locator);
    const qint64 wideAt = size - endRecord - locator - wideRecord;
    const QByteArray wide = at(wideAt, wideRecord);
    if (!found.startsWith("PK\6\7") || !wide.startsWith("PK\6\6") || qFromLittleEndian<qint64>(found.constData() + 8) != wideAt)
        return -1;
    return qFromLittleEndian<qint64>(wide.constData() + 48) + qFromLittleEndian<qint64>(wide.constData() + 40) == wideAt ? wideAt : -1;
}

const char *whyNotOrdinary(zip_t *archive, zip_uint64_t index, const zip_stat_t &status)
{
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if ((status.valid & needed) != needed || status.encryption_method != ZIP_EM_NONE)
        return "encrypted";
    if (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)
        return "compression";
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0)
        return "zip";
    const zip_uint32_t type = (attributes >> 16) & fileTypeMask;
    if (system == ZIP_OPSYS_UNIX && type != 0 && type != ordinaryFile)
        return "not an ordinary file";
    zip_uint32_t length = 0;
    if (zip_file_get_comment(archive, index, &length, ZIP_FL_ENC_RAW); length != 0)
        return "comment";
    return nullptr;
}

} // namespace

Result<BundleArchive> BundleArchive::open(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::CannotRead, path, file.errorString());
    if (!file.peek(4).startsWith("PK\3\4") || directoryEnd(file) < 0)
        return malformed({}, "zip");
    int code = 0;
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY | ZIP_CHECKCONS, &code);
    if (!archive)
        return code == ZIP_ER_OPEN || code == ZIP_ER_READ ? fail(ErrorKind::CannotRead, path) : malformed({}, "zip");
    BundleArchive opened;
    opened.m_archive = std::shared_ptr<void>(archive, [](void *one) { zip_discard(static_cast<zip_t *>(one)); });
    if (const auto read = opened.readDirectory(); !read)
        return tl::unexpected(read.error());
    return opened;
}

Result<void> BundleArchive::readDirectory()
{
    auto *archive = static_cast<zip_t *>(m_archive.get());
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    int length = 0;
    zip_get_archive_comment(archive, &length, ZIP_FL_ENC_RAW);
    if (count > mostFiles || length > 0)
        return malformed({}, length > 0 ? "comment" : "too many files");
    quint64 total = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t status;
        if (zip_stat_index(archive, zip_uint64_t(i), ZIP_FL_ENC_RAW, &status) != 0)
            return malformed({}, "zip");
        const QByteArray name(status.name);
        if (const char *why = whyNotOrdinary(archive, zip_uint64_t(i), status))
            return malformed(name, why);
        if (m_indexes.contains(name))
            return malformed(name, "twice");
        if (status.size > mostBytes || (total += status.size) > mostBytes)
            return malformed(name, "too large");
        m_indexes.insert(name, {quint64(i), qint64(status.size)});
    }
    return {};
}

Result<QByteArray> BundleArchive::read(const QByteArray &name, qint64 limit) const
{
    const auto place = m_indexes.constFind(name);
    if (place == m_indexes.constEnd())
        return malformed(name, "missing file");
    if (place->size > limit)
        return malformed(name, "too large");
    const Entry entry(zip_fopen_index(static_cast<zip_t *>(m_archive.get()), place->index, 0), zip_fclose);
    if (!entry)
        return malformed(name, "zip");
    QByteArray bytes;
    for (;;) { // in steps: what a zip says of a size is not to be believed
        const qsizetype kept = bytes.size();
        bytes.resize(kept + std::min<qsizetype>(step, place->size - kept + 1));
        const zip_int64_t got = zip_fread(entry.get(), bytes.data() + kept, zip_uint64_t(bytes.size() - kept));
        bytes.resize(kept + qsizetype(std::max<zip_int64_t>(got, 0)));
        if (got < 0)
            return malformed(name, "zip checksum");
        if (bytes.size() > place->size || (got == 0 && bytes.size() != place->size))
            return malformed(name, "size");
        if (got == 0)
            return bytes;
    }
}

} // namespace countersign::exchange
