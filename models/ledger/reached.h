// How far a check of a whole log got before it was stopped: kept outside the store, so that the next one goes on from there.
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "ledger/hash.h"

namespace countersign::ledger {

// Every signature below this size was found right when the log's first `size` entries had this root.
struct Reached {
    quint64 size = 0;
    Hash root = emptyRoot();
    bool operator==(const Reached &) const = default;
};

// <folder>/verifying/<store>, a note of this installation's own (ownnote.h). Nothing where there is none, or one that is not ours (`foreign`
// says so): then everything is checked again.
std::optional<Reached> loadReached(const QString &folder, const core::StoreId &store, bool *foreign = nullptr);
core::Result<void> saveReached(const QString &folder, const core::StoreId &store, const Reached &reached);
void forgetReached(const QString &folder, const core::StoreId &store);

} // namespace countersign::ledger
