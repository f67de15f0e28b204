// Inside the library only: proofs of many places in the log, for which the log is asked once.
#pragma once

#include "ledger/ledgerstorage.h"

namespace countersign::workflow {

// One proof for each index, in their order.
core::Result<QList<QList<ledger::Hash>>> inclusionProofs(const ledger::NodeSource &source, const QList<quint64> &indexes, quint64 size);

} // namespace countersign::workflow
