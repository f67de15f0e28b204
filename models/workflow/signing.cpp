#include "workflow/signing.h"

#include "ledger/identity.h"
#include "workflow/securityevents.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using ledger::SigningMode;

namespace {

int strengthOf(SigningMode mode)
{
    switch (mode) {
    case SigningMode::Light:
        return 0;
    case SigningMode::Part11First:
    case SigningMode::Part11Next:
        return 1;
    case SigningMode::Strict:
        return 2;
    }
    return 0;
}

int strengthOf(const QString &mode)
{
    return mode == u"strict" ? 2 : mode == u"light" ? 0 : 1;
}

Result<void> checkPassphrase(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const SharedSecret &passphrase)
{
    const auto opened = passphrase ? ledger::unlockIdentity(keyring.folder, acting.signer.store, acting.person.id, *passphrase)
                                   : Result<ledger::Identity>(fail(ErrorKind::WrongSecret));
    if (opened && opened->key->fingerprint() == acting.key->fingerprint())
        return {};
    if (!opened && opened.error().kind != ErrorKind::WrongSecret)
        return tl::unexpected(opened.error());
    keepSecurityEvent(ports, QStringLiteral("wrong-secret"), acting.person.id);
    return fail(ErrorKind::WrongSecret, acting.person.id.value, QStringLiteral("passphrase"));
}

Result<void> checkPin(const Ports &ports, const ActingPerson &acting, const SharedSecret &pin)
{
    if (pin && acting.signing->check(*pin))
        return {};
    keepSecurityEvent(ports, acting.signing->locked() ? QStringLiteral("pin-locked") : QStringLiteral("wrong-pin"), acting.person.id);
    if (acting.signing->locked())
        return fail(ErrorKind::NotAllowed, acting.person.id.value, QStringLiteral("signing-locked"));
    return fail(ErrorKind::WrongSecret, acting.person.id.value, QStringLiteral("pin"));
}

} // namespace

bool SigningState::hasPin() const
{
    const std::lock_guard lock(m_guard);
    return !m_pinVerifier.isEmpty();
}

void SigningState::setPin(ledger::Secret pinVerifier)
{
    const std::lock_guard lock(m_guard);
    m_pinVerifier = std::move(pinVerifier);
}

bool SigningState::locked() const
{
    const std::lock_guard lock(m_guard);
    return m_wrong >= wrongPins;
}

bool SigningState::begun() const
{
    const std::lock_guard lock(m_guard);
    return m_begun;
}

void SigningState::begin()
{
    const std::lock_guard lock(m_guard);
    m_begun = true;
}

bool SigningState::check(const ledger::Secret &pin)
{
    const std::lock_guard lock(m_guard);
    if (m_wrong >= wrongPins)
        return false;
    const bool right = ledger::pinMatches(pin, m_pinVerifier);
    m_wrong = right ? 0 : m_wrong + 1;
    return right;
}

Asks asksFor(const ActingPerson &acting, const QString &mode)
{
    if (strengthOf(mode) == 0)
        return Asks::Nothing;
    return strengthOf(mode) == 1 && acting.signing && acting.signing->begun() ? Asks::Pin : Asks::PassphraseAndPin;
}

Result<void> demandPin(const ActingPerson &acting)
{
    if (!acting.signing || !acting.signing->hasPin())
        return fail(ErrorKind::NotAllowed, acting.person.id.value, QStringLiteral("pin-not-set"));
    if (acting.signing->locked())
        return fail(ErrorKind::NotAllowed, acting.person.id.value, QStringLiteral("signing-locked"));
    return {};
}

Result<ActingPerson> proveSigning(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const QString &mode,
                                  const SigningProof &proof)
{
    const Asks asks = asksFor(acting, mode);
    ActingPerson proven = acting;
    proven.auth = SigningMode::Light;
    if (asks == Asks::Nothing)
        return proven;
    if (const auto has = demandPin(acting); !has)
        return tl::unexpected(has.error());
    const auto passphrase = asks == Asks::PassphraseAndPin ? checkPassphrase(ports, keyring, acting, proof.passphrase) : Result<void>();
    if (const auto shown = passphrase.and_then([&] { return checkPin(ports, acting, proof.pin); }); !shown)
        return tl::unexpected(shown.error());
    proven.auth = strengthOf(mode) == 2 ? SigningMode::Strict : asks == Asks::Pin ? SigningMode::Part11Next : SigningMode::Part11First;
    return proven;
}

bool satisfies(SigningMode auth, const QString &mode)
{
    return strengthOf(auth) >= strengthOf(mode);
}

Result<void> demandSigningMode(const core::CaseRoute &route, const ActingPerson &acting)
{
    if (satisfies(acting.auth, route.signingMode))
        return {};
    return fail(ErrorKind::PolicyUnmet, acting.person.id.value, QStringLiteral("signing ") + route.signingMode);
}

void noteSigned(const ActingPerson &acting)
{
    if (acting.signing && (acting.auth == SigningMode::Part11First || acting.auth == SigningMode::Strict))
        acting.signing->begin();
}

} // namespace countersign::workflow
