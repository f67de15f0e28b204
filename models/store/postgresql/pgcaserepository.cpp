#include "store/postgresql/pgcaserepository.h"

#include "core/clock.h"
#include "store/postgresql/pgconditions.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgoutbox.h"
#include "store/postgresql/pgrowmapping.h"
#include "store/rowmapping.h"
#include "store/sqlcatalogue.h"

namespace countersign::store {

using core::CaseId;
using core::ErrorKind;
using core::fail;
using core::Result;
using core::StoredCase;
using core::TeamId;

Result<void> PgCaseRepository::addCase(const core::NewCase &newCase)
{
    return pgNewCase(newCase).and_then([&](const std::shared_ptr<const core::ReadyCase> &made) { return addReady(newCase.importedIn, made); });
}

Result<std::shared_ptr<const core::ReadyCase>> PgCaseRepository::ready(const core::NewCase &newCase, const QList<core::StoredBlob> &blobs) const
{
    return pgNewCase(newCase, blobs);
}

Result<void> PgCaseRepository::addReady(const core::StatementId &importedIn, const std::shared_ptr<const core::ReadyCase> &ready)
{
    const auto made = std::dynamic_pointer_cast<const PgNewCase>(ready);
    if (!made)
        return fail(ErrorKind::WrongCall, QStringLiteral("addReady"), QStringLiteral("of another store"));
    return m_connection.mustBeWriting("addCase").map([&] { m_outbox.add(importedIn, made); });
}

Result<std::optional<StoredCase>> PgCaseRepository::findCase(const CaseId &id, const QList<TeamId> &teams)
{
    const auto rows = m_connection.run("cases/find", PgValues().text(id.value).texts(idsOf(teams)));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<StoredCase>();
    auto value = readStoredCase(*rows, 0);
    if (!value)
        return tl::unexpected(value.error());
    return readEvidence(*value).map([&] { return std::optional(*value); });
}

Result<void> PgCaseRepository::readEvidence(StoredCase &stored)
{
    const auto evidence = m_connection.run("cases/evidenceOf", PgValues().number(stored.row.key).number(stored.row.version));
    if (!evidence)
        return tl::unexpected(evidence.error());
    for (int i = 0; i < evidence->size(); ++i)
        stored.evidenceBlobs.insert(evidence->text(i, 0), digestText(evidence->view(i, 1)));
    return {};
}

// ---- for holding the tables against the record

Result<std::optional<core::CaseVersion>> PgCaseRepository::caseVersion(const CaseId &id, const TeamId &team, int version)
{
    const auto rows = m_connection.run("cases/version", PgValues().text(id.value).text(team.value).number(version));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<core::CaseVersion>();
    auto stored = readStoredCase(*rows, 0);
    if (!stored)
        return tl::unexpected(stored.error());
    core::CaseVersion found{std::move(*stored), core::StatementId(rows->text(0, 25)), core::PersonId(rows->text(0, 26)), core::timeFromText(rows->text(0, 27))};
    return readEvidence(found.stored).map([&] { return std::optional(std::move(found)); });
}

Result<QList<core::Seat>> PgCaseRepository::seats(const CaseId &id, const TeamId &team)
{
    const auto there = known(id, team);
    if (!there)
        return tl::unexpected(there.error());
    const auto rows = m_connection.run("cases/slots", PgValues().number(there->key).number(there->version));
    if (!rows)
        return tl::unexpected(rows.error());
    QList<core::Seat> list;
    for (int i = 0; i < rows->size(); ++i) {
        const auto stage = readStage(rows->text(i, 1));
        if (!stage)
            return tl::unexpected(stage.error());
        list.append({int(rows->number(i, 0)), *stage, core::PersonId(rows->text(i, 7))});
    }
    return list;
}

Result<bool> PgCaseRepository::hasSentinels(const TeamId &team)
{
    return m_connection.run("cases/anySentinel", PgValues().text(team.value)).map([](const PgRows &rows) { return rows.flag(0, 0); });
}

Result<bool> PgCaseRepository::isSentinel(const CaseId &id, const TeamId &team)
{
    return m_connection.run("cases/sentinel", PgValues().text(id.value).text(team.value)).map([](const PgRows &rows) { return rows.flag(0, 0); });
}

Result<QStringList> PgCaseRepository::knownAmong(const QStringList &ids)
{
    const auto rows = m_connection.run("cases/known", PgValues().texts(ids));
    if (!rows)
        return tl::unexpected(rows.error());
    QStringList known;
    for (int i = 0; i < rows->size(); ++i)
        known.append(rows->text(i, 0));
    return known;
}

Result<PgCaseRepository::Known> PgCaseRepository::known(const CaseId &id, const TeamId &team)
{
    const auto rows = m_connection.run("cases/keyOf", PgValues().text(team.value).text(id.value));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return fail(ErrorKind::NoSuchCase, id.value);
    return Known{rows->number(0, 0), int(rows->number(0, 1))};
}

Result<void> PgCaseRepository::setState(const CaseId &, const TeamId &, core::CaseState)
{
    return m_connection.mustBeWriting("setState");
}

Result<void> PgCaseRepository::addSlot(const CaseId &, const TeamId &, int, core::Stage)
{
    return m_connection.mustBeWriting("addSlot");
}

Result<void> PgCaseRepository::reopenSlots(const CaseId &, const TeamId &)
{
    return m_connection.mustBeWriting("reopenSlots");
}

Result<void> PgCaseRepository::dropClaims(const CaseId &, const TeamId &)
{
    return m_connection.mustBeWriting("dropClaims");
}

Result<void> PgCaseRepository::forgetTexts(const CaseId &, const TeamId &, const QMap<int, QString> &)
{
    return m_connection.mustBeWriting("forgetTexts");
}

// By the number under which slots name them.
Result<QHash<qint64, core::DecisionRow>> PgCaseRepository::decisionsIn(const CaseId &id, const TeamId &team)
{
    PgConditions where;
    where.require("d.case_key = ANY (ARRAY(SELECT x.key FROM cases x WHERE x.id = " + where.text(id.value) + "))");
    where.require("t.id = " + where.text(team.value));
    const auto rows = m_connection.runText(SqlCatalogue::postgresql().text("decisions/select") + where.sql(), where.values());
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<qint64, core::DecisionRow> list;
    for (int i = 0; i < rows->size(); ++i) {
        const auto decision = readDecision(*rows, i);
        if (!decision)
            return tl::unexpected(decision.error());
        list.insert(rows->number(i, 21), *decision);
    }
    return list;
}

Result<QList<core::Slot>> PgCaseRepository::slotsOf(const CaseId &id, const TeamId &team)
{
    const auto there = known(id, team);
    if (!there)
        return tl::unexpected(there.error());
    const auto rows = m_connection.run("cases/slots", PgValues().number(there->key).number(there->version));
    const auto decisions = decisionsIn(id, team);
    if (!rows || !decisions)
        return tl::unexpected(rows ? decisions.error() : rows.error());
    QList<core::Slot> list;
    for (int i = 0; i < rows->size(); ++i) {
        const auto stage = readStage(rows->text(i, 1));
        if (!stage)
            return tl::unexpected(stage.error());
        core::Slot slot{int(rows->number(i, 0)), *stage, {}, {}};
        if (!rows->isNull(i, 3))
            slot.claim = core::Claim{id, team, there->version, slot.slot, *stage, core::PersonId(rows->text(i, 3)), rows->number(i, 2),
                                     core::timeFromText(rows->text(i, 4)), core::timeFromText(rows->text(i, 5))};
        if (const auto decision = decisions->constFind(rows->number(i, 6)); !rows->isNull(i, 6) && decision != decisions->constEnd())
            slot.decision = *decision;
        list.append(slot);
    }
    return list;
}

Result<core::CaseBlobs> PgCaseRepository::caseBlobs(const CaseId &id, const TeamId &team)
{
    const auto there = known(id, team);
    if (!there)
        return tl::unexpected(there.error());
    const auto sources = m_connection.run("cases/sources", PgValues().number(there->key));
    const auto all = m_connection.run("cases/blobs", PgValues().text(id.value));
    if (!sources || !all)
        return tl::unexpected(sources ? all.error() : sources.error());
    core::CaseBlobs blobs;
    for (int i = 0; i < sources->size(); ++i)
        blobs.sources.insert(int(sources->number(i, 0)), digestText(sources->view(i, 1)));
    for (int i = 0; i < all->size(); ++i)
        if (const QString digest = digestText(all->view(i, 0)); !blobs.sources.values().contains(digest))
            blobs.others.append(digest);
    return blobs;
}

} // namespace countersign::store
