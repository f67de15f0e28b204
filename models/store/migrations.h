// The schema's steps: files NNNN_what.sql, carried out in order, once, forward only, in one transaction.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace countersign::store {

class Database;

struct MigrationFile {
    int number = 0;
    QString name;      // "0001_people"
    QByteArray sql;
    bool operator==(const MigrationFile &) const = default;

    QByteArray checksum() const; // SHA-256
};

// The program's own, in order.
QList<MigrationFile> migrationFiles();
// The schema version that carrying out all of them gives.
int schemaOf(const QList<MigrationFile> &files);

// Compares what was carried out here with the files: the schema version, StoreNewer (detail "theirs > ours") or StoreDamaged
// (detail: the migration that differs).
core::Result<int> checkSchema(Database &database, const QList<MigrationFile> &files);
// Carries out what is missing, inside the caller's write transaction. The schema version before.
core::Result<int> migrate(Database &database, const QList<MigrationFile> &files);

} // namespace countersign::store
