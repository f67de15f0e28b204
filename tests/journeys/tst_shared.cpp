// The product on a server, through the binary: the same page as tst_journey, with people who log in, and every way of not getting in.
#include "journeys/program.h"
#include "support/throwawayserver.h"

#include <QJsonArray>
#include <memory>

using namespace countersign::journeys;
using countersign::testsupport::ThrowawayServer;

class tst_Shared : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void goesFromTheCaseFileToAVerifiedRelease();
    void separatesDuties();
    void answersAPipelineThatWaits();
    void letsASubmitterCareForItsOwn();
    void recallsWithdrawsAndRedacts();
    void cosignsAndHandsOutEvidence();
    void keepsTheSecondViewFromTheFirst();
    void keepsTeamsApart();
    void saysWhyItCannotBeReached_data();
    void saysWhyItCannotBeReached();
    void takesNoPasswordInTheAddress();
    void refusesWhatIsDoneToFiles();
    void enrolsInTwoPlaces();
    void saysThatTheKeyIsElsewhere();
    void tellsTheFirstOfTwoWhoEnrolByOneCode();
    void letsTheInvitedSeeNothing();
    void findsAStoreThatHasItsFirstPerson();
    void namesAStoreOfANewerProgram();
    void namesAStoreOfAnEarlierProgram();
    void putsNoPasswordAnywhere();

private:
    Ended asAda(const char *line) const { return m_home->runAs(QStringLiteral("ada"), words(line)); }
    Ended asGrace(const char *line) const { return m_home->runAs(QStringLiteral("grace"), words(line)); }
    Ended asHal(const char *line) const { return m_home->runAs(QStringLiteral("hal"), words(line)); }
    Ended join(const QString &id, const QStringList &roles, const QString &team = QStringLiteral("main")) const;
    void psql(const QString &sql) const;
    QByteArray asKim(const QByteArray &password, const char *sql) const;

    std::unique_ptr<ThrowawayServer> m_server;
    std::unique_ptr<Home> m_home;
    QString m_url;
    int m_databases = 0;
};

void tst_Shared::initTestCase()
{
    m_server = std::make_unique<ThrowawayServer>();
    skipWithoutServer(*m_server);
}

// A database of its own for every test (the login roles are the server's: each test gives them new passwords), with Ada who enrols, Grace who
// reviews, and Hal who supervises and deletes.
void tst_Shared::init()
{
    m_url = m_server->freshDatabase(u"store%1"_qs.arg(++m_databases));
    m_home = std::make_unique<Home>();
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, m_url);
    const Ended made = m_home->makeStore();
    QVERIFY2(made.code == 0, made.err.constData());
    QCOMPARE(join(u"grace"_qs, {u"reviewer"_qs}).code, 0);
    QCOMPARE(join(u"hal"_qs, {u"supervisor"_qs, u"compliance"_qs}).code, 0);
}

Ended tst_Shared::join(const QString &id, const QStringList &roles, const QString &team) const
{
    QStringList line{u"person"_qs, u"add"_qs, id, u"--name"_qs, u"Dr. "_qs + id, u"--team"_qs, team, u"--new-secret-file"_qs, m_home->secretFile(id)};
    for (const QString &role : roles)
        line += {u"--role"_qs, role};
    return m_home->runAs(u"ada"_qs, line);
}

