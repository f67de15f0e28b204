// PORT: a second place for the newest checkpoint of a store, which putting back the folder (witness.h) does not reach: the keychain of the
// operating system. Implemented by app; any thread; never waits long.
#pragma once

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

} // namespace countersign::ledger
