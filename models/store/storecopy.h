// A private file beside a store for a copy of it in clear: as well kept as the store itself, never anywhere else, and gone with its owner.
#pragma once

#include "core/result.h"

#include <QStringList>
#include <memory>

namespace countersign::store {

class StoreCopy {
public:
    // An empty file (0600) beside `store`, which need not be there. Copies that a process left when it was killed are removed first.
    static core::Result<std::unique_ptr<StoreCopy>> beside(const QString &store);
    ~StoreCopy(); // removes it, with SQLite's side files
    StoreCopy(const StoreCopy &) = delete;
    StoreCopy &operator=(const StoreCopy &) = delete;

    const QString &path() const { return m_path; }
    // StoreExists (where: the file in the way) when a store of that name is there, or another one's write-ahead log, which would be taken for its own.
    static core::Result<void> demandFree(const QString &name);
    // Gives it that name, which nobody may have taken: StoreExists. On disk when it returns.
    core::Result<void> publish(const QString &name);

    // Copies whose process has ended.
    static QStringList forsaken(const QString &store);

private:
    StoreCopy(QString path, int lock) : m_path(std::move(path)), m_lock(lock) {}

    QString m_path;
    int m_lock; // held while the file is somebody's
};

} // namespace countersign::store
