// Moving house: an embedded store, whole, onto a server that holds none yet. Log, keys, cases, texts and drafts come along, to the byte.
#pragma once

#include "core/result.h"
#include "ledger/hash.h"

#include <QStringList>
#include <functional>
#include <stop_token>

namespace countersign::store {

class PgConnection;
class SqliteStore;

// What a case's received line says that its rows do not.
struct SourceWords {
    QString form;       // text or fields
    QString searchText; // as core::NewCase::searchText
};

struct MoveTools {
    std::function<core::Result<SourceWords>(QByteArrayView source)> describe;
    std::function<void(qint64 done, qint64 whole)> progress; // rows
    std::stop_token stop;
};

struct MovedHouse {
    quint64 size = 0;
    ledger::Hash root;
    qint64 cases = 0;
    qint64 blobs = 0;
    bool isClosed = true; // the file says where the store is now; false where it may not be written
    QStringList deciding; // administrators and submitters who are reviewers or supervisors as well, which a server does not allow
};

// Over an administrator's connection to a server that was brought up to date (migrateServer). One transaction: it is there whole, read back
// from the server with every hash and blob recomputed, or not at all; while it runs, and after one that was cut off, the target says so
// (unfinishedMove) and the same can be done again. `person` may log in from then on with that password; everybody else has to be invited.
// Nobody writes the file meanwhile, and from the commit there on it is only read (Database::open). Where the server has the very same record
// already, and the file does not say so because the move was cut off at its last step, only that is done.
// StoreExists when there is another store; the failures of demandMovable; StoreDamaged; Cancelled.
core::Result<MovedHouse> moveHouse(SqliteStore &from, PgConnection &administrator, const MoveTools &tools, const QString &person,
                                   QByteArrayView rolePassword);

// BadValue (where: the person, detail: login) for an id that cannot be a login; StoreBusy while something waits for its place in the log.
core::Result<void> demandMovable(SqliteStore &from);

// Which store's move to here was begun and not finished; empty for none.
core::Result<QString> unfinishedMove(PgConnection &connection);

} // namespace countersign::store
