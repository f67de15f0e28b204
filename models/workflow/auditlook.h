// Looking afterwards at what others decided is itself an entry (audit.opened).
#pragma once

#include "workflow/actingperson.h"

namespace countersign::workflow {

// Auditor, supervisor or compliance of that team.
bool looksAfterwards(const core::Person &person, const core::TeamId &team);
// Every team that the acting person looks at afterwards, as the store has it now. NotAllowed for none.
core::Result<QList<core::TeamId>> teamsLookedAt(const Ports &ports, const ActingPerson &acting);

struct AuditLook {
    core::TeamId team;
    core::CaseId caseId;            // empty: at no case in particular
    core::StatementId decision;     // empty: at no decision in particular
    QString view;                   // "decision", "list" …: see FORMAT.md
    bool operator==(const AuditLook &) const = default;
};

// Signs that this person looks. In one transaction. NotAllowed for somebody who does not look afterwards at that team.
core::Result<void> recordLook(const Ports &ports, const ActingPerson &acting, const AuditLook &look);

} // namespace countersign::workflow
