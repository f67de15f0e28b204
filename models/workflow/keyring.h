// Where this installation keeps sealed key files, its device id and what it remembers of each store: one folder (ledger/identity.h,
// installation.h, witness.h say what is in it), and what a new key file costs to try. A value; any thread.
#pragma once

#include "core/ids.h"
#include "ledger/keyfile.h"

namespace countersign::workflow {

struct Keyring {
    QString folder;
    ledger::SealCost cost;  // of key files made here; tests use SealCost::floor()

    bool hasKey(const core::StoreId &store, const core::PersonId &person) const;
};

} // namespace countersign::workflow
