#include "store/postgresql/pgblobrepository.h"

#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgoutbox.h"
#include "store/rowmapping.h"

namespace countersign::store {

using core::Result;
using core::StoredBlob;

Result<void> PgBlobRepository::saveBlob(const StoredBlob &blob)
{
    return m_connection.mustBeWriting("saveBlob").map([&] { m_outbox.add(blob); });
}

Result<std::optional<StoredBlob>> PgBlobRepository::loadBlob(const QString &digest)
{
    if (const auto gathered = m_outbox.blob(digest))
        return gathered;
    const auto bytes = digestBytes(digest, QStringLiteral("blob"));
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto rows = m_connection.run("people/blob", PgValues().bytes(*bytes));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<StoredBlob>();
    return std::optional(StoredBlob{digest, rows->bytes(0, 0), rows->bytes(0, 1)});
}

Result<void> PgBlobRepository::removeBlob(const QString &)
{
    return m_connection.mustBeWriting("removeBlob");
}

} // namespace countersign::store
