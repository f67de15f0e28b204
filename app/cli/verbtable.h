// The verbs of the program as CLI11 sees them, and what the help and the errors need to know besides. Only for app/cli's own plumbing.
#pragma once

#include "app/cli/verb.h"

#include <CLI/CLI.hpp>
#include <QHash>

namespace countersign::app {

struct VerbTable {
    struct Value { // of an option or argument
        QString name;
        QString help;
        bool required = false;
        bool many = false;
        QStringList allowed; // the words it takes, where it takes only some
    };
    struct Words {
        QString summary;
        QString about;
        QStringList examples;
        Run run;
        Verb::Application application = Verb::Application::Ordinary;
        bool hidden = false;              // not in the help
        QList<const CLI::Option *> order; // as declared
    };
    QHash<const CLI::App *, Words> verbs;
    QHash<const CLI::Option *, Value> values;
};

// CLI11 takes "[a,b]" apart where a list may stand; a mark that no argument can hold (arguments end at NUL, and this is no text) keeps it whole.
inline constexpr char wholeMark = '\x01';

// "countersign person add", from the root down; and "person add", as a sentence names it ("countersign" for the root).
QString fullName(const CLI::App &verb);
QString shortName(const CLI::App &verb);
// The help of a verb, or of the whole program.
QString helpText(const CLI::App &verb, const VerbTable &table);
// The whole program as a manual page (man(7)), and as the completion of a shell: bash, zsh, fish.
QByteArray manualPage(const CLI::App &program, const VerbTable &table);
QByteArray completionScript(const CLI::App &program, const VerbTable &table, const QString &shell);

// Every verb that is in the help, from the given one down, itself first.
QList<const CLI::App *> verbsFrom(const CLI::App &verb, const VerbTable &table);
// "CASE [--kind K] …", what stands behind the verb's name.
QString usage(const CLI::App &verb, const VerbTable &table);
// "-q, --quiet", "--kind K…", "FILE…".
QString spelling(const CLI::Option *option, const VerbTable::Value &value);

} // namespace countersign::app
