#include "workflow/receivestatement.h"

#include "workflow/opencase.h"
#include "workflow/settlingcase.h"
#include "workflow/signing.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using sync::Fate;

namespace {

class Receiving {
public:
    Receiving(const Ports &ports, WorkspaceSide &side, const MadeThere &made, const sync::PlannedStatement &planned)
        : m_ports(ports), m_side(side), m_made(made), m_body(std::get<ledger::Decision>(made.statement.body)), m_received{planned, {}}
    {
    }

    Result<Received> carryOut()
    {
        return findCase().and_then([&] { return takeBlobs(); }).and_then([&] { return place(); }).map([&] { return m_received; });
    }

private:
    Result<void> takeBlobs();
    Result<void> findCase();
    Result<void> place();
    Result<void> record();
    Result<void> settle(Settling &settling);
    Result<void> append(Settling &settling);
    Result<void> setAside();
    Result<void> openDispute();
    Result<void> suspend();
    Result<ledger::MadeEntry> entry() const;
    ledger::CaseRef ref() const { return m_body.ref; }

    const Ports &m_ports;
    WorkspaceSide &m_side;
    const MadeThere &m_made;
    const ledger::Decision &m_body;
    Received m_received;
    core::StoredCase m_stored;
    QList<core::Slot> m_slots;
};

// The texts of a case that was redacted meanwhile do not come back with what was written about it.
Result<void> Receiving::takeBlobs()
{
    if (m_stored.row.state == core::CaseState::Redacted)
        return {};
    for (const auto &digest : {m_body.outcome, m_body.rationale, m_body.contact, m_body.firstAnswer}) {
        if (!digest)
            continue;
        const auto there = m_ports.blobs.loadBlob(digestString(*digest));
        if (!there)
            return tl::unexpected(there.error());
        if (*there)
            continue;
        const auto blob = m_side.loadBlob(digestString(*digest));
        if (!blob)
            return tl::unexpected(blob.error());
        if (!*blob || !isIntact(**blob))
            return fail(ErrorKind::StoreDamaged, m_made.statement.id.value, QStringLiteral("blob"));
        if (const auto saved = m_ports.blobs.saveBlob(**blob); !saved)
            return saved;
    }
    return {};
}

Result<void> Receiving::findCase()
{
    const auto stored = m_ports.cases.findCase(ref().caseId, {ref().team});
    const auto all = m_ports.cases.slotsOf(ref().caseId, ref().team);
    if (!stored || !all)
        return tl::unexpected(stored ? all.error() : stored.error());
    if (!*stored)
        return fail(ErrorKind::NoSuchCase, ref().caseId.value);
    m_stored = **stored;
    m_slots = *all;
    return {};
}

Result<ledger::MadeEntry> Receiving::entry() const
{
    return ledger::signedEntry(m_made.note, m_ports.clock.now(), m_ports.session, m_received.planned.flags).and_then([&](ledger::Entry made) {
        return ledger::entryOf(m_made.statement, std::move(made));
    });
}

Result<void> Receiving::place()
{
    const bool records = m_received.planned.fate == Fate::Recorded || m_received.planned.fate == Fate::Late;
    return records ? record() : setAside();
}

// What the store would not have let be signed under this route is not taken for a decision.
Result<void> Receiving::record()
{
    const bool isRouted = m_body.policy == ledger::PolicyRef{quint64(m_stored.route.policyVersion), m_stored.route.rule};
    Settling settling{m_ports, m_made.statement.store, m_made.statement.by->actor, m_stored, {}, m_slots, -1, m_body.verdict,
                      m_body.supersedes, m_body.outcome, {}, {}, m_received.planned.fate == Fate::Late};
    for (qsizetype i = 0; i < m_slots.size(); ++i)
        if (quint64(m_slots[i].slot) == m_body.slot && m_slots[i].stage == m_body.stage)
            settling.mine = i;
    if (!isRouted || settling.mine < 0 || !satisfies(m_made.statement.by->auth, m_stored.route.signingMode)) {
        m_received.planned = {m_made.statement.id, ref().caseId, Fate::Quarantined, QStringLiteral("policy"), {ledger::Flag::Quarantined}, {}, 0};
        return setAside();
    }
    auto &claim = settling.slotList[settling.mine].claim;
    if (settling.late && (!claim || claim->holder != settling.actor || quint64(claim->fence) != m_body.claim)) { // given back, or somebody else's by now
        const QDateTime now = m_ports.clock.now();
        claim = core::Claim{ref().caseId, ref().team, int(ref().version), int(m_body.slot), m_body.stage, settling.actor, qint64(m_body.claim), now, {}};
    }
    const auto settled = settle(settling);
    if (settled)
        return append(settling);
    if (settled.error().kind != ErrorKind::MoveNotAllowed && settled.error().kind != ErrorKind::PolicyUnmet)
        return settled;
    m_received.planned.fate = Fate::Disputed;
    m_received.planned.cause = QStringLiteral("already-decided");
    m_received.planned.flags = {ledger::Flag::Disputed};
    return setAside();
}

Result<void> Receiving::settle(Settling &settling)
{
    auto laid = layCase(m_ports, m_stored);
    if (!laid)
        return tl::unexpected(laid.error());
    settling.suggestion = std::move(laid->record.suggestion);
    if (m_body.outcome) {
        const auto outcome = loadText(m_ports, digestString(*m_body.outcome));
        if (!outcome)
            return tl::unexpected(outcome.error());
        settling.outcomeBytes = outcome->value_or(QByteArray());
    }
    return settleCase(settling);
}

Result<void> Receiving::append(Settling &settling)
{
    const auto made = entry();
    if (!made)
        return tl::unexpected(made.error());
    std::optional<core::ReleaseRow> recalled;
    const auto following = consequences(settling, m_made.statement.id, recalled).and_then([&](QList<ledger::Body> bodies) {
        return ownEntries(std::move(bodies), settling.store, m_ports.clock.now(), m_ports.session);
    });
    if (!following)
        return tl::unexpected(following.error());
    if (const auto saved = saveSettlement(settling); !saved)
        return saved;
    const QList<ledger::MadeEntry> entries = QList<ledger::MadeEntry>{*made} + *following;
    const auto receipts = ledger::append(m_ports.ledger, entries);
    if (!receipts)
        return tl::unexpected(receipts.error());
    m_received.receipt = receipts->first();
    core::DecisionRow row = rowOf(m_made.statement, m_stored, made->entry.arrived, settling.late);
    row.logIndex = receipts->first().index;
    const auto &claim = settling.slot().claim;
    if (claim && claim->holder == settling.actor && m_body.supersedes.isEmpty() && claim->since.isValid())
        row.tookMilliseconds = std::max<qint64>(0, claim->since.msecsTo(row.claimedAt));
    const core::Claim seat{ref().caseId, ref().team, int(ref().version), int(m_body.slot), m_body.stage, settling.actor, 0, {}, {}};
    if (m_body.firstAnswer)
        if (const auto saved = m_ports.cases.saveFirstAnswer(seat, digestString(*m_body.firstAnswer), row.claimedAt); !saved)
            return saved;
    return m_ports.decisions.addDecision(row).and_then([&] { return saveReleases(settling, entries, *receipts, m_made.statement.id, recalled); });
}

// Beside what stands: in the log, with its texts, and shown; moving nothing by itself.
Result<void> Receiving::setAside()
{
    const auto made = entry();
    const auto receipt = made ? ledger::append(m_ports.ledger, *made) : Result<ledger::Receipt>(tl::unexpected(made.error()));
    if (!receipt)
        return tl::unexpected(receipt.error());
    m_received.receipt = *receipt;
    core::DecisionRow row = rowOf(m_made.statement, m_stored, made->entry.arrived, false);
    row.logIndex = receipt->index;
    row.stands = false;
    if (const auto added = m_ports.decisions.addDecision(row); !added)
        return added;
    if (m_received.planned.fate == Fate::Disputed)
        return openDispute();
    return m_received.planned.cause == u"device-fork" ? suspend() : Result<void>();
}

Result<void> Receiving::openDispute()
{
    const ledger::Statement &made = m_made.statement;
    return bringBeforeThird(m_ports, made.store, ref(), m_stored.row.state, m_received.planned.cause, made.id, made.by->actor);
}

Result<void> Receiving::suspend()
{
    const QDateTime now = m_ports.clock.now();
    const ledger::Finding finding{ref().team, core::newStatementId(now.toMSecsSinceEpoch()), QStringLiteral("opened"),
                                  suspendedSubject(m_made.statement.by->device), ref().caseId, m_made.statement.id, {}, {}};
    const auto receipt = recordOwn(m_ports, m_made.statement.store, finding, now);
    if (!receipt)
        return tl::unexpected(receipt.error());
    return m_ports.people.saveSecurityEvent({now, QStringLiteral("workspace-copied"), m_made.statement.by->actor, QString::fromLatin1(m_made.statement.by->device)});
}

} // namespace

