// DecisionRepository on a server. Decisions and releases are derived there: adding them only demands a write.
#pragma once

#include "core/decisionrepository.h"

namespace countersign::store {

class PgConnection;

// One object per connection, in its thread. Lists show what is in the log; a decision that waits for the sequencer is found by its id alone.
class PgDecisionRepository final : public core::DecisionRepository {
public:
    explicit PgDecisionRepository(PgConnection &connection) : m_connection(connection) {}

    core::Result<void> addDecision(const core::DecisionRow &decision) override;
    core::Result<QList<core::DecisionRow>> decisions(const core::DecisionFilter &filter) override;
    core::Result<std::optional<core::DecisionRow>> decision(const core::StatementId &id, const QList<core::TeamId> &teams) override;

    core::Result<void> addRelease(const core::ReleaseRow &release) override;
    core::Result<QList<core::ReleaseRow>> releases(const QList<core::TeamId> &teams, std::optional<quint64> after, qsizetype limit) override;
    core::Result<std::optional<core::ReleaseRow>> standingRelease(const core::CaseId &id, const QList<core::TeamId> &teams) override;

    core::Result<QList<core::MetricRow>> metrics(const QList<core::TeamId> &teams, core::MetricGroup group) override;

private:
    PgConnection &m_connection;
};

} // namespace countersign::store
