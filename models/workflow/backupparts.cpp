#include "workflow/backupparts.h"

#include "ledger/ledger.h"
#include "workflow/verifyledger.h"

#include <QtEndian>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr qsizetype pieceSize = 4 << 20;

Result<void> unsealDatabase(ledger::BackupReader &reader, const OpenedBackup &backup, const BackupProgress &progress, std::stop_token stop)
{
    QFile database(backup.copy->path());
    if (!database.open(QIODevice::WriteOnly))
        return fail(ErrorKind::CannotWrite, database.fileName(), database.errorString());
    for (qint64 done = 0; done < backup.manifest.database;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        const auto piece = reader.take(qsizetype(std::min<qint64>(pieceSize, backup.manifest.database - done)));
        if (!piece)
            return tl::unexpected(piece.error());
        errno = 0;
        if (database.write(*piece) != piece->size() || !database.flush())
            return fail(errno == ENOSPC || errno == EDQUOT ? ErrorKind::DiskFull : ErrorKind::CannotWrite, database.fileName(), database.errorString());
        done += piece->size();
        if (progress)
            progress(BackupStep::Reading, done, backup.manifest.database);
    }
    return reader.demandEnd();
}

Result<ledger::BackupManifest> takeManifest(ledger::BackupReader &reader)
{
    const auto length = reader.take(4);
    if (!length)
        return tl::unexpected(length.error());
    const qsizetype size = qFromLittleEndian<quint32>(length->constData());
    if (size > ledger::manifestLimit)
        return fail(ErrorKind::Malformed, {}, QStringLiteral("manifest"));
    return reader.take(size).and_then([](const QByteArray &text) { return ledger::readBackupManifest(text); });
}

} // namespace

QByteArray lengthBytes(qsizetype length)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToLittleEndian(quint32(length), bytes.data());
    return bytes;
}

StoreFiles::Progress stepOf(const BackupProgress &progress, BackupStep step)
{
    return [&progress, step](qint64 done, qint64 whole) {
        if (progress)
            progress(step, done, whole);
    };
}

BackupReport reportOf(const ledger::BackupManifest &manifest, qint64 bytes)
{
    return {manifest.store, manifest.storeName, manifest.epoch, manifest.size, QString::fromLatin1(manifest.root.hex()),
            manifest.made, int(manifest.keys.size()), bytes};
}

Result<ledger::BackupManifest> describe(const Ports &ports)
{
    ledger::BackupManifest manifest;
    const auto read = ports.work.read([&]() -> Result<void> {
        const auto identity = ports.people.storeIdentity();
        if (!identity || !*identity)
            return identity ? Result<void>(fail(ErrorKind::StoreMissing)) : tl::unexpected(identity.error());
        const auto found = ledger::checkpoint(ports.ledger);
        if (!found)
            return tl::unexpected(found.error());
        manifest.store = (*identity)->id;
        manifest.storeName = (*identity)->name;
        manifest.epoch = found->epoch;
        manifest.size = found->size;
        manifest.root = found->root;
        manifest.made = ports.clock.now();
        manifest.software = softwareName();
        return {};
    });
    return read.map([&] { return manifest; });
}

Result<OpenedBackup> openBackup(StoreFiles &files, QFile &file, const ledger::Secret &secret, const QString &store, const BackupProgress &progress,
                                std::stop_token stop)
{
    if (!file.seek(0))
        return fail(ErrorKind::CannotRead, file.fileName(), file.errorString());
    const auto reader = ledger::BackupReader::open(file, secret);
    if (!reader)
        return tl::unexpected(reader.error());
    OpenedBackup opened;
    const auto manifest = takeManifest(**reader);
    if (!manifest)
        return tl::unexpected(manifest.error());
    opened.manifest = *manifest;
    if (manifest->store != (*reader)->store())
        return fail(ErrorKind::Malformed, file.fileName(), QStringLiteral("store"));
    for (const qint64 length : manifest->keys) {
        const auto key = (*reader)->take(qsizetype(length));
        if (!key)
            return tl::unexpected(key.error());
        opened.keys.append(*key);
    }
    auto copy = files.copyBeside(store);
    if (!copy)
        return tl::unexpected(copy.error());
    opened.copy = std::move(*copy);
    const auto unsealed = unsealDatabase(**reader, opened, progress, stop);
    return unsealed ? Result<OpenedBackup>(std::move(opened)) : tl::unexpected(unsealed.error());
}

Result<void> checkContent(StoreFiles &files, const OpenedBackup &backup, const BackupProgress &progress, std::stop_token stop)
{
    if (const auto whole = files.check(backup.copy->path(), stepOf(progress, BackupStep::Checking), stop); !whole)
        return whole;
    const auto store = files.open(backup.copy->path());
    if (!store)
        return tl::unexpected(store.error());
    const Ports ports = (*store)->ports();
    const auto verdict = verifyLedger(ports, {}, [&](const VerifyProgress &now) {
        if (progress)
            progress(BackupStep::Checking, qint64(now.checked), qint64(now.size));
    }, stop);
    if (!verdict)
        return tl::unexpected(verdict.error());
    if (!verdict->ok)
        return fail(ErrorKind::VerificationFailed, verdict->badSeq ? QString::number(*verdict->badSeq) : QString(), verdict->why);
    const auto held = describe(ports);
    if (!held)
        return tl::unexpected(held.error());
    const ledger::BackupManifest &said = backup.manifest;
    const bool agrees = held->store == said.store && held->epoch == said.epoch && held->size == said.size && held->root == said.root;
    return agrees ? Result<void>() : Result<void>(fail(ErrorKind::VerificationFailed, {}, QStringLiteral("manifest")));
}

Result<ledger::Witness> demandKnown(const Ports &ports, const Keyring &keyring)
{
    const auto now = ledger::checkpoint(ports.ledger);
    if (!now)
        return tl::unexpected(now.error());
    const auto witness = ledger::loadWitness(keyring.folder, now->store);
    if (!witness)
        return witness;
    ledger::Witness within{witness->store, {}};
    for (const ledger::SeenCheckpoint &one : witness->seen)
        if (one.epoch <= now->epoch && one.size <= now->size)
            within.seen += one;
    const auto same = ledger::demandConsistency(ports.ledger, within, keyring.folder);
    return same ? witness : tl::unexpected(same.error());
}

Result<ledger::BackupManifest> checkBackup(StoreFiles &files, const Keyring &keyring, QFile &file, const ledger::Secret &secret, const QString &store,
                                           const BackupProgress &progress, std::stop_token stop)
{
    const auto opened = openBackup(files, file, secret, store, progress, stop);
    if (!opened)
        return tl::unexpected(opened.error());
    if (const auto checked = checkContent(files, *opened, progress, stop); !checked)
        return tl::unexpected(checked.error());
    const auto copy = files.open(opened->copy->path());
    if (!copy)
        return tl::unexpected(copy.error());
    return demandKnown((*copy)->ports(), keyring).map([&](const ledger::Witness &) { return opened->manifest; });
}

} // namespace countersign::workflow
