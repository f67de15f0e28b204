// On a server: kill -9 of a reviewer's program at random points while it decides. What was acknowledged is there exactly once; what it had claimed is
// nobody else's until the claim has run out, and then somebody else's.
#include "journeys/program.h"
#include "support/killedmidway.h"
#include "support/throwawayserver.h"

#include <QRandomGenerator>
#include <QSet>
#include <memory>

using namespace countersign::journeys;
using countersign::testsupport::killedMidway;
using countersign::testsupport::ThrowawayServer;

namespace {

constexpr int kills = 12;
constexpr int cases = 150;
const QString grace = QStringLiteral("grace");
const QString ivan = QStringLiteral("ivan");

} // namespace

class SharedKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aKilledReviewerLosesAndDoublesNothing();

private:
    QByteArrayList asked(const QString &sql) const;

    std::unique_ptr<ThrowawayServer> m_server;
    Home m_home;
    QString m_url;
};

void SharedKillTest::initTestCase()
{
    m_server = std::make_unique<ThrowawayServer>();
    skipWithoutServer(*m_server);
    m_url = m_server->freshDatabase(u"ward"_qs);
    m_home.setEnvironment(u"COUNTERSIGN_STORE"_qs, m_url);
    QCOMPARE(m_home.makeStore().code, 0);
    QCOMPARE(m_home.addReviewer(grace).code, 0);
    QCOMPARE(m_home.addReviewer(ivan).code, 0);
    QCOMPARE(m_home.importTexts(cases).code, 0);
}

// As the server's superuser.
QByteArrayList SharedKillTest::asked(const QString &sql) const
{
    const QString folder = QUrl::fromPercentEncoding(m_url.section(u'@', 1).section(u':', 0, 0).toUtf8());
    QProcess process;
    process.start(u"psql"_qs, {u"-qXAt"_qs, u"-h"_qs, folder, u"-U"_qs, u"postgres"_qs, u"-c"_qs, sql, m_url.section(u'/', -1)});
    process.waitForFinished(Home::patience);
    QByteArrayList lines = process.readAllStandardOutput().trimmed().split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

void SharedKillTest::aKilledReviewerLosesAndDoublesNothing()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    qInfo("seed %u", seed);
    QByteArray lines;
    for (int i = 1; i <= cases; ++i)
        lines += "{\"case\":\"c" + QByteArray::number(i) + "\",\"verdict\":\"approve\",\"rationale\":\"r\"}\n";
    const QString verdicts = m_home.write(u"verdicts"_qs, lines);
    QStringList acknowledged;
    for (int round = 0; round < kills; ++round) {
        QProcess process;
        m_home.prepare(process, words("decide --batch") + QStringList{verdicts} + m_home.as(grace));
        process.start();
        acknowledged += killedMidway(process, int(acknowledged.size()) + random.bounded(10), random.bounded(20'000));
    }
    QVERIFY2(!acknowledged.isEmpty() && acknowledged.size() < cases, "the kills fell outside the work");

    QCOMPARE(m_home.runAs(grace, words("claim c150")).code, 0); // and nothing of the program is left but the claim
    QCOMPARE(m_home.runAs(ivan, words("decide c150 approve --json")).kind(), u"claim-held"_qs);
    for (const QByteArray &held : asked(u"SELECT c.id FROM countersign.case_slot s JOIN countersign.cases c ON c.key = s.case_key WHERE s.decision IS NULL AND s.holder = 'grace'"_qs))
        QCOMPARE(m_home.runAs(ivan, words("claim --json") + QStringList{QString::fromLatin1(held)}).kind(), u"claim-held"_qs);
    (void)asked(u"UPDATE countersign.case_slot SET expires = '2001-01-01T00:00:00.000Z' WHERE decision IS NULL AND holder = 'grace'"_qs); // ten minutes later
    QCOMPARE(m_home.runAs(ivan, words("decide c150 approve")).code, 0);
    m_home.runAs(ivan, words("decide --batch") + QStringList{verdicts});

    const QList<QJsonObject> rows = m_home.runAs(ivan, words("decisions --json")).objects();
    QSet<QString> ids, decided;
    for (const QJsonObject &row : rows) {
        ids.insert(row.value(u"id").toString());
        decided.insert(row.value(u"case").toString());
    }
    QCOMPARE(rows.size(), cases);
    QCOMPARE(decided.size(), cases); // each once, by one of them
    QCOMPARE(ids.size(), cases);
    for (const QString &id : acknowledged)
        QVERIFY2(ids.contains(id), qPrintable(id));
    QCOMPARE(asked(u"SELECT count(*), count(DISTINCT case_key) FROM countersign.release WHERE NOT recall"_qs).value(0), QByteArray("150|150"));
    QCOMPARE(m_home.runAs(ivan, words("ledger verify")).code, 0);
}

QTEST_GUILESS_MAIN(SharedKillTest)
#include "tst_sharedkill.moc"
