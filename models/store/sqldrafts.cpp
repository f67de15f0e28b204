// SqlCaseRepository: drafts.
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/sqlcaserepository.h"

namespace countersign::store {

using core::CaseId;
using core::Draft;
using core::ErrorKind;
using core::fail;
using core::PersonId;
using core::Result;

Result<void> SqlCaseRepository::saveDraft(const Draft &draft)
{
    // Written every second while somebody types: it survives the program, and waits for no disk.
    return m_database.write(
        [&]() -> Result<void> {
            const auto there = known(draft.caseId, draft.team);
            if (!there)
                return tl::unexpected(there.error());
            if (!*there)
                return fail(ErrorKind::NoSuchCase, draft.caseId.value);
            if ((*there)->state == core::CaseState::Redacted) // what was deleted must not come back from a desk that is still open
                return fail(ErrorKind::MoveNotAllowed, draft.caseId.value, core::stateName((*there)->state));
            Statement save = m_database.statement("drafts/save");
            save.bind(draft.person.value).bind((*there)->key).bind(draft.version).bind(draft.slot).bind(formName(draft.content.form));
            save.bind(draft.content.bytes()).bind(draft.verdict).bind(draft.reasons.join(u'\n')).bind(draft.rationale);
            save.bind(qint64(draft.caret)).bind(draft.scroll).bind(draft.evidence).bind(core::timeText(draft.saved)).bind(draft.undo);
            const Result<int> saved = save.run();
            if (!saved && saved.error().kind == ErrorKind::BadValue)
                return fail(ErrorKind::StaleVersion, draft.caseId.value, QString::number((*there)->version));
            return saved ? Result<void>() : Result<void>(tl::unexpected(saved.error()));
        },
        Durability::Soon);
}

Result<std::optional<Draft>> SqlCaseRepository::loadDraft(const CaseId &id, const PersonId &person)
{
    Statement load = m_database.statement("drafts/load");
    const Result<bool> row = load.bind(person.value).bind(id.value).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<Draft>();
    const Result<Draft> draft = readDraft(load, m_teams);
    if (!draft)
        return tl::unexpected(draft.error());
    return std::optional(*draft);
}

Result<void> SqlCaseRepository::removeDraft(const CaseId &id, const PersonId &person)
{
    return m_database.write(
        [&]() -> Result<void> {
            QList<qint64> keys;
            {
                Statement drafts = m_database.statement("drafts/casesWith");
                drafts.bind(person.value).bind(id.value);
                for (;;) {
                    const Result<bool> row = drafts.next();
                    if (!row)
                        return tl::unexpected(row.error());
                    if (!*row)
                        break;
                    keys.append(drafts.number(0));
                }
            }
            for (const qint64 key : std::as_const(keys))
                if (const auto removed = done(m_database.statement("drafts/remove").bind(person.value).bind(key).run()); !removed)
                    return removed;
            return {};
        },
        Durability::Soon);
}

} // namespace countersign::store
