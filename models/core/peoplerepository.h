// Port: people, their role grants and enrolled keys; the store's own name and id; adopted policies; security events.
// Calls that change need a UnitOfWork::write. One object per thread.
#pragma once

#include "core/result.h"
#include "core/reviewer.h"

#include <QByteArrayView>
#include <QDateTime>

namespace countersign::core {

struct StoreIdentity {
    StoreId id;
    QString name;
    QDateTime created;
    bool operator==(const StoreIdentity &) const = default;
};

struct AdoptedPolicy {
    int version = 1;
    QByteArray rules;        // canonical text as written by policy/rule.h
    StatementId adoptedBy;   // the policy.adopted statement
    QDateTime adopted;
    bool operator==(const AdoptedPolicy &) const = default;
};

struct SecurityEvent {
    QDateTime at;
    QString kind;     // "wrong-secret", "bad-signature", …
    PersonId person;  // who it concerns, may be empty
    QString detail;
    bool operator==(const SecurityEvent &) const = default;
};

class PeopleRepository {
public:
    virtual ~PeopleRepository() = default;

    virtual Result<std::optional<StoreIdentity>> storeIdentity() = 0; // nothing: a store without its first person yet
    virtual Result<void> saveStoreIdentity(const StoreIdentity &identity) = 0;

    virtual Result<QList<Person>> people() = 0; // by id
    virtual Result<std::optional<Person>> person(const PersonId &id) = 0;
    // Inserts or replaces name, roles, key and the disabled mark.
    virtual Result<void> savePerson(const Person &person) = 0;
    // What the person logs in to a server with; only a verifier of it leaves this process. Where there is no server, nothing is kept of it.
    virtual Result<void> saveLogin(const PersonId &, QByteArrayView) { return {}; }

    virtual Result<std::optional<AdoptedPolicy>> currentPolicy() = 0; // the highest version
    virtual Result<std::optional<AdoptedPolicy>> policy(int version) = 0;
    virtual Result<void> savePolicy(const AdoptedPolicy &policy) = 0;

    virtual Result<void> saveSecurityEvent(const SecurityEvent &event) = 0;
    virtual Result<QList<SecurityEvent>> securityEvents(int limit) = 0; // newest first
};

} // namespace countersign::core
