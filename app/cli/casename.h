// A case as somebody names it: ids are kept composed (Unicode NFC), however they were typed or sent.
#pragma once

#include "core/ids.h"
#include "ledger/text.h"

namespace countersign::app {

inline core::CaseId caseNamed(const QString &id)
{
    return core::CaseId(ledger::normalised(id));
}

} // namespace countersign::app
