// SqlCaseRepository: what recall, withdrawal and redaction change besides the state, and what is held against the record.
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/searchtext.h"
#include "store/sqlcaserepository.h"
#include "store/teamkeys.h"

namespace countersign::store {

using core::CaseId;
using core::ErrorKind;
using core::fail;
using core::Result;
using core::TeamId;

Result<SqlCaseRepository::Known> SqlCaseRepository::demandKnown(const char *what, const CaseId &id, const TeamId &team)
{
    if (auto writing = m_database.mustBeWriting(what); !writing)
        return tl::unexpected(writing.error());
    const auto found = known(id, team);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::NoSuchCase, id.value);
    return **found;
}

Result<void> SqlCaseRepository::reopenSlots(const CaseId &id, const TeamId &team)
{
    const Result<Known> there = demandKnown("reopenSlots", id, team);
    if (!there)
        return tl::unexpected(there.error());
    if (const Result<int> marked = m_database.statement("cases/standNoLonger").bind(there->key).bind(there->version).run(); !marked)
        return tl::unexpected(marked.error());
    const Result<int> freed = m_database.statement("cases/reopenSlots").bind(there->key).bind(there->version).run();
    if (freed && *freed == 0)
        return addSlot(id, team, 1, core::Stage::Review);
    return done(freed);
}

Result<void> SqlCaseRepository::dropClaims(const CaseId &id, const TeamId &team)
{
    const Result<Known> there = demandKnown("dropClaims", id, team);
    if (!there)
        return tl::unexpected(there.error());
    return done(m_database.statement("cases/dropClaims").bind(there->key).run());
}

Result<core::CaseBlobs> SqlCaseRepository::caseBlobs(const CaseId &id, const TeamId &team)
{
    const auto found = known(id, team);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::NoSuchCase, id.value);
    core::CaseBlobs blobs;
    for (const bool source : {true, false}) {
        Statement rows = m_database.statement(source ? "cases/sources" : "cases/otherBlobs");
        rows.bind((*found)->key);
        for (;;) {
            const Result<bool> row = rows.next();
            if (!row)
                return tl::unexpected(row.error());
            if (!*row)
                break;
            if (source)
                blobs.sources.insert(int(rows.number(0)), digestText(rows.bytes(1)));
            else
                blobs.others.append(digestText(rows.bytes(0)));
        }
    }
    return blobs;
}

Result<void> SqlCaseRepository::forgetTexts(const CaseId &id, const TeamId &team, const QMap<int, QString> &searchTexts)
{
    const Result<Known> there = demandKnown("forgetTexts", id, team);
    if (!there)
        return tl::unexpected(there.error());
    for (const char *statement : {"cases/removeDrafts", "cases/dropClaims", "cases/removeTitle"})
        if (const Result<int> changed = m_database.statement(statement).bind(there->key).run(); !changed)
            return tl::unexpected(changed.error());
    return removeWords(there->key, searchTexts);
}

// The index keeps no texts: it has to be told which words to take out.
Result<void> SqlCaseRepository::removeWords(qint64 key, const QMap<int, QString> &searchTexts)
{
    QList<std::pair<qint64, QString>> removed;
    {
        Statement versions = m_database.statement("cases/sources");
        versions.bind(key);
        for (;;) {
            const Result<bool> row = versions.next();
            if (!row)
                return tl::unexpected(row.error());
            if (!*row)
                break;
            if (const auto text = searchTexts.find(int(versions.number(0))); text != searchTexts.end())
                removed.append({versions.number(2), *text});
        }
    }
    for (const auto &[versionKey, text] : std::as_const(removed)) {
        const QByteArray words = searchWords(text);
        NativeStatement remove = m_database.native("cases/removeWords");
        if (auto gone = remove.bind(versionKey).bindText(words).run(); !gone)
            return gone;
    }
    return {};
}

// ---- for holding the tables against the record

Result<std::optional<core::CaseVersion>> SqlCaseRepository::caseVersion(const CaseId &id, const TeamId &team, int version)
{
    const auto key = m_teams.keyOf(team);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key)
        return std::optional<core::CaseVersion>();
    Statement find = m_database.statement("cases/version");
    const Result<bool> row = find.bind(id.value).bind(**key).bind(version).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<core::CaseVersion>();
    Result<core::StoredCase> stored = readStoredCase(find, m_teams);
    if (!stored)
        return tl::unexpected(stored.error());
    core::CaseVersion found{std::move(*stored), core::StatementId(find.text(25)), core::PersonId(find.text(26)), core::timeFromText(find.text(27))};
    return readEvidence(found.stored).map([&] { return std::optional(std::move(found)); });
}

Result<QList<core::Seat>> SqlCaseRepository::seats(const CaseId &id, const TeamId &team)
{
    const auto found = known(id, team);
    if (!found)
        return tl::unexpected(found.error());
    QList<core::Seat> list;
    Statement rows = m_database.statement("cases/seats");
    rows.bind(*found ? (*found)->key : qint64(-1));
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return list;
        const Result<core::Stage> stage = readStage(rows.text(1));
        if (!stage)
            return tl::unexpected(stage.error());
        list.append({int(rows.number(0)), *stage, core::PersonId(rows.text(2))});
    }
}

Result<bool> SqlCaseRepository::hasSentinels(const TeamId &team)
{
    return m_teams.keyOf(team).and_then([&](const std::optional<qint64> &key) -> Result<bool> {
        Statement find = m_database.statement("cases/anySentinel");
        return find.bind(key.value_or(-1)).next();
    });
}

Result<bool> SqlCaseRepository::isSentinel(const CaseId &id, const TeamId &team)
{
    return m_teams.keyOf(team).and_then([&](const std::optional<qint64> &key) -> Result<bool> {
        Statement find = m_database.statement("cases/sentinel");
        return find.bind(id.value).bind(key.value_or(-1)).next();
    });
}

} // namespace countersign::store
