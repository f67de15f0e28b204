// Adding, listing and disabling people. Only an administrator may change them.
#pragma once

#include "workflow/actingperson.h"

namespace countersign::workflow {

struct NewPerson {
    core::PersonId id;
    QString printedName;
    QList<core::Role> roles;
    core::TeamId team{QStringLiteral("main")};
    SharedSecret secret;      // the new person's passphrase; their key is made and enrolled at once
};

// key.enrolled signed by the new key and the administrator's, and a role.granted for each role. NotAllowed, PersonExists, WeakSecret, BadValue.
core::Result<core::Person> addPerson(const Ports &ports, const Keyring &keyring, const ActingPerson &administrator,
                                     const NewPerson &request);

// The person as the store knows them now. PersonDisabled.
core::Result<core::Person> personNow(const Ports &ports, const ActingPerson &acting);
// NotAllowed unless the person is an administrator by the store's present word.
core::Result<void> demandAdministrator(const Ports &ports, const ActingPerson &acting);

// Everybody in the store, by id. No sign-in needed.
core::Result<QList<core::Person>> listPeople(const Ports &ports);

// The person can sign in and sign no more: key.revoked and role.withdrawn for each grant. NotAllowed, NoSuchPerson.
core::Result<void> disablePerson(const Ports &ports, const ActingPerson &administrator, const core::PersonId &id,
                                 const QString &reason);

struct RoleChange {
    QList<core::Role> add;
    QList<core::Role> remove;
    core::TeamId team{QStringLiteral("main")};
    QString reason = QStringLiteral("changed"); // token, of what is withdrawn
};
// Of somebody who is let in: role.withdrawn and role.granted, as far as anything changes. NotAllowed (not an administrator; detail:
// last-administrator, last-role, and on a server separation), NoSuchPerson, PersonDisabled, BadValue (nothing named, or one role both ways).
core::Result<core::Person> changeRoles(const Ports &ports, const ActingPerson &administrator, const core::PersonId &id, const RoleChange &asked);

// A disabled person again: key.enrolled for a new key under a new passphrase, and a role.granted. Their name stays, and what was revoked stays
// revoked. NotAllowed, NoSuchPerson, PersonExists (not disabled), BadValue (no role).
core::Result<core::Person> enablePerson(const Ports &ports, const Keyring &keyring, const ActingPerson &administrator,
                                        const core::PersonId &id, const QList<core::Role> &roles, const core::TeamId &team, const SharedSecret &secret);

// A new key for a person who lost theirs: key.revoked, then key.enrolled. NotAllowed, NoSuchPerson, WeakSecret.
core::Result<core::Person> resetKey(const Ports &ports, const Keyring &keyring, const ActingPerson &administrator,
                                    const core::PersonId &id, const SharedSecret &secret);

} // namespace countersign::workflow
