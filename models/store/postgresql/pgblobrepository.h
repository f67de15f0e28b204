// BlobRepository on a server: saved with the statement that names them.
#pragma once

#include "core/blobrepository.h"

namespace countersign::store {

class PgConnection;
class PgOutbox;

// One object per connection, in its thread. Blobs that one may not see are not there. Removal is the server's, with the redaction.
class PgBlobRepository final : public core::BlobRepository {
public:
    PgBlobRepository(PgConnection &connection, PgOutbox &outbox) : m_connection(connection), m_outbox(outbox) {}

    core::Result<void> saveBlob(const core::StoredBlob &blob) override;
    core::Result<std::optional<core::StoredBlob>> loadBlob(const QString &digest) override;
    core::Result<void> removeBlob(const QString &digest) override;

private:
    PgConnection &m_connection;
    PgOutbox &m_outbox;
};

} // namespace countersign::store
