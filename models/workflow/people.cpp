#include "workflow/people.h"

#include "ledger/identity.h"
#include "ledger/text.h"
#include "sync/workspacekey.h"
#include "workflow/createstore.h"
#include "workflow/recordstatement.h"

#include <QFile>
#include <QFileInfo>
#include <functional>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Person;
using core::Result;

namespace {

Result<Person> existingPerson(const Ports &ports, const core::PersonId &id)
{
    const auto person = ports.people.person(id);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person)
        return fail(ErrorKind::NoSuchPerson, id.value);
    return **person;
}

Result<void> recordEnrolment(const Ports &ports, const ActingPerson &administrator, const Person &person,
                             const ledger::UnlockedKey &newKey)
{
    const ledger::KeyEnrolled enrolled{{newKey.publicKey(), person.id, person.printedName, ledger::KeyUse::Person}};
    const auto done = recordStatement(ports, administrator, enrolled, QStringLiteral("I confirm that this key belongs to this person."), {&newKey});
    return done.map([](const auto &) {});
}

Result<void> recordRevocation(const Ports &ports, const ActingPerson &administrator, const QString &key, const QString &reason)
{
    const auto fingerprint = ledger::Hash::fromHex(key.toLatin1());
    if (!fingerprint)
        return {};
    const auto done = recordStatement(ports, administrator, ledger::KeyRevoked{*fingerprint, reason}, QStringLiteral("I revoke this key."));
    return done.map([](const auto &) {});
}

Result<void> recordGrants(const Ports &ports, const ActingPerson &administrator, const NewPerson &request)
{
    const auto done = recordStatement(ports, administrator, ledger::RoleGranted{request.id, request.team, request.roles},
                                      QStringLiteral("I grant these roles."));
    return done.map([](const auto &) {});
}

Result<void> withdrawGrants(const Ports &ports, const ActingPerson &administrator, const Person &person, const QString &reason)
{
    for (const core::TeamId &team : person.teams()) {
        ledger::RoleWithdrawn withdrawn{person.id, team, {}, reason};
        for (const core::RoleGrant &grant : person.roles)
            if (grant.team == team)
                withdrawn.roles.append(grant.role);
        if (const auto done = recordStatement(ports, administrator, withdrawn, QStringLiteral("I withdraw these roles.")); !done)
            return tl::unexpected(done.error());
    }
    return {};
}

QString roleWords()
{
    return QStringLiteral("reviewer, supervisor, compliance, auditor, administrator, submitter");
}

// A new key for somebody the store knows, enrolled, and in the same transaction what `further` records. An old key file lies aside meanwhile.
Result<Person> enrolFreshKey(const Ports &ports, const Keyring &keyring, const ActingPerson &administrator, Person person,
                             const SharedSecret &secret, const std::function<Result<void>()> &further)
{
    const core::StoreId &store = administrator.signer.store;
    const QString path = ledger::keyFilePath(keyring.folder, store, person.id);
    const QString aside = ledger::replacedKeyFilePath(path);
    ledger::settleReplacedKey(keyring.folder, store, person.id, person.key.toLatin1());
    QFile::remove(aside);
    const bool hadFile = QFile::rename(path, aside);
    const auto putBack = [&] {
        QFile::remove(path);
        if (hadFile)
            QFile::rename(aside, path);
    };
    const auto identity = ledger::createIdentity(keyring.folder, store, person.id, *secret, keyring.cost);
    if (!identity) {
        putBack();
        return tl::unexpected(identity.error());
    }
    const QString oldKey = person.key;
    person.key = QString::fromLatin1(identity->key->fingerprint().hex());
    const auto written = ports.work.write([&]() -> Result<void> {
        return recordEnrolment(ports, administrator, person, *identity->key)
            .and_then(further)
            .and_then([&] { return ports.people.savePerson(person); })
            .and_then([&] { return ports.people.saveLogin(person.id, identity->rolePassword.view()); });
    });
    if (!written) {
        // A commit whose sync failed may be on disk all the same: the key that the record names stays. Where the record cannot be asked
        // both stay, and signing in settles it.
        if (const auto now = existingPerson(ports, person.id); now && now->key == oldKey)
            putBack();
        return tl::unexpected(written.error());
    }
    const QString earlier = ledger::earlierKeyFilePath(path);
    if (!hadFile || QFileInfo::exists(earlier) || !sync::hasWorkspaceKey(keyring.folder, store, person.id) || !QFile::rename(aside, earlier))
        QFile::remove(aside);
    return person;
}

