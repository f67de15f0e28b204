#include "workflow/syncnow.h"

#include "ledger/roster.h"
#include "workflow/checkouts.h"
#include "workflow/receivestatement.h"
#include "workflow/recordstatement.h"
#include "workflow/syncatdesk.h"
#include "workflow/syncrun.h"
#include "workflow/watchrecord.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using sync::Fate;

namespace {

constexpr qsizetype piece = 64; // statements in one transaction of the store

Result<sync::RemoteCase> remoteCase(const Ports &ports, const core::StoredCase &stored)
{
    const auto all = ports.cases.slotsOf(stored.row.id, stored.row.team);
    if (!all)
        return tl::unexpected(all.error());
    sync::RemoteCase there{stored.row.state, ledger::readDigest(stored.digest.toLatin1()).value_or(ledger::Hash()), {}};
    for (const core::Slot &slot : *all) {
        sync::RemoteSlot one;
        if (slot.decision) {
            one.decidedBy = slot.decision->reviewer;
            one.decision = slot.decision->id;
        }
        if (slot.claim) {
            one.holder = slot.claim->holder;
            one.fence = slot.claim->fence;
            one.expires = slot.claim->expires;
        }
        there.slotsByNumber.insert(quint64(slot.slot), one);
    }
    return there;
}

Result<void> askCases(const Ports &ports, const QSet<sync::CaseKey> &keys, sync::Remote &remote)
{
    for (const sync::CaseKey &key : keys) {
        const auto stored = ports.cases.findCase(core::CaseId(key.second), {core::TeamId(key.first)});
        if (!stored)
            return tl::unexpected(stored.error());
        if (!*stored)
            continue;
        const auto there = remoteCase(ports, **stored);
        if (!there)
            return tl::unexpected(there.error());
        remote.cases.insert(key, *there);
    }
    return {};
}

Result<void> askStatements(const Ports &ports, const QList<MadeThere> &made, sync::Remote &remote)
{
    for (const MadeThere &one : made) {
        const auto index = ports.ledger.indexOf(one.statement.id);
        if (!index)
            return tl::unexpected(index.error());
        if (!*index)
            continue;
        const auto row = ports.ledger.row(**index);
        if (!row)
            return tl::unexpected(row.error());
        remote.recorded.insert(one.statement.id, row->content);
    }
    return {};
}

// Everything the plan depends on, as the store has it in this moment, and the keys and roles of that moment.
struct Seen {
    sync::Remote remote;
    ledger::Roster roster;
};
Result<Seen> seenOf(const Ports &ports, const QList<MadeThere> &made, const sync::WorkspaceLabel &label, const sync::WorkspaceSession &session)
{
    sync::Remote remote;
    remote.now = ports.clock.now();
    remote.person = label.person;
    const auto head = ports.ledger.head();
    auto roster = head ? ledger::loadRoster(ports.ledger, head->size) : Result<ledger::Roster>(tl::unexpected(head.error()));
    if (!roster)
        return tl::unexpected(roster.error());
    const auto device = ports.ledger.deviceHead(label.id, head->size);
    const auto marks = device ? marksOf(ports, session.checkout, label.id) : Result<CheckoutMarks>(tl::unexpected(device.error()));
    if (!marks)
        return tl::unexpected(marks.error());
    remote.recalled = marks->recalled;
    remote.suspended = marks->suspended;
    if (*device) {
        remote.deviceSeq = (*device)->seq;
        remote.deviceNote = (*device)->note;
        const auto row = ports.ledger.row((*device)->index);
        const auto last = row.and_then([](const ledger::LogRow &found) { return ledger::parseEntry(found.entry); }).and_then(ledger::statementOf);
        if (!last)
            return tl::unexpected(last.error());
        remote.deviceClaimed = last->by->claimed;
    }
    remote.keyRevoked = !made.isEmpty() && !roster->whyNotAllowed(made.last().statement).isEmpty();
    return askCases(ports, casesOf(made, session), remote).and_then([&] { return askStatements(ports, made, remote); }).map([&] {
        return Seen{std::move(remote), std::move(*roster)};
    });
}

Result<void> demandItsStore(const Ports &ports, const sync::WorkspaceLabel &label)
{
    const auto identity = ports.people.storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    if (!*identity || (*identity)->id != label.store)
        return fail(ErrorKind::NotAllowed, QString::fromLatin1(label.id), QStringLiteral("another-store"));
    return {};
}

class Run final : public SyncRun {
public:
    Run(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder) : SyncRun(ports, side, keyringFolder, piece) {}

private:
    Result<sync::SyncPlan> plan() override;
    Result<void> send(const QList<MadeThere> &some, SyncReport &report) override;
    Result<void> prove() override;
    Result<void> take(const QList<MadeThere> &some, sync::SyncPlan &plan);
    Result<void> takeOne(const MadeThere &made, const ledger::Roster &roster, sync::PlannedStatement &planned);
    Result<void> alarm(const MadeThere &made, const QString &cause);
    Result<void> account(const sync::SyncPlan &plan);
};

Result<sync::SyncPlan> Run::plan()
{
    return seenOf(m_ports, m_made, m_side.label(), m_session).map([this](const Seen &seen) { return planOf(m_made, seen.remote, m_session); });
}

Result<void> Run::takeOne(const MadeThere &made, const ledger::Roster &roster, sync::PlannedStatement &planned)
{
    switch (planned.fate) {
    case Fate::Held:
        return {};
    case Fate::Refused:
        return alarm(made, planned.cause);
    case Fate::Already: {
        const auto index = m_ports.ledger.indexOf(made.statement.id);
        const auto row = index && *index ? m_ports.ledger.row(**index) : fail(ErrorKind::StoreDamaged, made.statement.id.value);
        if (!row)
            return tl::unexpected(row.error());
        const auto entry = ledger::parseEntry(row->entry);
        if (!entry)
            return tl::unexpected(entry.error());
        sync::SentStatement &sent = m_session.sent[made.statement.id];
        sent = {sync::Progress::Acknowledged, row->index, row->leaf, sent.fate, sent.cause};
        return learnFate(made.statement.id, *entry, row->index);
    }
    default:
        break;
    }
    const auto checked = ledger::checkNote(roster, made.note, planned.fate == Fate::Quarantined);
    if (!checked)
        return tl::unexpected(checked.error());
    const auto received = receiveStatement(m_ports, m_side, made, planned);
    if (!received)
        return tl::unexpected(received.error());
    planned = received->planned;
    m_session.sent.insert(made.statement.id, {sync::Progress::Acknowledged, received->receipt.index, received->receipt.leaf, planned.fate, planned.cause});
    return {};
}

Result<void> Run::alarm(const MadeThere &made, const QString &cause)
{
    const QString kind = cause == u"other-bytes" ? QStringLiteral("statement-altered") : QStringLiteral("statement-refused");
    return m_ports.people.saveSecurityEvent({m_ports.clock.now(), kind, made.statement.by->actor, made.statement.id.value + u' ' + cause});
}

// The store's own account of what came.
Result<void> Run::account(const sync::SyncPlan &plan)
{
    const qsizetype recorded = plan.count(Fate::Recorded) + plan.count(Fate::Late);
    if (recorded + plan.count(Fate::Disputed) + plan.count(Fate::Quarantined) == 0)
        return {};
    const sync::WorkspaceLabel &label = m_side.label();
    const ledger::SyncDone body{label.person, label.id, quint64(plan.statements.size()), quint64(recorded), quint64(plan.count(Fate::Already)),
                                quint64(plan.count(Fate::Disputed)), quint64(plan.count(Fate::Quarantined))};
    return recordOwn(m_ports, label.store, body, m_ports.clock.now()).map([](const ledger::Receipt &) {});
}

Result<void> Run::take(const QList<MadeThere> &some, sync::SyncPlan &plan)
{
    const auto seen = seenOf(m_ports, some, m_side.label(), m_session);
    if (!seen)
        return tl::unexpected(seen.error());
    plan = planOf(some, seen->remote, m_session);
    for (qsizetype i = 0; i < some.size(); ++i)
        if (const auto taken = takeOne(some[i], seen->roster, plan.statements[i]); !taken)
            return taken;
    return account(plan);
}

Result<void> Run::send(const QList<MadeThere> &some, SyncReport &report)
{
    if (const auto marked = markSent(some); !marked)
        return marked;
    const sync::WorkspaceSession before = m_session;
    sync::SyncPlan plan;
    const auto written = m_ports.work.write([&] {
        m_session = before;
        return take(some, plan);
    });
    if (!written)
        return written;
    report.plan.statements += plan.statements;
    for (const sync::PlannedStatement &one : std::as_const(plan.statements))
        if (one.fate == Fate::Held || one.fate == Fate::Refused)
            m_session.sent.remove(one.id);
    return m_side.saveSession(m_session);
}

Result<void> Run::prove()
{
    if (const auto watched = watchRecord(m_ports, m_folder); !watched)
        return tl::unexpected(watched.error());
    bool changed = false;
    const auto read = m_ports.work.read([&]() -> Result<void> {
        const auto head = m_ports.ledger.head();
        if (!head)
            return tl::unexpected(head.error());
        for (const MadeThere &made : std::as_const(m_made)) {
            auto sent = m_session.sent.find(made.statement.id);
            if (sent == m_session.sent.end() || sent->progress != sync::Progress::Acknowledged)
                continue;
            const auto proof = ledger::inclusionProof(m_ports.ledger, sent->logIndex, head->size);
            const auto row = m_ports.ledger.row(sent->logIndex);
            if (!proof || !row)
                return tl::unexpected(proof ? row.error() : proof.error());
            const bool isThere = row->content == made.local.note && ledger::leafHash(row->entry) == sent->leaf
                && ledger::verifyInclusion(sent->logIndex, head->size, sent->leaf, *proof, head->root());
            if (!isThere)
                return fail(ErrorKind::VerificationFailed, QString::number(sent->logIndex), QStringLiteral("inclusion"));
            sent->progress = sync::Progress::Included;
            changed = true;
        }
        return {};
    });
    return read && changed ? m_side.saveSession(m_session) : read;
}

} // namespace

