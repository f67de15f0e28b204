// UnitOfWork on a server.
#pragma once

#include "core/unitofwork.h"

namespace countersign::store {

class PgConnection;
class PgOutbox;

// One object per connection, in its thread. StoreUnreachable with detail "unanswered" when the connection broke while the server was saving:
// then it may have been kept, and the statement's id tells.
class PgUnitOfWork final : public core::UnitOfWork {
public:
    PgUnitOfWork(PgConnection &connection, PgOutbox &outbox);
    ~PgUnitOfWork() override; // what was recorded last may still wait for its place in the log: it is moved now

    core::Result<void> write(const std::function<core::Result<void>()> &work) override;
    core::Result<void> read(const std::function<core::Result<void>()> &work) override;
    core::Result<void> sweep() override { return {}; } // the server's own affair: vacuum

private:
    PgConnection &m_connection;
    PgOutbox &m_outbox;
    bool m_isWaiting = false;
};

} // namespace countersign::store
