// PgStoreDesk: what a check-out copies, in sets.
#include "core/clock.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgrowmapping.h"
#include "store/postgresql/pgstoredesk.h"
#include "store/rowmapping.h"

namespace countersign::store {

using core::Result;

namespace {

using Copies = QHash<core::CaseId, sync::CaseCopy>;

Result<QList<QByteArray>> allBytes(const QStringList &digests)
{
    QList<QByteArray> all;
    for (const QString &digest : digests) {
        const auto bytes = digestBytes(digest, QStringLiteral("blob"));
        if (!bytes)
            return tl::unexpected(bytes.error());
        all.append(*bytes);
    }
    return all;
}

Result<void> readClaim(const PgRows &rows, int row, Copies &copies)
{
    const auto found = copies.find(core::CaseId(rows.text(row, 0)));
    const auto stage = readStage(rows.text(row, 2));
    if (!stage || found == copies.end())
        return stage ? Result<void>() : Result<void>(tl::unexpected(stage.error()));
    const core::QueueRow &queued = found->stored.row;
    found->claims.append(core::Claim{queued.id, queued.team, queued.version, int(rows.number(row, 1)), *stage, core::PersonId(rows.text(row, 4)),
                                     rows.number(row, 3), core::timeFromText(rows.text(row, 5)), core::timeFromText(rows.text(row, 6))});
    return {};
}

} // namespace

Result<Copies> PgStoreDesk::copies(const QList<core::TeamId> &teams, const QList<core::CaseId> &cases, const core::PersonId &person)
{
    const auto cased = m_connection.run("away/copies", PgValues().texts(idsOf(teams)).texts(idsOf(cases)));
    if (!cased)
        return tl::unexpected(cased.error());
    Copies copies;
    QList<qint64> keys;
    for (int row = 0; row < cased->size(); ++row) {
        auto stored = readStoredCase(*cased, row);
        if (!stored)
            return tl::unexpected(stored.error());
        const core::CaseId id = stored->row.id;
        if (copies.contains(id)) // of the first of the teams, as elsewhere
            continue;
        keys.append(stored->row.key);
        copies.insert(id, {std::move(*stored), {}, {}});
    }
    const auto evidence = m_connection.run("away/copiedEvidence", PgValues().numbers(keys));
    const auto claims = evidence ? m_connection.run("away/copiedClaims", PgValues().numbers(keys).text(person.value)) : evidence;
    const auto drafts = claims ? m_connection.run("away/copiedDrafts", PgValues().numbers(keys).text(person.value)) : claims;
    if (!drafts)
        return tl::unexpected(drafts.error());
    for (int row = 0; row < evidence->size(); ++row)
        if (const auto found = copies.find(core::CaseId(evidence->text(row, 0))); found != copies.end())
            found->stored.evidenceBlobs.insert(evidence->text(row, 1), digestText(evidence->view(row, 2)));
    for (int row = 0; row < claims->size(); ++row)
        if (const auto read = readClaim(*claims, row, copies); !read)
            return tl::unexpected(read.error());
    for (int row = 0; row < drafts->size(); ++row) {
        const auto draft = readDraft(*drafts, row);
        if (!draft)
            return tl::unexpected(draft.error());
        if (const auto found = copies.find(draft->caseId); found != copies.end())
            found->draft = *draft;
    }
    return copies;
}

Result<QList<core::StoredBlob>> PgStoreDesk::blobs(const QStringList &digests, qint64 bytes)
{
    const auto wanted = allBytes(digests);
    const auto rows = wanted ? m_connection.run("away/blobs", PgValues().byteLists(*wanted).number(bytes)) : Result<PgRows>(tl::unexpected(wanted.error()));
    if (!rows)
        return tl::unexpected(rows.error());
    QList<core::StoredBlob> all;
    for (int row = 0; row < rows->size(); ++row)
        all.append({digestText(rows->view(row, 0)), rows->bytes(row, 1), rows->bytes(row, 2)});
    return all;
}

Result<quint64> PgStoreDesk::bytesOf(const QStringList &digests)
{
    const auto wanted = allBytes(digests);
    const auto rows = wanted ? m_connection.run("away/blobBytes", PgValues().byteLists(*wanted)) : Result<PgRows>(tl::unexpected(wanted.error()));
    return rows.map([](const PgRows &found) { return quint64(found.number(0, 0)); });
}

} // namespace countersign::store
