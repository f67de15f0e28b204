// Embedded stores as files: what backup, restore and doctor work on.
#pragma once

#include "workflow/storefiles.h"

namespace countersign::app {

class EmbeddedStoreFiles final : public workflow::StoreFiles {
public:
    core::Result<void> demandFree(const QString &store) override;
    core::Result<std::unique_ptr<Copy>> copyBeside(const QString &store) override;
    core::Result<void> snapshot(const QString &store, const QString &into, const Progress &progress, std::stop_token stop) override;
    core::Result<std::unique_ptr<workflow::OpenStore>> open(const QString &path) override;
    core::Result<void> check(const QString &path, const Progress &progress, std::stop_token stop) override;
    core::Result<QList<workflow::Observation>> examine(const QString &path, bool deep, const Progress &progress, std::stop_token stop) override;
};

} // namespace countersign::app
