// What can be seen of an embedded store without asking anybody: the file, its engine, its blobs. Facts only; changes nothing.
#pragma once

#include "store/database.h"

namespace countersign::store {

struct Examination {
    Volume volume;
    QStringList openToOthers;  // files of the store that other users of the machine may read or write
    QString gateHeldBy;        // the process inside the gate, when it could not be passed
    bool gatePassed = true;
    QString journalMode;       // "wal"
    int synchronous = 0;       // 2: FULL
    qint64 walBytes = 0;
    int schema = 0;
    QString engine;            // SQLite's version
    QString damage;            // SQLite's first; empty
    qint64 blobs = 0;
    QStringList changedBlobs;  // digests that are not their content's; at most some
    QStringList missingBlobs;  // named by cases and decisions, not there, and not redacted; at most some
    qint64 orphanBlobs = 0;    // that nothing in the record names
    QStringList forsakenCopies;
};

using ExaminationProgress = std::function<void(qint64 done, qint64 whole)>;

// `deep`: also every page and index, and every blob against its digest. Cancelled; failures of reading.
core::Result<Examination> examine(Database &database, bool deep, const ExaminationProgress &progress = {}, std::stop_token stop = {});
// The part of it that needs no open database: of a store that does not open.
Examination examineFile(const QString &path, const VolumeProbe &volume = volumeOf);

// Every blob against its digest: those that differ (at most some). How many there are is counted in `blobs`.
core::Result<QStringList> changedBlobs(Database &database, qint64 &blobs, const ExaminationProgress &progress = {}, std::stop_token stop = {});

} // namespace countersign::store
