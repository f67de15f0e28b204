// A case laid on the desk: everything the reviewer may see of it.
#pragma once

#include "workflow/openstore.h"

#include <functional>
#include <stop_token>

namespace countersign::workflow {

// The case itself, without anybody's work on it.
struct LaidCase {
    core::CaseRecord record;                // without `reference`: it is never shown before deciding
    core::StoredCase stored;                // state, route, digest
    bool redacted = false;                  // the texts are gone; record holds only the queue's columns
};

struct CaseOnDesk : LaidCase {
    std::optional<core::Claim> claim;       // the asker's own claim, running or expired and not re-taken
    std::optional<core::Draft> draft;       // the asker's own
    QList<core::DecisionRow> decisions;     // those the asker may see
    QList<core::Wording> wordings;          // offered for its kind
    QString firstAnswer;                    // the asker's own, where the route asks for one; empty: none yet
    std::optional<core::DecisionRow> correcting; // the asker's own decision that a new one is to replace; laid by openForCorrection
    std::optional<core::Content> earlier;   // what that decision stands behind, where it was approved
};

// Whether the asker may see that decision of it.
bool shows(const CaseOnDesk &desk, const core::StatementId &decision);

// NoSuchCase when missing or not of the asker's teams.
core::Result<CaseOnDesk> openCase(const Ports &ports, const core::CaseId &id, const core::Person &asker);
// Inside a transaction of the caller.
core::Result<CaseOnDesk> layOnDesk(const Ports &ports, const core::CaseId &id, const core::Person &asker);
core::Result<LaidCase> layCase(const Ports &ports, const core::CaseId &id, const core::Person &asker);
core::Result<LaidCase> layCase(const Ports &ports, const core::StoredCase &stored);
// As it was in one of its versions, for who may see the case. StoreDamaged where there is no such version.
core::Result<LaidCase> layVersion(const Ports &ports, const core::CaseId &id, const core::TeamId &team, int version);
// The same out of the received line, which is nothing where it was redacted. Any thread.
core::Result<LaidCase> layCase(const core::StoredCase &stored, const std::optional<core::StoredBlob> &source);

// The case with a decision of the asker's own to correct. NotAllowed (somebody else's, or settled by a third person), MoveNotAllowed (it stands
// no longer, or the case is not signed).
core::Result<CaseOnDesk> openForCorrection(const Ports &ports, const core::CaseId &id, const core::StatementId &decision, const core::Person &asker);

// A person who reads without signing in sees every team of the embedded store.
core::Result<core::Person> readingPerson(const Ports &ports);

// The bytes of an evidence file. BlobMissing when it was redacted.
core::Result<QByteArray> loadEvidence(const Ports &ports, const core::EvidenceItem &item);
core::Result<qint64> evidenceSize(const Ports &ports, const core::EvidenceItem &item);
// The same as they come from the store, for files that need not be whole in memory or may be looked into before all of them is there. What has
// been taken is not to be believed before this has succeeded: StoreDamaged when it was not what the case was signed with. Cancelled.
struct EvidenceTaker {
    std::function<core::Result<void>(qint64 size)> begin;
    std::function<core::Result<void>(QByteArrayView piece)> take;
};
core::Result<void> readEvidence(const Ports &ports, const core::EvidenceItem &item, const EvidenceTaker &taker, std::stop_token stop = {});

// The content a decision or a release stands behind (an outcome blob), or nothing when it was redacted.
core::Result<std::optional<QByteArray>> loadText(const Ports &ports, const QString &blobDigest);

} // namespace countersign::workflow
