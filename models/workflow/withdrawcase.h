// Whoever submitted a case, or a supervisor, takes it out of review for good; a release that stands is recalled.
#pragma once

#include "workflow/casemove.h"

namespace countersign::workflow {

// NoSuchCase, NotAllowed (neither its submitter nor a supervisor), MoveNotAllowed, RationaleMissing, PolicyUnmet (the case's signing mode).
core::Result<MoveReceipt> withdrawCase(const Ports &ports, const ActingPerson &person, const MoveRequest &request);

} // namespace countersign::workflow
