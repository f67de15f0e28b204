// Files that a verb makes for a person who named them.
#pragma once

#include "core/result.h"

namespace countersign::app {

// Nothing is there, so a new file harms none. CannotWrite.
core::Result<void> demandNothingThere(const QString &path);

} // namespace countersign::app
