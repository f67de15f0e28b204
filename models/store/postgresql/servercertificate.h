// What a server shows of itself before anybody logs in: its certificate, and whether it is to be trusted for that name.
#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QStringList>

namespace countersign::store {

struct ServerAddress;

struct ServerCertificate {
    QStringList names;  // whom it is for
    QString issuer;     // who vouches for it
    QDateTime from;
    QDateTime until;
    // Why it is not trusted: expired, early, authority (nobody this computer trusts vouches for it), name (it is another server's); empty: it is.
    QString fault;
    bool operator==(const ServerCertificate &) const = default;
};

// Nothing where the server offers no encryption. StoreUnreachable (pgerror.h: host, refused, timeout, lost). Takes as long as the network.
// Roots: the address's sslrootcert, PGSSLROOTCERT, ~/.postgresql/root.crt.
core::Result<std::optional<ServerCertificate>> certificateOf(const ServerAddress &address);

} // namespace countersign::store
