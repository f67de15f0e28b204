// The demo store: sample cases of many kinds and one person, whose passphrase lies beside it. Everything of it is in one folder.
#pragma once

#include "app/storeaddress.h"
#include "workflow/keyring.h"

namespace countersign::app {

struct DemoStore {
    QString folder;
    StoreAddress address;
    workflow::Keyring keyring;  // of its own: nothing of the demo is mixed with real keys
    core::PersonId person;
    QString secretFile;         // one line: the passphrase
    QString samples;            // the case folder it was filled from
};

// Where the parts of a demo store in this folder are, whether it is there or not.
DemoStore demoIn(const QString &folder);

// Whether a demo store was made there, to its end.
bool isComplete(const DemoStore &demo);

// Removes what makeDemo made there, and nothing else.
void removeDemo(const DemoStore &demo);

// Writes the samples and a fresh random passphrase; no store yet. CannotWrite.
core::Result<void> prepareDemo(const DemoStore &demo);
// The whole demo store: prepared, made, and filled with the samples. The workflow's and the store's failures.
core::Result<void> makeDemo(const DemoStore &demo);

} // namespace countersign::app
