// Many at once: every case decided once, nobody starved.
#include "journeys/sharedhome.h"

using namespace countersign::journeys;

class tst_SharedRace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_shared = std::make_unique<SharedHome>();
        skipWithoutServer(m_shared->server());
    }

    void decidesEachCaseOnceAcrossProcessesAndStarvesNone();

private:
    std::unique_ptr<SharedHome> m_shared;
};

void tst_SharedRace::decidesEachCaseOnceAcrossProcessesAndStarvesNone()
{
    const QStringList reviewers{u"grace"_qs, u"lea"_qs, u"kim"_qs};
    constexpr int cases = 60;
    m_shared->settle(u"race"_qs, reviewers, cases);
    std::vector<std::unique_ptr<QProcess>> processes;
    for (const QString &reviewer : reviewers) {
        processes.push_back(std::make_unique<QProcess>());
        m_shared->home().prepare(*processes.back(), words("decide --batch -") + m_shared->home().as(reviewer));
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
    const QJsonObject verified = m_shared->home().runAs(u"grace"_qs, words("ledger verify --json")).object();
    QVERIFY(verified.value(u"ok").toBool());
    QCOMPARE(m_shared->home().runAs(u"grace"_qs, words("decisions --json")).objects().size(), cases);
}

QTEST_GUILESS_MAIN(tst_SharedRace)
#include "tst_sharedrace.moc"
