// Database: opening and closing.
#include "store/changerecorder.h"
#include "store/database.h"
#include "store/databasecache.h"
#include "store/logwrites.h"
#include "store/migrationentry.h"
#include "store/sqlerror.h"
#include "store/storefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QUrl>
#include <atomic>
#include <utility>
#include <sqlite3.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr std::chrono::milliseconds closingPatience{5'000};
constexpr int firstThatMoves = 10; // the schema that knows of moving away

QString gatePath(const QString &path)
{
    return path + QStringLiteral("-gate");
}

void removeWithSideFiles(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-gate"})
        QFile::remove(path + QLatin1String(suffix));
}

Result<Volume> checkVolume(const QString &place, OpenMode mode, const VolumeProbe &probe)
{
    Volume volume = probe(place);
    if (mode == OpenMode::ReadOnly)
        return volume;
    if (volume.kind == VolumeKind::Network)
        return fail(ErrorKind::StoreOnNetwork, place, volume.type);
    if (volume.readOnly)
        return fail(ErrorKind::StoreReadOnly, place, volume.type);
    return volume;
}

} // namespace

Database::Database(const QString &path, const Surroundings &surroundings)
    : m_opening{path, false, {}}, m_surroundings(surroundings), m_gate(gatePath(path)), m_cache(std::make_unique<Cache>())
{
}

Database::~Database()
{
    if (!m_native) {
        disconnect(false);
        return;
    }
    const bool checkpointing = m_memory.isEmpty() && !m_opening.readOnly && !m_broken && m_gate.enter(closingPatience).has_value();
    const GateTurn turn(m_gate);
    disconnect(checkpointing);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, OpenMode mode, const Surroundings &surroundings)
{
    if (mode == OpenMode::Create)
        if (auto created = create(path, surroundings); !created)
            return tl::unexpected(created.error());
    if (auto checked = checkStoreFile(path); !checked)
        return tl::unexpected(checked.error());
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const Result<Volume> volume = checkVolume(canonical, mode, surroundings.volume);
    if (!volume)
        return tl::unexpected(volume.error());
    const bool readOnly = mode == OpenMode::ReadOnly;
    if (!readOnly)
        if (auto writable = checkWritable(canonical); !writable)
            return tl::unexpected(writable.error());
    std::unique_ptr<Database> database(new Database(canonical, surroundings));
    database->m_opening.readOnly = readOnly;
    database->m_writesMoved = mode == OpenMode::Moving;
    if (volume->kind == VolumeKind::UnknownFuse)
        database->m_opening.warnings.append(QStringLiteral("fuse:") + volume->type);
    // On a medium that nobody can write there can be no index of the log, and none is needed.
    const bool immutable = volume->readOnly && QFileInfo(canonical + QStringLiteral("-wal")).size() == 0;
    if (auto connected = database->connect(readOnly, immutable); !connected)
        return tl::unexpected(connected.error());
    if (auto checked = database->check(readOnly); !checked)
        return tl::unexpected(checked.error());
    return database;
}

// A store is made under another name, whole, and only then given its own.
Result<void> Database::create(const QString &path, const Surroundings &surroundings)
{
    const QFileInfo info(path);
    if (info.exists() && info.size() > 0)
        return fail(ErrorKind::StoreExists, path);
    if (const auto volume = checkVolume(info.absolutePath(), OpenMode::Create, surroundings.volume); !volume)
        return tl::unexpected(volume.error());
    const Result<QString> beside = makeFileBeside(path);
    if (!beside)
        return tl::unexpected(beside.error());
    Result<void> made;
    {
        Database fresh(*beside, surroundings);
        fresh.m_isBeingMade = true;
        made = fresh.connect(false, false);
        if (made) // nothing of it counts before publishFile() has put all of it on disk
            made = fresh.execute("PRAGMA synchronous = OFF; PRAGMA auto_vacuum = NONE; PRAGMA application_id = " + QByteArray::number(applicationId));
        if (made)
            made = fresh.check(false);
        if (made)
            made = fresh.checkpoint();
    }
    if (made && QFileInfo(*beside + QStringLiteral("-wal")).size() > 0) // only the file itself gets the name
        made = fail(ErrorKind::DiskFull, path);
    if (made)
        made = publishFile(*beside, path);
    removeWithSideFiles(*beside);
    return made;
}

