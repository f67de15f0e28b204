#include "workflow/securityevents.h"

#include "workflow/auditlook.h"
#include "workflow/people.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// The first team whose record the person looks after.
Result<core::TeamId> teamLookedAfter(const Ports &ports, const ActingPerson &acting)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    for (const core::RoleGrant &grant : person->roles)
        if (looksAfterwards(*person, grant.team))
            return grant.team;
    return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Supervisor));
}

} // namespace

Result<QList<core::SecurityEvent>> openSecurityEvents(const Ports &ports, const ActingPerson &acting, int limit)
{
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto team = teamLookedAfter(ports, acting);
        if (!team)
            return tl::unexpected(team.error());
        return recordStatement(ports, acting, ledger::AuditOpened{*team, {}, {}, QStringLiteral("security")},
                               QStringLiteral("I look at the security events."))
            .map([](const auto &) {});
    });
    return written.and_then([&] { return ports.people.securityEvents(limit); });
}

Result<QList<core::SecurityEvent>> securityEvents(const Ports &ports, const ActingPerson &acting, int limit)
{
    return teamLookedAfter(ports, acting).and_then([&](const core::TeamId &) { return ports.people.securityEvents(limit); });
}

void keepSecurityEvent(const Ports &ports, const QString &kind, const core::PersonId &person, const QString &detail)
{
    const auto kept = ports.work.write([&] { return ports.people.saveSecurityEvent({ports.clock.now(), kind, person, detail}); });
    Q_UNUSED(kept)
}

} // namespace countersign::workflow
