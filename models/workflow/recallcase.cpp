#include "workflow/recallcase.h"

#include "workflow/movingcase.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<MoveReceipt> recall(const Ports &ports, const ActingPerson &acting, const MoveRequest &request)
{
    const auto stored = caseToMove(ports, acting, request, core::Move::Recall, core::CaseState::Open);
    if (!stored)
        return tl::unexpected(stored.error());
    const auto standing = ports.decisions.standingRelease(stored->row.id, {stored->row.team});
    if (!standing)
        return tl::unexpected(standing.error());
    if (!*standing)
        return fail(ErrorKind::StoreDamaged, request.caseId.value, QStringLiteral("released"));
    const auto rationale = saveWords(ports, request.rationale);
    if (!rationale)
        return tl::unexpected(rationale.error());
    const ledger::Recall body{refOf(*stored), (*standing)->seq, {}, request.reasons, *rationale};
    const auto receipt = recordMove(ports, acting, *stored, *standing, body, recallMeaning(), core::CaseState::Open);
    if (!receipt)
        return receipt;
    return ports.cases.reopenSlots(stored->row.id, stored->row.team).map([&] { return *receipt; });
}

} // namespace

Result<MoveReceipt> recallCase(const Ports &ports, const ActingPerson &supervisor, const MoveRequest &request)
{
    return writeMove<MoveReceipt>(ports, supervisor, [&] { return recall(ports, supervisor, request); });
}

} // namespace countersign::workflow
