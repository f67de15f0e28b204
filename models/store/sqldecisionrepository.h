// DecisionRepository on SQL.
//
// addDecision also fills the decision's slot and ends the claim on it. MoveNotAllowed when `supersedes` is not a standing decision of the
// same person in the same slot; ClaimLost when the slot is signed already or there is no such slot; SecondSlot when the person signed
// another slot of this version; DuplicateId for a statement that is there; NoSuchCase. An unknown time taken is worked out from the
// claim the decision was made under.
#pragma once

#include "core/decisionrepository.h"

#include <QVariant>

namespace countersign::store {

class CaseKeys;
class Database;
class Statement;
class TeamKeys;

// One object per connection, in its thread. The metrics may take long over many decisions; SqlCaseRepository::interrupt stops them too.
class SqlDecisionRepository final : public core::DecisionRepository {
public:
    SqlDecisionRepository(Database &database, TeamKeys &teams, CaseKeys &keys) : m_database(database), m_teams(teams), m_keys(keys) {}

    core::Result<void> addDecision(const core::DecisionRow &decision) override;
    core::Result<QList<core::DecisionRow>> decisions(const core::DecisionFilter &filter) override;
    core::Result<std::optional<core::DecisionRow>> decision(const core::StatementId &id, const QList<core::TeamId> &teams) override;

    core::Result<void> addRelease(const core::ReleaseRow &release) override;
    core::Result<QList<core::ReleaseRow>> releases(const QList<core::TeamId> &teams, std::optional<quint64> after, qsizetype limit) override;
    core::Result<std::optional<core::ReleaseRow>> standingRelease(const core::CaseId &id, const QList<core::TeamId> &teams) override;

    core::Result<QList<core::MetricRow>> metrics(const QList<core::TeamId> &teams, core::MetricGroup group) override;

private:
    core::Result<void> supersede(const core::DecisionRow &decision, qint64 caseKey);
    core::Result<void> insert(const core::DecisionRow &decision, qint64 caseKey);
    core::Result<void> insertReasons(const core::DecisionRow &decision);
    core::Result<void> fillSlot(const core::DecisionRow &decision, qint64 caseKey);
    core::Result<void> whyNotFilled(const core::DecisionRow &decision, qint64 caseKey);
    core::Result<QList<core::DecisionRow>> select(const QByteArray &condition, const QVariantList &values);

    Database &m_database;
    TeamKeys &m_teams;
    CaseKeys &m_keys;
};

} // namespace countersign::store
