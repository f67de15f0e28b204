// Why a store on a server cannot be reached, in sentences: what is so, and the way out. The words are those of store/postgresql/pgerror.h.
#include "ui/speech/phrase.h"

#include <QUrl>

namespace countersign::ui {

QString serverPlace(const QString &host, const QString &database)
{
    return host.isEmpty() || host.startsWith(u'/') ? Speech::tr("%1 on this computer").arg(database) : Speech::tr("%1 on %2").arg(database, host);
}

namespace {

// Of an address only what one knows it by.
QString shortly(const QString &address)
{
    const QString scheme = QStringLiteral("postgresql://");
    if (!address.startsWith(scheme))
        return address;
    const QString authority = address.mid(scheme.size()).section(u'/', 0, 0);
    const auto readable = [](const QString &part) { return QUrl::fromPercentEncoding(part.toUtf8()); };
    return serverPlace(readable(authority.section(u'@', -1)), readable(address.mid(scheme.size()).section(u'/', 1).section(u'?', 0, 0)));
}

} // namespace

QString serverFailed(const QString &word, const QString &address)
{
    const QString server = shortly(address);
    if (word == u"host")
        return Speech::tr("There is no server of the name in %1. Check the spelling and the network.").arg(server);
    if (word == u"refused")
        return Speech::tr("Nobody answers at %1. Check the port, and whether the server runs.").arg(server);
    if (word == u"timeout")
        return Speech::tr("%1 does not answer in time. Check the network, or ask whoever runs the server.").arg(server);
    if (word == u"login")
        return Speech::tr("The server does not let you in at %1: it does not know this name, or not with this password. Ask an administrator of the store.").arg(server);
    if (word == u"database")
        return Speech::tr("The server is there, but it has no such database: %1.").arg(server);
    if (word == u"encoding")
        return Speech::tr("The database %1 is not in UTF-8. Nothing was made in it. Make one with: CREATE DATABASE name ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0").arg(server);
    if (word == u"outdated")
        return Speech::tr("The store at %1 was made by an earlier program and is not up to date. Ask whoever runs the server to bring it up to date (countersign init).").arg(server);
    if (word == u"full")
        return Speech::tr("The server has no connection left for %1. Try again in a moment, or ask whoever runs it.").arg(server);
    if (word == u"starting")
        return Speech::tr("The server of %1 is just starting or stopping. Try again in a moment.").arg(server);
    if (word == u"tls-none")
        return Speech::tr("%1 offers no encryption, so nothing was said to it. Ask whoever runs the server to switch it on.").arg(server);
    if (word == u"tls-expired")
        return Speech::tr("No safe connection to %1: the server's certificate has run out. Ask whoever runs the server for a new one; do not go on without.").arg(server);
    if (word == u"tls-early")
        return Speech::tr("No safe connection to %1: the server's certificate is not valid yet. Check this computer's clock, or ask whoever runs the server.").arg(server);
    if (word == u"tls-name")
        return Speech::tr("No safe connection to %1: the certificate is another server's. Check the name; somebody may be in between.").arg(server);
    if (word == u"tls-authority")
        return Speech::tr("No safe connection to %1: nobody this computer trusts vouches for the server's certificate. Ask whoever runs the server for its root certificate "
                          "(sslrootcert=FILE in the address, or ~/.postgresql/root.crt).")
            .arg(server);
    if (word == u"tls")
        return Speech::tr("No safe connection to %1: the server shows no certificate that this computer trusts for that name. Ask whoever runs the server for its root certificate, and do not go on without.")
            .arg(server);
    if (word == u"lost")
        return Speech::tr("The connection to %1 broke. Nothing is lost; it is tried again.").arg(server);
    if (word == u"unanswered")
        return Speech::tr("The connection to %1 broke while the store was saving, so it may have been recorded. Look before you do it again.").arg(server);
    return {};
}

} // namespace countersign::ui
