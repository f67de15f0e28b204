// The rehearsal: backup, disaster, restore, people go on; and every way of putting a store back that is not this one is refused.
#include "journeys/program.h"

#include <QDir>

using namespace countersign::journeys;

namespace {

const QString ada = QStringLiteral("ada");
const QString ben = QStringLiteral("ben");

} // namespace

class RestoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void peopleGoOnAfterARestore();
    void aStorePutBackByHandIsRefused();
    void oneBackupCanBeRestoredTwice();
    void aBareMachineGoesOnFromABackupAlone();
    void aReviewerCannotRestore();
    void aDamagedBackupIsRefused_data();
    void aDamagedBackupIsRefused();
    void nothingIsWrittenOver();
    void aDamagedStoreIsNotBackedUp();
    void theDoctorNamesWhatIsWrong();

private:
    static QStringList secret(const Home &home) { return {QStringLiteral("--backup-secret-file"), home.secretFile(QStringLiteral("safe"))}; }
    static Ended backUp(const Home &home, const QString &name = QStringLiteral("a.backup"))
    {
        return home.run(words("backup --json --out") + QStringList{home.path(name)} + secret(home));
    }
    static Ended restore(const Home &home, const QString &who = ada, const QString &name = QStringLiteral("a.backup"))
    {
        return home.runAs(who, words("restore --json") + QStringList{home.path(name), QStringLiteral("--to"), home.store()} + secret(home));
    }
    static void decide(const Home &home, const QString &who, const QString &id)
    {
        QCOMPARE(home.runAs(who, {QStringLiteral("claim"), id}).code, 0);
        QCOMPARE(home.runAs(who, {QStringLiteral("decide"), id, QStringLiteral("approve")}).code, 0);
    }
    static void setAside(const Home &home, const QString &name)
    {
        QVERIFY(QFile::rename(home.store(), home.path(name)));
        QFile::remove(home.store() + QStringLiteral("-wal"));
        QFile::remove(home.store() + QStringLiteral("-shm"));
    }
    // A store with a reviewer and cases; c1 decided, backed up, then c2 decided.
    static void begin(const Home &home)
    {
        QCOMPARE(home.makeStore().code, 0);
        QCOMPARE(home.addReviewer(ben).code, 0);
        QCOMPARE(home.importTexts(4).code, 0);
        decide(home, ben, QStringLiteral("c1"));
        const Ended made = backUp(home);
        QVERIFY2(made.code == 0, made.err.constData());
        decide(home, ben, QStringLiteral("c2"));
    }
};

void RestoreTest::peopleGoOnAfterARestore()
{
    Home home;
    begin(home);
    if (QTest::currentTestFailed())
        return;
    const Ended before = home.run(words("ledger checkpoint --json"));
    setAside(home, QStringLiteral("burnt"));
    const Ended restored = restore(home);
    QVERIFY2(restored.code == 0, restored.err.constData());
    QCOMPARE(keysOf(restored.out), QByteArray("to,epoch,size,lost,keysPutBack,from"));
    QCOMPARE(restored.object().value(u"epoch").toInt(), 2);
    QCOMPARE(restored.object().value(u"lost").toInt(), 2); // the decision of c2 and its release
    QCOMPARE(restored.object().value(u"keysPutBack").toInt(), 0);

    // The workstation that had seen more accepts the new epoch and works on.
    QCOMPARE(home.run(words("ledger verify")).code, 0);
    QCOMPARE(home.run(words("decisions --json")).objects().size(), 1);
    decide(home, ben, QStringLiteral("c2"));
    decide(home, ada, QStringLiteral("c3"));
    QCOMPARE(home.run(words("ledger verify")).code, 0);
    QCOMPARE(home.run(words("doctor --deep")).code, 0);
    const QJsonObject now = home.run(words("ledger checkpoint --json")).object();
    QVERIFY(now.value(u"origin").toString().endsWith(u"/e2"));
    QVERIFY(before.object().value(u"origin").toString().endsWith(u"/e1"));

    // What burnt, put back by hand: the old epoch is refused now.
    setAside(home, QStringLiteral("good"));
    QVERIFY(QFile::rename(home.path(QStringLiteral("burnt")), home.store()));
    const Ended old = home.run(words("cases --json"));
    QCOMPARE(old.code, 1);
    QCOMPARE(old.kind(), QStringLiteral("history-rewritten"));
}

