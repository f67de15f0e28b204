#include "sync/reconcile.h"

#include <algorithm>
#include <QSet>

namespace countersign::sync {

namespace {

using core::CaseState;
using ledger::Flag;

constexpr qint64 clockSecondsAllowed = 60;

CaseKey keyOf(const core::TeamId &team, const core::CaseId &id)
{
    return {team.value, id.value};
}

// Nothing where the case is as it was.
QString changeOf(const RemoteCase *there, const ledger::Hash &digest)
{
    if (!there)
        return QStringLiteral("gone");
    if (there->state == CaseState::Redacted)
        return QStringLiteral("redacted");
    if (there->state == CaseState::Withdrawn)
        return QStringLiteral("withdrawn");
    return there->digest == digest ? QString() : QStringLiteral("earlier-content");
}

// One pass over the statements; what an earlier one does to the store counts for the later ones.
class Reconciling {
public:
    Reconciling(const Remote &remote, const Baseline &baseline) : m_remote(remote), m_baseline(baseline) {}

    PlannedStatement take(const LocalStatement &statement)
    {
        PlannedStatement planned{statement.id, statement.caseId, Fate::Recorded, {}, {}, {}, statement.bytes};
        settle(statement, planned);
        if (planned.fate != Fate::Already && planned.fate != Fate::Held && planned.fate != Fate::Refused)
            noteClock(statement, planned);
        return planned;
    }

    // Why everything further from this workspace is set aside; empty where it is not.
    QString closed() const
    {
        return m_remote.suspended ? QStringLiteral("device-suspended")
            : m_remote.keyRevoked ? QStringLiteral("key-revoked")
            : m_remote.recalled   ? QStringLiteral("checkout-recalled")
                                  : QString();
    }

private:
    RemoteCase *find(const LocalStatement &statement)
    {
        const auto found = m_remote.cases.find(keyOf(statement.team, statement.caseId));
        return found == m_remote.cases.end() ? nullptr : &*found;
    }

    static void refuse(PlannedStatement &planned, Fate fate, const char *cause)
    {
        planned.fate = fate;
        planned.cause = QString::fromLatin1(cause);
        if (fate == Fate::Quarantined)
            planned.flags.append(Flag::Quarantined);
        if (fate == Fate::Disputed)
            planned.flags.append(Flag::Disputed);
    }

    void settle(const LocalStatement &statement, PlannedStatement &planned)
    {
        if (const auto there = m_remote.recorded.constFind(statement.id); there != m_remote.recorded.constEnd()) {
            if (*there != statement.note)
                return refuse(planned, Fate::Refused, "other-bytes");
            planned.fate = Fate::Already;
            return;
        }
        if (!m_remote.suspended && (m_gap || statement.deviceSeq > m_remote.deviceSeq + 1)) { // of a suspended device nothing is waited for
            m_gap = true;
            return refuse(planned, Fate::Held, "gap");
        }
        if (!continues(statement))
            return refuse(planned, Fate::Quarantined, "device-fork");
        m_remote.deviceSeq = statement.deviceSeq;
        m_remote.deviceNote = statement.note;
        if (const QString why = closed(); !why.isEmpty())
            return refuse(planned, Fate::Quarantined, why.toLatin1().constData());
        place(statement, planned);
    }

    // Two statements of one number: one of them comes from a copy. Everything after it does too, or cannot be told from it.
    bool continues(const LocalStatement &statement)
    {
        if (statement.deviceSeq == m_remote.deviceSeq + 1 && statement.previous == m_remote.deviceNote)
            return true;
        m_remote.suspended = true;
        return false;
    }

