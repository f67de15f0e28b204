// What this installation notes for itself between two calls, outside the store: under a seal that nobody without its own key makes.
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>
#include <optional>

namespace countersign::ledger {

struct OwnNote {
    std::optional<QByteArray> value; // nothing where there is none, or none of ours
    bool foreign = false;            // there is one that this installation did not write
};

// <folder>/KIND/<store>, a value of one line. The keychain, where there is one, remembers the newest value too: an older one is foreign.
OwnNote loadOwnNote(const QString &folder, const QByteArray &kind, const core::StoreId &store);
core::Result<void> saveOwnNote(const QString &folder, const QByteArray &kind, const core::StoreId &store, const QByteArray &value);
void forgetOwnNote(const QString &folder, const QByteArray &kind, const core::StoreId &store);

} // namespace countersign::ledger
