#include "app/storeaddress.h"

#include <QCoreApplication>
#include <QDir>

namespace countersign::app {

namespace {

// "postgresql" of "postgresql://…"; empty for a path.
QString schemeOf(const QString &text)
{
    const qsizetype end = text.indexOf(QStringLiteral("://"));
    return end > 0 && !text.left(end).contains(u'/') ? text.left(end).toLower() : QString();
}

StoreAddress embedded(const QString &path)
{
    return {StoreAddress::Kind::Embedded, QDir::cleanPath(QDir().absoluteFilePath(path)), {}};
}

} // namespace

core::Result<StoreAddress> storeAddress(const QString &text)
{
    const QString prefix = QStringLiteral("sqlite:");
    const QString scheme = schemeOf(text);
    if (scheme == u"postgresql" || scheme == u"postgres")
        return StoreAddress{StoreAddress::Kind::Shared, {}, text};
    if (text.startsWith(prefix, Qt::CaseInsensitive) && text.size() > prefix.size()) {
        QString path = text.mid(prefix.size());
        if (path.startsWith(QStringLiteral("//")))
            path = path.mid(2);
        return embedded(path);
    }
    if (text.isEmpty() || !scheme.isEmpty() || text.compare(prefix, Qt::CaseInsensitive) == 0)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--store"),
                          QCoreApplication::translate("Cli", "“%1” names no store; a path, sqlite:PATH or postgresql://USER@HOST:PORT/DB does.").arg(text));
    return embedded(text);
}

} // namespace countersign::app
