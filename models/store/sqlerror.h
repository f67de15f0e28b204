// What SQLite's failures mean here.
#pragma once

#include "core/result.h"

struct sqlite3;

namespace countersign::store {

// The failure that `native` has just reported. `where` is kept as the error's place. Triggers speak through their message
// ("move-not-allowed", "append-only"); a full disk is DiskFull whatever call met it; an interrupted query is Cancelled.
core::Error errorOf(sqlite3 *native, const QString &where);

// The same from an extended result code, a system error number and SQLite's message.
core::Error errorOf(int extendedCode, int systemError, const QString &message, const QString &where);

// After these the connection may hold pages that never reached the disk: it must be closed, whatever it answers next.
// (fsync reports a lost page only once; see "fsyncgate", lwn.net/Articles/752063.)
bool losesTrust(int extendedCode, int systemError);

} // namespace countersign::store
