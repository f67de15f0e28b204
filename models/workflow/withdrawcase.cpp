#include "workflow/withdrawcase.h"

#include "workflow/movingcase.h"

namespace countersign::workflow {

using core::Result;

namespace {

Result<MoveReceipt> withdraw(const Ports &ports, const ActingPerson &acting, const MoveRequest &request)
{
    const auto stored = caseToMove(ports, acting, request, core::Move::Withdraw, core::CaseState::Withdrawn);
    if (!stored)
        return tl::unexpected(stored.error());
    const auto rationale = saveWords(ports, request.rationale);
    if (!rationale)
        return tl::unexpected(rationale.error());
    const ledger::CaseWithdrawn body{refOf(*stored), request.reasons, *rationale};
    const auto receipt = recordMove(ports, acting, *stored, body, withdrawalMeaning(), core::CaseState::Withdrawn);
    if (!receipt)
        return receipt;
    return ports.cases.dropClaims(stored->row.id, stored->row.team).map([&] { return *receipt; });
}

} // namespace

Result<MoveReceipt> withdrawCase(const Ports &ports, const ActingPerson &person, const MoveRequest &request)
{
    return writeMove<MoveReceipt>(ports, person, [&] { return withdraw(ports, person, request); });
}

} // namespace countersign::workflow
