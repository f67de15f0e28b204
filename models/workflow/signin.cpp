#include "ledger/identity.h"
#include "ledger/installation.h"
#include "ledger/witness.h"
#include "workflow/actingperson.h"

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

namespace {

// Kept where the store can be written; a store that cannot is no reason to answer differently.
void noteWrongSecret(const Ports &ports, const core::PersonId &person)
{
    const auto kept = ports.work.write([&] {
        return ports.people.saveSecurityEvent({ports.clock.now(), QStringLiteral("wrong-secret"), person, QString()});
    });
    Q_UNUSED(kept)
}

} // namespace

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
            noteWrongSecret(ports, id);
        return tl::unexpected(identity.error());
    }
    const auto person = ports.people.person(id);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person)
        return fail(ErrorKind::WrongSecret);
    if ((*person)->disabled)
        return fail(ErrorKind::PersonDisabled, id.value);
    if ((*person)->key.toLatin1() != identity->key->fingerprint().hex())
        return fail(ErrorKind::NotAllowed, id.value, QStringLiteral("key-not-enrolled"));
    const auto installation = ledger::loadInstallation(keyring.folder);
    if (!installation)
        return tl::unexpected(installation.error());
    const auto watched = watchRecord(ports, keyring.folder);
    if (!watched)
        return tl::unexpected(watched.error());
    const auto witness = ledger::loadWitness(keyring.folder, (*store)->id);
    if (!witness)
        return tl::unexpected(witness.error());

    ActingPerson acting;
    acting.person = **person;
    acting.key = std::move(identity->key);
    acting.signer = {(*store)->id, acting.person.printedName, installation->device, witness->basis(), softwareName()};
    acting.keyringFolder = keyring.folder;
    acting.reopened = *watched;
    return acting;
}

} // namespace countersign::workflow
