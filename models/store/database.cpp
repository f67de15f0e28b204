#include "store/database.h"

#include "store/databasecache.h"
#include "store/sqlcatalogue.h"
#include "store/sqlerror.h"

#include <QSqlError>
#include <algorithm>
#include <cstring>

namespace countersign::store {

using core::Error;
using core::ErrorKind;
using core::Result;

namespace {

QByteArray borrowed(const char *name)
{
    return QByteArray::fromRawData(name, qsizetype(std::strlen(name)));
}

} // namespace

template <typename OneExecution>
OneExecution Database::named(const char *name)
{
    const auto known = m_cache->entries.find(borrowed(name));
    if (known != m_cache->entries.end() && !known->second.inUse)
        return OneExecution(*this, known->second.statement, &known->second.inUse, known->first);
    const QByteArray key(name);
    return prepared<OneExecution>(key, SqlCatalogue::sqlite().text(key));
}

template <typename OneExecution>
OneExecution Database::written(const QByteArray &sql)
{
    const auto known = m_cache->entries.find(sql);
    if (known != m_cache->entries.end() && !known->second.inUse)
        return OneExecution(*this, known->second.statement, &known->second.inUse, known->first);
    return prepared<OneExecution>(sql, sql);
}

template <typename OneExecution>
OneExecution Database::prepared(const QByteArray &name, const QByteArray &sql)
{
    retireWhenBroken();
    if (m_broken)
        return OneExecution(*this, *m_broken);
    sqlite3_stmt *statement = nullptr;
    const int answer = sqlite3_prepare_v3(m_native, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (answer != SQLITE_OK || !statement)
        return OneExecution(*this, failure(name));
    const auto [entry, isNew] = m_cache->entries.try_emplace(name, Cache::Entry{statement, false});
    return OneExecution(*this, statement, isNew ? &entry->second.inUse : nullptr, name);
}

Statement Database::statement(const char *name)
{
    return named<Statement>(name);
}

Statement Database::composed(const QByteArray &sql)
{
    return written<Statement>(sql);
}

NativeStatement Database::native(const char *name)
{
    return named<NativeStatement>(name);
}

NativeStatement Database::composedNative(const QByteArray &sql)
{
    return written<NativeStatement>(sql);
}

void Database::CloseBlob::operator()(sqlite3_blob *blob) const
{
    sqlite3_blob_close(blob);
}

Result<Database::OpenedBlob> Database::openBlob(const char *table, const char *column, qint64 key)
{
    retireWhenBroken();
    if (m_broken)
        return tl::unexpected(*m_broken);
    sqlite3_blob *blob = nullptr;
    if (sqlite3_blob_open(m_native, "main", table, column, key, 0, &blob) != SQLITE_OK)
        return tl::unexpected(failure(table));
    return OpenedBlob(blob);
}

Result<void> Database::execute(const QByteArray &sql)
{
    retireWhenBroken();
    if (m_broken)
        return tl::unexpected(*m_broken);
    if (sqlite3_exec(m_native, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(failure(sql.left(40)));
    return {};
}

qint64 Database::lastInsertedKey() const
{
    return sqlite3_last_insert_rowid(m_native);
}

Error Database::failure(const QByteArray &where)
{
    if (m_broken)
        return *m_broken;
    const int code = sqlite3_extended_errcode(m_native);
    Error error = errorOf(m_native, QString::fromUtf8(where));
    if (losesTrust(code, sqlite3_system_errno(m_native)))
        m_broken = error;
    const bool isRule = (code & 0xff) == SQLITE_CONSTRAINT; // the caller may go on with other rows
    if (m_state != State::Idle && !isRule && !m_firstFailure)
        m_firstFailure = error;
    return error;
}

void Database::retireWhenBroken()
{
    if (!m_broken || !m_native || m_state != State::Idle)
        return;
    const auto onLoan = [](const auto &entry) { return entry.second.inUse; };
    if (std::any_of(m_cache->entries.begin(), m_cache->entries.end(), onLoan))
        return; // at the next call, then
    disconnect(false);
}

Result<void> Database::quickCheck()
{
    return checkWith("PRAGMA quick_check(1)");
}

Result<void> Database::deepCheck()
{
    return checkWith("PRAGMA integrity_check(1)");
}

Result<void> Database::checkWith(const QByteArray &pragma)
{
    Statement check = composed(pragma);
    const Result<bool> row = check.next();
    if (!row)
        return tl::unexpected(row.error());
    const QString answer = *row ? check.text(0) : QString();
    return answer == QStringLiteral("ok") ? Result<void>() : core::fail(ErrorKind::StoreDamaged, m_opening.path, answer);
}

Result<qint64> Database::changeMark()
{
    Statement ask = statement("queue/dataVersion");
    const Result<bool> row = ask.next();
    if (!row)
        return tl::unexpected(row.error());
    // Others' commits show in the one number, this connection's own in the other; neither is documented to grow.
    const qint64 version = ask.number(0);
    const qint64 changes = sqlite3_total_changes64(m_native);
    if (version != m_lastDataVersion || changes != m_lastTotalChanges)
        ++m_mark;
    m_lastDataVersion = version;
    m_lastTotalChanges = changes;
    return m_mark;
}

void Database::interrupt()
{
    const std::lock_guard lock(m_interruptGuard);
    if (m_native && m_interruptible)
        sqlite3_interrupt(m_native);
}

Database::Interruptible::Interruptible(Database &database) : m_database(database)
{
    const std::lock_guard lock(database.m_interruptGuard);
    database.m_interruptible = database.m_state != State::Writing;
}

Database::Interruptible::~Interruptible()
{
    const std::lock_guard lock(m_database.m_interruptGuard);
    m_database.m_interruptible = false;
}

} // namespace countersign::store
