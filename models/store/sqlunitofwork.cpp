#include "store/sqlunitofwork.h"

#include "store/database.h"

namespace countersign::store {

using core::Result;

Result<void> SqlUnitOfWork::write(const std::function<Result<void>()> &work)
{
    if (m_database.isWriting())
        return core::fail(core::ErrorKind::WrongCall, m_database.opening().path, QStringLiteral("write inside write"));
    return m_database.write(work);
}

Result<void> SqlUnitOfWork::read(const std::function<Result<void>()> &work)
{
    return m_database.read(work);
}

Result<void> SqlUnitOfWork::sweep()
{
    return m_database.sweep();
}

} // namespace countersign::store
