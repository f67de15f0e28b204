#include "app/cli/verbs.h"

#include "app/cli/terminal.h"

namespace countersign::app {

void addVerbs(Verb &program)
{
    program.about(Cli::tr("Without a command the window opens. With one, the same work is done here in the terminal: results go to standard "
                          "output, messages to standard error.\n"
                          "Exit codes: 0 done or yes; 1 the answer is no; 2 the call is wrong; 3 bad input data; 4 refused; 5 the store cannot be "
                          "reached or is damaged; 130 interrupted."));
    program.examples({QStringLiteral("countersign demo --print"), QStringLiteral("countersign init --admin ada --admin-name \"Dr. Ada Mwangi\""),
                      QStringLiteral("countersign import cases.jsonl"), QStringLiteral("countersign claim --next"),
                      QStringLiteral("countersign decide D2N068 approve"), QStringLiteral("countersign released --json --after 120"),
                      QStringLiteral("countersign decide --help")});
    for (const auto add : {addInit, addPerson, addImport, addCases, addShow, addClaim, addReleaseClaim, addAnswer, addDecide, addRecall, addWithdraw, addRedact,
                           addDecisions, addOffline, addReleased, addWait, addPolicy, addFinding, addSecurity, addStats, addDiff, addLedger, addBundle,
                           addExport, addCopy, addBackup, addRestore, addDoctor, addDemo, addSelfDescription})
        add(program);
}

} // namespace countersign::app
