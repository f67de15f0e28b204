// Where this installation keeps things, and what the environment asks for. Read once at start; a value.
#pragma once

#include "ledger/keyfile.h"

#include <QString>

namespace countersign::app {

struct Settings {
    QString dataFolder;       // XDG data home/countersign: the default store, the demo store
    QString keyringFolder;    // XDG config home/countersign, or COUNTERSIGN_KEYS: key files, device id, what was seen of each store
    QString store;            // COUNTERSIGN_STORE, or empty
    QString person;           // COUNTERSIGN_PERSON, or empty
    ledger::SealCost keyCost; // of new key files; COUNTERSIGN_TEST_KEY_MEMORY (MiB), for tests, never takes it below the floor of 64 MiB
    bool operator==(const Settings &) const = default;

    QString defaultStore() const; // the store that is used when nobody names one
    QString offlineWorkspace() const; // where cases are taken along to when nobody names a place
    QString demoFolder() const;
};

Settings settingsFromEnvironment();

} // namespace countersign::app
