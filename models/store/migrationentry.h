// What the log says about a store that was brought up to date on opening.
#pragma once

#include "core/result.h"

namespace countersign::store {

class Database;

// Appends the store's own entry `migration` (ledger/FORMAT.md), inside the write transaction that migrated. Nothing for a store without
// its first person yet: its log has not begun.
core::Result<void> recordMigration(Database &database, int from, int to);

} // namespace countersign::store
