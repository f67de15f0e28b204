// Which roles a statement asks of its actor (FORMAT.md, last column); private to this library.
#pragma once

#include "ledger/roster.h"

namespace countersign::ledger {

// Whether the actor's roles allow the statement. The key has been looked at already.
bool roleAllows(const Roster &roster, const Statement &statement);

} // namespace countersign::ledger
