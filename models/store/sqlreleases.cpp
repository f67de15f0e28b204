// SqlDecisionRepository: releases, recalls and figures.
#include "store/casekeys.h"
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/sqldecisionrepository.h"

namespace countersign::store {

using core::CaseId;
using core::MetricRow;
using core::ReleaseRow;
using core::Result;
using core::TeamId;

Result<void> SqlDecisionRepository::addRelease(const ReleaseRow &release)
{
    if (auto writing = m_database.mustBeWriting("addRelease"); !writing)
        return writing;
    const Result<qint64> key = m_keys.keyOf(release.caseId, release.team);
    if (!key)
        return tl::unexpected(key.error());
    const auto outcome = digestBytesOrNone(release.outcomeBlob, release.caseId.value);
    if (!outcome)
        return tl::unexpected(outcome.error());
    const std::optional<qint64> ofSeq = release.ofSeq ? std::optional(qint64(*release.ofSeq)) : std::nullopt;
    Statement insert = m_database.statement("releases/insert");
    insert.bind(qint64(release.seq)).bind(*key).bind(release.recall).bindOrNull(ofSeq).bindOrNull(*outcome);
    const Result<int> inserted = insert.bind(formName(release.form)).bind(release.policyVersion).bind(release.rule).run();
    if (!inserted)
        return tl::unexpected(inserted.error());
    Statement named = m_database.statement("releases/insertDecision");
    for (qsizetype i = 0; i < release.decisions.size(); ++i)
        if (const auto done = named.bind(qint64(release.seq)).bind(qint64(i)).bind(release.decisions[i].value).run(); !done)
            return tl::unexpected(done.error());
    return {};
}

Result<QList<ReleaseRow>> SqlDecisionRepository::releases(const QList<TeamId> &teams, std::optional<quint64> after, qsizetype limit)
{
    const Result<QByteArray> list = m_teams.listOf(teams);
    if (!list)
        return tl::unexpected(list.error());
    Statement rows = m_database.statement("releases/after");
    rows.bind(QString::fromLatin1(*list)).bind(after ? qint64(*after) : -1).bind(qint64(limit > 0 ? limit : -1));
    QList<ReleaseRow> releases;
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return releases;
        const Result<ReleaseRow> release = readRelease(rows, m_teams);
        if (!release)
            return tl::unexpected(release.error());
        releases.append(*release);
    }
}

Result<std::optional<ReleaseRow>> SqlDecisionRepository::standingRelease(const CaseId &id, const QList<TeamId> &teams)
{
    const Result<QByteArray> list = m_teams.listOf(teams);
    if (!list)
        return tl::unexpected(list.error());
    Statement newest = m_database.statement("releases/newestOf");
    const Result<bool> row = newest.bind(id.value).bind(QString::fromLatin1(*list)).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<ReleaseRow>();
    const Result<ReleaseRow> release = readRelease(newest, m_teams);
    if (!release)
        return tl::unexpected(release.error());
    return release->recall ? std::optional<ReleaseRow>() : std::optional(*release);
}

Result<QList<MetricRow>> SqlDecisionRepository::metrics(const QList<TeamId> &teams, core::MetricGroup group)
{
    const Result<QByteArray> list = m_teams.listOf(teams);
    if (!list)
        return tl::unexpected(list.error());
    Statement rows = m_database.statement(group == core::MetricGroup::Kind ? "decisions/metricsByKind" : "decisions/metricsByReviewer");
    rows.bind(QString::fromLatin1(*list));
    const Database::Interruptible interruptible(m_database);
    QList<MetricRow> metrics;
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return metrics;
        metrics.append({rows.text(0), rows.text(1), rows.number(2), rows.number(3), rows.number(4), rows.number(5),
                        rows.isNull(6) ? -1 : rows.number(6)});
    }
}

} // namespace countersign::store