void tst_Shared::psql(const QString &sql) const
{
    const QString folder = QUrl::fromPercentEncoding(m_url.section(u'@', 1).section(u':', 0, 0).toUtf8());
    QProcess process;
    process.start(u"psql"_qs, {u"-qX"_qs, u"-h"_qs, folder, u"-U"_qs, u"postgres"_qs, u"-c"_qs, sql, m_url.section(u'/', -1)});
    QVERIFY(process.waitForFinished(60'000));
}

QByteArray tst_Shared::asKim(const QByteArray &password, const char *sql) const
{
    const QString folder = QUrl::fromPercentEncoding(m_url.section(u'@', 1).section(u':', 0, 0).toUtf8());
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_qs, QString::fromLatin1(password));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"psql"_qs, {u"-qXAt"_qs, u"-h"_qs, folder, u"-U"_qs, u"kim"_qs, u"-c"_qs, QString::fromLatin1(sql), m_url.section(u'/', -1)});
    process.waitForFinished(60'000);
    return process.readAll().trimmed();
}

void tst_Shared::goesFromTheCaseFileToAVerifiedRelease()
{
    QCOMPARE(m_home->importTexts(3).object().value(u"imported").toInt(), 3);
    QCOMPARE(m_home->importTexts(3).object().value(u"alreadyThere").toInt(), 3);
    QCOMPARE(asGrace("cases --json").objects().size(), 3);
    QCOMPARE(asGrace("cases --json --text twice").objects().size(), 3);
    const QJsonObject claim = asGrace("claim --next --json").object();
    QCOMPARE(claim.value(u"case").toString(), u"c1"_qs);
    QCOMPARE(claim.value(u"holder").toString(), u"grace"_qs);
    QCOMPARE(asHal("claim c1").code, 4);

    const Ended decided = asGrace("decide c1 approve --json");
    QVERIFY2(decided.code == 0, decided.err.constData());
    QCOMPARE(decided.object().value(u"state").toString(), u"released"_qs);
    const QStringList editing{m_home->write(u"edit.txt"_qs, "Take 25 mg."), u"--json"_qs};
    const QJsonObject edited = m_home->runAs(u"grace"_qs, words("decide c2 edit --rationale wrong --text-file") + editing).object();
    QCOMPARE(edited.value(u"verdict").toString(), u"edit"_qs);
    QCOMPARE(asGrace("decide c3 reject --rationale no").code, 0);
    QCOMPARE(asGrace("decide c3 approve").code, 4);

    const QList<QJsonObject> released = asGrace("released --json").objects();
    QCOMPARE(released.size(), 2);
    QCOMPARE(released[1].value(u"outcome").toString(), u"Take 25 mg."_qs);
    QCOMPARE(released[1].value(u"seq").toInteger(), edited.value(u"seq").toInteger() + 1); // its place in the log, not a guess
    const Ended verified = asGrace("ledger verify --json");
    QVERIFY2(verified.object().value(u"ok").toBool(), verified.out.constData());
    QCOMPARE(asGrace("ledger proof 3 --json").code, 0);
    QCOMPARE(asGrace("stats --json").object().value(u"decisions").toInt(), 3);
}

void tst_Shared::separatesDuties()
{
    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    QCOMPARE(asAda("decide c1 approve --json").kind(), u"not-allowed"_qs);
    const Ended both = join(u"lea"_qs, {u"administrator"_qs, u"reviewer"_qs});
    QCOMPARE(both.code, 4);
    QVERIFY2(both.err.contains("cannot be one person"), both.err.constData());
    const QStringList adding = words("person add kim --name Kim --role reviewer --new-secret-file") + QStringList{m_home->secretFile(u"kim"_qs)};
    QCOMPARE(m_home->runAs(u"grace"_qs, adding).code, 4);
    QCOMPARE(asAda("person disable grace").code, 0);
    QCOMPARE(asGrace("cases").code, 5);
    const QStringList enabling = words("person enable grace --role reviewer --new-secret-file") + QStringList{m_home->secretFile(u"grace"_qs)};
    QCOMPARE(m_home->runAs(u"ada"_qs, enabling).code, 0);
    QCOMPARE(asGrace("decide c1 approve").code, 0);
    QCOMPARE(asGrace("ledger verify").code, 0);
}

void tst_Shared::letsASubmitterCareForItsOwn()
{
    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    QCOMPARE(join(u"kim"_qs, {u"submitter"_qs}).code, 0);
    const auto asSubmitter = [&](const QStringList &line) { return m_home->runAs(u"kim"_qs, line); };
    const auto import = [&](const QByteArray &lines) {
        return asSubmitter({u"import"_qs, m_home->write(u"kims.jsonl"_qs, lines), u"--json"_qs}).object();
    };
    QCOMPARE(import(Home::textCase("k1")).value(u"imported").toInt(), 1);
    const QJsonObject again = import(Home::textCase("k1") + Home::textCase("k2"));
    QCOMPARE(again.value(u"alreadyThere").toInt(), 1);
    QCOMPARE(again.value(u"imported").toInt(), 1);
    QCOMPARE(asSubmitter(words("cases --json")).objects().size(), 2); // and not c1
    QCOMPARE(asSubmitter(words("show c1")).code, 4);
    const Ended shown = asSubmitter(words("show k1"));
    QVERIFY2(shown.code == 0 && shown.out.contains("Take 50 mg twice daily."), shown.err.constData());

    const Ended withdrawn = asSubmitter({u"withdraw"_qs, u"k1"_qs, u"--rationale"_qs, u"sent twice"_qs, u"--json"_qs});
    QVERIFY2(withdrawn.code == 0, withdrawn.err.constData());
    QCOMPARE(withdrawn.object().value(u"state").toString(), u"withdrawn"_qs);
    QVERIFY(asSubmitter(words("withdraw c1 --rationale x")).code != 0);
    QCOMPARE(asGrace("decide k2 approve").code, 0);
    QCOMPARE(asHal("ledger verify --deep").code, 0);
}

void tst_Shared::answersAPipelineThatWaits()
{
    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    QProcess waiting;
    m_home->prepare(waiting, words("wait c1 --timeout 300") + m_home->as(u"hal"_qs));
    waiting.start();
    QVERIFY(waiting.waitForStarted());
    QCOMPARE(asGrace("decide c1 approve").code, 0);
    const Ended outcome = Home::ended(waiting);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, QByteArray("Take 50 mg twice daily."));
}

