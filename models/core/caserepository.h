// Port: cases, the queue, claims and drafts. Every answer is limited to the teams given: "not yours" and "not there" are the
// same answer. Calls that change need a UnitOfWork::write; claims and drafts open one by themselves where said. One object per thread.
#pragma once

#include "core/decision.h"
#include "core/result.h"
#include "core/wording.h"

#include <functional>

namespace countersign::core {

// How a case was routed, as kept with it for ever (model.md).
struct CaseRoute {
    int policyVersion = 1;
    QString rule;
    int reviewers = 1;        // slots: 1 or 2
    QString group;            // a named group, or empty
    bool blind = false;       // a first answer is asked for before the suggestion is shown
    qint64 windowSeconds = 0; // between signing and release
    QString signingMode = QStringLiteral("light"); // light | part11 | strict
    bool automatic = false;   // released by the rule, nobody asked
    bool operator==(const CaseRoute &) const = default;
};

// A case on its way into the store.
struct NewCase {
    CaseRecord record;      // evidence files carry their blob digest
    QString sourceBlob;     // blob of the received line
    QString digest;         // case digest of ledger.md, "sha256:…"
    QString referenceBlob;  // empty for none
    QString searchText;     // everything a search may find: title, labels, evidence texts, suggestion
    CaseRoute route;
    CaseState state = CaseState::Open; // released when a policy rule releases it automatically
    PersonId importedBy;
    StatementId importedIn; // the case.imported statement
    QDateTime arrived;
};

// What stands in the queue's columns.
struct QueueRow {
    qint64 key = 0;          // the store's row number
    CaseId id;
    TeamId team;
    int version = 1;
    QString kind;
    QString title;
    Risk risk = Risk::Medium;
    int priority = 0;
    std::optional<QDateTime> due;
    CaseState state = CaseState::Open;
    QDateTime arrived;
    PersonId holder;         // who has a running claim, or empty
    bool hasDraft = false;   // a draft of the asking person
    bool operator==(const QueueRow &) const = default;
};

// A case as loaded for the desk, before its source line is parsed.
struct StoredCase {
    QueueRow row;
    CaseRoute route;
    QString sourceBlob;
    QString digest;
    QString referenceBlob;
    QMap<QString, QString> evidenceBlobs; // evidence id → digest, files only
    PersonId importedBy;
    bool operator==(const StoredCase &) const = default;
};

struct QueueFilter {
    enum class Order { Urgency, Newest, Oldest, Title, Kind, Risk, Due };
    QList<TeamId> teams;       // whose cases may be seen; empty: none
    QList<CaseState> states;   // empty: all
    QString kind;              // empty: all
    std::optional<Risk> risk;
    QString text;              // words as typed; every word must occur, the last one as a prefix
    PersonId claimedBy;        // empty: anybody
    PersonId asker;            // whose drafts are marked
    Order order = Order::Urgency; // priority, then due, then risk, then arrival
    bool operator==(const QueueFilter &) const = default;
};

struct QueueCounts {
    QMap<QString, qint64> byState; // state name → cases, all teams given, no other filter
    QMap<QString, qint64> byKind;  // of those that await a decision
    qint64 mine = 0;               // running claims of the asker
    bool operator==(const QueueCounts &) const = default;
};

// A slot of a case: who has it and what was signed in it.
struct Slot {
    int slot = 1;
    Stage stage = Stage::Review;
    std::optional<Claim> claim;          // the last claim, running or expired
    std::optional<DecisionRow> decision; // the decision that stands
    bool operator==(const Slot &) const = default;
};

// Which blobs hold texts of a case, over all its versions.
struct CaseBlobs {
    QMap<int, QString> sources;  // by version: the received line
    QStringList others;          // evidence files, reference, first answers, rationales and outcomes; each once
    bool operator==(const CaseBlobs &) const = default;
};

class CaseRepository {
public:
    virtual ~CaseRepository() = default;

