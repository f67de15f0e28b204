// PgCaseRepository: claims, drafts, first answers and the words offered.
#include "store/postgresql/pgcaserepository.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgoutbox.h"
#include "store/postgresql/pgrowmapping.h"
#include "store/rowmapping.h"

namespace countersign::store {

using core::CaseId;
using core::Claim;
using core::Draft;
using core::ErrorKind;
using core::fail;
using core::Person;
using core::PersonId;
using core::Result;
using core::TeamId;

namespace {

Result<std::optional<Claim>> claimIn(const Result<PgRows> &rows, const PersonId &holder)
{
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<Claim>();
    return readClaim(*rows, 0, holder).map([](const Claim &claim) { return std::optional(claim); });
}

core::Error at(core::Error error, const QString &where)
{
    if (error.kind != ErrorKind::StoreUnreachable)
        error.where = where;
    return error;
}

Result<void> done(const Result<PgRows> &rows, const QString &where)
{
    return rows ? Result<void>() : Result<void>(tl::unexpected(at(rows.error(), where)));
}

} // namespace

Result<Claim> PgCaseRepository::claimCase(const CaseId &id, const Person &person, int minutes)
{
    Result<std::optional<Claim>> claim;
    const auto written = m_connection.writeOrJoin([&]() -> Result<void> {
        claim = claimIn(m_connection.run("claims/take", PgValues().text(id.value).number(minutes)), person.id);
        return claim ? Result<void>() : Result<void>(tl::unexpected(at(claim.error(), id.value)));
    });
    if (!written)
        return tl::unexpected(written.error());
    return *claim ? Result<Claim>(**claim) : Result<Claim>(fail(ErrorKind::NoSuchCase, id.value));
}

Result<std::optional<Claim>> PgCaseRepository::claimNext(const Person &person, const QString &kind, int minutes)
{
    Result<std::optional<Claim>> claim;
    const auto written = m_connection.writeOrJoin([&]() -> Result<void> {
        claim = claimIn(m_connection.run("claims/takeNext", PgValues().text(kind).number(minutes)), person.id);
        return claim ? Result<void>() : Result<void>(tl::unexpected(claim.error()));
    });
    return written ? claim : Result<std::optional<Claim>>(tl::unexpected(written.error()));
}

Result<void> PgCaseRepository::releaseClaim(const CaseId &id, const Person &)
{
    return m_connection.writeOrJoin([&] { return done(m_connection.run("claims/give", PgValues().text(id.value)), id.value); });
}

Result<std::optional<Claim>> PgCaseRepository::claimOf(const CaseId &id, const Person &person)
{
    return claimIn(m_connection.run("claims/of", PgValues().text(id.value)), person.id);
}

// ---- drafts

Result<void> PgCaseRepository::saveDraft(const Draft &draft)
{
    const QByteArray content = draft.content.bytes();
    PgValues values;
    values.text(draft.caseId.value).text(draft.team.value).number(draft.version).number(draft.slot).text(formName(draft.content.form));
    values.bytes(content).text(draft.verdict).text(draft.reasons.join(u'\n')).text(draft.rationale);
    values.number(draft.caret).real(draft.scroll).text(draft.evidence).bytes(draft.undo);
    return m_connection.writeOrJoin([&] { return done(m_connection.run("drafts/save", values), draft.caseId.value); });
}

Result<std::optional<Draft>> PgCaseRepository::loadDraft(const CaseId &id, const PersonId &person)
{
    const auto rows = m_connection.run("drafts/load", PgValues().text(person.value).text(id.value));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() == 0)
        return std::optional<Draft>();
    return readDraft(*rows, 0).map([](const Draft &draft) { return std::optional(draft); });
}

Result<void> PgCaseRepository::removeDraft(const CaseId &id, const PersonId &)
{
    return m_connection.writeOrJoin([&] { return done(m_connection.run("drafts/remove", PgValues().text(id.value)), id.value); });
}

// ---- an answer of one's own

Result<void> PgCaseRepository::saveFirstAnswer(const Claim &claim, const QString &blob, const QDateTime &)
{
    if (const auto writing = m_connection.mustBeWriting("saveFirstAnswer"); !writing)
        return writing;
    const core::StoredBlob answer = m_outbox.takeBlob(blob);
    if (answer.digest.isEmpty())
        return fail(ErrorKind::BlobMissing, claim.caseId.value, blob);
    PgValues values;
    values.text(claim.caseId.value).text(claim.team.value).number(claim.version).number(claim.slot).bytes(answer.salt).bytes(answer.content);
    return done(m_connection.run("drafts/saveAnswer", values), claim.caseId.value);
}

Result<QString> PgCaseRepository::firstAnswer(const CaseId &id, const TeamId &team, const PersonId &person)
{
    const auto rows = m_connection.run("drafts/answer", PgValues().text(person.value).text(id.value).text(team.value));
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->size() == 0 ? QString() : digestText(rows->view(0, 0));
}

// ---- the words offered

Result<QList<core::Wording>> PgCaseRepository::wordings(const std::optional<QString> &kind)
{
    PgValues values;
    if (kind)
        values.text(*kind);
    else
        values.null();
    const auto rows = m_connection.run("people/wordings", values);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<core::Wording> list;
    for (int i = 0; i < rows->size(); ++i) {
        const auto sort = core::sortFromName(rows->text(i, 0));
        if (!sort)
            return fail(ErrorKind::StoreDamaged, QStringLiteral("wording"), rows->text(i, 0));
        list.append({*sort, rows->text(i, 1), rows->text(i, 2), rows->text(i, 3)});
    }
    return list;
}

Result<void> PgCaseRepository::saveWordings(const QList<core::Wording> &wordings)
{
    QStringList sorts, kinds, codes, texts;
    for (const core::Wording &wording : wordings) {
        sorts.append(core::sortName(wording.sort));
        kinds.append(wording.kind);
        codes.append(wording.code);
        texts.append(wording.text);
    }
    return m_connection.writeOrJoin([&] {
        return done(m_connection.run("people/saveWordings", PgValues().texts(sorts).texts(kinds).texts(codes).texts(texts)), QStringLiteral("wording"));
    });
}

} // namespace countersign::store
