// Inside the library only: what every sync does, however its store is spoken to: a plan, then piece by piece, then the proofs.
#pragma once

#include "workflow/syncside.h"

namespace countersign::workflow {

// One run. What it was made with outlives it.
class SyncRun {
public:
    virtual ~SyncRun() = default;
    SyncRun(const SyncRun &) = delete;
    SyncRun &operator=(const SyncRun &) = delete;

    core::Result<SyncReport> carryOut(const ShowSync &show, std::stop_token stop);

protected:
    // `piece`: statements in one transaction of the store.
    SyncRun(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder, qsizetype piece)
        : m_ports(ports), m_side(side), m_folder(keyringFolder), m_piece(piece)
    {
    }

    virtual core::Result<sync::SyncPlan> plan() = 0;
    // Into the store, and what became of them into the report and the session, which is saved before and afterwards.
    virtual core::Result<void> send(const QList<MadeThere> &some, SyncReport &report) = 0;
    // Of all that was sent: included only when the log as it stands proves it, and continues what was seen of it before.
    virtual core::Result<void> prove() = 0;

    // Those that have not left are marked as sent, on disk, before they are; what becomes of them is not known then.
    core::Result<void> markSent(const QList<MadeThere> &some);
    bool isIncluded(const MadeThere &made) const;
    // What became of one whose answer never came, from the log: what was noted of it, and the dispute that names it.
    core::Result<void> learnFate(const core::StatementId &id, const ledger::Entry &entry, quint64 index);

    const Ports &m_ports;
    WorkspaceSide &m_side;
    const QString &m_folder;
    QList<MadeThere> m_made;
    sync::WorkspaceSession m_session;

private:
    core::Result<void> begin();

    const qsizetype m_piece;
};

} // namespace countersign::workflow
