// A team moves: from a file onto a server, with everything it did; then works on there.
#include "journeys/byhand.h"
#include "journeys/program.h"
#include "support/throwawayserver.h"

#include <QJsonArray>
#include <memory>

using namespace countersign::journeys;
using countersign::testsupport::ThrowawayServer;

class tst_Moving : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void takesEverythingAlong();
    void goesOnWhereTheFileStopped();
    void letsTheOthersInByACode();
    void letsNobodyDecideWhoEnrols();
    void keepsTheSecondViewFromTheFirst();
    void refusesAServerThatHoldsAStore();
    void refusesPeopleWhoAreSomebodyElsewhereOnTheServer();
    void canBeInterruptedAndDoneAgain();
    void closesTheFile();
    void recognisesAMoveThatWasCutOffBeforeTheFileKnew();
    void saysWhoHasCasesWithThem();
    void asksForAnAdministratorsKey();
    void wantsADatabaseInUtf8();
    void copiesFromAFileToAServerOnly();

private:
    Ended run(const QString &person, const char *line, const QStringList &more = {}) const { return m_home->runAs(person, words(line) + more); }
    Ended there(const QString &person, const char *line) const { return run(person, line, {u"--store"_qs, m_url}); }
    Ended copy(const QString &person = u"ada"_qs) const { return run(person, "copy --json --from", {m_home->store(), u"--to"_qs, m_url}); }
    Ended join(const QString &id, const QStringList &roles) const;
    void makeHistory() const;
    QByteArray psql(const QString &sql) const;

    std::unique_ptr<ThrowawayServer> m_server;
    std::unique_ptr<Home> m_home;
    QString m_url;
    int m_databases = 0;
};

void tst_Moving::initTestCase()
{
    m_server = std::make_unique<ThrowawayServer>();
    skipWithoutServer(*m_server);
}

void tst_Moving::init()
{
    m_url = m_server->freshDatabase(u"moved%1"_qs.arg(++m_databases));
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
    QCOMPARE(join(u"grace"_qs, {u"reviewer"_qs}).code, 0);
    QCOMPARE(join(u"hal"_qs, {u"supervisor"_qs, u"compliance"_qs}).code, 0);
}

Ended tst_Moving::join(const QString &id, const QStringList &roles) const
{
    QStringList line{u"person"_qs, u"add"_qs, id, u"--name"_qs, u"Dr. "_qs + id, u"--new-secret-file"_qs, m_home->secretFile(id)};
    for (const QString &role : roles)
        line += {u"--role"_qs, role};
    return m_home->runAs(u"ada"_qs, line);
}

// Approved, edited, rejected and recalled, redacted, withdrawn, and open with a claim.
void tst_Moving::makeHistory() const
{
    QCOMPARE(m_home->importTexts(7).object().value(u"imported").toInt(), 7);
    QCOMPARE(run(u"grace"_qs, "decide c1 approve").code, 0);
    QCOMPARE(run(u"grace"_qs, "decide c2 edit --rationale wrong --text-file", {m_home->write(u"edit.txt"_qs, "Take 25 mg.")}).code, 0);
    QCOMPARE(run(u"grace"_qs, "decide c3 reject --rationale no --reason style").code, 0);
    QCOMPARE(run(u"grace"_qs, "decide c4 approve").code, 0);
    QCOMPARE(run(u"hal"_qs, "recall c4 --rationale wrong").code, 0);
    QCOMPARE(run(u"hal"_qs, "redact c5 --rationale private").code, 0);
    QCOMPARE(run(u"hal"_qs, "withdraw c6 --rationale gone").code, 0);
    QCOMPARE(run(u"grace"_qs, "claim c7").code, 0);
    QCOMPARE(run(u"hal"_qs, "ledger cosign").code, 0);
}

