// Where a shared store is: postgresql://USER@HOST:PORT/DB, read from text and written again.
#pragma once

#include "core/result.h"

#include <QMap>

namespace countersign::store {

struct ServerAddress {
    QString user;     // the login role; empty: whoever the key file or libpq names
    QString host;     // a name, an address, or a folder with a Unix socket ("/run/postgresql"); empty: libpq's own
    quint16 port = 5432;
    QString database;
    QMap<QString, QString> options; // of the connection, as libpq names them: sslmode, sslrootcert, …
    bool operator==(const ServerAddress &) const = default;

    // Whether the connection stays on this machine.
    bool isLocal() const;
    // With every part that is not the usual one; without the user it names the store itself.
    QString url(bool withUser = true) const;
};

// BadValue (where: the part) when it is not of that form; a password has no place in it.
core::Result<ServerAddress> serverAddress(const QString &url);

} // namespace countersign::store