    // ---- cases
    virtual Result<void> addCase(const NewCase &newCase) = 0;
    virtual Result<std::optional<StoredCase>> findCase(const CaseId &id, const QList<TeamId> &teams) = 0;
    virtual Result<void> setState(const CaseId &id, const TeamId &team, CaseState state) = 0;
    virtual Result<QList<Slot>> slotsOf(const CaseId &id, const TeamId &team) = 0; // by slot number
    virtual Result<void> addSlot(const CaseId &id, const TeamId &team, int slot, Stage stage) = 0;

    // ---- what a case can be made to undergo; see workflow/casemove.h
    // Recall: every slot of the newest version is free again and no decision in it stands; a case nobody had to decide gets its first slot.
    virtual Result<void> reopenSlots(const CaseId &id, const TeamId &team) = 0;
    // Withdrawal: nobody holds a claim on it any more.
    virtual Result<void> dropClaims(const CaseId &id, const TeamId &team) = 0;
    virtual Result<CaseBlobs> caseBlobs(const CaseId &id, const TeamId &team) = 0;
    // Redaction: drafts of everybody, claims, the title (the id in its place), and the words of each version as NewCase::searchText had them.
    virtual Result<void> forgetTexts(const CaseId &id, const TeamId &team, const QMap<int, QString> &searchTexts) = 0;

    // ---- queue
    // Keys of all matching cases in order, at most `limit` (0: all), after the case `after` when given.
    virtual Result<QList<qint64>> queueKeys(const QueueFilter &filter, qsizetype limit = 0, const CaseId &after = {}) = 0;
    // Rows for keys, in the order of the keys; a key that is gone is left out.
    virtual Result<QList<QueueRow>> queueRows(const QList<qint64> &keys, const PersonId &asker) = 0;
    virtual Result<QueueCounts> queueCounts(const QList<TeamId> &teams, const PersonId &asker) = 0;
    // A number that grows whenever anybody changes the store; cheap, for refreshing views.
    virtual Result<qint64> changeMark() = 0;
    // Stops a long query of this repository from another thread; that query fails with Cancelled.
    virtual void interrupt() = 0;

    // ---- claims; each opens its own write transaction
    // Takes the case for the person: NoSuchCase, MoveNotAllowed (not waiting for a decision), ClaimHeld, SecondSlot, OwnSubmission.
    // A running claim of the same person is renewed with the same fence.
    virtual Result<Claim> claimCase(const CaseId &id, const Person &person, int minutes) = 0;
    // The next free case in Urgency order the person may decide, or nothing.
    virtual Result<std::optional<Claim>> claimNext(const Person &person, const QString &kind, int minutes) = 0;
    virtual Result<void> releaseClaim(const CaseId &id, const Person &person) = 0; // ClaimLost when there is none
    virtual Result<std::optional<Claim>> claimOf(const CaseId &id, const Person &person) = 0; // running or not re-taken; else running on an older version

    // ---- drafts; saving opens its own write transaction, and needs no fsync wait by the caller
    virtual Result<void> saveDraft(const Draft &draft) = 0;
    virtual Result<std::optional<Draft>> loadDraft(const CaseId &id, const PersonId &person) = 0;
    virtual Result<void> removeDraft(const CaseId &id, const PersonId &person) = 0;

    // ---- an answer of one's own, given before the suggestion was shown: the digest of its blob. The first one stays.
    virtual Result<void> saveFirstAnswer(const Claim &claim, const QString &blob, const QDateTime &given) = 0;
    virtual Result<QString> firstAnswer(const CaseId &id, const TeamId &team, const PersonId &person) = 0; // empty: none

    // ---- the words offered, in order
    virtual Result<QList<Wording>> wordings(const std::optional<QString> &kind = {}) = 0; // of a kind and of all kinds; nothing: every one
    virtual Result<void> saveWordings(const QList<Wording> &wordings) = 0;                // in place of all there were
};

} // namespace countersign::core
