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

Result<void> recordStep(const Ports &ports, const QString &session, const ActingPerson &acting, const FindingView &finding, const QString &state,
                        const QString &text, const QString &meaning)
{
    if (text.trimmed().isEmpty())
        return fail(ErrorKind::RationaleMissing, finding.id.value);
    const auto words = saveWords(ports, text);
    if (!words)
        return tl::unexpected(words.error());
    const ledger::Finding body{finding.team, finding.id, state, finding.subject, finding.caseId, finding.statement, finding.owner, *words};
    return recordStatement(ports, session, acting, body, meaning).map([](const auto &) {});
}

Result<void> open(const Ports &ports, const QString &session, const ActingPerson &acting, const NewFinding &request, const core::StatementId &id)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    if (!looksAfterwards(*person, request.team))
        return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Auditor));
    if (!request.caseId.isEmpty()) {
        const auto there = ports.cases.findCase(request.caseId, {request.team});
        if (!there || !*there)
            return there ? Result<void>(fail(ErrorKind::NoSuchCase, request.caseId.value)) : tl::unexpected(there.error());
    }
    if (!request.owner.isEmpty()) {
        const auto owner = ports.people.person(request.owner);
        if (!owner || !*owner)
            return owner ? Result<void>(fail(ErrorKind::NoSuchPerson, request.owner.value)) : tl::unexpected(owner.error());
    }
    const FindingView finding{id, request.team, request.subject, request.caseId, request.statement, request.owner, {}};
    return recordStep(ports, session, acting, finding, QStringLiteral("opened"), request.text, QStringLiteral("I open this finding."));
}

enum class Step { Answer, Close };

Result<FindingView> take(const Ports &ports, const QString &session, const ActingPerson &acting, const core::StatementId &id, const QString &text, Step step)
{
    std::optional<FindingView> after;
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto person = personNow(ports, acting);
        if (!person)
            return tl::unexpected(person.error());
        const auto finding = findingWith(ports, id, *person);
        if (!finding)
            return tl::unexpected(finding.error());
        if (finding->state() == u"closed")
            return fail(ErrorKind::BadValue, id.value, QStringLiteral("finding-open"));
        if (step == Step::Close && !looksAfterwards(*person, finding->team))
            return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Auditor));
        const bool answer = step == Step::Answer;
        return recordStep(ports, session, acting, *finding, answer ? QStringLiteral("answered") : QStringLiteral("closed"), text,
                          answer ? QStringLiteral("I answer this finding.") : QStringLiteral("I close this finding."))
            .and_then([&] { return findingWith(ports, id, *person); })
            .map([&](const FindingView &now) { after = now; });
    });
    return written.map([&] { return *after; });
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

Result<FindingView> openFinding(const Ports &ports, const QString &session, const ActingPerson &acting, const NewFinding &request)
{
    const core::StatementId id = core::newStatementId(ports.clock.now().toMSecsSinceEpoch());
    if (const auto written = ports.work.write([&] { return open(ports, session, acting, request, id); }); !written)
        return tl::unexpected(written.error());
    return findingWith(ports, id, acting.person);
}

Result<FindingView> answerFinding(const Ports &ports, const QString &session, const ActingPerson &acting, const core::StatementId &id, const QString &text)
{
    return take(ports, session, acting, id, text, Step::Answer);
}

Result<FindingView> closeFinding(const Ports &ports, const QString &session, const ActingPerson &acting, const core::StatementId &id, const QString &text)
{
    return take(ports, session, acting, id, text, Step::Close);
}

} // namespace countersign::workflow
