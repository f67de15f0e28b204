// Where keeping a stretch of ideographs that did not change costs as much as showing it with the changes beside it, it is kept: five of them
// say as much as a phrase. (Five letters are a word like "which", and better shown along.) Pure; any thread.
#pragma once

#include "diff/engine/box.h"

#include <optional>

namespace countersign::diff {

// The first such stretch of what stands between two runs.
std::optional<Run> tiedIdeographs(const Atoms &a, const Atoms &b, const Vocabulary &words, const Box &between);

} // namespace countersign::diff
