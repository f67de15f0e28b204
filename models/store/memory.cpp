// Database: a store in memory, and what its transactions change, as changesets of SQLite's session extension.
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1

#include "store/changerecorder.h"
#include "store/database.h"
#include "store/sqlerror.h"

#include <sqlite3.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

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

struct EndOfSession {
    void operator()(sqlite3_session *session) const { sqlite3session_delete(session); }
};
struct EndOfGroup {
    void operator()(sqlite3_changegroup *group) const { sqlite3changegroup_delete(group); }
};

// As one changeset, in which each row is changed once: nothing where they do not fit together.
std::optional<QByteArray> together(const QList<QByteArray> &changes)
{
    sqlite3_changegroup *made = nullptr;
    if (sqlite3changegroup_new(&made) != SQLITE_OK)
        return std::nullopt;
    const std::unique_ptr<sqlite3_changegroup, EndOfGroup> group(made);
    for (const QByteArray &one : changes)
        if (sqlite3changegroup_add(made, int(one.size()), const_cast<char *>(one.constData())) != SQLITE_OK)
            return std::nullopt;
    int size = 0;
    void *bytes = nullptr;
    if (sqlite3changegroup_output(made, &size, &bytes) != SQLITE_OK)
        return std::nullopt;
    QByteArray all(static_cast<const char *>(bytes), size);
    sqlite3_free(bytes);
    return all;
}

} // namespace

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
    if (!m_recorder)
        m_recorder = ChangeRecorder::over(m_native);
    if (!m_recorder)
        return tl::unexpected(failure("changes"));
    m_recorder->begin();
    return {};
}

Result<void> Database::keepRecorded(Durability durability)
{
    if (!m_keep)
        return {};
    const std::optional<QByteArray> changes = m_recorder->end();
    return changes ? m_keep(*changes, durability) : Result<void>(tl::unexpected(failure("changes")));
}

void Database::dropRecorded()
{
    if (m_recorder)
        m_recorder->drop();
}

// Together they are carried out once, which prepares its statements once and writes a row once that was changed often.
Result<void> Database::replay(const QList<QByteArray> &changes)
{
    std::optional<QByteArray> all = together(changes);
    if (!all)
        return fail(ErrorKind::StoreDamaged, m_opening.path, QStringLiteral("changes"));
    if (all->isEmpty())
        return {};
    // The index of words is among what was recorded; triggers have had their say.
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    sqlite3_db_config(m_native, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    const int answer = sqlite3changeset_apply(m_native, int(all->size()), all->data(), nullptr, &onConflict, nullptr);
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
    sqlite3_session *made = nullptr;
    if (sqlite3session_create(m_native, "main", &made) != SQLITE_OK)
        return tl::unexpected(failure("session"));
    const std::unique_ptr<sqlite3_session, EndOfSession> session(made);
    for (const QByteArray &table : std::as_const(tables)) {
        if (!isRecorded(table.constData()))
            continue;
        const bool done = sqlite3session_attach(made, table.constData()) == SQLITE_OK
            && sqlite3session_diff(made, "empty", table.constData(), nullptr) == SQLITE_OK;
        if (!done)
            return tl::unexpected(failure("session " + table));
    }
    return changesOf(made, m_opening.path);
}

} // namespace countersign::store
