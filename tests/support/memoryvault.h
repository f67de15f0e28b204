// What a keychain would keep, while it lives the one of the process.
#pragma once

#include "ledger/checkpointvault.h"

#include <QHash>

namespace countersign::testsupport {

class MemoryVault final : public ledger::CheckpointVault {
public:
    MemoryVault() { ledger::setCheckpointVault(this); }
    ~MemoryVault() override { ledger::setCheckpointVault(nullptr); }
    std::optional<QByteArray> load(const QString &name) override { return kept.contains(name) ? std::optional(kept.value(name)) : std::nullopt; }
    void keep(const QString &name, const QByteArray &bytes) override { kept.insert(name, bytes); }
    bool isThere() override { return true; }

    QHash<QString, QByteArray> kept;
};

} // namespace countersign::testsupport
