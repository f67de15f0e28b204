// PORT: who hears from a store that tells of its changes. Where nothing tells, the store's change mark is asked.
#pragma once

#include "core/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace countersign::workflow {

// One connection of its own. Used in one thread.
class ChangeListener {
public:
    virtual ~ChangeListener() = default;
    // Waits, at most so long, until the store says that it changed; whether it did. StoreUnreachable while the connection is broken: the next
    // call makes it anew, with patience.
    virtual core::Result<bool> wait(std::chrono::milliseconds patience, std::stop_token stop) = 0;
};

using ListenerDoor = std::function<core::Result<std::unique_ptr<ChangeListener>>()>;

} // namespace countersign::workflow
