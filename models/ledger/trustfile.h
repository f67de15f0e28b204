// What somebody who checks a record takes as given: which store, whose first key, and how far they have seen it. FORMAT.md, "Proofs and trust".
#pragma once

#include "ledger/checkpoint.h"

namespace countersign::ledger {

struct TrustFile {
    core::StoreId store;
    Hash genesisKey;                       // F of the key that signed leaf 0
    std::optional<Checkpoint> checkpoint;  // the log must continue this one
    bool operator==(const TrustFile &) const = default;
};

QByteArray write(const TrustFile &trust);
// Malformed with where "line N" for anything write() would not have written, a checkpoint of another store included.
core::Result<TrustFile> parseTrustFile(QByteArrayView text);

} // namespace countersign::ledger
