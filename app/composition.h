// The one place that knows concrete stores: from an address to open ports. Nothing else makes them.
#pragma once

#include "app/settings.h"
#include "app/sharedstore.h"
#include "app/storeaddress.h"
#include "workflow/openstore.h"

namespace countersign::app {

// Detail of StoreUnreachable where what was asked for is done to files and cannot be done to a store on a server.
inline constexpr auto sharedStore = QLatin1String("postgresql");

enum class Access {
    Read,  // a store that may not be written is opened for reading
    Write, // StoreReadOnly, StoreOnNetwork when it may not be written; NotAllowed when it has moved
    Make,  // as Write; a store that is not there yet is made, its folder too
};

// The machine's clock, for as long as the program runs.
const core::Clock &systemClock();

// Opens one connection to an embedded store for the calling thread; `clock` is the store's clock and outlives it. StoreMissing (unless Make),
// NotAStore, StoreNewer, StoreDamaged, StoreBusy, DiskFull … A shared one needs a login (sharedstore.h): StoreUnreachable, detail sharedStore.
core::Result<std::unique_ptr<workflow::OpenStore>> openStore(const StoreAddress &address, Access access, const core::Clock &clock = systemClock());

// A door to an existing store, for the window's lanes; each call opens one more connection for its thread.
workflow::StoreDoor storeDoor(const StoreAddress &address);

// Where a store is that was copied onto a server, from the failure that says so, or from what opening its file warned of (OpenStore::warnings).
std::optional<StoreAddress> movedTo(const core::Error &error);
std::optional<StoreAddress> movedTo(const QStringList &warnings);
// The failure itself.
tl::unexpected<core::Error> hasMoved(const StoreAddress &there);

// How a store is named to a person: its path, or the address as given.
QString storeName(const StoreAddress &address);

} // namespace countersign::app
