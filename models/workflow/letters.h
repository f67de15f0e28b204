// Syncing through a folder: a workspace and its store that never meet write each other letters (models/sync/FORMAT.md). The same plan, the same
// acts and the same proofs as syncNow; a letter that is read twice changes nothing the second time.
#pragma once

#include "workflow/actingperson.h"
#include "workflow/syncnow.h"
#include "workflow/watchrecord.h"

namespace countersign::workflow {

// A letter that was not used, and why: Malformed (detail: letter), NotAllowed (detail: another-store, letter-person), HistoryRewritten,
// VerificationFailed (detail: earlier-epoch: an answer from before the store was restored; consistency, inclusion), …
struct RefusedLetter {
    QString file;
    core::Error why;
};

struct Posted {
    qsizetype answers = 0;        // read from the folder
    qsizetype included = 0;       // of all statements of the workspace, after that
    qsizetype statements = 0;
    QString letter;               // the file that was written; empty: nothing to say
    qsizetype sent = 0;           // statements in it
    quint64 bytes = 0;            // of it
    qsizetype takenOut = 0;       // cases that can be decided in it no more
    std::optional<Reopened> reopened{}; // an answer said so
    qsizetype again = 0;          // statements that were in the record before the store was restored, and are not now
    QList<RefusedLetter> refused;
    bool allIncluded() const { return included == statements; }
};
// At the workspace: reads the answers to it, and writes what is not proven to be in the record into one letter, in place of earlier ones.
core::Result<Posted> postLetters(const OpenWorkspace &workspace, const ledger::UnlockedKey &key, const QString &keyringFolder, const QString &folder);

struct TakenLetter {
    QString file;
    QString answer;               // the file with the answer
    SyncReport report;
};
struct TakenLetters {
    QList<TakenLetter> taken;
    QList<RefusedLetter> refused;
    qsizetype others = 0;         // letters of other people, left alone
};
// At the store: takes in the letters of who acts, and writes an answer to each.
core::Result<TakenLetters> takeLetters(const Ports &ports, const ActingPerson &acting, const QString &folder, const ShowSync &show, std::stop_token stop);

} // namespace countersign::workflow
