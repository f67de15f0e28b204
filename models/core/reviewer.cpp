#include "core/reviewer.h"

#include <algorithm>
#include <array>

namespace countersign::core {

namespace {
constexpr std::array<const char *, roleCount> roleNames{"reviewer", "supervisor", "compliance", "auditor", "administrator", "submitter"};
}

QString roleName(Role role)
{
    return QString::fromLatin1(roleNames[size_t(role)]);
}

std::optional<Role> roleFromName(QStringView name)
{
    for (size_t i = 0; i < roleNames.size(); ++i)
        if (name == QLatin1String(roleNames[i]))
            return Role(i);
    return std::nullopt;
}

bool Person::has(Role role) const
{
    return std::any_of(roles.begin(), roles.end(), [role](const RoleGrant &grant) { return grant.role == role; });
}

bool Person::has(Role role, const TeamId &team) const
{
    return roles.contains(RoleGrant{role, team});
}

QList<TeamId> Person::teams() const
{
    QList<TeamId> teams;
    for (const RoleGrant &grant : roles)
        if (!teams.contains(grant.team))
            teams.append(grant.team);
    return teams;
}

} // namespace countersign::core