void tst_Shared::recallsWithdrawsAndRedacts()
{
    QCOMPARE(m_home->importTexts(3).object().value(u"imported").toInt(), 3);
    QCOMPARE(asGrace("decide c1 approve").code, 0);
    QCOMPARE(asGrace("recall c1 --rationale no").code, 4);
    QVERIFY(!asHal("recall c1 --rationale no --json").object().value(u"recalled").isNull());
    QCOMPARE(asHal("withdraw c2 --rationale no --json").object().value(u"state").toString(), u"withdrawn"_qs);
    QCOMPARE(asHal("redact c3 --rationale no --json").object().value(u"state").toString(), u"redacted"_qs);
    QCOMPARE(asGrace("cases --state open --json").objects().size(), 1);
    QVERIFY(asHal("ledger verify --json").object().value(u"ok").toBool());
}

void tst_Shared::cosignsAndHandsOutEvidence()
{
    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    QCOMPARE(asGrace("decide c1 approve").code, 0);
    const Ended cosigned = asHal("ledger cosign --json");
    QVERIFY2(cosigned.code == 0, cosigned.err.constData());
    const Ended made = asHal("bundle create --out evidence.zip --json");
    QVERIFY2(made.code == 0, made.err.constData());
    QVERIFY(made.object().value(u"whole").toBool());
    const Ended checked = m_home->run(words("bundle verify evidence.zip --json"));
    QVERIFY2(checked.object().value(u"ok").toBool(), checked.out.constData());
}

