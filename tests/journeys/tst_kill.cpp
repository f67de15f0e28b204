// kill -9 at random points: what was acknowledged (its id printed by the client) is there exactly once, and the record holds.
#include "journeys/program.h"
#include "support/killedmidway.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>
#include <QThread>

using namespace countersign::journeys;
using countersign::testsupport::killedMidway;

namespace {
const QString ada = QStringLiteral("ada");
constexpr int kills = 20;
constexpr int cases = 400;
} // namespace

class KillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAcknowledgedIsLost();
    void anImportKilledMidwayIsWholeAfterTheNext();
};

void KillTest::nothingAcknowledgedIsLost()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    qInfo("seed %u", seed);
    Home home;
    QCOMPARE(home.makeStore().code, 0);
    QCOMPARE(home.importTexts(cases).code, 0);
    QByteArray verdicts;
    for (int i = 1; i <= cases; ++i)
        verdicts += "{\"case\":\"c" + QByteArray::number(i) + "\",\"verdict\":\"" + (i % 2 ? "approve\"}\n" : "reject\",\"rationale\":\"r\"}\n");
    const QString file = home.write(QStringLiteral("verdicts"), verdicts);
    QStringList acknowledged;
    for (int round = 0; round < kills; ++round) {
        QProcess process;
        home.prepare(process, words("decide --batch") + QStringList{file} + home.as(ada));
        process.start();
        // Answers of cases decided in earlier rounds are refusals and count as well: the kill falls anywhere in the work.
        acknowledged += killedMidway(process, int(acknowledged.size()) + random.bounded(12), random.bounded(8000));
    }
    const QList<QJsonObject> rows = home.run(words("decisions --json")).objects();
    QSet<QString> ids;
    QSet<QString> decided;
    for (const QJsonObject &row : rows) {
        ids.insert(row.value(u"id").toString());
        decided.insert(row.value(u"case").toString());
    }
    QCOMPARE(ids.size(), rows.size());
    QCOMPARE(decided.size(), rows.size());
    QCOMPARE(QSet<QString>(acknowledged.begin(), acknowledged.end()).size(), acknowledged.size());
    for (const QString &id : acknowledged)
        QVERIFY2(ids.contains(id), qPrintable(id));
    QVERIFY2(!acknowledged.isEmpty() && acknowledged.size() < cases, "the kills fell outside the work");
    QVERIFY(rows.size() - acknowledged.size() <= kills); // one may have been recorded and not yet answered, each time
    QCOMPARE(home.run(words("ledger verify")).code, 0);
    QCOMPARE(home.runAs(ada, words("decide --batch") + QStringList{file}).code, 4); // and the rest can still be decided
    QCOMPARE(home.run(words("decisions --json")).lines().size(), cases);
    QCOMPARE(home.run(words("ledger verify")).code, 0);
}

void KillTest::anImportKilledMidwayIsWholeAfterTheNext()
{
    QRandomGenerator random(QRandomGenerator::global()->generate());
    Home home;
    QCOMPARE(home.makeStore().code, 0);
    constexpr int number = 6000;
    QByteArray lines;
    for (int i = 0; i < number; ++i)
        lines += Home::textCase("i" + QByteArray::number(i));
    const QString file = home.write(QStringLiteral("many.jsonl"), lines);
    for (int round = 0; round < 4; ++round) {
        QProcess process;
        home.prepare(process, QStringList{QStringLiteral("import"), file} + home.as(ada));
        process.start();
        process.waitForStarted();
        QThread::msleep(150 + random.bounded(400));
        process.kill();
        process.waitForFinished(Home::patience);
        QCOMPARE(home.run(words("ledger verify")).code, 0);
    }
    const Ended last = home.runAs(ada, QStringList{QStringLiteral("import"), file, QStringLiteral("--json")});
    QCOMPARE(last.code, 0);
    QCOMPARE(last.object().value(u"imported").toInt() + last.object().value(u"alreadyThere").toInt(), number);
    QCOMPARE(home.run(words("cases --json")).lines().size(), number);
    QCOMPARE(home.run(words("ledger verify")).code, 0);
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
