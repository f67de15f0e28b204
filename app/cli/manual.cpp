#include "app/cli/terminal.h"
#include "app/cli/verbtable.h"

namespace countersign::app {

namespace {

// As man(7) wants text: hyphens that are typed, no line that begins a request.
QByteArray roff(const QString &text)
{
    QString out = text;
    out.replace(u'\\', QStringLiteral("\\e")).replace(u'-', QStringLiteral("\\-"));
    if (out.startsWith(u'.') || out.startsWith(u'\''))
        out.prepend(QStringLiteral("\\&"));
    return out.toUtf8();
}

QByteArray section(const QString &title)
{
    return ".SH " + roff(title.toUpper()) + '\n';
}

QByteArray item(const QString &name, const QString &text)
{
    return ".TP\n.B " + roff(name) + '\n' + roff(text) + '\n';
}

QByteArray paragraphs(const QString &text)
{
    QByteArray out;
    for (const QString &paragraph : text.split(u'\n', Qt::SkipEmptyParts))
        out += ".PP\n" + roff(paragraph) + '\n';
    return out;
}

QByteArray items(const CLI::App &verb, const VerbTable &table)
{
    QByteArray out;
    for (const CLI::Option *option : table.verbs[&verb].order) {
        const VerbTable::Value &value = table.values[option];
        const QString words = value.allowed.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(value.allowed.join(QStringLiteral(", ")));
        out += item(spelling(option, value), value.help + words);
    }
    return out;
}

QByteArray examples(const QStringList &lines)
{
    if (lines.isEmpty())
        return {};
    QByteArray out = ".PP\n.nf\n";
    for (const QString &line : lines)
        out += roff(line) + '\n';
    return out + ".fi\n";
}

// A verb that only groups others has nothing to say beyond their own parts.
QByteArray verbPart(const CLI::App &verb, const VerbTable &table)
{
    const auto &words = table.verbs[&verb];
    if (!words.run)
        return {};
    const QString use = QStringLiteral("%1 %2").arg(shortName(verb), usage(verb, table)).trimmed();
    QByteArray out = ".SS " + roff(use) + '\n' + roff(words.summary) + '\n' + paragraphs(words.about) + items(verb, table);
    return out + examples(words.examples);
}

QByteArray surroundings()
{
    QByteArray out = section(Cli::tr("Exit status"));
    out += item(QStringLiteral("0"), Cli::tr("done, or the answer is yes"));
    out += item(QStringLiteral("1"), Cli::tr("the answer is no: verification failed, nothing to claim, not released yet, timed out"));
    out += item(QStringLiteral("2"), Cli::tr("the call itself is wrong"));
    out += item(QStringLiteral("3"), Cli::tr("bad input data: file, line or JSON path, and what was expected; nothing of that record is stored"));
    out += item(QStringLiteral("4"), Cli::tr("refused: not allowed, wrong secret, lost the claim, policy not met, stale version"));
    out += item(QStringLiteral("5"), Cli::tr("the store cannot be reached or is damaged; nothing was half-written"));
    out += item(QStringLiteral("130, 143"), Cli::tr("interrupted between two steps; nothing half-written"));
    out += section(Cli::tr("Environment"));
    out += item(QStringLiteral("COUNTERSIGN_STORE"), Cli::tr("as --store"));
    out += item(QStringLiteral("COUNTERSIGN_PERSON"), Cli::tr("as --as"));
    out += item(QStringLiteral("COUNTERSIGN_KEYS"), Cli::tr("the folder of sealed keys, and of what this installation remembers of each store"));
    out += section(Cli::tr("Files"));
    out += item(QStringLiteral("~/.local/share/countersign/"), Cli::tr("the default store"));
    return out + item(QStringLiteral("~/.config/countersign/"), Cli::tr("sealed keys, and what this installation remembers of each store"));
}

} // namespace

QByteArray manualPage(const CLI::App &program, const VerbTable &table)
{
    const auto &words = table.verbs[&program];
    QByteArray out = ".TH COUNTERSIGN 1 \"\" \"Countersign " COUNTERSIGN_VERSION "\" \"" + roff(Cli::tr("User Commands")) + "\"\n";
    out += section(Cli::tr("Name")) + "countersign \\- " + roff(Cli::tr("review, correct and sign what an AI proposes, before it takes effect")) + '\n';
    out += section(Cli::tr("Synopsis")) + ".B countersign\n.RI [ OPTION ]...\n[\n.I COMMAND\n.RI [ ARGUMENT ]...\n]\n";
    out += section(Cli::tr("Description")) + roff(words.summary) + '\n' + paragraphs(words.about);
    out += section(Cli::tr("Options of every command")) + items(program, table);
    out += section(Cli::tr("Commands"));
    for (const CLI::App *verb : verbsFrom(program, table).sliced(1))
        out += verbPart(*verb, table);
    return out + surroundings() + section(Cli::tr("Examples")) + examples(words.examples);
}

} // namespace countersign::app
