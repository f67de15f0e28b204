// `decide --batch`: many verdicts, one unlocking of the key, one answer line each.
#pragma once

#include "app/cli/call.h"
#include "workflow/recorddecision.h"

namespace countersign::app {

// `source`: a file, or "-" for standard input. Answers are written out as soon as they are true. The exit code is the highest of all lines;
// fails as a whole when the store fails (exit 5) or the call is interrupted.
core::Result<int> decideBatch(Call &call, const QString &source);

// One line of a batch. Failures name the JSON place in `where`.
core::Result<workflow::DecisionRequest> batchRequest(QByteArrayView line);

} // namespace countersign::app
