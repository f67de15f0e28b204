// Decisions, claims, drafts and releases as the store keeps them.
#pragma once

#include "core/caserecord.h"
#include "core/casestate.h"
#include "core/reviewer.h"

#include <QStringList>

namespace countersign::core {

enum class Verdict { Approve, Edit, Reject, Escalate };
QString verdictName(Verdict verdict);
std::optional<Verdict> verdictFromName(QStringView name);

enum class Stage { Review, Second, Resolution };
QString stageName(Stage stage);
std::optional<Stage> stageFromName(QStringView name);

// What the store notes of a decision when it takes it in: the claimed time cannot be, it is part of a dispute, the claim had run out, the key
// was revoked meanwhile.
enum class DecisionFlag { Clock, Disputed, Late, Quarantined };
QString flagName(DecisionFlag flag);
std::optional<DecisionFlag> flagFromName(QStringView name);

// A lease: this case is mine until it expires.
struct Claim {
    CaseId caseId;
    TeamId team;
    int version = 1;
    int slot = 1;
    Stage stage = Stage::Review;
    PersonId holder;
    qint64 fence = 0;    // grows with every claim of the case; a decision names the one it was made under
    QDateTime expires;   // by the store's clock
    QDateTime since{};   // when this person took it; kept through renewals
    bool operator==(const Claim &) const = default;
};

// A reviewer's unsigned work on a case, as it comes back after a crash.
struct Draft {
    CaseId caseId;
    TeamId team;
    int version = 1;
    int slot = 1;
    PersonId person;
    Content content;
    QString verdict;      // armed verdict, or empty
    QStringList reasons;
    QString rationale;
    qsizetype caret = 0;  // UTF-16 offset in the editor
    double scroll = 0;    // first visible position as a fraction of the text
    QString evidence;     // evidence item that was open
    QByteArray undo;      // the editor's steps of undo, in its own spelling; empty: none
    QDateTime saved;
    bool operator==(const Draft &) const = default;
};

struct DecisionRow {
    StatementId id;
    quint64 logIndex = 0;
    CaseId caseId;
    TeamId team;
    int version = 1;
    int slot = 1;
    Stage stage = Stage::Review;
    Verdict verdict = Verdict::Approve;
    PersonId reviewer;
    QString reviewerName;
    QString kind;              // of the case
    QStringList reasons;
    QString rationaleBlob;     // digests; empty where there is none
    QString outcomeBlob;
    StatementId supersedes;
    QString meaning;
    QDateTime claimedAt;       // the device's time in the statement
    QDateTime arrived;         // the store's
    qint64 tookMilliseconds = -1; // from claim to arrival; -1: unknown
    bool late = false;
    bool stands = true;        // false: superseded, or its release was recalled
    bool operator==(const DecisionRow &) const = default;
};

struct ReleaseRow {
    quint64 seq = 0; // log index
    CaseId caseId;
    TeamId team;
    bool recall = false;
    std::optional<quint64> ofSeq; // recall: the release taken back
    QString outcomeBlob;
    Content::Form form = Content::Form::Text;
    int policyVersion = 1;
    QString rule;
    QList<StatementId> decisions;
    bool operator==(const ReleaseRow &) const = default;
};

} // namespace countersign::core
