// SqlCaseRepository: first answers, and the words offered at the desk.
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/sqlcaserepository.h"

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;
using core::Wording;

Result<void> SqlCaseRepository::saveFirstAnswer(const core::Claim &claim, const QString &blob, const QDateTime &given)
{
    if (auto writing = m_database.mustBeWriting("saveFirstAnswer"); !writing)
        return writing;
    const auto there = known(claim.caseId, claim.team);
    if (!there)
        return tl::unexpected(there.error());
    if (!*there)
        return fail(ErrorKind::NoSuchCase, claim.caseId.value);
    if ((*there)->state == core::CaseState::Redacted) // as with drafts: what was deleted must not come back from a desk that is still open
        return fail(ErrorKind::MoveNotAllowed, claim.caseId.value, core::stateName((*there)->state));
    const Result<QByteArray> digest = digestBytes(blob, QStringLiteral("first answer"));
    if (!digest)
        return tl::unexpected(digest.error());
    Statement save = m_database.statement("wordings/saveAnswer");
    save.bind((*there)->key).bind(claim.version).bind(claim.slot).bind(claim.holder.value).bind(*digest).bind(core::timeText(given));
    const Result<int> saved = save.run();
    return saved ? Result<void>() : Result<void>(tl::unexpected(saved.error()));
}

Result<QString> SqlCaseRepository::firstAnswer(const core::CaseId &id, const core::TeamId &team, const core::PersonId &person)
{
    const auto key = m_teams.keyOf(team);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key)
        return QString();
    Statement find = m_database.statement("wordings/answer");
    const Result<bool> row = find.bind(person.value).bind(id.value).bind(**key).next();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? digestText(find.bytes(0)) : QString();
}

Result<QList<Wording>> SqlCaseRepository::wordings(const std::optional<QString> &kind)
{
    Statement load = m_database.statement(kind ? "wordings/loadOfKind" : "wordings/load");
    if (kind)
        load.bind(*kind);
    QList<Wording> found;
    for (;;) {
        const Result<bool> row = load.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return found;
        const auto sort = core::sortFromName(load.text(0));
        if (!sort)
            return fail(ErrorKind::StoreDamaged, QStringLiteral("wording"), load.text(0));
        found.append({*sort, load.text(1), load.text(2), load.text(3)});
    }
}

Result<void> SqlCaseRepository::saveWordings(const QList<Wording> &wordings)
{
    if (auto writing = m_database.mustBeWriting("saveWordings"); !writing)
        return writing;
    if (const Result<int> cleared = m_database.statement("wordings/clear").run(); !cleared)
        return tl::unexpected(cleared.error());
    for (qsizetype i = 0; i < wordings.size(); ++i) {
        const Wording &each = wordings[i];
        Statement add = m_database.statement("wordings/add");
        add.bind(qint64(i)).bind(core::sortName(each.sort)).bind(each.kind).bind(each.code).bind(each.text);
        if (const Result<int> added = add.run(); !added)
            return tl::unexpected(added.error());
    }
    return {};
}

} // namespace countersign::store
