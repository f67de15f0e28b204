// The store as a file, before SQLite sees it: is it one of ours, whole, writable; and making a new one without leaving half of it.
#pragma once

#include "core/result.h"

namespace countersign::store {

// In the file's header at offset 68 (sqlite.org/fileformat.html §1.3): "CSgn".
inline constexpr quint32 applicationId = 0x4353676E;

// StoreMissing, NotAStore (no SQLite file, or another program's), StoreDamaged (truncated, or a header that cannot be right),
// StoreUnreachable (cannot be read).
core::Result<void> checkStoreFile(const QString &path);

// StoreReadOnly when the file or its folder may not be written.
core::Result<void> checkWritable(const QString &path);

// An empty file (0600) of a name not used before, beside `path`.
core::Result<QString> makeFileBeside(const QString &path);

// Gives the finished file its name, which nobody may have taken meanwhile: StoreExists. On disk when it returns.
core::Result<void> publishFile(const QString &finished, const QString &path);

} // namespace countersign::store
