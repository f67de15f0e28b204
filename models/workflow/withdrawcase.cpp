#include "workflow/withdrawcase.h"

#include "workflow/movingcase.h"
#include "workflow/signing.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<MoveReceipt> withdraw(const Ports &ports, const QString &session, const ActingPerson &acting, const MoveRequest &request)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    const auto stored = caseToMove(ports, request.caseId, *person);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!mayWithdraw(*person, *stored))
        return fail(ErrorKind::NotAllowed, request.caseId.value, core::roleName(core::Role::Supervisor));
    if (const auto may = demandMove(*stored, acting, core::Move::Withdraw, core::CaseState::Withdrawn, request); !may)
        return tl::unexpected(may.error());
    const auto rationale = saveWords(ports, request.rationale.trimmed());
    if (!rationale)
        return tl::unexpected(rationale.error());
    const ledger::CaseWithdrawn body{refOf(*stored), request.reasons, *rationale};
    const auto receipt = recordMove(ports, session, acting, *stored, body, withdrawalMeaning(), core::CaseState::Withdrawn);
    if (!receipt)
        return receipt;
    return ports.cases.dropClaims(stored->row.id, stored->row.team).map([&] { return *receipt; });
}

} // namespace

Result<MoveReceipt> withdrawCase(const Ports &ports, const QString &session, const ActingPerson &person, const MoveRequest &request)
{
    MoveReceipt receipt;
    const auto written = ports.work.write([&] { return withdraw(ports, session, person, request).map([&](const MoveReceipt &made) { receipt = made; }); });
    if (written)
        noteSigned(person);
    return written.map([&] { return receipt; });
}

} // namespace countersign::workflow
