// Inside the library only: the steps that every move of a case takes, each inside UnitOfWork::write.
#pragma once

#include "ledger/casestatements.h"
#include "workflow/casemove.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

// The person as the store knows them now. PersonDisabled.
core::Result<core::Person> personNow(const Ports &ports, const ActingPerson &acting);

// The case as the person may see it, released first where its window is over. NoSuchCase.
core::Result<core::StoredCase> caseToMove(const Ports &ports, const core::CaseId &id, const core::Person &person);

// MoveNotAllowed where the table has no such move from the case's state; RationaleMissing without rationale and reasons; PolicyUnmet.
core::Result<void> demandMove(const core::StoredCase &stored, const ActingPerson &acting, core::Move move, core::CaseState to, const MoveRequest &request);

// Its submitter, or a supervisor of its team.
bool mayWithdraw(const core::Person &person, const core::StoredCase &stored);

ledger::CaseRef refOf(const core::StoredCase &stored);
core::Result<std::optional<ledger::Hash>> saveWords(const Ports &ports, const QString &words);

// Signs and appends the body, and behind it the store's own recall of a release that stands (but where `body` is itself that recall);
// sets the state.
core::Result<MoveReceipt> recordMove(const Ports &ports, const QString &session, const ActingPerson &acting, const core::StoredCase &stored,
                                     ledger::Body body, const QString &meaning, core::CaseState to);

} // namespace countersign::workflow