// Two independent views: while the second is open nobody else reads the first, and the record can be checked all the same.
void tst_Shared::keepsTheSecondViewFromTheFirst()
{
    const QString rules = m_home->write(u"two.policy"_qs, "countersign.policy/v1\nversion 2\nrule everyone\nreviewers two\nsigning light\n");
    const Ended adopted = m_home->runAs(u"hal"_qs, words("policy adopt") + QStringList{rules});
    QVERIFY2(adopted.code == 0, adopted.err.constData());
    QCOMPARE(join(u"lea"_qs, {u"reviewer"_qs}).code, 0);
    QCOMPARE(m_home->importTexts(2).object().value(u"imported").toInt(), 2);
    QCOMPARE(asGrace("decide c1 approve --json").object().value(u"state").toString(), u"open"_qs);

    QVERIFY(m_home->runAs(u"lea"_qs, words("decisions --json")).objects().isEmpty());
    const QJsonObject looked = m_home->runAs(u"lea"_qs, words("ledger verify --json")).object();
    QVERIFY(looked.value(u"ok").toBool());
    QCOMPARE(looked.value(u"withheld").toInt(), 1);
    const Ended second = m_home->runAs(u"lea"_qs, words("decide c1 approve --json"));
    QCOMPARE(second.object().value(u"state").toString(), u"released"_qs);
    const QJsonObject whole = m_home->runAs(u"lea"_qs, words("ledger verify --json")).object();
    QVERIFY(whole.value(u"ok").toBool());
    QVERIFY(!whole.contains(u"withheld"));
    QVERIFY(asGrace("decide c2 approve").err.contains("waits for the other reviewer"));
}

void tst_Shared::keepsTeamsApart()
{
    QCOMPARE(join(u"lea"_qs, {u"reviewer"_qs}, u"legal"_qs).code, 0);
    QCOMPARE(m_home->importTexts(2).object().value(u"imported").toInt(), 2);
    QCOMPARE(asGrace("decide c1 approve").code, 0);
    QVERIFY(m_home->runAs(u"lea"_qs, words("cases --json")).objects().isEmpty());
    QCOMPARE(m_home->runAs(u"lea"_qs, words("show c2 --json")).kind(), u"no-such-case"_qs);
    const QJsonObject looked = m_home->runAs(u"lea"_qs, words("ledger verify --json")).object();
    QVERIFY(looked.value(u"ok").toBool());
    QVERIFY(looked.value(u"withheld").toInt() >= 3); // the import, the decision, the release
}

void tst_Shared::saysWhyItCannotBeReached_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("says");

    const QString server = m_server->url().section(u'@', 1).section(u'/', 0, 0);
    QTest::newRow("no such host") << u"postgresql://somebody@no-such-host.invalid/db"_qs << QByteArray("no server of the name");
    QTest::newRow("nobody listens") << u"postgresql://somebody@127.0.0.1:1/db"_qs << QByteArray("Nobody answers");
    QTest::newRow("no socket") << u"postgresql://somebody@%2Fno%2Fsuch%2Ffolder/db"_qs << QByteArray("Nobody answers");
    QTest::newRow("no such database") << u"postgresql://postgres@"_qs + server + u"/nothing"_qs << QByteArray("no such database");
    QTest::newRow("no key") << u"postgresql://somebody@"_qs + server + u"/postgres"_qs << QByteArray("no key of this person");
    QTest::newRow("no store") << u"postgresql://postgres@"_qs + server + u"/template1"_qs << QByteArray("not a Countersign store");
}

void tst_Shared::saysWhyItCannotBeReached()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, says);
    const Ended refused = m_home->run({u"cases"_qs, u"--store"_qs, url});
    QCOMPARE(refused.code, says.startsWith("no key") ? 4 : 5);
    QVERIFY2(refused.err.contains(says), refused.err.constData());
}

void tst_Shared::takesNoPasswordInTheAddress()
{
    const Ended refused = m_home->run({u"cases"_qs, u"--store"_qs, u"postgresql://grace:secret@localhost/db"_qs});
    QCOMPARE(refused.code, 2);
    QVERIFY(!refused.err.contains("secret"));
}

void tst_Shared::refusesWhatIsDoneToFiles()
{
    const Ended refused = asGrace("backup --out b");
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("is on a server"), refused.err.constData());
}

