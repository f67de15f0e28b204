// What a server's refusals and a lost connection mean here.
#pragma once

#include "core/result.h"

struct pg_conn;
struct pg_result;

namespace countersign::store {

struct ServerAddress;

// Why a server could not be reached, as detail of StoreUnreachable.
namespace unreachable {
inline constexpr auto host = QLatin1String("host");           // no such host
inline constexpr auto refused = QLatin1String("refused");     // nobody listens
inline constexpr auto timeout = QLatin1String("timeout");
inline constexpr auto login = QLatin1String("login");         // wrong password, or not let in
inline constexpr auto database = QLatin1String("database");   // no such database
inline constexpr auto encoding = QLatin1String("encoding");   // it is not in UTF-8
inline constexpr auto outdated = QLatin1String("outdated");   // the store there is of an earlier program
inline constexpr auto full = QLatin1String("full");           // no connection left
inline constexpr auto starting = QLatin1String("starting");   // starts, stops or recovers
inline constexpr auto tls = QLatin1String("tls");             // certificate or encryption; tls-none, tls- with a fault of servercertificate.h
inline constexpr auto lost = QLatin1String("lost");           // the connection broke
inline constexpr auto unanswered = QLatin1String("unanswered"); // it broke while the store was saving: it may have been kept
}

// The failure of a connection that was not made; looks whether the host is there and listens.
core::Error connectError(pg_conn *connection, const ServerAddress &address);

// The failure a statement met. Our own functions speak through SQLSTATE class CS: the message is the kind's name, the detail the detail.
core::Error errorOf(pg_conn *connection, const pg_result *result, const QString &where);

// What one of our codes means where it came in a row; `otherwise` for any that is not told apart there.
core::ErrorKind kindOfCode(const QString &code, core::ErrorKind otherwise);

} // namespace countersign::store
