// offline: taking cases along, deciding them away from the store, coming back.
#include "app/cli/aside.h"
#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/offlinewords.h"
#include "app/cli/progressbar.h"
#include "app/cli/sentences.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "app/workspacehouse.h"
#include "ledger/text.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"
#include "workflow/checkouts.h"
#include "workflow/letters.h"
#include "workflow/takealong.h"

#include <QFileInfo>

namespace countersign::app {

namespace {

struct Asked {
    QStringList cases;
    QString workspace;
    QString kind;
    QString risk;
    QString text;
    QString id;
    QString rationale;
    QString folder;
    QString through;
    QString throughSecret;
    std::optional<qint64> next;
    std::optional<qint64> hours;
    bool dryRun = false;
};

// --workspace, or a workspace that --store names, or the usual one.
QString workspacePath(const Call &call, const Asked &asked)
{
    if (!asked.workspace.isEmpty())
        return storeAddress(asked.workspace).value_or(StoreAddress{{}, asked.workspace, {}}).path;
    const auto where = call.address();
    if (where && where->kind == StoreAddress::Kind::Embedded && isWorkspace(where->path))
        return where->path;
    return call.settings().offlineWorkspace();
}

// The store a workspace came from: the one that is named, else where it was checked out.
core::Result<std::unique_ptr<workflow::OpenStore>> openOrigin(Call &call, const Asked &asked, const workflow::OpenWorkspace &workspace)
{
    auto where = call.address();
    if (!where)
        return passOn(where);
    const bool isNamed = !call.options().store.isEmpty() || !call.settings().store.isEmpty();
    if (!isNamed || (where->kind == StoreAddress::Kind::Embedded && isWorkspace(where->path))) {
        const auto session = workspace.desk.session();
        if (!session)
            return passOn(session);
        where = storeAddress(session->origin);
    }
    if (!where)
        return passOn(where);
    if (where->kind == StoreAddress::Kind::Embedded) {
        auto store = call.openStore(*where, Access::Write);
        const auto moved = store ? std::nullopt : movedTo(store.error());
        if (!moved && (!store || asked.through.isEmpty()))
            return store;
        if (moved) {
            call.terminal().say(Cli::tr("The store has moved to %1; this goes there. Whoever is not let in there yet asks an administrator for an invitation.")
                                    .arg(shown(moved->url)));
            if (const auto identity = workspace.ports.people.storeIdentity(); identity && *identity)
                rememberServer(call.keyring(), *moved, (*identity)->id);
            where = *moved;
        }
    }
    if (!asked.through.isEmpty())
        if (const auto in = call.enterThrough(*where, core::PersonId(asked.through), asked.throughSecret); !in)
            return passOn(in);
    return call.openStore(*where, Access::Write);
}

// ---- check-out

core::Result<void> demandOneWay(const Asked &asked)
{
    const bool filters = asked.next || !asked.kind.isEmpty() || !asked.risk.isEmpty() || !asked.text.isEmpty();
    if (!asked.cases.isEmpty() && filters)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("CASE"), Cli::tr("offline checkout takes either cases by name, or --next, --kind, --risk and --text."));
    if (asked.cases.isEmpty() && !filters)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("CASE"), Cli::tr("Say which cases: by name, with --next N, or with --kind, --risk or --text."));
    return {};
}

workflow::CheckoutRequest requestOf(const Asked &asked)
{
    workflow::CheckoutRequest request;
    for (const QString &id : asked.cases)
        if (!request.cases.contains(core::CaseId(id)))
            request.cases.append(core::CaseId(id));
    request.filter.kind = asked.kind;
    request.filter.risk = core::riskFromName(asked.risk);
    request.filter.text = asked.text;
    request.next = int(asked.next.value_or(0));
    request.hours = int(asked.hours.value_or(workflow::longestCheckoutHours));
    return request;
}

void sayChosen(Call &call, const workflow::ChosenCases &chosen)
{
    call.terminal().say(Cli::tr("%1, %2, until %3.").arg(ui::casesWords(chosen.cases.size()), ui::sizeWords(chosen.bytes), ui::dayTime(chosen.until)));
}

