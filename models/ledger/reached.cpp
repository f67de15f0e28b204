#include "ledger/reached.h"

#include "ledger/lines.h"
#include "ledger/ownnote.h"

namespace countersign::ledger {

namespace {

const QByteArray kind("verifying");

} // namespace

std::optional<Reached> loadReached(const QString &folder, const core::StoreId &store, bool *foreign)
{
    const OwnNote note = loadOwnNote(folder, kind, store);
    if (foreign)
        *foreign = note.foreign;
    const Parts part = note.value ? parts(*note.value, 2) : Parts();
    const auto size = part.isEmpty() ? std::nullopt : readInteger(part[0]);
    const auto root = part.isEmpty() ? std::nullopt : Hash::fromHex(part[1]);
    return size && *size > 0 && root ? std::optional(Reached{*size, *root}) : std::nullopt;
}

core::Result<void> saveReached(const QString &folder, const core::StoreId &store, const Reached &reached)
{
    return saveOwnNote(folder, kind, store, QByteArray::number(reached.size) + ' ' + reached.root.hex());
}

void forgetReached(const QString &folder, const core::StoreId &store)
{
    forgetOwnNote(folder, kind, store);
}

} // namespace countersign::ledger
