#include "app/cli/terminal.h"
#include "app/cli/verbtable.h"

namespace countersign::app {

namespace {

// A verb as a path: "" for the program, "/person/add".
QString path(const CLI::App &verb)
{
    return verb.get_parent() ? path(*verb.get_parent()) + u'/' + QString::fromStdString(verb.get_name()) : QString();
}

struct OptionWords {
    QStringList names;  // as typed: "-q", "--quiet"
    QString value;      // "" for a flag
    QString help;
    QStringList allowed;

    bool isFile() const { return value == u"F" || value == u"FILE" || value == u"STORE" || value == u"URL"; }
};

QList<OptionWords> optionsOf(const CLI::App &verb, const VerbTable &table)
{
    QList<OptionWords> list;
    for (const CLI::Option *option : table.verbs[&verb].order) {
        if (option->get_positional())
            continue;
        const VerbTable::Value &value = table.values[option];
        list.append({QString::fromStdString(option->get_name(false, true)).split(u','), value.name, value.help, value.allowed});
    }
    return list;
}

QList<const CLI::App *> below(const CLI::App &verb, const VerbTable &table)
{
    QList<const CLI::App *> list;
    for (const CLI::App *inner : verb.get_subcommands({}))
        if (!table.verbs[inner].hidden)
            list.append(inner);
    return list;
}

bool takesFiles(const CLI::App &verb, const VerbTable &table)
{
    for (const CLI::Option *option : table.verbs[&verb].order)
        if (option->get_positional() && (table.values[option].name == u"FILE" || table.values[option].name == u"F"))
            return true;
    return false;
}

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

// All that the three scripts share: the paths there are, and the options that take a value.
struct Facts {
    QStringList paths;
    QStringList valued; // "--store", each once

    Facts(const CLI::App &program, const VerbTable &table)
    {
        for (const CLI::App *verb : verbsFrom(program, table)) {
            if (verb->get_parent())
                paths.append(path(*verb));
            for (const OptionWords &option : optionsOf(*verb, table))
                if (!option.value.isEmpty())
                    valued.append(option.names);
        }
        valued.removeDuplicates();
        valued.sort();
    }
};

QStringList wordsAt(const CLI::App &verb, const CLI::App &program, const VerbTable &table)
{
    QStringList words;
    for (const CLI::App *inner : below(verb, table))
        words.append(QString::fromStdString(inner->get_name()));
    for (const CLI::App *level : {&verb, &program})
        for (const OptionWords &option : optionsOf(*level, table))
            words.append(option.names);
    words.append({QStringLiteral("--help"), QStringLiteral("-h")});
    words.removeDuplicates();
    return words;
}

// "    PATH:--option) what ;;" for each option with a value.
QString valueCases(const CLI::App &program, const VerbTable &table, const QString &files, const QString &wordsBefore, const QString &wordsAfter)
{
    QString out;
    for (const CLI::App *verb : verbsFrom(program, table))
        for (const OptionWords &option : optionsOf(*verb, table)) {
            if (option.value.isEmpty())
                continue;
            QStringList patterns;
            for (const QString &name : option.names)
                patterns.append(verb->get_parent() ? path(*verb) + u':' + name : QStringLiteral("*:") + name);
            const QString what = !option.allowed.isEmpty() ? wordsBefore + option.allowed.join(u' ') + wordsAfter : option.isFile() ? files : QStringLiteral("return");
            out += QStringLiteral("        %1) %2 ;;\n").arg(patterns.join(u'|'), what);
        }
    return out;
}

const char *findPath = R"(    local path= word skip=
    for word in "${before[@]}"; do
        if [[ -n $skip ]]; then skip=; continue; fi
        case $word in
            %1) skip=1; continue ;;
        esac
        case $path/$word in
            %2) path=$path/$word ;;
        esac
    done
)";

