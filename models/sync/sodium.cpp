#include "sync/sodium.h"

#include <QtEndian>
#include <sodium.h>

namespace countersign::sync {

namespace {

static_assert(nonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES && tagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES
              && keyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES && keyBytes == crypto_kdf_KEYBYTES);

const unsigned char *raw(QByteArrayView bytes)
{
    static constexpr unsigned char nothing = 0;
    return bytes.isEmpty() ? &nothing : reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned long long length(QByteArrayView bytes)
{
    return static_cast<unsigned long long>(bytes.size());
}

bool openInto(unsigned char *into, const ledger::Secret &key, QByteArrayView sealed, QByteArrayView tag, QByteArrayView additional)
{
    const QByteArrayView content = sealed.sliced(nonceBytes);
    return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(into, nullptr, raw(content), length(content), raw(tag), raw(additional), length(additional),
                                                               raw(sealed), key.data())
        == 0;
}

bool hasForm(QByteArrayView sealed, QByteArrayView tag)
{
    return sealed.size() >= nonceBytes && tag.size() == tagBytes;
}

} // namespace

Sealed seal(const ledger::Secret &key, QByteArrayView content, QByteArrayView additional)
{
    Sealed made{ledger::randomBytes(nonceBytes), QByteArray(tagBytes, '\0')};
    made.bytes.resize(nonceBytes + content.size());
    auto *const bytes = reinterpret_cast<unsigned char *>(made.bytes.data());
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(bytes + nonceBytes, reinterpret_cast<unsigned char *>(made.tag.data()), nullptr, raw(content),
                                                        length(content), raw(additional), length(additional), nullptr, bytes, key.data());
    return made;
}

std::optional<QByteArray> unseal(const ledger::Secret &key, QByteArrayView sealed, QByteArrayView tag, QByteArrayView additional)
{
    if (!hasForm(sealed, tag))
        return std::nullopt;
    QByteArray content(sealed.size() - nonceBytes, '\0');
    return openInto(reinterpret_cast<unsigned char *>(content.data()), key, sealed, tag, additional) ? std::optional(content) : std::nullopt;
}

std::optional<ledger::Secret> unsealSecret(const ledger::Secret &key, QByteArrayView sealed, QByteArrayView tag, QByteArrayView additional)
{
    if (!hasForm(sealed, tag))
        return std::nullopt;
    ledger::Secret content(sealed.size() - nonceBytes);
    if (!openInto(content.data(), key, sealed, tag, additional))
        return std::nullopt;
    return content;
}

QByteArray keyed(const ledger::Secret &key, QByteArrayView message)
{
    QByteArray hash(keyBytes, '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), size_t(keyBytes), raw(message), length(message), key.data(), size_t(key.size()));
    return hash;
}

ledger::Secret keyedSecret(const ledger::Secret &key, QByteArrayView message)
{
    ledger::Secret hash(keyBytes);
    crypto_generichash(hash.data(), size_t(keyBytes), raw(message), length(message), key.data(), size_t(key.size()));
    return hash;
}

ledger::Secret subkey(const ledger::Secret &key, quint64 number)
{
    ledger::Secret made(keyBytes);
    crypto_kdf_derive_from_key(made.data(), size_t(keyBytes), number, "cs-cells", key.data());
    return made;
}

QByteArray bigEndian(quint64 number)
{
    QByteArray bytes(sizeof number, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

} // namespace countersign::sync
