#include "store/postgresql/pgerror.h"

#include "store/postgresql/serveraddress.h"
#include "store/postgresql/servercertificate.h"

#include <QHash>
#include <cerrno>
#include <libpq-fe.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace countersign::store {

using core::Error;
using core::ErrorKind;

namespace {

constexpr int lookMilliseconds = 3000;

// Closed at the end of its scope.
struct Socket {
    explicit Socket(int family) : number(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {}
    ~Socket() { ::close(number); }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;
    int number;
};

// 0, or the system's reason.
int tryConnect(int family, const sockaddr *to, socklen_t length)
{
    const Socket socket(family);
    if (::connect(socket.number, to, length) == 0)
        return 0;
    if (errno != EINPROGRESS)
        return errno;
    pollfd waiting{socket.number, POLLOUT, 0};
    if (::poll(&waiting, 1, lookMilliseconds) <= 0)
        return ETIMEDOUT;
    int reason = 0;
    socklen_t size = sizeof reason;
    ::getsockopt(socket.number, SOL_SOCKET, SO_ERROR, &reason, &size);
    return reason;
}

QLatin1String whyNetwork(const ServerAddress &address)
{
    if (address.host.startsWith(u'/')) {
        sockaddr_un local{};
        local.sun_family = AF_UNIX;
        const QByteArray path = (address.host + QStringLiteral("/.s.PGSQL.%1").arg(address.port)).toLocal8Bit();
        if (path.size() >= qsizetype(sizeof local.sun_path))
            return unreachable::host;
        std::copy(path.begin(), path.end(), local.sun_path);
        const int reason = tryConnect(AF_UNIX, reinterpret_cast<const sockaddr *>(&local), sizeof local);
        return reason == 0 ? QLatin1String() : unreachable::refused;
    }
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const QByteArray host = address.options.value(QStringLiteral("hostaddr"), address.host.isEmpty() ? QStringLiteral("localhost") : address.host).toUtf8();
    if (::getaddrinfo(host.constData(), QByteArray::number(address.port).constData(), &hints, &found) != 0)
        return unreachable::host;
    QLatin1String why = unreachable::refused;
    for (const addrinfo *one = found; one; one = one->ai_next) {
        const int reason = tryConnect(one->ai_family, one->ai_addr, one->ai_addrlen);
        if (reason == 0)
            why = QLatin1String();
        else if (reason == ETIMEDOUT)
            why = unreachable::timeout;
        if (reason == 0)
            break;
    }
    ::freeaddrinfo(found);
    return why;
}

// With PQERRORS_SQLSTATE the server's last words end in its code.
QByteArray stateIn(const QByteArray &message)
{
    const QByteArray last = message.trimmed().right(5);
    const bool isState = last.size() == 5 && std::all_of(last.begin(), last.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    return isState ? last : QByteArray();
}

QLatin1String whyServer(const QByteArray &state)
{
    if (state.startsWith("28"))
        return unreachable::login;
    if (state == "3D000")
        return unreachable::database;
    if (state.startsWith("57P"))
        return unreachable::starting;
    if (state.startsWith("53"))
        return unreachable::full;
    if (state == "42501")
        return unreachable::login; // no right to connect to this database
    return unreachable::lost;
}

// The server is there and no password was asked for: what is wrong with what it shows of itself.
QString whyUnsafe(const ServerAddress &address)
{
    const auto certificate = certificateOf(address);
    if (!certificate)
        return certificate.error().detail;
    if (!*certificate)
        return unreachable::tls + QStringLiteral("-none");
    return (*certificate)->fault.isEmpty() ? QString(unreachable::tls) : unreachable::tls + QStringLiteral("-") + (*certificate)->fault;
}

QString field(const pg_result *result, int code)
{
    return QString::fromUtf8(PQresultErrorField(result, code));
}

Error ownRefusal(const pg_result *result, const QString &where)
{
    static const QHash<QString, ErrorKind> kinds = [] {
        QHash<QString, ErrorKind> byName;
        for (int i = 0; i <= int(ErrorKind::HistoryRewritten); ++i)
            byName.insert(core::kindName(ErrorKind(i)), ErrorKind(i));
        return byName;
    }();
    const QString word = field(result, PG_DIAG_MESSAGE_PRIMARY);
    const QString place = field(result, PG_DIAG_MESSAGE_HINT);
    const auto kind = kinds.constFind(word);
    if (kind == kinds.constEnd())
        return {ErrorKind::NotAllowed, where, word};
    return {*kind, place.isEmpty() ? where : place, field(result, PG_DIAG_MESSAGE_DETAIL)};
}

} // namespace

Error connectError(pg_conn *connection, const ServerAddress &address)
{
    const QByteArray message = PQerrorMessage(connection);
    const QByteArray state = stateIn(message);
    if (!state.isEmpty())
        return {ErrorKind::StoreUnreachable, address.url(), whyServer(state)};
    if (PQconnectionNeedsPassword(connection))
        return {ErrorKind::StoreUnreachable, address.url(), unreachable::login};
    const QLatin1String network = whyNetwork(address);
    return {ErrorKind::StoreUnreachable, address.url(), network.isEmpty() ? whyUnsafe(address) : QString(network)};
}

Error errorOf(pg_conn *connection, const pg_result *result, const QString &where)
{
    const QByteArray state = result ? QByteArray(PQresultErrorField(result, PG_DIAG_SQLSTATE)) : QByteArray();
    const bool isEnded = state.startsWith("57P") || state.startsWith("08") || state == "25P03"; // 25P03: nothing was heard of us for too long
    if (isEnded || (state.isEmpty() && PQstatus(connection) != CONNECTION_OK))
        return {ErrorKind::StoreUnreachable, where, unreachable::lost};
    if (state.startsWith("CS"))
        return ownRefusal(result, where);
    if (state == "57014")
        return {ErrorKind::Cancelled, where, {}};
    if (state == "53100")
        return {ErrorKind::DiskFull, where, {}};
    if (state == "25006")
        return {ErrorKind::StoreReadOnly, where, {}};
    if (state == "55P03" || state.startsWith("40"))
        return {ErrorKind::StoreBusy, where, QString::fromLatin1(state)};
    if (state == "42501" || state == "28000")
        return {ErrorKind::NotAllowed, where, field(result, PG_DIAG_MESSAGE_PRIMARY)};
    return {ErrorKind::StoreDamaged, where, QString::fromLatin1(state) + u' ' + (result ? field(result, PG_DIAG_MESSAGE_PRIMARY) : QString())};
}

// The words of refuse() in resources/sql/postgresql.
ErrorKind kindOfCode(const QString &code, ErrorKind otherwise)
{
    static const QHash<QString, ErrorKind> kinds{{QStringLiteral("CS001"), ErrorKind::NoSuchCase},     {QStringLiteral("CS002"), ErrorKind::ClaimHeld},
                                                 {QStringLiteral("CS004"), ErrorKind::MoveNotAllowed}, {QStringLiteral("CS005"), ErrorKind::NotAllowed},
                                                 {QStringLiteral("CS006"), ErrorKind::OwnSubmission},  {QStringLiteral("CS007"), ErrorKind::SecondSlot},
                                                 {QStringLiteral("CS015"), ErrorKind::ContentDiffers}, {QStringLiteral("CS021"), ErrorKind::StoreBusy}};
    return kinds.value(code, otherwise);
}

} // namespace countersign::store
