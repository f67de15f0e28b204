// Signing modes (policy): light needs no more than being signed in; part11 asks for passphrase and PIN at the first signature after signing in
// and for the PIN at every later one; strict asks for both each time. Locking or idling ends with signing in anew, so all is asked again.
#pragma once

#include "workflow/actingperson.h"

#include <mutex>

namespace countersign::workflow {

// What a person has to show before a signature counts.
enum class Asks { Nothing, Pin, PassphraseAndPin };

// What they showed.
struct SigningProof {
    SharedSecret passphrase;
    SharedSecret pin;
};

// What one sign-in remembers between signatures. Shared by the copies of an ActingPerson, so any thread may ask.
class SigningState {
public:
    static constexpr int wrongPins = 5; // then nothing more is signed before signing in anew

    explicit SigningState(ledger::Secret pinVerifier) : m_pinVerifier(std::move(pinVerifier)) {}

    bool hasPin() const;
    bool locked() const;
    bool begun() const;      // passphrase and PIN were given for a signature that was recorded
    void begin();
    void setPin(ledger::Secret pinVerifier);
    // Whether this is the PIN; counts wrong ones in a row.
    bool check(const ledger::Secret &pin);

private:
    mutable std::mutex m_guard;
    ledger::Secret m_pinVerifier;
    int m_wrong = 0;
    bool m_begun = false;
};

// `mode`: of the case's route (light, part11, strict).
Asks asksFor(const ActingPerson &acting, const QString &mode);
// Before anything is asked: NotAllowed (detail: "pin-not-set", or "signing-locked" after five wrong PINs) where no answer would be enough.
core::Result<void> demandPin(const ActingPerson &acting);

// The person as who signs now; their statements then say how. WrongSecret (detail: "passphrase" or "pin"), or as demandPin(). Wrong ones are kept
// as security events. 0.1 to 1 s where something is asked.
core::Result<ActingPerson> proveSigning(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const QString &mode,
                                        const SigningProof &proof);

// Whether a statement signed that way is enough for a route of this mode.
bool satisfies(ledger::SigningMode auth, const QString &mode);
// PolicyUnmet (detail: "signing" and the mode) where the person has shown less than the route asks for.
core::Result<void> demandSigningMode(const core::CaseRoute &route, const ActingPerson &acting);
// After what was signed has been recorded.
void noteSigned(const ActingPerson &acting);

} // namespace countersign::workflow
