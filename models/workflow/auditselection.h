// Inside the library only: which entries of the log belong to a selection of cases.
#pragma once

#include "workflow/exportaudit.h"

#include <QSet>

namespace countersign::workflow {

struct LogScan {
    QList<quint64> indexes;          // ascending
    QSet<QByteArray> cases;          // chosen, by caseKey
    QList<quint64> bases;            // sizes that statements among them stand on, ascending, each once
};

QByteArray caseKey(const core::TeamId &team, const core::CaseId &id);
// The case a statement is about, by caseKey; empty for none, and for those that name several.
QByteArray subjectKey(const ledger::Statement &statement);

// Entries below `size`. Always among them: keys, roles, restores, policies. Cancelled; NoSuchCase where nothing matches.
core::Result<LogScan> scanLog(const Ports &ports, quint64 size, const AuditSelection &selection, const QList<core::TeamId> &teams,
                              const std::stop_token &stop);

} // namespace countersign::workflow
