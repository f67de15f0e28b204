// What happened around keys and secrets: wrong ones, refused signatures, a rewritten history, people who may no longer sign in.
#pragma once

#include "workflow/actingperson.h"

namespace countersign::workflow {

// For supervisors, auditors and compliance; the look is itself an entry (audit.opened, view "security"). Newest first. NotAllowed.
core::Result<QList<core::SecurityEvent>> openSecurityEvents(const Ports &ports, const ActingPerson &acting, int limit);
// The same for whoever has opened them already and wants what came since.
core::Result<QList<core::SecurityEvent>> securityEvents(const Ports &ports, const ActingPerson &acting, int limit);

// Kept where the store can be written.
void keepSecurityEvent(const Ports &ports, const QString &kind, const core::PersonId &person, const QString &detail = {});

} // namespace countersign::workflow
