#include "store/sqlblobrepository.h"

#include "store/database.h"
#include "store/rowmapping.h"

#include <sqlite3.h>

namespace countersign::store {

using core::Result;
using core::StoredBlob;

namespace {
constexpr qint64 pieceSize = 1 << 20;
}

Result<void> SqlBlobRepository::saveBlob(const StoredBlob &blob)
{
    if (auto writing = m_database.mustBeWriting("saveBlob"); !writing)
        return writing;
    const Result<QByteArray> digest = digestBytes(blob.digest, QStringLiteral("blob"));
    if (!digest)
        return tl::unexpected(digest.error());
    if (blob.salt.size() != 32)
        return core::fail(core::ErrorKind::BadValue, blob.digest, QStringLiteral("salt"));
    NativeStatement save = m_database.native("blobs/save");
    return save.bindBlob(*digest).bindBlob(blob.salt).bindBlob(blob.content).run();
}

Result<std::optional<StoredBlob>> SqlBlobRepository::loadBlob(const QString &digest)
{
    const Result<QByteArray> bytes = digestBytes(digest, QStringLiteral("blob"));
    if (!bytes)
        return tl::unexpected(bytes.error());
    NativeStatement load = m_database.native("blobs/load");
    const Result<bool> row = load.bindBlob(*bytes).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<StoredBlob>();
    return std::optional(StoredBlob{digest, load.bytes(0).toByteArray(), load.bytes(1).toByteArray()});
}

Result<bool> SqlBlobRepository::readBlob(const QString &digest, core::BlobTaker &taker)
{
    const Result<QByteArray> bytes = digestBytes(digest, QStringLiteral("blob"));
    if (!bytes)
        return tl::unexpected(bytes.error());
    bool found = false;
    const Result<void> read = m_database.read([&]() -> Result<void> {
        NativeStatement find = m_database.native("blobs/find");
        const Result<bool> row = find.bindBlob(*bytes).next();
        if (!row || !*row)
            return row.map([](bool) {});
        found = true;
        const qint64 size = find.number(2);
        return taker.begin(find.bytes(1), size).and_then([&] { return readContent(find.number(0), size, taker); });
    });
    return read.map([&] { return found; });
}

Result<void> SqlBlobRepository::readContent(qint64 key, qint64 size, core::BlobTaker &taker)
{
    const auto content = m_database.openBlob("blob", "content", key);
    if (!content)
        return tl::unexpected(content.error());
    QByteArray piece(std::min(size, pieceSize), Qt::Uninitialized);
    for (qint64 at = 0; at < size; at += pieceSize) {
        piece.resize(std::min(pieceSize, size - at));
        if (sqlite3_blob_read(content->get(), piece.data(), int(piece.size()), int(at)) != SQLITE_OK)
            return tl::unexpected(m_database.failure("blobs/read"));
        if (auto taken = taker.take(piece); !taken)
            return taken;
    }
    return {};
}

Result<void> SqlBlobRepository::removeBlob(const QString &digest)
{
    if (auto writing = m_database.mustBeWriting("removeBlob"); !writing)
        return writing;
    const Result<QByteArray> bytes = digestBytes(digest, QStringLiteral("blob"));
    if (!bytes)
        return tl::unexpected(bytes.error());
    NativeStatement remove = m_database.native("blobs/remove");
    return remove.bindBlob(*bytes).run();
}

} // namespace countersign::store
