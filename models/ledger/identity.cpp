#include "ledger/identity.h"

#include "ledger/text.h"

#include <cstdio>
#include <QDir>

namespace countersign::ledger {

namespace {

// A file name for any id: only letters, digits, '_', '-', and '.' inside; what is too long for a file name becomes its hash.
QString fileNameOf(const core::PersonId &person)
{
    QByteArray name;
    const QByteArray token = escapeToken(person.value);
    for (const char c : token) {
        const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
                          || c == '%' || (c == '.' && !name.isEmpty());
        name += safe ? QByteArray(1, c) : '%' + QByteArray(1, c).toHex().toUpper();
    }
    if (name.isEmpty() || name.size() > 180)
        name = "%hash-" + sha256(token).hex();
    return QString::fromLatin1(name) + QStringLiteral(".key");
}

// What a passphrase costs for the other people of this store, so that an unknown person costs the same.
SealCost usualCost(const QDir &folder)
{
    for (const QString &name : folder.entryList({QStringLiteral("*.key")}, QDir::Files)) {
        const auto header =
            loadKeyFile(folder.filePath(name)).and_then([](const QByteArray &bytes) { return readKeyFileHeader(bytes); });
        if (header)
            return header->cost;
    }
    return {};
}

Identity identityOf(const core::StoreId &store, const core::PersonId &person, KeySecrets secrets)
{
    return {store, std::make_unique<UnlockedKey>(person, std::move(secrets.seed)), std::move(secrets.rolePassword),
            std::move(secrets.pinVerifier)};
}

} // namespace

QString keyFilePath(const QString &folder, const core::StoreId &store, const core::PersonId &person)
{
    return folder + QStringLiteral("/keys/") + store.value + u'/' + fileNameOf(person);
}

core::Result<Identity> createIdentity(const QString &folder, const core::StoreId &store, const core::PersonId &person,
                                      const Secret &passphrase, const SealCost &cost)
{
    const QString path = keyFilePath(folder, store, person);
    if (QFileInfo::exists(path))
        return core::fail(core::ErrorKind::PersonExists, person.value);
    KeySecrets secrets = newKeySecrets();
    return sealKey(store, person, secrets, passphrase, cost)
        .and_then([&](const QByteArray &bytes) { return saveKeyFile(path, bytes); })
        .map([&] { return identityOf(store, person, std::move(secrets)); });
}

namespace {

core::Result<Identity> unlockFile(const QString &path, const core::StoreId &store, const core::PersonId &person, const Secret &passphrase)
{
    const auto bytes = loadKeyFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto header = readKeyFileHeader(*bytes);
    if (!header)
        return core::fail(header.error().kind, path, header.error().detail);
    if (header->store != store || header->person != person)
        return core::fail(core::ErrorKind::BadKeyFile, path, QStringLiteral("another person's"));
    return openKey(*bytes, passphrase).map([&](KeySecrets &&secrets) { return identityOf(store, person, std::move(secrets)); });
}

} // namespace

core::Result<Identity> unlockIdentity(const QString &folder, const core::StoreId &store, const core::PersonId &person,
                                      const Secret &passphrase)
{
    const QString path = keyFilePath(folder, store, person);
    if (!QFileInfo::exists(path))
        return openNothing(passphrase, usualCost(QFileInfo(path).dir())).map([](const KeySecrets &) { return Identity(); });
    return unlockFile(path, store, person, passphrase);
}

QString earlierKeyFilePath(const QString &keyFile)
{
    return keyFile + QStringLiteral(".earlier");
}

core::Result<Identity> unlockEarlierIdentity(const QString &folder, const core::StoreId &store, const core::PersonId &person, const Secret &passphrase)
{
    const QString path = earlierKeyFilePath(keyFilePath(folder, store, person));
    return QFileInfo::exists(path) ? unlockFile(path, store, person, passphrase) : core::Result<Identity>(core::fail(core::ErrorKind::WrongSecret));
}

core::Result<void> resealIdentity(const QString &folder, const Identity &identity, const Secret &passphrase, const SealCost &cost)
{
    const KeySecrets secrets{identity.key->seed(), identity.rolePassword.copy(), identity.pinVerifier.copy()};
    return sealKey(identity.store, identity.key->owner(), secrets, passphrase, cost).and_then([&](const QByteArray &bytes) {
        return saveKeyFile(keyFilePath(folder, identity.store, identity.key->owner()), bytes);
    });
}

QString replacedKeyFilePath(const QString &keyFile)
{
    return keyFile + QStringLiteral(".replaced");
}

void settleReplacedKey(const QString &folder, const core::StoreId &store, const core::PersonId &person, const QByteArray &enrolled)
{
    const QString path = keyFilePath(folder, store, person);
    const QString aside = replacedKeyFilePath(path);
    if (!QFileInfo::exists(aside))
        return;
    const auto isEnrolled = [&](const QString &file) {
        const auto header = loadKeyFile(file).and_then([](const QByteArray &bytes) { return readKeyFileHeader(bytes); });
        return header && sha256(header->publicKey).hex() == enrolled;
    };
    if (isEnrolled(path))
        QFile::remove(aside);
    else if (isEnrolled(aside))
        std::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData());
}

} // namespace countersign::ledger
