// Database: a store in memory, and what its transactions change, as SQLite's session extension records it.
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1

#include "store/recording.h"
#include "store/sqlerror.h"

#include <array>
#include <cstring>
#include <sqlite3.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// What every store has by itself, and blobs, which are kept one by one.
constexpr std::array<const char *, 3> unrecorded{"migration", "allowed_move", "blob"};

int isRecorded(void *, const char *table)
{
    for (const char *const name : unrecorded)
        if (std::strcmp(table, name) == 0)
            return 0;
    return std::strncmp(table, "sqlite_", 7) == 0 ? 0 : 1;
}

int onConflict(void *, int, sqlite3_changeset_iter *)
{
    return SQLITE_CHANGESET_ABORT;
}

Result<QByteArray> changesOf(sqlite3_session *session, const QString &path)
{
    int size = 0;
    void *bytes = nullptr;
    if (const int answer = sqlite3session_changeset(session, &size, &bytes); answer != SQLITE_OK)
        return tl::unexpected(errorOf(answer, 0, {}, path));
    QByteArray changes(static_cast<const char *>(bytes), size);
    sqlite3_free(bytes);
    return changes;
}

} // namespace

Database::Recording::~Recording()
{
    if (session)
        sqlite3session_delete(session);
}

Result<std::unique_ptr<Database>> Database::openInMemory(const QByteArray &name, const QString &path, const Surroundings &surroundings)
{
    std::unique_ptr<Database> database(new Database(path, surroundings));
    database->m_memory = name;
    return database->connect(false, false).and_then([&] { return database->check(false); }).map([&] { return std::move(database); });
}

Result<void> Database::beginRecording()
{
    if (!m_keep)
        return {};
    m_recording = std::make_unique<Recording>();
    const int answer = sqlite3session_create(m_native, "main", &m_recording->session);
    if (answer != SQLITE_OK)
        return tl::unexpected(failure("session"));
    sqlite3session_table_filter(m_recording->session, &isRecorded, nullptr);
    return sqlite3session_attach(m_recording->session, nullptr) == SQLITE_OK ? Result<void>() : Result<void>(tl::unexpected(failure("session")));
}

Result<void> Database::keepRecorded(Durability durability)
{
    if (!m_recording)
        return {};
    const std::unique_ptr<Recording> recording = std::move(m_recording);
    const Result<QByteArray> changes = changesOf(recording->session, m_opening.path);
    return changes ? m_keep(*changes, durability) : Result<void>(tl::unexpected(changes.error()));
}

Result<void> Database::replay(QByteArrayView changes)
{
    if (changes.isEmpty())
        return {};
    // The index of words is among what was recorded; triggers have had their say.
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    QByteArray copy = changes.toByteArray();
    const int answer = sqlite3changeset_apply(m_native, int(copy.size()), copy.data(), nullptr, &onConflict, nullptr);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, nullptr);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return answer == SQLITE_OK ? Result<void>() : fail(ErrorKind::StoreDamaged, m_opening.path, QStringLiteral("changes %1").arg(answer));
}

Result<QByteArray> Database::allChanges()
{
    auto empty = openInMemory(m_memory + "-empty", m_opening.path, m_surroundings);
    if (!empty)
        return tl::unexpected(empty.error());
    if (auto attached = execute("ATTACH 'file:/" + m_memory + "-empty?vfs=memdb' AS empty"); !attached)
        return tl::unexpected(attached.error());
    const Result<QByteArray> changes = differences();
    const Result<void> detached = execute("DETACH empty");
    return detached ? changes : Result<QByteArray>(tl::unexpected(detached.error()));
}

Result<QByteArray> Database::differences()
{
    QList<QByteArray> tables;
    {
        Statement names = composed("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");
        for (Result<bool> row = names.next(); !row || *row; row = names.next()) {
            if (!row)
                return tl::unexpected(row.error());
            tables.append(names.text(0).toUtf8());
        }
    }
    Recording recording;
    if (sqlite3session_create(m_native, "main", &recording.session) != SQLITE_OK)
        return tl::unexpected(failure("session"));
    for (const QByteArray &table : std::as_const(tables)) {
        if (!isRecorded(nullptr, table.constData()))
            continue;
        const bool done = sqlite3session_attach(recording.session, table.constData()) == SQLITE_OK
            && sqlite3session_diff(recording.session, "empty", table.constData(), nullptr) == SQLITE_OK;
        if (!done)
            return tl::unexpected(failure("session " + table));
    }
    return changesOf(recording.session, m_opening.path);
}

} // namespace countersign::store
