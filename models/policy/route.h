// Where a case goes: a pure function of policy and case. An error in a rule means human review, never less.
#pragma once

#include "policy/rule.h"

namespace countersign::policy {

// The route of the first matching rule; when none matches, one reviewer under the rule name "unmatched".
core::CaseRoute route(const Policy &policy, const core::CaseRecord &record);

// The route of the rule of this name, or that of a case that no rule matched.
core::CaseRoute routeByRule(const Policy &policy, const QString &name);

bool matches(const Conditions &when, const core::CaseRecord &record);

} // namespace countersign::policy
