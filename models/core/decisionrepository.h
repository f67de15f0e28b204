// Port: signed decisions, releases and recalls, and the figures made of them. Calls that change need a UnitOfWork::write.
// One object per thread.
#pragma once

#include "core/decision.h"
#include "core/result.h"

namespace countersign::core {

struct DecisionFilter {
    QList<TeamId> teams;
    CaseId caseId;          // empty: all
    PersonId reviewer;      // empty: all
    std::optional<Verdict> verdict;
    QString kind;
    QString reason;         // a code among its reasons; empty: all
    std::optional<DecisionFlag> flag; // disputed: also a decision that a dispute names
    QDateTime since;        // arrival, inclusive; invalid: no bound
    QDateTime until;        // exclusive
    std::optional<quint64> before; // only log indexes below this one (paging, newest first)
    qsizetype limit = 0;    // 0: all
    bool newestFirst = false;
    PersonId asker;         // who looks: others' decisions stay hidden until every review slot of the case is signed; empty: the system itself
    bool operator==(const DecisionFilter &) const = default;
};

// Counts over decisions that stand, grouped by one column.
struct MetricRow {
    QString group;              // kind or reviewer id
    QString label;              // as shown: the kind, or the printed name
    qint64 approved = 0;
    qint64 edited = 0;
    qint64 rejected = 0;
    qint64 escalated = 0;
    qint64 medianMilliseconds = -1; // from claim to arrival; -1: none known
    qint64 total() const { return approved + edited + rejected + escalated; }
    bool operator==(const MetricRow &) const = default;
};

enum class MetricGroup { Kind, Reviewer };

class DecisionRepository {
public:
    virtual ~DecisionRepository() = default;

    // One that does not stand is kept beside the one that does, and fills no slot.
    virtual Result<void> addDecision(const DecisionRow &decision) = 0;
    virtual Result<QList<DecisionRow>> decisions(const DecisionFilter &filter) = 0;
    virtual Result<std::optional<DecisionRow>> decision(const StatementId &id, const QList<TeamId> &teams) = 0;

    virtual Result<void> addRelease(const ReleaseRow &release) = 0;
    // Releases and recalls with seq greater than `after` (nothing: from the beginning), in log order, at most `limit` (0: all).
    virtual Result<QList<ReleaseRow>> releases(const QList<TeamId> &teams, std::optional<quint64> after, qsizetype limit) = 0;
    // The release of a case that stands now (not recalled), or nothing.
    virtual Result<std::optional<ReleaseRow>> standingRelease(const CaseId &id, const QList<TeamId> &teams) = 0;

    virtual Result<QList<MetricRow>> metrics(const QList<TeamId> &teams, MetricGroup group) = 0;
};

} // namespace countersign::core
