// The write-ahead log in one write a commit: SQLite hands over every page of it in two pieces, some sixty system calls for a decision.
#pragma once

#include "core/result.h"

namespace countersign::store {

// Makes SQLite open its files through here from now on (a VFS around the one that is the default when first called; only logs are
// touched). Any number of times, any thread. StoreUnreachable when SQLite refuses.
core::Result<void> installLogWrites();

// While this lives, what its thread writes to logs is held back until SQLite syncs or reads the log, or closes it: only for transactions
// whose commit syncs (synchronous=FULL), as a commit counts for others as soon as it is made. A failure to write shows in the sync.
class LogWritesHeld {
public:
    LogWritesHeld();
    ~LogWritesHeld();
    LogWritesHeld(const LogWritesHeld &) = delete;
    LogWritesHeld &operator=(const LogWritesHeld &) = delete;
};

} // namespace countersign::store
