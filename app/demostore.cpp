#include "app/demostore.h"

#include "app/composition.h"
#include "app/samples.h"
#include "ledger/text.h"
#include "workflow/createstore.h"
#include "workflow/importcases.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr auto storeFile = "store.sqlite";

// Written last: a demo store that has it is whole.
QString finishedMark(const DemoStore &demo)
{
    return demo.folder + QStringLiteral("/complete");
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isOpen || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorKind::CannotWrite, path, file.errorString());
    return {};
}

// Eight words of 64 random bits: enough for a store that guards nothing, and they can be typed.
QByteArray randomPassphrase()
{
    const ledger::Secret random = ledger::Secret::random(32);
    return ledger::fingerprintWords(*ledger::Hash::fromBytes(random.view().toByteArray())).join(u' ').toUtf8();
}

Result<workflow::SharedSecret> passphraseOf(const DemoStore &demo)
{
    QFile file(demo.secretFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::CannotRead, demo.secretFile, file.errorString());
    return std::make_shared<const ledger::Secret>(ledger::Secret::fromUtf8(file.readAll().trimmed()));
}

} // namespace

DemoStore demoIn(const QString &folder)
{
    DemoStore demo;
    demo.folder = folder;
    demo.address = {StoreAddress::Kind::Embedded, folder + u'/' + QLatin1String(storeFile), {}};
    demo.keyring = {folder + QStringLiteral("/keys"), ledger::SealCost::floor()};
    demo.person = core::PersonId(QStringLiteral("ada"));
    demo.secretFile = folder + QStringLiteral("/passphrase.txt");
    demo.samples = folder + QStringLiteral("/samples");
    return demo;
}

bool isComplete(const DemoStore &demo)
{
    return QFileInfo::exists(finishedMark(demo)) && QFileInfo::exists(demo.address.path) && QFileInfo::exists(demo.secretFile);
}

void removeDemo(const DemoStore &demo)
{
    QFile::remove(finishedMark(demo));
    for (const QString &name : QDir(demo.folder).entryList({QLatin1String(storeFile) + QStringLiteral("*")}, QDir::Files))
        QFile::remove(demo.folder + u'/' + name);
    QFile::remove(demo.secretFile);
    QDir(demo.keyring.folder).removeRecursively();
    QDir(demo.samples).removeRecursively();
}

Result<void> prepareDemo(const DemoStore &demo)
{
    if (!QDir().mkpath(demo.folder))
        return fail(ErrorKind::CannotWrite, demo.folder);
    if (const auto samples = writeSamples(demo.samples); !samples)
        return tl::unexpected(samples.error());
    return writeFile(demo.secretFile, randomPassphrase() + '\n');
}

Result<void> makeDemo(const DemoStore &demo)
{
    removeDemo(demo);
    if (const auto prepared = prepareDemo(demo); !prepared)
        return prepared;
    const auto secret = passphraseOf(demo);
    if (!secret)
        return tl::unexpected(secret.error());
    const auto store = openStore(demo.address, Access::Make);
    if (!store)
        return tl::unexpected(store.error());
    const workflow::Ports ports = (*store)->ports();
    const workflow::NewStore request{QCoreApplication::translate("Demo", "Demo store"), demo.person, QStringLiteral("Dr. Ada Mwangi"), *secret};
    const auto acting = workflow::createStore(ports, demo.keyring, request);
    if (!acting)
        return tl::unexpected(acting.error());
    const auto imported = workflow::importCases(ports, *acting, {demo.samples}, {});
    if (!imported)
        return tl::unexpected(imported.error());
    if (!imported->refusals.isEmpty())
        return tl::unexpected(imported->refusals.first().error);
    return writeFile(finishedMark(demo), {});
}

} // namespace countersign::app
