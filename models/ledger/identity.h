// Where a person's key file is kept on this machine, and the way from a passphrase to an unlocked key.
#pragma once

#include "ledger/keyfile.h"

namespace countersign::ledger {

// A person, signed in: what is needed to sign and to log in.
struct Identity {
    core::StoreId store;
    std::unique_ptr<UnlockedKey> key;
    Secret rolePassword;
    Secret pinVerifier;     // empty: no PIN set
};

// <folder>/keys/<store>/<person as a token, safe as a file name>.key
QString keyFilePath(const QString &folder, const core::StoreId &store, const core::PersonId &person);

// Makes a fresh key, seals it and saves its file. PersonExists if there is one already.
core::Result<Identity> createIdentity(const QString &folder, const core::StoreId &store, const core::PersonId &person, const Secret &passphrase,
                                      const SealCost &cost = {});
// Opens it. WrongSecret also where there is no key file for this person, after the same time. Takes 0.3 to 1 s: not in the window's thread.
core::Result<Identity> unlockIdentity(const QString &folder, const core::StoreId &store, const core::PersonId &person, const Secret &passphrase);
// Seals the same seed anew (another passphrase, another PIN verifier or cost).
core::Result<void> resealIdentity(const QString &folder, const Identity &identity, const Secret &passphrase, const SealCost &cost = {});

// A key that was replaced while a workspace still lay under it: kept under this name until that is returned. It opens the workspace, so that what
// was signed in it is not lost; at the store it signs no more.
QString earlierKeyFilePath(const QString &keyFile);
// WrongSecret also where there is none.
core::Result<Identity> unlockEarlierIdentity(const QString &folder, const core::StoreId &store, const core::PersonId &person, const Secret &passphrase);

// While a key is replaced the old file lies aside under this name, until the store has the new key.
QString replacedKeyFilePath(const QString &keyFile);
// After a replacement that was cut off: of the two files the one whose key is enrolled (hex fingerprint) gets the name, the other goes. Without
// effect when nothing lies aside, or when neither is the enrolled one.
void settleReplacedKey(const QString &folder, const core::StoreId &store, const core::PersonId &person, const QByteArray &enrolled);

} // namespace countersign::ledger
