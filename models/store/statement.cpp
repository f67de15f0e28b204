#include "store/statement.h"

#include "store/database.h"

#include <QSqlError>

namespace countersign::store {

using core::Result;

namespace {

// ":p1", ":p2", … as Database spells parameters for Qt.
const QString &parameterName(int index)
{
    static const QStringList names = [] {
        QStringList list;
        for (int i = 1; i <= 32; ++i)
            list.append(QStringLiteral(":p%1").arg(i));
        return list;
    }();
    return names.at(index);
}

} // namespace

Statement::Statement(Database &database, std::shared_ptr<QSqlQuery> query, bool *inUse, const QByteArray &name)
    : m_database(database), m_query(std::move(query)), m_inUse(inUse), m_name(name)
{
    if (m_inUse)
        *m_inUse = true;
}

Statement::Statement(Database &database, core::Error broken) : m_database(database), m_inUse(nullptr), m_broken(std::move(broken)) {}

Statement::~Statement()
{
    if (m_query)
        m_query->finish();
    if (m_inUse)
        *m_inUse = false;
}

Statement &Statement::add(const QVariant &value)
{
    if (m_query)
        m_query->bindValue(parameterName(m_bound), value);
    ++m_bound;
    return *this;
}

Statement &Statement::bind(const QString &text)
{
    return add(text.isNull() ? QVariant(QStringLiteral("")) : QVariant(text)); // Qt binds a null string as NULL
}

Statement &Statement::bind(const QByteArray &bytes)
{
    return add(bytes.isNull() ? QVariant(QByteArray("")) : QVariant(bytes));
}

Statement &Statement::bind(qint64 number)
{
    return add(QVariant(number));
}

Statement &Statement::bind(double number)
{
    return add(QVariant(number));
}

Statement &Statement::bindNull()
{
    return add(QVariant());
}

Result<void> Statement::execute()
{
    if (m_broken)
        return tl::unexpected(*m_broken);
    m_executed = true;
    if (m_query->exec())
        return {};
    return tl::unexpected(m_database.failure(m_name));
}

Result<bool> Statement::next()
{
    if (!m_executed)
        if (const auto done = execute(); !done)
            return tl::unexpected(done.error());
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        return tl::unexpected(m_database.failure(m_name));
    return false;
}

Result<int> Statement::run()
{
    if (const auto done = execute(); !done)
        return tl::unexpected(done.error());
    const int changed = m_query->numRowsAffected();
    again();
    return changed;
}

void Statement::again()
{
    if (m_query)
        m_query->finish();
    m_executed = false;
    m_bound = 0;
}

} // namespace countersign::store
