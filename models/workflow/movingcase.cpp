#include "workflow/movingcase.h"

#include "workflow/release.h"
#include "workflow/signing.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<void> saveRecall(const Ports &ports, const core::StoredCase &stored, const core::ReleaseRow &standing, quint64 index)
{
    core::ReleaseRow row = standing;
    row.seq = index;
    row.recall = true;
    row.ofSeq = standing.seq;
    row.caseId = stored.row.id;
    row.team = stored.row.team;
    return ports.decisions.addRelease(row);
}

} // namespace

QString recallMeaning()
{
    return QStringLiteral("I recall this release; the case is to be decided anew.");
}

QString withdrawalMeaning()
{
    return QStringLiteral("I withdraw this case; it is not to be decided or used.");
}

QString redactionMeaning()
{
    return QStringLiteral("I delete the texts of this case; what was signed about it stays.");
}

PossibleMoves possibleMoves(const core::Person &person, const core::StoredCase &stored)
{
    const core::CaseState state = stored.row.state;
    const bool supervises = person.has(core::Role::Supervisor, stored.row.team);
    return {supervises && core::allowed(state, core::Move::Recall, core::CaseState::Open),
            mayWithdraw(person, stored) && core::allowed(state, core::Move::Withdraw, core::CaseState::Withdrawn),
            person.has(core::Role::Compliance, stored.row.team) && core::allowed(state, core::Move::Redact, core::CaseState::Redacted)};
}

bool mayCorrect(const core::Person &person, const core::DecisionRow &decision, const core::StoredCase &stored)
{
    return decision.stands && decision.reviewer == person.id && decision.verdict != core::Verdict::Escalate
        && core::allowed(stored.row.state, core::Move::Supersede, core::CaseState::Released);
}

bool mayWithdraw(const core::Person &person, const core::StoredCase &stored)
{
    return person.has(core::Role::Supervisor, stored.row.team)
        || (person.has(core::Role::Submitter, stored.row.team) && stored.importedBy == person.id);
}

Result<core::Person> personNow(const Ports &ports, const ActingPerson &acting)
{
    const auto person = ports.people.person(acting.person.id);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person || (*person)->disabled)
        return fail(ErrorKind::PersonDisabled, acting.person.id.value);
    return **person;
}

Result<core::StoredCase> caseToMove(const Ports &ports, const core::CaseId &id, const core::Person &person)
{
    auto stored = ports.cases.findCase(id, person.teams());
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return fail(ErrorKind::NoSuchCase, id.value);
    const auto released = releaseIfDue(ports, **stored);
    if (!released)
        return tl::unexpected(released.error());
    if (*released)
        (*stored)->row.state = core::CaseState::Released;
    return **stored;
}

Result<void> demandMove(const core::StoredCase &stored, const ActingPerson &acting, core::Move move, core::CaseState to, const MoveRequest &request)
{
    if (!core::allowed(stored.row.state, move, to))
        return fail(ErrorKind::MoveNotAllowed, stored.row.id.value, core::stateName(stored.row.state));
    if (request.rationale.trimmed().isEmpty() && request.reasons.isEmpty())
        return fail(ErrorKind::RationaleMissing, stored.row.id.value);
    return demandSigningMode(stored.route, acting);
}

ledger::CaseRef refOf(const core::StoredCase &stored)
{
    return {stored.row.team, stored.row.id, quint64(stored.row.version)};
}

Result<std::optional<ledger::Hash>> saveWords(const Ports &ports, const QString &words)
{
    if (words.isEmpty())
        return std::optional<ledger::Hash>();
    return saveContent(ports, words.toUtf8()).map([](const ledger::Hash &digest) { return std::optional(digest); });
}

Result<MoveReceipt> recordMove(const Ports &ports, const QString &session, const ActingPerson &acting, const core::StoredCase &stored,
                               ledger::Body body, const QString &meaning, core::CaseState to)
{
    const auto standing = ports.decisions.standingRelease(stored.row.id, {stored.row.team});
    if (!standing)
        return tl::unexpected(standing.error());
    const bool isRecall = std::holds_alternative<ledger::Recall>(body);
    const auto made = signedEntry(ports, session, acting, std::move(body), meaning);
    if (!made)
        return tl::unexpected(made.error());
    QList<ledger::Entry> entries{made->entry};
    if (*standing && !isRecall) {
        const ledger::Recall recall{refOf(stored), (*standing)->seq, {made->id}, {}, {}};
        const auto own = ledger::ownEntry({acting.signer.store, {}, recall, {}}, made->entry.arrived, session);
        if (!own)
            return tl::unexpected(own.error());
        entries.append(*own);
    }
    const auto receipts = ledger::append(ports.ledger, entries);
    if (!receipts)
        return tl::unexpected(receipts.error());
    const ledger::Receipt &first = receipts->first();
    MoveReceipt receipt{made->id, first.index, QString::fromLatin1(first.leaf.hex()), first.arrived, to, {}, meaning};
    if (*standing) {
        receipt.recalled = (*standing)->seq;
        if (const auto saved = saveRecall(ports, stored, **standing, receipts->last().index); !saved)
            return tl::unexpected(saved.error());
    }
    return ports.cases.setState(stored.row.id, stored.row.team, to).map([&] { return receipt; });
}

} // namespace countersign::workflow
