#include "ledger/signednote.h"

#include "ledger/sodiumready.h"
#include "ledger/text.h"
#include "ledger/unlockedkey.h"

#include <algorithm>
#include <cstring>
#include <QtEndian>
#include <string_view>

namespace countersign::ledger {

namespace {

constexpr QByteArrayView signatureMark = "\xE2\x80\x94 "; // an em dash and a blank

QByteArray lineOf(const NoteSignature &signature)
{
    QByteArray payload(4, Qt::Uninitialized);
    qToBigEndian(signature.id, payload.data());
    payload += signature.signature;
    return signatureMark.toByteArray() + signature.name + ' ' + base64(payload) + '\n';
}

// What a signature line says, nothing copied but what base64 hides.
struct SignatureLine {
    QByteArrayView name;
    quint32 id = 0;
    std::array<char, 4 + 8 + 64 + 2> payload; // the id first
    qsizetype size = 0;
    QByteArrayView signature() const { return QByteArrayView(payload.data(), size).sliced(4); }
};

std::optional<SignatureLine> readSignatureLine(QByteArrayView line)
{
    if (!line.startsWith(signatureMark))
        return std::nullopt;
    line = line.sliced(signatureMark.size());
    const qsizetype blank = line.indexOf(' ');
    if (blank <= 0 || line.first(blank).contains('+'))
        return std::nullopt;
    const QByteArrayView base64 = line.sliced(blank + 1);
    SignatureLine read{line.first(blank), 0, {}, 0};
    if (base64.size() / 4 * 3 > qsizetype(read.payload.size()))
        return std::nullopt;
    read.size = readBase64(base64, read.payload.data()).value_or(0);
    if (read.size != 4 + 64 && read.size != 4 + 8 + 64)
        return std::nullopt;
    read.id = qFromBigEndian<quint32>(read.payload.data());
    return read;
}

bool isNoteText(QByteArrayView bytes)
{
    int controls = 0;
    for (const char c : bytes)
        controls |= int(uchar(c) < 0x20) & int(c != '\n');
    return controls == 0 && !bytes.contains('\x7f') && isUtf8(bytes);
}

// `place`: where the wrong line begins.
core::Result<SignedNote> malformed(QByteArrayView bytes, qsizetype place, const QString &expected)
{
    return core::fail(core::ErrorKind::Malformed, QStringLiteral("line %1").arg(bytes.first(place).count('\n') + 1), expected);
}

} // namespace

QByteArray signerName(const core::StoreId &store, const core::PersonId &actor, const Hash &fingerprint)
{
    const QByteArrayView firstHalf = fingerprint.view().first(8);
    QByteArray name = store.value.toLatin1();
    name.append('/').append(escapeToken(actor.value)).append('/').append(firstHalf.toByteArray().toHex());
    return name;
}

quint32 signatureId(QByteArrayView name, QByteArrayView publicKey, unsigned char algorithm)
{
    const char between[] = {'\n', char(algorithm)};
    thread_local Sha256 hasher;
    hasher.add(name);
    hasher.add({between, 2});
    hasher.add(publicKey);
    return qFromBigEndian<quint32>(hasher.finish().bytes.data());
}

void putSignature(SignedNote &note, NoteSignature signature)
{
    note.signatures.removeIf([&](const NoteSignature &one) { return one.name == signature.name; });
    note.signatures += std::move(signature);
    std::sort(note.signatures.begin(), note.signatures.end(),
              [](const NoteSignature &a, const NoteSignature &b) { return lineOf(a) < lineOf(b); });
}

void sign(SignedNote &note, const core::StoreId &store, const UnlockedKey &key)
{
    const QByteArray name = signerName(store, key.owner(), key.fingerprint());
    putSignature(note, {name, signatureId(name, key.publicKey()), key.sign(note.text)});
}

QByteArray write(const SignedNote &note)
{
    QByteArray bytes = note.text + '\n';
    for (const NoteSignature &signature : note.signatures)
        bytes += lineOf(signature);
    return bytes;
}

core::Result<SignedNote> parseSignedNote(QByteArrayView bytes)
{
    if (!isNoteText(bytes))
        return malformed(bytes, 0, QStringLiteral("note"));
    core::Result<SignedNote> note = parseSignatures(bytes);
    if (note)
        note->text.detach();
    return note;
}

core::Result<SignedNote> parseSignatures(QByteArrayView bytes)
{
    const QByteArrayView text = noteText(bytes);
    if (text.isEmpty())
        return malformed(bytes, 0, QStringLiteral("note"));
    SignedNote note{QByteArray::fromRawData(text.data(), text.size()), {}};
    QByteArrayView previous;
    for (qsizetype place = text.size() + 1; place < bytes.size(); place += previous.size() + 1) {
        const qsizetype end = bytes.indexOf('\n', place);
        const QByteArrayView line = end < 0 ? QByteArrayView() : bytes.sliced(place, end - place);
        auto signature = readSignatureLine(line);
        if (!signature)
            return malformed(bytes, place, QStringLiteral("signature"));
        const bool sameName = !note.signatures.isEmpty() && note.signatures.last().name == signature->name;
        if (sameName || (!previous.isEmpty() && !(previous < line)))
            return malformed(bytes, place, QStringLiteral("ascending order"));
        previous = line;
        note.signatures += NoteSignature{signature->name.toByteArray(), signature->id, signature->signature().toByteArray()};
    }
    if (note.signatures.isEmpty())
        return malformed(bytes, bytes.size(), QStringLiteral("signature"));
    return note;
}

std::optional<OnlySignature> onlySignature(QByteArrayView bytes)
{
    const QByteArrayView text = noteText(bytes);
    const QByteArrayView line = text.isEmpty() ? text : bytes.sliced(text.size() + 1);
    if (!line.endsWith('\n') || line.indexOf('\n') != line.size() - 1)
        return std::nullopt;
    const auto read = readSignatureLine(line.chopped(1));
    if (!read || read->size != 4 + 64)
        return std::nullopt;
    OnlySignature only{text, read->name, read->id, {}};
    std::memcpy(only.signature.data(), read->signature().data(), only.signature.size());
    return only;
}

QByteArrayView noteText(QByteArrayView bytes)
{
    // string_view looks for the line feeds with memchr; QByteArrayView::indexOf would hash its way along.
    const size_t blank = std::string_view(bytes.data(), size_t(bytes.size())).find("\n\n");
    return blank == std::string_view::npos ? QByteArrayView() : bytes.first(qsizetype(blank) + 1);
}

bool verifies(const SignedNote &note, QByteArrayView name, QByteArrayView publicKey)
{
    const auto found =
        std::find_if(note.signatures.begin(), note.signatures.end(), [&](const NoteSignature &one) { return one.name == name; });
    return found != note.signatures.end() && found->id == signatureId(name, publicKey)
           && verifySignature(note.text, found->signature, publicKey);
}

bool verifySignature(QByteArrayView message, QByteArrayView signature, QByteArrayView publicKey)
{
    if (signature.size() != crypto_sign_BYTES || publicKey.size() != crypto_sign_PUBLICKEYBYTES)
        return false;
    readySodium();
    const auto *bytes = reinterpret_cast<const unsigned char *>(message.data());
    return crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature.data()), bytes,
                                       static_cast<unsigned long long>(message.size()),
                                       reinterpret_cast<const unsigned char *>(publicKey.data()))
           == 0;
}

} // namespace countersign::ledger
