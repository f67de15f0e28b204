#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/moment.h"
#include "app/cli/personwords.h"
#include "app/cli/sentences.h"
#include "app/cli/verbs.h"
#include "app/invitations.h"

#include <condition_variable>
#include <mutex>

namespace countersign::app {

namespace {

using namespace std::chrono_literals;
constexpr auto lookEvery = 100ms;

struct Asked {
    QString id;
    QString name;
    QString newSecretFile;
    QString invitationFile;
    QStringList roles;
    QString team = QStringLiteral("main");
    QString words;
    QString timeout = QStringLiteral("1800");
};

void sayRequest(Call &call, const workflow::EnrolmentRequest &request)
{
    const QString words = request.words().join(u' ');
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("id", request.id.value).member("name", request.printedName).member("words", request.words()).member("enrolled", false);
        call.terminal().json(out.endObject().bytes());
    } else {
        call.terminal().line(words);
        call.terminal().say(Cli::tr("Read these eight words to an administrator, face to face or on the telephone. They enter\n"
                                    "    countersign person confirm %1 --role ROLE --words \"…\"\n"
                                    "Waiting for that; Ctrl+C gives up and leaves nothing behind.").arg(request.id.value));
    }
    call.terminal().flush();
}

core::Result<void> waitUntilRecorded(Call &call, const workflow::Ports &ports, workflow::Enrolment &enrolment, std::chrono::milliseconds patience)
{
    std::mutex guard;
    std::condition_variable_any woken;
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        const auto recorded = enrolment.proceed(ports);
        if (!recorded)
            return passOn(recorded);
        if (*recorded)
            return {};
        std::unique_lock lock(guard);
        woken.wait_for(lock, call.stop(), lookEvery, [] { return false; });
        if (call.interruption().requested())
            return core::fail(core::ErrorKind::Cancelled);
    }
    return core::fail(core::ErrorKind::TimedOut, enrolment.request().id.value);
}

// On a server: somebody whose key is enrolled already needs only to be let in.
core::Result<std::optional<core::Person>> letIn(Call &call, workflow::OpenStore &store, const core::PersonId &id)
{
    const auto person = store.ports().people.person(id);
    if (!person)
        return passOn(person);
    if (!*person || (*person)->disabled) // who comes back gets a new key
        return std::optional<core::Person>();
    const auto secret = call.personSecret(id);
    if (!secret)
        return passOn(secret);
    return acceptInvitation(store, call.keyring(), id, **secret).map([](const core::Person &in) { return std::optional(in); });
}

core::Result<core::Person> enrolNew(Call &call, const StoreAddress &address, workflow::OpenStore &store, const Asked &asked,
                                    std::chrono::milliseconds patience)
{
    const workflow::Ports ports = store.ports();
    const core::PersonId id(asked.id);
    if (asked.name.isEmpty())
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--name"), Cli::tr("For a new person person enrol needs --name NAME, the printed name."));
    const auto secret = call.newSecret(asked.newSecretFile, id, asked.name);
    if (!secret)
        return passOn(secret);
    const auto tray = enrolmentTray(address, store);
    const auto enrolment = workflow::Enrolment::begin(ports, call.keyring(), *tray, id, asked.name, *secret);
    if (!enrolment)
        return passOn(enrolment);
    sayRequest(call, (*enrolment)->request());
    if (const auto recorded = waitUntilRecorded(call, ports, **enrolment, patience); !recorded)
        return passOn(recorded);
    if (address.kind == StoreAddress::Kind::Shared)
        return acceptInvitation(store, call.keyring(), id, **secret);
    const auto person = ports.people.person(id);
    if (!person || !*person)
        return person ? core::Result<core::Person>(core::fail(core::ErrorKind::NoSuchPerson, asked.id)) : core::Result<core::Person>(passOn(person));
    return **person;
}

core::Result<int> enrol(Call &call, const Asked &asked)
{
    const auto patience = seconds(QStringLiteral("--timeout"), asked.timeout);
    if (!patience)
        return passOn(patience);
    const auto address = call.address();
    if (!address)
        return passOn(address);
    const core::PersonId id(asked.id);
    const bool isShared = address->kind == StoreAddress::Kind::Shared;
    if (isShared)
        if (const auto entered = call.enterByCode(id, asked.invitationFile); !entered)
            return passOn(entered);
    const auto store = call.openStore(Access::Write);
    if (!store)
        return isShared ? tl::unexpected(asCode(store.error())) : passOn(store);
    if (isShared) {
        const auto known = letIn(call, **store, id);
        if (!known)
            return passOn(known);
        if (*known) {
            printPerson(call, **known, Cli::tr("%1 is let in: the key and the passphrase of before open this store too."));
            return done;
        }
    }
    const auto person = enrolNew(call, *address, **store, asked, *patience);
    if (!person)
        return passOn(person);
    printPerson(call, *person, Cli::tr("%1 is enrolled and can sign in here."));
    return done;
}

