#include "ledger/reached.h"

#include "ledger/atomicfile.h"
#include "ledger/lines.h"

#include <QFile>

namespace countersign::ledger {

namespace {

constexpr qint64 fileLimit = 4096;

QString reachedPath(const QString &folder, const core::StoreId &store)
{
    return folder + QStringLiteral("/verifying/") + store.value;
}

} // namespace

std::optional<Reached> loadReached(const QString &folder, const core::StoreId &store)
{
    const auto bytes = readWholeFile(reachedPath(folder, store), fileLimit);
    if (!bytes)
        return std::nullopt;
    LineReader in(*bytes);
    in.bare("countersign.verifying/v1");
    const core::StoreId named(in.token("store"));
    const QList<QByteArrayView> part = parts(in.value("signatures"), 2);
    const auto size = part.isEmpty() ? std::nullopt : readInteger(part[0]);
    const auto root = part.isEmpty() ? std::nullopt : Hash::fromHex(part[1]);
    if (!in.finish() || named != store || !size || *size == 0 || !root)
        return std::nullopt;
    return Reached{*size, *root};
}

core::Result<void> saveReached(const QString &folder, const core::StoreId &store, const Reached &reached)
{
    const QByteArray text = "countersign.verifying/v1\nstore " + store.value.toLatin1() + "\nsignatures " + QByteArray::number(reached.size) + ' '
        + reached.root.hex() + '\n';
    return writeFileAtomically(reachedPath(folder, store), text).map([](bool) {});
}

void forgetReached(const QString &folder, const core::StoreId &store)
{
    QFile::remove(reachedPath(folder, store));
}

} // namespace countersign::ledger
