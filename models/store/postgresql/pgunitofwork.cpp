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
        if (m_outbox.takeHandedOver())
            (void)m_connection.run("ledger/sequence"); // who does not come to it now, or cannot, leaves it to whoever comes next
    });
}

PgUnitOfWork::~PgUnitOfWork()
{
    m_connection.setAtEnd({});
    m_connection.setAfterCommit({});
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
