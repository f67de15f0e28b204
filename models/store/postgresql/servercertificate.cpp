#include "store/postgresql/servercertificate.h"

#include "store/postgresql/pgerror.h"
#include "store/postgresql/serveraddress.h"

#include <QDir>
#include <QFile>
#include <memory>
#include <fcntl.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr int patience = 5000; // milliseconds, for each step

template <auto Free>
struct Freed {
    template <typename Thing>
    void operator()(Thing *thing) const { Free(thing); }
};
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, Freed<SSL_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

class Wire {
public:
    Wire() = default;
    ~Wire() { close(); }
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;

    // Empty, or one of pgerror.h's words.
    QLatin1String connect(const ServerAddress &address);
    int number() const { return m_number; }
    // Whether the server speaks TLS; nothing when it does not speak at all.
    std::optional<bool> askForTls() const;

private:
    bool reach(const addrinfo &to);
    void close()
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = -1;
    }
    int m_number = -1;
};

bool Wire::reach(const addrinfo &to)
{
    close();
    m_number = ::socket(to.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int reason = ::connect(m_number, to.ai_addr, to.ai_addrlen) == 0 ? 0 : errno;
    pollfd waiting{m_number, POLLOUT, 0};
    socklen_t size = sizeof reason;
    if (reason == EINPROGRESS && ::poll(&waiting, 1, patience) > 0)
        ::getsockopt(m_number, SOL_SOCKET, SO_ERROR, &reason, &size);
    else if (reason == EINPROGRESS)
        reason = ETIMEDOUT;
    errno = reason;
    return reason == 0;
}

QLatin1String Wire::connect(const ServerAddress &address)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const QByteArray host = address.options.value(QStringLiteral("hostaddr"), address.host).toUtf8();
    if (::getaddrinfo(host.constData(), QByteArray::number(address.port).constData(), &hints, &found) != 0)
        return unreachable::host;
    const std::unique_ptr<addrinfo, Freed<::freeaddrinfo>> owned(found);
    QLatin1String why = unreachable::refused;
    for (const addrinfo *one = found; one; one = one->ai_next) {
        if (reach(*one)) {
            const timeval limit{patience / 1000, 0};
            ::setsockopt(m_number, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
            ::setsockopt(m_number, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
            ::fcntl(m_number, F_SETFL, 0);
            return {};
        }
        why = errno == ETIMEDOUT ? unreachable::timeout : unreachable::refused;
    }
    return why;
}

std::optional<bool> Wire::askForTls() const
{
    const unsigned char request[]{0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f}; // SSLRequest
    char answer = 0;
    if (::send(m_number, request, sizeof request, MSG_NOSIGNAL) != qsizetype(sizeof request) || ::recv(m_number, &answer, 1, 0) != 1)
        return std::nullopt;
    return answer == 'S';
}

QString rootsOf(const ServerAddress &address)
{
    for (const QString &named : {address.options.value(QStringLiteral("sslrootcert")), qEnvironmentVariable("PGSSLROOTCERT")})
        if (!named.isEmpty())
            return named;
    return QDir::homePath() + QStringLiteral("/.postgresql/root.crt");
}

QDateTime timeOf(const ASN1_TIME *time)
{
    tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday), QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QString nameOf(const X509_NAME *name)
{
    char text[256]{};
    if (X509_NAME_get_text_by_NID(name, NID_commonName, text, sizeof text) <= 0)
        X509_NAME_oneline(name, text, sizeof text);
    return QString::fromUtf8(text);
}

QStringList namesOf(const X509 *certificate)
{
    QStringList names;
    auto *others = static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; others && i < sk_GENERAL_NAME_num(others); ++i)
        if (const GENERAL_NAME *one = sk_GENERAL_NAME_value(others, i); one->type == GEN_DNS)
            names.append(QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(one->d.dNSName)), ASN1_STRING_length(one->d.dNSName)));
    GENERAL_NAMES_free(others);
    if (names.isEmpty())
        names.append(nameOf(X509_get_subject_name(certificate)));
    return names;
}

QString faultOf(long verified, X509 *certificate, const QString &host)
{
    if (verified == X509_V_ERR_CERT_HAS_EXPIRED)
        return QStringLiteral("expired");
    if (verified == X509_V_ERR_CERT_NOT_YET_VALID)
        return QStringLiteral("early");
    if (verified != X509_V_OK)
        return QStringLiteral("authority");
    const QByteArray name = host.toUtf8();
    const bool fits = X509_check_host(certificate, name.constData(), size_t(name.size()), 0, nullptr) == 1
        || X509_check_ip_asc(certificate, name.constData(), 0) == 1;
    return fits ? QString() : QStringLiteral("name");
}

Result<std::optional<ServerCertificate>> shown(const Wire &wire, const ServerAddress &address)
{
    const Context context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_load_verify_locations(context.get(), QFile::encodeName(rootsOf(address)).constData(), nullptr);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr); // looked at whatever it is; nothing is said to this server
    const Connection connection(SSL_new(context.get()));
    SSL_set_fd(connection.get(), wire.number());
    QByteArray host = address.host.toUtf8();
    SSL_ctrl(connection.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data());
    if (SSL_connect(connection.get()) != 1)
        return fail(ErrorKind::StoreUnreachable, address.url(false), unreachable::lost);
    const Certificate certificate(SSL_get1_peer_certificate(connection.get()));
    if (!certificate)
        return fail(ErrorKind::StoreUnreachable, address.url(false), unreachable::lost);
    return std::optional(ServerCertificate{namesOf(certificate.get()), nameOf(X509_get_issuer_name(certificate.get())),
                                           timeOf(X509_get0_notBefore(certificate.get())), timeOf(X509_get0_notAfter(certificate.get())),
                                           faultOf(SSL_get_verify_result(connection.get()), certificate.get(), address.host)});
}

} // namespace

Result<std::optional<ServerCertificate>> certificateOf(const ServerAddress &address)
{
    Wire wire;
    if (const QLatin1String why = wire.connect(address); !why.isEmpty())
        return fail(ErrorKind::StoreUnreachable, address.url(false), why);
    const auto speaks = wire.askForTls();
    if (!speaks)
        return fail(ErrorKind::StoreUnreachable, address.url(false), unreachable::lost);
    return *speaks ? shown(wire, address) : Result<std::optional<ServerCertificate>>();
}

} // namespace countersign::store
