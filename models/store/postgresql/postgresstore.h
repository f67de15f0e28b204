// A shared store, whole: one connection to its server and every port on it.
#pragma once

#include "core/clock.h"
#include "store/postgresql/pgblobrepository.h"
#include "store/postgresql/pgcaserepository.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgdecisionrepository.h"
#include "store/postgresql/pgledgerstorage.h"
#include "store/postgresql/pgoutbox.h"
#include "store/postgresql/pgpeoplerepository.h"
#include "store/postgresql/pgstoredesk.h"
#include "store/postgresql/pgunitofwork.h"

namespace countersign::store {

// The password of a login role, as text, from the random bytes in a key file.
std::shared_ptr<const ledger::Secret> loginPassword(QByteArrayView rolePassword);

// Made, used and destroyed in one thread; only cases().interrupt() may be called from another one. A connection that broke is made anew by
// the next call outside of a transaction.
class PostgresStore {
public:
    // StoreUnreachable (pgerror.h), NotAStore (a database without our schema), StoreNewer (detail "theirs > ours"), StoreDamaged (detail:
    // the migration that differs), StoreMissing never: a store without its first person has no storeIdentity.
    // `closing` as PgLine::open's stop.
    static core::Result<std::unique_ptr<PostgresStore>> open(const ServerAddress &address, const Login &login, const core::Clock &clock,
                                                              const std::stop_token &closing = {});

    core::CaseRepository &cases() { return m_cases; }
    core::DecisionRepository &decisions() { return m_decisions; }
    core::PeopleRepository &people() { return m_people; }
    core::BlobRepository &blobs() { return m_blobs; }
    ledger::LedgerStorage &ledger() { return m_ledger; }
    core::UnitOfWork &work() { return m_work; }
    sync::StoreDesk &desk() { return m_desk; }

    const core::Clock &clock() const { return m_clock; } // what people's own devices say; the store's clock is the server's
    const ServerAddress &address() const { return m_connection->address(); }
    QString role() const { return m_connection->role(); }
    PgConnection &connection() { return *m_connection; }

private:
    PostgresStore(std::unique_ptr<PgConnection> connection, const core::Clock &clock);

    std::unique_ptr<PgConnection> m_connection;
    const core::Clock &m_clock;
    PgOutbox m_outbox;
    PgCaseRepository m_cases;
    PgDecisionRepository m_decisions;
    PgPeopleRepository m_people;
    PgBlobRepository m_blobs;
    PgLedgerStorage m_ledger;
    PgUnitOfWork m_work;
    PgStoreDesk m_desk;
};

} // namespace countersign::store
