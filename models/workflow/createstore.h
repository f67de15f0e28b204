// Making a store: its first person, their key, the first policy; all in one transaction.
#pragma once

#include "workflow/actingperson.h"
#include "workflow/openstore.h"

namespace countersign::workflow {

struct NewStore {
    QString name;             // shown in the window; falls back to "Countersign"
    core::PersonId adminId;
    QString adminName;        // printed name
    SharedSecret secret;      // the first person's passphrase
};

// Writes store.created (leaf 0), the first person's grants (administrator, supervisor, reviewer of team main)
// and policy version 1, and the sealed key file. StoreExists when the store has a first person already; BadValue. The passphrase's
// rules are the caller's to ask first: checkSecret.
core::Result<ActingPerson> createStore(const Ports &ports, const Keyring &keyring, const NewStore &request);

// The same on a server, where nobody can do anything before they have a login: `login` makes it and opens the store as that person. There the
// first person is administrator and no more: whoever enrols people does not decide.
using FirstLogin = std::function<core::Result<std::unique_ptr<OpenStore>>(const core::PersonId &, const ledger::Secret &rolePassword)>;
struct CreatedStore {
    std::unique_ptr<OpenStore> store;
    ActingPerson acting;
};
core::Result<CreatedStore> createStore(const FirstLogin &login, const Keyring &keyring, const NewStore &request);

// Checks a passphrase as typed against SP 800-63B's rules; success, or WeakSecret with the rule as detail (ledger/passphrase.h).
core::Result<void> checkSecret(QStringView typed, const core::PersonId &person, const QString &printedName);
core::Result<void> checkSecret(const ledger::Secret &secret, const core::PersonId &person, const QString &printedName);

// What a person's id may be: 1 to 64 of A-Z a-z 0-9 . _ - @; BadValue else.
core::Result<void> checkPersonId(const core::PersonId &id);
// A printed name fit for a signature (ledger.md, free text): no controls, no outer blanks, not empty; BadValue else.
core::Result<void> checkPrintedName(const QString &name);

} // namespace countersign::workflow
