#include "workflow/createstore.h"

#include "ledger/identity.h"
#include "ledger/installation.h"
#include "ledger/passphrase.h"
#include "policy/rule.h"
#include "workflow/recordstatement.h"
#include "workflow/signing.h"

#include <QFile>
#include <QRegularExpression>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

const core::TeamId mainTeam(QStringLiteral("main"));

Result<void> recordBeginnings(const Ports &ports, const ActingPerson &acting, const NewStore &request)
{
    const auto record = [&](ledger::Body body, const QString &meaning) { return recordStatement(ports, acting, std::move(body), meaning); };
    const core::Person &admin = acting.person;
    ledger::StoreCreated created{request.name, {acting.key->publicKey(), admin.id, admin.printedName, ledger::KeyUse::Person}};
    const auto founded = record(created, QStringLiteral("I create this store and am its first administrator."));
    if (!founded)
        return tl::unexpected(founded.error());
    if (admin.has(core::Role::Reviewer)) {
        ledger::RoleGranted granted{admin.id, mainTeam, {core::Role::Reviewer, core::Role::Supervisor}};
        if (const auto done = record(granted, QStringLiteral("I grant these roles.")); !done)
            return tl::unexpected(done.error());
    }
    const policy::Policy policy = policy::firstPolicy();
    const QByteArray rules = policy::writePolicy(policy);
    const auto content = saveContent(ports, rules);
    if (!content)
        return tl::unexpected(content.error());
    const auto adopted = record(ledger::PolicyAdopted{mainTeam, quint64(policy.version), *content, {}},
                                QStringLiteral("I adopt this policy: every case is decided by one reviewer."));
    if (!adopted)
        return tl::unexpected(adopted.error());

    const QString name = request.name.isEmpty() ? QStringLiteral("Countersign") : request.name;
    return ports.people.saveStoreIdentity({acting.signer.store, name, founded->second.arrived})
        .and_then([&] { return ports.people.savePerson(admin); })
        .and_then([&] { return ports.people.savePolicy({policy.version, rules, adopted->first, adopted->second.arrived}); });
}

Result<void> demandNone(const Ports &ports)
{
    const auto there = ports.people.storeIdentity();
    if (!there)
        return tl::unexpected(there.error());
    return *there ? Result<void>(fail(ErrorKind::StoreExists, (*there)->name)) : Result<void>();
}

// The first person with a fresh key under a seal, before anything is in the store.
struct Founder {
    ActingPerson acting;
    ledger::Secret rolePassword;
    QString keyFile;
};

Result<Founder> makeFounder(const Keyring &keyring, const NewStore &request, const QList<core::Role> &roles)
{
    if (const auto good = checkPersonId(request.adminId).and_then([&] { return checkPrintedName(request.adminName); }); !good)
        return tl::unexpected(good.error());
    const auto installation = ledger::loadInstallation(keyring.folder);
    if (!installation)
        return tl::unexpected(installation.error());

    const core::StoreId store = core::newStoreId();
    auto identity = ledger::createIdentity(keyring.folder, store, request.adminId, *request.secret, keyring.cost);
    if (!identity)
        return tl::unexpected(identity.error());

    Founder founder{{}, std::move(identity->rolePassword), ledger::keyFilePath(keyring.folder, store, request.adminId)};
    ActingPerson &acting = founder.acting;
    acting.key = std::move(identity->key);
    acting.person = {request.adminId, ledger::normalised(request.adminName), QString::fromLatin1(acting.key->fingerprint().hex()), {}, false};
    for (const core::Role role : roles)
        acting.person.roles.append({role, mainTeam});
    acting.signer = {store, request.adminName, installation->device, {}, softwareName()};
    acting.keyringFolder = keyring.folder;
    acting.signing = std::make_shared<SigningState>(ledger::Secret());
    return founder;
}

} // namespace

Result<ActingPerson> createStore(const Ports &ports, const Keyring &keyring, const NewStore &request)
{
    if (const auto none = demandNone(ports); !none)
        return tl::unexpected(none.error());
    const auto founder = makeFounder(keyring, request, {core::Role::Administrator, core::Role::Reviewer, core::Role::Supervisor});
    if (!founder)
        return tl::unexpected(founder.error());
    const auto written = ports.work.write([&] { return recordBeginnings(ports, founder->acting, request); });
    if (!written) {
        QFile::remove(founder->keyFile);
        return tl::unexpected(written.error());
    }
    return founder->acting;
}

Result<CreatedStore> createStore(const FirstLogin &login, const Keyring &keyring, const NewStore &request)
{
    const auto founder = makeFounder(keyring, request, {core::Role::Administrator});
    if (!founder)
        return tl::unexpected(founder.error());
    auto opened = login(request.adminId, founder->rolePassword);
    const auto written = !opened ? Result<void>(tl::unexpected(opened.error())) : demandNone((*opened)->ports()).and_then([&] {
        const Ports ports = (*opened)->ports();
        return ports.work.write([&] { return recordBeginnings(ports, founder->acting, request); });
    });
    if (!written) {
        QFile::remove(founder->keyFile);
        return tl::unexpected(written.error());
    }
    return CreatedStore{std::move(*opened), founder->acting};
}

Result<void> checkSecret(QStringView typed, const core::PersonId &person, const QString &printedName)
{
    return ledger::checkPassphrase(typed, person, printedName);
}

Result<void> checkSecret(const ledger::Secret &secret, const core::PersonId &person, const QString &printedName)
{
    QString typed = QString::fromUtf8(reinterpret_cast<const char *>(secret.data()), secret.size());
    const auto checked = ledger::checkPassphrase(typed, person, printedName);
    ledger::wipe(typed);
    return checked;
}

Result<void> checkPersonId(const core::PersonId &id)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\\z"));
    if (!form.match(id.value).hasMatch())
        return fail(ErrorKind::BadValue, QStringLiteral("person"), QStringLiteral("A-Z a-z 0-9 . _ - @"));
    return {};
}

Result<void> checkPrintedName(const QString &name)
{
    if (!ledger::isFreeText(name) || name.size() > 200)
        return fail(ErrorKind::BadValue, QStringLiteral("name"), QStringLiteral("1…200"));
    return {};
}

} // namespace countersign::workflow
