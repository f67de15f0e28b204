#include "workflow/projectionreplay.h"

#include "exchange/caseline.h"
#include "ledger/casemanifest.h"
#include "policy/route.h"
#include "workflow/recordstatement.h"
#include "workflow/signing.h"

namespace countersign::workflow {

using core::CaseState;
using core::Result;

namespace {

QString caseKey(const core::TeamId &team, const core::CaseId &id)
{
    return team.value + u'\n' + id.value;
}

QString optionalDigest(const std::optional<ledger::Hash> &hash)
{
    return hash ? digestString(*hash) : QString();
}

// How many rows there are, a page at a time.
constexpr qsizetype rowsAtOnce = 1000;

Result<qint64> decisionRows(const Ports &ports, const QList<core::TeamId> &teams)
{
    core::DecisionFilter filter;
    filter.teams = teams;
    filter.newestFirst = true;
    filter.limit = rowsAtOnce;
    for (qint64 count = 0;;) {
        const auto rows = ports.decisions.decisions(filter);
        if (!rows)
            return tl::unexpected(rows.error());
        count += rows->size();
        if (rows->size() < rowsAtOnce)
            return count;
        filter.before = rows->last().logIndex;
    }
}

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

} // namespace

QString ProjectionReplay::take(const ledger::VerifiedEntry &entry)
{
    m_people.take(entry);
    return std::visit([&](const auto &body) { return apply(entry, body); }, entry.statement.body);
}

ProjectionReplay::Case *ProjectionReplay::find(const core::TeamId &team, const core::CaseId &id)
{
    const auto found = m_cases.find(caseKey(team, id));
    return found == m_cases.end() ? nullptr : &*found;
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::PolicyAdopted &body)
{
    const QString digest = digestString(body.content);
    if (const QString wrong = checkBlob(digest, entry.index); !wrong.isEmpty())
        return wrong;
    const auto blob = m_ports.blobs.loadBlob(digest);
    if (!blob || !*blob)
        return QStringLiteral("policy-missing");
    const auto row = m_ports.people.policy(int(body.version));
    if (!row || !*row || (*row)->rules != (*blob)->content)
        return QStringLiteral("policy-row");
    const auto policy = policy::readPolicy((*blob)->content);
    if (!policy)
        return QStringLiteral("policy-text");
    m_policies.insert(body.version, *policy);
    return {};
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::CaseImported &body)
{
    m_teams.insert(body.team.value);
    for (const ledger::CaseImported::Case &imported : body.cases) {
        Case known;
        known.team = body.team;
        known.lastIndex = entry.index;
        known.digest = imported.digest;
        known.version = imported.version;
        known.route = policy::routeByRule(m_policies.value(body.policy), imported.rule);
        known.state = known.route.automatic ? CaseState::Released : CaseState::Open;
        if (const Case *before = find(body.team, imported.id); before && (before->version >= known.version || before->state != CaseState::Open))
            return QStringLiteral("case-version ") + imported.id.value;
        known.importer = entry.statement.by ? entry.statement.by->actor : core::PersonId();
        if (const QString wrong = checkCase(imported.id, known); !wrong.isEmpty())
            return wrong + u' ' + imported.id.value;
        m_cases.insert(caseKey(body.team, imported.id), known);
    }
    return {};
}

// The manifest made from the tables must have the digest that was signed, and every blob it names must be whole.
QString ProjectionReplay::checkCase(const core::CaseId &id, const Case &known)
{
    const auto stored = m_ports.cases.findCase(id, {known.team});
    if (!stored || !*stored)
        return QStringLiteral("case-row");
    const core::StoredCase &row = **stored;
    if (quint64(row.row.version) > known.version)
        return {}; // a later entry brings the version that stands
    const auto source = ledger::readDigest(row.sourceBlob.toLatin1());
    if (!source)
        return QStringLiteral("case-digest");
    ledger::CaseManifest manifest{id, quint64(row.row.version), row.row.team, *source, {}};
    QStringList blobs{row.sourceBlob};
    for (auto item = row.evidenceBlobs.cbegin(); item != row.evidenceBlobs.cend(); ++item) {
        const auto digest = ledger::readDigest(item.value().toLatin1());
        if (!digest)
            return QStringLiteral("case-digest");
        manifest.evidence.append({item.key(), *digest});
        blobs.append(item.value());
    }
    if (row.digest != digestString(known.digest) || ledger::caseDigest(manifest) != Result<ledger::Hash>(known.digest))
        return QStringLiteral("case-digest");
    for (const QString &digest : blobs)
        if (const QString wrong = checkBlob(digest, known.lastIndex); !wrong.isEmpty())
            return wrong;
    if (row.route != known.route)
        return QStringLiteral("case-route");
    if (!known.importer.isEmpty() && row.importedBy != known.importer)
        return QStringLiteral("case-importer");
    return m_depth == VerifyDepth::Everything ? checkReceived(row, known) : QString();
}

// What lists and filters show of a case, and the rule that routed it, must be what the received line says.
QString ProjectionReplay::checkReceived(const core::StoredCase &row, const Case &known) const
{
    const auto blob = m_ports.blobs.loadBlob(row.sourceBlob);
    if (!blob || !*blob)
        return {}; // redacted, or missing: compareBlobs() knows
    auto record = exchange::readCaseLine((*blob)->content);
    if (!record)
        return QStringLiteral("case-line");
    record->team = known.team;
    const core::QueueRow &shown = row.row;
    if (shown.kind != record->kind || shown.title != record->title || shown.risk != record->risk || shown.priority != record->priority
        || shown.due != record->due)
        return QStringLiteral("case-columns");
    return policy::route(m_policies.value(quint64(known.route.policyVersion)), *record) == known.route ? QString() : QStringLiteral("case-rule");
}

// A blob that was redacted later is absent; compareBlobs() knows at the end which ones may be.
QString ProjectionReplay::checkBlob(const QString &digest, quint64 index)
{
    const auto blob = m_ports.blobs.loadBlob(digest);
    if (!blob)
        return QStringLiteral("blob");
    if (!*blob && !m_absent.contains(digest))
        m_absent.insert(digest, index);
    return !*blob || isIntact(**blob) ? QString() : QStringLiteral("blob");
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::Decision &body)
{
    Case *const known = find(body.ref.team, body.ref.caseId);
    if (!known)
        return QStringLiteral("case-unknown");
    const bool aside = entry.entry.flags.contains(ledger::Flag::Disputed) || entry.entry.flags.contains(ledger::Flag::Quarantined);
    if (body.caseDigest != known->digest && !aside)
        return QStringLiteral("case-digest");
    if (!aside && !satisfies(entry.statement.by->auth, known->route.signingMode))
        return QStringLiteral("signing-mode");
    const auto row = m_ports.decisions.decision(entry.statement.id, {body.ref.team});
    if (!row || !*row)
        return QStringLiteral("decision-row-missing");
    const core::DecisionRow &kept = **row;
    if (kept.logIndex != entry.index || kept.caseId != body.ref.caseId || kept.verdict != body.verdict || kept.reviewer != entry.statement.by->actor
        || kept.outcomeBlob != optionalDigest(body.outcome) || kept.rationaleBlob != optionalDigest(body.rationale)
        || kept.slot != int(body.slot) || kept.stage != body.stage || kept.supersedes != body.supersedes || kept.arrived != entry.entry.arrived
        || kept.reviewerName != entry.statement.by->name || kept.meaning != entry.statement.by->meaning)
        return QStringLiteral("decision-row");
    if (aside && known->state == CaseState::Redacted) { // its texts never came
        for (const QString &digest : {kept.outcomeBlob, kept.rationaleBlob, optionalDigest(body.firstAnswer), optionalDigest(body.contact)})
            if (!digest.isEmpty())
                m_redacted.insert(digest, entry.index);
    }
    for (const QString &digest : {kept.outcomeBlob, kept.rationaleBlob, optionalDigest(body.firstAnswer), optionalDigest(body.contact)})
        if (const QString wrong = digest.isEmpty() ? QString() : checkBlob(digest, entry.index); !wrong.isEmpty())
            return wrong;
    ++m_decisions;
    known->lastIndex = entry.index;
    if (aside) // it stands beside, and moves nothing
        return kept.stands ? QStringLiteral("decision-row") : QString();
    known->decidedSlots.insert(body.slot);
    if (body.verdict == core::Verdict::Escalate)
        known->state = CaseState::Escalated;
    else if (body.stage == core::Stage::Resolution || !body.supersedes.isEmpty() || known->decidedSlots.size() >= known->route.reviewers)
        known->state = body.verdict == core::Verdict::Reject ? CaseState::Closed
            : known->route.windowSeconds > 0                 ? CaseState::Held
                                                             : CaseState::Released;
    return {};
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::Dispute &body)
{
    Case *const known = find(body.ref.team, body.ref.caseId);
    if (!known)
        return QStringLiteral("case-unknown");
    known->lastIndex = entry.index;
    const bool isFinal = known->state == CaseState::Withdrawn || known->state == CaseState::Redacted || known->state == CaseState::Escalated;
    known->state = isFinal ? known->state : CaseState::Disputed;
    return {};
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::Release &body)
{
    Case *const known = find(body.ref.team, body.ref.caseId);
    if (!known)
        return QStringLiteral("case-unknown");
    const auto rows = m_ports.decisions.releases({body.ref.team}, entry.index == 0 ? std::nullopt : std::optional(entry.index - 1), 1);
    if (!rows || rows->isEmpty() || rows->first().seq != entry.index || rows->first().recall || rows->first().caseId != body.ref.caseId
        || rows->first().outcomeBlob != digestString(body.outcome) || rows->first().decisions != body.decisions
        || rows->first().rule != body.policy.rule || rows->first().policyVersion != int(body.policy.version))
        return QStringLiteral("release-row");
    if (const QString wrong = checkBlob(digestString(body.outcome), entry.index); !wrong.isEmpty())
        return wrong;
    ++m_releases;
    known->lastIndex = entry.index;
    known->state = CaseState::Released;
    known->release = entry.index;
    return {};
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::Recall &body)
{
    Case *const known = find(body.ref.team, body.ref.caseId);
    if (!known || known->release != body.release)
        return QStringLiteral("recall-without-release");
    const auto rows = m_ports.decisions.releases({body.ref.team}, entry.index - 1, 1);
    if (!rows || rows->isEmpty() || rows->first().seq != entry.index || !rows->first().recall || rows->first().ofSeq != body.release)
        return QStringLiteral("recall-row");
    // The row says once more what is taken back.
    const auto taken = m_ports.decisions.releases({body.ref.team}, body.release == 0 ? std::nullopt : std::optional(body.release - 1), 1);
    if (!taken || taken->isEmpty() || taken->first().seq != body.release || taken->first().outcomeBlob != rows->first().outcomeBlob)
        return QStringLiteral("recall-row");
    if (const QString wrong = body.rationale ? checkBlob(digestString(*body.rationale), entry.index) : QString(); !wrong.isEmpty())
        return wrong;
    ++m_releases;
    known->lastIndex = entry.index;
    known->release.reset();
    // A recall that follows from another statement leaves the state which that one gave.
    if (!body.causes.isEmpty())
        return {};
    known->decidedSlots.clear();
    return move(known, entry.index, core::Move::Recall, CaseState::Open);
}

// The tables cannot make a move that the table of moves does not have, and neither can whoever wrote the entry.
QString ProjectionReplay::move(Case *known, quint64 index, core::Move move, CaseState to)
{
    if (!known)
        return QStringLiteral("case-unknown");
    if (!core::allowed(known->state, move, to))
        return QStringLiteral("move %1 from %2").arg(core::moveName(move), core::stateName(known->state));
    known->lastIndex = index;
    known->state = to;
    return {};
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::CaseWithdrawn &body)
{
    if (const QString wrong = body.rationale ? checkBlob(digestString(*body.rationale), entry.index) : QString(); !wrong.isEmpty())
        return wrong;
    return move(find(body.ref.team, body.ref.caseId), entry.index, core::Move::Withdraw, CaseState::Withdrawn);
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::Redaction &body)
{
    for (const ledger::Hash &blob : body.blobs)
        m_redacted.insert(digestString(blob), entry.index);
    if (const QString wrong = body.rationale ? checkBlob(digestString(*body.rationale), entry.index) : QString(); !wrong.isEmpty())
        return wrong;
    return move(find(body.ref.team, body.ref.caseId), entry.index, core::Move::Redact, CaseState::Redacted);
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::Finding &body)
{
    return body.text ? checkBlob(digestString(*body.text), entry.index) : QString();
}

// What is absent must have been redacted, and what was redacted must be absent.
std::optional<ledger::FirstBad> ProjectionReplay::compareBlobs() const
{
    std::optional<ledger::FirstBad> first;
    const auto note = [&first](quint64 seq, const QString &why) {
        if (!first || seq < first->seq)
            first = ledger::FirstBad{seq, why};
    };
    for (auto blob = m_absent.cbegin(); blob != m_absent.cend(); ++blob)
        if (!m_redacted.contains(blob.key()))
            note(blob.value(), QStringLiteral("blob-missing"));
    for (auto blob = m_redacted.cbegin(); blob != m_redacted.cend(); ++blob) {
        const auto there = m_ports.blobs.loadBlob(blob.key());
        if (!there || *there)
            note(blob.value(), QStringLiteral("redacted-blob"));
    }
    return first;
}

// In which slots something is signed that stands.
Result<QString> ProjectionReplay::wrongSlots(const core::CaseId &id, const Case &known) const
{
    const auto rows = m_ports.cases.slotsOf(id, known.team);
    if (!rows)
        return tl::unexpected(rows.error());
    QSet<quint64> decided;
    for (const core::Slot &slot : *rows)
        if (slot.decision)
            decided.insert(quint64(slot.slot));
    return decided == known.decidedSlots ? QString() : QStringLiteral("case-slots ") + id.value;
}

Result<std::optional<ledger::FirstBad>> ProjectionReplay::compareStates()
{
    const auto people = m_people.compare(m_ports.people);
    if (!people)
        return people;
    std::optional<ledger::FirstBad> first = compareBlobs();
    if (*people && (!first || (*people)->seq < first->seq))
        first = *people;
    const auto note = [&first](quint64 seq, const QString &why) {
        if (!first || seq < first->seq)
            first = ledger::FirstBad{seq, why};
    };
    for (auto known = m_cases.cbegin(); known != m_cases.cend(); ++known) {
        const core::CaseId id(known.key().section(u'\n', 1));
        const auto slotsOff = m_depth == VerifyDepth::Everything ? wrongSlots(id, *known) : Result<QString>();
        if (!slotsOff)
            return tl::unexpected(slotsOff.error());
        if (!slotsOff->isEmpty())
            note(known->lastIndex, *slotsOff);
        const auto stored = m_ports.cases.findCase(id, {known->team});
        if (!stored)
            return tl::unexpected(stored.error());
        const CaseState state = *stored ? (*stored)->row.state : CaseState::Open;
        if (!*stored || state != known->state)
            note(known->lastIndex, QStringLiteral("state %1: %2, not %3").arg(id.value, core::stateName(state), core::stateName(known->state)));
        if (*stored && quint64((*stored)->row.version) != known->version)
            note(known->lastIndex, QStringLiteral("case-version %1: %2, not %3").arg(id.value).arg((*stored)->row.version).arg(known->version));
    }
    QList<core::TeamId> teams;
    for (const QString &team : m_teams)
        teams.append(core::TeamId(team));
    const auto counts = m_ports.cases.queueCounts(teams, {});
    const auto decisions = decisionRows(m_ports, teams);
    const auto releases = releaseRows(m_ports, teams);
    if (!counts || !decisions || !releases)
        return tl::unexpected(!counts ? counts.error() : !decisions ? decisions.error() : releases.error());
    qint64 cases = 0;
    for (const qint64 number : counts->byState)
        cases += number;
    if (cases != m_cases.size())
        note(0, QStringLiteral("case-rows: %1, not %2").arg(cases).arg(m_cases.size()));
    if (*decisions != m_decisions)
        note(0, QStringLiteral("decision-rows: %1, not %2").arg(*decisions).arg(m_decisions));
    if (*releases != m_releases)
        note(0, QStringLiteral("release-rows: %1, not %2").arg(*releases).arg(m_releases));
    return first;
}

} // namespace countersign::workflow
