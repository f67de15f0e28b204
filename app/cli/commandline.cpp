#include "app/cli/commandline.h"

#include "app/cli/verbs.h"
#include "app/cli/verbtable.h"
#include "ledger/checkpointvault.h"

#include <algorithm>

namespace countersign::app {

namespace {

// Everything that must stay alive from the declaration of the verbs to the end of the parse.
struct Program {
    CLI::App root;
    std::shared_ptr<VerbTable> table = std::make_shared<VerbTable>();
    GlobalOptions options;
    bool version = false;
    Verb top{&root, table};

    Program()
    {
        root.name("countersign");
        table->verbs[&root].summary = Cli::tr("Nothing an AI proposes takes effect until a person has countersigned it.");
        root.set_help_flag("-h,--help");
        addVerbs(top);
        top.option("--store", "URL", Cli::tr("a path, sqlite:PATH or postgresql://USER@HOST:PORT/DB; also COUNTERSIGN_STORE"), options.store);
        top.option("--as", "PERSON", Cli::tr("who acts; also COUNTERSIGN_PERSON"), options.person);
        top.option("--secret-file", "F", Cli::tr("read the passphrase from this file (one line) instead of the terminal"), options.secretFile);
        top.option("--pin-file", "F", Cli::tr("read the PIN from this file (one line) where a case's policy asks for one"), options.pinFile);
        top.flag("--json", Cli::tr("machine-readable: an object, or JSON Lines where rows are listed"), options.json);
        top.flag("-q,--quiet", Cli::tr("say less"), options.quiet);
        top.flag("-v,--verbose", Cli::tr("say more"), options.verbose);
        top.flag("--version", Cli::tr("show the program's version"), version);
    }

