// One verb of the terminal: what it takes, what its help says, what it does. A thin face over CLI11, so that verbs state only that.
#pragma once

#include "core/result.h"

#include <QStringList>
#include <functional>
#include <memory>
#include <optional>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace countersign::app {

class Call;

// What a verb does with a call: its exit code (0 or 1), or why it failed. Results have been written to the call's terminal.
using Run = std::function<core::Result<int>(Call &)>;

enum class Need { Required, Optional };

// A wrong call, thrown while the command line is read; `sentence` is for the person who typed it.
struct CallError {
    QString sentence;
    QString where; // the option or argument
};

// What belongs to the verbs of one program, kept beside CLI11's own description of them.
struct VerbTable;

// Refers to a verb of a program that outlives it; cheap to copy. What is read goes `into` a place that must outlive the parse:
// verbs keep their options in a shared_ptr that their run captures.
class Verb {
public:
    Verb(CLI::App *app, std::shared_ptr<VerbTable> table) : m_app(app), m_table(std::move(table)) {}

    // A verb below this one: "person" → "add". `summary` is its line in the list.
    Verb verb(const char *name, const QString &summary);
    Verb &hidden();                           // for programs, not for people: not in the help
    Verb &about(const QString &text);      // paragraphs of help below the summary
    Verb &examples(const QStringList &lines); // "countersign … | what it does"

    Verb &argument(const char *name, const QString &help, QString &into, Need need = Need::Required);
    Verb &arguments(const char *name, const QString &help, QStringList &into); // one or more
    Verb &option(const char *spelling, const char *value, const QString &help, QString &into, Need need = Need::Optional);
    Verb &repeated(const char *spelling, const char *value, const QString &help, QStringList &into, Need need = Need::Optional);
    Verb &choice(const char *spelling, const char *value, const QString &help, const QStringList &allowed, QString &into);
    Verb &choices(const char *spelling, const char *value, const QString &help, const QStringList &allowed, QStringList &into, Need need);
    // A whole number within bounds.
    Verb &number(const char *spelling, const char *value, const QString &help, qint64 least, qint64 most, std::optional<qint64> &into);
    Verb &flag(const char *spelling, const QString &help, bool &into);

    // `application`: Ordinary runs get a QCoreApplication; a verb that may open the window makes its own.
    enum class Application { Ordinary, Own };
    void runs(Run run, Application application = Application::Ordinary);

private:
    using Taken = std::function<void(const QStringList &)>;
    CLI::Option *add(const std::string &spelling, const char *value, const QString &help, Need need, const Taken &taken);

    CLI::App *m_app;
    std::shared_ptr<VerbTable> m_table;
};

// The closest of `known` to a mistyped word, or nothing when none is close.
QString closest(const QString &word, const QStringList &known);

} // namespace countersign::app
