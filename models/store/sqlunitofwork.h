// UnitOfWork on the embedded store.
#pragma once

#include "core/unitofwork.h"

namespace countersign::store {

class Database;

// One object per connection, in its thread. Beside the port's own failures: StoreBusy when the turn at the gate does not come,
// WrongCall when called inside a write.
class SqlUnitOfWork final : public core::UnitOfWork {
public:
    explicit SqlUnitOfWork(Database &database) : m_database(database) {}

    core::Result<void> write(const std::function<core::Result<void>()> &work) override;
    core::Result<void> read(const std::function<core::Result<void>()> &work) override;
    core::Result<void> sweep() override;

private:
    Database &m_database;
};

} // namespace countersign::store