    const CLI::App *chosen() const
    {
        const CLI::App *verb = &root;
        while (!verb->get_subcommands().empty())
            verb = verb->get_subcommands().front();
        return verb;
    }
};

// As CLI11 takes them: from the back.
std::vector<std::string> prepared(std::vector<std::string> words)
{
    for (std::string &word : words)
        if (word.size() > 1 && word.front() == '[' && word.back() == ']')
            word += wholeMark;
    std::reverse(words.begin(), words.end());
    return words;
}

QStringList verbNames(const CLI::App *verb)
{
    QStringList names;
    for (const CLI::App *below : verb->get_subcommands({}))
        names.append(QString::fromStdString(below->get_name()));
    return names;
}

QStringList optionNames(const CLI::App *verb)
{
    QStringList names;
    for (; verb; verb = verb->get_parent())
        for (const CLI::Option *option : verb->get_options())
            for (const std::string &name : option->get_lnames())
                names.append(QStringLiteral("--") + QString::fromStdString(name));
    return names;
}

QString withAdvice(QString sentence, const QString &word, const QStringList &known, const CLI::App *verb)
{
    if (const QString close = closest(word, known); !close.isEmpty())
        return sentence + u' ' + Cli::tr("Did you mean “%1”?").arg(close);
    return sentence + u' ' + Cli::tr("See %1 --help.").arg(fullName(*verb));
}

CallError unexpected(const CLI::App *verb, const QString &word)
{
    const QString plain = word.section(u'=', 0, 0);
    if (plain.startsWith(u'-'))
        return {withAdvice(Cli::tr("%1 has no option “%2”.").arg(shortName(*verb), plain), plain, optionNames(verb), verb), plain};
    const QStringList below = verbNames(verb);
    if (below.isEmpty())
        return {Cli::tr("%1 takes no further argument; “%2” is one too many.").arg(shortName(*verb), word), word};
    const QString sentence = verb->get_parent() ? Cli::tr("%1 has no command “%2”.").arg(shortName(*verb), word) : Cli::tr("There is no command “%1”.").arg(word);
    return {withAdvice(sentence, word, below, verb), word};
}

// A verb that only groups others, and everything a verb must be given.
void demandComplete(const CLI::App *verb, const VerbTable &table)
{
    for (const CLI::App *level = verb; level; level = level->get_parent())
        for (const CLI::Option *option : table.verbs[level].order)
            if (const auto &value = table.values[option]; value.required && option->count() == 0) {
                const QString name = option->get_positional() ? value.name : QString::fromStdString(option->get_name()) + u' ' + value.name;
                throw CallError{Cli::tr("%1 needs %2: %3.").arg(shortName(*verb), name, value.help), name};
            }
    if (verb->get_parent() && !table.verbs[verb].run)
        throw CallError{Cli::tr("%1 needs one of %2.").arg(shortName(*verb), verbNames(verb).join(QStringLiteral(", "))), {}};
}

// CLI11's own refusals that are left: an option without its value, or given twice.
CallError fromCli(const CLI::ParseError &error)
{
    const QString text = QString::fromStdString(error.what());
    const QString option = text.section(u':', 0, 0);
    if (error.get_name() == "ArgumentMismatch" && text.contains(QStringLiteral("missing")))
        return {Cli::tr("%1 needs a value.").arg(option), option};
    if (error.get_name() == "ArgumentMismatch")
        return {Cli::tr("%1 may be given once only.").arg(option), option};
    return {text, {}};
}

// Help on a word that is no verb would be the help of everything, as if the word were known.
void demandKnownVerb(const Program &program)
{
    const CLI::App *verb = program.chosen();
    if (verb->get_subcommands({}).empty())
        return;
    for (const std::string &left : program.root.remaining(true))
        if (const QString word = QString::fromUtf8(left).remove(QLatin1Char(wholeMark)); !word.startsWith(u'-'))
            throw unexpected(verb, word);
}

// A word that is left over and stands before the verb: it was meant to be one. Empty for none.
QString wordBefore(const Program &program, const std::vector<std::string> &given, const std::vector<std::string> &left)
{
    const auto chosen = program.root.get_subcommands();
    if (chosen.empty() || left.empty() || left.front().starts_with('-'))
        return {};
    const auto verb = std::find(given.begin(), given.end(), chosen.front()->get_name());
    return std::find(given.begin(), verb, left.front()) == verb ? QString() : QString::fromUtf8(left.front());
}

void parse(Program &program, const std::vector<std::string> &words)
{
    std::vector<std::string> list = prepared(words);
    try {
        program.root.parse(list);
    } catch (const CLI::ExtrasError &) {
        const CLI::App *verb = program.chosen();
        const std::vector<std::string> left = program.root.remaining(true);
        if (const QString word = wordBefore(program, words, left); !word.isEmpty())
            throw unexpected(&program.root, word);
        throw unexpected(verb, left.empty() ? QString() : QString::fromUtf8(left.front()).remove(QLatin1Char(wholeMark)));
    } catch (const CLI::CallForHelp &) {
        demandKnownVerb(program);
        throw;
    } catch (const CLI::ParseError &error) {
        throw fromCli(error);
    }
    if (!program.version)
        demandComplete(program.chosen(), *program.table);
}

ParsedCall parseAll(const std::vector<std::string> &given, Terminal &terminal)
{
    terminal.setJson(std::find(given.begin(), given.end(), "--json") != given.end()); // also for a call that cannot be read to its end
    const auto program = std::make_unique<Program>();
    try {
        parse(*program, given);
    } catch (const CLI::CallForHelp &) {
        terminal.bytes(helpText(*program->chosen(), *program->table).toUtf8());
        return {{}, terminal.finish(0), {}};
    } catch (const CallError &error) {
        return {{}, terminal.wrongCall(error.sentence, error.where), {}};
    }
    if (program->version) {
        terminal.line(QStringLiteral("countersign " COUNTERSIGN_VERSION));
        return {{}, terminal.finish(0), {}};
    }
    const auto words = program->table->verbs.value(program->chosen());
    if (!words.run && program->options.json)
        return {{}, terminal.wrongCall(Cli::tr("--json needs a command; without one the window opens."), QStringLiteral("--json")), {}};
    terminal.setJson(program->options.json);
    terminal.setLoudness(program->options.quiet ? Terminal::Loudness::Quiet
                             : program->options.verbose ? Terminal::Loudness::Verbose : Terminal::Loudness::Normal);
    return {program->options, {}, words.run, words.application};
}

} // namespace

ParsedCall parseCall(int argc, char **argv, Terminal &terminal)
{
    return parseAll(std::vector<std::string>(argv + std::min(argc, 1), argv + argc), terminal);
}

ParsedCall parseWords(const QStringList &words, Terminal &terminal)
{
    std::vector<std::string> given;
    for (const QString &word : words)
        given.push_back(word.toStdString());
    return parseAll(given, terminal);
}

QByteArray programManual()
{
    const Program program;
    return manualPage(program.root, *program.table);
}

QByteArray programCompletion(const QString &shell)
{
    const Program program;
    return completionScript(program.root, *program.table, shell);
}

int runVerb(int argc, char **argv, const ParsedCall &parsed, const Settings &settings, Terminal &terminal)
{
    Interruption interruption;
    std::unique_ptr<QCoreApplication> application;
    if (parsed.application == Verb::Application::Ordinary)
        application = std::make_unique<QCoreApplication>(argc, argv);
    Call call(settings, parsed.options, terminal, interruption);
    const core::Result<int> ended = parsed.run(call);
    call.rememberRecord();
    if (auto *vault = ledger::checkpointVault())
        vault->settle();
    if (ended)
        return terminal.finish(*ended);
    const int code = terminal.finish(terminal.fail(ended.error()));
    return ended.error().kind == core::ErrorKind::Cancelled && interruption.requested() ? interruption.exitCode() : code;
}

} // namespace countersign::app
