// Small private files: written whole or not at all, readable by their owner only. For this library and for sync.
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace countersign::ledger {

enum class Existing { Replace, Keep };

// Temporary file beside it, mode 0600, fsync, rename, fsync of the folder; folders are made with mode 0700. Keep: an existing file stays
// and the answer is false. CannotWrite or DiskFull; whatever was there stays then.
core::Result<bool> writeFileAtomically(const QString &path, const QByteArray &bytes, Existing existing = Existing::Replace);

// The whole file. CannotRead if it cannot be opened or read, TooLarge above `limit` bytes.
core::Result<QByteArray> readWholeFile(const QString &path, qint64 limit);

} // namespace countersign::ledger
