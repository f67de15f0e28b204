#include "ledger/sealing.h"

#include "ledger/sodiumready.h"

namespace countersign::ledger {

using core::ErrorKind;
using core::fail;

namespace {

constexpr quint64 memoryCeiling = quint64(1) << 30;
constexpr quint32 passesCeiling = 16;

} // namespace

bool isAllowed(const SealCost &cost)
{
    return cost.memoryBytes >= SealCost::floor().memoryBytes && cost.memoryBytes <= memoryCeiling
           && cost.passes >= SealCost::floor().passes && cost.passes <= passesCeiling;
}

core::Result<Secret> derive(const Secret &passphrase, QByteArrayView salt, const SealCost &cost)
{
    readySodium();
    Secret key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    static constexpr char nothing = 0;
    const char *typed = passphrase.isEmpty() ? &nothing : reinterpret_cast<const char *>(passphrase.data());
    if (crypto_pwhash(key.data(), static_cast<unsigned long long>(key.size()), typed,
                      static_cast<unsigned long long>(passphrase.size()), reinterpret_cast<const unsigned char *>(salt.data()),
                      cost.passes, size_t(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fail(ErrorKind::TooLarge, {}, QStringLiteral("memory"));
    return key;
}

} // namespace countersign::ledger
