// Workspaces as files on this machine: making one, opening it with its person's key, removing it. Part of the composition.
#pragma once

#include "ledger/identity.h"
#include "workflow/keyring.h"
#include "workflow/workspaceplace.h"

namespace countersign::store {
class WorkspaceMemory;
}

namespace countersign::app {

// What the passphrase opened; kept by whoever acts in it.
struct WorkspaceKey {
    std::shared_ptr<const ledger::UnlockedKey> person;
    std::shared_ptr<const ledger::Secret> pinVerifier;
    bool isReplaced = false; // it signs no more: what was signed with it is sent
};

using WorkspaceConnection = workflow::WorkspaceConnection;

// Whether that file is a workspace and not a store, by its header.
bool isWorkspace(const QString &path);
// Whose it is, without a key.
core::Result<sync::WorkspaceLabel> workspaceLabel(const QString &path);

// WrongSecret after the same time as for the right one; NotAllowed (detail: workspace-key: it was returned, or its key is not on this machine),
// StoreDamaged, HistoryRewritten (an old copy was put back), StoreBusy (open elsewhere), StoreNewer, NotAStore.
struct OpenedWorkspace {
    std::unique_ptr<WorkspaceConnection> connection;
    WorkspaceKey key;
};
core::Result<OpenedWorkspace> openWorkspace(const QString &path, const workflow::Keyring &keyring, const ledger::Secret &secret, const core::Clock &clock);
// The same with a key that is unlocked; what its connections share, for more of them.
core::Result<std::shared_ptr<store::WorkspaceMemory>> loadWorkspace(const QString &path, const workflow::Keyring &keyring, const ledger::UnlockedKey &key);
core::Result<std::unique_ptr<WorkspaceConnection>> connectWorkspace(std::shared_ptr<store::WorkspaceMemory> memory, const core::Clock &clock);
// A fresh, empty one and its key. StoreExists.
core::Result<std::unique_ptr<WorkspaceConnection>> makeWorkspace(const QString &path, const core::StoreId &store, const ledger::UnlockedKey &person,
                                                                 const workflow::Keyring &keyring, const core::Clock &clock);
// Gives a finished one, which nobody has open, its name. StoreExists.
core::Result<void> publishWorkspace(const QString &from, const QString &to);
// One that was never finished, whatever is left of it.
void discardWorkspace(const QString &path, const workflow::Keyring &keyring);
// Its key first: from then on every copy of it is noise. CannotWrite, DiskFull; where the file could not be removed, finishReturn goes on with it.
core::Result<void> destroyWorkspace(const QString &path, const workflow::Keyring &keyring);
// Ends that where it was cut off once the key was gone: what is left is noise. True where there was such a one, and it is gone now.
core::Result<bool> finishReturn(const QString &path, const workflow::Keyring &keyring);

} // namespace countersign::app
