#include "store/postgresql/serveraddress.h"

#include <QSet>
#include <QUrl>
#include <QUrlQuery>

namespace countersign::store {

using core::ErrorKind;
using core::fail;

namespace {

constexpr quint16 usualPort = 5432;

// What a connection may be told; nothing that names a secret or runs a program.
const QSet<QString> &knownOptions()
{
    static const QSet<QString> names{QStringLiteral("sslmode"), QStringLiteral("sslrootcert"), QStringLiteral("sslcrl"), QStringLiteral("sslcert"),
                                     QStringLiteral("sslkey"),  QStringLiteral("hostaddr"),    QStringLiteral("connect_timeout")};
    return names;
}

} // namespace

bool ServerAddress::isLocal() const
{
    return host.isEmpty() || host.startsWith(u'/') || host.startsWith(u'@') || host == u"localhost" || host == u"127.0.0.1" || host == u"::1";
}

QString ServerAddress::url(bool withUser) const
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    QString text = QStringLiteral("postgresql://");
    if (withUser && !user.isEmpty())
        text += encoded(user) + u'@';
    text += host.contains(u':') ? u'[' + host + u']' : encoded(host);
    if (port != usualPort)
        text += u':' + QString::number(port);
    text += u'/' + encoded(database);
    QStringList pairs;
    for (auto option = options.begin(); option != options.end(); ++option)
        pairs.append(option.key() + u'=' + encoded(option.value()));
    return pairs.isEmpty() ? text : text + u'?' + pairs.join(u'&');
}

core::Result<ServerAddress> serverAddress(const QString &text)
{
    // QUrl knows no host with slashes in it; libpq does, percent-encoded.
    const qsizetype start = text.indexOf(QStringLiteral("://"));
    const qsizetype slash = text.indexOf(u'/', start + 3);
    if (start < 0 || slash < 0)
        return fail(ErrorKind::BadValue, QStringLiteral("database"), text);
    QString authority = text.mid(start + 3, slash - start - 3);
    ServerAddress address;
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0) {
        const QString user = authority.left(at);
        if (user.contains(u':'))
            return fail(ErrorKind::BadValue, QStringLiteral("password"));
        address.user = QUrl::fromPercentEncoding(user.toUtf8());
        authority = authority.mid(at + 1);
    }
    const qsizetype colon = authority.endsWith(u']') ? -1 : authority.lastIndexOf(u':');
    if (colon >= 0) {
        bool isNumber = false;
        address.port = authority.mid(colon + 1).toUShort(&isNumber);
        if (!isNumber || address.port == 0)
            return fail(ErrorKind::BadValue, QStringLiteral("port"), authority.mid(colon + 1));
        authority = authority.left(colon);
    }
    if (authority.startsWith(u'[') && authority.endsWith(u']'))
        authority = authority.mid(1, authority.size() - 2);
    address.host = QUrl::fromPercentEncoding(authority.toUtf8());
    const QString rest = text.mid(slash + 1);
    const qsizetype question = rest.indexOf(u'?');
    address.database = QUrl::fromPercentEncoding((question < 0 ? rest : rest.left(question)).toUtf8());
    if (address.database.isEmpty() || address.database.contains(u'/'))
        return fail(ErrorKind::BadValue, QStringLiteral("database"), address.database);
    for (const auto &[name, value] : QUrlQuery(question < 0 ? QString() : rest.mid(question + 1)).queryItems(QUrl::FullyDecoded)) {
        if (name == u"host" && address.host.isEmpty())
            address.host = value;
        else if (!knownOptions().contains(name))
            return fail(ErrorKind::BadValue, name);
        else
            address.options.insert(name, value);
    }
    return address;
}

} // namespace countersign::store
