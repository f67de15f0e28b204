#include "app/cli/offlinewords.h"

#include "app/cli/jsonrows.h"
#include "app/cli/table.h"
#include "ui/sync/offlinewords.h"

namespace countersign::app {

namespace {

using sync::Fate;
using ui::becomesWords;
using ui::casesWords;
using ui::causeWords;
using ui::fateWords;
using ui::statementsWords;

std::optional<QString> fateOrNull(const std::optional<Fate> &fate)
{
    return fate ? std::optional(QString::fromLatin1(sync::fateName(*fate))) : std::nullopt;
}

// What became of one that was answered.
std::optional<Fate> fateOf(const workflow::MadeDecision &made)
{
    return made.sent && made.sent->progress != sync::Progress::Sent && made.sent->fate != Fate::Already ? std::optional(made.sent->fate) : std::nullopt;
}

void printStatement(Call &call, Table &table, const sync::PlannedStatement &one)
{
    if (!call.json()) {
        table.row({one.caseId.value, becomesWords(one), causeWords(one.cause)});
        return;
    }
    JsonWriter out;
    out.beginObject().member("case", one.caseId.value).member("statement", one.id.value).member("fate", QString::fromLatin1(sync::fateName(one.fate)));
    out.member("cause", textOrNull(one.cause)).member("before", fateOrNull(one.before)).member("against", textOrNull(one.against.value));
    out.key("flags").beginArray();
    for (const ledger::Flag flag : one.flags)
        out.value(QString::fromLatin1(ledger::flagName(flag)));
    call.terminal().json(out.endArray().endObject().bytes());
}

void printSum(Call &call, const workflow::SyncReport &report)
{
    const sync::SyncPlan &plan = report.plan;
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("statements", qint64(report.statements)).member("included", qint64(report.included));
        for (const Fate fate : {Fate::Already, Fate::Recorded, Fate::Late, Fate::Disputed, Fate::Quarantined, Fate::Held, Fate::Refused})
            out.member(sync::fateName(fate).constData(), qint64(plan.count(fate)));
        call.terminal().json(out.member("allIncluded", report.allIncluded()).endObject().bytes());
        return;
    }
    call.terminal().say(report.allIncluded() ? Cli::tr("All sent: %1, each proven to be in the record.").arg(statementsWords(report.statements))
                                             : Cli::tr("%1 of %2 statements are in the record; the others are still here.").arg(report.included).arg(report.statements));
    for (const QString &sentence : ui::becameWords(plan))
        call.terminal().say(sentence);
}

QByteArray statusJson(const workflow::WorkspaceStatus &status, const QString &path)
{
    JsonWriter out;
    out.beginObject().member("workspace", path).member("id", QString::fromLatin1(status.label.id)).member("store", status.label.store.value);
    out.member("person", status.label.person.value).member("origin", status.session.origin).member("checkout", status.session.checkout.value);
    out.member("until", timeOrNull(status.session.until)).member("expired", status.expired).member("ready", status.session.ready);
    out.member("cases", qint64(status.session.cases.size())).member("left", qint64(status.left)).member("decided", qint64(status.decided()));
    out.member("made", qint64(status.made)).member("sent", qint64(status.sent)).member("acknowledged", qint64(status.acknowledged));
    out.member("included", qint64(status.included)).member("unsentSince", timeOrNull(status.unsentSince)).member("disputed", qint64(status.disputed));
    out.member("setAside", qint64(status.setAside)).member("closed", textOrNull(status.session.closed)).key("statements").beginArray();
    for (const workflow::MadeDecision &made : status.decisions) {
        out.beginObject().member("case", made.caseId.value).member("statement", made.id.value).member("verdict", core::verdictName(made.verdict));
        out.member("progress", QString::fromLatin1(sync::progressName(made.sent))).member("fate", fateOrNull(fateOf(made)));
        out.member("cause", made.sent ? textOrNull(made.sent->cause) : std::nullopt).endObject();
    }
    return out.endArray().endObject().bytes();
}

} // namespace

