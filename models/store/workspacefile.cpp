#include "store/workspacefile.h"

#include "ledger/hash.h"
#include "store/logwrites.h"
#include "store/sqlerror.h"
#include "store/storefile.h"

#include <fcntl.h>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <sqlite3.h>
#include <unistd.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr int formatVersion = 1;
constexpr qsizetype headerSize = 100;
constexpr qint64 mostDigested = 64 * 1024 * 1024;
constexpr int busyMilliseconds = 2'000;

QString logOf(const QString &path)
{
    return path + QStringLiteral("-wal");
}

quint32 field(const QByteArray &header, qsizetype offset)
{
    return qFromBigEndian<quint32>(header.constData() + offset);
}

Result<void> checkHeader(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorKind::StoreMissing, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::StoreUnreachable, path, file.errorString());
    const QByteArray header = file.read(headerSize);
    if (header.size() < headerSize || !header.startsWith(QByteArray("SQLite format 3\0", 16)) || field(header, 68) != workspaceApplicationId)
        return fail(ErrorKind::NotAStore, path);
    if (field(header, 60) > formatVersion)
        return fail(ErrorKind::StoreNewer, path, QStringLiteral("%1 > %2").arg(field(header, 60)).arg(formatVersion));
    return {};
}

Result<void> checkVolume(const QString &place, const VolumeProbe &probe)
{
    const Volume volume = probe(place);
    if (volume.kind == VolumeKind::Network)
        return fail(ErrorKind::StoreOnNetwork, place, volume.type);
    return volume.readOnly ? fail(ErrorKind::StoreReadOnly, place, volume.type) : Result<void>();
}

// Of a file that nobody has open: with a log beside it more belongs to it than its own bytes.
QByteArray digestOf(const QString &path)
{
    QFile file(path);
    if (QFileInfo(logOf(path)).size() > 0 || file.size() > mostDigested || !file.open(QIODevice::ReadOnly))
        return {};
    return ledger::sha256(file.readAll()).toBytes();
}

Result<void> makeEmpty(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0)
        return errno == EEXIST ? fail(ErrorKind::StoreExists, path)
            : errno == ENOSPC  ? fail(ErrorKind::DiskFull, path)
                               : fail(ErrorKind::StoreReadOnly, path, qt_error_string(errno));
    ::close(file);
    return {};
}

} // namespace

// One execution of a prepared statement of the file.
class WorkspaceFile::Rows {
public:
    Rows(WorkspaceFile &file, const char *sql) : m_file(file), m_statement(file.prepared(sql))
    {
        if (!m_statement && file.m_native)
            m_failed = file.failure();
    }
    ~Rows()
    {
        if (!m_statement)
            return;
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement); // no pointer into the caller's values stays behind
    }
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    Rows &bind(int place, quint64 number)
    {
        sqlite3_bind_int64(m_statement, place, sqlite3_int64(number));
        return *this;
    }
    Rows &bind(int place, const QByteArray &bytes, bool isText = false)
    {
        if (isText)
            sqlite3_bind_text(m_statement, place, bytes.constData(), int(bytes.size()), SQLITE_STATIC);
        else
            sqlite3_bind_blob64(m_statement, place, bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_STATIC);
        return *this;
    }
    Result<bool> next()
    {
        if (m_failed || !m_statement)
            return tl::unexpected(m_failed.value_or(core::Error{ErrorKind::StoreUnreachable, m_file.m_path, {}}));
        const int answer = sqlite3_step(m_statement);
        if (answer == SQLITE_ROW || answer == SQLITE_DONE)
            return answer == SQLITE_ROW;
        return tl::unexpected(m_file.failure());
    }
    Result<void> run()
    {
        const Result<bool> done = next();
        sqlite3_reset(m_statement);
        return done ? Result<void>() : Result<void>(tl::unexpected(done.error()));
    }
    quint64 number(int column) const { return quint64(sqlite3_column_int64(m_statement, column)); }
    QByteArray bytes(int column) const
    {
        const void *const start = sqlite3_column_blob(m_statement, column);
        return {static_cast<const char *>(start), start ? sqlite3_column_bytes(m_statement, column) : 0};
    }

