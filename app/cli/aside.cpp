#include "app/cli/aside.h"

#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/table.h"
#include "ledger/text.h"
#include "ui/speech.h"
#include "workflow/quarantine.h"

namespace countersign::app {

namespace {

using workflow::AsideDecision;
using workflow::AsideState;

struct Asked {
    QString id;
    QString rationale;
};

QString stateName(AsideState state)
{
    return state == AsideState::Waiting ? QStringLiteral("waiting") : state == AsideState::Accepted ? QStringLiteral("accepted") : QStringLiteral("voided");
}

QString stateWords(AsideState state)
{
    return state == AsideState::Waiting ? Cli::tr("waits") : state == AsideState::Accepted ? Cli::tr("accepted") : Cli::tr("voided");
}

QByteArray asideJson(const AsideDecision &one)
{
    JsonWriter out;
    out.beginObject().member("statement", one.row.id.value).member("case", one.row.caseId.value).member("verdict", core::verdictName(one.row.verdict));
    out.member("reviewer", one.row.reviewer.value).member("arrived", timeOrNull(one.row.arrived)).member("seq", one.row.logIndex);
    return out.member("state", stateName(one.state)).member("judgedBy", textOrNull(one.judgedBy.value)).member("judged", timeOrNull(one.judged)).endObject().bytes();
}

core::Result<int> list(Call &call)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto all = workflow::listAside(in->ports(), in->acting.person);
    if (!all)
        return passOn(all);
    Table table(call.terminal(), {Cli::tr("STATEMENT"), Cli::tr("CASE"), Cli::tr("BY"), Cli::tr("VERDICT"), Cli::tr("ARRIVED"), Cli::tr("STATE")}, 5);
    for (const AsideDecision &one : *all) {
        if (call.json())
            call.terminal().json(asideJson(one));
        else
            table.row({one.row.id.value, one.row.caseId.value, one.row.reviewer.value, core::verdictName(one.row.verdict),
                       timeOrNull(one.row.arrived).value_or(QString()), stateWords(one.state)});
    }
    table.end();
    return done;
}

core::Result<int> judge(Call &call, const Asked &asked, bool accept)
{
    if (!ledger::isUuid(asked.id.toUtf8(), 7))
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("STATEMENT"), Cli::tr("Name the decision by its id; “offline aside” prints it."));
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto judged = workflow::judgeAside(in->ports(), in->acting, core::StatementId(asked.id), accept, asked.rationale);
    if (!judged)
        return passOn(judged);
    if (call.json())
        call.terminal().json(asideJson(*judged));
    else
        call.terminal().say(accept ? Cli::tr("Accepted: a third person settles the case, with this decision beside what stands.")
                                   : Cli::tr("Voided: it stays in the record, and moves nothing."));
    return done;
}

} // namespace

void addAside(Verb &offline)
{
    const auto asked = std::make_shared<Asked>();
    offline.verb("aside", Cli::tr("What arrived from workspaces and was set aside: yours, or all of it for a supervisor.")).runs(list);
    offline.verb("accept", Cli::tr("Bring a decision that was set aside before a third person, signed by a supervisor."))
        .argument("STATEMENT", Cli::tr("its id, as “offline aside” prints it"), asked->id)
        .option("--rationale", "T", Cli::tr("why"), asked->rationale, Need::Required)
        .runs([asked](Call &call) { return judge(call, *asked, true); });
    offline.verb("void", Cli::tr("Say that a decision that was set aside counts for nothing, signed by a supervisor."))
        .argument("STATEMENT", Cli::tr("its id, as “offline aside” prints it"), asked->id)
        .option("--rationale", "T", Cli::tr("why"), asked->rationale, Need::Required)
        .runs([asked](Call &call) { return judge(call, *asked, false); });
}

} // namespace countersign::app