    void place(const LocalStatement &statement, PlannedStatement &planned)
    {
        RemoteCase *const there = find(statement);
        if (!there)
            return refuse(planned, Fate::Refused, "no-such-case");
        if (const QString change = changeOf(there, statement.caseDigest); !change.isEmpty())
            return dispute(*there, planned, change);
        RemoteSlot &slot = there->slotsByNumber[statement.slot];
        if (!statement.supersedes.isEmpty()) {
            if (slot.decision != statement.supersedes)
                return dispute(*there, planned, QStringLiteral("already-decided"));
            slot.decision = statement.id;
            return;
        }
        const auto &all = there->slotsByNumber;
        const bool elsewhere = std::any_of(all.begin(), all.end(), [&](const RemoteSlot &one) { return one.decidedBy == m_remote.person; });
        if (!slot.decidedBy.isEmpty() || elsewhere || there->state != CaseState::Open)
            return dispute(*there, planned, QStringLiteral("already-decided"));
        if (slot.holder != m_remote.person || slot.fence != qint64(statement.fence) || slot.expires < m_remote.now) {
            planned.fate = Fate::Late;
            planned.flags.append(Flag::Late);
        }
        slot.decidedBy = m_remote.person;
        slot.decision = statement.id;
    }

    static void dispute(const RemoteCase &there, PlannedStatement &planned, const QString &cause)
    {
        refuse(planned, Fate::Disputed, cause.toLatin1().constData());
        quint64 first = 0;
        for (auto slot = there.slotsByNumber.cbegin(); slot != there.slotsByNumber.cend(); ++slot)
            if (!slot->decision.isEmpty() && (first == 0 || slot.key() < first)) {
                first = slot.key();
                planned.against = slot->decision;
            }
    }

    // Two clocks that go right may differ a little; one that goes back does not go right.
    void noteClock(const LocalStatement &statement, PlannedStatement &planned)
    {
        const bool isBack = m_remote.deviceClaimed.isValid() && statement.claimed < m_remote.deviceClaimed;
        const bool isEarly = statement.claimed.addSecs(clockSecondsAllowed) < m_baseline.began;
        const bool isAhead = statement.claimed > m_remote.now.addSecs(clockSecondsAllowed);
        if (isEarly || isAhead || isBack)
            planned.flags.prepend(Flag::Clock);
        m_remote.deviceClaimed = statement.claimed;
    }

    Remote m_remote;
    const Baseline &m_baseline;
    bool m_gap = false;
};

} // namespace

qsizetype SyncPlan::count(Fate fate) const
{
    return std::count_if(statements.begin(), statements.end(), [fate](const PlannedStatement &one) { return one.fate == fate; });
}

qsizetype SyncPlan::toSend() const
{
    return statements.size() - count(Fate::Already) - count(Fate::Held) - count(Fate::Refused);
}

quint64 SyncPlan::bytesToSend() const
{
    quint64 bytes = 0;
    for (const PlannedStatement &one : statements)
        if (one.fate != Fate::Already && one.fate != Fate::Held && one.fate != Fate::Refused)
            bytes += one.bytes;
    return bytes;
}

SyncPlan reconcile(const QList<LocalStatement> &local, const Remote &remote, const Baseline &baseline)
{
    SyncPlan plan;
    QSet<CaseKey> decided;
    Reconciling reconciling(remote, baseline);
    for (const LocalStatement &statement : local) {
        plan.statements.append(reconciling.take(statement));
        decided.insert(keyOf(statement.team, statement.caseId));
    }
    plan.closed = reconciling.closed();
    for (const CheckedOutCase &one : baseline.cases) {
        const auto there = remote.cases.constFind(keyOf(one.team, one.caseId));
        const RemoteCase *const now = there == remote.cases.constEnd() ? nullptr : &*there;
        QString cause = changeOf(now, one.digest);
        if (decided.contains(keyOf(one.team, one.caseId)) && cause != u"redacted") // its texts have to go from here too
            continue;
        if (cause.isEmpty() && !now->slotsByNumber.value(one.slot).decidedBy.isEmpty())
            cause = QStringLiteral("already-decided");
        if (!cause.isEmpty())
            plan.changed.append({one.team, one.caseId, cause});
    }
    return plan;
}

} // namespace countersign::sync
