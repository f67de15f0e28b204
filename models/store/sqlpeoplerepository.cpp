#include "store/sqlpeoplerepository.h"

#include "core/clock.h"
#include "store/database.h"
#include "store/teamkeys.h"

namespace countersign::store {

using core::AdoptedPolicy;
using core::ErrorKind;
using core::fail;
using core::Person;
using core::PersonId;
using core::Result;
using core::SecurityEvent;
using core::StoreIdentity;

namespace {

Result<std::optional<AdoptedPolicy>> readPolicy(Statement &row)
{
    const Result<bool> found = row.next();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::optional<AdoptedPolicy>();
    return std::optional(AdoptedPolicy{int(row.number(0)), row.bytes(1), core::StatementId(row.text(2)), core::timeFromText(row.text(3))});
}

} // namespace

Result<std::optional<StoreIdentity>> SqlPeopleRepository::storeIdentity()
{
    Statement row = m_database.statement("people/identity");
    const Result<bool> found = row.next();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::optional<StoreIdentity>();
    return std::optional(StoreIdentity{core::StoreId(row.text(0)), row.text(1), core::timeFromText(row.text(2))});
}

Result<void> SqlPeopleRepository::saveStoreIdentity(const StoreIdentity &identity)
{
    if (auto writing = m_database.mustBeWriting("saveStoreIdentity"); !writing)
        return writing;
    Statement save = m_database.statement("people/saveIdentity");
    const Result<int> changed = save.bind(identity.id.value).bind(identity.name).bind(core::timeText(identity.created)).run();
    if (changed && *changed == 0)
        return fail(ErrorKind::DuplicateId, identity.id.value);
    return done(changed);
}

Result<Person> SqlPeopleRepository::readPerson(const Statement &row)
{
    Person person{PersonId(row.text(0)), row.text(1), row.text(2), {}, row.number(3) != 0};
    Statement grants = m_database.statement("people/grants");
    grants.bind(person.id.value);
    for (;;) {
        const Result<bool> found = grants.next();
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return person;
        const auto role = core::roleFromName(grants.text(0));
        const Result<core::TeamId> team = m_teams.idOf(grants.number(1));
        if (!role || !team)
            return fail(ErrorKind::StoreDamaged, QStringLiteral("role_grant"), person.id.value);
        person.roles.append({*role, *team});
    }
}

Result<QList<Person>> SqlPeopleRepository::people()
{
    QList<Person> list;
    Statement rows = m_database.statement("people/people");
    for (;;) {
        const Result<bool> found = rows.next();
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return list;
        const Result<Person> person = readPerson(rows);
        if (!person)
            return tl::unexpected(person.error());
        list.append(*person);
    }
}

Result<std::optional<Person>> SqlPeopleRepository::person(const PersonId &id)
{
    const auto generation = m_database.generation();
    if (generation && generation == m_readIn && m_read.id == id)
        return std::optional(m_read);
    Statement row = m_database.statement("people/person");
    const Result<bool> found = row.bind(id.value).next();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::optional<Person>();
    const Result<Person> person = readPerson(row);
    if (!person)
        return tl::unexpected(person.error());
    m_read = *person;
    m_readIn = generation;
    return std::optional(*person);
}

Result<void> SqlPeopleRepository::savePerson(const Person &person)
{
    if (auto writing = m_database.mustBeWriting("savePerson"); !writing)
        return writing;
    m_readIn.reset();
    Statement save = m_database.statement("people/savePerson");
    const Result<int> saved = save.bind(person.id.value).bind(person.printedName).bind(person.key).bind(person.disabled).run();
    if (!saved)
        return done(saved);
    if (auto granted = saveGrants(person); !granted)
        return granted;
    return person.key.isEmpty() ? Result<void>() : saveKey(person);
}

Result<void> SqlPeopleRepository::saveGrants(const Person &person)
{
    if (const Result<int> removed = m_database.statement("people/removeGrants").bind(person.id.value).run(); !removed)
        return done(removed);
    Statement add = m_database.statement("people/addGrant");
    for (const core::RoleGrant &grant : person.roles) {
        const Result<qint64> team = m_teams.ensure(grant.team);
        if (!team)
            return tl::unexpected(team.error());
        if (const Result<int> added = add.bind(person.id.value).bind(*team).bind(core::roleName(grant.role)).run(); !added)
            return done(added);
    }
    return {};
}

Result<void> SqlPeopleRepository::saveKey(const Person &person)
{
    if (const Result<int> added = m_database.statement("people/addKey").bind(person.key).bind(person.id.value).run(); !added)
        return done(added);
    Statement owner = m_database.statement("people/keyOwner");
    const Result<bool> found = owner.bind(person.key).next();
    if (!found)
        return tl::unexpected(found.error());
    return *found && owner.text(0) == person.id.value ? Result<void>() : Result<void>(fail(ErrorKind::PersonExists, person.id.value, person.key));
}

Result<std::optional<AdoptedPolicy>> SqlPeopleRepository::currentPolicy()
{
    Statement row = m_database.statement("people/currentPolicy");
    return readPolicy(row);
}

Result<std::optional<AdoptedPolicy>> SqlPeopleRepository::policy(int version)
{
    Statement row = m_database.statement("people/policy");
    row.bind(version);
    return readPolicy(row);
}

Result<void> SqlPeopleRepository::savePolicy(const AdoptedPolicy &policy)
{
    if (auto writing = m_database.mustBeWriting("savePolicy"); !writing)
        return writing;
    Statement save = m_database.statement("people/savePolicy");
    return done(save.bind(policy.version).bind(policy.rules).bind(policy.adoptedBy.value).bind(core::timeText(policy.adopted)).run());
}

Result<void> SqlPeopleRepository::saveSecurityEvent(const SecurityEvent &event)
{
    // Also outside a transaction of the caller: what is to be remembered usually comes with a refusal.
    return m_database.write([&] {
        Statement save = m_database.statement("people/saveEvent");
        return done(save.bind(core::timeText(event.at)).bind(event.kind).bind(event.person.value).bind(event.detail).run());
    });
}

Result<QList<SecurityEvent>> SqlPeopleRepository::securityEvents(int limit)
{
    QList<SecurityEvent> list;
    Statement rows = m_database.statement("people/events");
    rows.bind(limit);
    for (;;) {
        const Result<bool> found = rows.next();
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return list;
        list.append({core::timeFromText(rows.text(0)), rows.text(1), PersonId(rows.text(2)), rows.text(3)});
    }
}

} // namespace countersign::store
