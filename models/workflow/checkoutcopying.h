// Inside the library only: the cases of a check-out copied into its workspace.
#pragma once

#include "workflow/checkout.h"

namespace countersign::workflow {

// Those that came; what an earlier run has copied is not copied again. Cancelled between two pieces; what was copied until then stays.
core::Result<QList<sync::CheckedOutCase>> copyCases(const Ports &from, const OpenWorkspace &to, const ActingPerson &acting, const ledger::Checkout &checkout,
                                                    const core::StatementId &statement, const ShowCheckout &show, std::stop_token stop);

} // namespace countersign::workflow
