#include "workflow/claimcase.h"

#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<void> demandReviewer(const core::Person &person)
{
    if (!person.has(core::Role::Reviewer) && !person.has(core::Role::Supervisor))
        return fail(ErrorKind::NotAllowed, person.id.value, core::roleName(core::Role::Reviewer));
    return {};
}

// Who has decided it already is told for whom it waits, which depends on where it stands.
core::Error withState(const Ports &ports, const core::Person &person, core::Error error)
{
    if (error.kind == ErrorKind::SecondSlot)
        if (const auto stored = ports.cases.findCase(core::CaseId(error.where), person.teams()); stored && *stored)
            error.detail = core::stateName((*stored)->row.state);
    return error;
}

} // namespace

Result<core::Claim> claimCase(const Ports &ports, const core::Person &person, const core::CaseId &id, int minutes)
{
    return demandReviewer(person)
        .and_then([&] { return ports.cases.claimCase(id, person, minutes); })
        .map_error([&](const core::Error &error) { return withState(ports, person, error); });
}

Result<core::Claim> claimNextCase(const Ports &ports, const core::Person &person, const QString &kind, int minutes)
{
    if (const auto allowed = demandReviewer(person); !allowed)
        return tl::unexpected(allowed.error());
    const auto claim = ports.cases.claimNext(person, kind, minutes);
    if (!claim)
        return tl::unexpected(claim.error());
    if (!*claim)
        return fail(ErrorKind::NothingToClaim);
    return **claim;
}

Result<void> releaseClaim(const Ports &ports, const core::Person &person, const core::CaseId &id)
{
    return ports.cases.releaseClaim(id, person);
}

Result<void> leaveCase(const Ports &ports, const core::Person &person, const core::CaseId &id)
{
    if (ports.offline)
        return {};
    const auto claim = ports.cases.claimOf(id, person);
    if (!claim)
        return tl::unexpected(claim.error());
    const bool isLong = *claim && (*claim)->expires > ports.clock.now().addSecs(60LL * claimMinutes);
    return isLong ? Result<void>() : releaseClaim(ports, person, id);
}

Result<bool> giveFirstAnswer(const Ports &ports, const core::Claim &claim, const QString &answer)
{
    if (answer.trimmed().isEmpty())
        return fail(ErrorKind::RationaleMissing, claim.caseId.value);
    bool kept = false;
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto before = ports.cases.firstAnswer(claim.caseId, claim.team, claim.holder);
        if (!before)
            return tl::unexpected(before.error());
        kept = before->isEmpty();
        if (!kept)
            return {};
        return saveContent(ports, answer.trimmed().toUtf8()).and_then([&](const ledger::Hash &saved) {
            return ports.cases.saveFirstAnswer(claim, digestString(saved), ports.clock.now());
        });
    });
    return written.map([&] { return kept; });
}

} // namespace countersign::workflow
