// The zip of a bundle: written in one go, read strictly. Internal to exchange; one object per thread.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <functional>
#include <memory>

namespace countersign::exchange {

// One file on its way into a zip. The content is asked for when its turn comes, and not kept.
struct ArchivePart {
    QByteArray name;
    std::function<core::Result<QByteArray>()> content;
};

// Beside `path` first, then in its place: what was there stays until the new one is whole and on the disk. Same parts, same bytes.
// CannotWrite, DiskFull, or what a content failed with.
core::Result<void> writeArchive(const QString &path, const QList<ArchivePart> &parts);

class BundleArchive {
public:
    // CannotRead: no such file, or not readable. Malformed (where: the file's name inside, or empty; detail: a technical phrase): not a
    // zip of ordinary, unencrypted, stored or deflated files with names of their own, a comment, or bytes before or behind it.
    static core::Result<BundleArchive> open(const QString &path);

    QList<QByteArray> names() const { return m_indexes.keys(); } // ascending
    bool has(const QByteArray &name) const { return m_indexes.contains(name); }
    qint64 sizeOf(const QByteArray &name) const { return m_indexes.value(name).size; } // as the zip claims
    // The whole content, its checksum tested. Malformed as open(), also for one larger than `limit` or other than it claims.
    core::Result<QByteArray> read(const QByteArray &name, qint64 limit) const;

private:
    struct Place {
        quint64 index = 0;
        qint64 size = 0;
    };
    core::Result<void> readDirectory();

    std::shared_ptr<void> m_archive;
    QMap<QByteArray, Place> m_indexes;
};

} // namespace countersign::exchange
