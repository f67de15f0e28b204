// SqlCaseRepository: what recall, withdrawal and redaction change besides the state.
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/searchtext.h"
#include "store/sqlcaserepository.h"

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

} // namespace countersign::store
