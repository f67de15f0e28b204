#include "store/sqlblobrepository.h"

#include "store/database.h"
#include "store/rowmapping.h"

namespace countersign::store {

using core::Result;
using core::StoredBlob;

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
