#include "workflow/release.h"

#include "workflow/opencase.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

bool standsBehindAnOutcome(const std::optional<core::DecisionRow> &decision)
{
    return decision && (decision->verdict == core::Verdict::Approve || decision->verdict == core::Verdict::Edit);
}

// The decisions a held case waits on: the resolution's alone where there is one, else those of all review slots.
QList<core::DecisionRow> standingDecisions(const QList<core::Slot> &all)
{
    QList<core::DecisionRow> decisions;
    for (const core::Slot &slot : all) {
        if (!standsBehindAnOutcome(slot.decision))
            continue;
        if (slot.stage == core::Stage::Resolution)
            decisions.clear();
        decisions.append(*slot.decision);
    }
    return decisions;
}

Result<core::Content::Form> formOf(const Ports &ports, const core::StoredCase &held)
{
    const core::Person system{{}, {}, {}, {{core::Role::Auditor, held.row.team}}, false};
    const auto desk = layCase(ports, held.row.id, system);
    if (!desk)
        return tl::unexpected(desk.error());
    return desk->record.suggestion.content.form;
}

// Where there is a sequencer it releases what is due; a workspace releases nothing.
bool isReleasedElsewhere(const Ports &ports)
{
    return ports.offline || ports.ledger.sequencesLater();
}

} // namespace

Result<bool> releaseIfDue(const Ports &ports, const core::StoredCase &held)
{
    if (held.row.state != core::CaseState::Held || isReleasedElsewhere(ports))
        return false;
    const auto all = ports.cases.slotsOf(held.row.id, held.row.team);
    if (!all)
        return tl::unexpected(all.error());
    const QList<core::DecisionRow> decisions = standingDecisions(*all);
    if (decisions.isEmpty())
        return fail(ErrorKind::StoreDamaged, held.row.id.value, QStringLiteral("held"));
    const core::DecisionRow &last = *std::max_element(decisions.begin(), decisions.end(), [](const auto &a, const auto &b) { return a.logIndex < b.logIndex; });
    const QDateTime now = ports.clock.now();
    if (last.arrived.addSecs(held.route.windowSeconds) > now)
        return false;

    const auto form = formOf(ports, held);
    const auto identity = ports.people.storeIdentity();
    const auto outcome = ledger::readDigest(last.outcomeBlob.toLatin1());
    const auto digest = ledger::readDigest(held.digest.toLatin1());
    if (!form)
        return tl::unexpected(form.error());
    if (!identity || !*identity || !outcome || !digest)
        return fail(ErrorKind::StoreDamaged, held.row.id.value, QStringLiteral("held"));
    QList<core::StatementId> ids;
    for (const core::DecisionRow &decision : decisions)
        ids.append(decision.id);
    const ledger::Release release{{held.row.team, held.row.id, quint64(held.row.version)}, *digest, *outcome,
                                  {quint64(held.route.policyVersion), held.route.rule}, ids};
    const auto receipt = recordOwn(ports, (*identity)->id, release, now);
    if (!receipt)
        return tl::unexpected(receipt.error());
    std::sort(ids.begin(), ids.end());
    return ports.decisions
        .addRelease({receipt->index, held.row.id, held.row.team, false, {}, last.outcomeBlob, *form, held.route.policyVersion, held.route.rule, ids})
        .and_then([&] { return ports.cases.setState(held.row.id, held.row.team, core::CaseState::Released); })
        .map([] { return true; });
}

Result<int> releaseDue(const Ports &ports)
{
    if (isReleasedElsewhere(ports))
        return 0;
    const auto everybody = readingPerson(ports);
    if (!everybody)
        return tl::unexpected(everybody.error());
    core::QueueFilter filter;
    filter.teams = everybody->teams();
    filter.states = {core::CaseState::Held};
    const auto keys = ports.cases.queueKeys(filter);
    if (!keys)
        return tl::unexpected(keys.error());
    if (keys->isEmpty())
        return 0;
    int released = 0;
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto rows = ports.cases.queueRows(*keys, {});
        if (!rows)
            return tl::unexpected(rows.error());
        for (const core::QueueRow &row : *rows) {
            const auto stored = ports.cases.findCase(row.id, {row.team});
            if (!stored)
                return tl::unexpected(stored.error());
            const auto done = *stored ? releaseIfDue(ports, **stored) : Result<bool>(false);
            if (!done)
                return tl::unexpected(done.error());
            released += *done ? 1 : 0;
        }
        return {};
    });
    if (!written)
        return tl::unexpected(written.error());
    return released;
}

} // namespace countersign::workflow
