// PORT: a second place for the newest checkpoint of a store (witness.h), and for what this installation noted (ownnote.h), which putting back
// the folder does not reach: the keychain of the operating system. Implemented by app; any thread; never waits long.
#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace countersign::ledger {

class CheckpointVault {
public:
    virtual ~CheckpointVault() = default;
    // Nothing where nothing is kept under that name, or there is no such place.
    virtual std::optional<QByteArray> load(const QString &name) = 0;
    virtual void keep(const QString &name, const QByteArray &bytes) = 0;
    virtual bool isThere() = 0;
    // Waits a little until what was given is kept. To be called while the application object still lives.
    virtual void settle() {}
};

// The one of this process; null: none. Not owned. Set before anything is asked of it.
void setCheckpointVault(CheckpointVault *vault);
CheckpointVault *checkpointVault();
// KIND/STORE/HEX16: two installations of one person are two memories.
QString vaultName(const QByteArray &kind, const QString &folder, const core::StoreId &store);

} // namespace countersign::ledger
