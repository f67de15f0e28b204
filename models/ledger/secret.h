// Bytes that must not be seen: guarded memory that is wiped when it goes.
#pragma once

#include <QByteArray>
#include <QString>
#include <memory>

namespace countersign::ledger {

// Owns guarded memory (sodium_malloc): locked against swapping where the system allows, wiped when destroyed. Moves, never copies.
class Secret {
public:
    Secret() = default;
    explicit Secret(qsizetype size);                 // zeroed
    static Secret copyOf(QByteArrayView bytes);      // the original stays the caller's to wipe
    static Secret random(qsizetype size);
    // A passphrase or PIN as typed: NFC, UTF-8. The QString itself cannot be wiped reliably: keep it short-lived.
    static Secret fromTyped(QStringView typed);
    // The same from UTF-8 bytes of a secret file; nothing inside if they are not UTF-8.
    static Secret fromUtf8(QByteArrayView bytes);

    bool isEmpty() const { return m_size == 0; }
    qsizetype size() const { return m_size; }
    unsigned char *data() { return m_bytes.get(); }
    const unsigned char *data() const { return m_bytes.get(); }
    QByteArrayView view() const { return {m_bytes.get(), m_size}; }
    Secret copy() const { return copyOf(view()); }
    bool sameAs(QByteArrayView other) const;         // in constant time for equal lengths

private:
    struct Free { void operator()(unsigned char *bytes) const; };
    std::unique_ptr<unsigned char, Free> m_bytes;
    qsizetype m_size = 0;
};

// Random bytes that need no hiding: salts, nonces, ids.
QByteArray randomBytes(qsizetype size);

// Overwrites the bytes in place where this QByteArray is their only owner; then empties it.
void wipe(QByteArray &bytes);
// The same for a QString (a password field's text, after use).
void wipe(QString &text);

// No core dumps, no other process of the same user looking in: called once, first thing in main (prctl PR_SET_DUMPABLE, RLIMIT_CORE).
// False if the system refused.
bool hardenProcess();

} // namespace countersign::ledger
