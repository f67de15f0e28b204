#include "workflow/checkoutsupply.h"

namespace countersign::workflow {

using core::Result;

namespace {

constexpr qsizetype casesOfASet = 200;
constexpr qint64 bytesOfASet = 4 * 1024 * 1024; // and one blob more

Result<std::optional<sync::CaseCopy>> alone(const Ports &ports, const core::CaseId &id, const QList<core::TeamId> &teams, const core::PersonId &person)
{
    const auto stored = ports.cases.findCase(id, teams);
    if (!stored || !*stored)
        return stored.map([](const auto &) { return std::optional<sync::CaseCopy>(); });
    const auto slotList = ports.cases.slotsOf(id, (*stored)->row.team);
    const auto draft = ports.cases.loadDraft(id, person);
    if (!slotList || !draft)
        return tl::unexpected(slotList ? draft.error() : slotList.error());
    sync::CaseCopy copy{**stored, {}, *draft};
    for (const core::Slot &slot : *slotList)
        if (slot.claim && slot.claim->holder == person)
            copy.claims.append(*slot.claim);
    return copy;
}

} // namespace

QStringList blobsOf(const core::StoredCase &stored)
{
    return QStringList{stored.sourceBlob} + stored.evidenceBlobs.values();
}

Result<void> CheckoutSupply::together(const std::function<Result<void>()> &questions)
{
    return m_ports.desk ? questions() : m_ports.work.read(questions);
}

Result<std::optional<sync::CaseCopy>> CheckoutSupply::find(const core::CaseId &id)
{
    if (!m_ports.desk)
        return alone(m_ports, id, m_teams, m_person);
    if (!m_asked.contains(id))
        if (const auto fetched = fetchCases(id); !fetched)
            return tl::unexpected(fetched.error());
    const auto found = m_found.constFind(id);
    return found == m_found.constEnd() ? std::nullopt : std::optional(*found);
}

Result<std::optional<core::StoredBlob>> CheckoutSupply::blob(const core::CaseId &id, const QString &digest)
{
    if (!m_ports.desk)
        return m_ports.blobs.loadBlob(digest);
    if (!m_blobs.contains(digest))
        if (const auto fetched = fetchBlobs(id, digest); !fetched)
            return tl::unexpected(fetched.error());
    const auto found = m_blobs.constFind(digest);
    return found == m_blobs.constEnd() ? std::nullopt : std::optional(m_blobs.take(digest));
}

Result<void> CheckoutSupply::fetchCases(const core::CaseId &from)
{
    const QList<core::CaseId> wanted = m_cases.mid(std::max<qsizetype>(m_cases.indexOf(from), 0), casesOfASet);
    auto found = m_ports.desk->copies(m_teams, wanted, m_person);
    if (!found)
        return tl::unexpected(found.error());
    m_asked.unite({wanted.begin(), wanted.end()});
    m_found.insert(*found);
    return {};
}

// The wanted one, and what its successors will ask for; those that are too much come with the next set.
Result<void> CheckoutSupply::fetchBlobs(const core::CaseId &from, const QString &first)
{
    QStringList wanted;
    for (qsizetype i = std::max<qsizetype>(m_cases.indexOf(from), 0); i < m_cases.size(); ++i)
        if (const auto copy = m_found.constFind(m_cases[i]); copy != m_found.constEnd())
            wanted += blobsOf(copy->stored);
    wanted = wanted.mid(wanted.indexOf(first));
    wanted.removeIf([this](const QString &digest) { return m_blobs.contains(digest); });
    const auto blobs = m_ports.desk->blobs(wanted, bytesOfASet);
    if (!blobs)
        return tl::unexpected(blobs.error());
    for (const core::StoredBlob &blob : *blobs)
        m_blobs.insert(blob.digest, blob);
    return {};
}

} // namespace countersign::workflow
