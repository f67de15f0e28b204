#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/progressbar.h"
#include "app/cli/verbs.h"
#include "app/movinghouse.h"

namespace countersign::app {

namespace {

struct Asked {
    QString from;
    QString to;
    bool withoutServerVerification = false;
};

core::Result<StoreAddress> source(const Asked &asked)
{
    const auto from = storeAddress(asked.from);
    if (from && from->kind == StoreAddress::Kind::Shared)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--from"),
                          Cli::tr("A store is copied from a file onto a server. What is on a server is copied by the server's own means (pg_dump)."));
    return from;
}

core::Result<StoreAddress> target(const Asked &asked)
{
    const auto to = storeAddress(asked.to);
    if (to && to->kind == StoreAddress::Kind::Embedded)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--to"),
                          Cli::tr("A store is copied onto a server: --to postgresql://ROLE@HOST/DB. A second file is made by backup and restore."));
    return to;
}

void printJson(Call &call, const StoreAddress &to, const MovingReport &moved)
{
    QStringList invite;
    for (const core::Person &person : moved.toInvite)
        invite.append(person.id.value);
    JsonWriter out;
    out.beginObject().member("store", serverUrl(to)).member("id", moved.store.value).member("name", moved.name).member("size", moved.size);
    out.member("root", moved.root).member("cases", quint64(moved.cases)).member("blobs", quint64(moved.blobs));
    out.member("invite", invite).member("decideNoMore", moved.deciding).key("away").beginArray();
    for (const workflow::CheckoutView &one : moved.away)
        out.beginObject().member("checkout", one.statement.value).member("person", one.actor.value).member("until", timeOrNull(one.until)).endObject();
    out.endArray().member("closed", moved.isClosed);
    call.terminal().json(out.endObject().bytes());
}

// Whose workspaces remember the file.
void sayAway(Call &call, const StoreAddress &to, const QList<workflow::CheckoutView> &away)
{
    QStringList people;
    for (const workflow::CheckoutView &one : away)
        if (!people.contains(one.actor.value))
            people.append(one.actor.value);
    if (people.isEmpty())
        return;
    const QString said = people.size() == 1 ? Cli::tr("1 person has cases with them (%1): they sync before, or afterwards with: countersign --store %2 offline sync")
                                            : Cli::tr("%3 people have cases with them (%1): they sync before, or afterwards with: countersign --store %2 offline sync")
                                                  .replace(QStringLiteral("%3"), QString::number(people.size()));
    call.terminal().say(said.arg(shown(people.join(QStringLiteral(", "))), shown(serverUrl(to))));
}

void printMoved(Call &call, const StoreAddress &from, const StoreAddress &to, const core::PersonId &person, const MovingReport &moved)
{
    Terminal &terminal = call.terminal();
    terminal.line(shown(serverUrl(to)));
    terminal.say(Cli::tr("Copied and read back: %1 entries, root %2, the same before and after; %3 cases, %4 texts and files.")
                     .arg(moved.size).arg(moved.root).arg(moved.cases).arg(moved.blobs));
    terminal.say(Cli::tr("%1 signs in there from now on, with the key and the passphrase as before.").arg(shown(person.value)));
    for (const core::Person &other : moved.toInvite)
        terminal.say(Cli::tr("%1 has to be let in once: “countersign person invite %2” there says a code, and on their own workstation, with the key "
                             "they have, “countersign person enrol %2” takes it.").arg(shown(other.printedName), shown(other.id.value)));
    for (const QString &id : moved.deciding)
        terminal.say(Cli::tr("%1 enrols or submits as well as reviews. On a server nobody does both: they do not decide there until an administrator "
                             "withdraws the other role.").arg(shown(id)));
    sayAway(call, to, moved.away);
    if (moved.isClosed)
        terminal.say(Cli::tr("The file %1 is closed: it can be read and checked as it was, and whoever wants to record something in it is sent to the server.")
                         .arg(shown(from.path)));
    else
        terminal.say(Cli::tr("The file %1 may not be written and could not be closed. Work on the server alone from here on: whoever went on in the file would make a second history, "
                         "and every workstation that saw the server's refuses it.").arg(shown(from.path)));
}

core::Result<int> copy(Call &call, const Asked &asked)
{
    const auto from = source(asked);
    if (!from)
        return passOn(from);
    const auto to = target(asked);
    if (!to)
        return passOn(to);
    const auto store = openStore(*from, Access::Read);
    if (!store)
        return passOn(store);
    const auto who = call.whoActs((*store)->ports());
    if (!who)
        return passOn(who);
    if (const auto may = demandMove((*store)->ports(), *who, *to); !may)
        return passOn(may);
    const auto away = workflow::openCheckouts((*store)->ports());
    if (!away)
        return passOn(away);
    sayAway(call, *to, *away);
    const auto secret = call.personSecret(*who);
    if (!secret)
        return passOn(secret);
    core::Result<MovingReport> moved;
    {
        ProgressBar bar(call.terminal(), Cli::tr("rows copied"));
        moved = moveToServer(call.keyring(), {*from, *to, !asked.withoutServerVerification, *who, *secret},
                             [&](qint64 done, qint64 whole) { bar.show(done, whole, done); }, call.stop());
    }
    if (!moved)
        return passOn(moved);
    if (call.json())
        printJson(call, *to, *moved);
    else
        printMoved(call, *from, *to, *who, *moved);
    return done;
}

} // namespace

void addCopy(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("copy", Cli::tr("Move a team from a file onto a server: the whole store, with its record, its keys and its texts."))
        .about(Cli::tr("Everything is read back from the server, and every hash computed again, before the copy counts; it is there whole or not at all. One "
                       "that was cut off is started again. From then on the file is closed: it can be read and checked, and nothing is recorded in it. A server that holds a store already is left as it is (exit 4).\n"
                       "--as is an administrator of the store: the server lets them in at once, everybody else after “countersign person invite”. "
                       "--to names an administrating role of the server, as for init."))
        .option("--from", "STORE", Cli::tr("the file to copy"), asked->from, Need::Required)
        .option("--to", "STORE", Cli::tr("the server: postgresql://ROLE@HOST:PORT/DB"), asked->to, Need::Required)
        .flag("--without-server-verification", Cli::tr("on a server without our extension: signatures are checked by every reader, not by the server"),
              asked->withoutServerVerification)
        .examples({QStringLiteral("countersign --as ada copy --from ward.sqlite --to postgresql://postgres@db.example/ward")})
        .runs([asked](Call &call) { return copy(call, *asked); });
}

} // namespace countersign::app
