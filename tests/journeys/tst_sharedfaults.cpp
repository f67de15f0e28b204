// A server that goes away between any two words, and many at once: every decision there once, none invented, nobody starved.
#include "journeys/program.h"
#include "support/cuttingproxy.h"
#include "support/throwawayserver.h"

#include <memory>

using namespace countersign::journeys;
using countersign::testsupport::CuttingProxy;
using countersign::testsupport::ThrowawayServer;
using Cut = CuttingProxy::Cut;

class tst_SharedFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void recordsADecisionOnceWhateverIsCut_data();
    void recordsADecisionOnceWhateverIsCut();
    void saysThatAnAnswerWasLost();
    void decidesEachCaseOnceAcrossProcessesAndStarvesNone();

private:
    void settle(const QString &database, const QStringList &reviewers, int cases);
    QString folder() const { return QUrl::fromPercentEncoding(m_server->url().section(u'@', 1).section(u':', 0, 0).toUtf8()); }

    std::unique_ptr<ThrowawayServer> m_server;
    std::unique_ptr<Home> m_home;
    QString m_url;
};

void tst_SharedFaults::initTestCase()
{
    m_server = std::make_unique<ThrowawayServer>();
    skipWithoutServer(*m_server);
}

// A store with Ada, these reviewers, and text cases c1, c2, …
void tst_SharedFaults::settle(const QString &database, const QStringList &reviewers, int cases)
{
    m_url = m_server->freshDatabase(database);
    m_home = std::make_unique<Home>();
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, m_url);
    const Ended made = m_home->makeStore();
    QVERIFY2(made.code == 0, made.err.constData());
    for (const QString &reviewer : reviewers)
        QCOMPARE(m_home->addReviewer(reviewer).code, 0);
    QCOMPARE(m_home->importTexts(cases).object().value(u"imported").toInt(), cases);
}

void tst_SharedFaults::recordsADecisionOnceWhateverIsCut_data()
{
    QTest::addColumn<Cut>("cut");
    QTest::addColumn<QByteArray>("word");

    for (const char *word : {"countersign.decision/v1", "COMMIT"}) {
        QTest::addRow("before %s is sent", word) << Cut::BeforeSend << QByteArray(word);
        QTest::addRow("after %s is sent", word) << Cut::AfterSend << QByteArray(word);
        QTest::addRow("amid the answer to %s", word) << Cut::MidAnswer << QByteArray(word);
    }
}

void tst_SharedFaults::recordsADecisionOnceWhateverIsCut()
{
    QFETCH(Cut, cut);
    QFETCH(QByteArray, word);
    static int databases = 0;
    settle(u"cut%1"_qs.arg(++databases), {u"grace"_qs}, 1);
    QCOMPARE(m_home->runAs(u"grace"_qs, words("claim c1")).code, 0); // so that the only COMMIT of the call is the decision's
    QTemporaryDir between;
    CuttingProxy proxy(folder(), between.path());
    proxy.cutAt(cut, word);
    QString through = m_url;
    through.replace(QString::fromLatin1(QUrl::toPercentEncoding(folder())), QString::fromLatin1(QUrl::toPercentEncoding(between.path())));
    const Ended decided = m_home->runAs(u"grace"_qs, words("decide c1 approve --json --store") + QStringList{through});
    QVERIFY2(decided.code == 0, decided.err.constData());
    QCOMPARE(proxy.cuts(), 1);
    QCOMPARE(decided.object().value(u"state").toString(), u"released"_qs);
    const QList<QJsonObject> decisions = m_home->runAs(u"grace"_qs, words("decisions --json")).objects();
    QCOMPARE(decisions.size(), 1);
    QCOMPARE(decisions[0].value(u"id").toString(), decided.object().value(u"decision").toString());
    QCOMPARE(decisions[0].value(u"seq").toInteger(), decided.object().value(u"seq").toInteger());
    QVERIFY(m_home->runAs(u"grace"_qs, words("ledger verify --json")).object().value(u"ok").toBool());
    QVERIFY(m_home->runAs(u"ada"_qs, words("security --json")).objects().isEmpty()); // a resent decision is no alarm
}

// What is not resent by itself says that nobody knows.
void tst_SharedFaults::saysThatAnAnswerWasLost()
{
    settle(u"lost"_qs, {}, 1);
    QTemporaryDir between;
    CuttingProxy proxy(folder(), between.path());
    proxy.cutAt(Cut::AfterSend, "COMMIT");
    QString through = m_url;
    through.replace(QString::fromLatin1(QUrl::toPercentEncoding(folder())), QString::fromLatin1(QUrl::toPercentEncoding(between.path())));
    const Ended added = m_home->runAs(u"ada"_qs, words("person add kim --name Kim --role reviewer --new-secret-file")
                                                     + QStringList{m_home->secretFile(u"kim"_qs), u"--store"_qs, through});
    QCOMPARE(added.code, 5);
    QVERIFY2(added.err.contains("may have been recorded"), added.err.constData());
}

void tst_SharedFaults::decidesEachCaseOnceAcrossProcessesAndStarvesNone()
{
    const QStringList reviewers{u"grace"_qs, u"lea"_qs, u"kim"_qs};
    constexpr int cases = 60;
    settle(u"race"_qs, reviewers, cases);
    std::vector<std::unique_ptr<QProcess>> processes;
    for (const QString &reviewer : reviewers) {
        processes.push_back(std::make_unique<QProcess>());
        m_home->prepare(*processes.back(), words("decide --batch -") + m_home->as(reviewer));
        processes.back()->start();
        processes.back()->write("{\"case\":\"none\",\"verdict\":\"approve\"}\n");
    }
    for (const auto &process : processes) // all are at work before there is any
        while (!process->canReadLine())
            QVERIFY(process->waitForReadyRead(Home::patience));
    for (int i = 0; i < reviewers.size(); ++i) {
        QByteArray lines;
        for (int at = 0; at < cases; ++at) // each begins elsewhere
            lines += "{\"case\":\"c" + QByteArray::number((at + i * cases / int(reviewers.size())) % cases + 1) + "\",\"verdict\":\"approve\"}\n";
        processes[size_t(i)]->write(lines);
        QVERIFY(processes[size_t(i)]->waitForBytesWritten(Home::patience));
        processes[size_t(i)]->closeWriteChannel();
    }
    QMap<QString, int> decided;
    QList<int> shares;
    for (const auto &process : processes) {
        const Ended ended = Home::ended(*process);
        shares.append(0);
        for (const QJsonObject &answer : ended.objects())
            if (!answer.contains(u"error")) {
                ++decided[answer.value(u"case").toString()];
                ++shares.last();
            }
    }
    QCOMPARE(decided.size(), cases);
    QVERIFY(std::all_of(decided.begin(), decided.end(), [](int times) { return times == 1; }));
    QVERIFY2(*std::min_element(shares.begin(), shares.end()) >= cases / reviewers.size() / 4, "one of them was starved");
    const QJsonObject verified = m_home->runAs(u"grace"_qs, words("ledger verify --json")).object();
    QVERIFY(verified.value(u"ok").toBool());
    QCOMPARE(m_home->runAs(u"grace"_qs, words("decisions --json")).objects().size(), cases);
}

QTEST_GUILESS_MAIN(tst_SharedFaults)
#include "tst_sharedfaults.moc"