// On two workstations: each has its own keys, and nothing passes between them but the code and the eight words.
void tst_Shared::enrolsInTwoPlaces()
{
    const QJsonObject invited = asAda("person invite kim --json").object();
    const QString code = invited.value(u"code").toString();
    QVERIFY(!code.isEmpty());
    const Home theirs;
    const QStringList store{u"--store"_qs, m_url};
    QProcess enrolling;
    theirs.prepare(enrolling, words("person enrol kim --name Kim --json --invitation-file") + QStringList{theirs.write(u"code"_qs, code.toLower().toUtf8() + '\n')}
                   + QStringList{u"--new-secret-file"_qs, theirs.secretFile(u"kim"_qs)} + store);
    enrolling.start();
    QByteArray said;
    while (!said.contains('\n') && enrolling.waitForReadyRead(Home::patience))
        said += enrolling.readAllStandardOutput();
    QStringList eight;
    const QJsonArray listed = QJsonDocument::fromJson(said).object().value(u"words").toArray();
    for (const QJsonValue &word : listed)
        eight.append(word.toString());
    QCOMPARE(eight.size(), 8);
    QStringList others = eight;
    others.append(others.takeFirst()); // two that are side by side may be the same word
    const QStringList confirming = words("person confirm kim --role reviewer --json --words");
    QCOMPARE(m_home->runAs(u"ada"_qs, confirming + QStringList{others.join(u' ')}).code, 1);
    const Ended confirmed = m_home->runAs(u"ada"_qs, confirming + QStringList{eight.join(u' ')});
    QVERIFY2(confirmed.code == 0, confirmed.err.constData());
    const Ended enrolled = Home::ended(enrolling);
    QVERIFY2(enrolled.code == 0, enrolled.err.constData());

    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    const Ended decided = theirs.runAs(u"kim"_qs, words("decide c1 approve") + store);
    QVERIFY2(decided.code == 0, decided.err.constData());
    const Ended again = theirs.run(words("person enrol kim --name Kim --invitation-file") + QStringList{theirs.path(u"code"_qs)} + store);
    QCOMPARE(again.code, 4); // good once
    QVERIFY2(again.err.contains("was used, or was replaced by a newer one. Ask for another."), again.err.constData());
    QVERIFY(asAda("ledger verify --json").object().value(u"ok").toBool());
}

// The passphrase is right, and the key is on another computer.
void tst_Shared::saysThatTheKeyIsElsewhere()
{
    const Home theirs;
    const Ended refused = theirs.runAs(u"grace"_qs, words("cases --json --store") + QStringList{m_url});
    QCOMPARE(refused.code, 4);
    QCOMPARE(refused.kind(), u"not-allowed"_qs);
    QVERIFY2(refused.err.contains("Bring the key file from the computer where it is, or ask an administrator for an invitation"), refused.err);
}

// One code, and two workstations that enrol by it: each of them is told what became of it.
void tst_Shared::tellsTheFirstOfTwoWhoEnrolByOneCode()
{
    const QByteArray code = asAda("person invite kim --json").object().value(u"code").toString().toUtf8() + '\n';
    const Home one, two;
    QProcess first, second;
    const auto begin = [&](const Home &home, QProcess &process) {
        home.prepare(process, words("person enrol kim --name Kim --json --invitation-file") + QStringList{home.write(u"code"_qs, code)}
                                  + QStringList{u"--new-secret-file"_qs, home.secretFile(u"kim"_qs), u"--store"_qs, m_url});
        process.start();
        while (!process.canReadLine() && process.waitForReadyRead(Home::patience)) { }
        QStringList eight;
        for (const QJsonValue word : QJsonDocument::fromJson(process.readLine()).object().value(u"words").toArray())
            eight.append(word.toString());
        return eight;
    };
    begin(one, first);
    const QStringList eight = begin(two, second);
    const Ended told = Home::ended(first);
    QCOMPARE(told.code, 4);
    QVERIFY2(told.err.contains("If that was not you, tell the administrator at once."), told.err);
    const Ended confirmed = m_home->runAs(u"ada"_qs, words("person confirm kim --role reviewer --words") + QStringList{eight.join(u' ')});
    QVERIFY2(confirmed.code == 0, confirmed.err);
    QCOMPARE(Home::ended(second).code, 0);
}