core::Result<int> invitePerson(Call &call, const Asked &asked)
{
    const auto address = call.address();
    if (!address)
        return passOn(address);
    if (address->kind == StoreAddress::Kind::Embedded)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("person invite"),
                          Cli::tr("Nobody is invited to a store that is a file: use person add, or person enrol and person confirm."));
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto code = invite(*in->store, core::PersonId(asked.id));
    if (!code)
        return passOn(code);
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("id", asked.id).member("code", code->code).member("until", timeOrNull(code->until));
        call.terminal().json(out.endObject().bytes());
        return done;
    }
    call.terminal().line(code->code);
    call.terminal().say(Cli::tr("Give this code to %1 alone. It lets them in once, until %2, to make or bring their key; it decides nothing and signs nothing. On their own "
                                "workstation they enter\n    countersign --store %3 person enrol %1 --name \"…\"")
                            .arg(shown(asked.id), timeOrNull(code->until).value_or(QString()), serverUrl(*address)));
    return done;
}

core::Result<int> confirm(Call &call, const Asked &asked)
{
    const auto patience = seconds(QStringLiteral("--timeout"), asked.timeout);
    if (!patience)
        return passOn(patience);
    const auto address = call.address();
    const auto store = call.openStore(Access::Write);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto tray = enrolmentTray(*address, **store);
    const auto request = workflow::askedEnrolment(ports, *tray, core::PersonId(asked.id));
    if (!request)
        return passOn(request);
    if (asked.words.toLower().split(u' ', Qt::SkipEmptyParts) != request->words())
        return core::fail(core::ErrorKind::VerificationFailed, asked.id, wordsDiffer);
    const auto acting = call.signIn(ports);
    if (!acting)
        return passOn(acting);
    const auto person = workflow::confirmEnrolment(ports, *tray, *acting, *request, rolesFrom(asked.roles), core::TeamId(asked.team),
                                                   *patience, call.stop());
    if (!person)
        return passOn(person);
    printPerson(call, *person, Cli::tr("%1 is enrolled."));
    return done;
}

} // namespace

void addEnrolment(Verb &person)
{
    const auto asked = std::make_shared<Asked>();
    const QString idHelp = Cli::tr("the person's id");
    const QString timeoutHelp = Cli::tr("give up after so long (1800)");
    person.verb("enrol", Cli::tr("On the new person's own workstation: make their key and wait for an administrator to confirm it."))
        .about(Cli::tr("Prints eight words that stand for the new key. The person reads them to an administrator, who enters them with person confirm; "
                       "so nobody can slip in another key. On one machine, person add does the same in one step.\n"
                       "On a server an administrator invites first (person invite), and the code is asked for here. Somebody whose key is enrolled already, in a store "
                       "that was copied to the server, is let in at once."))
        .argument("ID", idHelp, asked->id)
        .option("--name", "NAME", Cli::tr("printed name, part of every signature"), asked->name)
        .option("--invitation-file", "F", Cli::tr("on a server: read the code from this file (one line) instead of the terminal"), asked->invitationFile)
        .option("--new-secret-file", "F", Cli::tr("read the new passphrase from this file (one line) instead of the terminal"), asked->newSecretFile)
        .option("--timeout", "SECONDS", timeoutHelp, asked->timeout)
        .examples({QStringLiteral("countersign person enrol grace --name \"Grace Okafor\"")})
        .runs([asked](Call &call) { return enrol(call, *asked); });
    person.verb("invite", Cli::tr("On a server: a code that lets a person in once, to make or bring their key."))
        .about(Cli::tr("For a new person, who makes their key with person enrol; for one whose store was copied to the server; or for one who cannot sign in any more. "
                       "The code is good for seven days and is kept nowhere."))
        .argument("ID", idHelp, asked->id)
        .examples({QStringLiteral("countersign --store postgresql://ada@db.example/ward person invite grace")})
        .runs([asked](Call &call) { return invitePerson(call, *asked); });
    person.verb("confirm", Cli::tr("Confirm a key that waits in person enrol, after comparing the eight words."))
        .argument("ID", idHelp, asked->id)
        .choices("--role", "ROLE", Cli::tr("what they may do; may be given more than once: %1").arg(roleNames().join(QStringLiteral(", "))), roleNames(),
                 asked->roles, Need::Required)
        .option("--team", "T", Cli::tr("the team the roles are for (main)"), asked->team)
        .option("--words", "WORDS", Cli::tr("the eight words as the person reads them to you"), asked->words, Need::Required)
        .option("--timeout", "SECONDS", timeoutHelp, asked->timeout)
        .examples({QStringLiteral("countersign person confirm grace --role reviewer --words \"zebra velvet chin hazel bowl glove coral palace\"")})
        .runs([asked](Call &call) { return confirm(call, *asked); });
}

} // namespace countersign::app
