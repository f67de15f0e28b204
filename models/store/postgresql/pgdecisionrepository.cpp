#include "store/postgresql/pgdecisionrepository.h"

#include "core/clock.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgconditions.h"
#include "store/postgresql/pgledgerstorage.h"
#include "store/postgresql/pgrowmapping.h"
#include "store/sqlcatalogue.h"

namespace countersign::store {

using core::DecisionFilter;
using core::DecisionRow;
using core::ReleaseRow;
using core::Result;
using core::TeamId;

Result<void> PgDecisionRepository::addDecision(const DecisionRow &)
{
    return m_connection.mustBeWriting("addDecision");
}

Result<void> PgDecisionRepository::addRelease(const ReleaseRow &)
{
    return m_connection.mustBeWriting("addRelease");
}

namespace {

// What others must not see yet is hidden by the server.
PgConditions conditionsOf(const DecisionFilter &filter)
{
    PgConditions where;
    where.require("d.log_index IS NOT NULL");
    where.require("t.id = ANY (" + where.texts(idsOf(filter.teams)) + ")");
    if (!filter.caseId.isEmpty())
        where.require("d.case_key = ANY (ARRAY(SELECT x.key FROM cases x WHERE x.id = " + where.text(filter.caseId.value) + "))");
    if (!filter.reviewer.isEmpty())
        where.require("d.reviewer = " + where.text(filter.reviewer.value));
    if (filter.verdict)
        where.require("d.verdict = " + where.text(core::verdictName(*filter.verdict)));
    if (!filter.kind.isEmpty())
        where.require("d.kind = " + where.text(filter.kind));
    if (filter.since.isValid())
        where.require("d.arrived >= " + where.text(core::timeText(filter.since)));
    if (filter.until.isValid())
        where.require("d.arrived < " + where.text(core::timeText(filter.until)));
    if (filter.flag)
        where.require((*filter.flag == core::DecisionFlag::Disputed ? "(d.disputed OR " : "(") + where.text(core::flagName(*filter.flag)) + " = ANY (d.flags))");
    if (filter.before)
        where.require("d.log_index < " + where.number(qint64(*filter.before)));
    where.append(filter.newestFirst ? " ORDER BY d.log_index DESC" : " ORDER BY d.log_index");
    if (filter.limit > 0)
        where.append(" LIMIT " + where.number(filter.limit));
    return where;
}

Result<QList<DecisionRow>> select(PgConnection &connection, const PgConditions &where)
{
    const auto rows = connection.runText(SqlCatalogue::postgresql().text("decisions/select") + where.sql(), where.values());
    if (!rows)
        return tl::unexpected(rows.error());
    QList<DecisionRow> list;
    for (int i = 0; i < rows->size(); ++i) {
        const auto decision = readDecision(*rows, i);
        if (!decision)
            return tl::unexpected(decision.error());
        list.append(*decision);
    }
    return list;
}

} // namespace

Result<QList<DecisionRow>> PgDecisionRepository::decisions(const DecisionFilter &filter)
{
    (void)moveWaiting(m_connection); // a failure shows in what is asked next
    return select(m_connection, conditionsOf(filter));
}

Result<std::optional<DecisionRow>> PgDecisionRepository::decision(const core::StatementId &id, const QList<TeamId> &teams)
{
    PgConditions where;
    where.require("d.id = " + where.text(id.value));
    where.require("t.id = ANY (" + where.texts(idsOf(teams)) + ")");
    return select(m_connection, where).map([](const QList<DecisionRow> &rows) {
        return rows.isEmpty() ? std::optional<DecisionRow>() : std::optional(rows.first());
    });
}

Result<QList<ReleaseRow>> PgDecisionRepository::releases(const QList<TeamId> &teams, std::optional<quint64> after, qsizetype limit)
{
    (void)moveWaiting(m_connection); // a failure shows in what is asked next
    PgValues values;
    values.texts(idsOf(teams)).number(after ? qint64(*after) : -1).numberOrNull(limit > 0 ? std::optional(qint64(limit)) : std::nullopt);
    const auto rows = m_connection.run("releases/after", values);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<ReleaseRow> list;
    for (int i = 0; i < rows->size(); ++i) {
        const auto release = readRelease(*rows, i);
        if (!release)
            return tl::unexpected(release.error());
        list.append(*release);
    }
    return list;
}

Result<std::optional<ReleaseRow>> PgDecisionRepository::standingRelease(const core::CaseId &id, const QList<TeamId> &teams)
{
    const auto rows = m_connection.run("releases/newestOf", PgValues().text(id.value).texts(idsOf(teams)));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<ReleaseRow>();
    return readRelease(*rows, 0).map([](const ReleaseRow &release) { return release.recall ? std::optional<ReleaseRow>() : std::optional(release); });
}

Result<QList<core::MetricRow>> PgDecisionRepository::metrics(const QList<TeamId> &teams, core::MetricGroup group)
{
    const char *const name = group == core::MetricGroup::Kind ? "decisions/metricsByKind" : "decisions/metricsByReviewer";
    const auto rows = m_connection.run(name, PgValues().texts(idsOf(teams)));
    if (!rows)
        return tl::unexpected(rows.error());
    QList<core::MetricRow> list;
    for (int i = 0; i < rows->size(); ++i)
        list.append({rows->text(i, 0), rows->text(i, 1), rows->number(i, 2), rows->number(i, 3), rows->number(i, 4), rows->number(i, 5),
                     rows->isNull(i, 6) ? -1 : rows->number(i, 6)});
    return list;
}

} // namespace countersign::store
