#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/personwords.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "workflow/ownkey.h"
#include "workflow/people.h"

namespace countersign::app {

namespace {

struct Asked {
    QString id;
    QString name;
    QStringList roles;
    QString team = QStringLiteral("main");
    QString newSecretFile;
    QString reason = QStringLiteral("left");
    QStringList added;
    QStringList removed;
    QString roleReason = QStringLiteral("changed");
};

QStringList grants(const core::Person &person)
{
    QStringList list;
    for (const core::RoleGrant &grant : person.roles)
        list.append(grant.team.value == u"main" ? core::roleName(grant.role) : core::roleName(grant.role) + u'@' + grant.team.value);
    return list;
}

core::Result<core::Person> find(const workflow::Ports &ports, const QString &id)
{
    const auto person = ports.people.person(core::PersonId(id));
    if (!person)
        return passOn(person);
    if (!*person)
        return core::fail(core::ErrorKind::NoSuchPerson, id);
    return **person;
}

core::Result<int> add(Call &call, const Asked &asked)
{
    workflow::NewPerson request{core::PersonId(asked.id), asked.name, rolesFrom(asked.roles), core::TeamId(asked.team), {}};
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto secret = call.newSecret(asked.newSecretFile, request.id, request.printedName);
    if (!secret)
        return passOn(secret);
    request.secret = *secret;
    const auto added = workflow::addPerson(in->ports(), call.keyring(), in->acting, request);
    if (!added)
        return passOn(added);
    printPerson(call, *added, Cli::tr("%1 can sign in now."));
    return done;
}

// Somebody the store knows gets a key of their own anew, by `give`; `words` say so, with the name for %1.
template <typename Give>
core::Result<int> giveKey(Call &call, const Asked &asked, const QString &words, const Give &give)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto person = find(in->ports(), asked.id);
    if (!person)
        return passOn(person);
    const auto secret = call.newSecret(asked.newSecretFile, person->id, person->printedName);
    if (!secret)
        return passOn(secret);
    const core::Result<core::Person> changed = give(*in, person->id, *secret);
    if (!changed)
        return passOn(changed);
    printPerson(call, *changed, words);
    return done;
}

core::Result<int> reset(Call &call, const Asked &asked)
{
    return giveKey(call, asked, Cli::tr("%1 has a new key; the old one signs no more."), [&](const auto &in, const auto &id, const auto &secret) {
        return workflow::resetKey(in.ports(), call.keyring(), in.acting, id, secret);
    });
}

core::Result<int> enable(Call &call, const Asked &asked)
{
    return giveKey(call, asked, Cli::tr("%1 can sign in again, with a new key."), [&](const auto &in, const auto &id, const auto &secret) {
        return workflow::enablePerson(in.ports(), call.keyring(), in.acting, id, rolesFrom(asked.roles), core::TeamId(asked.team), secret);
    });
}

core::Result<int> disable(Call &call, const Asked &asked)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const workflow::Ports ports = in->ports();
    const auto disabled = workflow::disablePerson(ports, in->acting, core::PersonId(asked.id), asked.reason);
    if (!disabled)
        return passOn(disabled);
    const auto person = find(ports, asked.id);
    if (!person)
        return passOn(person);
    if (call.json())
        call.terminal().json(jsonObject(*person));
    else
        call.terminal().say(Cli::tr("%1 can neither sign in nor sign any more; what they signed stays valid.").arg(shown(person->printedName)));
    return done;
}

core::Result<int> changeRoles(Call &call, const Asked &asked)
{
    if (asked.added.isEmpty() && asked.removed.isEmpty())
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--add"), Cli::tr("Say which role, with --add ROLE or --remove ROLE."));
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto changed = workflow::changeRoles(in->ports(), in->acting, core::PersonId(asked.id),
                                               {rolesFrom(asked.added), rolesFrom(asked.removed), core::TeamId(asked.team), asked.roleReason});
    if (!changed)
        return passOn(changed);
    printPerson(call, *changed, Cli::tr("%1 is now: ") + grants(*changed).join(QStringLiteral(", ")));
    return done;
}

core::Result<int> changePassphrase(Call &call, const Asked &asked)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto secret = call.newSecret(asked.newSecretFile, in->acting.person.id, in->acting.person.printedName);
    if (!secret)
        return passOn(secret);
    if (const auto changed = workflow::changePassphrase(in->ports(), call.keyring(), in->acting, call.givenSecret(), *secret); !changed)
        return passOn(changed);
    printPerson(call, in->acting.person, Cli::tr("%1 signs in with the new passphrase from now on, on this computer."));
    return done;
}

core::Result<int> changePin(Call &call)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    auto pin = call.options().pinFile.isEmpty()
        ? newSecretFromTerminal(Cli::tr("New PIN (6 signs or more): "), Cli::tr("The same again: "), call.interruption())
        : secretFromFile(call.options().pinFile);
    if (!pin)
        return passOn(pin);
    const auto shared = std::make_shared<const ledger::Secret>(std::move(*pin));
    if (const auto changed = workflow::changePin(in->ports(), call.keyring(), in->acting, call.givenSecret(), shared); !changed)
        return passOn(changed);
    printPerson(call, in->acting.person, Cli::tr("%1 has a new PIN, on this computer."));
    return done;
}