QString bash(const CLI::App &program, const VerbTable &table)
{
    const Facts facts(program, table);
    QString out = QStringLiteral("# bash completion of countersign; made by: countersign completion --shell bash\n_countersign()\n{\n"
                                 "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                                 "    local before=(\"${COMP_WORDS[@]:1:COMP_CWORD-1}\")\n    COMPREPLY=()\n");
    out += QString::fromLatin1(findPath).arg(facts.valued.join(u'|'), facts.paths.join(u'|'));
    out += QStringLiteral("    case $path:$prev in\n")
        + valueCases(program, table, QStringLiteral("compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\")); return"),
                     QStringLiteral("COMPREPLY=($(compgen -W '"), QStringLiteral("' -- \"$cur\")); return"))
        + QStringLiteral("    esac\n    local words= files=\n    case $path in\n");
    for (const CLI::App *verb : verbsFrom(program, table))
        out += QStringLiteral("        %1) words='%2'%3 ;;\n")
                   .arg(verb->get_parent() ? path(*verb) : QStringLiteral("''"), wordsAt(*verb, program, table).join(u' '),
                        takesFiles(*verb, table) ? QStringLiteral(" files=1") : QString());
    return out + QStringLiteral("    esac\n    if [[ -n $files && $cur != -* ]]; then\n        compopt -o filenames 2>/dev/null\n"
                                "        COMPREPLY=($(compgen -f -- \"$cur\"))\n    else\n        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n    fi\n}\n"
                                "complete -F _countersign countersign\n");
}

QString described(const QString &word, QString help)
{
    return quoted(word + u':' + help.replace(u':', QStringLiteral("\\:")));
}

QString zsh(const CLI::App &program, const VerbTable &table)
{
    const Facts facts(program, table);
    QString out = QStringLiteral("#compdef countersign\n# zsh completion of countersign; made by: countersign completion --shell zsh\n_countersign()\n{\n"
                                 "    local cur=${words[CURRENT]} prev=${words[CURRENT-1]}\n"
                                 "    local -a before described\n    before=(\"${(@)words[2,CURRENT-1]}\")\n");
    out += QString::fromLatin1(findPath).arg(facts.valued.join(u'|'), facts.paths.join(u'|'));
    out += QStringLiteral("    case $path:$prev in\n")
        + valueCases(program, table, QStringLiteral("_files; return"), QStringLiteral("compadd -- "), QStringLiteral("; return"))
        + QStringLiteral("    esac\n    local files=\n    case $path in\n");
    for (const CLI::App *verb : verbsFrom(program, table)) {
        QStringList words;
        for (const CLI::App *inner : below(*verb, table))
            words.append(described(QString::fromStdString(inner->get_name()), table.verbs[inner].summary));
        for (const CLI::App *level : QList<const CLI::App *>{verb, &program})
            for (const OptionWords &option : optionsOf(*level, table))
                for (const QString &name : option.names)
                    words.append(described(name, option.help));
        words.removeDuplicates();
        out += QStringLiteral("        %1) described=(%2)%3 ;;\n")
                   .arg(verb->get_parent() ? path(*verb) : QStringLiteral("''"), words.join(u' '), takesFiles(*verb, table) ? QStringLiteral("; files=1") : QString());
    }
    return out + QStringLiteral("    esac\n    [[ -n $files && $cur != -* ]] && _files && return\n    _describe countersign described\n}\n"
                                "if [[ $funcstack[1] = _countersign ]]; then _countersign \"$@\"; else compdef _countersign countersign; fi\n");
}

QString fish(const CLI::App &program, const VerbTable &table)
{
    const Facts facts(program, table);
    QString out = QStringLiteral("# fish completion of countersign; made by: countersign completion --shell fish\nfunction __countersign_path\n"
                                 "    set -l path ''\n    set -l skip 0\n    for word in (commandline -opc)[2..-1]\n"
                                 "        if test $skip = 1; set skip 0; continue; end\n        switch $word\n            case %1\n                set skip 1\n"
                                 "                continue\n        end\n        switch $path/$word\n            case %2\n                set path $path/$word\n"
                                 "        end\n    end\n    echo $path\nend\nfunction __countersign_at\n    test (__countersign_path) = \"$argv[1]\"\nend\n"
                                 "complete -c countersign -f\n")
                      .arg(facts.valued.join(u' '), facts.paths.join(u' '));
    for (const CLI::App *verb : verbsFrom(program, table)) {
        const QString at = verb->get_parent() ? QStringLiteral(" -n '__countersign_at %1'").arg(path(*verb)) : QString();
        for (const CLI::App *inner : below(*verb, table))
            out += QStringLiteral("complete -c countersign -n '__countersign_at \"%1\"' -a %2 -d %3\n")
                       .arg(path(*verb), QString::fromStdString(inner->get_name()), quoted(table.verbs[inner].summary));
        if (takesFiles(*verb, table))
            out += QStringLiteral("complete -c countersign%1 -F\n").arg(at);
        for (const OptionWords &option : optionsOf(*verb, table)) {
            QString line = QStringLiteral("complete -c countersign") + at;
            for (const QString &name : option.names)
                line += (name.startsWith(QStringLiteral("--")) ? QStringLiteral(" -l ") + name.mid(2) : QStringLiteral(" -s ") + name.mid(1));
            if (!option.value.isEmpty())
                line += option.isFile() ? QStringLiteral(" -r -F") : QStringLiteral(" -x");
            if (!option.allowed.isEmpty())
                line += QStringLiteral(" -a ") + quoted(option.allowed.join(u' '));
            out += line + QStringLiteral(" -d ") + quoted(option.help) + u'\n';
        }
    }
    return out;
}

} // namespace

QByteArray completionScript(const CLI::App &program, const VerbTable &table, const QString &shell)
{
    const QString script = shell == u"zsh" ? zsh(program, table) : shell == u"fish" ? fish(program, table) : bash(program, table);
    return script.toUtf8();
}

} // namespace countersign::app