workflow::ShowCheckout copying(ProgressBar &bar)
{
    return [&bar](const workflow::CheckoutProgress &progress) { bar.show(progress.cases, progress.of, progress.cases); };
}

void printCheckout(Call &call, const workflow::CheckoutReport &report, const QString &path)
{
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("workspace", path).member("checkout", report.statement.value).member("seq", report.logIndex);
        out.member("cases", qint64(report.cases)).member("leftOut", qint64(report.leftOut)).member("bytes", report.bytes);
        call.terminal().json(out.member("until", timeOrNull(report.until)).endObject().bytes());
        return;
    }
    call.terminal().line(shown(path));
    call.terminal().say(Cli::tr("%1 checked out until %2.").arg(ui::casesWords(report.cases), ui::dayTime(report.until)));
    if (report.leftOut > 0)
        call.terminal().say(Cli::tr("%1 left out: taken or changed by somebody else meanwhile.").arg(ui::casesWords(report.leftOut)));
    call.terminal().say(Cli::tr("Work in it with: countersign --store %1 cases").arg(shown(path)));
}

// A check-out that was cut off goes on.
core::Result<std::optional<workflow::CheckoutReport>> finishEarlier(Call &call, const Call::SignedIn &in, workflow::WorkspacePlace &place)
{
    std::optional<ProgressBar> bar;
    const auto show = [&](const workflow::CheckoutProgress &progress) {
        if (!bar) {
            call.terminal().say(Cli::tr("Going on with a check-out that was cut off."));
            bar.emplace(call.terminal(), Cli::tr("cases"));
        }
        bar->show(progress.cases, progress.of, progress.cases);
    };
    return workflow::finishCheckout(in.ports(), in.acting, place, show, call.stop());
}

core::Result<workflow::CheckoutReport> checkOutNew(Call &call, const Call::SignedIn &in, const workflow::ChosenCases &chosen, workflow::WorkspacePlace &place)
{
    ProgressBar bar(call.terminal(), Cli::tr("cases"));
    return workflow::takeAlong(in.ports(), in.acting, place, chosen, in.store->location(), copying(bar), call.stop());
}

core::Result<int> checkOut(Call &call, const Asked &asked)
{
    const QString path = workspacePath(call, asked);
    WorkspaceHouse house(path, call.keyring(), embeddedOrigin(call.keyring()));
    if (const auto good = demandOneWay(asked); !good && !(house.isBegun() && asked.cases.isEmpty()))
        return passOn(good);
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    if (const auto finished = finishReturn(path, call.keyring()); !finished)
        return passOn(finished);
    if (house.isThere())
        return core::fail(core::ErrorKind::StoreExists, path, QStringLiteral("workspace"));
    const auto earlier = asked.dryRun ? core::Result<std::optional<workflow::CheckoutReport>>(std::nullopt) : finishEarlier(call, *in, house);
    if (!earlier)
        return passOn(earlier);
    if (*earlier) {
        printCheckout(call, **earlier, path);
        return done;
    }
    if (const auto good = demandOneWay(asked); !good)
        return passOn(good);
    const auto chosen = workflow::chooseCases(in->ports(), in->acting.person, requestOf(asked));
    if (!chosen)
        return passOn(chosen);
    sayChosen(call, *chosen);
    if (asked.dryRun) {
        if (call.json())
            call.terminal().json(JsonWriter().beginObject().member("cases", qint64(chosen->cases.size())).member("bytes", chosen->bytes)
                                     .member("until", timeOrNull(chosen->until)).member("dryRun", true).endObject().bytes());
        return done;
    }
    const auto report = checkOutNew(call, *in, *chosen, house);
    if (!report)
        return passOn(report);
    printCheckout(call, *report, path);
    return done;
}

// ---- status, sync, return

core::Result<std::unique_ptr<WorkspaceConnection>> openFor(Call &call, const QString &path)
{
    if (!QFileInfo::exists(path))
        return core::fail(core::ErrorKind::StoreMissing, path, QStringLiteral("workspace"));
    return call.openWorkspace(path);
}

