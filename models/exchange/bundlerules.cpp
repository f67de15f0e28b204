#include "exchange/bundlerules.h"

#include "ledger/text.h"

namespace countersign::exchange {

using ledger::Flag;
using ledger::Hash;

namespace {

bool has(const ledger::Entry &entry, Flag flag)
{
    return entry.flags.contains(flag);
}

QByteArray importKey(const core::TeamId &team, const core::CaseId &id, quint64 version, const Hash &digest)
{
    return ledger::escapeToken(team.value) + ' ' + ledger::escapeToken(id.value) + ' ' + QByteArray::number(version) + ' ' + digest.hex();
}

} // namespace

QString BundleRules::take(quint64 index, const ledger::Entry &entry, const ledger::Statement &statement)
{
    if ((index == 0) != (entry.kind == ledger::StatementKind::StoreCreated))
        return QStringLiteral("leaf 0 is store.created");
    if (statement.store != m_checkpoint.store)
        return QStringLiteral("another store");
    if (statement.by)
        if (const QString why = whySignedWrong(index, entry, statement); !why.isEmpty())
            return why;
    if (const QString why = whyFollowsWrong(index, statement); !why.isEmpty())
        return why;
    if (index == 0)
        m_genesisKey = statement.by->key;
    m_roster.apply(statement, index);
    remember(index, statement);
    return {};
}

void BundleRules::grow(const Hash &leaf)
{
    m_head.append(leaf);
    m_roots += m_head.root();
}

QString BundleRules::whySignedWrong(quint64 index, const ledger::Entry &entry, const ledger::Statement &statement)
{
    if (const QString why = m_roster.whyNotAllowed(statement, has(entry, Flag::Quarantined)); !why.isEmpty())
        return why;
    const auto note = ledger::parseSignedNote(entry.content);
    if (!note)
        return QStringLiteral("note ") + note.error().where + QStringLiteral(": ") + note.error().detail;
    if (!ledger::signedBy(*note, ledger::signersOf(statement, [this](const Hash &fingerprint) { return m_roster.publicKey(fingerprint); })))
        return QStringLiteral("signature");
    const QString history = whyHistoryWrong(index, statement);
    return history.isEmpty() ? whyDeviceWrong(entry, *statement.by) : history;
}

QString BundleRules::whyHistoryWrong(quint64 index, const ledger::Statement &statement)
{
    if (const auto *restore = std::get_if<ledger::Restore>(&statement.body)) {
        const auto had = restore->size == index ? hadRoot(index, restore->root) : std::optional(false);
        if (restore->oldEpoch != m_roster.epoch() || !had.value_or(true))
            return QStringLiteral("restore");
        m_basisUnproven = m_basisUnproven || !had;
    }
    // After a restore, statements of the old epoch come again, and their basis may lie beyond the log.
    const ledger::Basis &basis = statement.by->basis;
    if (m_roster.epoch() > 1)
        return {};
    const auto had = basis.size <= index ? hadRoot(basis.size, basis.root) : std::optional(false);
    m_basisUnproven = m_basisUnproven || !had;
    return had.value_or(true) ? QString() : QStringLiteral("basis");
}

QString BundleRules::whyDeviceWrong(const ledger::Entry &entry, const ledger::Attestation &by)
{
    const auto known = m_devices.constFind(by.device);
    const bool first = known == m_devices.constEnd();
    const quint64 next = first ? 1 : known->seq + 1;
    const bool follows = by.deviceSeq == next && by.devicePrevious == (first ? std::nullopt : std::optional(known->note));
    const bool leapt = !m_whole && by.deviceSeq > next; // what lies between was left out
    if (follows || leapt)
        m_devices.insert(by.device, {by.deviceSeq, ledger::sha256(entry.content), 0});
    else if (!has(entry, Flag::Disputed) && !has(entry, Flag::Quarantined))
        return QStringLiteral("device chain");
    return {};
}

QString BundleRules::whyFollowsWrong(quint64 index, const ledger::Statement &statement) const
{
    if (const auto *release = std::get_if<ledger::Release>(&statement.body))
        return whyReleaseWrong(*release);
    if (const auto *recall = std::get_if<ledger::Recall>(&statement.body)) {
        const auto released = m_releases.constFind(recall->release);
        const bool same = recall->release < index && released != m_releases.constEnd() && released->caseId == recall->ref.caseId
            && released->team == recall->ref.team;
        return same ? QString() : QStringLiteral("recall without its release");
    }
    const auto *decision = std::get_if<ledger::Decision>(&statement.body);
    if (!decision)
        return {};
    if (!wasImported(decision->ref, decision->caseDigest))
        return QStringLiteral("case never imported");
    if (decision->supersedes.isEmpty())
        return {};
    const auto before = m_decisions.constFind(decision->supersedes.value);
    const bool same = before != m_decisions.constEnd() && before->ref.caseId == decision->ref.caseId && before->ref.team == decision->ref.team
        && before->slot == decision->slot && before->actor == statement.by->actor;
    return same ? QString() : QStringLiteral("supersedes");
}

QString BundleRules::whyReleaseWrong(const ledger::Release &release) const
{
    if (!wasImported(release.ref, release.caseDigest))
        return QStringLiteral("case never imported");
    bool carried = release.decisions.isEmpty();
    for (const core::StatementId &id : release.decisions) {
        const auto one = m_decisions.constFind(id.value);
        if (one == m_decisions.constEnd() || one->ref != release.ref || one->caseDigest != release.caseDigest || !one->outcome)
            return QStringLiteral("release without its decision");
        carried = carried || one->outcome == release.outcome;
    }
    return carried ? QString() : QStringLiteral("release of another outcome");
}

bool BundleRules::wasImported(const ledger::CaseRef &ref, const Hash &digest) const
{
    return m_imported.contains(importKey(ref.team, ref.caseId, ref.version, digest));
}

void BundleRules::remember(quint64 index, const ledger::Statement &statement)
{
    if (const auto *decision = std::get_if<ledger::Decision>(&statement.body)) {
        m_decisions.insert(statement.id.value, {decision->ref, decision->caseDigest, decision->slot, statement.by->actor, decision->outcome});
    } else if (const auto *release = std::get_if<ledger::Release>(&statement.body)) {
        m_releases.insert(index, release->ref);
    } else if (const auto *imported = std::get_if<ledger::CaseImported>(&statement.body)) {
        for (const ledger::CaseImported::Case &one : imported->cases)
            m_imported.insert(importKey(imported->team, one.id, one.version, one.digest));
    } else if (const auto *restore = std::get_if<ledger::Restore>(&statement.body)) {
        m_restores += {index, restore->oldEpoch};
    }
}

quint64 BundleRules::commonSize(quint64 epoch) const
{
    quint64 common = m_checkpoint.size;
    for (const auto &[index, oldEpoch] : m_restores)
        if (oldEpoch >= epoch)
            common = std::min(common, index);
    return common;
}

std::optional<bool> BundleRules::hadRoot(quint64 size, const Hash &root) const
{
    if (size == 0 || size == m_checkpoint.size)
        return root == (size == 0 ? ledger::emptyRoot() : m_checkpoint.root);
    if (m_whole)
        return size < quint64(m_roots.size()) && m_roots[qsizetype(size)] == root;
    const auto proof = m_proofs.constFind(size);
    if (proof == m_proofs.constEnd())
        return std::nullopt;
    return ledger::verifyConsistency(size, m_checkpoint.size, *proof, root, m_checkpoint.root);
}

bool BundleRules::provesConsistent(quint64 size) const
{
    return size < quint64(m_roots.size())
        && ledger::verifyConsistency(size, m_checkpoint.size, m_proofs.value(size), m_roots[qsizetype(size)], m_checkpoint.root);
}

} // namespace countersign::exchange
