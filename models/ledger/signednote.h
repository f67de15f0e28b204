// Signed notes (C2SP signed-note): a text, a blank line, and one line per signature. Strict Ed25519 (RFC 8032 §5.1.7, S < L, no small-order key).
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "ledger/hash.h"

#include <QList>

namespace countersign::ledger {

class UnlockedKey;

struct NoteSignature {
    QByteArray name;      // NAME as written
    quint32 id = 0;       // ID4: selects, proves nothing
    QByteArray signature; // 64 bytes; in a checkpoint's cosignature 8 bytes of time come first
    bool operator==(const NoteSignature &) const = default;
};

struct SignedNote {
    QByteArray text;                  // ends in LF: the signed bytes
    QList<NoteSignature> signatures;  // at least one; written in ascending byte order of their lines
    bool operator==(const SignedNote &) const = default;
};

// "<store>/<actor>/<first 16 hex digits of F>"; the actor as a token.
QByteArray signerName(const core::StoreId &store, const core::PersonId &actor, const Hash &fingerprint);
// First four bytes of SHA-256(NAME ‖ 0x0A ‖ algorithm ‖ public key): 0x01 for notes, 0x04 for cosignatures.
quint32 signatureId(QByteArrayView name, QByteArrayView publicKey, unsigned char algorithm = 0x01);

// Puts a signature where its line belongs in order; replaces an earlier one under the same name.
void putSignature(SignedNote &note, NoteSignature signature);
// Adds the signature of this key over note.text.
void sign(SignedNote &note, const core::StoreId &store, const UnlockedKey &key);

QByteArray write(const SignedNote &note);
// Malformed for anything write() would not have written: no signature, disorder, bad base64, a control character in the text.
core::Result<SignedNote> parseSignedNote(QByteArrayView bytes);
// The same, of a note whose text is known to be right already (a statement that was parsed). `note.text` shares memory with `bytes`.
core::Result<SignedNote> parseSignatures(QByteArrayView bytes);
// A note with one signature as nearly all have, read without copies; the views look into the note's bytes.
struct OnlySignature {
    QByteArrayView text;
    QByteArrayView name;
    quint32 id = 0;
    std::array<char, 64> signature;
};
// The same of a note as parseSignatures() takes it; nothing for one with more signatures, with a cosignature or with something wrong.
std::optional<OnlySignature> onlySignature(QByteArrayView bytes);
// The text part of a note without reading its signatures; empty where there is no blank line.
QByteArrayView noteText(QByteArrayView bytes);

// Whether the note has exactly one signature under `name` and it is this key's over the text.
bool verifies(const SignedNote &note, QByteArrayView name, QByteArrayView publicKey);
// Plain strict Ed25519; false for any wrong length. Any thread.
bool verifySignature(QByteArrayView message, QByteArrayView signature, QByteArrayView publicKey);

} // namespace countersign::ledger