bool isLastAdministrator(const QList<Person> &people, const core::PersonId &id)
{
    return std::none_of(people.begin(), people.end(), [&](const Person &person) {
        return person.id != id && !person.disabled && person.has(core::Role::Administrator);
    });
}

} // namespace

Result<Person> personNow(const Ports &ports, const ActingPerson &acting)
{
    const auto person = ports.people.person(acting.person.id);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person || (*person)->disabled)
        return fail(ErrorKind::PersonDisabled, acting.person.id.value);
    return **person;
}

Result<void> demandAdministrator(const Ports &ports, const ActingPerson &acting)
{
    const auto person = ports.people.person(acting.person.id);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person || (*person)->disabled || !(*person)->has(core::Role::Administrator))
        return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Administrator));
    return {};
}

Result<Person> addPerson(const Ports &ports, const Keyring &keyring, const ActingPerson &administrator, const NewPerson &asked)
{
    NewPerson request = asked; // what stands in the record is composed (NFC), and the tables say the same
    request.printedName = ledger::normalised(asked.printedName);
    request.team = core::TeamId(ledger::normalised(asked.team.value));
    if (const auto good = checkPersonId(request.id).and_then([&] { return checkPrintedName(request.printedName); }); !good)
        return tl::unexpected(good.error());
    if (request.roles.isEmpty())
        return fail(ErrorKind::BadValue, QStringLiteral("role"), roleWords());
    if (const auto allowed = demandAdministrator(ports, administrator); !allowed)
        return tl::unexpected(allowed.error());
    const auto there = ports.people.person(request.id);
    if (!there)
        return tl::unexpected(there.error());
    if (*there)
        return fail(ErrorKind::PersonExists, request.id.value);

    const auto identity = ledger::createIdentity(keyring.folder, administrator.signer.store, request.id, *request.secret, keyring.cost);
    if (!identity)
        return tl::unexpected(identity.error());
    Person person{request.id, request.printedName, QString::fromLatin1(identity->key->fingerprint().hex()), {}, false};
    for (const core::Role role : request.roles)
        if (!person.has(role, request.team))
            person.roles.append({role, request.team});

    const auto written = ports.work.write([&]() -> Result<void> {
        return recordEnrolment(ports, administrator, person, *identity->key)
            .and_then([&] { return recordGrants(ports, administrator, request); })
            .and_then([&] { return ports.people.savePerson(person); })
            .and_then([&] { return ports.people.saveLogin(person.id, identity->rolePassword.view()); });
    });
    if (!written) {
        QFile::remove(ledger::keyFilePath(keyring.folder, administrator.signer.store, request.id));
        return tl::unexpected(written.error());
    }
    return person;
}

Result<QList<Person>> listPeople(const Ports &ports)
{
    return ports.people.people();
}

Result<void> disablePerson(const Ports &ports, const ActingPerson &administrator, const core::PersonId &id, const QString &reason)
{
    if (const auto allowed = demandAdministrator(ports, administrator); !allowed)
        return allowed;
    return ports.work.write([&]() -> Result<void> {
        auto person = existingPerson(ports, id);
        if (!person)
            return tl::unexpected(person.error());
        if (person->disabled)
            return fail(ErrorKind::PersonDisabled, id.value, QStringLiteral("already"));
        const auto people = ports.people.people();
        if (!people)
            return tl::unexpected(people.error());
        if (isLastAdministrator(*people, id))
            return fail(ErrorKind::NotAllowed, id.value, QStringLiteral("last-administrator"));
        // Whoever disables themselves signs the withdrawal of their grants before their key ends.
        return withdrawGrants(ports, administrator, *person, reason)
            .and_then([&] { return recordRevocation(ports, administrator, person->key, reason); })
            .and_then([&] {
                person->disabled = true;
                person->roles.clear();
                person->key.clear();
                return ports.people.savePerson(*person);
            });
    });
}

namespace {

// What of it changes anything for that person.
RoleChange effective(const Person &person, const RoleChange &asked)
{
    RoleChange change{{}, {}, core::TeamId(ledger::normalised(asked.team.value)), asked.reason};
    for (const core::Role role : asked.add)
        if (!person.has(role, change.team) && !change.add.contains(role))
            change.add.append(role);
    for (const core::Role role : asked.remove)
        if (person.has(role, change.team) && !change.remove.contains(role))
            change.remove.append(role);
    return change;
}

void apply(Person &person, const RoleChange &change)
{
    person.roles.removeIf([&](const core::RoleGrant &grant) { return grant.team == change.team && change.remove.contains(grant.role); });
    for (const core::Role role : change.add)
        person.roles.append({role, change.team});
}

} // namespace

