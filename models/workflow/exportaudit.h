// An evidence file for an auditor: what was signed about some cases or all, with proofs, contents and a report to read.
#pragma once

#include "core/caserecord.h"
#include "ledger/contact.h"
#include "ledger/entry.h"
#include "ledger/trustfile.h"
#include "workflow/actingperson.h"

#include <stop_token>

namespace countersign::workflow {

// Which cases. A case is chosen when it is among those named (none named: any) and one of its entries arrived in this time and, where a
// person is named, is signed by them; then its whole history is. Nothing said: every entry of the ledger.
struct AuditSelection {
    QList<core::CaseId> cases;
    QDateTime since;          // inclusive; invalid: no bound
    QDateTime until;          // exclusive
    core::PersonId reviewer;  // empty: anybody
    bool all() const { return cases.isEmpty() && !since.isValid() && !until.isValid() && reviewer.isEmpty(); }
    bool operator==(const AuditSelection &) const = default;
};

// A signed statement of the bundle, for the report.
struct AuditSignature {
    quint64 seq = 0;
    QDateTime arrived;
    ledger::Statement statement;
    std::optional<core::Content> outcome;  // of a decision; absent: none, or gone
    QString rationale;
    std::optional<ledger::Contact> contact{}; // of a decision; absent: none, or gone
    std::optional<core::CaseRecord> decided{}; // the case as it was in the earlier version that was decided; absent: the newest was
};

struct AuditCase {
    core::CaseRecord record;               // in the newest version; texts empty where they are gone
    bool gone = false;                     // redacted
    QList<AuditSignature> signatures;      // in the order of the ledger
};

// What report.html tells.
struct AuditReport {
    static constexpr qsizetype mostCases = 1000;
    QString storeName;
    ledger::Checkpoint checkpoint;
    QByteArray note;                       // the checkpoint with its cosignatures
    bool whole = false;
    AuditSelection selection;
    core::Person madeBy;
    QDateTime made;
    QList<AuditCase> cases;                // the first mostCases
    qsizetype casesLeftOut = 0;            // more than a page can show; they are in the bundle
    QList<AuditSignature> others;          // signed, and not about one of these cases
};
using ReportWriter = std::function<QByteArray(const AuditReport &)>;

struct AuditRequest {
    QString path;
    AuditSelection selection;
    QList<ledger::TrustFile> trusts;       // of those it is for: proofs from their checkpoints are put in
    ReportWriter report;
};

struct ExportedBundle {
    ledger::Checkpoint checkpoint;
    bool whole = false;
    qsizetype entries = 0;
    qsizetype cases = 0;
    qsizetype blobs = 0;
    qsizetype withheld = 0;
    bool operator==(const ExportedBundle &) const = default;
};

using ExportProgress = std::function<void(qint64 done, qint64 total)>;

// First an audit.opened entry is signed (and this workstation enrolled where it is not), then the ledger is cosigned as it stands, then the
// bundle written beside `path` and put in its place. NotAllowed unless the person is auditor, supervisor or compliance: only cases of those
// teams are chosen. NoSuchCase where a named case is not there, or nothing matches; CannotWrite, DiskFull, Cancelled, HistoryRewritten.
core::Result<ExportedBundle> exportAudit(const Ports &ports, const ActingPerson &acting, const AuditRequest &request,
                                         const ExportProgress &progress = {}, std::stop_token stop = {});

} // namespace countersign::workflow
