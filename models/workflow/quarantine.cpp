#include "workflow/quarantine.h"

#include "workflow/people.h"
#include "workflow/receivestatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

const QString acceptedSubject = QStringLiteral("decision.accepted");
const QString voidedSubject = QStringLiteral("decision.voided");

// What supervisors said of decisions, as the log has it.
Result<void> judge(const Ports &ports, QList<AsideDecision> &decisions)
{
    const auto head = ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    std::optional<core::Error> bad;
    const auto scanned = ports.ledger.scanKinds({ledger::StatementKind::Finding}, 0, head->size, [&](const ledger::LogRow &row) {
        if (row.entry.isEmpty() && ports.ledger.withholds())
            return true;
        const auto entry = ledger::parseEntry(row.entry);
        const auto statement = entry.and_then(ledger::statementOf);
        if (!statement) {
            bad = statement.error();
            return false;
        }
        const auto &body = std::get<ledger::Finding>(statement->body);
        const bool accepted = body.subject == acceptedSubject;
        if ((!accepted && body.subject != voidedSubject) || !statement->by)
            return true;
        for (AsideDecision &one : decisions)
            if (one.row.id == body.statement && one.state == AsideState::Waiting) {
                one.state = accepted ? AsideState::Accepted : AsideState::Voided;
                one.judgedBy = statement->by->actor;
                one.judged = entry->arrived;
            }
        return true;
    });
    return scanned && bad ? Result<void>(tl::unexpected(*bad)) : scanned;
}

Result<QList<AsideDecision>> allAside(const Ports &ports, const QList<core::TeamId> &teams)
{
    core::DecisionFilter filter;
    filter.teams = teams;
    filter.flag = core::DecisionFlag::Quarantined;
    filter.newestFirst = true;
    const auto rows = ports.decisions.decisions(filter);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<AsideDecision> all;
    for (const core::DecisionRow &row : *rows)
        all.append({row, AsideState::Waiting, {}, {}});
    return judge(ports, all).map([&] { return all; });
}

Result<AsideDecision> asideWith(const Ports &ports, const core::StatementId &id, const QList<core::TeamId> &teams)
{
    const auto all = allAside(ports, teams);
    if (!all)
        return tl::unexpected(all.error());
    for (const AsideDecision &one : *all)
        if (one.row.id == id)
            return one;
    return fail(ErrorKind::MoveNotAllowed, id.value, QStringLiteral("not-aside"));
}

Result<void> demandJudge(const core::Person &person, const AsideDecision &aside, const QString &rationale)
{
    if (!person.has(core::Role::Supervisor, aside.row.team))
        return fail(ErrorKind::NotAllowed, person.id.value, core::roleName(core::Role::Supervisor));
    if (aside.row.reviewer == person.id)
        return fail(ErrorKind::OwnSubmission, aside.row.caseId.value);
    if (aside.state != AsideState::Waiting)
        return fail(ErrorKind::MoveNotAllowed, aside.judgedBy.value, aside.state == AsideState::Accepted ? QStringLiteral("aside-accepted") : QStringLiteral("aside-voided"));
    return rationale.trimmed().isEmpty() ? Result<void>(fail(ErrorKind::RationaleMissing, aside.row.id.value)) : Result<void>();
}

Result<void> accept(const Ports &ports, const ActingPerson &acting, const core::DecisionRow &row)
{
    const auto stored = ports.cases.findCase(row.caseId, {row.team});
    if (!stored || !*stored)
        return stored ? Result<void>(fail(ErrorKind::NoSuchCase, row.caseId.value)) : tl::unexpected(stored.error());
    return bringBeforeThird(ports, acting.signer.store, {row.team, row.caseId, quint64(row.version)}, (*stored)->row.state, QStringLiteral("accepted"), row.id,
                            row.reviewer);
}

} // namespace

Result<QList<AsideDecision>> listAside(const Ports &ports, const core::Person &asker)
{
    return allAside(ports, asker.teams()).map([&](QList<AsideDecision> all) {
        all.removeIf([&](const AsideDecision &one) { return one.row.reviewer != asker.id && !asker.has(core::Role::Supervisor, one.row.team); });
        return all;
    });
}

Result<AsideDecision> judgeAside(const Ports &ports, const ActingPerson &acting, const core::StatementId &decision, bool accepted,
                                 const QString &rationale)
{
    const QString meaning = accepted ? QStringLiteral("I accept that this decision is looked at by a third person.") : QStringLiteral("I void this decision.");
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto person = personNow(ports, acting);
        const auto aside = person ? asideWith(ports, decision, person->teams()) : Result<AsideDecision>(tl::unexpected(person.error()));
        if (!aside)
            return tl::unexpected(aside.error());
        if (const auto may = demandJudge(*person, *aside, rationale); !may)
            return may;
        const auto words = saveWords(ports, rationale);
        if (!words)
            return tl::unexpected(words.error());
        const ledger::Finding body{aside->row.team, core::newStatementId(ports.clock.now().toMSecsSinceEpoch()), QStringLiteral("opened"),
                                   accepted ? acceptedSubject : voidedSubject, aside->row.caseId, decision, aside->row.reviewer, *words};
        return recordStatement(ports, acting, body, meaning).and_then([&](const auto &) {
            return accepted && !ports.desk ? accept(ports, acting, aside->row) : Result<void>();
        });
    });
    return written.and_then([&] { return asideWith(ports, decision, acting.person.teams()); });
}

} // namespace countersign::workflow