Result<void> Database::connect(bool readOnly, bool immutable)
{
    static std::atomic<quint64> number{0};
    const QString driver = QStringLiteral("QSQLITE");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return fail(ErrorKind::StoreUnreachable, m_opening.path, driver);
    if (auto installed = installLogWrites(); !installed)
        return installed;
    m_name = QStringLiteral("countersign-store-%1").arg(++number);
    m_connection = QSqlDatabase::addDatabase(driver, m_name);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000");
    if (readOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    if (immutable || !m_memory.isEmpty())
        options += QStringLiteral(";QSQLITE_OPEN_URI");
    m_connection.setConnectOptions(options);
    const QString uri = QStringLiteral("file:%1?immutable=1").arg(QString::fromLatin1(QUrl::toPercentEncoding(m_opening.path, "/")));
    const QString memory = QStringLiteral("file:/%1?vfs=memdb").arg(QString::fromLatin1(m_memory));
    m_connection.setDatabaseName(!m_memory.isEmpty() ? memory : immutable ? uri : m_opening.path);
    if (!m_connection.open())
        return fail(ErrorKind::StoreUnreachable, m_opening.path, m_connection.lastError().databaseText());
    const QVariant handle = m_connection.driver()->handle();
    m_native = *static_cast<sqlite3 *const *>(handle.constData());
    return configure(readOnly);
}

Result<void> Database::configure(bool readOnly)
{
    sqlite3_extended_result_codes(m_native, 1);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); // but see disconnect()
    sqlite3_wal_hook(m_native, // also ends SQLite's automatic checkpoints, which would not pass the gate
                     [](void *database, sqlite3 *, const char *, int pages) {
                         static_cast<Database *>(database)->m_walPages = pages;
                         return SQLITE_OK;
                     },
                     this);
    // A split of a page makes SQLite look through the whole page cache at the commit: a small one, and the system keeps the rest.
    // Temporary sorting stays in memory: no text of a case is to reach a file that nobody knows of.
    return execute(QByteArray("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096; PRAGMA cell_size_check = ON;")
                   + (readOnly ? "" : "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864"));
}

Result<void> Database::check(bool readOnly)
{
    if (!readOnly)
        if (auto set = execute("PRAGMA journal_mode = WAL"); !set)
            return set;
    const Result<int> schema = checkSchema(*this, m_surroundings.migrations);
    if (!schema)
        return tl::unexpected(schema.error());
    if (*schema != schemaOf(m_surroundings.migrations)) {
        if (readOnly)
            return fail(ErrorKind::StoreReadOnly, m_opening.path,
                        QStringLiteral("%1 < %2").arg(*schema).arg(schemaOf(m_surroundings.migrations)));
        if (const auto current = bringUpToDate(); !current)
            return current;
    }
    const Result<QString> moved = movedTo();
    if (!moved)
        return tl::unexpected(moved.error());
    if (!moved->isEmpty())
        m_opening.warnings.append(movedAway + u':' + *moved);
    return readOnly ? Result<void>() : demandStaying();
}

// The log of a store that was copied onto a server goes on there, whatever becomes of this file.
Result<void> Database::bringUpToDate()
{
    const bool writesMoved = std::exchange(m_writesMoved, true);
    const auto done = write([this]() -> Result<void> {
        const Result<int> before = migrate(*this, m_surroundings.migrations);
        if (!before)
            return tl::unexpected(before.error());
        const int now = schemaOf(m_surroundings.migrations);
        const Result<QString> moved = movedTo();
        if (!moved)
            return tl::unexpected(moved.error());
        return *before == 0 || *before == now || !moved->isEmpty() ? Result<void>() : recordMigration(*this, *before, now);
    });
    m_writesMoved = writesMoved;
    return done;
}

// Empty where the store is here.
Result<QString> Database::movedTo()
{
    if (schemaOf(m_surroundings.migrations) < firstThatMoves)
        return QString();
    NativeStatement ask = native("moving/movedTo");
    return ask.next().map([&](bool isMoved) { return isMoved ? ask.text(0) : QString(); });
}

Result<void> Database::demandStaying()
{
    if (m_writesMoved)
        return {};
    return movedTo().and_then([](const QString &url) { return url.isEmpty() ? Result<void>() : Result<void>(fail(ErrorKind::NotAllowed, url, movedAway)); });
}

void Database::disconnect(bool checkpointing)
{
    if (m_name.isEmpty())
        return;
    m_cache->clear();
    m_recorder.reset();
    if (checkpointing) {
        checkpointInside();
        sqlite3_db_config(m_native, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr); // the last one out removes the log
    }
    {
        const std::lock_guard lock(m_interruptGuard);
        m_native = nullptr;
    }
    m_connection.close();
    m_connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
    m_name.clear();
}

} // namespace countersign::store
