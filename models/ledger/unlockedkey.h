// An Ed25519 key ready to sign. The seed is in guarded memory without access except during a signature, and is wiped at the end.
#pragma once

#include "core/ids.h"
#include "ledger/hash.h"
#include "ledger/secret.h"

#include <QStringList>
#include <mutex>

namespace countersign::ledger {

// Not copied, not moved: held by unique_ptr and dropped to lock. sign() may be called from any thread.
class UnlockedKey {
public:
    // A key of this owner from its 32-byte seed.
    UnlockedKey(core::PersonId owner, Secret seed);
    ~UnlockedKey();
    UnlockedKey(const UnlockedKey &) = delete;
    UnlockedKey &operator=(const UnlockedKey &) = delete;

    static std::unique_ptr<UnlockedKey> generate(core::PersonId owner);

    const core::PersonId &owner() const { return m_owner; }
    const QByteArray &publicKey() const { return m_publicKey; }    // 32 bytes
    const Hash &fingerprint() const { return m_fingerprint; }      // F
    QByteArray sign(QByteArrayView message) const;                 // 64 bytes
    // A copy of the seed, for sealing it anew.
    Secret seed() const;

private:
    core::PersonId m_owner;
    QByteArray m_publicKey;
    Hash m_fingerprint;
    mutable std::mutex m_guard;
    Secret m_secretKey; // seed ‖ public key, as libsodium keeps it
};

// Eight words that two people read to each other before an enrolment is confirmed: the first 64 bits of F.
QStringList fingerprintWords(const Hash &fingerprint);

} // namespace countersign::ledger
