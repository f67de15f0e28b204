#include "ledger/checkpoint.h"

#include "ledger/text.h"
#include "ledger/unlockedkey.h"

#include <algorithm>
#include <QtEndian>

namespace countersign::ledger {

namespace {

constexpr unsigned char cosignatureAlgorithm = 0x04;

QByteArray cosignedBytes(qint64 unixSeconds, QByteArrayView checkpointText)
{
    return "cosignature/v1\ntime " + QByteArray::number(unixSeconds) + '\n' + checkpointText.toByteArray();
}

core::Result<Checkpoint> malformed(int line, const char *expected)
{
    return core::fail(core::ErrorKind::Malformed, QStringLiteral("line %1").arg(line), QString::fromLatin1(expected));
}

} // namespace

QByteArray write(const Checkpoint &checkpoint)
{
    return "countersign/" + checkpoint.store.value.toLatin1() + "/e" + QByteArray::number(checkpoint.epoch) + '\n'
           + QByteArray::number(checkpoint.size) + '\n' + base64(checkpoint.root.view()) + '\n';
}

core::Result<Checkpoint> parseCheckpoint(QByteArrayView text)
{
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    if (lines.size() != 4 || !lines[3].isEmpty())
        return malformed(1, "three lines");
    const QList<QByteArray> origin = lines[0].split('/');
    if (origin.size() != 3 || origin[0] != "countersign" || !isUuid(origin[1], 4) || !origin[2].startsWith('e'))
        return malformed(1, "origin");
    const auto epoch = readInteger(QByteArrayView(origin[2]).sliced(1));
    const auto size = readInteger(lines[1]);
    const auto root = Hash::fromBytes(readBase64(lines[2]).value_or(QByteArray()));
    if (!epoch || *epoch == 0)
        return malformed(1, "epoch");
    if (!size)
        return malformed(2, "size");
    if (!root || (*size == 0 && *root != emptyRoot()))
        return malformed(3, "root");
    return Checkpoint{core::StoreId(QString::fromLatin1(origin[1])), *epoch, *size, *root};
}

void cosign(SignedNote &note, const core::StoreId &store, const UnlockedKey &workstation, qint64 unixSeconds)
{
    const QByteArray name = signerName(store, workstation.owner(), workstation.fingerprint());
    QByteArray payload(8, Qt::Uninitialized);
    qToBigEndian(quint64(unixSeconds), payload.data());
    payload += workstation.sign(cosignedBytes(unixSeconds, note.text));
    putSignature(note, {name, signatureId(name, workstation.publicKey(), cosignatureAlgorithm), payload});
}

std::optional<qint64> cosignedAt(const SignedNote &note, QByteArrayView name, QByteArrayView publicKey)
{
    const auto found =
        std::find_if(note.signatures.begin(), note.signatures.end(), [&](const NoteSignature &one) { return one.name == name; });
    if (found == note.signatures.end() || found->signature.size() != 8 + 64
        || found->id != signatureId(name, publicKey, cosignatureAlgorithm))
        return std::nullopt;
    const quint64 seconds = qFromBigEndian<quint64>(found->signature.constData());
    if (seconds > quint64(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    const bool good =
        verifySignature(cosignedBytes(qint64(seconds), note.text), QByteArrayView(found->signature).sliced(8), publicKey);
    return good ? std::optional(qint64(seconds)) : std::nullopt;
}

} // namespace countersign::ledger
