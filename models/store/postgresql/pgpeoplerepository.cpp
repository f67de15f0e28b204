#include "store/postgresql/pgpeoplerepository.h"

#include "core/clock.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgoutbox.h"
#include "store/postgresql/postgresstore.h"

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Person;
using core::PersonId;
using core::Result;

Result<std::optional<core::StoreIdentity>> PgPeopleRepository::storeIdentity()
{
    const auto rows = m_connection.run("people/identity");
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<core::StoreIdentity>();
    return std::optional(core::StoreIdentity{core::StoreId(rows->text(0, 0)), rows->text(0, 1), core::timeFromText(rows->text(0, 2))});
}

Result<void> PgPeopleRepository::saveStoreIdentity(const core::StoreIdentity &)
{
    return m_connection.mustBeWriting("saveStoreIdentity");
}

Result<QList<Person>> PgPeopleRepository::withGrants(const PgRows &rows, const QString &only)
{
    QList<Person> people;
    QHash<QString, qsizetype> places;
    for (int i = 0; i < rows.size(); ++i) {
        places.insert(rows.text(i, 0), people.size());
        people.append({PersonId(rows.text(i, 0)), rows.text(i, 1), rows.text(i, 2), {}, rows.flag(i, 3)});
    }
    const auto grants = m_connection.run("people/grants", PgValues().text(only));
    if (!grants)
        return tl::unexpected(grants.error());
    for (int i = 0; i < grants->size(); ++i) {
        const auto role = core::roleFromName(grants->text(i, 1));
        if (!role)
            return fail(ErrorKind::StoreDamaged, QStringLiteral("role_grant"), grants->text(i, 1));
        if (const auto place = places.constFind(grants->text(i, 0)); place != places.constEnd())
            people[*place].roles.append({*role, core::TeamId(grants->text(i, 2))});
    }
    return people;
}

Result<QList<Person>> PgPeopleRepository::people()
{
    const auto rows = m_connection.run("people/people");
    return rows ? withGrants(*rows, {}) : Result<QList<Person>>(tl::unexpected(rows.error()));
}

Result<std::optional<Person>> PgPeopleRepository::person(const PersonId &id)
{
    const auto rows = m_connection.run("people/person", PgValues().text(id.value));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<Person>();
    return withGrants(*rows, id.value).map([](const QList<Person> &people) { return std::optional(people.first()); });
}

Result<void> PgPeopleRepository::savePerson(const Person &)
{
    return m_connection.mustBeWriting("savePerson");
}

Result<void> PgPeopleRepository::saveLogin(const PersonId &person, QByteArrayView secret)
{
    if (const auto writing = m_connection.mustBeWriting("saveLogin"); !writing)
        return writing;
    const auto password = loginPassword(secret);
    return m_connection.verifierOf(person.value, password->view()).map([&](const QByteArray &verifier) { m_outbox.addLogin(person.value, verifier); });
}

namespace {

Result<std::optional<core::AdoptedPolicy>> policyOf(const Result<PgRows> &rows)
{
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<core::AdoptedPolicy>();
    return std::optional(core::AdoptedPolicy{int(rows->number(0, 0)), rows->bytes(0, 1), core::StatementId(rows->text(0, 2)),
                                             core::timeFromText(rows->text(0, 3))});
}

} // namespace

Result<std::optional<core::AdoptedPolicy>> PgPeopleRepository::currentPolicy()
{
    return policyOf(m_connection.run("people/currentPolicy"));
}

Result<std::optional<core::AdoptedPolicy>> PgPeopleRepository::policy(int version)
{
    return policyOf(m_connection.run("people/policy", PgValues().number(version)));
}

Result<void> PgPeopleRepository::savePolicy(const core::AdoptedPolicy &)
{
    return m_connection.mustBeWriting("savePolicy");
}

Result<void> PgPeopleRepository::saveSecurityEvent(const core::SecurityEvent &event)
{
    const auto saved = m_connection.run("people/saveEvent", PgValues().text(event.kind).text(event.detail));
    return saved ? Result<void>() : Result<void>(tl::unexpected(saved.error()));
}

Result<QList<core::SecurityEvent>> PgPeopleRepository::securityEvents(int limit)
{
    const auto rows = m_connection.run("people/events", PgValues().number(limit));
    if (!rows)
        return tl::unexpected(rows.error());
    QList<core::SecurityEvent> events;
    for (int i = 0; i < rows->size(); ++i)
        events.append({core::timeFromText(rows->text(i, 0)), rows->text(i, 1), PersonId(rows->text(i, 2)), rows->text(i, 3)});
    return events;
}

} // namespace countersign::store
