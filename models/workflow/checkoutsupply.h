// What a check-out copies, as the store gives it: in sets of many cases where it knows sets, one by one elsewhere.
#pragma once

#include "sync/storedesk.h"
#include "workflow/casemove.h"

namespace countersign::workflow {

// For one person and cases that are asked for in their order. One thread; `ports` outlive it.
class CheckoutSupply {
public:
    CheckoutSupply(const Ports &ports, QList<core::TeamId> teams, core::PersonId person, QList<core::CaseId> cases)
        : m_ports(ports), m_teams(std::move(teams)), m_person(std::move(person)), m_cases(std::move(cases))
    {
    }

    // What belongs together is asked for in one transaction where the store is asked for each case.
    core::Result<void> together(const std::function<core::Result<void>()> &questions);
    // Nothing where it is not there.
    core::Result<std::optional<sync::CaseCopy>> find(const core::CaseId &id);
    // One of that case's; nothing where it was redacted. Each is given once.
    core::Result<std::optional<core::StoredBlob>> blob(const core::CaseId &id, const QString &digest);

private:
    core::Result<void> fetchCases(const core::CaseId &from);
    core::Result<void> fetchBlobs(const core::CaseId &from, const QString &first);

    const Ports &m_ports;
    QList<core::TeamId> m_teams;
    core::PersonId m_person;
    QList<core::CaseId> m_cases;
    QSet<core::CaseId> m_asked;
    QHash<core::CaseId, sync::CaseCopy> m_found;
    QHash<QString, core::StoredBlob> m_blobs;
};

// The received line and the files.
QStringList blobsOf(const core::StoredCase &stored);

} // namespace countersign::workflow
