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

// Takes a blob's content as it comes. A failure of either ends the reading and becomes its answer.
class BlobTaker {
public:
    virtual ~BlobTaker() = default;
    virtual Result<void> begin(QByteArrayView salt, qint64 size) = 0;
    virtual Result<void> take(QByteArrayView piece) = 0; // in order, until `size` bytes have come
};

class BlobRepository {
public:
    virtual ~BlobRepository() = default;
    virtual Result<void> saveBlob(const StoredBlob &blob) = 0;
    // Nothing when it was never there or has been redacted.
    virtual Result<std::optional<StoredBlob>> loadBlob(const QString &digest) = 0;
    // The same in pieces, so that a large one is nowhere whole; false where loadBlob gives nothing. Where an engine knows no pieces: in one.
    virtual Result<bool> readBlob(const QString &digest, BlobTaker &taker)
    {
        const auto blob = loadBlob(digest);
        if (!blob || !*blob)
            return blob.map([](const auto &) { return false; });
        return taker.begin((*blob)->salt, (*blob)->content.size()).and_then([&] { return taker.take((*blob)->content); }).map([] { return true; });
    }
    // Redaction: salt and content go; nothing when they are gone already.
    virtual Result<void> removeBlob(const QString &digest) = 0;
};

} // namespace countersign::core