Result<Person> changeRoles(const Ports &ports, const ActingPerson &administrator, const core::PersonId &id, const RoleChange &asked)
{
    const bool isTwoWays = std::any_of(asked.add.begin(), asked.add.end(), [&](core::Role role) { return asked.remove.contains(role); });
    if (isTwoWays || (asked.add.isEmpty() && asked.remove.isEmpty()))
        return fail(ErrorKind::BadValue, QStringLiteral("role"), roleWords());
    if (const auto allowed = demandAdministrator(ports, administrator); !allowed)
        return tl::unexpected(allowed.error());
    Person changed;
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto person = existingPerson(ports, id);
        const auto people = ports.people.people();
        if (!person || !people)
            return tl::unexpected(person ? people.error() : person.error());
        if (person->disabled)
            return fail(ErrorKind::PersonDisabled, id.value, QStringLiteral("enable-first"));
        const RoleChange change = effective(*person, asked);
        changed = *person;
        apply(changed, change);
        if (changed.roles.isEmpty())
            return fail(ErrorKind::NotAllowed, id.value, QStringLiteral("last-role"));
        if (person->has(core::Role::Administrator) && !changed.has(core::Role::Administrator) && isLastAdministrator(*people, id))
            return fail(ErrorKind::NotAllowed, id.value, QStringLiteral("last-administrator"));
        Result<void> done;
        if (!change.remove.isEmpty()) // first: a server keeps apart what one person may not hold together
            done = recordStatement(ports, administrator, ledger::RoleWithdrawn{id, change.team, change.remove, change.reason},
                                   QStringLiteral("I withdraw these roles."))
                       .map([](const auto &) {});
        if (done && !change.add.isEmpty())
            done = recordGrants(ports, administrator, {id, person->printedName, change.add, change.team, {}});
        return done.and_then([&] { return ports.people.savePerson(changed); });
    });
    if (!written)
        return tl::unexpected(written.error());
    return existingPerson(ports, id);
}

Result<Person> enablePerson(const Ports &ports, const Keyring &keyring, const ActingPerson &administrator,
                            const core::PersonId &id, const QList<core::Role> &roles, const core::TeamId &ofTeam, const SharedSecret &secret)
{
    const core::TeamId team(ledger::normalised(ofTeam.value));
    if (roles.isEmpty())
        return fail(ErrorKind::BadValue, QStringLiteral("role"), roleWords());
    if (const auto allowed = demandAdministrator(ports, administrator); !allowed)
        return tl::unexpected(allowed.error());
    auto person = existingPerson(ports, id);
    if (!person)
        return person;
    if (!person->disabled)
        return fail(ErrorKind::PersonExists, id.value, QStringLiteral("not-disabled"));
    person->disabled = false;
    person->roles.clear();
    for (const core::Role role : roles)
        if (!person->has(role, team))
            person->roles.append({role, team});
    return enrolFreshKey(ports, keyring, administrator, *person, secret, [&]() -> Result<void> {
        if (const auto now = existingPerson(ports, id); !now || !now->disabled)
            return now ? Result<void>(fail(ErrorKind::PersonExists, id.value, QStringLiteral("not-disabled"))) : Result<void>(tl::unexpected(now.error()));
        return recordGrants(ports, administrator, {id, person->printedName, roles, team, {}});
    });
}

Result<Person> resetKey(const Ports &ports, const Keyring &keyring, const ActingPerson &administrator, const core::PersonId &id,
                        const SharedSecret &secret)
{
    if (const auto allowed = demandAdministrator(ports, administrator); !allowed)
        return tl::unexpected(allowed.error());
    const auto person = existingPerson(ports, id);
    if (!person)
        return person;
    if (person->disabled)
        return fail(ErrorKind::PersonDisabled, id.value, QStringLiteral("enable-first"));
    // Enrolled before the old key ends, so that an administrator can do it to themselves.
    return enrolFreshKey(ports, keyring, administrator, *person, secret,
                         [&] { return recordRevocation(ports, administrator, person->key, QStringLiteral("replaced")); });
}

} // namespace countersign::workflow
