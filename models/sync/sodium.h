// Sealing and keyed hashes for workspaces; private to this library.
#pragma once

#include "core/result.h"
#include "ledger/secret.h"

namespace countersign::sync {

inline constexpr qsizetype nonceBytes = 24;
inline constexpr qsizetype tagBytes = 16;
inline constexpr qsizetype keyBytes = 32;

struct Sealed {
    QByteArray bytes; // nonce ‖ sealed content
    QByteArray tag;
};
// XChaCha20-Poly1305 under a fresh nonce.
Sealed seal(const ledger::Secret &key, QByteArrayView content, QByteArrayView additional);
// Nothing if a single bit of any of them is not what was sealed.
std::optional<QByteArray> unseal(const ledger::Secret &key, QByteArrayView sealed, QByteArrayView tag, QByteArrayView additional);
std::optional<ledger::Secret> unsealSecret(const ledger::Secret &key, QByteArrayView sealed, QByteArrayView tag, QByteArrayView additional);

// BLAKE2b-256 under a key.
QByteArray keyed(const ledger::Secret &key, QByteArrayView message);
ledger::Secret keyedSecret(const ledger::Secret &key, QByteArrayView message);
// The numbered subkey of a key.
ledger::Secret subkey(const ledger::Secret &key, quint64 number);

QByteArray bigEndian(quint64 number);

} // namespace countersign::sync
