// Blobs: content kept beside the log under a salted digest, so that deleting salt and content leaves nothing that can be guessed.
#pragma once

#include "core/result.h"
#include "ledger/hash.h"

namespace countersign::ledger {

struct Blob {
    QByteArray salt;    // 32 bytes
    QByteArray content;
    bool operator==(const Blob &) const = default;

    // SHA-256("countersign.blob/v1" ‖ 0x0A ‖ salt ‖ content); the content is not copied.
    Hash digest() const;
    // The bytes of a blob file: salt ‖ content.
    QByteArray fileBytes() const;
};

// A blob of this content under a fresh random salt.
Blob newBlob(QByteArray content);
// The digest alone, of content held elsewhere; `salt` has 32 bytes.
Hash blobDigest(QByteArrayView salt, QByteArrayView content);
// The same of content that comes in pieces.
class BlobDigest {
public:
    explicit BlobDigest(QByteArrayView salt);
    void add(QByteArrayView piece) { m_hash.add(piece); }
    Hash finish() { return m_hash.finish(); }

private:
    Sha256 m_hash;
};
// The blob in these file bytes; Malformed if shorter than a salt.
core::Result<Blob> readBlobFile(const QByteArray &bytes);

} // namespace countersign::ledger