// What is invited is nobody yet: no case, no list, no decision; and only an administrator invites, never themselves.
void tst_Shared::letsTheInvitedSeeNothing()
{
    QCOMPARE(asGrace("person invite kim --json").kind(), u"not-allowed"_qs);
    const Ended self = asAda("person invite ada --json");
    QCOMPARE(self.kind(), u"not-allowed"_qs);
    QVERIFY2(self.err.contains("Nobody invites themselves"), self.err);
    const Ended unfit = asAda("person invite pg_kim --json");
    QCOMPARE(unfit.code, 3);
    QVERIFY2(unfit.err.contains("cannot be an id at a server"), unfit.err);
    QCOMPARE(m_home->importTexts(1).object().value(u"imported").toInt(), 1);
    const QByteArray code = asAda("person invite kim --json").object().value(u"code").toString().remove(u'-').toUtf8();
    for (const char *sql : {"SELECT count(*) FROM countersign.cases", "SELECT count(*) FROM countersign.blob WHERE team IS NOT NULL", "SELECT count(*) FROM countersign.decision",
                            "SELECT count(entry) FROM countersign.ledger WHERE team IS NOT NULL"})
        QCOMPARE(asKim(code, sql), QByteArray("0"));
    for (const char *sql : {"SELECT countersign.claim_case('c1', 10)", "SELECT countersign.look_paper('grace', 'request')", "SELECT countersign.accept_invitation('x')",
                            "SELECT countersign.lay_paper('grace', 'request', 'x')", "SELECT countersign.lay_paper('kim', 'statement', 'x')",
                            "SELECT countersign.invite('lea', 'x')", "DELETE FROM countersign.invitation"})
        QVERIFY2(asKim(code, sql).contains("ERROR"), sql);
}

void tst_Shared::findsAStoreThatHasItsFirstPerson()
{
    const Ended again = m_home->makeStore();
    QCOMPARE(again.code, 4);
    QVERIFY2(again.err.contains("already a store"), again.err.constData());
}

void tst_Shared::namesAStoreOfANewerProgram()
{
    psql(u"INSERT INTO countersign.migration VALUES (9999, '9999_future', decode(repeat('00', 32), 'hex'), countersign.now_text())"_qs);
    QCOMPARE(asGrace("cases --json").kind(), u"store-newer"_qs);
    QCOMPARE(m_home->makeStore().code, 5);
}

// Nobody works with half of it, nobody takes it for damaged.
void tst_Shared::namesAStoreOfAnEarlierProgram()
{
    psql(u"SET session_replication_role = replica; CREATE TABLE newest AS SELECT * FROM countersign.migration ORDER BY number DESC LIMIT 1;"
         "DELETE FROM countersign.migration WHERE number = (SELECT number FROM newest)"_qs);
    const Ended early = asGrace("cases --json");
    QCOMPARE(early.code, 5);
    QCOMPARE(early.kind(), u"store-unreachable"_qs);
    QVERIFY2(early.err.contains("countersign init"), early.err.constData());
    psql(u"INSERT INTO countersign.migration SELECT * FROM newest"_qs);
    QCOMPARE(asGrace("cases --json").code, 0);
}

// What logs in is random, sealed in the key file, and known to the server as a verifier alone.
void tst_Shared::putsNoPasswordAnywhere()
{
    const Ended told = asGrace("cases -v --json");
    QCOMPARE(told.code, 0);
    QVERIFY(!told.err.contains("password") && !told.out.contains("password"));
    QFile servers(m_home->path(u"keys/servers"_qs));
    QVERIFY(servers.open(QIODevice::ReadOnly));
    QCOMPARE(servers.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(servers.readAll().count('\n'), 1);
}

QTEST_GUILESS_MAIN(tst_Shared)
#include "tst_shared.moc"
