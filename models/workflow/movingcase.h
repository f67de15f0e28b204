// Inside the library only: the steps that every move of a case takes, each inside UnitOfWork::write.
#pragma once

#include "ledger/casestatements.h"
#include "workflow/casemove.h"
#include "workflow/recordstatement.h"
#include "workflow/signing.h"

#include <functional>

namespace countersign::workflow {

// The case, released first where its window is over, if the person may make this move of it now. PersonDisabled; NoSuchCase; NotAllowed without
// the role; MoveNotAllowed where the table has no such move from its state; RationaleMissing without rationale and reasons; PolicyUnmet.
core::Result<core::StoredCase> caseToMove(const Ports &ports, const ActingPerson &acting, const MoveRequest &request, core::Move move, core::CaseState to);

ledger::CaseRef refOf(const core::StoredCase &stored);

// Signs and appends the body, and behind it the store's own recall of the release that stands (but where `body` is itself that recall);
// sets the state.
core::Result<MoveReceipt> recordMove(const Ports &ports, const ActingPerson &acting, const core::StoredCase &stored,
                                     const std::optional<core::ReleaseRow> &standing, ledger::Body body, const QString &meaning, core::CaseState to);
// The same, of the release that stands now.
core::Result<MoveReceipt> recordMove(const Ports &ports, const ActingPerson &acting, const core::StoredCase &stored,
                                     ledger::Body body, const QString &meaning, core::CaseState to);

// The whole of a move in one transaction; what was signed counts from then on.
template <typename Receipt>
core::Result<Receipt> writeMove(const Ports &ports, const ActingPerson &acting, const std::function<core::Result<Receipt>()> &move)
{
    std::optional<Receipt> receipt;
    const auto written = ports.work.write([&] { return move().map([&](Receipt made) { receipt = std::move(made); }); });
    if (!written)
        return tl::unexpected(written.error());
    noteSigned(acting);
    MoveReceipt *handed = nullptr;
    if constexpr (requires { receipt->move; })
        handed = &receipt->move;
    else
        handed = &*receipt;
    return settlePlace(ports, *handed).map([&] { return std::move(*receipt); });
}

} // namespace countersign::workflow
