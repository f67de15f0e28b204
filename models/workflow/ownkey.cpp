#include "workflow/ownkey.h"

#include "ledger/identity.h"
#include "workflow/createstore.h"
#include "workflow/securityevents.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<ledger::Identity> openOwn(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const SharedSecret &passphrase)
{
    auto identity = passphrase ? ledger::unlockIdentity(keyring.folder, acting.signer.store, acting.person.id, *passphrase)
                               : Result<ledger::Identity>(fail(ErrorKind::WrongSecret));
    if (identity || identity.error().kind != ErrorKind::WrongSecret)
        return identity;
    keepSecurityEvent(ports, QStringLiteral("wrong-secret"), acting.person.id);
    return fail(ErrorKind::WrongSecret, acting.person.id.value, QStringLiteral("passphrase"));
}

} // namespace

Result<void> checkPin(const ledger::Secret &pin)
{
    if (pin.size() < shortestPin)
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("pin-length"));
    const unsigned char *sign = pin.data();
    bool row = true;
    for (qsizetype i = 2; i < pin.size() && row; ++i)
        row = sign[i] - sign[i - 1] == sign[1] - sign[0];
    const int step = sign[1] - sign[0];
    return row && step >= -1 && step <= 1 ? Result<void>(fail(ErrorKind::WeakSecret, {}, QStringLiteral("pin-row"))) : Result<void>();
}

Result<void> changePassphrase(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const SharedSecret &current,
                              const SharedSecret &next)
{
    if (const auto good = checkSecret(*next, acting.person.id, acting.signer.printedName); !good)
        return good;
    return openOwn(ports, keyring, acting, current).and_then([&](const ledger::Identity &identity) {
        return ledger::resealIdentity(keyring.folder, identity, *next, keyring.cost);
    });
}

Result<void> changePin(const Ports &ports, const Keyring &keyring, const ActingPerson &acting, const SharedSecret &passphrase, const SharedSecret &pin)
{
    if (const auto good = checkPin(*pin); !good)
        return good;
    auto identity = openOwn(ports, keyring, acting, passphrase);
    if (!identity)
        return tl::unexpected(identity.error());
    identity->pinVerifier = ledger::pinVerifier(*pin);
    const auto saved = ledger::resealIdentity(keyring.folder, *identity, *passphrase, keyring.cost);
    if (saved && acting.signing)
        acting.signing->setPin(std::move(identity->pinVerifier));
    return saved;
}

} // namespace countersign::workflow
