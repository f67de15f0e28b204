#include "app/demostore.h"

#include "app/cli/commandline.h"
#include "app/cli/verbs.h"
#include "app/window.h"
#include "workflow/opencase.h"

#include <QFile>
#include <QTemporaryDir>

namespace countersign::app {

namespace {

struct Asked {
    bool window = false;
    bool print = false;
    bool fresh = false;
};

QString quoted(const QString &word)
{
    return word.contains(u' ') ? u'"' + word + u'"' : word;
}

// The same commands that a person would type, run one after the other in this process and shown as they would look.
class Walk {
public:
    Walk(Call &call, DemoStore demo) : m_call(call), m_demo(std::move(demo)) {}

    core::Result<void> run(const QString &why, const QStringList &words);
    core::Result<void> writeCorrectedNote(const QString &path);

private:
    QStringList fullWords(const QStringList &words) const;

    Call &m_call;
    DemoStore m_demo;
};

QStringList Walk::fullWords(const QStringList &words) const
{
    QStringList full = words;
    full += {QStringLiteral("--store"), m_demo.address.path, QStringLiteral("--as"), m_demo.person.value, QStringLiteral("--secret-file"), m_demo.secretFile};
    if (m_call.json())
        full.append(QStringLiteral("--json"));
    if (m_call.options().quiet)
        full.append(QStringLiteral("--quiet"));
    return full;
}

core::Result<void> Walk::run(const QString &why, const QStringList &words)
{
    Terminal &terminal = m_call.terminal();
    if (m_call.interruption().requested())
        return core::fail(core::ErrorKind::Cancelled);
    if (!m_call.json()) {
        QStringList typed;
        for (const QString &word : words)
            typed.append(quoted(word));
        terminal.line(QStringLiteral("\n# %1\n$ countersign %2").arg(why, typed.join(u' ')));
    }
    const ParsedCall parsed = parseWords(fullWords(words), terminal);
    if (!parsed.run)
        return core::fail(core::ErrorKind::WrongCall, words.value(0));
    Settings settings = m_call.settings();
    settings.keyringFolder = m_demo.keyring.folder;
    settings.keyCost = m_demo.keyring.cost;
    Call step(settings, parsed.options, terminal, m_call.interruption());
    const auto ended = parsed.run(step);
    if (!ended)
        return passOn(ended);
    if (*ended != done)
        return core::fail(core::ErrorKind::VerificationFailed, words.value(0));
    return {};
}

// The first sample's note with the dose and the allergy as the visit has them.
core::Result<void> Walk::writeCorrectedNote(const QString &path)
{
    const auto store = openStore(m_demo.address, Access::Read);
    if (!store)
        return passOn(store);
    const auto reader = workflow::readingPerson((*store)->ports());
    if (!reader)
        return passOn(reader);
    const auto desk = workflow::openCase((*store)->ports(), core::CaseId(QStringLiteral("D2N068")), *reader);
    if (!desk)
        return passOn(desk);
    QString note = desk->record.suggestion.content.text;
    note.replace(QStringLiteral("metformin 50 mg"), QStringLiteral("metformin 500 mg"));
    note.replace(QStringLiteral("None known."), QStringLiteral("Penicillin (hives)."));
    note.replace(QStringLiteral("well controlled"), QStringLiteral("poorly controlled"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(note.toUtf8()) < 0)
        return core::fail(core::ErrorKind::CannotWrite, path, file.errorString());
    return {};
}

core::Result<void> walk(Call &call, const DemoStore &demo)
{
    Walk walk(call, demo);
    const QString note = demo.folder + QStringLiteral("/note.txt");
    const auto say = [](const char *text) { return Cli::tr(text); };
    const auto step = [&](const char *why, const QStringList &words) { return [&walk, &say, why, words] { return walk.run(say(why), words); }; };
    const auto decide = [](const char *id, const char *verdict, const char *rationale) {
        return QStringList{QStringLiteral("decide"), QString::fromUtf8(id), QString::fromLatin1(verdict), QStringLiteral("--rationale"), QString::fromUtf8(rationale)};
    };
    return prepareDemo(demo)
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "A store and its first person, whose key is sealed under a passphrase."),
                       {QStringLiteral("init"), QStringLiteral("--name"), QStringLiteral("Demo store"), QStringLiteral("--admin"), demo.person.value,
                        QStringLiteral("--admin-name"), QStringLiteral("Dr. Ada Mwangi")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "Cases come in: what an AI proposes, beside the evidence it came from."), {QStringLiteral("import"), demo.samples}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "The queue, the most urgent first."), {QStringLiteral("cases"), QStringLiteral("--limit"), QStringLiteral("8")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "The next case is mine for ten minutes."), {QStringLiteral("claim"), QStringLiteral("--next")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "An agent wants to delete what is under legal hold: no."),
                       decide("AGT-000913", "reject", "The bucket is under legal hold until 2029.")))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "A note with a misread dose and a missing allergy: read, then corrected."), {QStringLiteral("show"), QStringLiteral("D2N068")}))
        .and_then([&] { return walk.writeCorrectedNote(note); })
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "Approved with edits; the signature binds exactly this text."),
                       decide("D2N068", "edit", "Dose misread; allergy missing from the note.")
                           + QStringList{QStringLiteral("--reason"), QStringLiteral("dose-wrong"), QStringLiteral("--text-file"), note}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "Nothing to correct here: approved as received."), {QStringLiteral("decide"), QStringLiteral("FAQ-20551"), QStringLiteral("approve")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "A decided case: the signature with name, time and meaning stands below it."), {QStringLiteral("show"), QStringLiteral("FAQ-20551")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "Not for me alone: a supervisor decides."), decide("SAN-2026-19022", "escalate", "Similar names are not a match.")))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "Who decided what, and why."), {QStringLiteral("decisions")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "What downstream may have now: only what a person signed."), {QStringLiteral("released")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "Counts and times."), {QStringLiteral("stats")}))
        .and_then(step(QT_TRANSLATE_NOOP("Cli", "Every hash and signature of the record, checked."), {QStringLiteral("ledger"), QStringLiteral("verify")}));
}

