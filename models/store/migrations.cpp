#include "store/migrations.h"

#include "core/clock.h"
#include "ledger/hash.h"
#include "store/database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

QByteArray MigrationFile::checksum() const
{
    return ledger::sha256(sql).toBytes();
}

QList<MigrationFile> migrationFiles()
{
    QList<MigrationFile> files;
    const QFileInfoList found = QDir(QStringLiteral(":/sql/sqlite")).entryInfoList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QFileInfo &info : found) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            files.append({info.fileName().left(4).toInt(), info.completeBaseName(), file.readAll()});
    }
    return files;
}

int schemaOf(const QList<MigrationFile> &files)
{
    return files.isEmpty() ? 0 : files.last().number;
}

Result<int> checkSchema(Database &database, const QList<MigrationFile> &files)
{
    Statement version = database.composed("PRAGMA user_version");
    const Result<bool> row = version.next();
    if (!row)
        return tl::unexpected(row.error());
    const int schema = *row ? int(version.number(0)) : 0;
    if (schema > schemaOf(files))
        return fail(ErrorKind::StoreNewer, database.opening().path, QStringLiteral("%1 > %2").arg(schema).arg(schemaOf(files)));
    if (schema == 0)
        return 0;
    Statement applied = database.composed("SELECT number, name, checksum FROM migration ORDER BY number");
    for (const MigrationFile &file : files) {
        if (file.number > schema)
            break;
        const Result<bool> known = applied.next();
        if (!known)
            return tl::unexpected(known.error());
        if (!*known || applied.number(0) != file.number || applied.bytes(2) != file.checksum())
            return fail(ErrorKind::StoreDamaged, database.opening().path, file.name);
    }
    return schema;
}

namespace {

Result<void> carryOut(Database &database, const MigrationFile &file)
{
    if (auto done = database.execute(file.sql); !done)
        return done;
    Statement remember = database.composed("INSERT INTO migration (number, name, checksum, applied) VALUES (?1, ?2, ?3, ?4)");
    remember.bind(file.number).bind(file.name).bind(file.checksum()).bind(core::timeText(core::SystemClock().now()));
    if (const Result<int> done = remember.run(); !done)
        return tl::unexpected(done.error());
    return database.execute("PRAGMA user_version = " + QByteArray::number(file.number));
}

} // namespace

Result<int> migrate(Database &database, const QList<MigrationFile> &files)
{
    const Result<int> schema = checkSchema(database, files); // again: another process may have been quicker
    if (!schema)
        return tl::unexpected(schema.error());
    for (const MigrationFile &file : files)
        if (file.number > *schema)
            if (auto done = carryOut(database, file); !done)
                return tl::unexpected(done.error());
    return *schema;
}

} // namespace countersign::store
