#include "ledger/identity.h"
#include "ledger/installation.h"
#include "ledger/witness.h"
#include "workflow/securityevents.h"
#include "workflow/signing.h"
#include "workflow/watchrecord.h"

#include <QFileInfo>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

bool Keyring::hasKey(const core::StoreId &store, const core::PersonId &person) const
{
    return QFileInfo::exists(ledger::keyFilePath(folder, store, person));
}

SharedSecret typedSecret(QStringView typed)
{
    return std::make_shared<const ledger::Secret>(ledger::Secret::fromTyped(typed));
}

QString softwareName()
{
    return QStringLiteral("countersign " COUNTERSIGN_VERSION);
}

Result<ActingPerson> signIn(const Ports &ports, const Keyring &keyring, const core::PersonId &id, const ledger::Secret &secret)
{
    const auto store = ports.people.storeIdentity();
    if (!store)
        return tl::unexpected(store.error());
    if (!*store)
        return fail(ErrorKind::StoreMissing);
    if (const auto enrolled = ports.people.person(id); enrolled && *enrolled)
        ledger::settleReplacedKey(keyring.folder, (*store)->id, id, (*enrolled)->key.toLatin1());
    auto identity = ledger::unlockIdentity(keyring.folder, (*store)->id, id, secret);
    if (!identity) {
        if (identity.error().kind == ErrorKind::WrongSecret)
            keepSecurityEvent(ports, QStringLiteral("wrong-secret"), id);
        return tl::unexpected(identity.error());
    }
    const auto person = ports.people.person(id);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person)
        return fail(ErrorKind::WrongSecret);
    if ((*person)->disabled) {
        keepSecurityEvent(ports, QStringLiteral("disabled-person"), id);
        return fail(ErrorKind::PersonDisabled, id.value);
    }
    if ((*person)->key.toLatin1() != identity->key->fingerprint().hex()) {
        keepSecurityEvent(ports, QStringLiteral("key-not-enrolled"), id);
        return fail(ErrorKind::NotAllowed, id.value, QStringLiteral("key-not-enrolled"));
    }
    const auto installation = ledger::loadInstallation(keyring.folder);
    if (!installation)
        return tl::unexpected(installation.error());
    const auto watched = watchRecord(ports, keyring.folder);
    if (!watched) {
        if (watched.error().kind == ErrorKind::HistoryRewritten)
            keepSecurityEvent(ports, QStringLiteral("history-rewritten"), id, watched.error().detail);
        return tl::unexpected(watched.error());
    }
    const auto witness = ledger::loadWitness(keyring.folder, (*store)->id);
    if (!witness)
        return tl::unexpected(witness.error());

    ActingPerson acting;
    acting.person = **person;
    acting.key = std::move(identity->key);
    acting.signer = {(*store)->id, acting.person.printedName, installation->device, witness->basis(), softwareName()};
    acting.keyringFolder = keyring.folder;
    acting.reopened = *watched;
    acting.signing = std::make_shared<SigningState>(std::move(identity->pinVerifier));
    return acting;
}

} // namespace countersign::workflow
