// The loop learns: signed decisions leave the store as a list of who decided what, or as training examples without anybody's name.
#pragma once

#include "workflow/actingperson.h"

#include <stop_token>

namespace countersign::workflow {

enum class DecisionExport {
    Decisions, // every one about cases of the person's teams, as it stands
    Training,  // what trainingrules.h lets out, each case once
};
QString exportName(DecisionExport kind);   // "decisions", "training"
QString exportSchema(DecisionExport kind); // "countersign.decisions/1" …

struct ExportedDecisions {
    qint64 written = 0;
    QMap<QString, qint64> leftOut; // by keptBackName; of decisions those that are invalid
    bool operator==(const ExportedDecisions &) const = default;
};

// One line each, in the order of the ledger, of one moment of the store; memory does not grow with their number. First an audit.opened entry is
// signed for each team, then the file is written beside `path` and put in its place (mode 0600; nothing may be there). NotAllowed unless the person
// is auditor, supervisor or compliance of a team: only its cases are looked at; and for training unless they are compliance (detail) of every such
// team that has sentinels, as what is not there would tell which they are. VerificationFailed (where: the log index) for a ledger whose people
// do not check out; CannotWrite, DiskFull, Cancelled.
core::Result<ExportedDecisions> exportDecisions(const Ports &ports, const ActingPerson &acting, DecisionExport kind, const QString &path,
                                                const std::function<void(quint64 done, quint64 total)> &progress = {}, std::stop_token stop = {});

} // namespace countersign::workflow