private:
    WorkspaceFile &m_file;
    sqlite3_stmt *m_statement = nullptr;
    std::optional<core::Error> m_failed;
};

bool isWorkspaceFile(const QString &path)
{
    const auto checked = checkHeader(path);
    return checked || checked.error().kind == ErrorKind::StoreNewer;
}

Result<std::unique_ptr<WorkspaceFile>> WorkspaceFile::create(const QString &path, const sync::WorkspaceLabel &label, const VolumeProbe &volume)
{
    if (const auto checked = checkVolume(QFileInfo(path).absolutePath(), volume); !checked)
        return tl::unexpected(checked.error());
    if (const auto made = makeEmpty(path); !made)
        return tl::unexpected(made.error());
    std::unique_ptr<WorkspaceFile> file(new WorkspaceFile(QFileInfo(path).absoluteFilePath()));
    return file->connect(true)
        .and_then([&] { return file->makeTables(label); })
        .and_then([&] { return file->takeLabel(); })
        .map([&] { return std::move(file); });
}

Result<std::unique_ptr<WorkspaceFile>> WorkspaceFile::open(const QString &path, const VolumeProbe &volume)
{
    if (const auto checked = checkHeader(path); !checked)
        return tl::unexpected(checked.error());
    const QString canonical = QFileInfo(path).canonicalFilePath();
    if (const auto checked = checkVolume(canonical, volume).and_then([&] { return checkWritable(canonical); }); !checked)
        return tl::unexpected(checked.error());
    std::unique_ptr<WorkspaceFile> file(new WorkspaceFile(canonical));
    file->m_found = digestOf(canonical);
    return file->connect(false).and_then([&] { return file->takeLabel(); }).map([&] { return std::move(file); });
}

Result<sync::WorkspaceLabel> WorkspaceFile::readLabel(const QString &path)
{
    return open(path).map([](const std::unique_ptr<WorkspaceFile> &file) { return file->m_label; });
}

WorkspaceFile::~WorkspaceFile()
{
    close();
}

core::Error WorkspaceFile::failure()
{
    if (m_broken)
        return *m_broken;
    const core::Error error = errorOf(m_native, m_path);
    if (losesTrust(sqlite3_extended_errcode(m_native), sqlite3_system_errno(m_native)))
        m_broken = error;
    return error;
}

// Nothing where the file is closed or in doubt, or SQLite failed.
sqlite3_stmt *WorkspaceFile::prepared(const char *sql)
{
    if (!m_native || m_broken)
        return nullptr;
    sqlite3_stmt *&statement = m_prepared[QByteArrayView(sql)];
    if (!statement)
        sqlite3_prepare_v3(m_native, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return statement;
}

Result<void> WorkspaceFile::execute(const char *sql)
{
    if (m_broken)
        return tl::unexpected(*m_broken);
    return sqlite3_exec(m_native, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? Result<void>() : Result<void>(tl::unexpected(failure()));
}

Result<void> WorkspaceFile::connect(bool isNew)
{
    if (auto installed = installLogWrites(); !installed)
        return installed;
    if (sqlite3_open_v2(QFile::encodeName(m_path).constData(), &m_native, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, nullptr) != SQLITE_OK)
        return tl::unexpected(m_native ? failure() : core::Error{ErrorKind::StoreUnreachable, m_path, {}});
    sqlite3_extended_result_codes(m_native, 1);
    sqlite3_busy_timeout(m_native, busyMilliseconds);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // Exclusive before the first look: then the log needs no index in a third file, and nobody else comes in.
    Result<void> done = execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;"
                                "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000");
    if (done && isNew)
        done = execute("PRAGMA application_id = 0x43536777; PRAGMA user_version = 1; PRAGMA journal_mode = WAL");
    return done ? execute("BEGIN IMMEDIATE; COMMIT") : done;
}

Result<void> WorkspaceFile::makeTables(const sync::WorkspaceLabel &label)
{
    if (auto made = execute("BEGIN; CREATE TABLE label (text BLOB NOT NULL) STRICT;"
                            "CREATE TABLE cell (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, tag BLOB NOT NULL,"
                            " sealed BLOB NOT NULL) STRICT");
        !made)
        return made;
    const QByteArray text = sync::write(label);
    const auto written = Rows(*this, "INSERT INTO label (text) VALUES (?1)").bind(1, text).run();
    return written ? execute("COMMIT") : written;
}

Result<void> WorkspaceFile::takeLabel()
{
    Rows rows(*this, "SELECT text FROM label LIMIT 1");
    const Result<bool> row = rows.next();
    if (!row && row.error().kind != ErrorKind::StoreUnreachable) // no such table: it was never finished
        return tl::unexpected(row.error());
    const auto label = row && *row ? sync::parseLabel(rows.bytes(0)) : fail(ErrorKind::Malformed);
    if (!label)
        return fail(ErrorKind::StoreDamaged, m_path, QStringLiteral("label"));
    m_label = *label;
    return {};
}

Result<QList<sync::CellHead>> WorkspaceFile::heads()
{
    QList<sync::CellHead> heads;
    Rows rows(*this, "SELECT number, kind, version, tag FROM cell ORDER BY number");
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return heads;
        heads.append({rows.number(0), rows.bytes(1), rows.number(2), rows.bytes(3)});
    }
}

