// The release gate for outcomes that wait: a held case is released once its window has run out, by whoever comes past first.
#pragma once

#include "workflow/openstore.h"

namespace countersign::workflow {

// Inside a transaction of the caller: when the case is held and its window is over, its outcome is released now. Whether it was.
core::Result<bool> releaseIfDue(const Ports &ports, const core::StoredCase &held);

// Every held case whose window is over, each in this call's own transaction; how many. 0 without a transaction where nothing is held.
core::Result<int> releaseDue(const Ports &ports);

} // namespace countersign::workflow
