#include "ledger/unlockedkey.h"

#include "ledger/sodiumready.h"

#include <cstring>

namespace countersign::ledger {

namespace {

// Opens guarded memory for the life of this object.
class Access {
public:
    explicit Access(unsigned char *bytes) : m_bytes(bytes) { sodium_mprotect_readonly(m_bytes); }
    ~Access() { sodium_mprotect_noaccess(m_bytes); }
    Access(const Access &) = delete;
    Access &operator=(const Access &) = delete;

private:
    unsigned char *m_bytes;
};

} // namespace

UnlockedKey::UnlockedKey(core::PersonId owner, Secret seed)
    : m_owner(std::move(owner)), m_publicKey(crypto_sign_PUBLICKEYBYTES, '\0'), m_secretKey(crypto_sign_SECRETKEYBYTES)
{
    Q_ASSERT(seed.size() == crypto_sign_SEEDBYTES);
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char *>(m_publicKey.data()), m_secretKey.data(), seed.data());
    sodium_mprotect_noaccess(m_secretKey.data());
    m_fingerprint = sha256(m_publicKey);
}

UnlockedKey::~UnlockedKey() = default; // Secret wipes, whatever the protection

std::unique_ptr<UnlockedKey> UnlockedKey::generate(core::PersonId owner)
{
    return std::make_unique<UnlockedKey>(std::move(owner), Secret::random(crypto_sign_SEEDBYTES));
}

QByteArray UnlockedKey::sign(QByteArrayView message) const
{
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    const std::lock_guard lock(m_guard);
    auto *secretKey = const_cast<unsigned char *>(m_secretKey.data());
    const Access access(secretKey);
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char *>(message.data()), static_cast<unsigned long long>(message.size()),
                         secretKey);
    return signature;
}

Secret UnlockedKey::seed() const
{
    const std::lock_guard lock(m_guard);
    auto *secretKey = const_cast<unsigned char *>(m_secretKey.data());
    const Access access(secretKey);
    return Secret::copyOf({secretKey, qsizetype(crypto_sign_SEEDBYTES)});
}

} // namespace countersign::ledger
