// The sample cases that travel inside the program.
#pragma once

#include "core/result.h"

namespace countersign::app {

// Writes them as a case folder (cases.jsonl and the files it names) at `folder`, which is made; what is there already in its full size is
// left alone. Returns the folder. CannotWrite.
core::Result<QString> writeSamples(const QString &folder);

} // namespace countersign::app
