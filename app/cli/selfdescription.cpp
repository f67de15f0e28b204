#include "app/cli/commandline.h"
#include "app/cli/verbs.h"

namespace countersign::app {

void addSelfDescription(Verb &program)
{
    program.verb("manual", Cli::tr("The manual page (man countersign), to standard output.")).hidden().runs([](Call &call) -> core::Result<int> {
        call.terminal().bytes(programManual());
        return done;
    });
    const auto shell = std::make_shared<QString>(QStringLiteral("bash"));
    program.verb("completion", Cli::tr("The completion of a shell, to standard output."))
        .hidden()
        .choice("--shell", "SHELL", Cli::tr("the shell; bash unless told"), {QStringLiteral("bash"), QStringLiteral("zsh"), QStringLiteral("fish")}, *shell)
        .examples({QStringLiteral("source <(countersign completion --shell bash)")})
        .runs([shell](Call &call) -> core::Result<int> {
            call.terminal().bytes(programCompletion(*shell));
            return done;
        });
}

} // namespace countersign::app