QByteArray tst_Moving::psql(const QString &sql) const
{
    const QString folder = QUrl::fromPercentEncoding(m_url.section(u'@', 1).section(u':', 0, 0).toUtf8());
    QProcess process;
    process.start(u"psql"_qs, {u"-qXAt"_qs, u"-h"_qs, folder, u"-U"_qs, u"postgres"_qs, u"-c"_qs, sql, m_url.section(u'/', -1)});
    process.waitForFinished(60'000);
    return process.readAllStandardOutput().trimmed();
}

void tst_Moving::takesEverythingAlong()
{
    makeHistory();
    const QJsonObject before = run(u"ada"_qs, "ledger verify --json").object();
    const QList<QJsonObject> decisions = run(u"ada"_qs, "decisions --json").objects();
    const QList<QJsonObject> released = run(u"ada"_qs, "released --json").objects();
    changeByHand(m_home->store(), u"INSERT INTO sentinel_mark SELECT key, 1, zeroblob(32) FROM cases WHERE id = 'c7'"_qs);
    const Ended moved = copy();
    QVERIFY2(moved.code == 0, moved.err.constData());
    QCOMPARE(moved.object().value(u"root").toString(), before.value(u"root").toString());
    QCOMPARE(moved.object().value(u"size").toInteger(), before.value(u"size").toInteger());
    QCOMPARE(moved.object().value(u"cases").toInt(), 7);
    QCOMPARE(moved.object().value(u"invite").toArray().size(), 2);

    const Ended verified = there(u"ada"_qs, "ledger verify --json");
    const QJsonObject after = verified.object();
    QVERIFY2(after.value(u"ok").toBool(), (verified.out + verified.err).constData());
    QCOMPARE(after.value(u"root").toString(), before.value(u"root").toString());
    QCOMPARE(there(u"ada"_qs, "decisions --json").objects(), decisions);
    QCOMPARE(there(u"ada"_qs, "released --json").objects(), released);
    QCOMPARE(there(u"ada"_qs, "cases --json --text twice").objects().size(), 6); // the redacted one has no words
    QCOMPARE(psql(u"SELECT string_agg(id || ' ' || state, ',' ORDER BY id) FROM countersign.cases"_qs),
             QByteArray("c1 released,c2 released,c3 closed,c4 open,c5 redacted,c6 withdrawn,c7 open"));
    QCOMPARE(psql(u"SELECT count(*) FROM countersign.blob WHERE sort = 'reference'"_qs), QByteArray("0")); // everything is named for what it is
    QCOMPARE(psql(u"SELECT c.id || ' ' || encode(m.mark, 'hex') FROM countersign.sentinel_mark m JOIN countersign.cases c ON c.key = m.case_key"_qs),
             "c7 " + QByteArray(64, '0'));
    const Ended looked = there(u"ada"_qs, "doctor --json");
    QVERIFY2(looked.code == 0, looked.out.constData());
    QVERIFY(run(u"ada"_qs, "ledger verify --json").object().value(u"ok").toBool());
}

void tst_Moving::goesOnWhereTheFileStopped()
{
    makeHistory();
    const qint64 size = copy().object().value(u"size").toInteger();
    QVERIFY(size > 0);
    const QString lines = m_home->write(u"more.jsonl"_qs, Home::textCase("c8"));
    const Ended imported = run(u"ada"_qs, "import --json", {lines, u"--store"_qs, m_url});
    QVERIFY2(imported.object().value(u"imported").toInt() == 1, (imported.out + imported.err).constData());
    const QStringList adding{m_home->secretFile(u"lea"_qs), u"--store"_qs, m_url};
    const Ended added = run(u"ada"_qs, "person add lea --name Lea --role reviewer --new-secret-file", adding);
    QVERIFY2(added.code == 0, added.err.constData());
    QCOMPARE(there(u"lea"_qs, "decide c8 approve").code, 0);
    QCOMPARE(there(u"lea"_qs, "decide c4 approve").code, 0);
    QCOMPARE(there(u"lea"_qs, "claim c7").kind(), QString()); // without --json: the sentence
    QCOMPARE(there(u"lea"_qs, "claim c7 --json").kind(), u"claim-held"_qs);
    const QJsonObject verified = there(u"lea"_qs, "ledger verify --json").object();
    QVERIFY(verified.value(u"ok").toBool());
    QVERIFY(verified.value(u"size").toInteger() > size);
    // The file, from a workstation that saw the server go on: it may be looked at, and is not taken for the record.
    QCOMPARE(run(u"ada"_qs, "cases --json").objects().size(), 7);
    const Ended old = run(u"ada"_qs, "ledger verify --json");
    QCOMPARE(old.kind(), u"not-allowed"_qs);
    QVERIFY2(old.err.contains("has moved to postgresql://"), old.err);
}

// The others bring the keys they have; a code lets each in once, and then their passphrase does.
void tst_Moving::letsTheOthersInByACode()
{
    makeHistory();
    QCOMPARE(copy().code, 0);
    QCOMPARE(there(u"grace"_qs, "cases").code, 5);
    const Ended invited = there(u"ada"_qs, "person invite grace --json");
    QVERIFY2(invited.code == 0, invited.err.constData());
    const QString code = m_home->write(u"code"_qs, invited.object().value(u"code").toString().toUtf8() + '\n');
    const QStringList entering = words("person enrol grace --json --invitation-file") + QStringList{code, u"--store"_qs, m_url};
    QCOMPARE(m_home->run(entering + QStringList{u"--secret-file"_qs, m_home->secretFile(u"hal"_qs)}).kind(), u"wrong-secret"_qs);
    const Ended entered = m_home->run(entering + QStringList{u"--secret-file"_qs, m_home->secretFile(u"grace"_qs)});
    QVERIFY2(entered.code == 0, entered.err.constData());
    QCOMPARE(there(u"grace"_qs, "decide c7 approve").code, 0); // the claim came along
    QCOMPARE(there(u"grace"_qs, "decide c4 reject --rationale no").code, 0);
    QVERIFY(there(u"grace"_qs, "ledger verify --json").object().value(u"ok").toBool());
}

void tst_Moving::letsNobodyDecideWhoEnrols()
{
    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    const Ended moved = copy();
    QCOMPARE(moved.object().value(u"decideNoMore").toArray(), (QJsonArray{u"ada"_qs}));
    QCOMPARE(there(u"ada"_qs, "decide c1 approve --json").kind(), u"not-allowed"_qs);
}

void tst_Moving::keepsTheSecondViewFromTheFirst()
{
    const QString rules = m_home->write(u"two.policy"_qs, "countersign.policy/v1\nversion 2\nrule everyone\nreviewers two\nsigning light\n");
    QCOMPARE(run(u"hal"_qs, "policy adopt", {rules}).code, 0);
    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    QCOMPARE(run(u"grace"_qs, "decide c1 approve").code, 0);
    QCOMPARE(copy().code, 0);
    QVERIFY(there(u"ada"_qs, "decisions --json").objects().isEmpty());
    QCOMPARE(psql(u"SELECT count(*) FROM countersign.blob WHERE veiled_for = 'grace'"_qs).toInt() >= 1, true);
    QCOMPARE(there(u"ada"_qs, "ledger verify --json").object().value(u"withheld").toInt(), 1);
}

void tst_Moving::refusesAServerThatHoldsAStore()
{
    QCOMPARE(copy().code, 0);
    const QByteArray before = psql(u"SELECT count(*) FROM countersign.ledger_entry"_qs);
    const Ended again = copy();
    QCOMPARE(again.code, 4);
    QCOMPARE(again.kind(), u"store-exists"_qs);
    QCOMPARE(psql(u"SELECT count(*) FROM countersign.ledger_entry"_qs), before);
}

void tst_Moving::refusesPeopleWhoAreSomebodyElsewhereOnTheServer()
{
    QCOMPARE(copy().code, 0);
    const QString other = m_server->otherDatabase(u"other%1"_qs.arg(m_databases));
    const Ended again = run(u"ada"_qs, "copy --json --from", {m_home->store(), u"--to"_qs, other});
    QCOMPARE(again.code, 4);
    QCOMPARE(again.kind(), u"person-exists"_qs);
    QVERIFY2(again.err.contains("another store"), again.err);
}

// Killed while the server was made to wait: nothing is there but the mark; nobody makes another store over it; then it goes through.
void tst_Moving::canBeInterruptedAndDoneAgain()
{
    makeHistory();
    QCOMPARE(run(u"ada"_qs, "copy --json --from", {m_home->store(), u"--to"_qs, m_server->freshDatabase(u"other"_qs)}).code, 0);
    m_server->freeLogins();
    QProcess holding;
    const QString folder = QUrl::fromPercentEncoding(m_url.section(u'@', 1).section(u':', 0, 0).toUtf8());
    holding.start(u"psql"_qs, {u"-qX"_qs, u"-h"_qs, folder, u"-U"_qs, u"postgres"_qs, m_url.section(u'/', -1)});
    holding.write("SELECT pg_advisory_lock(1131378030, 2); SELECT 'held';\n");
    QByteArray said;
    while (!said.contains("held") && holding.waitForReadyRead(60'000))
        said += holding.readAll();
    QProcess copying;
    m_home->prepare(copying, words("copy --from") + QStringList{m_home->store(), u"--to"_qs, m_url} + m_home->as(u"ada"_qs));
    copying.start();
    QTRY_COMPARE_WITH_TIMEOUT(psql(u"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"_qs), QByteArray("1"), 300'000);
    copying.kill();
    QVERIFY(copying.waitForFinished(60'000));
    holding.closeWriteChannel();
    QVERIFY(holding.waitForFinished(60'000));

    QCOMPARE(psql(u"SELECT count(*) FROM countersign.ledger_entry"_qs), QByteArray("0"));
    const Ended other = m_home->run(words("init --admin zoe --admin-name Zoe --store") + QStringList{m_url, u"--secret-file"_qs, m_home->secretFile(u"zoe"_qs)});
    QCOMPARE(other.code, 4);
    QVERIFY2(other.err.contains("was not finished"), other.err.constData());
    const Ended looking = m_home->run(words("cases --store") + QStringList{m_url});
    QCOMPARE(looking.code, 5);
    QVERIFY2(looking.err.contains("was not finished"), looking.err.constData());
    const Ended again = copy();
    QVERIFY2(again.code == 0, again.err.constData());
    QVERIFY(there(u"ada"_qs, "ledger verify --json").object().value(u"ok").toBool());
}

// Whoever would go on in the file is told where the store is; what it holds is still read, checked and handed on.
void tst_Moving::closesTheFile()
{
    makeHistory();
    const QString bundle = m_home->path(u"old.zip"_qs);
    const Ended made = run(u"hal"_qs, "bundle create --json --out", {bundle});
    QVERIFY2(made.code == 0, made.err);
    const Ended moved = copy();
    QVERIFY2(moved.code == 0, moved.err);
    QVERIFY(moved.object().value(u"closed").toBool());
    const QByteArray before = run(u"hal"_qs, "ledger checkpoint --json").out;
    for (const char *line : {"decide c7 approve --json", "claim c7 --json", "recall c1 --rationale r --json", "person disable grace --json", "ledger cosign --json",
                             "redact c1 --rationale r --json"}) {
        const Ended refused = run(u"ada"_qs, line);
        QVERIFY2(refused.code == 4, line);
        QCOMPARE(refused.kind(), u"not-allowed"_qs);
        QVERIFY2(refused.err.contains("has moved to " + m_url.section(u'@', 1).toUtf8()) || refused.err.contains("has moved to postgresql://"), refused.err);
    }
    QCOMPARE(m_home->importTexts(9).kind(), u"not-allowed"_qs);
    QCOMPARE(run(u"hal"_qs, "ledger checkpoint --json").out, before);
    QCOMPARE(run(u"hal"_qs, "cases --json").objects().size(), 7);
    QVERIFY(run(u"hal"_qs, "show c1").out.contains("c1"));
    QVERIFY(run(u"hal"_qs, "ledger verify --json").object().value(u"ok").toBool());
    QCOMPARE(run(u"hal"_qs, "bundle create --json --out", {m_home->path(u"new.zip"_qs)}).kind(), u"not-allowed"_qs); // the look itself would be recorded
    QVERIFY(m_home->run(words("bundle verify --json") + QStringList{bundle}).object().value(u"ok").toBool());
    const Ended plain = run(u"hal"_qs, "cases");
    QVERIFY2(plain.err.contains("This store has moved to postgresql://"), plain.err);
}

// As if it had been killed between the commit there and the one in the file.
void tst_Moving::recognisesAMoveThatWasCutOffBeforeTheFileKnew()
{
    makeHistory();
    const Ended first = copy();
    QCOMPARE(first.code, 0);
    changeByHand(m_home->store(), u"DELETE FROM moved_to"_qs);
    QCOMPARE(run(u"ada"_qs, "import --json", {m_home->write(u"more.jsonl"_qs, Home::textCase("c8")), u"--store"_qs, m_url}).code, 0); // it has gone on there
    const Ended again = copy();
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(again.object(), first.object());
    QCOMPARE(run(u"grace"_qs, "decide c7 approve --json").kind(), u"not-allowed"_qs);
    QCOMPARE(copy().kind(), u"store-exists"_qs);
    QVERIFY(there(u"ada"_qs, "ledger verify --json").object().value(u"ok").toBool());
}

void tst_Moving::saysWhoHasCasesWithThem()
{
    QCOMPARE(m_home->importTexts(2).code, 0);
    QCOMPARE(run(u"grace"_qs, "offline checkout --next 1 --workspace", {m_home->path(u"trip"_qs)}).code, 0);
    const Ended moved = run(u"ada"_qs, "copy --from", {m_home->store(), u"--to"_qs, m_url});
    QVERIFY2(moved.code == 0, moved.err);
    QCOMPARE(moved.err.count("1 person has cases with them (grace): they sync before, or afterwards with: countersign --store postgresql://"), 2);
}

void tst_Moving::asksForAnAdministratorsKey()
{
    const Ended grace = copy(u"grace"_qs);
    QCOMPARE(grace.code, 4);
    QCOMPARE(grace.kind(), u"not-allowed"_qs);
    const Ended wrong = m_home->run(words("copy --json --as ada --secret-file") + QStringList{m_home->secretFile(u"grace"_qs), u"--from"_qs, m_home->store(), u"--to"_qs, m_url});
    QCOMPARE(wrong.kind(), u"wrong-secret"_qs);
    QCOMPARE(psql(u"SELECT to_regnamespace('countersign') IS NULL"_qs), QByteArray("t")); // nothing was made
}

void tst_Moving::wantsADatabaseInUtf8()
{
    const QString other = u"latin%1"_qs.arg(m_databases);
    psql(u"CREATE DATABASE %1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"_qs.arg(other));
    m_url = m_url.section(u'/', 0, -2) + u'/' + other;
    for (const Ended &refused : {copy(), m_home->run(words("init --json --admin zoe --admin-name Zoe --store") + QStringList{m_url, u"--secret-file"_qs, m_home->secretFile(u"zoe"_qs)})}) {
        QCOMPARE(refused.code, 5);
        QVERIFY2(refused.err.contains("is not in UTF-8") && refused.err.contains("CREATE DATABASE"), refused.err);
    }
    QCOMPARE(psql(u"SELECT to_regnamespace('countersign') IS NULL"_qs), QByteArray("t"));
}

void tst_Moving::copiesFromAFileToAServerOnly()
{
    QCOMPARE(run(u"ada"_qs, "copy --from a.sqlite --to b.sqlite").code, 2);
    QCOMPARE(run(u"ada"_qs, "copy --to a.sqlite --from", {m_url}).code, 2);
}

QTEST_GUILESS_MAIN(tst_Moving)
#include "tst_moving.moc"
