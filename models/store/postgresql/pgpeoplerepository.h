// PeopleRepository on a server. What follows from signed statements (people, roles, keys, policies, the store's name) is the server's to
// derive: saving it only demands a write.
#pragma once

#include "core/peoplerepository.h"

namespace countersign::store {

class PgConnection;
class PgOutbox;
class PgRows;

// One object per connection, in its thread.
class PgPeopleRepository final : public core::PeopleRepository {
public:
    PgPeopleRepository(PgConnection &connection, PgOutbox &outbox) : m_connection(connection), m_outbox(outbox) {}

    core::Result<std::optional<core::StoreIdentity>> storeIdentity() override;
    core::Result<void> saveStoreIdentity(const core::StoreIdentity &identity) override;

    core::Result<QList<core::Person>> people() override;
    core::Result<std::optional<core::Person>> person(const core::PersonId &id) override;
    core::Result<void> savePerson(const core::Person &person) override;
    core::Result<void> saveLogin(const core::PersonId &person, QByteArrayView secret) override;

    core::Result<std::optional<core::AdoptedPolicy>> currentPolicy() override;
    core::Result<std::optional<core::AdoptedPolicy>> policy(int version) override;
    core::Result<void> savePolicy(const core::AdoptedPolicy &policy) override;

    // Only about whoever is logged in.
    core::Result<void> saveSecurityEvent(const core::SecurityEvent &event) override;
    core::Result<QList<core::SecurityEvent>> securityEvents(int limit) override;

private:
    core::Result<QList<core::Person>> withGrants(const PgRows &rows, const QString &only);

    PgConnection &m_connection;
    PgOutbox &m_outbox;
};

} // namespace countersign::store
