// ProjectionReplay: what the tables say at the end, against what was replayed.
#include "ledger/text.h"
#include "workflow/projectionreplay.h"
#include "workflow/readings.h"

namespace countersign::workflow {

using core::CaseState;
using core::ErrorKind;
using core::Result;
using ledger::FirstBad;

namespace {

constexpr qsizetype rowsAtOnce = 1000;
constexpr qint64 foundedWithin = 60'000; // milliseconds between the row of the store and its first entry

// Keeps what belongs to the earliest entry.
class Earliest {
public:
    void note(quint64 seq, const QString &why)
    {
        if (!why.isEmpty() && (!m_first || seq < m_first->seq))
            m_first = FirstBad{seq, why};
    }
    void note(const std::optional<FirstBad> &bad)
    {
        if (bad)
            note(bad->seq, bad->why);
    }
    const std::optional<FirstBad> &first() const { return m_first; }

private:
    std::optional<FirstBad> m_first;
};

Result<qint64> releaseRows(const Ports &ports, const QList<core::TeamId> &teams)
{
    std::optional<quint64> after;
    for (qint64 count = 0;;) {
        const auto rows = ports.decisions.releases(teams, after, rowsAtOnce);
        if (!rows)
            return tl::unexpected(rows.error());
        count += rows->size();
        if (rows->size() < rowsAtOnce)
            return count;
        after = rows->last().seq;
    }
}

// Whether it stands no longer for what a third person decided afterwards.
Result<bool> isSettledOtherwise(const Ports &ports, const core::DecisionRow &row)
{
    core::DecisionFilter filter;
    filter.teams = {row.team};
    filter.caseId = row.caseId;
    return ports.decisions.decisions(filter)
        .and_then([&](const QList<core::DecisionRow> &all) { return settlementOf(ports, row, all); })
        .map([](const std::optional<LaterSettlement> &settled) { return settled && !settled->agrees; });
}

QString differing(const QString &what, const QMap<QString, qint64> &found, const QMap<QString, qint64> &expected)
{
    QMap<QString, qint64> all = expected;
    for (auto one = found.cbegin(); one != found.cend(); ++one)
        all.insert(one.key(), expected.value(one.key()));
    for (auto one = all.cbegin(); one != all.cend(); ++one)
        if (found.value(one.key()) != one.value())
            return QStringLiteral("%1 %2: %3, not %4").arg(what, one.key()).arg(found.value(one.key())).arg(one.value());
    return {};
}

} // namespace

// What is absent must have been redacted, and what was redacted must be absent.
std::optional<FirstBad> ProjectionReplay::compareBlobs() const
{
    Earliest earliest;
    for (auto blob = m_absent.cbegin(); blob != m_absent.cend(); ++blob)
        if (!m_redacted.contains(blob.key()))
            earliest.note(blob.value(), QStringLiteral("blob-missing"));
    for (auto blob = m_redacted.cbegin(); blob != m_redacted.cend(); ++blob) {
        const auto there = m_ports.blobs.loadBlob(blob.key());
        if (!there || *there)
            earliest.note(blob.value(), QStringLiteral("redacted-blob"));
    }
    return earliest.first();
}

// Which slots there are, who signed in them, and what stands there.
Result<QString> ProjectionReplay::wrongSlots(const core::CaseId &id, const Case &known) const
{
    const QString wrong = QStringLiteral("case-slots ") + id.value;
    const auto kept = core::columnsOf(m_ports.cases).seats(id, known.team);
    const auto shown = m_ports.cases.slotsOf(id, known.team);
    for (const core::Error *error : {kept ? nullptr : &kept.error(), shown ? nullptr : &shown.error()})
        if (error)
            return error->kind == ErrorKind::StoreDamaged ? Result<QString>(wrong) : tl::unexpected(*error);
    if (kept->size() != known.seats.size() || shown->size() != known.seats.size())
        return wrong;
    for (qsizetype i = 0; i < known.seats.size(); ++i) {
        const Seat &seat = known.seats[i];
        const auto &decision = shown->at(i).decision;
        const std::optional<quint64> index = decision ? std::optional(decision->logIndex) : std::nullopt;
        const bool mayBeVeiled = !seat.decision && m_ports.ledger.withholds(); // another's, who decides without seeing this
        if (kept->at(i).slot != seat.slot || kept->at(i).stage != seat.stage || index != seat.decision
            || (kept->at(i).decidedBy != seat.decidedBy && !mayBeVeiled))
            return wrong;
    }
    return QString();
}

Result<QString> ProjectionReplay::wrongCase(const core::CaseId &id, const Case &known)
{
    const auto stored = m_ports.cases.findCase(id, {known.team});
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return QStringLiteral("state %1: none, not %2").arg(id.value, core::stateName(known.state));
    const core::QueueRow &row = (*stored)->row;
    if (core::awaitsDecision(known.state))
        ++m_waitingByKind[row.kind];
    if (row.state != known.state)
        return QStringLiteral("state %1: %2, not %3").arg(id.value, core::stateName(row.state), core::stateName(known.state));
    if (quint64(row.version) != known.version)
        return QStringLiteral("case-version %1: %2, not %3").arg(id.value).arg(row.version).arg(known.version);
    if (m_depth != VerifyDepth::Everything)
        return QString();
    if (known.state == CaseState::Redacted && row.title != id.value)
        return QStringLiteral("case-columns ") + id.value;
    return wrongSlots(id, known);
}

// The row of the store itself, and that no policy is in force which nobody signed.
Result<std::optional<FirstBad>> ProjectionReplay::wrongStore() const
{
    const auto identity = m_ports.people.storeIdentity();
    const auto policy = m_ports.people.currentPolicy();
    if (!identity || !policy)
        return tl::unexpected(!identity ? identity.error() : policy.error());
    Earliest earliest;
    const core::StoreIdentity &founded = m_founding.identity;
    if (!*identity || (*identity)->id != founded.id || ledger::normalised((*identity)->name) != founded.name
        || std::abs((*identity)->created.msecsTo(founded.created)) > foundedWithin)
        earliest.note(0, QStringLiteral("store-row"));
    if (m_founding.newestPolicy != (*policy ? quint64((*policy)->version) : 0))
        earliest.note(m_founding.policyIndex, QStringLiteral("policy-row %1").arg(*policy ? (*policy)->version : 0));
    return earliest.first();
}

// How many rows there are, and which of them are said to stand.
Result<std::optional<FirstBad>> ProjectionReplay::wrongDecisions(const QList<core::TeamId> &teams) const
{
    Earliest earliest;
    core::DecisionFilter filter;
    filter.teams = teams;
    filter.newestFirst = true;
    filter.limit = rowsAtOnce;
    for (qint64 count = 0;;) {
        const auto rows = m_ports.decisions.decisions(filter);
        if (!rows)
            return tl::unexpected(rows.error());
        count += rows->size();
        for (const core::DecisionRow &row : *rows) {
            if (row.stands != m_fallen.contains(row.logIndex))
                continue;
            const auto otherwise = row.stands ? Result<bool>(false) : isSettledOtherwise(m_ports, row);
            if (!otherwise)
                return tl::unexpected(otherwise.error());
            if (!*otherwise)
                earliest.note(row.logIndex, QStringLiteral("decision-row"));
        }
        if (rows->size() < rowsAtOnce) {
            if (count != m_decisions)
                earliest.note(0, QStringLiteral("decision-rows: %1, not %2").arg(count).arg(m_decisions));
            return earliest.first();
        }
        filter.before = rows->last().logIndex;
    }
}

Result<QString> ProjectionReplay::wrongCounts(const QList<core::TeamId> &teams) const
{
    const auto counts = m_ports.cases.queueCounts(teams, {});
    if (!counts)
        return tl::unexpected(counts.error());
    QMap<QString, qint64> byState;
    for (const Case &known : m_cases)
        ++byState[core::stateName(known.state)];
    const QString wrong = differing(QStringLiteral("case-rows"), counts->byState, byState);
    return wrong.isEmpty() ? differing(QStringLiteral("case-rows"), counts->byKind, m_waitingByKind) : wrong;
}

Result<std::optional<FirstBad>> ProjectionReplay::compareStates()
{
    const auto people = m_people.compare(m_ports.people);
    const auto store = wrongStore();
    if (!people || !store)
        return !people ? people : store;
    Earliest earliest;
    earliest.note(compareBlobs());
    earliest.note(*people);
    earliest.note(*store);
    for (auto known = m_cases.cbegin(); known != m_cases.cend(); ++known) {
        const auto wrong = wrongCase(core::CaseId(known.key().section(u'\n', 1)), *known);
        if (!wrong)
            return tl::unexpected(wrong.error());
        earliest.note(known->lastIndex, *wrong);
    }
    QList<core::TeamId> teams;
    for (const QString &team : m_teams)
        teams.append(core::TeamId(team));
    const auto decisions = wrongDecisions(teams);
    const auto releases = releaseRows(m_ports, teams);
    const auto counts = wrongCounts(teams);
    if (!decisions || !releases || !counts)
        return tl::unexpected(!decisions ? decisions.error() : !releases ? releases.error() : counts.error());
    earliest.note(*decisions);
    if (*releases != m_releases)
        earliest.note(0, QStringLiteral("release-rows: %1, not %2").arg(*releases).arg(m_releases));
    if (!earliest.first()) // else they count what is named already
        earliest.note(0, *counts);
    return earliest.first();
}

} // namespace countersign::workflow
