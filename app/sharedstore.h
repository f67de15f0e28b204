// Shared stores: logging in with what a key file holds, opening, and making one. Part of the composition.
#pragma once

#include "app/storeaddress.h"
#include "ledger/identity.h"
#include "workflow/changelistener.h"
#include "workflow/createstore.h"
#include "workflow/storefiles.h"

namespace countersign::store {
class PostgresStore;
}

namespace countersign::app {

// Who logs in at the server. Without a password libpq looks where it always does (password file, socket).
struct SharedLogin {
    core::PersonId person;
    std::shared_ptr<const ledger::Secret> password;
};

// Detail of StoreMissing and StoreExists: a copy to there was begun and not finished.
inline constexpr auto unfinishedCopy = QLatin1String("unfinished-copy");

// The address's own person where nobody else is named.
core::PersonId personIn(const StoreAddress &address);
// The address without its user: names the store.
QString serverUrl(const StoreAddress &address);

// Of a server that nobody has met here yet: which store it has, as the file says that was copied there.
void rememberServer(const workflow::Keyring &keyring, const StoreAddress &address, const core::StoreId &store);

// The login of a person whose key is in this keyring; nothing when there is no key of theirs for the store that was met at that address.
// WrongSecret; takes as long as unlocking.
core::Result<std::optional<SharedLogin>> loginOf(const workflow::Keyring &keyring, const StoreAddress &address, const core::PersonId &person,
                                                 const std::function<core::Result<workflow::SharedSecret>()> &secret);

// One connection for the calling thread. StoreUnreachable (store/postgresql/pgerror.h says why), NotAStore, StoreNewer, StoreDamaged.
// Remembers which store is there. `closing` as of workflow::StoreDoor.
core::Result<std::unique_ptr<workflow::OpenStore>> openShared(const StoreAddress &address, const SharedLogin &login, const QString &keyringFolder,
                                                              const core::Clock &clock, const std::stop_token &closing = {});

// What is behind an open store on a server; nullptr for an embedded one. As long as the store lives.
store::PostgresStore *sharedServer(workflow::OpenStore &store);

// The door of a window: opens to whoever said last who they are. Copies share what they know; any thread.
class SharedDoor {
public:
    SharedDoor(StoreAddress address, workflow::Keyring keyring);
    void offer(const core::PersonId &person, const workflow::SharedSecret &secret) const;
    // WrongSecret, NotAllowed (detail: key-not-here) and the failures of openShared. The first call unlocks the key.
    core::Result<std::unique_ptr<workflow::OpenStore>> open(const std::stop_token &closing = {}) const;
    // For whoever is in. The same failures.
    core::Result<std::unique_ptr<workflow::ChangeListener>> listen() const;

private:
    core::Result<SharedLogin> login() const;
    struct State;
    std::shared_ptr<State> m_state;
};

// What the server says of itself: checks server, encryption, rules, sequencer, server-clock.
core::Result<QList<workflow::Observation>> examineShared(const StoreAddress &address, const SharedLogin &login, const core::Clock &clock);

// Makes or brings up to date what a store needs on the server, over an administrating role's connection (the address's user; password file
// or socket), then the first person. StoreExists when there is one. `serverVerifies`: signatures are checked in the server, by our extension.
core::Result<workflow::CreatedStore> makeShared(const StoreAddress &address, bool serverVerifies, const workflow::Keyring &keyring,
                                                const workflow::NewStore &request, const core::Clock &clock);
// Which store the server holds, over the same connection; makes nothing.
core::Result<std::optional<core::StoreId>> storeOnServer(const StoreAddress &address);
// Only what a store needs, made or brought up to date: before anybody is asked for a passphrase. StoreExists (detail: unfinishedCopy) where another
// store was being copied to, unless it is to be.
struct Prepared {
    bool hasStore = false; // with its first person
    int carriedOut = 0;    // migrations
};
core::Result<Prepared> prepareShared(const StoreAddress &address, bool serverVerifies, bool forCopy = false);

} // namespace countersign::app
