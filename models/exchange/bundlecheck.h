// Checking a bundle without a store, a key or a network (models/ledger/FORMAT.md, "Bundle").
#pragma once

#include "core/result.h"
#include "ledger/trustfile.h"

#include <QStringList>

#include <functional>
#include <stop_token>

namespace countersign::exchange {

// The first broken thing.
struct BundleFault {
    std::optional<quint64> seq; // the entry it is about
    QString file;               // the file inside the bundle; empty: the zip as a whole
    QString why;                // a short technical phrase
    bool operator==(const BundleFault &) const = default;
};

struct BundleVerdict {
    bool ok = false;
    ledger::Checkpoint checkpoint; // what the bundle says of itself
    quint64 checked = 0;           // entries found right
    bool whole = false;            // every entry is here
    std::optional<BundleFault> firstBad;
    // What no signature or hash here could show: "genesis-key" (whose store this is), "earlier-history" (that it continues what was seen
    // before), "left-out-entries", "basis" (of some statements), "withheld", "arrival-times" (the store's clock), "pages" (README.txt, report.html).
    QStringList takenOnFaith;
};

// CannotRead where the file cannot be read at all; Cancelled. Everything wrong with what was read is a verdict.
core::Result<BundleVerdict> verifyBundle(const QString &path, const std::optional<ledger::TrustFile> &trust = {},
                                         const std::function<void(quint64 done, quint64 total)> &progress = {}, std::stop_token stop = {});

} // namespace countersign::exchange
