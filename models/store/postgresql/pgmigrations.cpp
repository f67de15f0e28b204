#include "store/postgresql/pgmigrations.h"

#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgerror.h"
#include "store/postgresql/postgresstore.h"

#include <QDir>
#include <QFile>
#include <QThread>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

QList<MigrationFile> serverMigrationFiles()
{
    QList<MigrationFile> files;
    const QFileInfoList found = QDir(QStringLiteral(":/sql/postgresql")).entryInfoList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QFileInfo &info : found) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            files.append({info.fileName().left(4).toInt(), info.completeBaseName(), file.readAll()});
    }
    return files;
}

namespace {

constexpr int mostTurns = 100;
constexpr unsigned long betweenTurns = 50; // milliseconds

// 0: nothing of ours is there.
Result<int> schemaThere(PgConnection &connection, const QList<MigrationFile> &files)
{
    const QString where = connection.address().url(false);
    const auto table = connection.runText("SELECT to_regclass('countersign.migration') IS NOT NULL");
    if (!table)
        return tl::unexpected(table.error());
    if (!table->flag(0, 0))
        return 0;
    const auto applied = connection.runText("SELECT number, name, checksum FROM countersign.migration ORDER BY number");
    if (!applied)
        return tl::unexpected(applied.error().kind == ErrorKind::NotAllowed ? core::Error{ErrorKind::NotAStore, where, {}} : applied.error());
    const int schema = applied->size() == 0 ? 0 : int(applied->number(applied->size() - 1, 0));
    if (schema > schemaOf(files))
        return fail(ErrorKind::StoreNewer, where, QStringLiteral("%1 > %2").arg(schema).arg(schemaOf(files)));
    for (int i = 0; i < applied->size(); ++i)
        if (i >= files.size() || applied->number(i, 0) != files[i].number || applied->view(i, 2) != files[i].checksum())
            return fail(ErrorKind::StoreDamaged, where, applied->text(i, 1));
    return schema;
}

Result<void> carryOut(PgConnection &connection, const MigrationFile &file)
{
    if (const auto done = connection.execute(file.sql, file.name); !done)
        return done;
    PgValues values;
    values.number(file.number).text(file.name).bytes(file.checksum());
    const auto noted = connection.runText("INSERT INTO countersign.migration (number, name, checksum, applied)"
                                          " VALUES ($1::bigint::int, $2, $3, countersign.now_text())", values);
    return noted ? Result<void>() : Result<void>(tl::unexpected(noted.error()));
}

// Our roles are the server's, and a lock is only a database's: another store that is made at the same moment may make them first.
Result<bool> hasRoles(PgConnection &connection)
{
    return connection.runText("SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'countersign_owner')").map([](const PgRows &rows) {
        return rows.flag(0, 0);
    });
}

Result<int> bringUpToDate(PgConnection &administrator, const QList<MigrationFile> &files, Verification verification)
{
    int carriedOut = 0;
    const auto done = administrator.write([&]() -> Result<void> {
        if (const auto locked = administrator.execute("SELECT pg_advisory_xact_lock(1131378030, 1)", {}); !locked)
            return locked;
        const QByteArray word = verification == Verification::Server ? "server" : "reader";
        if (const auto told = administrator.execute("SET LOCAL countersign.verification = '" + word + '\'', {}); !told)
            return told;
        const auto before = schemaThere(administrator, files); // behind the lock: another process may have been quicker
        if (!before)
            return tl::unexpected(before.error());
        if (*before == schemaOf(files))
            return {};
        // Beside people at work: whoever waits in turn for what they hold gives way before the server finds a deadlock, whose end could be theirs.
        if (const auto told = administrator.execute("SET LOCAL lock_timeout = '200ms'", {}); !told)
            return told;
        for (const MigrationFile &file : files) {
            if (file.number <= *before)
                continue;
            if (const auto made = carryOut(administrator, file); !made)
                return made;
            ++carriedOut;
        }
        if (*before == 0)
            return {};
        const auto noted = administrator.runText("SELECT countersign.note_migration($1::bigint::int, $2::bigint::int)",
                                                 PgValues().number(*before).number(schemaOf(files)));
        return noted ? Result<void>() : Result<void>(tl::unexpected(noted.error()));
    });
    return done.map([&] { return carriedOut; });
}

Result<int> inTurn(PgConnection &administrator, const QList<MigrationFile> &files, Verification verification)
{
    for (int left = mostTurns;; --left) {
        auto done = bringUpToDate(administrator, files, verification);
        if (done || done.error().kind != ErrorKind::StoreBusy || left == 0)
            return done;
        QThread::msleep(betweenTurns);
    }
}

} // namespace

Result<int> checkServerSchema(PgConnection &connection, const QList<MigrationFile> &files)
{
    const auto schema = schemaThere(connection, files);
    if (schema && *schema == 0)
        return fail(ErrorKind::NotAStore, connection.address().url(false));
    if (schema && *schema < schemaOf(files))
        return fail(ErrorKind::StoreUnreachable, connection.address().url(false), unreachable::outdated);
    return schema;
}

Result<void> demandEncoding(PgConnection &connection)
{
    return connection.runText("SELECT current_setting('server_encoding') = 'UTF8'").and_then([&](const PgRows &rows) {
        return rows.flag(0, 0) ? Result<void>() : Result<void>(fail(ErrorKind::StoreUnreachable, connection.address().url(false), unreachable::encoding));
    });
}

Result<int> migrateServer(PgConnection &administrator, const QList<MigrationFile> &files, Verification verification)
{
    if (const auto fits = demandEncoding(administrator); !fits)
        return tl::unexpected(fits.error());
    const auto hadRoles = hasRoles(administrator);
    if (!hadRoles)
        return tl::unexpected(hadRoles.error());
    auto done = inTurn(administrator, files, verification);
    if (!done && !*hadRoles && hasRoles(administrator).value_or(false))
        done = inTurn(administrator, files, verification);
    return done;
}

Result<void> makeFirstLogin(PgConnection &administrator, const QString &person, QByteArrayView rolePassword)
{
    const auto password = loginPassword(rolePassword);
    return administrator.verifierOf(person, password->view()).and_then([&](const QByteArray &verifier) -> Result<void> {
        const auto made = administrator.runText("SELECT countersign.first_login($1, $2)", PgValues().text(person).utf8(verifier));
        return made ? Result<void>() : Result<void>(tl::unexpected(made.error()));
    });
}

} // namespace countersign::store
