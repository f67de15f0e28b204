#include "ledger/ownnote.h"

#include "ledger/atomicfile.h"
#include "ledger/checkpointvault.h"
#include "ledger/installation.h"
#include "ledger/lines.h"
#include "ledger/sodiumready.h"

#include <QFile>
#include <QFileInfo>

namespace countersign::ledger {

namespace {

constexpr qint64 fileLimit = 4096;
constexpr QByteArrayView sealOf("countersign.own-note/v1");

QString notePath(const QString &folder, const QByteArray &kind, const core::StoreId &store)
{
    return folder + u'/' + QLatin1String(kind) + u'/' + store.value;
}

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

// Keyed by what only this installation has: BLAKE2b under a key that is made of its seed for this alone.
core::Result<QByteArray> sealFor(const QString &folder, QByteArrayView text)
{
    return loadInstallation(folder).map([&](const Installation &own) {
        const Secret seed = own.key->seed();
        Secret key(crypto_generichash_KEYBYTES);
        crypto_generichash(key.data(), size_t(key.size()), raw(sealOf), size_t(sealOf.size()), seed.data(), size_t(seed.size()));
        QByteArray seal(32, Qt::Uninitialized);
        crypto_generichash(reinterpret_cast<unsigned char *>(seal.data()), size_t(seal.size()), raw(text), size_t(text.size()), key.data(), size_t(key.size()));
        return seal.toHex();
    });
}

QByteArray noteLines(const QByteArray &kind, const core::StoreId &store, QByteArrayView value)
{
    return "countersign." + kind + "/v2\nstore " + store.value.toLatin1() + "\nnoted " + value.toByteArray() + '\n';
}

} // namespace

OwnNote loadOwnNote(const QString &folder, const QByteArray &kind, const core::StoreId &store)
{
    const QString path = notePath(folder, kind, store);
    if (!QFileInfo::exists(path))
        return {};
    const auto bytes = readWholeFile(path, fileLimit);
    if (!bytes || !QFileInfo::exists(folder + QStringLiteral("/installation")))
        return {std::nullopt, true};
    LineReader in(*bytes);
    in.bare("countersign." + kind + "/v2");
    const core::StoreId named(in.token("store"));
    const QByteArray value = in.value("noted").toByteArray();
    const QByteArray seal = in.value("seal").toByteArray();
    const auto right = sealFor(folder, noteLines(kind, store, value));
    if (!in.finish() || named != store || !right || *right != seal)
        return {std::nullopt, true};
    CheckpointVault *const vault = checkpointVault();
    const auto kept = vault ? vault->load(vaultName(kind, folder, store)) : std::nullopt;
    if (kept && *kept != value)
        return {std::nullopt, true};
    return {value, false};
}

core::Result<void> saveOwnNote(const QString &folder, const QByteArray &kind, const core::StoreId &store, const QByteArray &value)
{
    const QByteArray lines = noteLines(kind, store, value);
    const auto seal = sealFor(folder, lines);
    if (!seal)
        return tl::unexpected(seal.error());
    const auto written = writeFileAtomically(notePath(folder, kind, store), lines + "seal " + *seal + '\n');
    if (CheckpointVault *const vault = checkpointVault(); vault && written)
        vault->keep(vaultName(kind, folder, store), value);
    return written.map([](bool) {});
}

void forgetOwnNote(const QString &folder, const QByteArray &kind, const core::StoreId &store)
{
    QFile::remove(notePath(folder, kind, store));
}

} // namespace countersign::ledger