struct BothEnds {
    std::unique_ptr<WorkspaceConnection> workspace;
    std::unique_ptr<workflow::OpenStore> store; // that it was checked out of
};

core::Result<BothEnds> openBothEnds(Call &call, const Asked &asked, const QString &path)
{
    auto opened = openFor(call, path);
    if (!opened)
        return passOn(opened);
    auto store = openOrigin(call, asked, (*opened)->workspace());
    if (!store)
        return passOn(store);
    return BothEnds{std::move(*opened), std::move(*store)};
}

core::Result<int> status(Call &call, const Asked &asked)
{
    const QString path = workspacePath(call, asked);
    const auto opened = openFor(call, path);
    if (!opened)
        return passOn(opened);
    const auto found = workflow::workspaceStatus((*opened)->workspace());
    if (!found)
        return passOn(found);
    printStatus(call, *found, path);
    return done;
}

// Sent, and said what became of it.
core::Result<workflow::SyncReport> synchronise(Call &call, const BothEnds &ends)
{
    const auto report = [&] {
        ProgressBar bar(call.terminal(), Cli::tr("statements"));
        bool said = false;
        return workflow::syncNow(
            ends.store->ports(), ends.workspace->workspace(), call.keyring().folder,
            [&](const sync::SyncPlan &plan, qsizetype sent) {
                if (!std::exchange(said, true))
                    call.terminal().say(ui::planWords(plan));
                bar.show(sent, plan.statements.size(), sent);
            },
            call.stop());
    }();
    if (report)
        printPlan(call, report->plan, &*report);
    return report;
}

core::Result<int> post(Call &call, const Asked &asked);

core::Result<int> syncIt(Call &call, const Asked &asked)
{
    if (!asked.folder.isEmpty())
        return post(call, asked);
    const auto ends = openBothEnds(call, asked, workspacePath(call, asked));
    if (!ends)
        return passOn(ends);
    if (asked.dryRun) {
        const auto plan = workflow::planSync(ends->store->ports(), ends->workspace->workspace());
        if (!plan)
            return passOn(plan);
        printPlan(call, *plan, nullptr);
        return done;
    }
    return synchronise(call, *ends).map([](const workflow::SyncReport &report) { return report.allIncluded() ? done : answerIsNo; });
}

core::Result<void> bringBack(Call &call, const Asked &asked, const QString &path)
{
    const auto ends = openBothEnds(call, asked, path);
    if (!ends)
        return passOn(ends);
    if (const auto report = synchronise(call, *ends); !report)
        return passOn(report);
    return workflow::giveBack(ends->store->ports(), ends->workspace->workspace());
}

core::Result<int> giveBack(Call &call, const Asked &asked)
{
    const QString path = workspacePath(call, asked);
    const auto finished = finishReturn(path, call.keyring());
    if (!finished)
        return passOn(finished);
    if (!*finished) {
        const auto gone = bringBack(call, asked, path).and_then([&] { return destroyWorkspace(path, call.keyring()); });
        if (!gone)
            return passOn(gone);
    }
    call.terminal().say(Cli::tr("Returned: what was not decided is free again, and the key of the workspace is destroyed."));
    return done;
}

// ---- letters

void sayRefused(Call &call, const QList<workflow::RefusedLetter> &refused)
{
    for (const workflow::RefusedLetter &one : refused)
        call.terminal().say(Cli::tr("%1 was not used: %2").arg(shown(one.file), errorSentence(one.why)));
}

// At the workspace.
core::Result<int> post(Call &call, const Asked &asked)
{
    const auto opened = openFor(call, workspacePath(call, asked));
    if (!opened)
        return passOn(opened);
    const auto posted = workflow::postLetters((*opened)->workspace(), call.workspaceKey(), call.keyring().folder, asked.folder);
    if (!posted)
        return passOn(posted);
    sayRefused(call, posted->refused);
    if (call.json()) {
        call.terminal().json(postedJson(*posted));
    } else {
        if (!posted->letter.isEmpty())
            call.terminal().line(shown(posted->letter));
        sayPosted(call, *posted);
    }
    return posted->allIncluded() && posted->refused.isEmpty() ? done : answerIsNo;
}

