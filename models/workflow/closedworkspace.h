// Why nothing more is signed in a workspace: what the store said last; or that its time was over once, which no clock takes back.
#pragma once

#include <QString>

namespace countersign::workflow {

inline constexpr QLatin1StringView closedByTime{"expired"};

// What stands in the session once the store has said `said` (empty: nothing is against it).
inline QString closedFrom(const QString &before, const QString &said)
{
    return said.isEmpty() && before == closedByTime ? before : said;
}

} // namespace countersign::workflow
