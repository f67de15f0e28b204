// Correcting, recalling, withdrawing and redacting through the binary, as downstream and an auditor see it.
#include "journeys/program.h"

#include <QDir>

using namespace countersign::journeys;

namespace {
const QString ada = QStringLiteral("ada");
const QString cleo = QStringLiteral("cleo");
const QByteArray moveKeys = "case,statement,state,recalled,seq,leaf,arrived,meaning";
} // namespace

class MovesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aCorrectionIsLinkedAndReleasedAnew();
    void aRecallOpensTheCaseAgain();
    void aWithdrawnCaseIsOutOfReview();
    void aRedactionIsSignedByComplianceAndLeavesNothing();

private:
    Ended as(const QString &person, const QStringList &call) const { return m_home->runAs(person, call); }
    Ended as(const QString &person, const char *call) const { return m_home->runAs(person, words(call)); }

    std::unique_ptr<Home> m_home;
};

void MovesTest::init()
{
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
    QCOMPARE(m_home->importTexts(1).code, 0);
    QCOMPARE(m_home->runAs(ada, words("person add cleo --name Cleo --role compliance --new-secret-file") << m_home->secretFile(cleo)).code, 0);
}

void MovesTest::aCorrectionIsLinkedAndReleasedAnew()
{
    const QString first = as(ada, "decide c1 approve --json").object().value(u"decision").toString();
    QCOMPARE(as(ada, "decide c1 approve --supersedes nothing --json").code, 2);
    const QString file = m_home->write(QStringLiteral("better.txt"), "Take 500 mg twice daily.");
    const QStringList correct = words("decide c1 edit --rationale misread --json --text-file") << file << QStringLiteral("--supersedes") << first;
    const Ended corrected = as(ada, correct);
    QVERIFY2(corrected.code == 0, corrected.err.constData());
    const QList<QByteArray> rows = m_home->run(words("released --json")).out.split('\n');
    QCOMPARE(rows.size(), 4); // release, recall, release, and the end
    QVERIFY(rows[1].contains("\"type\":\"recall\""));
    QVERIFY(rows[2].contains("Take 500 mg"));
    const QList<QByteArray> decisions = m_home->run(words("decisions --json")).out.split('\n');
    QVERIFY(decisions[0].contains("\"supersedes\":\"" + first.toLatin1()));
    QVERIFY(decisions[0].contains("\"stands\":true"));
    QVERIFY(decisions[1].contains("\"stands\":false"));
    QCOMPARE(as(ada, correct).code, 4); // it stands no longer
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void MovesTest::aRecallOpensTheCaseAgain()
{
    QCOMPARE(as(ada, "recall c1 --rationale early --json").kind(), QStringLiteral("move-not-allowed"));
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    QCOMPARE(as(cleo, "recall c1 --rationale no --json").kind(), QStringLiteral("not-allowed"));
    QCOMPARE(as(ada, "recall c1 --json").kind(), QStringLiteral("rationale-missing"));
    const Ended recalled = as(ada, "recall c1 --rationale wrong --reason wrong-patient --json");
    QCOMPARE(recalled.code, 0);
    QCOMPARE(keysOf(recalled.out), moveKeys);
    QCOMPARE(recalled.object().value(u"state").toString(), QStringLiteral("open"));
    QVERIFY(m_home->run(words("wait c1 --timeout 0")).code == 1);
    QCOMPARE(as(ada, "decide c1 reject --rationale wrong").code, 0);
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void MovesTest::aWithdrawnCaseIsOutOfReview()
{
    const Ended withdrawn = as(ada, "withdraw c1 --reason sent-twice");
    QCOMPARE(withdrawn.code, 0);
    QVERIFY(withdrawn.err.contains("I withdraw this case"));
    QCOMPARE(as(ada, "decide c1 approve --json").kind(), QStringLiteral("move-not-allowed"));
    QCOMPARE(as(ada, "claim --next").code, 1);
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void MovesTest::aRedactionIsSignedByComplianceAndLeavesNothing()
{
    QCOMPARE(as(ada, "decide c1 approve --rationale twelvehundred").code, 0);
    QCOMPARE(as(ada, "redact c1 --rationale please --json").kind(), QStringLiteral("not-allowed"));
    QCOMPARE(as(cleo, "redact --json").code, 2);
    const Ended redacted = as(cleo, "redact c1 --rationale request-17 --json");
    QCOMPARE(redacted.code, 0);
    QCOMPARE(keysOf(redacted.out), moveKeys);
    QVERIFY(!redacted.object().value(u"recalled").isNull());
    const QFileInfoList files = QDir(m_home->path({})).entryInfoList({QStringLiteral("store.sqlite*")}, QDir::Files);
    QVERIFY(!files.isEmpty());
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        for (const char *word : {"twelvehundred", "five hundred", "hundr", "Note c1", "Take 50 mg"})
            QVERIFY2(!bytes.contains(word), word);
    }
    QVERIFY(m_home->run(words("released --json")).out.contains("\"outcome\":null"));
    QCOMPARE(as(cleo, "redact --sweep").code, 0);
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

QTEST_GUILESS_MAIN(MovesTest)
#include "tst_moves.moc"
