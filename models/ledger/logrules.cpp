#include "ledger/logrules.h"

namespace countersign::ledger {

using core::ErrorKind;
using core::Result;

namespace {

// A release stands right after its decision; what lies further back is read again.
constexpr size_t recentDecisions = 256;

bool has(const Entry &entry, Flag flag)
{
    return entry.flags.contains(flag);
}

// A superseding decision, the settlement of a dispute, a withdrawal or a redaction of the same case.
bool causesRecall(const Body &body, const CaseRef &ref)
{
    const auto isHere = [&ref](const CaseRef &one) { return one.caseId == ref.caseId && one.team == ref.team; };
    if (const auto *decision = std::get_if<Decision>(&body))
        return (!decision->supersedes.isEmpty() || decision->stage == core::Stage::Resolution) && isHere(decision->ref);
    if (const auto *withdrawn = std::get_if<CaseWithdrawn>(&body))
        return isHere(withdrawn->ref);
    const auto *redaction = std::get_if<Redaction>(&body);
    return redaction && isHere(redaction->ref);
}

} // namespace

LogRules::LogRules(const LedgerStorage &storage, TreeHead head, Roster roster, core::StoreId expectedStore)
    : m_storage(storage), m_start(head.size), m_head(std::move(head)), m_roster(std::move(roster)),
      m_expectedStore(std::move(expectedStore))
{
}

Result<QString> LogRules::take(const CheckedEntry &checked)
{
    if (!checked.why.isEmpty())
        return checked.why;
    if (checked.withheld)
        return takeWithheld(checked);
    const bool first = m_head.size == 0;
    if (first != (checked.entry.kind == StatementKind::StoreCreated))
        return QStringLiteral("leaf 0 is store.created");
    if (first && !m_expectedStore.isEmpty() && checked.statement.store != m_expectedStore)
        return QStringLiteral("another store");
    if (!first && checked.statement.store != m_roster.store())
        return QStringLiteral("another store");
    Result<QString> why = checked.statement.by ? whySignedWrong(checked) : QString();
    if (why && why->isEmpty())
        why = whyFollowsWrong(checked.statement);
    if (!why || !why->isEmpty())
        return why;
    if (const QString tree = whyTreeWrong(checked); !tree.isEmpty())
        return tree;
    m_roster.apply(checked.statement, checked.row.index);
    remember(checked.statement);
    return QString();
}

// Who may act, with which key and by which policy is for everybody to read.
Result<QString> LogRules::takeWithheld(const CheckedEntry &checked)
{
    using enum StatementKind;
    for (const StatementKind open : {StoreCreated, KeyEnrolled, KeyRevoked, RoleGranted, RoleWithdrawn, PolicyAdopted, Restore})
        if (checked.row.kind == open)
            return QStringLiteral("entry withheld");
    if (const QString tree = whyTreeWrong(checked); !tree.isEmpty())
        return tree;
    if (checked.row.device.isEmpty())
        return QString();
    const auto known = deviceBefore(checked.row.device);
    if (!known)
        return tl::unexpected(known.error());
    **known = DeviceHead{checked.row.deviceSeq, checked.row.content, checked.row.index};
    return QString();
}

Result<std::optional<DeviceHead> *> LogRules::deviceBefore(const QByteArray &device)
{
    auto known = m_devices.find(device);
    if (known == m_devices.end()) {
        // What the storage says about devices is believed only of entries verified before.
        auto before = m_start > 0 ? m_storage.deviceHead(device, m_start) : Result<std::optional<DeviceHead>>(std::nullopt);
        if (!before)
            return tl::unexpected(before.error());
        known = m_devices.insert(device, *before);
    }
    return &*known;
}

QString LogRules::whyTreeWrong(const CheckedEntry &checked)
{
    if (checked.row.index != m_head.size)
        return QStringLiteral("index");
    return m_head.append(checked.leaf) == checked.row.nodes ? QString() : QStringLiteral("tree nodes");
}

Result<QString> LogRules::whySignedWrong(const CheckedEntry &checked)
{
    const bool quarantined = has(checked.entry, Flag::Quarantined);
    if (const QString why = m_roster.whyNotAllowed(checked.statement, quarantined); !why.isEmpty())
        return why;
    if (checked.signatureWrong)
        return QStringLiteral("signature");
    const auto *restore = std::get_if<Restore>(&checked.statement.body);
    if (restore && (restore->size != m_head.size || restore->root != m_head.root() || restore->oldEpoch < m_roster.epoch()))
        return QStringLiteral("restore");
    const auto basis = whyBasisWrong(checked.statement.by->basis);
    return !basis || !basis->isEmpty() ? basis : whyDeviceWrong(checked);
}

Result<QString> LogRules::whyDeviceWrong(const CheckedEntry &checked)
{
    const Attestation &by = *checked.statement.by;
    const auto found = deviceBefore(by.device);
    if (!found)
        return tl::unexpected(found.error());
    std::optional<DeviceHead> &known = **found;
    const quint64 expectedSeq = known ? known->seq + 1 : 1;
    const auto expectedPrevious = known ? std::optional(known->note) : std::nullopt;
    const bool chained = by.deviceSeq == expectedSeq && by.devicePrevious == expectedPrevious;
    if (!chained && !has(checked.entry, Flag::Disputed) && !has(checked.entry, Flag::Quarantined))
        return QStringLiteral("device chain");
    if (chained)
        known = DeviceHead{by.deviceSeq, checked.content, checked.row.index};
    return QString();
}

Result<QString> LogRules::whyBasisWrong(const Basis &basis)
{
    // After a restore, statements of the old epoch come again, and their basis may lie beyond the log.
    if (basis == m_basis || m_roster.epoch() > 1)
        return QString();
    if (basis.size > m_head.size)
        return QStringLiteral("basis");
    const auto there = basis.size == m_head.size ? Result<TreeHead>(m_head) : headAt(m_storage, basis.size);
    if (!there)
        return tl::unexpected(there.error());
    if (there->root() != basis.root)
        return QStringLiteral("basis");
    m_basis = basis;
    return QString();
}

Result<QString> LogRules::whyFollowsWrong(const Statement &statement)
{
    if (const auto *release = std::get_if<Release>(&statement.body))
        return whyReleaseWrong(*release);
    if (const auto *recall = std::get_if<Recall>(&statement.body))
        return whyRecallWrong(*recall);
    const auto *decision = std::get_if<Decision>(&statement.body);
    if (!decision || decision->supersedes.isEmpty())
        return QString();
    const auto before = decided(decision->supersedes);
    if (!before)
        return tl::unexpected(before.error());
    const bool same = *before && (*before)->ref.caseId == decision->ref.caseId && (*before)->ref.team == decision->ref.team
                      && (*before)->slot == decision->slot && (*before)->actor == statement.by->actor;
    return same ? QString() : QStringLiteral("supersedes");
}

Result<QString> LogRules::whyReleaseWrong(const Release &release)
{
    bool carried = release.decisions.isEmpty();
    for (const core::StatementId &id : release.decisions) {
        const auto one = decided(id);
        if (!one)
            return tl::unexpected(one.error());
        if (!*one || (*one)->ref != release.ref || (*one)->caseDigest != release.caseDigest || !(*one)->outcome)
            return QStringLiteral("release without its decision");
        carried = carried || (*one)->outcome == release.outcome;
    }
    return carried ? QString() : QStringLiteral("release of another outcome");
}

Result<QString> LogRules::whyRecallWrong(const Recall &recall)
{
    const auto released = recall.release < m_head.size ? earlier(recall.release) : Result<std::optional<Statement>>(std::nullopt);
    if (!released)
        return tl::unexpected(released.error());
    const auto *body = *released ? std::get_if<Release>(&(*released)->body) : nullptr;
    if (!body || body->ref.caseId != recall.ref.caseId || body->ref.team != recall.ref.team)
        return QStringLiteral("recall without its release");
    for (const core::StatementId &cause : recall.causes) {
        const auto index = m_storage.indexOf(cause);
        if (!index)
            return tl::unexpected(index.error());
        const auto statement = *index && **index < m_head.size ? earlier(**index) : Result<std::optional<Statement>>(std::nullopt);
        if (!statement)
            return tl::unexpected(statement.error());
        if (!*statement || (*statement)->id != cause || !causesRecall((*statement)->body, recall.ref))
            return QStringLiteral("recall without its cause");
    }
    return QString();
}

Result<std::optional<Statement>> LogRules::earlier(quint64 index) const
{
    const auto row = m_storage.row(index);
    if (!row)
        return tl::unexpected(row.error());
    const auto statement = parseEntry(row->entry).and_then(statementOf);
    return statement ? std::optional(*statement) : std::nullopt;
}

Result<std::optional<LogRules::Decided>> LogRules::decided(const core::StatementId &id)
{
    for (size_t back = 0; back < m_recent.size(); ++back)
        if (const Decided &one = m_recent[(m_newest + m_recent.size() - back) % m_recent.size()]; one.id == id)
            return one;
    const auto index = m_storage.indexOf(id);
    if (!index)
        return tl::unexpected(index.error());
    if (!*index || **index >= m_head.size)
        return std::nullopt;
    const auto statement = earlier(**index);
    if (!statement)
        return tl::unexpected(statement.error());
    const auto *decision = *statement ? std::get_if<Decision>(&(*statement)->body) : nullptr;
    if (!decision || (*statement)->id != id)
        return std::nullopt;
    return Decided{id, decision->ref, decision->caseDigest, decision->slot, (*statement)->by->actor, decision->outcome};
}

void LogRules::remember(const Statement &statement)
{
    const auto *decision = std::get_if<Decision>(&statement.body);
    if (!decision)
        return;
    Decided one{statement.id, decision->ref, decision->caseDigest, decision->slot, statement.by->actor, decision->outcome};
    if (m_recent.size() < recentDecisions) {
        m_newest = m_recent.size();
        m_recent.push_back(std::move(one));
    } else {
        m_newest = (m_newest + 1) % recentDecisions;
        m_recent[m_newest] = std::move(one);
    }
}

} // namespace countersign::ledger
