// The policy of a store: which version holds, and adopting the next one.
#pragma once

#include "policy/rule.h"
#include "workflow/actingperson.h"

namespace countersign::workflow {

struct PolicyAdoption {
    core::StatementId id;
    quint64 logIndex = 0;
    int version = 1;
    QDateTime arrived;
};

// The policy cases are routed by now, with who adopted it. StoreDamaged where there is none.
core::Result<core::AdoptedPolicy> currentPolicy(const Ports &ports);

// Cases imported from now on are routed by it; those that are there keep the route they have. Signed by compliance. Malformed (where: the
// line), NotAllowed, StaleVersion (detail: the version that holds) unless it is the next one.
core::Result<PolicyAdoption> adoptPolicy(const Ports &ports, const ActingPerson &compliance, const QByteArray &text);

} // namespace countersign::workflow
