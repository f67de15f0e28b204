// Over the network: whoever is not proven to be that server gets no word from us; and each way it can fail says what it is.
#include "journeys/program.h"
#include "support/throwawayserver.h"

#include <arpa/inet.h>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

using namespace countersign::journeys;
using countersign::testsupport::ThrowawayServer;

class tst_SharedTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void acceptsWhoIsProven();
    void saysWhyNot_data();
    void saysWhyNot();
    void refusesWhoOffersNoEncryption();

private:
    void openssl(const QStringList &words) const;
    void certificate(const QString &name, const QString &authority, const QString &host, const QString &from, const QString &until) const;
    QString at(const QString &host, const QString &root) const;
    void show(const QString &certificate) const;

    QTemporaryDir m_folder;
    std::unique_ptr<ThrowawayServer> m_server;
    std::unique_ptr<Home> m_home;
    QString m_socket;
    int m_port = 0;
};

void tst_SharedTls::openssl(const QStringList &words) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_qs, words);
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
}

// NAME.crt and NAME.key by that authority, for a host, good from and until a day.
void tst_SharedTls::certificate(const QString &name, const QString &authority, const QString &host, const QString &from, const QString &until) const
{
    openssl({u"req"_qs, u"-newkey"_qs, u"ec"_qs, u"-pkeyopt"_qs, u"ec_paramgen_curve:prime256v1"_qs, u"-nodes"_qs, u"-keyout"_qs, name + u".key"_qs, u"-subj"_qs,
             u"/CN="_qs + host, u"-addext"_qs, u"subjectAltName=DNS:"_qs + host, u"-out"_qs, name + u".csr"_qs});
    QFile index(m_folder.filePath(u"index"_qs));
    QVERIFY(index.open(QIODevice::WriteOnly | QIODevice::Truncate));
    index.close();
    QFile config(m_folder.filePath(u"ca.cnf"_qs));
    QVERIFY(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
    config.write("[ca]\ndefault_ca=a\n[a]\ndatabase=index\nrand_serial=yes\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\ncopy_extensions=copy\n[p]\ncommonName=supplied\n");
    config.close();
    openssl({u"ca"_qs, u"-batch"_qs, u"-notext"_qs, u"-config"_qs, u"ca.cnf"_qs, u"-cert"_qs, authority + u".crt"_qs, u"-keyfile"_qs, authority + u".key"_qs,
             u"-startdate"_qs, from, u"-enddate"_qs, until, u"-in"_qs, name + u".csr"_qs, u"-out"_qs, name + u".crt"_qs});
}

void tst_SharedTls::initTestCase()
{
    for (const QString &authority : {u"root"_qs, u"stranger"_qs})
        openssl({u"req"_qs, u"-x509"_qs, u"-newkey"_qs, u"ec"_qs, u"-pkeyopt"_qs, u"ec_paramgen_curve:prime256v1"_qs, u"-nodes"_qs, u"-days"_qs, u"3650"_qs,
                 u"-keyout"_qs, authority + u".key"_qs, u"-out"_qs, authority + u".crt"_qs, u"-subj"_qs, u"/CN=Clinic "_qs + authority});
    certificate(u"good"_qs, u"root"_qs, u"db.clinic.test"_qs, u"200101000000Z"_qs, u"491231000000Z"_qs);
    certificate(u"other"_qs, u"root"_qs, u"mail.clinic.test"_qs, u"200101000000Z"_qs, u"491231000000Z"_qs);
    certificate(u"old"_qs, u"root"_qs, u"db.clinic.test"_qs, u"200101000000Z"_qs, u"210101000000Z"_qs);
    certificate(u"early"_qs, u"root"_qs, u"db.clinic.test"_qs, u"480101000000Z"_qs, u"491231000000Z"_qs);
    certificate(u"forged"_qs, u"stranger"_qs, u"db.clinic.test"_qs, u"200101000000Z"_qs, u"491231000000Z"_qs);
    const int free = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); // a port that nobody has just now
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    QVERIFY(::bind(free, reinterpret_cast<const sockaddr *>(&here), size) == 0 && ::getsockname(free, reinterpret_cast<sockaddr *>(&here), &size) == 0);
    m_port = ntohs(here.sin_port);
    ::close(free);
    m_server = std::make_unique<ThrowawayServer>(QStringList{u"listen_addresses=127.0.0.1"_qs, u"port=%1"_qs.arg(m_port)});
    skipWithoutServer(*m_server);
    m_socket = QUrl::fromPercentEncoding(m_server->url().section(u'@', 1).section(u':', 0, 0).toUtf8());
    m_home = std::make_unique<Home>();
    show(u"good"_qs);
    const Ended made = m_home->run(words("init --admin ada --admin-name Ada --secret-file") + QStringList{m_home->secretFile(u"ada"_qs), u"--store"_qs,
                                       u"postgresql://postgres@%1:%2/postgres"_qs.arg(QString::fromUtf8(QUrl::toPercentEncoding(m_socket)), QString::number(m_port))});
    QVERIFY2(made.code == 0, made.err.constData());
}

