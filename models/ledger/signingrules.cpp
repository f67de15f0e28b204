#include "ledger/signingrules.h"

namespace countersign::ledger {

namespace {

using core::Role;

// One call operator per kind; the store's own kinds never come here with an actor.
struct Rules {
    const Roster &roster;
    const core::PersonId &actor;
    const QByteArray &device;

    bool any(std::initializer_list<Role> roles, const core::TeamId &team) const
    {
        return roster.hasOneOf(actor, roles, team);
    }
    bool anywhere(std::initializer_list<Role> roles) const
    {
        return std::any_of(roles.begin(), roles.end(), [&](Role role) { return roster.hasRoleAnywhere(actor, role); });
    }
    bool administers(const core::TeamId &team) const
    {
        return any({Role::Administrator}, team) || any({Role::Administrator}, core::TeamId(QStringLiteral("main")));
    }
    bool decides(const CaseRef &ref) const { return any({Role::Reviewer, Role::Supervisor}, ref.team); }

    bool operator()(const StoreCreated &) const { return roster.store().isEmpty(); }
    bool operator()(const KeyEnrolled &body) const
    {
        if (body.enrolled.use == KeyUse::Workstation)
            return body.enrolled.owner == workstationOwner(device);
        return anywhere({Role::Administrator}) && !body.enrolled.owner.value.startsWith(workstationOwner({}).value);
    }
    bool operator()(const KeyRevoked &body) const
    {
        const auto revoked = roster.key(body.revoked);
        return anywhere({Role::Administrator}) || (revoked && revoked->enrolled.owner == actor);
    }
    bool operator()(const RoleGranted &body) const { return administers(body.team); }
    bool operator()(const RoleWithdrawn &body) const { return administers(body.team); }
    bool operator()(const CaseImported &body) const
    {
        return any({Role::Reviewer, Role::Supervisor, Role::Administrator, Role::Submitter}, body.team);
    }
    bool operator()(const CaseWithdrawn &body) const { return any({Role::Submitter, Role::Supervisor}, body.ref.team); }
    bool operator()(const PolicyAdopted &body) const
    {
        return any({Role::Compliance}, body.team) || (body.version == 1 && administers(body.team));
    }
    bool operator()(const Decision &body) const { return decides(body.ref); }
    bool operator()(const Dispute &body) const { return decides(body.ref); }
    bool operator()(const Resolution &body) const { return decides(body.ref); }
    bool operator()(const Release &body) const { return decides(body.ref); }
    bool operator()(const Recall &body) const { return any({Role::Supervisor}, body.ref.team); }
    bool operator()(const Checkout &body) const { return any({Role::Reviewer, Role::Supervisor}, body.team); }
    bool operator()(const SyncDone &) const { return false; }
    bool operator()(const Redaction &body) const { return any({Role::Compliance}, body.ref.team); }
    bool operator()(const Migration &) const { return anywhere({Role::Administrator, Role::Supervisor}); }
    bool operator()(const Restore &) const { return anywhere({Role::Supervisor}); }
    bool operator()(const AuditOpened &body) const { return any({Role::Auditor, Role::Supervisor, Role::Compliance}, body.team); }
    bool operator()(const Finding &body) const
    {
        const bool answersOwn = body.state == u"answered" && body.owner == actor;
        return answersOwn || any({Role::Auditor, Role::Supervisor, Role::Compliance}, body.team);
    }
    bool operator()(const ClaimExpiredDecided &) const { return false; }
};

} // namespace

bool roleAllows(const Roster &roster, const Statement &statement)
{
    return std::visit(Rules{roster, statement.by->actor, statement.by->device}, statement.body);
}

} // namespace countersign::ledger
