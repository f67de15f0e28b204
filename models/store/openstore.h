// The embedded store, whole: one connection and every port on it.
#pragma once

#include "store/casekeys.h"
#include "store/database.h"
#include "store/sqlblobrepository.h"
#include "store/sqlcaserepository.h"
#include "store/sqldecisionrepository.h"
#include "store/sqlledgerstorage.h"
#include "store/sqlpeoplerepository.h"
#include "store/sqlunitofwork.h"
#include "store/teamkeys.h"

namespace countersign::store {

// Made, used and destroyed in one thread; only cases().interrupt() may be called from another one. Several may be open on one file, in
// one process or many. The references live as long as the store does.
class SqliteStore {
public:
    // Failures as Database::open. The clock is the store's clock for claims, and outlives the store.
    static core::Result<std::unique_ptr<SqliteStore>> open(const QString &path, OpenMode mode, const core::Clock &clock,
                                                           const Surroundings &surroundings = {});
    // Over a connection that is open already.
    static std::unique_ptr<SqliteStore> over(std::unique_ptr<Database> database, const core::Clock &clock);

    core::CaseRepository &cases() { return m_cases; }
    SqlCaseRepository &caseRows() { return m_cases; }
    core::DecisionRepository &decisions() { return m_decisions; }
    core::PeopleRepository &people() { return m_people; }
    core::BlobRepository &blobs() { return m_blobs; }
    ledger::LedgerStorage &ledger() { return m_ledger; }
    ledger::PendingStorage &pending() { return m_ledger; }
    core::UnitOfWork &work() { return m_work; }

    const core::Clock &clock() const { return m_clock; }
    const Opening &opening() const { return m_database->opening(); }
    Database &database() { return *m_database; } // checkpoints and checks

private:
    SqliteStore(std::unique_ptr<Database> database, const core::Clock &clock);

    std::unique_ptr<Database> m_database;
    const core::Clock &m_clock;
    TeamKeys m_teams;
    CaseKeys m_keys;
    SqlCaseRepository m_cases;
    SqlDecisionRepository m_decisions;
    SqlPeopleRepository m_people;
    SqlBlobRepository m_blobs;
    SqlLedgerStorage m_ledger;
    SqlUnitOfWork m_work;
};

} // namespace countersign::store