void RestoreTest::aStorePutBackByHandIsRefused()
{
    Home home;
    QCOMPARE(home.makeStore().code, 0);
    QCOMPARE(home.importTexts(2).code, 0);
    QVERIFY(QFile::copy(home.store(), home.path(QStringLiteral("yesterday"))));
    decide(home, ada, QStringLiteral("c1"));
    const QJsonObject seen = home.run(words("ledger checkpoint --json")).object();
    setAside(home, QStringLiteral("today"));
    QVERIFY(QFile::rename(home.path(QStringLiteral("yesterday")), home.store()));
    for (const char *verb : {"cases", "claim c2", "ledger verify", "released", "stats"}) {
        const Ended refused = home.runAs(ada, words(verb));
        QVERIFY2(refused.code == 1, verb);
        QVERIFY2(refused.err.contains(QByteArray::number(seen.value(u"size").toInt()) + " entries then, "), refused.err.constData());
        QVERIFY2(refused.err.contains("countersign restore"), refused.err.constData());
    }
    const QDir evidence(home.path(QStringLiteral("keys/evidence")));
    QCOMPARE(evidence.entryList(QDir::Files).size(), 1); // one alarm, one file
    QFile file(evidence.filePath(evidence.entryList(QDir::Files).value(0)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("known 1 " + QByteArray::number(seen.value(u"size").toInt()) + ' ' + seen.value(u"root").toString().toLatin1()), text.constData());
    QVERIFY(text.endsWith("reason shrank\n"));
    const Ended doctor = home.run(words("doctor --json"));
    QCOMPARE(doctor.code, 1);
    QVERIFY2(doctor.out.contains("\"word\":\"history-rewritten\""), doctor.out.constData());
}

void RestoreTest::oneBackupCanBeRestoredTwice()
{
    Home home;
    begin(home);
    if (QTest::currentTestFailed())
        return;
    setAside(home, QStringLiteral("first"));
    QCOMPARE(restore(home).code, 0);
    decide(home, ben, QStringLiteral("c3"));
    setAside(home, QStringLiteral("second"));
    const Ended again = restore(home);
    QVERIFY2(again.code == 0, again.err.constData());
    QCOMPARE(again.object().value(u"epoch").toInt(), 3); // not 2 once more: somebody saw that one
    decide(home, ben, QStringLiteral("c3"));
    QCOMPARE(home.run(words("ledger verify")).code, 0);
    setAside(home, QStringLiteral("third"));
    QVERIFY(QFile::rename(home.path(QStringLiteral("second")), home.store()));
    QCOMPARE(home.run(words("cases")).code, 1);
}

void RestoreTest::aBareMachineGoesOnFromABackupAlone()
{
    Home home;
    begin(home);
    if (QTest::currentTestFailed())
        return;
    Home bare;
    QVERIFY(QFile::copy(home.path(QStringLiteral("a.backup")), bare.path(QStringLiteral("a.backup"))));
    const Ended restored = restore(bare);
    QVERIFY2(restored.code == 0, restored.err.constData());
    QCOMPARE(restored.object().value(u"keysPutBack").toInt(), 2);
    decide(bare, ben, QStringLiteral("c2"));
    QCOMPARE(bare.run(words("ledger verify")).code, 0);
    QCOMPARE(bare.run(words("doctor --deep")).code, 0);

    // The old workstation meets the restored store: it accepts it, and is told.
    setAside(home, QStringLiteral("burnt"));
    QVERIFY(QFile::copy(bare.store(), home.store()));
    const Ended claimed = home.runAs(ben, words("claim c3"));
    QCOMPARE(claimed.code, 0);
    QVERIFY2(claimed.err.contains("restored from a backup"), claimed.err.constData());
    QCOMPARE(home.run(words("ledger verify")).code, 0);
}

void RestoreTest::aReviewerCannotRestore()
{
    Home home;
    begin(home);
    if (QTest::currentTestFailed())
        return;
    setAside(home, QStringLiteral("burnt"));
    const Ended refused = restore(home, ben);
    QCOMPARE(refused.code, 4);
    QCOMPARE(refused.kind(), QStringLiteral("not-allowed"));
    QVERIFY(!QFile::exists(home.store()));
    QVERIFY(QDir(home.path({})).entryList({QStringLiteral("*-copy.new-*")}, QDir::Files).isEmpty());
}

void RestoreTest::aDamagedBackupIsRefused_data()
{
    QTest::addColumn<int>("permille"); // where in the file
    QTest::addColumn<QString>("how");
    for (const int permille : {0, 1, 500, 999})
        QTest::addRow("a bit at %d", permille) << permille << QStringLiteral("flip");
    QTest::newRow("the end missing") << 900 << QStringLiteral("cut");
    QTest::newRow("something after the end") << 1000 << QStringLiteral("append");
}

void RestoreTest::aDamagedBackupIsRefused()
{
    QFETCH(int, permille);
    QFETCH(QString, how);
    Home home;
    QCOMPARE(home.makeStore().code, 0);
    QCOMPARE(home.importTexts(2).code, 0);
    QCOMPARE(backUp(home).code, 0);
    QFile file(home.path(QStringLiteral("a.backup")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const qsizetype at = std::min<qsizetype>(bytes.size() - 1, bytes.size() * permille / 1000);
    if (how == u"flip")
        bytes[at] = char(bytes[at] ^ 0x10);
    else if (how == u"cut")
        bytes.truncate(at);
    else
        bytes += 'x';
    file.resize(0);
    file.seek(0);
    file.write(bytes);
    file.close();
    setAside(home, QStringLiteral("burnt"));
    const Ended refused = restore(home);
    QVERIFY2(refused.code != 0, refused.out.constData());
    QVERIFY2(QStringList({QStringLiteral("malformed"), QStringLiteral("wrong-secret"), QStringLiteral("verification-failed"), QStringLiteral("too-large")})
                 .contains(refused.kind()), refused.err.constData());
    QVERIFY(!QFile::exists(home.store()));
}

void RestoreTest::nothingIsWrittenOver()
{
    Home home;
    begin(home);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(backUp(home).kind(), QStringLiteral("cannot-write"));
    QCOMPARE(restore(home).kind(), QStringLiteral("store-exists"));
    setAside(home, QStringLiteral("burnt"));
    home.write(QStringLiteral("store.sqlite-wal"), "another store's");
    QCOMPARE(restore(home).kind(), QStringLiteral("store-exists")); // it would be taken for the restored store's own
    QFile::remove(home.path(QStringLiteral("store.sqlite-wal")));
    home.write(QStringLiteral("safe.secret"), "not what it was sealed with\n");
    const Ended wrong = home.runAs(ada, words("restore --json") + QStringList{home.path(QStringLiteral("a.backup")), QStringLiteral("--to"), home.store(),
                                                                             QStringLiteral("--backup-secret-file"), home.path(QStringLiteral("safe.secret"))});
    QCOMPARE(wrong.kind(), QStringLiteral("wrong-secret"));
    QVERIFY(!QFile::exists(home.store()));
}

void RestoreTest::aDamagedStoreIsNotBackedUp()
{
    Home home;
    QCOMPARE(home.makeStore().code, 0);
    QCOMPARE(home.importTexts(2).code, 0);
    {
        QFile file(home.store());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qsizetype at = file.readAll().indexOf("five hundred twice");
        QVERIFY(at > 0 && file.seek(at) && file.write("nine") == 4);
    }
    const Ended refused = backUp(home);
    QCOMPARE(refused.code, 5);
    QCOMPARE(refused.kind(), QStringLiteral("store-damaged"));
    QVERIFY(QDir(home.path({})).entryList({QStringLiteral("a.backup*")}, QDir::Files).isEmpty());
    const Ended doctor = home.run(words("doctor --deep --json"));
    QCOMPARE(doctor.code, 1);
    QVERIFY2(doctor.out.contains("\"check\":\"blobs\",\"state\":\"bad\",\"word\":\"changed\""), doctor.out.constData());
}

void RestoreTest::theDoctorNamesWhatIsWrong()
{
    Home home;
    begin(home);
    if (QTest::currentTestFailed())
        return;
    const Ended well = home.run(words("doctor --json"));
    QCOMPARE(well.code, 0);
    QCOMPARE(keysOf(well.lines().value(0)), QByteArray("check,state,word,detail,found,mend"));
    QStringList checks;
    for (const QJsonObject &line : well.objects())
        checks.append(line.value(u"check").toString());
    QCOMPARE(checks, words("volume permissions copies gate journal synchronous versions integrity blobs record keys keychain clock security"));

    QVERIFY(QFile::setPermissions(home.store(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    home.write(QStringLiteral("store.sqlite-copy.new-abcdef"), "left by one that was killed");
    QCOMPARE(home.run(words("claim c3 --as ada --secret-file") + QStringList{home.write(QStringLiteral("wrong"), "not this one at all\n")}).code, 4);
    const Ended ill = home.run(words("doctor --json"));
    QCOMPARE(ill.code, 1);
    for (const char *word : {"\"word\":\"open-to-others\"", "\"word\":\"forsaken\"", "\"word\":\"wrong-secret\""})
        QVERIFY2(ill.out.contains(word), ill.out.constData());
    QVERIFY(ill.out.contains("chmod 600"));
    QVERIFY(QFile::setPermissions(home.store(), QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(backUp(home, QStringLiteral("b.backup")).code, 0);
    QVERIFY(!QFile::exists(home.path(QStringLiteral("store.sqlite-copy.new-abcdef"))));
    QCOMPARE(home.run(words("doctor")).code, 0);
}

QTEST_GUILESS_MAIN(RestoreTest)
#include "tst_restore.moc"