core::Result<int> print(Call &call)
{
    int count = 1;
    char name[] = "countersign";
    char *words[] = {name, nullptr};
    const QCoreApplication application(count, words);
    QTemporaryDir folder;
    if (!folder.isValid())
        return core::fail(core::ErrorKind::CannotWrite, folder.path(), folder.errorString());
    const auto walked = walk(call, demoIn(folder.path()));
    if (!walked)
        return passOn(walked);
    call.terminal().say(Cli::tr("\nThat was the whole journey. The demo store was in a temporary folder and is gone now; with a display, countersign demo opens it in the window."));
    return done;
}

core::Result<int> demo(Call &call, const Asked &asked)
{
    if (asked.window && asked.print)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--print"), Cli::tr("demo takes either --window or --print, not both."));
    if (asked.print || (!asked.window && !hasDisplay())) {
        if (!asked.print)
            call.terminal().say(Cli::tr("There is no display here, so the journey is shown in the terminal."));
        return print(call);
    }
    return openDemoWindow(asked.fresh, call.settings(), call.terminal());
}

} // namespace

void addDemo(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("demo", Cli::tr("A demo store with sample cases of many kinds, in the window or as a walk through the terminal."))
        .about(Cli::tr("The window's demo store lies in the user's data folder and stays between starts; its person is signed in by itself and their "
                       "passphrase lies beside the store. Nothing real belongs in it."))
        .flag("--window", Cli::tr("open the window (this is so where there is a display)"), asked->window)
        .flag("--print", Cli::tr("walk through the whole journey here, in a temporary folder"), asked->print)
        .flag("--fresh", Cli::tr("make the window's demo store anew"), asked->fresh)
        .runs([asked](Call &call) { return demo(call, *asked); }, Verb::Application::Own);
}

} // namespace countersign::app
