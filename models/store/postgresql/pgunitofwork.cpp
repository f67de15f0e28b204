#include "store/postgresql/pgunitofwork.h"

#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgoutbox.h"

namespace countersign::store {

PgUnitOfWork::PgUnitOfWork(PgConnection &connection, PgOutbox &outbox) : m_connection(connection), m_outbox(outbox)
{
    m_connection.setAtEnd([this](PgConnection::End end) {
        if (end == PgConnection::End::Committing)
            return m_outbox.send();
        m_outbox.clear();
        return core::Result<void>();
    });
    m_connection.setAfterCommit([this] {
        if (!m_outbox.takeHandedOver())
            return;
        const auto moved = m_connection.run("ledger/sequenceSoon"); // who cannot leaves it to whoever comes next
        m_isWaiting = !moved || moved->isNull(0, 0);
    });
}

PgUnitOfWork::~PgUnitOfWork()
{
    m_connection.setAtEnd({});
    m_connection.setAfterCommit({});
    if (m_isWaiting && m_connection.isIdle())
        (void)m_connection.run("ledger/sequence");
}

core::Result<void> PgUnitOfWork::write(const std::function<core::Result<void>()> &work)
{
    const auto done = m_connection.write(work);
    const auto refusal = m_outbox.takeRefusal();
    if (done && refusal)
        return tl::unexpected(*refusal);
    return done;
}

core::Result<void> PgUnitOfWork::read(const std::function<core::Result<void>()> &work)
{
    return m_connection.read(work);
}

} // namespace countersign::store
