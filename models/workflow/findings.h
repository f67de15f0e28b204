// Findings of those who look afterwards: opened with an owner, answered, closed; every step is a signed entry, and the entries are all there is.
#pragma once

#include "workflow/actingperson.h"

namespace countersign::workflow {

struct NewFinding {
    core::TeamId team{QStringLiteral("main")};
    QString subject = QStringLiteral("review"); // token
    core::CaseId caseId;                        // empty: about no one case
    core::StatementId statement;                // the decision it is about, or empty
    core::PersonId owner;                       // who has to answer; empty: nobody by name
    QString text;                               // what was found
};

struct FindingStep {
    quint64 logIndex = 0;
    QString state;                 // opened, answered, closed
    core::PersonId actor;          // empty: the store itself
    QString actorName;
    QDateTime arrived;
    QString text;                  // empty: none, or redacted
    bool operator==(const FindingStep &) const = default;
};

struct FindingView {
    core::StatementId id;
    core::TeamId team;
    QString subject;
    core::CaseId caseId;
    core::StatementId statement;
    core::PersonId owner;
    QList<FindingStep> steps;      // in log order, at least one
    const QString &state() const { return steps.last().state; }
    bool operator==(const FindingView &) const = default;
};

// Auditors, supervisors and compliance of the team see all of them; others those they own. Newest first.
core::Result<QList<FindingView>> listFindings(const Ports &ports, const core::Person &asker);

// Whether the person's roles allow closing it.
bool mayCloseFinding(const core::Person &person, const FindingView &finding);

// NotAllowed, RationaleMissing (no text), NoSuchCase, NoSuchPerson (owner), BadValue (subject).
core::Result<FindingView> openFinding(const Ports &ports, const ActingPerson &acting, const NewFinding &request);
// By its owner, or whoever may open one. NotAllowed, BadValue (no such finding, or closed), RationaleMissing.
core::Result<FindingView> answerFinding(const Ports &ports, const ActingPerson &acting, const core::StatementId &id,
                                        const QString &text);
// Never by its owner alone: whoever may open one. NotAllowed, BadValue, RationaleMissing.
core::Result<FindingView> closeFinding(const Ports &ports, const ActingPerson &acting, const core::StatementId &id,
                                       const QString &text);

} // namespace countersign::workflow
