// A supervisor takes back what was released: downstream gets a recall, and the case waits to be decided anew.
#pragma once

#include "workflow/casemove.h"

namespace countersign::workflow {

// NoSuchCase, NotAllowed (no supervisor), MoveNotAllowed (not released), RationaleMissing, PolicyUnmet (the case's signing mode).
core::Result<MoveReceipt> recallCase(const Ports &ports, const ActingPerson &supervisor, const MoveRequest &request);

} // namespace countersign::workflow
