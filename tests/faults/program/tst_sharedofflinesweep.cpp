// The sweep over an offline session with a store on a server. Deciding in between asks nothing of it.
#include "faults/program/offlinesweep.h"
#include "support/throwawayserver.h"

using namespace countersign;
using namespace countersign::faults;
using journeys::words;

class SharedOfflineSweepTest : public QObject, private OfflineSweep {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<testsupport::ThrowawayServer>();
        skipWithoutServer(*m_server);
        begin();
    }
    void nothingIsLostOrDoubled_data() { addPoints(16); }
    void nothingIsLostOrDoubled() { tryPoint(); }

private:
    QList<Operation> operations() const override
    {
        return {{"checkout", offline("checkout --next 3 --json")}, {"sync", offline("sync --json")}, {"return", offline("return --json")}};
    }
    void makeStore() override
    {
        m_home.setEnvironment(QStringLiteral("COUNTERSIGN_STORE"), m_server->freshDatabase(QStringLiteral("sweep")));
        QCOMPARE(m_home.makeStore().code, 0);
    }
    void keepStore(const QByteArray &name) override { m_server->freshDatabase(QString::fromLatin1("begin_" + name + " TEMPLATE sweep")); }
    void storeAgain(const QByteArray &name) override
    {
        const QString fresh = QStringLiteral("at%1").arg(++m_databases);
        m_server->freshDatabase(fresh + QStringLiteral(" TEMPLATE begin_") + QString::fromLatin1(name));
        m_home.setEnvironment(QStringLiteral("COUNTERSIGN_STORE"), m_server->url().section(u'/', 0, -2) + u'/' + fresh);
    }
    void demandSound() const override
    {
        const Ended verified = m_home.runAs(QStringLiteral("cleo"), words("ledger verify --json"));
        QVERIFY2(verified.object().value(u"ok").toBool(), verified.out + verified.err);
    }

    std::unique_ptr<testsupport::ThrowawayServer> m_server;
    int m_databases = 0;
};

QTEST_GUILESS_MAIN(SharedOfflineSweepTest)
#include "tst_sharedofflinesweep.moc"
