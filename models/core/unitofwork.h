// Port: one write transaction. Everything a verb changes happens inside one `write`, or not at all.
#pragma once

#include "core/result.h"

#include <functional>

namespace countersign::core {

class UnitOfWork {
public:
    virtual ~UnitOfWork() = default;

    // Runs `work` inside one write transaction (behind the store's gate, waiting its fair turn) and commits it when `work`
    // succeeds; undoes all of it when `work` or the commit fails. On success everything is on disk. Not nestable.
    virtual Result<void> write(const std::function<Result<void>()> &work) = 0;

    // Runs `work` on one consistent snapshot; nothing it does may write.
    virtual Result<void> read(const std::function<Result<void>()> &work) = 0;

    // Outside of both: whatever was deleted before leaves every file of the store, also from pages and logs that are not in use.
    // Rewrites the store: may take as long as copying it, and waits for readers.
    virtual Result<void> sweep() = 0;
};

} // namespace countersign::core
