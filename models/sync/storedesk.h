// What a store that decides by itself does for those who work away from it. Others have none: there the workflow does it through the ordinary ports.
#pragma once

#include "core/blobrepository.h"
#include "core/caserepository.h"
#include "sync/reconcile.h"

namespace countersign::sync {

// What a check-out has to say of a case that was asked for, or why it cannot be taken along.
struct OfferedCase {
    core::CaseId caseId;
    quint64 version = 1;
    ledger::Hash digest;
    quint64 fence = 0;
    quint64 slot = 1;
    std::optional<core::Error> refused;
};
struct Offer {
    QDateTime now;                       // the store's clock
    QList<OfferedCase> cases;
};

// A check-out as the store has it.
struct KnownCheckout {
    core::StatementId statement;
    quint64 logIndex = 0;
    core::TeamId team;
    core::PersonId actor;
    QString actorName;
    QDateTime arrived;
    QDateTime until;
    QList<core::CaseId> cases;
    qsizetype held = 0;        // of them, still claimed under it
    bool recalled = false;
};

struct LogPlace {
    quint64 index = 0;
    QByteArray entry;
};
struct ViewQuestion {
    QByteArray device;
    core::StatementId checkout;
    std::optional<ledger::Hash> key;     // that signed last there
    core::TeamId keyTeam;
    QList<core::StatementId> statements;
    QList<CaseKey> cases;
};

struct Arriving {
    QByteArray note;
    QList<core::StoredBlob> blobs;       // all that it names
};

// A case as somebody takes it along.
struct CaseCopy {
    core::StoredCase stored;
    QList<core::Claim> claims;           // of that person on its seats, also expired ones that nobody re-took
    std::optional<core::Draft> draft;
};

// PORT. One thread.
class StoreDesk {
public:
    virtual ~StoreDesk() = default;
    // Inside UnitOfWork::write, before the check-out is signed: the cases stay locked until its end.
    virtual core::Result<Offer> offer(const core::TeamId &team, const QList<core::CaseId> &cases) = 0;
    // Those that are there and may be seen, in the same few questions however many there are.
    virtual core::Result<QHash<core::CaseId, CaseCopy>> copies(const QList<core::TeamId> &teams, const QList<core::CaseId> &cases,
                                                               const core::PersonId &person) = 0;
    // Of those that are there, the first, and as many more as begin before `bytes` of content.
    virtual core::Result<QList<core::StoredBlob>> blobs(const QStringList &digests, qint64 bytes) = 0;
    virtual core::Result<quint64> bytesOf(const QStringList &digests) = 0;
    // All that a plan depends on, in one question.
    virtual core::Result<Remote> view(const ViewQuestion &question) = 0;
    // Inside UnitOfWork::write. What became of each, decided by the store; in their order.
    virtual core::Result<QList<PlannedStatement>> takeIn(const QByteArray &device, const QList<Arriving> &statements) = 0;
    // Those that have a place in the log; outside of a transaction what waits is moved into it first.
    virtual core::Result<QHash<core::StatementId, LogPlace>> places(const QList<core::StatementId> &statements) = 0;
    // What is still in hand under this check-out is free again.
    virtual core::Result<void> giveBack(const core::StatementId &checkout) = 0;
    // One's own, and all of a team for its supervisors; the newest first.
    virtual core::Result<QList<KnownCheckout>> checkouts() = 0;
};

} // namespace countersign::sync