Result<sync::Cell> WorkspaceFile::cell(quint64 number)
{
    Rows rows(*this, "SELECT number, kind, version, tag, sealed FROM cell WHERE number = ?1");
    const Result<bool> row = rows.bind(1, number).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::StoreDamaged, m_path, QStringLiteral("cell %1").arg(number));
    return sync::Cell{{rows.number(0), rows.bytes(1), rows.number(2), rows.bytes(3)}, rows.bytes(4)};
}

Result<void> WorkspaceFile::put(const QList<sync::Cell> &cells)
{
    Rows rows(*this, "INSERT OR REPLACE INTO cell (number, kind, version, tag, sealed) VALUES (?1, ?2, ?3, ?4, ?5)");
    for (const sync::Cell &cell : cells) {
        rows.bind(1, cell.head.number).bind(2, cell.head.kind, true).bind(3, cell.head.version).bind(4, cell.head.tag).bind(5, cell.sealed);
        if (auto done = rows.run(); !done)
            return done;
    }
    return {};
}

Result<void> WorkspaceFile::remove(const QList<quint64> &numbers)
{
    Rows rows(*this, "DELETE FROM cell WHERE number = ?1");
    for (const quint64 number : numbers)
        if (auto done = rows.bind(1, number).run(); !done)
            return done;
    return {};
}

Result<void> WorkspaceFile::write(const QList<sync::Cell> &cells, const QList<quint64> &removed, bool synced)
{
    if (!synced)
        if (auto set = execute("PRAGMA synchronous = NORMAL"); !set)
            return set;
    std::optional<LogWritesHeld> held;
    if (synced)
        held.emplace();
    Result<void> done = Rows(*this, "BEGIN IMMEDIATE").run().and_then([&] { return put(cells); }).and_then([&] { return remove(removed); }).and_then([&] {
        return Rows(*this, "COMMIT").run();
    });
    if (!sqlite3_get_autocommit(m_native))
        sqlite3_exec(m_native, "ROLLBACK", nullptr, nullptr, nullptr);
    held.reset();
    if (!synced)
        if (auto set = execute("PRAGMA synchronous = FULL"); !set && !m_broken)
            m_broken = set.error();
    return done;
}

Result<void> WorkspaceFile::sweep()
{
    return execute("VACUUM").and_then([this] { return settle(); });
}

Result<void> WorkspaceFile::settle()
{
    return execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

QByteArray WorkspaceFile::close()
{
    if (!m_native)
        return {};
    const bool isWhole = !m_broken;
    for (sqlite3_stmt *const statement : std::exchange(m_prepared, {}))
        sqlite3_finalize(statement);
    sqlite3_close_v2(std::exchange(m_native, nullptr));
    return isWhole ? digestOf(m_path) : QByteArray();
}

} // namespace countersign::store
