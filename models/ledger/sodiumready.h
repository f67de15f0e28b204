// libsodium, initialised; private to this library.
#pragma once

#include <sodium.h>

namespace countersign::ledger {

// Call before any use of libsodium. Any thread; cheap after the first time.
void readySodium();

} // namespace countersign::ledger