core::Result<int> list(Call &call)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const auto people = workflow::listPeople((*store)->ports());
    if (!people)
        return passOn(people);
    Table table(call.terminal(), {Cli::tr("ID"), Cli::tr("NAME"), Cli::tr("ROLES"), Cli::tr("STATE")}, 2);
    for (const core::Person &person : *people) {
        if (call.json())
            call.terminal().json(jsonObject(person));
        else
            table.row({person.id.value, person.printedName, grants(person).join(u','),
                       person.disabled ? QStringLiteral("disabled") : QStringLiteral("active")});
    }
    table.end();
    return done;
}

core::Result<int> key(Call &call, const Asked &asked)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const auto person = find((*store)->ports(), asked.id);
    if (!person)
        return passOn(person);
    if (call.json()) {
        call.terminal().json(jsonObject(*person));
        return done;
    }
    call.terminal().line(person->key);
    call.terminal().line(keyWords(*person));
    return done;
}

} // namespace

void addPerson(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    const QString idHelp = Cli::tr("the person's id");
    const QString roleHelp = Cli::tr("what they may do; may be given more than once: %1").arg(roleNames().join(QStringLiteral(", ")));
    const QString teamHelp = Cli::tr("the team the roles are for (main)");
    const QString newSecretHelp = Cli::tr("read their passphrase from this file (one line) instead of the terminal");
    Verb person = program.verb("person", Cli::tr("Add, list, disable and enable people; their roles and keys."));
    person.verb("add", Cli::tr("Add a person: roles, and a key sealed under their own passphrase."))
        .about(Cli::tr("An administrator signs in first; then the new person types their own passphrase on the same terminal."))
        .argument("ID", idHelp, asked->id)
        .option("--name", "NAME", Cli::tr("printed name, part of every signature"), asked->name, Need::Required)
        .choices("--role", "ROLE", roleHelp, roleNames(), asked->roles, Need::Required)
        .option("--team", "T", teamHelp, asked->team)
        .option("--new-secret-file", "F", newSecretHelp, asked->newSecretFile)
        .examples({QStringLiteral("countersign person add grace --name \"Grace Okafor\" --role reviewer --as ada")})
        .runs([asked](Call &call) { return add(call, *asked); });
    person.verb("list", Cli::tr("Everybody in the store.")).runs(list);
    person.verb("disable", Cli::tr("Revoke a person's key and roles; what they signed stays valid."))
        .argument("ID", idHelp, asked->id)
        .option("--reason", "CODE", Cli::tr("why, as the record keeps it: left, lost, compromised, … (left)"), asked->reason)
        .runs([asked](Call &call) { return disable(call, *asked); });
    person.verb("enable", Cli::tr("Let a disabled person back in: a new key, and roles."))
        .about(Cli::tr("The old key stays revoked. Roles are given anew; the person types a new passphrase on the same terminal."))
        .argument("ID", idHelp, asked->id)
        .choices("--role", "ROLE", roleHelp, roleNames(), asked->roles, Need::Required)
        .option("--team", "T", teamHelp, asked->team)
        .option("--new-secret-file", "F", newSecretHelp, asked->newSecretFile)
        .examples({QStringLiteral("countersign person enable grace --role reviewer --as ada")})
        .runs([asked](Call &call) { return enable(call, *asked); });
    person.verb("role", Cli::tr("Give somebody a role, or take one away; what they signed stays valid."))
        .about(Cli::tr("An administrator signs. It counts from the next thing that person does. On a server administrators and "
                       "submitters hold no role that decides."))
        .argument("ID", idHelp, asked->id)
        .choices("--add", "ROLE", Cli::tr("a role to give; may be given more than once"), roleNames(), asked->added, Need::Optional)
        .choices("--remove", "ROLE", Cli::tr("a role to take away; may be given more than once"), roleNames(), asked->removed, Need::Optional)
        .option("--team", "T", teamHelp, asked->team)
        .option("--reason", "CODE", Cli::tr("why a role is taken away, as the record keeps it (changed)"), asked->roleReason)
        .examples({QStringLiteral("countersign person role grace --add supervisor --remove reviewer --as ada")})
        .runs([asked](Call &call) { return changeRoles(call, *asked); });
    person.verb("key", Cli::tr("A person's key: its fingerprint, and the same in eight words."))
        .argument("ID", idHelp, asked->id)
        .runs([asked](Call &call) { return key(call, *asked); });
    person.verb("reset", Cli::tr("A new key and passphrase for a person who lost theirs."))
        .argument("ID", idHelp, asked->id)
        .option("--new-secret-file", "F", newSecretHelp, asked->newSecretFile)
        .runs([asked](Call &call) { return reset(call, *asked); });
    person.verb("passphrase", Cli::tr("Another passphrase for your own key."))
        .about(Cli::tr("You sign in with the old one first. The key stays the same, so nothing is recorded. Whoever forgot theirs needs “reset”."))
        .option("--new-secret-file", "F", Cli::tr("read the new passphrase from this file (one line) instead of the terminal"), asked->newSecretFile)
        .runs([asked](Call &call) { return changePassphrase(call, *asked); });
    person.verb("pin", Cli::tr("Set your PIN, for cases whose policy asks for one at each signature."))
        .about(Cli::tr("It is kept inside your sealed key. Asked for on the terminal, or read from --pin-file. Five wrong ones in a row end the sign-in."))
        .runs(changePin);
    addEnrolment(person);
}

} // namespace countersign::app
