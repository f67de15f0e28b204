#include "workflow/recallcase.h"

#include "workflow/movingcase.h"
#include "workflow/signing.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<MoveReceipt> recall(const Ports &ports, const QString &session, const ActingPerson &acting, const MoveRequest &request)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    const auto stored = caseToMove(ports, request.caseId, *person);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!person->has(core::Role::Supervisor, stored->row.team))
        return fail(ErrorKind::NotAllowed, request.caseId.value, core::roleName(core::Role::Supervisor));
    if (const auto may = demandMove(*stored, acting, core::Move::Recall, core::CaseState::Open, request); !may)
        return tl::unexpected(may.error());
    const auto standing = ports.decisions.standingRelease(stored->row.id, {stored->row.team});
    if (!standing)
        return tl::unexpected(standing.error());
    if (!*standing)
        return fail(ErrorKind::StoreDamaged, request.caseId.value, QStringLiteral("released"));
    const auto rationale = saveWords(ports, request.rationale.trimmed());
    if (!rationale)
        return tl::unexpected(rationale.error());
    const ledger::Recall body{refOf(*stored), (*standing)->seq, {}, request.reasons, *rationale};
    const auto receipt = recordMove(ports, session, acting, *stored, body, recallMeaning(), core::CaseState::Open);
    if (!receipt)
        return receipt;
    return ports.cases.reopenSlots(stored->row.id, stored->row.team).map([&] { return *receipt; });
}

} // namespace

Result<MoveReceipt> recallCase(const Ports &ports, const QString &session, const ActingPerson &supervisor, const MoveRequest &request)
{
    MoveReceipt receipt;
    const auto written = ports.work.write([&] { return recall(ports, session, supervisor, request).map([&](const MoveReceipt &made) { receipt = made; }); });
    if (written)
        noteSigned(supervisor);
    return written.map([&] { return receipt; });
}

} // namespace countersign::workflow
