// A sealed backup as a stream of bytes under a passphrase: argon2id and XChaCha20-Poly1305 in chunks (format: FORMAT.md, "Backup file").
// Of a passphrase and not of anybody's key: a backup is for the day when the machine is gone, and the key files with it.
#pragma once

#include "core/ids.h"
#include "ledger/hash.h"
#include "ledger/keyfile.h"

#include <QDateTime>
#include <QFile>
#include <memory>

namespace countersign::ledger {

// What is in one, ahead of the key files and the SQLite file.
struct BackupManifest {
    core::StoreId store;
    QString storeName;      // free text
    quint64 epoch = 1;
    quint64 size = 0;       // of the record
    Hash root;
    QDateTime made;
    QString software;
    QList<qint64> keys;     // their lengths
    qint64 database = 0;    // its length
    bool operator==(const BackupManifest &) const = default;
};

// BadValue, Malformed.
core::Result<QByteArray> write(const BackupManifest &manifest);
core::Result<BackupManifest> readBackupManifest(QByteArrayView text);
inline constexpr qsizetype manifestLimit = 1 << 20;

// Writes one; what is not finished does not open. One thread.
class BackupWriter {
public:
    // `file`: open for writing, empty, outlives this.
    static core::Result<std::unique_ptr<BackupWriter>> begin(QFile &file, const core::StoreId &store, const Secret &passphrase, const SealCost &cost = {});
    ~BackupWriter();

    // DiskFull or CannotWrite.
    core::Result<void> add(QByteArrayView bytes);
    // Seals the end. Not synced to the disk yet.
    core::Result<void> finish();

private:
    struct Stream;
    BackupWriter(QFile &file, std::unique_ptr<Stream> stream);
    core::Result<void> push(bool last);
    core::Result<void> put(const QByteArray &bytes);

    QFile &m_file;
    std::unique_ptr<Stream> m_stream;
    QByteArray m_waiting;
};

class BackupReader {
public:
    // Malformed (detail: layout, version, cost) for what is no backup; WrongSecret when the passphrase does not open it.
    static core::Result<std::unique_ptr<BackupReader>> open(QFile &file, const Secret &passphrase);
    ~BackupReader();

    const core::StoreId &store() const { return m_store; }
    // Exactly `size` bytes, at most 64 MiB. VerificationFailed when a byte was changed or the end is missing.
    core::Result<QByteArray> take(qsizetype size);
    // VerificationFailed unless everything was taken.
    core::Result<void> demandEnd();

private:
    struct Stream;
    BackupReader(QFile &file, core::StoreId store, std::unique_ptr<Stream> stream);
    core::Result<void> pull();

    QFile &m_file;
    core::StoreId m_store;
    std::unique_ptr<Stream> m_stream;
    QByteArray m_waiting;
    qsizetype m_at = 0;
    bool m_ended = false;
};

} // namespace countersign::ledger
