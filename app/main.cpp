#include "app/cli/commandline.h"
#include "app/oskeychain.h"
#include "app/process.h"
#include "app/window.h"

using namespace countersign::app;

int main(int argc, char **argv)
{
    prepareProcess();
    Terminal terminal;
    const ParsedCall call = parseCall(argc, argv, terminal);
    if (call.over)
        return *call.over;
    const Settings settings = settingsFromEnvironment();
    OsKeychain keychain;
    countersign::ledger::setCheckpointVault(&keychain);
    if (call.run)
        return runVerb(argc, argv, call, settings, terminal);
    return openWindow(argc, argv, settings, call.options, terminal);
}
