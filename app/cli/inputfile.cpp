#include "app/cli/inputfile.h"

#include "core/filereading.h"
#include "exchange/casesource.h"
#include "exchange/jsontree.h"

#include <QFile>

namespace countersign::app {

using core::ErrorKind;
using core::fail;

core::Result<QByteArray> bytesFromFile(const QString &path)
{
    constexpr qint64 limit = exchange::CaseSource::maxFileBytes;
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(0, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(ErrorKind::CannotRead, path, file.errorString());
    return core::readToEnd(file, path, limit);
}

core::Result<core::Content> textFromFile(const QString &path)
{
    const auto bytes = bytesFromFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (!bytes->isValidUtf8() || bytes->contains('\0'))
        return fail(ErrorKind::BadEncoding, path);
    core::Content content;
    content.text = QString::fromUtf8(*bytes);
    if (content.text.toUtf8() != *bytes) // a byte order mark would be lost
        return fail(ErrorKind::BadEncoding, path, QStringLiteral("BOM"));
    return content;
}

core::Result<core::Content> fieldsFromFile(const QString &path)
{
    const auto bytes = bytesFromFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return fieldsFrom(*bytes, path);
}

core::Result<core::Content> fieldsFrom(QByteArrayView json, const QString &where)
{
    exchange::JsonTree tree;
    const auto root = tree.read(json);
    if (!root) {
        core::Error error = root.error();
        error.where = error.where.isEmpty() ? where : where + u' ' + error.where;
        return tl::unexpected(error);
    }
    return core::Content{core::Content::Form::Fields, {}, root->slice().toByteArray()};
}

} // namespace countersign::app
