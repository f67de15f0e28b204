#include "workflow/auditlook.h"

#include "workflow/people.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::Result;

namespace {

QString meaningOf(const AuditLook &look)
{
    if (!look.decision.isEmpty())
        return QStringLiteral("I look at this decision.");
    if (look.view == u"decisions")
        return QStringLiteral("I take a list of the decisions of this team out of the store.");
    if (look.view == u"training")
        return QStringLiteral("I take training data of this team out of the store.");
    return look.caseId.isEmpty() ? QStringLiteral("I look at the decisions of this team.") : QStringLiteral("I look at the decisions about this case.");
}

} // namespace

bool looksAfterwards(const core::Person &person, const core::TeamId &team)
{
    using enum core::Role;
    return person.has(Auditor, team) || person.has(Supervisor, team) || person.has(Compliance, team);
}

Result<QList<core::TeamId>> teamsLookedAt(const Ports &ports, const ActingPerson &acting)
{
    const auto person = ports.people.person(acting.person.id);
    if (!person)
        return tl::unexpected(person.error());
    QList<core::TeamId> teams;
    if (*person && !(*person)->disabled)
        for (const core::TeamId &team : (*person)->teams())
            if (looksAfterwards(**person, team))
                teams += team;
    if (teams.isEmpty())
        return core::fail(core::ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Auditor));
    return teams;
}

Result<void> recordLook(const Ports &ports, const ActingPerson &acting, const AuditLook &look)
{
    return ports.work.write([&]() -> Result<void> {
        const auto person = personNow(ports, acting);
        if (!person)
            return tl::unexpected(person.error());
        if (!looksAfterwards(*person, look.team))
            return core::fail(core::ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Auditor));
        return recordStatement(ports, acting, ledger::AuditOpened{look.team, look.caseId, look.decision, look.view}, meaningOf(look))
            .map([](const auto &) {});
    });
}

} // namespace countersign::workflow
