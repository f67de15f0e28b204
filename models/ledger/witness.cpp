#include "ledger/witness.h"

#include "ledger/atomicfile.h"
#include "ledger/checkpointvault.h"
#include "ledger/ledger.h"
#include "ledger/lines.h"
#include "ledger/ownnote.h"

#include <atomic>
#include <bit>
#include <QDir>
#include <QFileInfo>

namespace countersign::ledger {

using core::ErrorKind;
using core::fail;

namespace {

constexpr qsizetype newestKept = 1000;
constexpr qint64 fileLimit = 1 << 20;

QByteArray spelled(const SeenCheckpoint &seen)
{
    return QByteArray::number(seen.epoch) + ' ' + QByteArray::number(seen.size) + ' ' + seen.root.hex();
}

std::optional<SeenCheckpoint> readSeen(QByteArrayView value)
{
    const Parts part = parts(value, 3);
    if (part.isEmpty())
        return std::nullopt;
    const auto epoch = readInteger(part[0]);
    const auto size = readInteger(part[1]);
    const auto root = Hash::fromHex(part[2]);
    return epoch && *epoch > 0 && size && root ? std::optional(SeenCheckpoint{*epoch, *size, *root}) : std::nullopt;
}

bool precedes(const SeenCheckpoint &a, const SeenCheckpoint &b)
{
    return std::pair(a.epoch, a.size) < std::pair(b.epoch, b.size);
}

QString witnessPath(const QString &folder, const core::StoreId &store)
{
    return folder + QStringLiteral("/witness/") + store.value;
}

std::atomic<CheckpointVault *> processVault = nullptr;

core::Result<Witness> withVault(const QString &folder, Witness witness)
{
    CheckpointVault *const vault = checkpointVault();
    const auto kept = vault ? vault->load(vaultName("checkpoint", folder, witness.store)) : std::nullopt;
    if (!kept)
        return witness;
    const auto seen = readSeen(*kept);
    if (!seen)
        return fail(ErrorKind::Malformed, QStringLiteral("keychain"), witness.store.value);
    if (witness.seen.isEmpty() || precedes(witness.seen.last(), *seen))
        witness.remember(*seen);
    return witness;
}

QByteArray evidenceText(const core::StoreId &store, const SeenCheckpoint &known, const SeenCheckpoint &found, const QList<Hash> &proof,
                        QByteArrayView reason)
{
    QByteArray text =
        "countersign.evidence/v1\nstore " + store.value.toLatin1() + "\nknown " + spelled(known) + "\nfound " + spelled(found) + '\n';
    for (const Hash &hash : proof)
        text += "proof " + hash.hex() + '\n';
    return text + "reason " + reason.toByteArray() + '\n';
}

// Keeps what was seen and what was found, and refuses.
tl::unexpected<core::Error> refusal(const QString &folder, const core::StoreId &store, const SeenCheckpoint &known,
                                    const SeenCheckpoint &found, const QList<Hash> &proof, QByteArrayView reason)
{
    const QString stem = QStringLiteral("%1/evidence/%2-%3-%4-").arg(folder, store.value).arg(known.size).arg(found.size);
    const QByteArray text = evidenceText(store, known, found, proof, reason);
    QString path;
    for (int number = 1; number < 1000; ++number) {
        path = stem + QString::number(number);
        if (readWholeFile(path, fileLimit).value_or(QByteArray()) == text)
            break; // the same alarm once more
        const auto written = writeFileAtomically(path, text, Existing::Keep);
        if (!written)
            path = written.error().where; // an alarm without its file is still an alarm
        if (!written || *written)
            break;
    }
    return fail(ErrorKind::HistoryRewritten, path, QStringLiteral("%1 %2").arg(known.size).arg(found.size));
}

} // namespace

void setCheckpointVault(CheckpointVault *vault)
{
    processVault = vault;
}

CheckpointVault *checkpointVault()
{
    return processVault;
}

QString vaultName(const QByteArray &kind, const QString &folder, const core::StoreId &store)
{
    const QByteArray path = QDir::cleanPath(QFileInfo(folder).absoluteFilePath()).toUtf8();
    return QStringLiteral("%1/%2/%3").arg(QLatin1String(kind), store.value, QString::fromLatin1(sha256(path).hex().first(16)));
}

Basis Witness::basis() const
{
    return seen.isEmpty() ? Basis() : Basis{seen.last().size, seen.last().root};
}

void Witness::remember(const SeenCheckpoint &checkpoint)
{
    seen.removeIf([&](const SeenCheckpoint &one) { return one.epoch == checkpoint.epoch && one.size == checkpoint.size; });
    seen.insert(std::upper_bound(seen.begin(), seen.end(), checkpoint, precedes), checkpoint);
    if (seen.size() <= newestKept)
        return;
    // Of the older ones, the largest in each range between two powers of two stays.
    QList<SeenCheckpoint> kept;
    const qsizetype older = seen.size() - newestKept;
    for (qsizetype i = 0; i < older; ++i) {
        const bool nextIsAlike =
            i + 1 < older && seen[i + 1].epoch == seen[i].epoch && std::bit_width(seen[i + 1].size) == std::bit_width(seen[i].size);
        if (!nextIsAlike)
            kept += seen[i];
    }
    seen = kept + seen.sliced(older);
}

std::optional<SeenCheckpoint> Witness::newestWithin(quint64 size) const
{
    const auto found = std::find_if(seen.crbegin(), seen.crend(), [size](const SeenCheckpoint &one) { return one.size <= size; });
    return found == seen.crend() ? std::nullopt : std::optional(*found);
}

core::Result<Witness> loadWitness(const QString &folder, const core::StoreId &store)
{
    const QString path = witnessPath(folder, store);
    Witness witness{store, {}};
    if (!QFileInfo::exists(path))
        return withVault(folder, std::move(witness));
    const auto bytes = readWholeFile(path, fileLimit);
    if (!bytes)
        return tl::unexpected(bytes.error());
    LineReader in(*bytes);
    in.bare("countersign.witness/v1");
    if (in.uuid("store", 4) != store.value)
        in.refuse("store");
    while (in.next("seen")) {
        const auto one = readSeen(in.value("seen"));
        if (!one || (!witness.seen.isEmpty() && !precedes(witness.seen.last(), *one)))
            in.refuse("seen");
        else
            witness.seen += *one;
    }
    if (const auto whole = in.finish(); !whole)
        return fail(ErrorKind::Malformed, path, whole.error().where);
    return withVault(folder, std::move(witness));
}

core::Result<void> saveWitness(const QString &folder, const Witness &witness)
{
    QByteArray bytes = "countersign.witness/v1\nstore " + witness.store.value.toLatin1() + '\n';
    for (const SeenCheckpoint &one : witness.seen)
        bytes += "seen " + spelled(one) + '\n';
    const auto written = writeFileAtomically(witnessPath(folder, witness.store), bytes);
    if (CheckpointVault *const vault = checkpointVault(); vault && written && !witness.seen.isEmpty())
        vault->keep(vaultName("checkpoint", folder, witness.store), spelled(witness.seen.last()));
    return written.map([](bool) {});
}

std::optional<SeenCheckpoint> loadChecked(const QString &folder, const core::StoreId &store)
{
    const OwnNote note = loadOwnNote(folder, "checked", store);
    return note.value ? readSeen(*note.value) : std::nullopt;
}

void saveChecked(const QString &folder, const core::StoreId &store, const SeenCheckpoint &checked)
{
    [[maybe_unused]] const auto kept = saveOwnNote(folder, "checked", store, spelled(checked));
}

core::Result<quint64> commonSize(const LedgerStorage &storage, const Checkpoint &found, quint64 seenEpoch)
{
    quint64 common = found.size;
    const auto scanned = storage.scanKinds({StatementKind::Restore}, 0, found.size, [&](const LogRow &row) {
        const auto statement = parseEntry(row.entry).and_then(statementOf);
        const auto *restore = statement ? std::get_if<Restore>(&statement->body) : nullptr;
        if (restore && restore->oldEpoch >= seenEpoch)
            common = std::min(common, row.index);
        return true;
    });
    return scanned.map([&] { return common; });
}

core::Result<Checkpoint> demandConsistency(const LedgerStorage &storage, const Witness &witness, const QString &folder)
{
    const auto found = checkpoint(storage);
    if (!found || witness.seen.isEmpty())
        return found;
    const SeenCheckpoint now{found->epoch, found->size, found->root};
    const SeenCheckpoint &newest = witness.seen.last();
    if (found->store != witness.store || now.epoch < newest.epoch)
        return refusal(folder, witness.store, newest, now, {}, found->store != witness.store ? "store" : "epoch");
    const auto common = now.epoch == newest.epoch ? core::Result<quint64>(found->size) : commonSize(storage, *found, newest.epoch);
    if (!common)
        return tl::unexpected(common.error());
    if (now.epoch == newest.epoch && newest.size > *common)
        return refusal(folder, witness.store, newest, now, {}, "shrank");
    const auto last = witness.newestWithin(*common);
    if (!last)
        return found;
    const auto proof = consistencyProof(storage, last->size, now.size);
    if (!proof && proof.error().kind != ErrorKind::StoreDamaged)
        return tl::unexpected(proof.error());
    if (!proof || !verifyConsistency(last->size, now.size, *proof, last->root, now.root))
        return refusal(folder, witness.store, *last, now, proof.value_or(QList<Hash>()), "forked");
    return found;
}

} // namespace countersign::ledger
