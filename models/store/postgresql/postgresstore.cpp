#include "store/postgresql/postgresstore.h"

#include "store/postgresql/pgmigrations.h"

namespace countersign::store {

std::shared_ptr<const ledger::Secret> loginPassword(QByteArrayView rolePassword)
{
    QByteArray bytes = rolePassword.toByteArray();
    QByteArray text = bytes.toBase64();
    auto password = std::make_shared<const ledger::Secret>(ledger::Secret::copyOf(text));
    ledger::wipe(bytes);
    ledger::wipe(text);
    return password;
}

PostgresStore::PostgresStore(std::unique_ptr<PgConnection> connection, const core::Clock &clock)
    : m_connection(std::move(connection)), m_clock(clock), m_outbox(*m_connection), m_cases(*m_connection, m_outbox), m_decisions(*m_connection),
      m_people(*m_connection, m_outbox), m_blobs(*m_connection, m_outbox), m_ledger(*m_connection, m_outbox),
      m_work(*m_connection, m_outbox), m_desk(*m_connection)
{
}

core::Result<std::unique_ptr<PostgresStore>> PostgresStore::open(const ServerAddress &address, const Login &login, const core::Clock &clock,
                                                                   const std::stop_token &closing)
{
    auto connection = PgConnection::open(address, login, closing);
    if (!connection)
        return tl::unexpected(connection.error());
    if (const auto schema = checkServerSchema(**connection, serverMigrationFiles()); !schema)
        return tl::unexpected(schema.error());
    (void)(*connection)->run("ledger/sequence"); // what somebody left waiting gets its place; who may not move it reads all the same
    return std::unique_ptr<PostgresStore>(new PostgresStore(std::move(*connection), clock));
}

} // namespace countersign::store
