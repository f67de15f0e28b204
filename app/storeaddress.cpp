#include "app/storeaddress.h"

#include "store/postgresql/serveraddress.h"

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

core::Result<StoreAddress> shared(const QString &text)
{
    const auto server = store::serverAddress(text);
    if (server)
        return StoreAddress{StoreAddress::Kind::Shared, {}, server->url()};
    if (server.error().where == u"password")
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--store"),
                          QCoreApplication::translate("Cli", "A password has no place in an address: it would be seen by others. It comes from your key, or from the password file."));
    return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--store"),
                      QCoreApplication::translate("Cli", "“%1” is no address of a store on a server: %2 is missing, unknown or wrong. Expected: postgresql://USER@HOST:PORT/DB.")
                          .arg(text, server.error().where));
}

} // namespace

core::Result<StoreAddress> storeAddress(const QString &text)
{
    const QString prefix = QStringLiteral("sqlite:");
    const QString scheme = schemeOf(text);
    if (scheme == u"postgresql" || scheme == u"postgres")
        return shared(text);
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
