// Letters: what a workspace and its store tell each other through files in a folder. Sealed for one person, who has their key on both sides
// (FORMAT.md, "Letters"). Values.
#pragma once

#include "core/blobrepository.h"
#include "ledger/unlockedkey.h"
#include "ledger/witness.h"
#include "sync/reconcile.h"

namespace countersign::sync {

// What stands on a letter in clear.
struct LetterHead {
    bool isAnswer = false;    // from the store; else from the workspace
    WorkspaceLabel label;
    bool operator==(const LetterHead &) const = default;
};
QByteArray sealLetter(const LetterHead &head, const ledger::UnlockedKey &person, QByteArrayView content);
// Malformed (detail: letter) for what is none.
core::Result<LetterHead> letterHead(QByteArrayView letter);
// Malformed (detail: letter): cut, changed, or sealed under another key.
core::Result<QByteArray> openLetter(QByteArrayView letter, const ledger::UnlockedKey &person);

// From a workspace: everything that was signed there, as the store may have gone back to before it knew of it.
struct Letter {
    QDateTime made;
    QList<ledger::SeenCheckpoint> seen; // of the log, what its installation has verified; ascending
    WorkspaceSession session;
    QList<QByteArray> notes;
    QList<core::StoredBlob> blobs;
    bool operator==(const Letter &) const = default;
};
core::Result<QByteArray> write(const Letter &letter);
core::Result<Letter> parseLetter(QByteArrayView content); // Malformed

// From its store.
struct Answer {
    QDateTime made;
    ledger::Basis seen;                 // the newest of what the letter had seen that the log continues; nothing seen: the empty log
    ledger::SeenCheckpoint log;         // as it stands
    QList<ledger::Hash> consistency;    // from `seen`
    struct Restored {
        quint64 index = 0;
        QByteArray entry;               // a restore
        QList<ledger::Hash> proof;      // that it is in the log
        bool operator==(const Restored &) const = default;
    };
    QList<Restored> restored;           // every restore there has been
    struct Taken {
        core::StatementId id;
        Fate fate = Fate::Recorded;
        quint64 index = 0;
        QByteArray entry;
        QList<ledger::Hash> proof;      // that it is in the log
        QString cause{};                // as SentStatement::cause
        bool operator==(const Taken &) const = default;
    };
    QList<Taken> taken;
    QList<ChangedCase> changed;         // cannot be decided any more
    QString closed;                     // as WorkspaceSession::closed, from now on
    bool operator==(const Answer &) const = default;
};
core::Result<QByteArray> write(const Answer &answer);
core::Result<Answer> parseAnswer(QByteArrayView content); // Malformed

} // namespace countersign::sync
