#include "workflow/movingcase.h"

#include "workflow/people.h"
#include "workflow/release.h"

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

core::Role roleFor(core::Move move)
{
    return move == core::Move::Redact ? core::Role::Compliance : core::Role::Supervisor;
}

// A submitter may withdraw what they sent.
bool hasRoleFor(const core::Person &person, const core::StoredCase &stored, core::Move move)
{
    return person.has(roleFor(move), stored.row.team)
        || (move == core::Move::Withdraw && person.has(core::Role::Submitter, stored.row.team) && stored.importedBy == person.id);
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
    const auto may = [&](core::Move move, core::CaseState to) { return hasRoleFor(person, stored, move) && core::allowed(stored.row.state, move, to); };
    return {may(core::Move::Recall, core::CaseState::Open), may(core::Move::Withdraw, core::CaseState::Withdrawn),
            may(core::Move::Redact, core::CaseState::Redacted)};
}

bool mayCorrect(const core::Person &person, const core::DecisionRow &decision, const core::StoredCase &stored)
{
    return decision.stands && decision.reviewer == person.id && decision.verdict != core::Verdict::Escalate
        && core::allowed(stored.row.state, core::Move::Supersede, core::CaseState::Released);
}

Result<core::StoredCase> caseToMove(const Ports &ports, const ActingPerson &acting, const MoveRequest &request, core::Move move, core::CaseState to)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    auto stored = ports.cases.findCase(request.caseId, person->teams());
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return fail(ErrorKind::NoSuchCase, request.caseId.value);
    const auto released = releaseIfDue(ports, **stored);
    if (!released)
        return tl::unexpected(released.error());
    if (*released)
        (*stored)->row.state = core::CaseState::Released;
    if (!hasRoleFor(*person, **stored, move))
        return fail(ErrorKind::NotAllowed, request.caseId.value, core::roleName(roleFor(move)));
    if (!core::allowed((*stored)->row.state, move, to))
        return fail(ErrorKind::MoveNotAllowed, (*stored)->row.id.value, core::stateName((*stored)->row.state));
    if (request.rationale.trimmed().isEmpty() && request.reasons.isEmpty())
        return fail(ErrorKind::RationaleMissing, (*stored)->row.id.value);
    return demandSigningMode((*stored)->route, acting).map([&] { return **stored; });
}

ledger::CaseRef refOf(const core::StoredCase &stored)
{
    return {stored.row.team, stored.row.id, quint64(stored.row.version)};
}

Result<MoveReceipt> recordMove(const Ports &ports, const ActingPerson &acting, const core::StoredCase &stored,
                               const std::optional<core::ReleaseRow> &standing, ledger::Body body, const QString &meaning, core::CaseState to)
{
    const bool isRecall = std::holds_alternative<ledger::Recall>(body);
    const auto made = signedEntry(ports, acting, std::move(body), meaning);
    if (!made)
        return tl::unexpected(made.error());
    QList<ledger::MadeEntry> entries{*made};
    if (standing && !isRecall) {
        const ledger::Recall recall{refOf(stored), standing->seq, {made->statement.id}, {}, {}};
        const auto own = ledger::makeOwn({acting.signer.store, {}, recall, {}}, made->entry.arrived, ports.session);
        if (!own)
            return tl::unexpected(own.error());
        entries.append(*own);
    }
    const auto receipts = ledger::append(ports.ledger, entries);
    if (!receipts)
        return tl::unexpected(receipts.error());
    const ledger::Receipt &first = receipts->first();
    MoveReceipt receipt{made->statement.id, first.index, QString::fromLatin1(first.leaf.hex()), first.arrived, to, {}, meaning};
    if (standing) {
        receipt.recalled = standing->seq;
        if (const auto saved = saveRecall(ports, stored, *standing, receipts->last().index); !saved)
            return tl::unexpected(saved.error());
    }
    return ports.cases.setState(stored.row.id, stored.row.team, to).map([&] { return receipt; });
}

Result<MoveReceipt> recordMove(const Ports &ports, const ActingPerson &acting, const core::StoredCase &stored,
                               ledger::Body body, const QString &meaning, core::CaseState to)
{
    const auto standing = ports.decisions.standingRelease(stored.row.id, {stored.row.team});
    if (!standing)
        return tl::unexpected(standing.error());
    return recordMove(ports, acting, stored, *standing, std::move(body), meaning, to);
}

} // namespace countersign::workflow
