// PeopleRepository on SQL.
#pragma once

#include "core/peoplerepository.h"

#include <optional>

namespace countersign::store {

class Database;
class Statement;
class TeamKeys;

// One object per connection, in its thread. A key that belongs to another person already is PersonExists; a store's id and a policy
// once saved are never replaced (DuplicateId).
class SqlPeopleRepository final : public core::PeopleRepository {
public:
    SqlPeopleRepository(Database &database, TeamKeys &teams) : m_database(database), m_teams(teams) {}

    core::Result<std::optional<core::StoreIdentity>> storeIdentity() override;
    core::Result<void> saveStoreIdentity(const core::StoreIdentity &identity) override;

    core::Result<QList<core::Person>> people() override;
    core::Result<std::optional<core::Person>> person(const core::PersonId &id) override;
    core::Result<void> savePerson(const core::Person &person) override;

    core::Result<std::optional<core::AdoptedPolicy>> currentPolicy() override;
    core::Result<std::optional<core::AdoptedPolicy>> policy(int version) override;
    core::Result<void> savePolicy(const core::AdoptedPolicy &policy) override;

    core::Result<void> saveSecurityEvent(const core::SecurityEvent &event) override;
    core::Result<QList<core::SecurityEvent>> securityEvents(int limit) override;

private:
    core::Result<core::Person> readPerson(const Statement &row);
    core::Result<void> saveGrants(const core::Person &person);
    core::Result<void> saveKey(const core::Person &person);

    Database &m_database;
    TeamKeys &m_teams;
    core::Person m_read; // the last one a write asked for, as long as nobody else writes
    std::optional<quint64> m_readIn;
};

} // namespace countersign::store
