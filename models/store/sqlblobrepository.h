// BlobRepository on SQL.
#pragma once

#include "core/blobrepository.h"

namespace countersign::store {

class Database;

// One object per connection, in its thread. The digest is the caller's word: it is checked where blobs are read for a purpose
// (ledger/blob.h), not at every load. Saving a digest that is there already changes nothing.
class SqlBlobRepository final : public core::BlobRepository {
public:
    explicit SqlBlobRepository(Database &database) : m_database(database) {}

    // BadValue for a digest or a salt of another form.
    core::Result<void> saveBlob(const core::StoredBlob &blob) override;
    core::Result<std::optional<core::StoredBlob>> loadBlob(const QString &digest) override;
    core::Result<bool> readBlob(const QString &digest, core::BlobTaker &taker) override;
    core::Result<void> removeBlob(const QString &digest) override;

private:
    core::Result<void> readContent(qint64 key, qint64 size, core::BlobTaker &taker);

    Database &m_database;
};

} // namespace countersign::store
