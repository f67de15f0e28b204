// What speaks against a store whose history was refused, gathered for whoever has to look into it.
#pragma once

#include "workflow/openstore.h"

namespace countersign::workflow {

// Into a new folder below `target`: the refusals kept so far (both sizes and roots each, and the proof that failed), what this installation
// remembers, the ledger as it was found and the newest cosigned checkpoint in the store. `refusal` is what HistoryRewritten names. Returns
// the folder. CannotWrite, DiskFull.
core::Result<QString> saveEvidence(const Ports &ports, const QString &keyringFolder, const QString &refusal, const QString &target);

} // namespace countersign::workflow