void printStatus(Call &call, const workflow::WorkspaceStatus &status, const QString &path)
{
    if (call.json())
        return call.terminal().json(statusJson(status, path));
    call.terminal().line(ui::statusWords(status));
    Table table(call.terminal(), {Cli::tr("CASE"), Cli::tr("DECISION"), Cli::tr("HOW FAR"), Cli::tr("BECAME"), Cli::tr("WHY")}, 4);
    for (const workflow::MadeDecision &made : status.decisions) {
        const auto fate = fateOf(made);
        table.row({made.caseId.value, core::verdictName(made.verdict), ui::progressWords(made.sent), fate ? fateWords(*fate) : QString(),
                   fate ? causeWords(made.sent->cause) : QString()});
    }
    table.end();
}

core::Result<DecidedHere> decidedHere(workflow::OpenStore &store)
{
    auto *const workspace = dynamic_cast<WorkspaceConnection *>(&store);
    if (!workspace)
        return DecidedHere();
    return workflow::workspaceStatus(workspace->workspace()).map([](const workflow::WorkspaceStatus &status) {
        DecidedHere here;
        for (const workflow::MadeDecision &made : status.decisions)
            here.insert(made.caseId, made);
        return here;
    });
}

void printPlan(Call &call, const sync::SyncPlan &plan, const workflow::SyncReport *carriedOut)
{
    Table table(call.terminal(), {Cli::tr("CASE"), Cli::tr("BECOMES"), Cli::tr("WHY")}, 2);
    for (const sync::PlannedStatement &one : plan.statements)
        printStatement(call, table, one);
    for (const sync::ChangedCase &one : plan.changed) {
        if (call.json())
            call.terminal().json(JsonWriter().beginObject().member("case", one.caseId.value).member("statement", std::optional<QString>())
                                     .member("fate", "taken-out").member("cause", one.cause).endObject().bytes());
        else
            table.row({one.caseId.value, Cli::tr("taken out"), causeWords(one.cause)});
    }
    table.end();
    if (carriedOut)
        printSum(call, *carriedOut);
}

QByteArray postedJson(const workflow::Posted &posted)
{
    JsonWriter out;
    out.beginObject().member("answers", qint64(posted.answers)).member("statements", qint64(posted.statements)).member("included", qint64(posted.included));
    out.member("letter", textOrNull(posted.letter)).member("sent", qint64(posted.sent)).member("bytes", posted.bytes).member("takenOut", qint64(posted.takenOut));
    out.member("epoch", posted.reopened ? std::optional<qint64>(qint64(posted.reopened->epoch)) : std::nullopt).member("again", qint64(posted.again));
    return out.member("refused", qint64(posted.refused.size())).member("allIncluded", posted.allIncluded()).endObject().bytes();
}

void sayPosted(Call &call, const workflow::Posted &posted)
{
    if (posted.reopened)
        call.terminal().say(ui::reopenedWords(*posted.reopened));
    if (posted.again > 0)
        call.terminal().say(ui::againWords(posted.again));
    if (posted.takenOut > 0)
        call.terminal().say(Cli::tr("%1 taken out of the workspace: they cannot be decided there any more.").arg(casesWords(posted.takenOut)));
    if (posted.allIncluded())
        return call.terminal().say(Cli::tr("All sent: %1, each proven to be in the record.").arg(statementsWords(posted.statements)));
    call.terminal().say(Cli::tr("%1 of %2 statements are proven to be in the record; %3 are in the letter (%4).")
                            .arg(posted.included).arg(posted.statements).arg(posted.sent).arg(ui::sizeWords(posted.bytes)));
    call.terminal().say(Cli::tr("Take the folder to the store, run “countersign offline receive” there, and bring the answer back."));
}

QByteArray checkoutJson(const workflow::CheckoutView &view)
{
    JsonWriter out;
    out.beginObject().member("checkout", view.statement.value).member("seq", view.logIndex).member("team", view.team.value);
    out.member("actor", view.actor.value).member("actorName", view.actorName).member("arrived", timeOrNull(view.arrived));
    out.member("until", timeOrNull(view.until)).member("held", qint64(view.held)).member("recalled", view.recalled).key("cases").beginArray();
    for (const core::CaseId &id : view.cases)
        out.value(id.value);
    return out.endArray().endObject().bytes();
}

QByteArray copiedJson(const workflow::CopiedWorkspace &copied)
{
    JsonWriter out;
    out.beginObject().member("alarm", "workspace-copied").member("workspace", QString::fromLatin1(copied.device)).member("actor", copied.actor.value);
    return out.member("actorName", copied.actorName).member("since", timeOrNull(copied.since)).endObject().bytes();
}

} // namespace countersign::app
