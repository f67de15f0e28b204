// The person who acts, with the unlocked key that signs for them: made by signIn, gone with sign-out or lock.
#pragma once

#include "core/reviewer.h"
#include "ledger/signstatement.h"
#include "ledger/unlockedkey.h"
#include "workflow/keyring.h"
#include "workflow/watchrecord.h"

#include <memory>

namespace countersign::workflow {

// A passphrase in guarded memory, wiped with its last owner. Made by ledger::Secret::fromTyped or fromUtf8.
using SharedSecret = std::shared_ptr<const ledger::Secret>;
SharedSecret typedSecret(QStringView typed);

class SigningState;

// Copies share one key, which any thread may sign with.
struct ActingPerson {
    core::Person person;
    std::shared_ptr<const ledger::UnlockedKey> key;
    ledger::Signer signer;     // store, printed name, device, basis, software
    ledger::SigningMode auth = ledger::SigningMode::Light; // how the next statement is signed: light, unless proveSigning made it more
    std::shared_ptr<SigningState> signing;                 // what was shown since signing in; see signing.h
    QString keyringFolder;     // for what this installation remembers of the store
    std::optional<Reopened> reopened; // found at this sign-in: to be told
};

// "countersign 0.1.0", as statements name the program.
QString softwareName();

// Unlocks the person's key, then holds the record against what this installation remembers (watchrecord.h): a store that fails is not
// worked with. Unknown person, missing key and wrong passphrase cost the same time and are all WrongSecret;
// PersonDisabled only after the right one. A wrong secret is kept as a security event where the store can be written. 0.3 to 1 s.
core::Result<ActingPerson> signIn(const Ports &ports, const Keyring &keyring, const core::PersonId &person, const ledger::Secret &secret);

} // namespace countersign::workflow
