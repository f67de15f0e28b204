#include "workflow/projectionreplay.h"

#include "exchange/caseline.h"
#include "ledger/casemanifest.h"
#include "policy/route.h"
#include "workflow/recordstatement.h"
#include "workflow/signing.h"

#include <array>

namespace countersign::workflow {

using core::CaseState;
using core::Result;

namespace {

// A person may write reasons in any order, with accents of their own; signed they stand sorted and composed.
QSet<QString> asSigned(const QStringList &reasons)
{
    QSet<QString> set;
    for (const QString &reason : reasons)
        set.insert(ledger::normalised(reason));
    return set;
}

// A later reader's answer is kept apart from the line it came in. On a server pipelines leave it there, and only compliance may read it.
bool isWrongReference(const Ports &ports, const QString &digest, const QByteArray &received)
{
    const bool onServer = ports.ledger.sequencesLater();
    if (digest.isEmpty())
        return !received.isEmpty() && !onServer;
    const auto blob = ports.blobs.loadBlob(digest);
    if (!blob || !*blob)
        return !blob || !onServer;
    return !isIntact(**blob) || (*blob)->content != received;
}

QString caseKey(const core::TeamId &team, const core::CaseId &id)
{
    return team.value + u'\n' + id.value;
}

QString optionalDigest(const std::optional<ledger::Hash> &hash)
{
    return hash ? digestString(*hash) : QString();
}

} // namespace

QString ProjectionReplay::take(const ledger::VerifiedEntry &entry)
{
    m_people.take(entry);
    if (const auto *granted = std::get_if<ledger::RoleGranted>(&entry.statement.body); granted && !m_ports.ledger.withholds())
        m_teams.insert(granted->team.value);
    return std::visit([&](const auto &body) { return apply(entry, body); }, entry.statement.body);
}

ProjectionReplay::Case *ProjectionReplay::find(const core::TeamId &team, const core::CaseId &id)
{
    const auto found = m_cases.find(caseKey(team, id));
    return found == m_cases.end() ? nullptr : &*found;
}

qsizetype ProjectionReplay::Case::decided() const
{
    return std::count_if(seats.begin(), seats.end(), [](const Seat &seat) { return seat.decision.has_value(); });
}

ProjectionReplay::Seat &ProjectionReplay::Case::seat(int slot, core::Stage stage)
{
    const auto found = std::find_if(seats.begin(), seats.end(), [&](const Seat &one) { return one.slot == slot; });
    if (found != seats.end())
        return *found;
    seats.append({slot, stage, {}, {}});
    return seats.last();
}

// For a third person, unless there is a free one.
void ProjectionReplay::Case::openResolution()
{
    const bool hasFree = std::any_of(seats.begin(), seats.end(), [](const Seat &one) { return one.stage == core::Stage::Resolution && !one.decision; });
    if (!hasFree)
        seats.append({seats.isEmpty() ? 1 : seats.last().slot + 1, core::Stage::Resolution, {}, {}});
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::StoreCreated &body)
{
    m_founding.identity = {entry.statement.store, body.storeName.isEmpty() ? QStringLiteral("Countersign") : body.storeName, entry.entry.arrived};
    return {};
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
    if (!row || !*row || (*row)->rules != (*blob)->content || (*row)->adoptedBy != entry.statement.id || (*row)->adopted != entry.entry.arrived)
        return QStringLiteral("policy-row %1").arg(body.version);
    const auto policy = policy::readPolicy((*blob)->content);
    if (!policy)
        return QStringLiteral("policy-text");
    m_policies.insert(body.version, *policy);
    m_founding.newestPolicy = std::max(m_founding.newestPolicy, body.version);
    m_founding.policyIndex = entry.index;
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
        known.importer = entry.statement.by ? entry.statement.by->actor : body.submitter;
        known.submitter = body.submitter;
        known.importedIn = entry.statement.id;
        known.arrived = entry.entry.arrived;
        for (int slot = 1; !known.route.automatic && slot <= known.route.reviewers; ++slot)
            known.seats.append({slot, core::Stage::Review, {}, {}});
        if (const QString wrong = checkCase(imported.id, known); !wrong.isEmpty())
            return wrong + u' ' + imported.id.value;
        m_cases.insert(caseKey(body.team, imported.id), known);
    }
    return {};
}

// The manifest made from the tables must have the digest that was signed, and every blob it names must be whole.
QString ProjectionReplay::checkCase(const core::CaseId &id, Case &known)
{
    const auto found = core::columnsOf(m_ports.cases).caseVersion(id, known.team, int(known.version));
    if (!found || !*found)
        return QStringLiteral("case-row");
    const core::StoredCase &row = (*found)->stored;
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
    if (row.importedBy != known.importer || (*found)->importedIn != known.importedIn)
        return QStringLiteral("case-importer");
    if ((*found)->submitter != known.submitter)
        return QStringLiteral("case-submitter");
    if (row.row.arrived != known.arrived || (*found)->arrived != known.arrived)
        return QStringLiteral("case-arrived");
    return m_depth == VerifyDepth::Everything ? checkReceived(row, known) : QString();
}

