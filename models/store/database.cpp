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

// Qt gives every "?" a name of its own, by order of appearance, and so loses the number behind it: numbers become names. No statement
// has a question mark in a literal.
QString withNamedParameters(const QByteArray &sql)
{
    return QString::fromUtf8(sql).replace(u'?', QStringLiteral(":p"));
}

} // namespace

Statement Database::statement(const char *name)
{
    const auto known = m_cache->qt.find(borrowed(name));
    if (known != m_cache->qt.end() && !known->second.inUse)
        return Statement(*this, known->second.query, &known->second.inUse, known->first);
    const QByteArray key(name);
    return prepared(key, SqlCatalogue::sqlite().text(key));
}

Statement Database::composed(const QByteArray &sql)
{
    const auto known = m_cache->qt.find(sql);
    if (known != m_cache->qt.end() && !known->second.inUse)
        return Statement(*this, known->second.query, &known->second.inUse, known->first);
    return prepared(sql, sql);
}

Statement Database::prepared(const QByteArray &name, const QByteArray &sql)
{
    retireWhenBroken();
    if (m_broken)
        return Statement(*this, *m_broken);
    auto query = std::make_shared<QSqlQuery>(m_connection);
    query->setForwardOnly(true);
    if (sql.isEmpty() || !query->prepare(withNamedParameters(sql)))
        return Statement(*this, failure(name));
    const auto [entry, isNew] = m_cache->qt.try_emplace(name, Cache::QtStatement{query, false});
    return Statement(*this, query, isNew ? &entry->second.inUse : nullptr, name);
}

NativeStatement Database::native(const char *name)
{
    const auto known = m_cache->native.find(borrowed(name));
    if (known != m_cache->native.end() && !known->second.inUse)
        return NativeStatement(*this, known->second.statement, &known->second.inUse, known->first);
    const QByteArray key(name);
    return preparedNative(key, SqlCatalogue::sqlite().text(key));
}

NativeStatement Database::composedNative(const QByteArray &sql)
{
    const auto known = m_cache->native.find(sql);
    if (known != m_cache->native.end() && !known->second.inUse)
        return NativeStatement(*this, known->second.statement, &known->second.inUse, known->first);
    return preparedNative(sql, sql);
}

NativeStatement Database::preparedNative(const QByteArray &name, const QByteArray &sql)
{
    retireWhenBroken();
    if (m_broken)
        return NativeStatement(*this, *m_broken);
    sqlite3_stmt *statement = nullptr;
    const int answer = sqlite3_prepare_v3(m_native, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (answer != SQLITE_OK || !statement)
        return NativeStatement(*this, failure(name));
    const auto [entry, isNew] = m_cache->native.try_emplace(name, Cache::Native{statement, false});
    return NativeStatement(*this, statement, isNew ? &entry->second.inUse : nullptr, name);
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
    if (std::any_of(m_cache->qt.begin(), m_cache->qt.end(), onLoan) || std::any_of(m_cache->native.begin(), m_cache->native.end(), onLoan))
        return; // at the next call, then
    disconnect(false);
}

Result<void> Database::quickCheck()
{
    Statement check = composed("PRAGMA quick_check(1)");
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
