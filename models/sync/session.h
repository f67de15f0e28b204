// What a workspace knows of its check-out, and how far each of its statements has come (FORMAT.md, "Session"). Values.
#pragma once

#include "core/decision.h"
#include "core/knowncases.h"
#include "ledger/attestation.h"
#include "sync/cellstorage.h"

#include <QHash>

namespace countersign::sync {

struct CheckedOutCase {
    core::TeamId team;
    core::CaseId caseId;
    quint64 version = 1;
    ledger::Hash digest;
    quint64 fence = 0;
    quint64 slot = 1;
    bool operator==(const CheckedOutCase &) const = default;
};

// Made: on disk here, and nowhere else. A statement that is made has no row.
enum class Progress { Sent, Acknowledged, Included };
struct SentStatement;
QByteArray progressName(const std::optional<SentStatement> &sent); // "made" where there is none
// What the store made of a statement.
enum class Fate { Already, Recorded, Late, Disputed, Quarantined, Held, Refused };
QByteArray fateName(Fate fate);
std::optional<Fate> fateFromName(QByteArrayView name);

struct SentStatement {
    Progress progress = Progress::Sent;
    quint64 logIndex = 0;       // from Acknowledged on
    ledger::Hash leaf;
    Fate fate = Fate::Recorded; // Already: it is there, and what became of it then is not known
    QString cause{};            // why, as PlannedStatement::cause; empty: nothing to say, or not known
    bool operator==(const SentStatement &) const = default;
};

struct WorkspaceSession {
    QString origin;             // how the store was named
    core::StatementId checkout;
    bool ready = false;         // every case has been copied
    QDateTime until;
    QDateTime began;
    ledger::Basis basis;
    QList<CheckedOutCase> cases;
    QHash<core::StatementId, SentStatement> sent;
    QString closed{};            // why the store sets aside what is signed in it from now on, as it said last (SyncPlan::closed); empty: it does not
    bool operator==(const WorkspaceSession &) const = default;
};

// BadValue for what cannot be written.
core::Result<QByteArray> write(const WorkspaceSession &session);
// Malformed.
core::Result<WorkspaceSession> parseSession(QByteArrayView text);

// PORT: what a workspace can do besides what every store can. One thread.
class WorkspaceDesk {
public:
    virtual ~WorkspaceDesk() = default;
    virtual const WorkspaceLabel &label() const = 0;
    virtual core::Result<WorkspaceSession> session() = 0;
    // On disk when it returns, or with the transaction it is called in.
    virtual core::Result<void> saveSession(const WorkspaceSession &session) = 0;
    // From any thread: a case with the claim under which it comes along, made ready for placeCases. BadValue, DuplicateId.
    virtual core::Result<std::shared_ptr<const core::ReadyCase>> ready(const core::NewCase &newCase, const core::Claim &claim) const = 0;
    // Inside UnitOfWork::write: those that are not there yet; DuplicateId.
    virtual core::Result<void> placeCases(const QList<std::shared_ptr<const core::ReadyCase>> &cases) = 0;
    // Outside of it: every cell written anew from what is there now; what was removed or written over leaves the file.
    virtual core::Result<void> rewrite() = 0;
};

} // namespace countersign::sync
