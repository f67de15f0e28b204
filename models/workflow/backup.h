// Sealed backups of an embedded store, and a store put back from one. A backup holds the whole store and the sealed key files of its people
// that lie on this machine: with it and the passphrases a bare machine can go on.
#pragma once

#include "workflow/actingperson.h"
#include "workflow/storefiles.h"

namespace countersign::workflow {

struct BackupOrder {
    QString store;        // path
    QString out;          // path; nothing may be there
    SharedSecret secret;  // the backup's own passphrase; its rules are the caller's to ask first (checkBackupSecret)
};

struct BackupReport {
    core::StoreId store;
    QString storeName;
    quint64 epoch = 0;
    quint64 size = 0;     // entries of its record
    QString root;         // hex
    QDateTime made;
    int keys = 0;         // key files in it
    qint64 bytes = 0;     // of the file
};

enum class BackupStep { Copying, Sealing, Reading, Checking };
using BackupProgress = std::function<void(BackupStep step, qint64 done, qint64 whole)>;

// WeakSecret with the rule as detail: as of a person's passphrase.
core::Result<void> checkBackupSecret(const ledger::Secret &secret);

// Copies, seals, reads the file back from the disk, opens what is in it and checks all of it (pages, blobs, record); only then the file gets
// its name. CannotWrite when the name is taken, and what copying, sealing and checking refuse; then nothing is left behind.
core::Result<BackupReport> makeBackup(StoreFiles &files, const Keyring &keyring, const BackupOrder &order, const BackupProgress &progress = {},
                                      std::stop_token stop = {});

struct RestoreOrder {
    QString backup;       // path
    QString to;           // path of the store; nothing may be there
    SharedSecret secret;  // the backup's
    core::PersonId supervisor;
    SharedSecret supervisorSecret;
};

struct RestoreReport {
    BackupReport from;
    quint64 epoch = 0;    // the new one
    quint64 size = 0;     // entries now
    quint64 lost = 0;     // entries that this installation had seen and the backup does not hold
    int keysPutBack = 0;
};

// Checks all of the backup, signs `restore` as the next entry (a supervisor of any team: NotAllowed), and gives the store its name. Key files
// that are not on this machine are put back, none is replaced. WrongSecret where the backup's passphrase is wrong (where: its path) or the
// supervisor's (where: empty); StoreExists; VerificationFailed; HistoryRewritten when the backup is not of the record this installation knows.
core::Result<RestoreReport> restoreBackup(StoreFiles &files, const Keyring &keyring, const RestoreOrder &order, const BackupProgress &progress = {},
                                          std::stop_token stop = {});
// A store on a server that was put back by the server's own means: signs `restore` as the next entry, so that whoever saw more goes on with it.
// NotAllowed as above; HistoryRewritten when what is there is not of the record this installation knows. `from` and `keysPutBack` stay empty.
core::Result<RestoreReport> goOnRestored(const Ports &ports, const Keyring &keyring, const core::PersonId &supervisor, const SharedSecret &secret);

} // namespace countersign::workflow
