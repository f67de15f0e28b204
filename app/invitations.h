// Letting people in at a store on a server, and the papers of an enrolment, wherever the store is.
#pragma once

#include "app/sharedstore.h"
#include "workflow/enrolment.h"

namespace countersign::app {

struct InvitationCode {
    QString code;     // said or written to the person; kept nowhere
    QDateTime until;
};

// NotAllowed, PersonDisabled, BadValue; WrongCall for an embedded store, whose people need no login.
core::Result<InvitationCode> invite(workflow::OpenStore &store, const core::PersonId &person);
// The login of somebody who was told a code.
SharedLogin loginByCode(const core::PersonId &person, const ledger::Secret &code);
// Why nobody was let in by it: WrongSecret, detail code, where the server knows no such person or not with this code; else as it was.
core::Error asCode(core::Error refused);
// Of who is in by a code and enrolled: their key opens the login from here on. WrongSecret; NotAllowed (the key here is not the enrolled one).
core::Result<core::Person> acceptInvitation(workflow::OpenStore &store, const workflow::Keyring &keyring, const core::PersonId &person,
                                            const ledger::Secret &passphrase);

// Where the two sides of an enrolment meet: a folder beside the file, or the server. The store outlives it.
std::unique_ptr<workflow::EnrolmentTray> enrolmentTray(const StoreAddress &address, workflow::OpenStore &store);

} // namespace countersign::app
