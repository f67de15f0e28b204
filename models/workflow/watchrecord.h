// What this installation remembers of a store's record, held against the log as it is, and carried on: so that a store put back to
// yesterday, a shortened or a forked log is noticed by whoever works with it, without being asked to look.
#pragma once

#include "workflow/openstore.h"

#include <stop_token>

namespace countersign::workflow {

// The store was restored from a backup since this installation last saw it.
struct Reopened {
    quint64 epoch = 0; // the new one
    quint64 size = 0;  // entries that the backup held
    quint64 lost = 0;  // entries seen here that it did not
    bool operator==(const Reopened &) const = default;
};

// The consistency proof alone: quick, changes nothing. HistoryRewritten with both sizes; the evidence is saved (ledger/witness.h). A store
// without its first person has no record yet.
core::Result<void> demandSameRecord(const Ports &ports, const QString &keyringFolder);
// Of what was copied to elsewhere: the record may have gone on there, and still has to be the one that was seen as far as it goes.
// Whether more of it was seen here than there is.
core::Result<bool> demandSameBeginning(const Ports &ports, const QString &keyringFolder);

// Also checks every hash and signature of what is new since it last did, by a note that only this installation can write, and remembers it.
// VerificationFailed with the entry's number and the reason.
core::Result<std::optional<Reopened>> watchRecord(const Ports &ports, const QString &keyringFolder, std::stop_token stop = {});

} // namespace countersign::workflow
