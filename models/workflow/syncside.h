// Inside the library only: the workspace's side of a sync, whether the workspace itself is at hand or a letter from it.
#pragma once

#include "workflow/syncnow.h"

#include <QSet>

namespace countersign::workflow {

// A statement of a workspace as it lies there, and where.
struct MadeThere {
    ledger::SignedNote note;
    ledger::Statement statement;
    QByteArray bytes;              // of the note
    sync::LocalStatement local;
};

class WorkspaceSide {
public:
    virtual ~WorkspaceSide() = default;
    virtual const sync::WorkspaceLabel &label() const = 0;
    virtual core::Result<sync::WorkspaceSession> session() = 0;
    virtual core::Result<void> saveSession(const sync::WorkspaceSession &session) = 0;
    // Everything that was signed in it, in order.
    virtual core::Result<QList<MadeThere>> made() = 0;
    virtual core::Result<std::optional<core::StoredBlob>> loadBlob(const QString &digest) = 0;
    // Cases that cannot be decided in it any more leave it.
    virtual core::Result<void> dropChanged(const Ports &store, const QList<sync::ChangedCase> &changed) = 0;
};

// A decision from its note. StoreDamaged for anything else. `side`: where its texts lie.
core::Result<MadeThere> madeFrom(WorkspaceSide &side, const QByteArray &note);

// Every case that was checked out or decided.
QSet<sync::CaseKey> casesOf(const QList<MadeThere> &made, const sync::WorkspaceSession &session);
sync::SyncPlan planOf(const QList<MadeThere> &made, const sync::Remote &remote, const sync::WorkspaceSession &session);
// Of one that is there already: what became of it, and why, as the session keeps it.
void sayBefore(sync::PlannedStatement &planned, const sync::WorkspaceSession &session);

// The workspace itself.
class OpenSide final : public WorkspaceSide {
public:
    explicit OpenSide(const OpenWorkspace &workspace) : m_workspace(workspace) {}
    const sync::WorkspaceLabel &label() const override { return m_workspace.desk.label(); }
    core::Result<sync::WorkspaceSession> session() override { return m_workspace.desk.session(); }
    core::Result<void> saveSession(const sync::WorkspaceSession &session) override { return m_workspace.desk.saveSession(session); }
    core::Result<QList<MadeThere>> made() override;
    core::Result<std::optional<core::StoredBlob>> loadBlob(const QString &digest) override { return m_workspace.ports.blobs.loadBlob(digest); }
    core::Result<void> dropChanged(const Ports &store, const QList<sync::ChangedCase> &changed) override;

private:
    const OpenWorkspace &m_workspace;
};

// syncNow with any side.
core::Result<SyncReport> syncSide(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder, const ShowSync &show, std::stop_token stop);

} // namespace countersign::workflow
