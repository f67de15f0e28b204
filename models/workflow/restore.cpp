#include "workflow/backupparts.h"

#include "ledger/installation.h"
#include "workflow/recordstatement.h"

#include <QFileInfo>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// Those that this machine does not have; none is replaced.
Result<int> putKeysBack(const Keyring &keyring, const core::StoreId &store, const QList<QByteArray> &keys)
{
    int put = 0;
    for (const QByteArray &bytes : keys) {
        const auto header = ledger::readKeyFileHeader(bytes);
        if (!header || header->store != store)
            return fail(ErrorKind::BadKeyFile, {}, QStringLiteral("backup"));
        const QString path = ledger::keyFilePath(keyring.folder, store, header->person);
        if (QFileInfo::exists(path))
            continue;
        if (const auto saved = ledger::saveKeyFile(path, bytes); !saved)
            return tl::unexpected(saved.error());
        ++put;
    }
    return put;
}

// Without holding the record against what is remembered: that it is shorter is the reason for all this.
Result<ActingPerson> unlockSupervisor(const Ports &ports, const Keyring &keyring, const core::PersonId &supervisor, const SharedSecret &secret,
                                      const ledger::Checkpoint &now)
{
    auto identity = ledger::unlockIdentity(keyring.folder, now.store, supervisor, *secret);
    if (!identity)
        return tl::unexpected(identity.error());
    const auto person = ports.people.person(supervisor);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person || (*person)->key.toLatin1() != identity->key->fingerprint().hex())
        return fail(ErrorKind::NotAllowed, supervisor.value, QStringLiteral("key-not-enrolled"));
    if ((*person)->disabled)
        return fail(ErrorKind::PersonDisabled, supervisor.value);
    if (!(*person)->has(core::Role::Supervisor))
        return fail(ErrorKind::NotAllowed, supervisor.value, core::roleName(core::Role::Supervisor));
    const auto installation = ledger::loadInstallation(keyring.folder);
    if (!installation)
        return tl::unexpected(installation.error());
    ActingPerson acting;
    acting.person = **person;
    acting.key = std::move(identity->key);
    acting.signer = {now.store, acting.person.printedName, installation->device, {now.size, now.root}, softwareName()};
    acting.keyringFolder = keyring.folder;
    return acting;
}

ledger::Restore bodyOf(const ledger::Checkpoint &now, const ledger::Witness &witness)
{
    ledger::Restore body{now.epoch, now.size, now.root, now.size, now.root};
    if (!witness.seen.isEmpty() && witness.seen.last().epoch >= now.epoch) {
        const ledger::SeenCheckpoint &newest = witness.seen.last();
        body.oldEpoch = newest.epoch;
        if (newest.epoch > now.epoch || newest.size > now.size) {
            body.knownSize = newest.size;
            body.knownRoot = newest.root;
        }
    }
    return body;
}

// The new epoch's first entry.
Result<RestoreReport> openEpoch(const Ports &ports, const Keyring &keyring, const core::PersonId &supervisor, const SharedSecret &secret)
{
    const auto witness = demandKnown(ports, keyring);
    const auto now = ledger::checkpoint(ports.ledger);
    if (!witness || !now)
        return tl::unexpected(witness ? now.error() : witness.error());
    const auto acting = unlockSupervisor(ports, keyring, supervisor, secret, *now);
    if (!acting)
        return tl::unexpected(acting.error());
    const ledger::Restore body = bodyOf(*now, *witness);
    const auto written = ports.work.write([&] {
        return recordStatement(ports, *acting, body, QStringLiteral("I restore this store from a backup; its record goes on from here."))
            .map([](const auto &) {});
    });
    if (!written)
        return tl::unexpected(written.error());
    RestoreReport report;
    report.epoch = body.oldEpoch + 1;
    report.size = now->size + 1;
    report.lost = body.knownSize > now->size ? body.knownSize - now->size : 0;
    return report;
}

// The store is in its place: what cannot be remembered now is at the next sign-in.
void rememberEpoch(StoreFiles &files, const Keyring &keyring, const QString &store)
{
    if (const auto open = files.open(store))
        [[maybe_unused]] const auto watched = watchRecord((*open)->ports(), keyring.folder);
}

} // namespace

Result<RestoreReport> restoreBackup(StoreFiles &files, const Keyring &keyring, const RestoreOrder &order, const BackupProgress &progress, std::stop_token stop)
{
    if (const auto free = files.demandFree(order.to); !free)
        return tl::unexpected(free.error());
    QFile file(order.backup);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::CannotRead, order.backup, file.errorString());
    const auto backup = openBackup(files, file, *order.secret, order.to, progress, stop);
    if (!backup)
        return tl::unexpected(backup.error());
    if (const auto checked = checkContent(files, *backup, progress, stop); !checked)
        return tl::unexpected(checked.error());
    const auto keys = putKeysBack(keyring, backup->manifest.store, backup->keys);
    if (!keys)
        return tl::unexpected(keys.error());
    Result<RestoreReport> report;
    {
        const auto store = files.open(backup->copy->path());
        if (!store)
            return tl::unexpected(store.error());
        report = openEpoch((*store)->ports(), keyring, order.supervisor, order.supervisorSecret);
    }
    if (!report)
        return report;
    report->from = reportOf(backup->manifest, file.size());
    report->keysPutBack = *keys;
    if (const auto published = backup->copy->publish(order.to); !published)
        return tl::unexpected(published.error());
    rememberEpoch(files, keyring, order.to);
    return report;
}

Result<RestoreReport> goOnRestored(const Ports &ports, const Keyring &keyring, const core::PersonId &supervisor, const SharedSecret &secret)
{
    const auto report = openEpoch(ports, keyring, supervisor, secret);
    if (report)
        [[maybe_unused]] const auto watched = watchRecord(ports, keyring.folder);
    return report;
}

} // namespace countersign::workflow
