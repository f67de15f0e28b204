#include "workflow/settlingcase.h"

#include "workflow/opencase.h"

namespace countersign::workflow {

using core::fail;
using core::Result;

bool approves(core::Verdict verdict)
{
    return verdict == core::Verdict::Approve || verdict == core::Verdict::Edit;
}

// The decisions a release stands on: this one and, where two agree, the other's.
QList<core::StatementId> Settling::releasing(const core::StatementId &id) const
{
    QList<core::StatementId> ids{id};
    for (qsizetype i = 0; i < slotList.size(); ++i)
        if (i != mine && slot().stage != core::Stage::Resolution && slotList[i].stage != core::Stage::Resolution && slotList[i].decision
            && approves(slotList[i].decision->verdict))
            ids.append(slotList[i].decision->id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

namespace {

Result<std::optional<core::SignedVerdict>> verdictOf(const Ports &ports, const core::Slot &slot)
{
    if (!slot.decision)
        return std::optional<core::SignedVerdict>();
    const auto outcome = loadText(ports, slot.decision->outcomeBlob);
    if (!outcome)
        return tl::unexpected(outcome.error());
    return core::SignedVerdict{slot.decision->verdict, outcome->value_or(QByteArray())};
}

// A dispute about what was released already: that is taken back, and what the third person decided stands in its place.
Result<void> takeBackFirst(Settling &d)
{
    if (d.ports.offline)
        return {};
    return d.ports.decisions.standingRelease(d.stored.row.id, {d.stored.row.team}).map([&](const std::optional<core::ReleaseRow> &standing) {
        d.settlement.recall = d.settlement.recall || standing.has_value();
    });
}

} // namespace

Result<void> settleCase(Settling &d)
{
    QList<std::optional<core::SignedVerdict>> others;
    if (d.slot().stage != core::Stage::Resolution) {
        for (qsizetype i = 0; i < d.slotList.size(); ++i) {
            if (i == d.mine || d.slotList[i].stage == core::Stage::Resolution)
                continue;
            const auto verdict = verdictOf(d.ports, d.slotList[i]);
            if (!verdict)
                return tl::unexpected(verdict.error());
            others.append(*verdict);
        }
    }
    const bool supersedes = !d.supersedes.isEmpty();
    if (supersedes && d.stored.row.state == core::CaseState::Open) // signed, and not decided before the other one is
        return fail(core::ErrorKind::MoveNotAllowed, d.stored.row.id.value, QStringLiteral("one-of-two"));
    auto settled = core::settle(d.stored.row.state, d.slot().stage, {d.verdict, d.outcomeBytes}, others, d.stored.route, supersedes);
    if (!settled) {
        core::Error error = settled.error();
        error.where = d.stored.row.id.value;
        return tl::unexpected(error);
    }
    d.settlement = *settled;
    if (d.ports.offline && d.settlement.state == core::CaseState::Released)
        d.settlement = {core::CaseState::Held, false, false, false};
    return d.slot().stage == core::Stage::Resolution && !supersedes ? takeBackFirst(d) : Result<void>();
}

core::DecisionRow rowOf(const ledger::Statement &statement, const core::StoredCase &stored, const QDateTime &arrived, bool late)
{
    const auto &body = std::get<ledger::Decision>(statement.body);
    core::DecisionRow row;
    row.id = statement.id;
    row.caseId = body.ref.caseId;
    row.team = body.ref.team;
    row.version = int(body.ref.version);
    row.slot = int(body.slot);
    row.stage = body.stage;
    row.verdict = body.verdict;
    row.reviewer = statement.by->actor;
    row.reviewerName = statement.by->name;
    row.kind = stored.row.kind;
    row.reasons = body.reasons;
    row.rationaleBlob = body.rationale ? digestString(*body.rationale) : QString();
    row.outcomeBlob = body.outcome ? digestString(*body.outcome) : QString();
    row.supersedes = body.supersedes;
    row.meaning = statement.by->meaning;
    row.claimedAt = statement.by->claimed;
    row.arrived = arrived;
    row.late = late;
    return row;
}

ledger::Dispute disputeOf(const ledger::CaseRef &ref, const QString &cause, const core::StatementId &id, const QList<core::Slot> &slotList)
{
    ledger::Dispute dispute{ref, cause, {id}};
    for (const core::Slot &slot : slotList)
        if (slot.decision)
            dispute.decisions.append(slot.decision->id);
    return dispute;
}

Result<QList<ledger::Body>> consequences(const Settling &d, const core::StatementId &id, std::optional<core::ReleaseRow> &recalled)
{
    QList<ledger::Body> bodies;
    if (d.ports.offline)
        return bodies;
    if (d.late)
        bodies.append(ledger::ClaimExpiredDecided{d.ref(), id, d.actor, quint64(d.slot().claim->fence), d.slot().claim->expires});
    if (d.settlement.state == core::CaseState::Disputed)
        bodies.append(disputeOf(d.ref(), QStringLiteral("slots-differ"), id, d.slotList));
    if (d.settlement.recall) {
        const auto standing = d.ports.decisions.standingRelease(d.stored.row.id, {d.stored.row.team});
        if (!standing)
            return tl::unexpected(standing.error());
        recalled = *standing;
        if (recalled)
            bodies.append(ledger::Recall{d.ref(), recalled->seq, {id}, {}, {}});
    }
    if (d.settlement.release)
        bodies.append(ledger::Release{d.ref(), *ledger::readDigest(d.stored.digest.toLatin1()), *d.outcome,
                                      {quint64(d.stored.route.policyVersion), d.stored.route.rule}, d.releasing(id)});
    return bodies;
}

Result<void> saveReleases(const Settling &d, const QList<ledger::MadeEntry> &entries, const QList<ledger::Receipt> &receipts, const core::StatementId &id,
                          const std::optional<core::ReleaseRow> &recalled)
{
    core::ReleaseRow row;
    row.caseId = d.stored.row.id;
    row.team = d.stored.row.team;
    row.policyVersion = d.stored.route.policyVersion;
    row.rule = d.stored.route.rule;
    row.decisions = d.releasing(id);
    row.form = d.suggestion.content.form;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        row.seq = receipts[i].index;
        row.recall = entries[i].entry.kind == ledger::StatementKind::Recall;
        if (!row.recall && entries[i].entry.kind != ledger::StatementKind::Release)
            continue;
        row.ofSeq = row.recall ? std::optional<quint64>(recalled->seq) : std::nullopt;
        row.outcomeBlob = row.recall ? recalled->outcomeBlob : digestString(*d.outcome);
        if (const auto added = d.ports.decisions.addRelease(row); !added)
            return added;
    }
    return {};
}

Result<void> openResolution(const Ports &ports, const core::CaseId &id, const core::TeamId &team, const QList<core::Slot> &slotList)
{
    const bool hasFree = std::any_of(slotList.begin(), slotList.end(), [](const core::Slot &slot) {
        return slot.stage == core::Stage::Resolution && !slot.decision;
    });
    return hasFree ? Result<void>() : ports.cases.addSlot(id, team, slotList.last().slot + 1, core::Stage::Resolution);
}

Result<void> saveSettlement(const Settling &d)
{
    const core::CaseId &id = d.stored.row.id;
    const core::TeamId &team = d.stored.row.team;
    if (d.settlement.state != d.stored.row.state)
        if (const auto set = d.ports.cases.setState(id, team, d.settlement.state); !set)
            return set;
    if (d.settlement.opensResolution)
        if (const auto opened = openResolution(d.ports, id, team, d.slotList); !opened)
            return opened;
    return d.ports.cases.removeDraft(id, d.actor);
}

} // namespace countersign::workflow
