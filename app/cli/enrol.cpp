#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/moment.h"
#include "app/cli/personwords.h"
#include "app/cli/sentences.h"
#include "app/cli/verbs.h"
#include "app/enrolmentfolder.h"

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

core::Result<int> enrol(Call &call, const Asked &asked)
{
    const auto patience = seconds(QStringLiteral("--timeout"), asked.timeout);
    if (!patience)
        return passOn(patience);
    const auto address = call.embeddedAddress();
    if (!address)
        return passOn(address);
    const auto store = call.openStore(Access::Write);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const core::PersonId id(asked.id);
    const auto secret = call.newSecret(asked.newSecretFile, id, asked.name);
    if (!secret)
        return passOn(secret);
    EnrolmentFolder tray(*address);
    const auto enrolment = workflow::Enrolment::begin(ports, call.keyring(), tray, id, asked.name, *secret);
    if (!enrolment)
        return passOn(enrolment);
    sayRequest(call, (*enrolment)->request());
    if (const auto recorded = waitUntilRecorded(call, ports, **enrolment, *patience); !recorded)
        return passOn(recorded);
    const auto person = ports.people.person(id);
    if (!person || !*person)
        return person ? core::Result<int>(core::fail(core::ErrorKind::NoSuchPerson, asked.id)) : core::Result<int>(passOn(person));
    printPerson(call, **person, Cli::tr("%1 is enrolled and can sign in here."));
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
    EnrolmentFolder tray(*address);
    const auto request = workflow::askedEnrolment(ports, tray, core::PersonId(asked.id));
    if (!request)
        return passOn(request);
    if (asked.words.toLower().split(u' ', Qt::SkipEmptyParts) != request->words())
        return core::fail(core::ErrorKind::VerificationFailed, asked.id, wordsDiffer);
    const auto acting = call.signIn(ports);
    if (!acting)
        return passOn(acting);
    const auto person = workflow::confirmEnrolment(ports, (*store)->session(), tray, *acting, *request, rolesFrom(asked.roles), core::TeamId(asked.team),
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
                       "so nobody can slip in another key. On one machine, person add does the same in one step."))
        .argument("ID", idHelp, asked->id)
        .option("--name", "NAME", Cli::tr("printed name, part of every signature"), asked->name, Need::Required)
        .option("--new-secret-file", "F", Cli::tr("read the new passphrase from this file (one line) instead of the terminal"), asked->newSecretFile)
        .option("--timeout", "SECONDS", timeoutHelp, asked->timeout)
        .examples({QStringLiteral("countersign person enrol grace --name \"Grace Okafor\"")})
        .runs([asked](Call &call) { return enrol(call, *asked); });
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