// What lists and filters show of a case, and the rule that routed it, must be what the received line says.
QString ProjectionReplay::checkReceived(const core::StoredCase &row, Case &known) const
{
    const auto blob = m_ports.blobs.loadBlob(row.sourceBlob);
    if (!blob || !*blob)
        return {}; // redacted, or missing: compareBlobs() knows
    auto record = exchange::readCaseLine((*blob)->content);
    if (!record)
        return QStringLiteral("case-line");
    record->team = known.team;
    known.form = record->suggestion.content.form;
    if (isWrongReference(m_ports, row.referenceBlob, record->reference))
        return QStringLiteral("case-reference");
    if (const auto newest = m_ports.cases.findCase(row.row.id, {known.team}); newest && *newest && (*newest)->row.version != row.row.version)
        return {}; // lists show the newest version
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
    if (const QString wrong = checkRow(entry, body, kept, aside); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = checkDecisionBlobs(entry, body, aside && known->state == CaseState::Redacted); !wrong.isEmpty())
        return wrong;
    ++m_decisions;
    known->lastIndex = entry.index;
    if (aside) { // it stands beside, and moves nothing
        m_fallen.insert(entry.index);
        return {};
    }
    Seat &seat = known->seat(int(body.slot), body.stage);
    if (!body.supersedes.isEmpty() && seat.decision)
        m_fallen.insert(*seat.decision);
    seat.decision = entry.index;
    seat.decidedBy = entry.statement.by->actor;
    if (body.verdict == core::Verdict::Escalate) {
        known->state = CaseState::Escalated;
        known->openResolution();
    } else if (body.stage == core::Stage::Resolution || !body.supersedes.isEmpty() || known->decided() >= known->route.reviewers) {
        known->state = body.verdict == core::Verdict::Reject ? CaseState::Closed
            : known->route.windowSeconds > 0                 ? CaseState::Held
                                                             : CaseState::Released;
    }
    return {};
}

QString ProjectionReplay::checkRow(const ledger::VerifiedEntry &entry, const ledger::Decision &body, const core::DecisionRow &kept, bool aside) const
{
    const ledger::Attestation &by = *entry.statement.by;
    const bool isSame = kept.logIndex == entry.index && kept.caseId == body.ref.caseId && quint64(kept.version) == body.ref.version
        && kept.verdict == body.verdict && kept.reviewer == by.actor && kept.outcomeBlob == optionalDigest(body.outcome)
        && kept.rationaleBlob == optionalDigest(body.rationale) && kept.slot == int(body.slot) && kept.stage == body.stage
        && kept.supersedes == body.supersedes && kept.arrived == entry.entry.arrived && kept.reviewerName == by.name && kept.meaning == by.meaning
        && kept.claimedAt == by.claimed && asSigned(kept.reasons) == asSigned(body.reasons);
    const bool isLateAsSaid = aside || kept.late == entry.entry.flags.contains(ledger::Flag::Late);
    return isSame && isLateAsSaid ? QString() : QStringLiteral("decision-row");
}

QString ProjectionReplay::checkDecisionBlobs(const ledger::VerifiedEntry &entry, const ledger::Decision &body, bool redacted)
{
    for (const auto &named : {body.outcome, body.rationale, body.firstAnswer, body.contact}) {
        if (!named)
            continue;
        const QString digest = digestString(*named);
        if (redacted) // its texts never came
            m_redacted.insert(digest, entry.index);
        if (const QString wrong = checkBlob(digest, entry.index); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

QString ProjectionReplay::apply(const ledger::VerifiedEntry &entry, const ledger::Dispute &body)
{
    Case *const known = find(body.ref.team, body.ref.caseId);
    if (!known)
        return QStringLiteral("case-unknown");
    known->lastIndex = entry.index;
    constexpr std::array stays{CaseState::Withdrawn, CaseState::Redacted, CaseState::Escalated, CaseState::Disputed};
    if (std::find(stays.begin(), stays.end(), known->state) != stays.end())
        return {};
    known->state = CaseState::Disputed;
    known->openResolution();
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
        || rows->first().rule != body.policy.rule || rows->first().policyVersion != int(body.policy.version)
        || rows->first().form != known->form.value_or(rows->first().form))
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
    if (!taken || taken->isEmpty() || taken->first().seq != body.release || taken->first().outcomeBlob != rows->first().outcomeBlob
        || taken->first().form != rows->first().form)
        return QStringLiteral("recall-row");
    if (const QString wrong = body.rationale ? checkBlob(digestString(*body.rationale), entry.index) : QString(); !wrong.isEmpty())
        return wrong;
    ++m_releases;
    known->lastIndex = entry.index;
    known->release.reset();
    // A recall that follows from another statement leaves the state which that one gave.
    if (!body.causes.isEmpty())
        return {};
    for (Seat &seat : known->seats) {
        if (seat.decision)
            m_fallen.insert(*seat.decision);
        seat.decision.reset();
        seat.decidedBy = {};
    }
    if (known->seats.isEmpty()) // nobody had to decide it before
        known->seats.append({1, core::Stage::Review, {}, {}});
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

} // namespace countersign::workflow
