// Hears from a store on a server: its notifications, and, while it waits, whatever was left waiting gets its place in the log.
#pragma once

#include "app/sharedstore.h"
#include "workflow/changelistener.h"

namespace countersign::app {

// Connects when it first waits, with the failures of openShared; a stop ends that as well.
core::Result<std::unique_ptr<workflow::ChangeListener>> listenAt(const StoreAddress &address, const SharedLogin &login);

} // namespace countersign::app
