// Port: salted blobs by digest (received lines, evidence files, outcomes, rationales). Calls that change need a UnitOfWork::write.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <optional>

namespace countersign::core {

struct StoredBlob {
    QString digest;     // "sha256:…" over salt and content (ledger.md)
    QByteArray salt;    // 32 bytes
    QByteArray content;
    bool operator==(const StoredBlob &) const = default;
};

class BlobRepository {
public:
    virtual ~BlobRepository() = default;
    virtual Result<void> saveBlob(const StoredBlob &blob) = 0;
    // Nothing when it was never there or has been redacted.
    virtual Result<std::optional<StoredBlob>> loadBlob(const QString &digest) = 0;
    // Redaction: salt and content go; nothing when they are gone already.
    virtual Result<void> removeBlob(const QString &digest) = 0;
};

} // namespace countersign::core
