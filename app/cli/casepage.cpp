#include "app/cli/casepage.h"

#include "app/cli/difftext.h"
#include "app/cli/jsonrows.h"
#include "app/cli/terminal.h"
#include "ui/ledger/decisiontext.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"
#include "workflow/fieldediting.h"
#include "workflow/masks.h"

#include <QTextStream>

namespace countersign::app {

namespace {

QString indented(const QString &text)
{
    QString out;
    for (const QString &line : text.split(u'\n'))
        out += line.isEmpty() ? QStringLiteral("\n") : QStringLiteral("  ") + line + u'\n';
    return out;
}

QString head(const CasePage &page)
{
    const workflow::CaseOnDesk &desk = page.desk;
    const core::QueueRow &row = desk.stored.row;
    const QString state = page.here ? ui::decidedHereWords(page.here->sent) : ui::words(row.state);
    QStringList facts{ui::kindWords(row.kind), ui::words(row.risk), state, Cli::tr("priority %1").arg(row.priority)};
    if (row.due)
        facts.append(Cli::tr("due %1").arg(ui::exactTime(*row.due)));
    if (!row.holder.isEmpty())
        facts.append(Cli::tr("claimed by %1").arg(row.holder.value));
    const core::CaseRoute &route = desk.stored.route;
    QString out = row.id.value + (row.title == row.id.value ? QString() : QStringLiteral("  ") + row.title) + u'\n' + facts.join(QStringLiteral(" · ")) + u'\n';
    const QString routed = route.automatic ? Cli::tr("released by rule “%1” of policy %2")
        : route.reviewers == 1             ? Cli::tr("routed to one reviewer by rule “%1” of policy %2")
                                           : Cli::tr("routed to two independent reviewers by rule “%1” of policy %2");
    out += routed.arg(route.rule).arg(route.policyVersion) + u'\n';
    return out + Cli::tr("imported %1 by %2").arg(ui::exactTime(row.arrived), desk.stored.importedBy.value) + u'\n';
}

QString evidence(const core::EvidenceItem &item)
{
    const QString title = QStringLiteral("\n%1 %2 (%3)\n").arg(Cli::tr("EVIDENCE"), item.title.isEmpty() ? item.id : item.title, item.mediaType);
    if (item.text)
        return title + indented(*item.text);
    return title + indented(Cli::tr("file %1, cannot be shown in a terminal").arg(item.file));
}

QString citations(const core::Suggestion &suggestion)
{
    QString out;
    for (const core::Citation &citation : suggestion.citations) {
        const QString place = citation.at.field.isEmpty() ? citation.at.exact : citation.at.field;
        const QString source = citation.in.exact.isEmpty() ? QString() : QStringLiteral(": ") + citation.in.exact;
        out += QStringLiteral("%1 → %2%3\n").arg(place, citation.evidence, source);
    }
    return out.isEmpty() ? out : u'\n' + Cli::tr("CITATIONS") + u'\n' + indented(out.chopped(1));
}

QString suggestion(const core::Suggestion &suggestion)
{
    QStringList source;
    if (!suggestion.model.isEmpty())
        source.append(suggestion.model + (suggestion.modelVersion.isEmpty() ? QString() : u' ' + suggestion.modelVersion));
    if (!suggestion.confidence.isEmpty())
        source.append(Cli::tr("confidence %1").arg(QString::fromUtf8(suggestion.confidence)));
    return u'\n' + Cli::tr("SUGGESTION") + u' ' + source.join(QStringLiteral(" · ")) + u'\n' + indented(workflow::contentAsText(suggestion.content));
}

QString signature(const core::DecisionRow &row, bool offline)
{
    QString out = QStringLiteral("%1\n").arg(row.meaning.isEmpty() ? ui::words(row.verdict) : u'“' + row.meaning + u'”');
    out += Cli::tr("signed by %1 (%2), %3").arg(row.reviewerName, row.reviewer.value, ui::exactTime(row.arrived));
    out += offline ? Cli::tr(" in this workspace") + u'\n' : Cli::tr("; entry %1 of the ledger").arg(row.logIndex) + u'\n';
    if (row.late)
        out += Cli::tr("recorded late: the claim had run out") + u'\n';
    if (!row.supersedes.isEmpty())
        out += Cli::tr("corrects decision %1").arg(row.supersedes.value) + u'\n';
    if (row.stage == core::Stage::Resolution)
        out += Cli::tr("settles the case as another person") + u'\n';
    return out;
}

QString decision(const workflow::DecisionPage &page, bool offline, bool colour)
{
    const core::DecisionRow &row = page.row;
    QString body = signature(row, offline);
    QStringList reasons;
    for (const QString &code : row.reasons)
        reasons.append(ui::codeWords(code));
    if (!reasons.isEmpty())
        body += Cli::tr("reason: %1").arg(reasons.join(QStringLiteral(", "))) + u'\n';
    if (!page.rationale.isEmpty())
        body += Cli::tr("rationale: %1").arg(page.rationale) + u'\n';
    for (const QString &sentence : {ui::clockSentence(page), ui::versionSentence(page), ui::standingSentence(page), ui::settlementSentence(page)})
        if (!sentence.isEmpty())
            body += sentence + u'\n';
    body = shown(body, true);
    const QString suggested = workflow::contentAsText(page.record.suggestion.content);
    if (row.verdict == core::Verdict::Edit)
        body += page.outcome ? u'\n' + markedDifference(suggested, workflow::contentAsText(*page.outcome), colour) + u'\n'
                             : Cli::tr("the content has been redacted") + u'\n';
    return u'\n' + Cli::tr("DECISION") + u' ' + ui::words(row.verdict) + u'\n' + indented(body.chopped(1));
}

core::Result<bool> isHidden(const workflow::Ports &ports, const core::StoredCase &stored, const core::PersonId &reader)
{
    if (!stored.route.blind || stored.row.state != core::CaseState::Open)
        return false;
    if (reader.isEmpty())
        return true;
    return ports.cases.firstAnswer(stored.row.id, stored.row.team, reader).map([](const QString &answer) { return answer.isEmpty(); });
}

} // namespace

core::Result<CasePage> casePage(const workflow::Ports &ports, const core::CaseId &id, const core::PersonId &asker)
{
    const auto reader = workflow::readingPerson(ports);
    if (!reader)
        return tl::unexpected(reader.error());
    auto desk = workflow::openCase(ports, id, *reader);
    if (!desk)
        return tl::unexpected(desk.error());
    const auto hidden = isHidden(ports, desk->stored, asker);
    if (!hidden)
        return tl::unexpected(hidden.error());
    CasePage page{std::move(*desk), *hidden, {}, ports.offline, {}};
    if (*hidden)
        page.desk.record.evidence = workflow::withoutSuggested(std::move(page.desk.record.evidence));
    for (const core::DecisionRow &row : std::as_const(page.desk.decisions)) {
        auto decided = workflow::decisionPage(ports, row, page.desk);
        if (!decided)
            return tl::unexpected(decided.error());
        page.decisions.append(std::move(*decided));
    }
    return page;
}

QString caseAsText(const CasePage &page, bool colour)
{
    const workflow::CaseOnDesk &desk = page.desk;
    QString out = head(page);
    if (desk.redacted)
        out += u'\n' + Cli::tr("The texts of this case have been redacted.") + u'\n';
    for (const core::EvidenceItem &item : desk.record.evidence)
        out += evidence(item);
    if (page.suggestionHidden)
        out += u'\n' + Cli::tr("SUGGESTION") + u'\n' + indented(Cli::tr("This case asks for your own answer first: countersign answer %1").arg(desk.record.id.value));
    else if (!desk.redacted)
        out += suggestion(desk.record.suggestion) + citations(desk.record.suggestion);
    QString clean = shown(out, true);
    for (const workflow::DecisionPage &one : page.decisions)
        clean += decision(one, page.offline, colour);
    return clean;
}

void writeDecision(exchange::JsonWriter &out, const workflow::DecisionPage &decision)
{
    writeMembers(out, decision.row);
    out.member("rationale", textOrNull(decision.rationale)).key("outcome");
    writeValue(out, decision.outcome);
    const std::optional<workflow::LaterSettlement> &settled = decision.settled;
    out.member("stands", decision.row.stands).member("settledBy", settled ? std::optional(settled->by.id.value) : std::nullopt).key("kept");
    if (settled && decision.row.verdict != core::Verdict::Escalate)
        out.value(settled->agrees);
    else
        out.null();
    out.key("flags").beginArray();
    for (const ledger::Flag flag : decision.flags)
        out.value(QString::fromLatin1(ledger::flagName(flag)));
    out.endArray();
}

} // namespace countersign::app
