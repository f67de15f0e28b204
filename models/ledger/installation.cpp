#include "ledger/installation.h"

#include "ledger/atomicfile.h"
#include "ledger/attestation.h"
#include "ledger/roster.h"

#include <QFileInfo>

namespace countersign::ledger {

namespace {

constexpr qint64 fileLimit = 4096;

core::Result<Installation> readInstallation(const QString &path)
{
    auto bytes = readWholeFile(path, fileLimit);
    if (!bytes)
        return tl::unexpected(bytes.error());
    LineReader in(*bytes);
    in.bare("countersign.installation/v1");
    Installation installation;
    installation.device = in.value("device").toByteArray();
    if (!isDeviceId(installation.device))
        in.refuse("device");
    auto seed = readBase64(in.value("seed"));
    if (!seed || seed->size() != 32)
        in.refuse("seed");
    const auto whole = in.finish();
    if (whole)
        installation.key = std::make_unique<UnlockedKey>(workstationOwner(installation.device), Secret::copyOf(*seed));
    if (seed)
        wipe(*seed);
    wipe(*bytes);
    if (!whole)
        return core::fail(core::ErrorKind::BadKeyFile, path, whole.error().where);
    return installation;
}

} // namespace

core::Result<Installation> loadInstallation(const QString &folder)
{
    const QString path = folder + QStringLiteral("/installation");
    if (QFileInfo::exists(path))
        return readInstallation(path);
    const Secret seed = Secret::random(32);
    QByteArray bytes = "countersign.installation/v1\ndevice " + randomBytes(16).toHex() + "\nseed " + base64(seed.view()) + '\n';
    const auto written = writeFileAtomically(path, bytes, Existing::Keep);
    wipe(bytes);
    return written.and_then([&](bool) { return readInstallation(path); });
}

} // namespace countersign::ledger