// At the store.
core::Result<int> receive(Call &call, const Asked &asked)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto letters = workflow::takeLetters(in->ports(), in->acting, asked.folder, [](const sync::SyncPlan &, qsizetype) {}, call.stop());
    if (!letters)
        return passOn(letters);
    for (const workflow::TakenLetter &one : letters->taken) {
        if (!call.json())
            call.terminal().line(shown(one.answer));
        printPlan(call, one.report.plan, &one.report);
    }
    sayRefused(call, letters->refused);
    if (letters->others > 0)
        call.terminal().say(Cli::tr("%1 of other people left alone: each takes in their own.").arg(letters->others));
    if (letters->taken.isEmpty() && call.json())
        call.terminal().json(JsonWriter().beginObject().member("taken", qint64(0)).member("refused", qint64(letters->refused.size()))
                                 .member("others", qint64(letters->others)).endObject().bytes());
    if (letters->taken.isEmpty() && letters->refused.isEmpty())
        call.terminal().say(Cli::tr("No letter for you in %1.").arg(shown(asked.folder)));
    return letters->taken.isEmpty() || !letters->refused.isEmpty() ? answerIsNo : done;
}

// ---- check-outs of the store

core::Result<int> list(Call &call)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto views = workflow::listCheckouts(in->ports(), in->acting.person);
    if (!views)
        return passOn(views);
    const auto copied = workflow::copiedWorkspaces(in->ports(), in->acting.person);
    if (!copied)
        return passOn(copied);
    Table table(call.terminal(),
                {Cli::tr("CHECK-OUT"), Cli::tr("BY"), Cli::tr("SINCE"), Cli::tr("UNTIL"), Cli::tr("CASES"), Cli::tr("STILL HELD"), Cli::tr("RECALLED")}, -1,
                Table::Form::Report);
    for (const workflow::CheckoutView &view : *views) {
        if (call.json())
            call.terminal().json(checkoutJson(view));
        else
            table.row({view.statement.value, view.actor.value, ui::exactTime(view.arrived), ui::exactTime(view.until), QString::number(view.cases.size()),
                       QString::number(view.held), view.recalled ? Cli::tr("yes") : Cli::tr("no")});
    }
    table.end();
    for (const workflow::CopiedWorkspace &one : *copied) {
        if (call.json())
            call.terminal().json(copiedJson(one));
        else
            call.terminal().line(Cli::tr("ALARM: a copy of a workspace of %1 was used, noticed %2. What comes of it is set aside: countersign offline aside")
                                     .arg(shown(one.actor.value), ui::exactTime(one.since)));
    }
    return done;
}

core::Result<int> recall(Call &call, const Asked &asked)
{
    if (!ledger::isUuid(asked.id.toUtf8(), 7))
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("CHECKOUT"), Cli::tr("Name the check-out by its id; “offline list” prints it."));
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto view = workflow::recallCheckout(in->ports(), in->acting, core::StatementId(asked.id), asked.rationale);
    if (!view)
        return passOn(view);
    if (call.json())
        call.terminal().json(checkoutJson(*view));
    else
        call.terminal().say(Cli::tr("Recalled: its cases are free again, and what is still signed under it is set aside."));
    return done;
}

// At a server somebody signs in; where that can no longer be the one whose workspace it is, somebody else does.
Verb &withThrough(Verb &verb, const std::shared_ptr<Asked> &asked)
{
    return verb
        .option("--through", "PERSON", Cli::tr("who signs in at the server instead: a supervisor, for somebody who may not any more; or the same person with a new key"),
                asked->through)
        .option("--through-secret-file", "F", Cli::tr("read their passphrase from this file"), asked->throughSecret);
}

