// What people and pipelines read of the record: decisions, releases, waiting for an outcome, figures.
#pragma once

#include "ledger/contact.h"
#include "ledger/entry.h"
#include "workflow/changelistener.h"
#include "workflow/opencase.h"

#include <stop_token>

namespace countersign::workflow {

// By whom a case was settled after a decision about it: a third person, where it was part of a dispute, or who decided what it handed over.
struct LaterSettlement {
    core::DecisionRow by;
    bool agrees = false;                      // stands behind what this one does
};
// `all`: the decisions of its case that the asker may see, in the log's order.
core::Result<std::optional<LaterSettlement>> settlementOf(const Ports &ports, const core::DecisionRow &decision, const QList<core::DecisionRow> &all);

// A decision with its words, for the ledger page, `decisions` and exports.
struct DecisionPage {
    core::DecisionRow row;
    core::CaseRecord record;                  // the case in the version that was decided (empty texts when redacted)
    core::StoredCase stored;                  // the case as it stands now
    std::optional<core::Content> outcome;     // absent: none, or redacted
    QString rationale;
    QByteArray statement;                     // the signed note, as recorded
    QDateTime entryArrived;
    QList<ledger::Flag> flags;                // what the store noted when it took it in
    std::optional<LaterSettlement> settled;
    std::optional<ledger::Contact> contact;   // what was looked at; absent: made without a window, or redacted
};
// Of the blob a decision's statement names; nothing where it names none, or it is gone. Malformed where it is no contact.
core::Result<std::optional<ledger::Contact>> loadContact(const Ports &ports, const QString &digest);
// NoSuchCase where there is none, or the asker may not see it yet.
core::Result<DecisionPage> openDecision(const Ports &ports, const core::StatementId &id, const core::Person &asker);
// Of one that `desk` shows.
core::Result<DecisionPage> decisionPage(const Ports &ports, const core::DecisionRow &row, const CaseOnDesk &desk);

// A release or recall with its outcome, as `released` prints it.
struct ReleasedOutcome {
    core::ReleaseRow row;
    std::optional<core::Content> outcome;
};
// Held outcomes whose window is over are released first.
core::Result<QList<ReleasedOutcome>> releasedAfter(const Ports &ports, const core::Person &asker, std::optional<quint64> seq, qsizetype limit);

// Blocks until the case is released (its outcome) or closed, withdrawn or redacted (NotReleasedYet with the state as detail), or the time is
// over (TimedOut). Never an approval by waiting. Looks again when `listener` hears something; without one, five times a second.
core::Result<ReleasedOutcome> waitForOutcome(const Ports &ports, const core::Person &asker, const core::CaseId &id, std::chrono::milliseconds timeout,
                                             std::stop_token stop = {}, ChangeListener *listener = nullptr);

struct StoreFigures {
    core::QueueCounts counts;
    QList<core::MetricRow> byKind;
    QList<core::MetricRow> byReviewer;
    qint64 decisions = 0;
};
core::Result<StoreFigures> storeFigures(const Ports &ports, const core::Person &asker);

} // namespace countersign::workflow