QString tst_SharedTls::at(const QString &host, const QString &root) const
{
    return u"postgresql://ada@%1:%2/postgres?hostaddr=127.0.0.1&sslrootcert=%3"_qs.arg(host).arg(m_port).arg(m_folder.filePath(root + u".crt"_qs));
}

// The server reads certificate and key anew, out of its own folder: it runs as somebody else.
void tst_SharedTls::show(const QString &certificate) const
{
    QString sql;
    for (const QString &part : {u"crt"_qs, u"key"_qs}) {
        QFile file(m_folder.filePath(certificate + u'.' + part));
        QVERIFY(file.open(QIODevice::ReadOnly));
        sql += u"COPY (SELECT line FROM unnest(string_to_array('%1', E'\\n')) AS line) TO PROGRAM 'umask 077; cat > server.%2';"_qs
                   .arg(QString::fromLatin1(file.readAll()), part);
    }
    QProcess process;
    process.start(u"psql"_qs, {u"-qX"_qs, u"-h"_qs, m_socket, u"-p"_qs, QString::number(m_port), u"-U"_qs, u"postgres"_qs, u"-c"_qs, sql, u"-c"_qs,
                               u"ALTER SYSTEM SET ssl = on"_qs, u"-c"_qs, u"SELECT pg_reload_conf()"_qs, u"postgres"_qs});
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
}

void tst_SharedTls::acceptsWhoIsProven()
{
    show(u"good"_qs);
    Ended in;
    for (int i = 0; i < 100 && in.code != 0; ++i) // reloading takes its time
        in = m_home->runAs(u"ada"_qs, words("cases --json --store") + QStringList{at(u"db.clinic.test"_qs, u"root"_qs)});
    QVERIFY2(in.code == 0, in.err.constData());
    QVERIFY(m_home->runAs(u"ada"_qs, words("doctor --json --store") + QStringList{at(u"db.clinic.test"_qs, u"root"_qs)}).out.contains("encryption"));
}

void tst_SharedTls::saysWhyNot_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("root");
    QTest::addColumn<QByteArray>("says");

    QTest::newRow("of another server") << u"other"_qs << u"root"_qs << QByteArray("another server's");
    QTest::newRow("run out") << u"old"_qs << u"root"_qs << QByteArray("has run out");
    QTest::newRow("not valid yet") << u"early"_qs << u"root"_qs << QByteArray("not valid yet");
    QTest::newRow("by a stranger") << u"forged"_qs << u"root"_qs << QByteArray("vouches");
    QTest::newRow("without a root of ours") << u"good"_qs << u"missing"_qs << QByteArray("vouches");
}

void tst_SharedTls::saysWhyNot()
{
    QFETCH(QString, certificate);
    QFETCH(QString, root);
    QFETCH(QByteArray, says);
    show(certificate);
    Ended refused;
    for (int i = 0; i < 100 && !refused.err.contains(says); ++i)
        refused = m_home->runAs(u"ada"_qs, words("cases --store") + QStringList{at(u"db.clinic.test"_qs, root)});
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains(says), refused.err.constData());
}

void tst_SharedTls::refusesWhoOffersNoEncryption()
{
    QProcess process;
    process.start(u"psql"_qs, {u"-qX"_qs, u"-h"_qs, m_socket, u"-p"_qs, QString::number(m_port), u"-U"_qs, u"postgres"_qs, u"-c"_qs, u"ALTER SYSTEM SET ssl = off"_qs,
                               u"-c"_qs, u"SELECT pg_reload_conf()"_qs, u"postgres"_qs});
    QVERIFY(process.waitForFinished(60'000));
    Ended refused;
    for (int i = 0; i < 100 && !refused.err.contains("offers no encryption"); ++i)
        refused = m_home->runAs(u"ada"_qs, words("cases --store") + QStringList{at(u"db.clinic.test"_qs, u"root"_qs)});
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("offers no encryption"), refused.err.constData());
}

QTEST_GUILESS_MAIN(tst_SharedTls)
#include "tst_sharedtls.moc"