void addCheckout(Verb &offline, const std::shared_ptr<Asked> &asked)
{
    offline.verb("checkout", Cli::tr("Take cases along; prints where the workspace is."))
        .about(Cli::tr("The cases stay yours in the store until the time is over, at most 72 hours and 200 cases. Everything about them is copied into the "
                       "workspace, sealed with your key. Nothing of it can be read without your passphrase and this computer.\n"
                       "A check-out that was cut off goes on with the same command."))
        .option("--workspace", "F", Cli::tr("the file to make (offline.workspace in the data folder)"), asked->workspace)
        .number("--next", "N", Cli::tr("the next so many that wait for you, the most urgent first"), 1, workflow::mostCheckedOut, asked->next)
        .option("--kind", "K", Cli::tr("only cases of this kind"), asked->kind)
        .choice("--risk", "R", Cli::tr("only cases of this risk"), {QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")}, asked->risk)
        .option("--text", "WORDS", Cli::tr("only cases in which these words occur"), asked->text)
        .number("--hours", "H", Cli::tr("how long they stay yours (72)"), 1, workflow::longestCheckoutHours, asked->hours)
        .flag("--dry-run", Cli::tr("only say how many and how large"), asked->dryRun)
        .repeated("--case", "CASE", Cli::tr("this case; may be given more than once"), asked->cases)
        .examples({QStringLiteral("countersign offline checkout --next 50 --hours 12"), QStringLiteral("countersign offline checkout --case D2N068 --case D2N070")})
        .runs([asked](Call &call) { return checkOut(call, *asked); });
}

} // namespace

void addOffline(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    Verb offline = program.verb("offline", Cli::tr("Take cases along, decide them away from the store, come back."));
    addCheckout(offline, asked);
    offline.verb("status", Cli::tr("How the workspace stands: what is left, what has left."))
        .option("--workspace", "F", Cli::tr("the workspace (offline.workspace in the data folder)"), asked->workspace)
        .runs([asked](Call &call) { return status(call, *asked); });
    withThrough(offline.verb("sync", Cli::tr("Bring what was signed to the store, each statement once."))
        .about(Cli::tr("First says what will become of each statement. What another person decided meanwhile is never overwritten: both decisions are kept, and a "
                       "third person settles the case. Can be interrupted and repeated. Exit 1 while something has not been taken in.\n"
                       "With --letters the two need not meet: a sealed letter is written into the folder (a stick, a share), and answers to earlier ones are read "
                       "from it. Where the store is, “offline receive” takes it in."))
        .option("--workspace", "F", Cli::tr("the workspace (offline.workspace in the data folder)"), asked->workspace)
        .flag("--dry-run", Cli::tr("only say what would become of each statement"), asked->dryRun)
        .option("--letters", "FOLDER", Cli::tr("by letters in this folder, without the store"), asked->folder), asked)
        .examples({QStringLiteral("countersign offline sync --dry-run"), QStringLiteral("countersign offline sync --letters /media/stick")})
        .runs([asked](Call &call) { return syncIt(call, *asked); });
    offline.verb("receive", Cli::tr("At the store: take in your letters, and write the answers beside them."))
        .about(Cli::tr("A letter is sealed for the person whose workspace wrote it; they take it in where the store is. Taken in twice it changes nothing."))
        .argument("FOLDER", Cli::tr("where the letters lie"), asked->folder)
        .examples({QStringLiteral("countersign offline receive /media/stick")})
        .runs([asked](Call &call) { return receive(call, *asked); });
    withThrough(offline.verb("return", Cli::tr("Sync, give back what is not decided, destroy the workspace's key."))
        .option("--workspace", "F", Cli::tr("the workspace (offline.workspace in the data folder)"), asked->workspace), asked)
        .runs([asked](Call &call) { return giveBack(call, *asked); });
    offline.verb("list", Cli::tr("The check-outs of the store: yours, or all of them for a supervisor.")).runs(list);
    offline.verb("recall", Cli::tr("Take a check-out back, signed by a supervisor."))
        .argument("CHECKOUT", Cli::tr("its id, as “offline list” prints it"), asked->id)
        .option("--rationale", "T", Cli::tr("why"), asked->rationale, Need::Required)
        .runs([asked](Call &call) { return recall(call, *asked); });
    addAside(offline);
}

} // namespace countersign::app
