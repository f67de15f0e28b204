#include "store/openstore.h"

namespace countersign::store {

SqliteStore::SqliteStore(std::unique_ptr<Database> database, const core::Clock &clock)
    : m_database(std::move(database)), m_clock(clock), m_teams(*m_database), m_keys(*m_database, m_teams),
      m_cases(*m_database, m_teams, m_keys, clock), m_decisions(*m_database, m_teams, m_keys), m_people(*m_database, m_teams), m_blobs(*m_database),
      m_ledger(*m_database), m_work(*m_database)
{
}

core::Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const QString &path, OpenMode mode, const core::Clock &clock,
                                                             const Surroundings &surroundings)
{
    auto database = Database::open(path, mode, surroundings);
    if (!database)
        return tl::unexpected(database.error());
    return over(std::move(*database), clock);
}

std::unique_ptr<SqliteStore> SqliteStore::over(std::unique_ptr<Database> database, const core::Clock &clock)
{
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(database), clock));
}

} // namespace countersign::store
