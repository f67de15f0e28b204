// The sealed key file: a person's seed and role password under argon2id and XChaCha20-Poly1305 (format: FORMAT.md, "Key file").
#pragma once

#include "core/result.h"
#include "ledger/unlockedkey.h"

namespace countersign::ledger {

// What it costs to try one passphrase. Files that ask for more than 1 GiB or 16 passes, or less than the floor, are refused.
struct SealCost {
    quint64 memoryBytes = quint64(256) << 20;
    quint32 passes = 3;
    bool operator==(const SealCost &) const = default;
    static SealCost floor() { return {quint64(64) << 20, 3}; }
};

struct KeyFileHeader {
    core::StoreId store;
    core::PersonId person;
    QByteArray publicKey;   // 32 bytes
    SealCost cost;
    bool operator==(const KeyFileHeader &) const = default;
};

// What is under the seal.
struct KeySecrets {
    Secret seed;            // 32 bytes
    Secret rolePassword;    // 32 random bytes: the database login, never typed by anybody
    Secret pinVerifier;     // empty, or as pinVerifier() made it
};

// A fresh seed and role password.
KeySecrets newKeySecrets();

// The bytes of a key file. WeakSecret is not checked here (passphrase.h).
core::Result<QByteArray> sealKey(const core::StoreId &store, const core::PersonId &person, const KeySecrets &secrets, const Secret &passphrase,
                                 const SealCost &cost = {});
// Reads only what is in clear. BadKeyFile for anything that is not a whole key file of a known version.
core::Result<KeyFileHeader> readKeyFileHeader(QByteArrayView bytes);
// WrongSecret if the passphrase does not open it or any byte was changed; the time is the same as for a right one.
core::Result<KeySecrets> openKey(QByteArrayView bytes, const Secret &passphrase);
// Spends the time of a wrong passphrase: for a person who has no key file here. Always WrongSecret.
core::Result<KeySecrets> openNothing(const Secret &passphrase, const SealCost &cost = {});

// The whole file, atomically: temporary file, mode 0600, fsync, rename, fsync of the folder. CannotWrite or DiskFull; the old file stays then.
core::Result<void> saveKeyFile(const QString &path, const QByteArray &bytes);
// CannotRead if it is not there or longer than a key file can be.
core::Result<QByteArray> loadKeyFile(const QString &path);

// A random-salted verifier of a PIN, and the check against it. Sealed with the seed: never in clear on a disk.
Secret pinVerifier(const Secret &pin);
bool pinMatches(const Secret &pin, const Secret &verifier);

} // namespace countersign::ledger
