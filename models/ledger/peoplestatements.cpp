#include "ledger/peoplestatements.h"

namespace countersign::ledger {

namespace {

void writeRoles(LineWriter &out, const QList<core::Role> &roles)
{
    QStringList names;
    for (const core::Role role : roles)
        names += core::roleName(role);
    out.tokens("role", names);
}

QList<core::Role> readRoles(LineReader &in)
{
    QList<core::Role> roles;
    for (const QByteArrayView name : in.repeated("role")) {
        const auto role = core::roleFromName(QString::fromLatin1(name));
        if (!role)
            in.refuse("role");
        else
            roles += *role;
    }
    if (roles.isEmpty())
        in.refuse("role");
    return roles;
}

} // namespace

void write(LineWriter &out, const EnrolledKey &key)
{
    out.line("public-key", base64(key.publicKey));
    out.token("owner", key.owner.value);
    out.free("owner-name", key.ownerName);
    out.line("use", key.use == KeyUse::Person ? "person" : "workstation");
}

void read(LineReader &in, EnrolledKey &key)
{
    const auto publicKey = readBase64(in.value("public-key"));
    if (publicKey && publicKey->size() == 32)
        key.publicKey = *publicKey;
    else
        in.refuse("public-key");
    key.owner = core::PersonId(in.token("owner"));
    key.ownerName = in.free("owner-name");
    const QByteArrayView use = in.value("use");
    if (use != "person" && use != "workstation")
        in.refuse("use");
    key.use = use == "workstation" ? KeyUse::Workstation : KeyUse::Person;
}

void write(LineWriter &out, const KeyEnrolled &body)
{
    write(out, body.enrolled);
}

void read(LineReader &in, KeyEnrolled &body)
{
    read(in, body.enrolled);
}

void write(LineWriter &out, const KeyRevoked &body)
{
    out.line("revoked", body.revoked.hex());
    out.token("reason", body.reason);
}

void read(LineReader &in, KeyRevoked &body)
{
    body.revoked = in.hex64("revoked");
    body.reason = in.token("reason");
}

void write(LineWriter &out, const RoleGranted &body)
{
    out.token("person", body.person.value);
    out.token("team", body.team.value);
    writeRoles(out, body.roles);
}

void read(LineReader &in, RoleGranted &body)
{
    body.person = core::PersonId(in.token("person"));
    body.team = core::TeamId(in.token("team"));
    body.roles = readRoles(in);
}

void write(LineWriter &out, const RoleWithdrawn &body)
{
    out.token("person", body.person.value);
    out.token("team", body.team.value);
    writeRoles(out, body.roles);
    out.token("reason", body.reason);
}

void read(LineReader &in, RoleWithdrawn &body)
{
    body.person = core::PersonId(in.token("person"));
    body.team = core::TeamId(in.token("team"));
    body.roles = readRoles(in);
    body.reason = in.token("reason");
}

} // namespace countersign::ledger
