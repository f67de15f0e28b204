// What opens a workspace and what is remembered of it, both beside the person's key file and not in the workspace (FORMAT.md).
#pragma once

#include "ledger/unlockedkey.h"
#include "sync/workspace.h"

#include <QStringList>

namespace countersign::sync {

// <folder>/workspaces/ID.key and ID.mark.
QString workspaceKeyPath(const QString &folder, const QByteArray &id);
QString workspaceMarkPath(const QString &folder, const QByteArray &id);

// A fresh key, sealed under the person's and saved. CannotWrite, DiskFull.
core::Result<ledger::Secret> makeWorkspaceKey(const QString &folder, const WorkspaceLabel &label, const ledger::UnlockedKey &person);
// NotAllowed (detail: workspace-key) where this machine has none: returned, or never here. BadKeyFile where it is damaged or not this person's.
core::Result<ledger::Secret> loadWorkspaceKey(const QString &folder, const WorkspaceLabel &label, const ledger::UnlockedKey &person);
// Overwrites the key; what is not there needs no destroying. CannotWrite, DiskFull where the key would stay. Both files stay until the workspace
// itself is removed: so is known, when that was cut off, that it was returned and what is left of it can go.
core::Result<void> destroyWorkspaceKey(const QString &folder, const QByteArray &id);
QList<QByteArray> destroyedWorkspaces(const QString &folder);
// Removes both files.
void forgetWorkspace(const QString &folder, const QByteArray &id);

// Whether this machine has the key of a workspace of that person.
bool hasWorkspaceKey(const QString &folder, const core::StoreId &store, const core::PersonId &person);

// What the mark file or the keychain remembers, whichever is further. BadKeyFile where it is damaged, CannotRead where it is missing.
core::Result<WorkspaceMark> loadWorkspaceMark(const QString &folder, const QByteArray &id);
// Writes the mark file anew or in place, and gives the mark to the keychain.
Workspace::Remember rememberIn(const QString &folder, const QByteArray &id);

} // namespace countersign::sync
