// Somebody with the file and a SQL shell changes a row that no decision rests on: the next check ends with 1 and says what it is.
#include "journeys/program.h"
#include "support/forging.h"

#include <QTest>

using namespace countersign::journeys;

class ForgedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isSaid_data();
    void isSaid();
    void aNoteThatIsNotOursIsSaid();

private:
    Ended verify(const QStringList &more = {}) const { return m_home.run(QStringList{QStringLiteral("ledger"), QStringLiteral("verify")} + more); }

    Home m_home;
};

void ForgedTest::initTestCase()
{
    QCOMPARE(m_home.makeStore().code, 0);
    QCOMPARE(m_home.importTexts(2).code, 0);
    QCOMPARE(m_home.runAs(QStringLiteral("ada"), words("decide c1 approve")).code, 0);
    m_home.write(QStringLiteral("wrong.secret"), "not the passphrase at all\n");
    QVERIFY(m_home.run(words("claim --next --as ada --secret-file") + QStringList{m_home.path(QStringLiteral("wrong.secret"))}).code != 0);
    QCOMPARE(verify().code, 0);
    QVERIFY(QFile::copy(m_home.store(), m_home.path(QStringLiteral("whole"))));
}

void ForgedTest::isSaid_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("deep");
    const auto row = [](const char *name, const char *statement, const char *sentence, bool deep = false) {
        QTest::newRow(name) << QString::fromLatin1(statement) << QString::fromLatin1(sentence) << deep;
    };
    row("submitter", "UPDATE case_version SET submitter = 'eve' WHERE key = 2", "who submitted a case is not what was recorded (case-submitter c2)");
    row("adopted by", "UPDATE policy SET adopted_by = 'x'", "the policy is not the one that was signed (policy-row 1)");
    row("name of the store", "UPDATE store_identity SET name = 'Ward 8'", "the row of the store itself is not what was signed (store-row)");
    row("arrival of a case", "UPDATE cases SET arrived = '2020-01-01T00:00:00.000Z' WHERE id = 'c2'",
        "the arrival of a case is not what was recorded (case-arrived c2)");
    row("arrival of a decision", "UPDATE decision SET arrived = '2020-01-01T00:00:00.000Z'", "the table of decisions is not what was signed (decision-row)");
    row("security events", "DELETE FROM security_event", "security events are missing or changed that this computer has seen (security-events: 0, not 1)");
    row("decided by", "UPDATE case_slot SET decided_by = 'eve' WHERE case_key = 1", "the slots of a case are not what was signed (case-slots c1)", true);
    row("a slot more", "INSERT INTO case_slot (case_key, version, slot, stage) VALUES (2, 1, 2, 'review')",
        "the slots of a case are not what was signed (case-slots c2)", true);
    row("a slot less", "DELETE FROM case_slot WHERE case_key = 2", "the slots of a case are not what was signed (case-slots c2)", true);
}

void ForgedTest::isSaid()
{
    QFETCH(QString, statement);
    QFETCH(QString, sentence);
    QFETCH(bool, deep);
    const QStringList how = deep ? words("--deep") : QStringList();
    QFile::remove(m_home.store());
    QVERIFY(QFile::copy(m_home.path(QStringLiteral("whole")), m_home.store()));
    QCOMPARE(verify(how).code, 0);
    countersign::testsupport::forge(m_home.store(), {statement});
    const Ended ended = verify(how);
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.out.contains(sentence.toUtf8()), ended.out.constData());
    const Ended asJson = verify(how + words("--json"));
    QCOMPARE(asJson.code, 1);
    const QJsonObject bad = asJson.object().value(u"firstBad").toObject();
    QVERIFY2(!asJson.object().value(u"ok").toBool() && sentence.contains(bad.value(u"why").toString()), asJson.out.constData());
}

void ForgedTest::aNoteThatIsNotOursIsSaid()
{
    QFile::remove(m_home.store());
    QVERIFY(QFile::copy(m_home.path(QStringLiteral("whole")), m_home.store()));
    const QJsonObject now = m_home.run(words("ledger verify --json")).object();
    const QString store = m_home.run(words("ledger trust --json")).object().value(u"store").toString();
    QVERIFY(QDir().mkpath(m_home.path(QStringLiteral("keys/verifying"))));
    m_home.write(QStringLiteral("keys/verifying/") + store,
                 QStringLiteral("countersign.verifying/v2\nstore %1\nnoted %2 %3\nseal %4\n")
                     .arg(store).arg(now.value(u"size").toInteger()).arg(now.value(u"root").toString(), QString(64, u'0')).toUtf8());
    const Ended ended = verify();
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.err.contains("is not as this installation wrote it"), ended.err.constData());
    QVERIFY2(!ended.err.contains("had been checked by a call that was stopped"), ended.err.constData());
}

QTEST_GUILESS_MAIN(ForgedTest)
#include "tst_forged.moc"
