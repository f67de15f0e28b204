#include "app/settings.h"

#include <QStandardPaths>

namespace countersign::app {

namespace {

QString folderIn(QStandardPaths::StandardLocation location)
{
    return QStandardPaths::writableLocation(location) + QStringLiteral("/countersign");
}

ledger::SealCost keyCostAskedFor()
{
    ledger::SealCost cost;
    if (const quint64 megabytes = qEnvironmentVariable("COUNTERSIGN_TEST_KEY_MEMORY").toULongLong(); megabytes > 0)
        cost.memoryBytes = std::clamp(megabytes, ledger::SealCost::floor().memoryBytes >> 20, cost.memoryBytes >> 20) << 20;
    return cost;
}

} // namespace

QString Settings::defaultStore() const
{
    return dataFolder + QStringLiteral("/store.sqlite");
}

QString Settings::offlineWorkspace() const
{
    return dataFolder + QStringLiteral("/offline.workspace");
}

QString Settings::demoFolder() const
{
    return dataFolder + QStringLiteral("/demo");
}

Settings settingsFromEnvironment()
{
    Settings settings;
    settings.dataFolder = folderIn(QStandardPaths::GenericDataLocation);
    settings.keyringFolder = qEnvironmentVariable("COUNTERSIGN_KEYS");
    if (settings.keyringFolder.isEmpty())
        settings.keyringFolder = folderIn(QStandardPaths::GenericConfigLocation);
    settings.store = qEnvironmentVariable("COUNTERSIGN_STORE");
    settings.person = qEnvironmentVariable("COUNTERSIGN_PERSON");
    settings.keyCost = keyCostAskedFor();
    return settings;
}

} // namespace countersign::app
