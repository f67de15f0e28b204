// Inside the library only: what making and restoring a backup share.
#pragma once

#include "ledger/backupfile.h"
#include "ledger/identity.h"
#include "ledger/witness.h"
#include "workflow/backup.h"

#include <QDir>

namespace countersign::workflow {

QByteArray lengthBytes(qsizetype length); // 4, little-endian
StoreFiles::Progress stepOf(const BackupProgress &progress, BackupStep step);
BackupReport reportOf(const ledger::BackupManifest &manifest, qint64 bytes);

// Identity and record of an open store, without the lengths.
core::Result<ledger::BackupManifest> describe(const Ports &ports);

// A backup opened into a copy in clear beside `store`.
struct OpenedBackup {
    ledger::BackupManifest manifest;
    QList<QByteArray> keys;
    std::unique_ptr<StoreFiles::Copy> copy;
};
core::Result<OpenedBackup> openBackup(StoreFiles &files, QFile &file, const ledger::Secret &secret, const QString &store, const BackupProgress &progress,
                                      std::stop_token stop);
// Every page, blob, entry and signature of it, and that it is what its manifest says.
core::Result<void> checkContent(StoreFiles &files, const OpenedBackup &backup, const BackupProgress &progress, std::stop_token stop);
// Both, and the copy goes again. Also: its record is the one this installation knows.
core::Result<ledger::BackupManifest> checkBackup(StoreFiles &files, const Keyring &keyring, QFile &file, const ledger::Secret &secret, const QString &store,
                                                 const BackupProgress &progress, std::stop_token stop);
// HistoryRewritten unless what this installation saw up to the record's size agrees with it. Returns all it has seen.
core::Result<ledger::Witness> demandKnown(const Ports &ports, const Keyring &keyring);

} // namespace countersign::workflow
