#include "store/nativestatement.h"

#include "store/database.h"

#include <sqlite3.h>

namespace countersign::store {

using core::Result;

NativeStatement::NativeStatement(Database &database, sqlite3_stmt *statement, bool *inUse, const QByteArray &name)
    : m_database(database), m_statement(statement), m_inUse(inUse), m_name(name)
{
    if (m_inUse)
        *m_inUse = true;
}

NativeStatement::NativeStatement(Database &database, core::Error broken)
    : m_database(database), m_statement(nullptr), m_inUse(nullptr), m_broken(std::move(broken))
{
}

NativeStatement::~NativeStatement()
{
    if (!m_inUse) {
        sqlite3_finalize(m_statement);
        return;
    }
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement); // no pointer into the caller's values stays behind
    *m_inUse = false;
}

NativeStatement &NativeStatement::bind(qint64 number)
{
    sqlite3_bind_int64(m_statement, ++m_bound, number);
    return *this;
}

NativeStatement &NativeStatement::bindReal(double number)
{
    sqlite3_bind_double(m_statement, ++m_bound, number);
    return *this;
}

NativeStatement &NativeStatement::bindText(QByteArrayView utf8)
{
    // A null pointer would bind NULL.
    sqlite3_bind_text64(m_statement, ++m_bound, utf8.isEmpty() ? "" : utf8.data(), sqlite3_uint64(utf8.size()), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

NativeStatement &NativeStatement::bindBlob(QByteArrayView bytes)
{
    sqlite3_bind_blob64(m_statement, ++m_bound, bytes.isEmpty() ? "" : bytes.data(), sqlite3_uint64(bytes.size()), SQLITE_STATIC);
    return *this;
}

NativeStatement &NativeStatement::bindNull()
{
    sqlite3_bind_null(m_statement, ++m_bound);
    return *this;
}

Result<bool> NativeStatement::next()
{
    if (m_broken)
        return tl::unexpected(*m_broken);
    const int answer = sqlite3_step(m_statement);
    if (answer == SQLITE_ROW)
        return true;
    if (answer == SQLITE_DONE)
        return false;
    return tl::unexpected(m_database.failure(m_name));
}

Result<void> NativeStatement::run()
{
    for (;;) {
        const Result<bool> row = next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
    }
    again();
    return {};
}

void NativeStatement::again()
{
    sqlite3_reset(m_statement);
    m_bound = 0;
}

int NativeStatement::changed() const
{
    return m_statement ? sqlite3_changes(sqlite3_db_handle(m_statement)) : 0;
}

qint64 NativeStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double NativeStatement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString NativeStatement::text(int column) const
{
    return QString::fromUtf8(bytes(column));
}

QByteArrayView NativeStatement::bytes(int column) const
{
    const void *start = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(start), qsizetype(sqlite3_column_bytes(m_statement, column))};
}

bool NativeStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

} // namespace countersign::store
