// People and what they may do. Roles are grants per team (model.md).
#pragma once

#include "core/ids.h"

#include <QList>
#include <optional>

namespace countersign::core {

enum class Role { Reviewer, Supervisor, Compliance, Auditor, Administrator, Submitter };
inline constexpr int roleCount = 6;

QString roleName(Role role); // "reviewer", …
std::optional<Role> roleFromName(QStringView name);

struct RoleGrant {
    Role role = Role::Reviewer;
    TeamId team;
    bool operator==(const RoleGrant &) const = default;
};

struct Person {
    PersonId id;
    QString printedName;
    QString key;           // fingerprint F of the enrolled key, lower-case hex; empty while none is enrolled
    QList<RoleGrant> roles;
    bool disabled = false;
    bool operator==(const Person &) const = default;

    bool has(Role role) const;                  // in any team
    bool has(Role role, const TeamId &team) const;
    QList<TeamId> teams() const;                // every team with a grant, each once
};

} // namespace countersign::core
