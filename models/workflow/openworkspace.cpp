#include "workflow/openworkspace.h"

#include "workflow/closedworkspace.h"
#include "workflow/signing.h"

#include <QSet>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

void count(WorkspaceStatus &status, const ledger::LogRow &row, const ledger::Statement &statement)
{
    const auto sent = status.session.sent.constFind(row.statement);
    const bool isMade = sent == status.session.sent.constEnd();
    qsizetype &number = isMade                             ? status.made
        : sent->progress == sync::Progress::Sent           ? status.sent
        : sent->progress == sync::Progress::Acknowledged   ? status.acknowledged
                                                           : status.included;
    ++number;
    status.disputed += !isMade && sent->fate == sync::Fate::Disputed ? 1 : 0;
    status.setAside += !isMade && sent->fate == sync::Fate::Quarantined ? 1 : 0;
    if ((isMade || sent->progress == sync::Progress::Sent) && !status.unsentSince.isValid())
        status.unsentSince = statement.by->claimed;
}

// Once its time was over, it stays so: a clock that is set back opens it no more. Where that cannot be noted, it is over all the same.
bool isOver(const OpenWorkspace &workspace, sync::WorkspaceSession session)
{
    const bool isNow = session.until < workspace.ports.clock.now();
    if (isNow && session.closed.isEmpty()) {
        session.closed = closedByTime;
        (void)workspace.desk.saveSession(session);
    }
    return isNow || session.closed == closedByTime;
}

MadeDecision madeDecision(const WorkspaceStatus &status, const ledger::LogRow &row, const ledger::Statement &statement, const ledger::Decision &body)
{
    MadeDecision made{row.statement, body.ref.caseId, body.verdict, statement.by->claimed, {}};
    if (const auto sent = status.session.sent.constFind(row.statement); sent != status.session.sent.constEnd())
        made.sent = *sent;
    return made;
}

} // namespace

Result<WorkspaceStatus> workspaceStatus(const OpenWorkspace &workspace)
{
    WorkspaceStatus status;
    status.label = workspace.desk.label();
    const auto session = workspace.desk.session();
    const auto head = workspace.ports.ledger.head();
    if (!session || !head)
        return tl::unexpected(session ? head.error() : session.error());
    status.session = *session;
    status.expired = isOver(workspace, *session);
    std::optional<core::Error> bad;
    QSet<QString> decided;
    const auto scanned = workspace.ports.ledger.scan(0, head->size, [&](const ledger::LogRow &row) {
        const auto statement = ledger::parseEntry(row.entry).and_then(ledger::statementOf);
        if (!statement)
            bad = statement.error();
        else if (const auto *decision = std::get_if<ledger::Decision>(&statement->body)) {
            count(status, row, *statement);
            status.decisions.append(madeDecision(status, row, *statement, *decision));
            decided.insert(decision->ref.caseId.value);
        }
        return !bad;
    });
    if (!scanned || bad)
        return tl::unexpected(scanned ? *bad : scanned.error());
    for (const sync::CheckedOutCase &one : session->cases) {
        const auto stored = decided.contains(one.caseId.value) ? std::nullopt : workspace.ports.cases.findCase(one.caseId, {one.team}).value_or(std::nullopt);
        status.left += stored && stored->row.state == core::CaseState::Open ? 1 : 0;
    }
    return status;
}

Result<ActingPerson> actInWorkspace(const OpenWorkspace &workspace, std::shared_ptr<const ledger::UnlockedKey> key, ledger::Secret pinVerifier,
                                    const QString &keyringFolder)
{
    const sync::WorkspaceLabel &label = workspace.desk.label();
    const auto session = workspace.desk.session();
    const auto person = workspace.ports.people.person(label.person);
    if (!session || !person)
        return tl::unexpected(session ? person.error() : session.error());
    if (!session->ready || !*person)
        return fail(ErrorKind::NotAllowed, label.person.value, QStringLiteral("workspace-unfinished"));
    if ((*person)->disabled)
        return fail(ErrorKind::PersonDisabled, label.person.value);
    if (!session->closed.isEmpty() && session->closed != closedByTime)
        return fail(ErrorKind::NotAllowed, session->closed, QStringLiteral("workspace-closed"));
    if (isOver(workspace, *session))
        return fail(ErrorKind::NotAllowed, label.person.value, QStringLiteral("workspace-expired"));
    ActingPerson acting;
    acting.person = **person;
    acting.key = std::move(key);
    acting.signer = {label.store, acting.person.printedName, label.id, session->basis, softwareName()};
    acting.keyringFolder = keyringFolder;
    acting.signing = std::make_shared<SigningState>(std::move(pinVerifier));
    return acting;
}

} // namespace countersign::workflow
