// What people do with their own sealed key on this computer: another passphrase, a PIN. The key stays the same, so the ledger is not asked.
#pragma once

#include "workflow/signing.h"

namespace countersign::workflow {

inline constexpr int shortestPin = 6;

// WeakSecret: fewer than six signs ("pin-length"), or one sign or a row of neighbours ("pin-row").
core::Result<void> checkPin(const ledger::Secret &pin);

// Seals the key under `next`. WrongSecret where `current` does not open it (kept as a security event), WeakSecret.
core::Result<void> changePassphrase(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const SharedSecret &current,
                                    const SharedSecret &next);
// Sets the PIN for routes that ask for one, or replaces it; this sign-in knows it at once. WrongSecret, WeakSecret.
core::Result<void> changePin(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const SharedSecret &passphrase, const SharedSecret &pin);

} // namespace countersign::workflow
