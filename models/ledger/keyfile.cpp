#include "ledger/keyfile.h"

#include "ledger/atomicfile.h"
#include "ledger/sealing.h"
#include "ledger/sodiumready.h"
#include "ledger/text.h"

#include <cstring>

namespace countersign::ledger {

using core::ErrorKind;
using core::fail;

namespace {

constexpr QByteArrayView magic("countersign-key\x01", 16);
constexpr qsizetype saltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype secretSize = 32;
constexpr qsizetype personLimit = 512;
constexpr qsizetype fileLimit = 4096;

// A key file taken apart; views into its bytes.
struct Parts {
    KeyFileHeader header;
    QByteArrayView clear; // everything before the sealed bytes
    QByteArrayView salt;
    QByteArrayView nonce;
    QByteArrayView sealed;
};

core::Result<Parts> takeApart(QByteArrayView bytes)
{
    FieldReader in{bytes};
    Parts found;
    if (in.take(magic.size()) != magic)
        return fail(ErrorKind::BadKeyFile, {}, QStringLiteral("version"));
    found.header.cost.passes = in.number<quint32>();
    found.header.cost.memoryBytes = in.number<quint64>();
    found.salt = in.take(saltSize);
    found.nonce = in.take(nonceSize);
    const QByteArrayView store = in.take(36);
    found.header.publicKey = in.take(crypto_sign_PUBLICKEYBYTES).toByteArray();
    const auto person = readUtf8(in.take(in.number<quint16>()));
    const qsizetype sealedSize = in.number<quint16>();
    found.clear = bytes.first(bytes.size() - in.rest.size());
    found.sealed = in.take(sealedSize);
    if (!in.whole || !in.rest.isEmpty() || !isUuid(store, 4) || !person || person->isEmpty()
        || sealedSize < 2 * secretSize + 1 + tagSize)
        return fail(ErrorKind::BadKeyFile, {}, QStringLiteral("layout"));
    if (!isAllowed(found.header.cost))
        return fail(ErrorKind::BadKeyFile, {}, QStringLiteral("cost"));
    found.header.store = core::StoreId(QString::fromLatin1(store));
    found.header.person = core::PersonId(*person);
    return found;
}

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

Secret plainOf(const KeySecrets &secrets)
{
    Secret plain(2 * secretSize + 1 + secrets.pinVerifier.size());
    std::memcpy(plain.data(), secrets.seed.data(), size_t(secretSize));
    std::memcpy(plain.data() + secretSize, secrets.rolePassword.data(), size_t(secretSize));
    plain.data()[2 * secretSize] = static_cast<unsigned char>(secrets.pinVerifier.size());
    if (!secrets.pinVerifier.isEmpty())
        std::memcpy(plain.data() + 2 * secretSize + 1, secrets.pinVerifier.data(), size_t(secrets.pinVerifier.size()));
    return plain;
}

core::Result<KeySecrets> secretsOf(const Secret &plain)
{
    const QByteArrayView bytes = plain.view();
    const qsizetype pinSize = uchar(bytes[2 * secretSize]);
    if (bytes.size() != 2 * secretSize + 1 + pinSize)
        return fail(ErrorKind::BadKeyFile, {}, QStringLiteral("sealed layout"));
    KeySecrets secrets;
    secrets.seed = Secret::copyOf(bytes.first(secretSize));
    secrets.rolePassword = Secret::copyOf(bytes.sliced(secretSize, secretSize));
    if (pinSize > 0)
        secrets.pinVerifier = Secret::copyOf(bytes.sliced(2 * secretSize + 1));
    return secrets;
}

QByteArray publicKeyOf(const Secret &seed)
{
    QByteArray publicKey(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized);
    Secret secretKey(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char *>(publicKey.data()), secretKey.data(), seed.data());
    return publicKey;
}

} // namespace

KeySecrets newKeySecrets()
{
    return {Secret::random(secretSize), Secret::random(secretSize), {}};
}

core::Result<QByteArray> sealKey(const core::StoreId &store, const core::PersonId &person, const KeySecrets &secrets,
                                 const Secret &passphrase, const SealCost &cost)
{
    const QByteArray who = person.value.toUtf8();
    const QByteArray where = store.value.toLatin1();
    if (!isAllowed(cost) || secrets.seed.size() != secretSize || secrets.rolePassword.size() != secretSize
        || secrets.pinVerifier.size() > 255 || who.isEmpty() || who.size() > personLimit || !isUuid(where, 4))
        return fail(ErrorKind::WrongCall, {}, QStringLiteral("key file values"));
    const QByteArray salt = randomBytes(saltSize);
    const QByteArray nonce = randomBytes(nonceSize);
    const Secret plain = plainOf(secrets);
    const auto key = derive(passphrase, salt, cost);
    if (!key)
        return tl::unexpected(key.error());
    QByteArray bytes = magic.toByteArray() + little(cost.passes) + little(cost.memoryBytes) + salt + nonce + where
                       + publicKeyOf(secrets.seed) + little(quint16(who.size())) + who + little(quint16(plain.size() + tagSize));
    QByteArray sealed(plain.size() + tagSize, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(sealed.data()), nullptr, plain.data(),
                                               static_cast<unsigned long long>(plain.size()), raw(bytes),
                                               static_cast<unsigned long long>(bytes.size()), nullptr, raw(nonce), key->data());
    return bytes + sealed;
}

core::Result<KeyFileHeader> readKeyFileHeader(QByteArrayView bytes)
{
    return takeApart(bytes).map([](const Parts &found) { return found.header; });
}

core::Result<KeySecrets> openKey(QByteArrayView bytes, const Secret &passphrase)
{
    const auto found = takeApart(bytes);
    if (!found)
        return tl::unexpected(found.error());
    const auto key = derive(passphrase, found->salt, found->header.cost);
    if (!key)
        return tl::unexpected(key.error());
    Secret plain(found->sealed.size() - tagSize);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain.data(), nullptr, nullptr, raw(found->sealed), static_cast<unsigned long long>(found->sealed.size()),
            raw(found->clear), static_cast<unsigned long long>(found->clear.size()), raw(found->nonce), key->data())
        != 0)
        return fail(ErrorKind::WrongSecret);
    return secretsOf(plain);
}

core::Result<KeySecrets> openNothing(const Secret &passphrase, const SealCost &cost)
{
    const auto key = derive(passphrase, randomBytes(saltSize), cost);
    return key ? core::Result<KeySecrets>(fail(ErrorKind::WrongSecret)) : tl::unexpected(key.error());
}

core::Result<void> saveKeyFile(const QString &path, const QByteArray &bytes)
{
    return writeFileAtomically(path, bytes).map([](bool) {});
}

core::Result<QByteArray> loadKeyFile(const QString &path)
{
    return readWholeFile(path, fileLimit);
}

Secret pinVerifier(const Secret &pin)
{
    const QByteArray salt = randomBytes(saltSize);
    const auto hash = derive(pin, salt, SealCost::floor());
    if (!hash)
        return {};
    Secret verifier(saltSize + hash->size());
    std::memcpy(verifier.data(), salt.constData(), size_t(saltSize));
    std::memcpy(verifier.data() + saltSize, hash->data(), size_t(hash->size()));
    return verifier;
}

bool pinMatches(const Secret &pin, const Secret &verifier)
{
    if (verifier.size() != saltSize + crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        return false;
    const auto hash = derive(pin, verifier.view().first(saltSize), SealCost::floor());
    return hash && hash->sameAs(verifier.view().sliced(saltSize));
}

} // namespace countersign::ledger
