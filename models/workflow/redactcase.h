// Compliance deletes every text of a case: evidence, suggestion, outcomes, rationales, drafts, search words. What was signed stays, over
// digests of what is gone; a release that stands is recalled.
#pragma once

#include "workflow/casemove.h"

namespace countersign::workflow {

struct RedactionReceipt {
    MoveReceipt move;
    qsizetype blobs = 0;                    // deleted with it
    std::optional<core::Error> notSwept;    // the texts are deleted, but the store's files still have to be rewritten: sweepRedacted
};

// NoSuchCase, NotAllowed (no compliance), MoveNotAllowed (redacted already), RationaleMissing, PolicyUnmet (the case's signing mode). The files
// of the store are rewritten before it returns, which takes as long as copying them.
core::Result<RedactionReceipt> redactCase(const Ports &ports, const ActingPerson &compliance, const MoveRequest &request);

// Rewrites the files once more, where a redaction could not. NotAllowed.
core::Result<void> sweepRedacted(const Ports &ports, const ActingPerson &compliance);

} // namespace countersign::workflow
