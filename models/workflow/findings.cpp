#include "workflow/findings.h"

#include "workflow/auditlook.h"
#include "workflow/opencase.h"
#include "workflow/people.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

using Made = std::pair<core::StatementId, ledger::Receipt>;

Result<QString> textOf(const Ports &ports, const std::optional<ledger::Hash> &digest)
{
    if (!digest)
        return QString();
    return loadText(ports, digestString(*digest)).map([](const std::optional<QByteArray> &text) { return QString::fromUtf8(text.value_or(QByteArray())); });
}

// Every finding of the log, in the order in which they were opened.
Result<QList<FindingView>> allFindings(const Ports &ports)
{
    const auto head = ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    QList<FindingView> findings;
    core::Result<void> read;
    const auto scanned = ports.ledger.scanKinds({ledger::StatementKind::Finding}, 0, head->size, [&](const ledger::LogRow &row) {
        if (row.entry.isEmpty() && ports.ledger.withholds())
            return true;
        const auto entry = ledger::parseEntry(row.entry);
        const auto statement = entry.and_then(ledger::statementOf);
        if (!statement) {
            read = tl::unexpected(statement.error());
            return false;
        }
        const auto &body = std::get<ledger::Finding>(statement->body);
        const auto text = textOf(ports, body.text);
        if (!text) {
            read = tl::unexpected(text.error());
            return false;
        }
        auto known = std::find_if(findings.begin(), findings.end(), [&](const FindingView &one) { return one.id == body.finding; });
        if (known == findings.end()) {
            findings.append({body.finding, body.team, body.subject, body.caseId, body.statement, body.owner, {}});
            known = std::prev(findings.end());
        }
        const bool isSigned = statement->by.has_value();
        known->steps.append({row.index, body.state, isSigned ? statement->by->actor : core::PersonId(), isSigned ? statement->by->name : QString(),
                             entry->arrived, *text});
        return true;
    });
    if (!scanned || !read)
        return tl::unexpected(scanned ? read.error() : scanned.error());
    return findings;
}

Result<FindingView> findingWith(const Ports &ports, const core::StatementId &id, const core::Person &person)
{
    const auto findings = allFindings(ports);
    if (!findings)
        return tl::unexpected(findings.error());
    for (const FindingView &finding : *findings)
        if (finding.id == id && (looksAfterwards(person, finding.team) || finding.owner == person.id))
            return finding;
    return fail(ErrorKind::BadValue, id.value, QStringLiteral("finding"));
}

Result<Made> recordStep(const Ports &ports, const ActingPerson &acting, const FindingView &finding, const QString &state,
                        const QString &text, const QString &meaning)
{
    if (text.trimmed().isEmpty())
        return fail(ErrorKind::RationaleMissing, finding.id.value);
    const auto words = saveWords(ports, text);
    if (!words)
        return tl::unexpected(words.error());
    const ledger::Finding body{finding.team, finding.id, state, finding.subject, finding.caseId, finding.statement, finding.owner, *words};
    return recordStatement(ports, acting, body, meaning);
}

// The finding as the log has it with this step.
Result<FindingView> withStep(const Ports &ports, const core::StatementId &id, const core::Person &person, const Made &made)
{
    return placed(ports, made.first, made.second).and_then([&](const ledger::Receipt &) { return findingWith(ports, id, person); });
}

Result<Made> open(const Ports &ports, const ActingPerson &acting, const NewFinding &request, const core::StatementId &id)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    if (!looksAfterwards(*person, request.team))
        return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Auditor));
    if (!request.caseId.isEmpty()) {
        const auto there = ports.cases.findCase(request.caseId, {request.team});
        if (!there || !*there)
            return there ? Result<Made>(fail(ErrorKind::NoSuchCase, request.caseId.value)) : tl::unexpected(there.error());
    }
    if (!request.owner.isEmpty()) {
        const auto owner = ports.people.person(request.owner);
        if (!owner || !*owner)
            return owner ? Result<Made>(fail(ErrorKind::NoSuchPerson, request.owner.value)) : tl::unexpected(owner.error());
    }
    const FindingView finding{id, request.team, request.subject, request.caseId, request.statement, request.owner, {}};
    return recordStep(ports, acting, finding, QStringLiteral("opened"), request.text, QStringLiteral("I open this finding."));
}

enum class Step { Answer, Close };

Result<FindingView> take(const Ports &ports, const ActingPerson &acting, const core::StatementId &id, const QString &text, Step step)
{
    core::Person asker;
    Made made;
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto person = personNow(ports, acting);
        if (!person)
            return tl::unexpected(person.error());
        asker = *person;
        const auto finding = findingWith(ports, id, *person);
        if (!finding)
            return tl::unexpected(finding.error());
        if (finding->state() == u"closed")
            return fail(ErrorKind::BadValue, id.value, QStringLiteral("finding-open"));
        if (step == Step::Close && !looksAfterwards(*person, finding->team))
            return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Auditor));
        const bool answer = step == Step::Answer;
        return recordStep(ports, acting, *finding, answer ? QStringLiteral("answered") : QStringLiteral("closed"), text,
                          answer ? QStringLiteral("I answer this finding.") : QStringLiteral("I close this finding."))
            .map([&](const Made &done) { made = done; });
    });
    return written.and_then([&] { return withStep(ports, id, asker, made); });
}

} // namespace

bool mayCloseFinding(const core::Person &person, const FindingView &finding)
{
    return looksAfterwards(person, finding.team);
}

Result<QList<FindingView>> listFindings(const Ports &ports, const core::Person &asker)
{
    auto findings = allFindings(ports);
    if (!findings)
        return findings;
    findings->removeIf([&](const FindingView &one) { return !looksAfterwards(asker, one.team) && one.owner != asker.id; });
    std::reverse(findings->begin(), findings->end());
    return findings;
}

Result<FindingView> openFinding(const Ports &ports, const ActingPerson &acting, const NewFinding &request)
{
    const core::StatementId id = core::newStatementId(ports.clock.now().toMSecsSinceEpoch());
    Made made;
    const auto written = ports.work.write([&] { return open(ports, acting, request, id).map([&](const Made &step) { made = step; }); });
    return written.and_then([&] { return withStep(ports, id, acting.person, made); });
}

Result<FindingView> answerFinding(const Ports &ports, const ActingPerson &acting, const core::StatementId &id, const QString &text)
{
    return take(ports, acting, id, text, Step::Answer);
}

Result<FindingView> closeFinding(const Ports &ports, const ActingPerson &acting, const core::StatementId &id, const QString &text)
{
    return take(ports, acting, id, text, Step::Close);
}

} // namespace countersign::workflow
