// From the words on the command line to the verb that runs.
#pragma once

#include "app/cli/call.h"
#include "app/cli/verb.h"

namespace countersign::app {

// What a command line asks for.
struct ParsedCall {
    GlobalOptions options;
    std::optional<int> over; // nothing left to do (help was shown, the call was wrong): the exit code
    Run run;                 // the verb; empty: the window
    Verb::Application application = Verb::Application::Ordinary;
};

// Reads the words; help, version and mistakes are shown on the terminal.
ParsedCall parseCall(int argc, char **argv, Terminal &terminal);
ParsedCall parseWords(const QStringList &words, Terminal &terminal);

// The manual page, and the completion for a shell (bash, zsh, fish), made from the declarations of the verbs.
QByteArray programManual();
QByteArray programCompletion(const QString &shell);

// Runs the verb in a process without a window (unless the verb makes one) and returns the exit code.
int runVerb(int argc, char **argv, const ParsedCall &call, const Settings &settings, Terminal &terminal);

} // namespace countersign::app
