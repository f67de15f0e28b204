// The server's schema: files NNNN_what.sql of resources/sql/postgresql, carried out by an administrator's connection, in order, once,
// forward only, in one transaction behind the server's own lock.
#pragma once

#include "store/migrations.h"

namespace countersign::store {

class PgConnection;

// The program's own, in order.
QList<MigrationFile> serverMigrationFiles();

// What was carried out there against the files: the schema version. NotAStore without our schema, StoreNewer (detail "theirs > ours"),
// StoreUnreachable (detail unreachable::outdated) until somebody has brought it up to date, StoreDamaged (detail: the migration that differs).
core::Result<int> checkServerSchema(PgConnection &connection, const QList<MigrationFile> &files);

// Who checks signatures before anything changes: the server by our extension, or every reader afterwards.
enum class Verification { Server, Reader };

// Every database of ours is in UTF-8. StoreUnreachable, detail unreachable::encoding.
core::Result<void> demandEncoding(PgConnection &connection);

// Carries out what is missing; how many files. NotAllowed when the connection's role may not; NotAllowed with detail "extension" when the
// server has none of ours to check signatures with; StoreBusy when it could not get in between those at work for half a minute; the failure of
// demandEncoding.
core::Result<int> migrateServer(PgConnection &administrator, const QList<MigrationFile> &files, Verification verification);

// The first person's login role, while the store has nobody; only the verifier of the password is sent.
core::Result<void> makeFirstLogin(PgConnection &administrator, const QString &person, QByteArrayView rolePassword);

} // namespace countersign::store