Result<void> bringBeforeThird(const Ports &ports, const core::StoreId &store, const ledger::CaseRef &ref, core::CaseState state, const QString &cause,
                              const core::StatementId &id, const core::PersonId &signer)
{
    const auto slotList = ports.cases.slotsOf(ref.caseId, ref.team);
    if (!slotList)
        return tl::unexpected(slotList.error());
    const auto receipt = recordOwn(ports, store, disputeOf(ref, cause, id, *slotList), ports.clock.now());
    if (!receipt)
        return tl::unexpected(receipt.error());
    core::Person whoever;
    whoever.id = signer;
    [[maybe_unused]] const auto freed = ports.cases.releaseClaim(ref.caseId, whoever); // whoever disagrees does not settle it
    if (!core::allowed(state, core::Move::Disagree, core::CaseState::Disputed))
        return {}; // disputed already, escalated, or final
    // Nobody is at it any more: it waits for a third person now.
    return ports.cases.setState(ref.caseId, ref.team, core::CaseState::Disputed)
        .and_then([&] { return ports.cases.dropClaims(ref.caseId, ref.team); })
        .and_then([&] { return openResolution(ports, ref.caseId, ref.team, *slotList); });
}

QString suspendedSubject(const QByteArray &device)
{
    return QStringLiteral("device.suspended:") + QString::fromLatin1(device);
}

Result<Received> receiveStatement(const Ports &ports, WorkspaceSide &side, const MadeThere &made, const sync::PlannedStatement &planned)
{
    return Receiving(ports, side, made, planned).carryOut();
}

} // namespace countersign::workflow
