#include "ledger/blob.h"

#include "ledger/secret.h"

namespace countersign::ledger {

namespace {

constexpr qsizetype saltSize = 32;
constexpr QByteArrayView label = "countersign.blob/v1\n";

} // namespace

BlobDigest::BlobDigest(QByteArrayView salt)
{
    m_hash.add(label);
    m_hash.add(salt);
}

Hash blobDigest(QByteArrayView salt, QByteArrayView content)
{
    thread_local Sha256 hasher;
    hasher.add(label);
    hasher.add(salt);
    hasher.add(content);
    return hasher.finish();
}

Hash Blob::digest() const
{
    return blobDigest(salt, content);
}

QByteArray Blob::fileBytes() const
{
    return salt + content;
}

Blob newBlob(QByteArray content)
{
    return {randomBytes(saltSize), std::move(content)};
}

core::Result<Blob> readBlobFile(const QByteArray &bytes)
{
    if (bytes.size() < saltSize)
        return core::fail(core::ErrorKind::Malformed, {}, QStringLiteral("salt"));
    return Blob{bytes.first(saltSize), bytes.sliced(saltSize)};
}

} // namespace countersign::ledger