Result<sync::SyncPlan> planSync(const Ports &ports, const OpenWorkspace &workspace)
{
    OpenSide side(workspace);
    const auto itsOwn = demandItsStore(ports, side.label());
    const auto session = side.session();
    const auto made = side.made();
    if (!itsOwn || !session || !made)
        return tl::unexpected(!itsOwn ? itsOwn.error() : !session ? session.error() : made.error());
    if (ports.desk)
        return planAtDesk(ports, *made, side.label(), *session);
    std::optional<sync::SyncPlan> plan;
    const auto read = ports.work.read([&] {
        return seenOf(ports, *made, side.label(), *session).map([&](const Seen &seen) { plan = planOf(*made, seen.remote, *session); });
    });
    return read.map([&] { return *plan; });
}

Result<SyncReport> syncSide(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder, const ShowSync &show, std::stop_token stop)
{
    return demandItsStore(ports, side.label()).and_then([&] {
        return ports.desk ? syncAtDesk(ports, side, keyringFolder, show, stop) : Run(ports, side, keyringFolder).carryOut(show, stop);
    });
}

Result<SyncReport> syncNow(const Ports &ports, const OpenWorkspace &workspace, const QString &keyringFolder, const ShowSync &show, std::stop_token stop)
{
    OpenSide side(workspace);
    return syncSide(ports, side, keyringFolder, show, std::move(stop));
}

} // namespace countersign::workflow
