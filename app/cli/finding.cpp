// finding, security: what those who look afterwards found, and what the store noticed around keys and secrets.
#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/jsonrows.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "ledger/text.h"
#include "ui/speech.h"
#include "workflow/findings.h"
#include "workflow/securityevents.h"

namespace countersign::app {

namespace {

using workflow::FindingView;

struct Asked {
    QString id;
    QString text;
    QString subject = QStringLiteral("review");
    QString caseId;
    QString statement;
    QString owner;
    QString team = QStringLiteral("main");
    std::optional<qint64> limit;
};

void write(JsonWriter &out, const FindingView &finding)
{
    out.beginObject().member("finding", finding.id.value).member("team", finding.team.value).member("state", finding.state());
    out.member("subject", finding.subject).member("case", textOrNull(finding.caseId.value)).member("statement", textOrNull(finding.statement.value));
    out.member("owner", textOrNull(finding.owner.value)).key("steps").beginArray();
    for (const workflow::FindingStep &step : finding.steps) {
        out.beginObject().member("seq", step.logIndex).member("state", step.state).member("actor", textOrNull(step.actor.value));
        out.member("actorName", textOrNull(step.actorName)).member("arrived", timeOrNull(step.arrived)).member("text", textOrNull(step.text)).endObject();
    }
    out.endArray().endObject();
}

void print(Call &call, const FindingView &finding)
{
    if (call.json()) {
        JsonWriter out;
        write(out, finding);
        call.terminal().json(out.bytes());
        return;
    }
    call.terminal().line(finding.id.value);
    call.terminal().say(Cli::tr("Signed and recorded as entry %1.").arg(finding.steps.last().logIndex));
}

using Step = std::function<core::Result<FindingView>(const workflow::Ports &, const workflow::ActingPerson &)>;

core::Result<int> carryOut(Call &call, const Step &step)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto finding = step(in->ports(), in->acting);
    if (!finding)
        return passOn(finding);
    print(call, *finding);
    return done;
}

core::Result<int> open(Call &call, const Asked &asked)
{
    if (!asked.statement.isEmpty() && !ledger::isUuid(asked.statement.toUtf8(), 7))
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--decision"), Cli::tr("--decision names a decision by the id of its statement."));
    return carryOut(call, [&](const workflow::Ports &ports, const workflow::ActingPerson &acting) {
        return workflow::openFinding(ports, acting, {core::TeamId(asked.team), asked.subject, caseNamed(asked.caseId),
                                                              core::StatementId(asked.statement), core::PersonId(asked.owner), asked.text});
    });
}

core::Result<int> list(Call &call)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto findings = workflow::listFindings(in->ports(), in->acting.person);
    if (!findings)
        return passOn(findings);
    Table table(call.terminal(), {Cli::tr("FINDING"), Cli::tr("STATE"), Cli::tr("SUBJECT"), Cli::tr("CASE"), Cli::tr("OWNER"), Cli::tr("LAST WORD")}, 5);
    for (const FindingView &finding : *findings) {
        if (call.json()) {
            JsonWriter out;
            write(out, finding);
            call.terminal().json(out.bytes());
        } else {
            table.row({finding.id.value, finding.state(), finding.subject, finding.caseId.value, finding.owner.value, finding.steps.last().text});
        }
    }
    table.end();
    return done;
}

core::Result<int> security(Call &call, const Asked &asked)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto events = workflow::openSecurityEvents(in->ports(), in->acting, int(asked.limit.value_or(1000)));
    if (!events)
        return passOn(events);
    Table table(call.terminal(), {Cli::tr("TIME"), Cli::tr("WHAT"), Cli::tr("PERSON"), Cli::tr("DETAIL")}, 3);
    for (const core::SecurityEvent &event : *events) {
        if (call.json())
            call.terminal().json(JsonWriter().beginObject().member("at", timeOrNull(event.at)).member("kind", event.kind)
                                     .member("person", textOrNull(event.person.value)).member("detail", textOrNull(event.detail)).endObject().bytes());
        else
            table.row({timeOrNull(event.at).value_or(QString()), ui::securityWords(event.kind), event.person.value, event.detail});
    }
    table.end();
    return done;
}

void addStep(Verb &finding, const char *name, const QString &summary, const std::shared_ptr<Asked> &asked, decltype(&workflow::answerFinding) take)
{
    finding.verb(name, summary)
        .argument("FINDING", Cli::tr("its id, as “finding list” prints it"), asked->id)
        .option("--text", "T", Cli::tr("what there is to say"), asked->text, Need::Required)
        .runs([asked, take](Call &call) {
            return carryOut(call, [&](const workflow::Ports &ports, const workflow::ActingPerson &acting) {
                return take(ports, acting, core::StatementId(asked->id), asked->text);
            });
        });
}

} // namespace

void addFinding(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    Verb finding = program.verb("finding", Cli::tr("What an audit brought up: open, answer, close, list; each step is signed."));
    finding.verb("open", Cli::tr("Open a finding; prints its id."))
        .about(Cli::tr("An auditor, a supervisor or compliance signs. The owner is asked to answer it."))
        .option("--text", "T", Cli::tr("what was found"), asked->text, Need::Required)
        .option("--subject", "CODE", Cli::tr("what it is about, as a code (review)"), asked->subject)
        .option("--case", "C", Cli::tr("the case it is about"), asked->caseId)
        .option("--decision", "ID", Cli::tr("the decision it is about"), asked->statement)
        .option("--owner", "PERSON", Cli::tr("who has to answer"), asked->owner)
        .option("--team", "T", Cli::tr("the team it belongs to (main)"), asked->team)
        .examples({QStringLiteral("countersign finding open --case D2N068 --owner ada --text \"Signed in four seconds.\" --as olga")})
        .runs([asked](Call &call) { return open(call, *asked); });
    addStep(finding, "answer", Cli::tr("Answer a finding: its owner, or whoever may open one."), asked, &workflow::answerFinding);
    addStep(finding, "close", Cli::tr("Close a finding: an auditor, a supervisor or compliance."), asked, &workflow::closeFinding);
    finding.verb("list", Cli::tr("The findings you may see, the newest first.")).runs(list);
}

void addSecurity(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("security", Cli::tr("Wrong secrets, refused signatures and the like, the newest first."))
        .about(Cli::tr("For supervisors, auditors and compliance. Looking is itself an entry of the ledger."))
        .number("--limit", "N", Cli::tr("at most so many (1000)"), 1, 1'000'000, asked->limit)
        .runs([asked](Call &call) { return security(call, *asked); });
}

} // namespace countersign::app
