#include "workflow/backup.h"

#include "ledger/backupfile.h"
#include "ledger/newfile.h"
#include "ledger/passphrase.h"
#include "workflow/backupparts.h"
#include "workflow/createstore.h"

#include <QDir>
#include <QFileInfo>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr qsizetype pieceSize = 4 << 20;

QList<QByteArray> keyFilesOf(const Keyring &keyring, const core::StoreId &store)
{
    const QDir folder(QFileInfo(ledger::keyFilePath(keyring.folder, store, core::PersonId(QStringLiteral("x")))).path());
    QList<QByteArray> files;
    for (const QString &name : folder.entryList({QStringLiteral("*.key")}, QDir::Files, QDir::Name))
        if (const auto bytes = ledger::loadKeyFile(folder.filePath(name)); bytes && ledger::readKeyFileHeader(*bytes))
            files.append(*bytes);
    return files;
}

Result<void> sealContent(ledger::BackupWriter &writer, const ledger::BackupManifest &manifest, const QList<QByteArray> &keys, const QString &copy,
                         const BackupProgress &progress, std::stop_token stop)
{
    const auto text = ledger::write(manifest);
    if (!text)
        return tl::unexpected(text.error());
    QByteArray beginning = lengthBytes(text->size()) + *text;
    for (const QByteArray &key : keys)
        beginning += key;
    if (auto added = writer.add(beginning); !added)
        return added;
    QFile database(copy);
    if (!database.open(QIODevice::ReadOnly))
        return fail(ErrorKind::CannotRead, copy, database.errorString());
    for (qint64 done = 0; done < manifest.database;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        const QByteArray piece = database.read(std::min<qint64>(pieceSize, manifest.database - done));
        if (piece.isEmpty())
            return fail(ErrorKind::CannotRead, copy, database.errorString());
        if (auto added = writer.add(piece); !added)
            return added;
        done += piece.size();
        if (progress)
            progress(BackupStep::Sealing, done, manifest.database);
    }
    return writer.finish();
}

// What the copy holds, by its own word.
Result<ledger::BackupManifest> manifestOf(StoreFiles &files, const QString &copy, const QList<QByteArray> &keys)
{
    ledger::BackupManifest manifest;
    {
        const auto store = files.open(copy);
        if (!store)
            return tl::unexpected(store.error());
        const auto described = describe((*store)->ports());
        if (!described)
            return described;
        manifest = *described;
    }
    for (const QByteArray &key : keys)
        manifest.keys += key.size();
    manifest.database = QFileInfo(copy).size();
    return manifest;
}

Result<core::StoreId> identityOf(StoreFiles &files, const QString &store)
{
    const auto open = files.open(store);
    if (!open)
        return tl::unexpected(open.error());
    const auto identity = (*open)->ports().people.storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    return *identity ? Result<core::StoreId>((*identity)->id) : Result<core::StoreId>(fail(ErrorKind::StoreMissing, store));
}

} // namespace

Result<void> checkBackupSecret(const ledger::Secret &secret)
{
    return checkSecret(secret, core::PersonId(QStringLiteral("backup")), QString());
}

Result<BackupReport> makeBackup(StoreFiles &files, const Keyring &keyring, const BackupOrder &order, const BackupProgress &progress, std::stop_token stop)
{
    ledger::NewFile draft(order.out);
    const auto store = identityOf(files, order.store);
    if (!store)
        return tl::unexpected(store.error());
    if (const auto begun = draft.begin(); !begun)
        return tl::unexpected(begun.error());
    ledger::BackupManifest manifest;
    {
        const auto copy = files.copyBeside(order.store);
        if (!copy)
            return tl::unexpected(copy.error());
        if (const auto taken = files.snapshot(order.store, (*copy)->path(), stepOf(progress, BackupStep::Copying), stop); !taken)
            return tl::unexpected(taken.error());
        const QList<QByteArray> keys = keyFilesOf(keyring, *store);
        const auto described = manifestOf(files, (*copy)->path(), keys);
        if (!described)
            return tl::unexpected(described.error());
        manifest = *described;
        const auto sealed = ledger::BackupWriter::begin(draft.file, manifest.store, *order.secret, keyring.cost)
                                .and_then([&](const auto &writer) { return sealContent(*writer, manifest, keys, (*copy)->path(), progress, stop); })
                                .and_then([&] { return draft.sync(); });
        if (!sealed)
            return tl::unexpected(sealed.error());
    }
    const auto checked = checkBackup(files, keyring, draft.file, *order.secret, order.store, progress, stop);
    if (!checked)
        return tl::unexpected(checked.error());
    if (*checked != manifest)
        return fail(ErrorKind::VerificationFailed, order.out, QStringLiteral("backup"));
    const qint64 bytes = draft.file.size();
    return draft.publish().map([&] { return reportOf(manifest, bytes); });
}

} // namespace countersign::workflow
