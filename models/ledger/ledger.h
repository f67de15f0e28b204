// Appending to the log and saying where it stands.
#pragma once

#include "ledger/checkpoint.h"
#include "ledger/ledgerstorage.h"
#include "ledger/signstatement.h"

namespace countersign::ledger {

// What whoever signed gets back: the proof of having been recorded, to be held against the log later.
struct Receipt {
    quint64 index = 0;
    Hash leaf;
    QDateTime arrived;
    bool operator==(const Receipt &) const = default;
};

// Appends entries, in order, inside the caller's transaction: one read of the head, one write of rows and head.
// Refuses content that is not canonical or whose kind is not the entry's (Malformed), and a statement that is in the log already with
// other bytes (ContentDiffers); the same bytes again give the first receipt and append nothing. Signatures are not checked here: the
// signer has just made them, and a receiver calls checkNote (roster.h) first.
core::Result<QList<Receipt>> append(LedgerStorage &storage, const QList<Entry> &entries);
core::Result<Receipt> append(LedgerStorage &storage, const Entry &entry);

// An entry beside the statement it was just made of, so that appending it need not read it back. Made by the three functions below.
struct MadeEntry {
    Statement statement;
    Entry entry;
    QByteArray bytes; // of the entry
    Hash leaf;
    Hash content; // SHA-256 of the note, or of the store's own lines
};
// Signs the statement (signStatement) and puts the store's header around the note.
core::Result<MadeEntry> makeSigned(Statement statement, const UnlockedKey &actor, const QList<const UnlockedKey *> &further, const QDateTime &arrived,
                                   const QString &session, const QList<Flag> &flags);
// One whose note somebody else signed, and was checked.
core::Result<MadeEntry> entryOf(Statement statement, Entry entry);
core::Result<MadeEntry> makeOwn(Statement statement, const QDateTime &arrived, const QString &session);
core::Result<QList<Receipt>> append(LedgerStorage &storage, const QList<MadeEntry> &entries);
core::Result<Receipt> append(LedgerStorage &storage, const MadeEntry &entry);

// Moves at most `limit` pending entries into the log, in one transaction of the caller. Returns how many.
core::Result<int> sequence(LedgerStorage &storage, PendingStorage &pending, int limit);

// The log as it stands, unsigned. Store and epoch are read from leaf 0 and the last restore; NotAStore for an empty log.
core::Result<Checkpoint> checkpoint(const LedgerStorage &storage);

// The entry of a person's note or of the store's own statement; the kind is read from its first line.
core::Result<Entry> signedEntry(const SignedNote &note, const QDateTime &arrived, const QString &session, const QList<Flag> &flags = {});
core::Result<Entry> ownEntry(const Statement &statement, const QDateTime &arrived, const QString &session);

} // namespace countersign::ledger
