#include "app/cli/terminal.h"
#include "app/cli/verbtable.h"

#include <algorithm>

namespace countersign::app {

namespace {

constexpr int helpWidth = 92;
constexpr int leftColumn = 28;

// `before`: what stands on the first line already.
QString wrapped(const QString &text, int indent, const QString &before = {})
{
    QString out = before + QString(std::max<qsizetype>(0, indent - before.size()), u' ');
    int column = int(out.size());
    bool lineIsEmpty = true;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (!lineIsEmpty && column + 1 + word.size() > helpWidth) {
            out += u'\n' + QString(indent, u' ');
            column = indent;
            lineIsEmpty = true;
        }
        out += lineIsEmpty ? word : u' ' + word;
        column += int(word.size()) + (lineIsEmpty ? 0 : 1);
        lineIsEmpty = false;
    }
    return out + u'\n';
}

QString twoColumns(const QString &left, const QString &right)
{
    const QString name = QStringLiteral("  ") + left;
    if (name.size() + 2 > leftColumn)
        return name + u'\n' + wrapped(right, leftColumn);
    return wrapped(right, leftColumn, name);
}

QString rows(const CLI::App &verb, const VerbTable &table, bool positional, bool inherited = false)
{
    QString out;
    for (const CLI::Option *option : table.verbs[&verb].order)
        if (option->get_positional() == positional && (!inherited || option->get_name() != "--version"))
            out += twoColumns(spelling(option, table.values[option]), table.values[option].help);
    return out;
}

QString paragraphs(const QString &text)
{
    QString out;
    for (const QString &paragraph : text.split(QStringLiteral("\n"), Qt::SkipEmptyParts))
        out += u'\n' + wrapped(paragraph, 0);
    return out;
}

QString section(const QString &title, const QString &body)
{
    return body.isEmpty() ? QString() : u'\n' + title + u'\n' + body;
}

QString exampleLines(const QStringList &examples)
{
    QString out;
    for (const QString &example : examples)
        out += QStringLiteral("  ") + example + u'\n';
    return out;
}

QString below(const CLI::App &verb, const VerbTable &table)
{
    QString out;
    for (const CLI::App *inner : verb.get_subcommands({}))
        if (!table.verbs[inner].hidden)
            out += twoColumns(QString::fromStdString(inner->get_name()), table.verbs[inner].summary);
    return out;
}

const CLI::App *rootOf(const CLI::App &verb)
{
    const CLI::App *root = &verb;
    while (root->get_parent())
        root = root->get_parent();
    return root;
}

} // namespace

QString spelling(const CLI::Option *option, const VerbTable::Value &value)
{
    if (option->get_positional())
        return value.many ? value.name + u'…' : value.name;
    QString names = QString::fromStdString(option->get_name(false, true)).replace(QStringLiteral(","), QStringLiteral(", "));
    if (!value.name.isEmpty())
        names += u' ' + value.name;
    return value.many && !value.name.isEmpty() ? names + u'…' : names;
}

QString usage(const CLI::App &verb, const VerbTable &table)
{
    QStringList line;
    for (const CLI::Option *option : table.verbs[&verb].order) {
        const VerbTable::Value &value = table.values[option];
        QString part = option->get_positional() ? value.name : QString::fromStdString(option->get_name());
        if (!option->get_positional() && !value.name.isEmpty())
            part += u' ' + value.name;
        if (value.many && !value.name.isEmpty())
            part += u'…';
        line += value.required ? part : u'[' + part + u']';
    }
    return line.join(u' ');
}

QList<const CLI::App *> verbsFrom(const CLI::App &verb, const VerbTable &table)
{
    QList<const CLI::App *> list{&verb};
    for (const CLI::App *inner : verb.get_subcommands({}))
        if (!table.verbs[inner].hidden)
            list += verbsFrom(*inner, table);
    return list;
}

QString shortName(const CLI::App &verb)
{
    return verb.get_parent() ? fullName(verb).section(u' ', 1) : fullName(verb);
}

QString fullName(const CLI::App &verb)
{
    QStringList names;
    for (const CLI::App *level = &verb; level; level = level->get_parent())
        names.prepend(QString::fromStdString(level->get_name()));
    return names.join(u' ');
}

QString helpText(const CLI::App &verb, const VerbTable &table)
{
    const auto &words = table.verbs[&verb];
    const bool isRoot = !verb.get_parent();
    const QString inner = below(verb, table);
    QString out = isRoot ? Cli::tr("countersign [OPTIONS] [COMMAND …]") + u'\n'
                         : QStringLiteral("%1 %2").arg(fullName(verb), usage(verb, table)).trimmed() + (inner.isEmpty() ? QString() : QStringLiteral(" COMMAND …")) + u'\n';
    out += u'\n' + wrapped(words.summary, 0) + paragraphs(words.about);
    out += section(Cli::tr("Commands"), inner);
    out += section(Cli::tr("Arguments"), rows(verb, table, true));
    out += section(isRoot ? Cli::tr("Options of every command, before or after its name") : Cli::tr("Options"), rows(verb, table, false));
    if (!isRoot)
        out += section(Cli::tr("Options of every command"), rows(*rootOf(verb), table, false, true));
    return out + section(Cli::tr("Examples"), exampleLines(words.examples));
}

} // namespace countersign::app
