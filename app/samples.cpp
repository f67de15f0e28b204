#include "app/samples.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace countersign::app {

namespace {

core::Result<void> copyOut(const QString &inside, const QString &path)
{
    QFile from(inside);
    QFile to(path);
    if (to.exists() && to.size() == from.size())
        return {};
    if (!from.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::CannotRead, inside, from.errorString());
    if (!QDir().mkpath(QFileInfo(path).path()) || !to.open(QIODevice::WriteOnly) || to.write(from.readAll()) != from.size() || !to.flush())
        return core::fail(core::ErrorKind::CannotWrite, path, to.errorString());
    return {};
}

} // namespace

core::Result<QString> writeSamples(const QString &folder)
{
    const QString root = QStringLiteral(":/samples/");
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString inside = files.next();
        if (const auto copied = copyOut(inside, folder + u'/' + inside.mid(root.size())); !copied)
            return tl::unexpected(copied.error());
    }
    return folder;
}

} // namespace countersign::app
