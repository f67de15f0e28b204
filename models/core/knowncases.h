// Port, for a store where one question about many cases is cheaper than many about one: what an import asks before it looks at each. A
// CaseRepository may be one too.
#pragma once

#include "core/result.h"

#include <QStringList>

namespace countersign::core {

class KnownCases {
public:
    virtual ~KnownCases() = default;
    // Those of the ids that there is a case of in any team of who asks.
    virtual Result<QStringList> knownAmong(const QStringList &ids) = 0;
};

} // namespace countersign::core
