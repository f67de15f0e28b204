// Stores, people and cases through the binary: exit codes, and the stable keys of --json in their order (app/cli/README.md).
#include "journeys/program.h"

using namespace countersign::journeys;

namespace {
const QString ada = QStringLiteral("ada");
const QByteArray rowKeys = "id,team,version,kind,title,risk,priority,due,state,arrived,holder";
const QByteArray decisionKeys = "id,seq,case,team,version,kind,slot,stage,verdict,reviewer,reviewerName,reasons,outcomeDigest,rationaleDigest,"
                                "supersedes,meaning,claimedAt,arrived,tookMilliseconds,late,rationale,outcome,stands,settledBy,kept,flags";
} // namespace

class TerminalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void initMakesAStoreOnce();
    void initRefusesAWeakPassphraseAndLeavesNothing();
    void peopleAreAddedListedResetAndDisabled();
    void onlyAdministratorsChangePeople();
    void importSaysWhatBecameOfEachFile();
    void dryRunStoresNothing();
    void casesAreFilteredAndPaged();
    void showHasEverythingButTheReference();
    void statsCount();
    void diffSaysSameOrDifferent();
    void diffIsTheSameFromTheFrontAndFromTheWholeProgram();
    void wrongSecretAndUnknownPersonLookTheSame();
    void aSecretFileThatOthersMayReadIsWarnedOf();
    void demoWalksThroughTheWholeJourney();

private:
    Ended as(const QString &person, const char *call) const { return m_home->runAs(person, words(call)); }
    Ended run(const char *call) const { return m_home->run(words(call)); }
    void makeCases(int number)
    {
        QCOMPARE(m_home->makeStore().code, 0);
        QCOMPARE(m_home->importTexts(number).code, 0);
    }

    std::unique_ptr<Home> m_home;
};

void TerminalTest::init()
{
    m_home = std::make_unique<Home>();
}

void TerminalTest::initMakesAStoreOnce()
{
    const QStringList call = words("init --name Ward --admin ada --admin-name Ada --json --secret-file") + QStringList{m_home->secretFile(ada)};
    const Ended made = m_home->run(call);
    QCOMPARE(made.code, 0);
    QCOMPARE(keysOf(made.out), QByteArray("store,id,person"));
    QCOMPARE(keysOf(made.out, QStringLiteral("/person")), QByteArray("id,name,roles,key,words,disabled"));
    QCOMPARE(QFile::permissions(m_home->store()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const Ended again = m_home->run(call);
    QCOMPARE(again.code, 4);
    QCOMPARE(again.kind(), QStringLiteral("store-exists"));
}

void TerminalTest::initRefusesAWeakPassphraseAndLeavesNothing()
{
    const QString file = m_home->write(QStringLiteral("weak"), "password\n");
    const Ended ended = m_home->run(words("init --admin ada --admin-name Ada --json --secret-file") + QStringList{file});
    QCOMPARE(ended.code, 4);
    QCOMPARE(ended.kind(), QStringLiteral("weak-secret"));
    QVERIFY(!QFile::exists(m_home->store()));
    const Ended badId = m_home->run(words("init --admin a/b --admin-name Ada --json --secret-file") + QStringList{m_home->secretFile(ada)});
    QCOMPARE(badId.code, 3);
    QCOMPARE(badId.kind(), QStringLiteral("bad-value"));
}

void TerminalTest::peopleAreAddedListedResetAndDisabled()
{
    makeCases(2);
    QCOMPARE(m_home->addReviewer(QStringLiteral("grace")).code, 0);
    QCOMPARE(m_home->addReviewer(QStringLiteral("grace")).code, 4);
    const Ended list = run("person list --json");
    QCOMPARE(list.objects().size(), 2);
    QCOMPARE(keysOf(list.lines().value(1)), QByteArray("id,name,roles,key,words,disabled"));
    QCOMPARE(keysOf(list.lines().value(1), QStringLiteral("/roles/0")), QByteArray("role,team"));
    const QString key = run("person key grace --json").object().value(u"key").toString();
    QCOMPARE(key.size(), 64);
    QCOMPARE(run("person key nobody --json").kind(), QStringLiteral("no-such-person"));

    QCOMPARE(as(QStringLiteral("grace"), "claim c1").code, 0);
    const QString fresh = m_home->write(QStringLiteral("fresh"), "an entirely fresh passphrase\n");
    QCOMPARE(m_home->runAs(ada, words("person reset grace --new-secret-file") + QStringList{fresh}).code, 0);
    QCOMPARE(as(QStringLiteral("grace"), "claim c1").code, 4);
    QCOMPARE(m_home->run(words("claim c1 --as grace --secret-file") + QStringList{fresh}).code, 0);
    QVERIFY(run("person key grace --json").object().value(u"key").toString() != key);

    const Ended disabled = as(ada, "person disable grace --json");
    QCOMPARE(disabled.code, 0);
    QVERIFY(disabled.object().value(u"disabled").toBool());
    QVERIFY(as(ada, "person disable grace").err.contains("grace is disabled already"));
    const Ended refused = m_home->run(words("claim c2 --json --as grace --secret-file") + QStringList{fresh});
    QCOMPARE(refused.code, 4);
    QCOMPARE(refused.kind(), QStringLiteral("person-disabled"));

    const QString back = m_home->write(QStringLiteral("back"), "once more, with another phrase\n");
    const QStringList enable = words("person enable grace --role reviewer --json --new-secret-file") + QStringList{back};
    const Ended enabled = m_home->runAs(ada, enable);
    QCOMPARE(enabled.code, 0);
    QCOMPARE(keysOf(enabled.out), QByteArray("id,name,roles,key,words,disabled"));
    QVERIFY(!enabled.object().value(u"disabled").toBool());
    QCOMPARE(m_home->run(words("claim c2 --as grace --secret-file") + QStringList{back}).code, 0);
    QCOMPARE(m_home->runAs(ada, enable).kind(), QStringLiteral("person-exists"));
    QCOMPARE(run("ledger verify").code, 0);
}

void TerminalTest::onlyAdministratorsChangePeople()
{
    makeCases(1);
    QCOMPARE(m_home->addReviewer(QStringLiteral("grace")).code, 0);
    for (const char *call : {"person disable ada --json", "person add joe --name Joe --role reviewer --json --new-secret-file joe.secret"}) {
        m_home->secretFile(QStringLiteral("joe"));
        const Ended ended = as(QStringLiteral("grace"), call);
        QCOMPARE(ended.code, 4);
        QCOMPARE(ended.kind(), QStringLiteral("not-allowed"));
    }
    const Ended unnamed = m_home->run(words("claim --next --json"));
    QCOMPARE(unnamed.code, 2); // two people: it must be said who acts
    QCOMPARE(unnamed.error().value(u"where").toString(), QStringLiteral("--as"));
}

void TerminalTest::importSaysWhatBecameOfEachFile()
{
    QCOMPARE(m_home->makeStore().code, 0);
    const Ended first = m_home->importTexts(3);
    QCOMPARE(first.code, 0);
    QCOMPARE(keysOf(first.out), QByteArray("file,read,imported,alreadyThere,refused,dryRun"));
    QCOMPARE(first.object().value(u"imported").toInt(), 3);
    const Ended again = m_home->importTexts(3);
    QCOMPARE(again.code, 0);
    QCOMPARE(again.object().value(u"imported").toInt(), 0);
    QCOMPARE(again.object().value(u"alreadyThere").toInt(), 3);
    const QString other = m_home->write(QStringLiteral("other.jsonl"), Home::textCase("c2", "Something else.") + Home::textCase("c9"));
    const Ended mixed = m_home->runAs(ada, words("import --json") + QStringList{other, m_home->path(QStringLiteral("missing.jsonl"))});
    QCOMPARE(mixed.code, 3);
    QCOMPARE(mixed.kind(), QStringLiteral("content-differs"));
    QVERIFY(mixed.error().value(u"where").toString().contains(QStringLiteral("other.jsonl:1")));
    QCOMPARE(mixed.objects().size(), 2);
    QCOMPARE(mixed.object().value(u"imported").toInt(), 1);
    QCOMPARE(mixed.objects().value(1).value(u"refused").toInt(), 1);
    QVERIFY(mixed.err.contains("cannot-read"));
}

void TerminalTest::dryRunStoresNothing()
{
    QCOMPARE(m_home->makeStore().code, 0);
    const QString file = m_home->write(QStringLiteral("dry.jsonl"), Home::textCase("d1"));
    const Ended dry = m_home->runAs(ada, words("import --dry-run --json") + QStringList{file});
    QCOMPARE(dry.code, 0);
    QCOMPARE(dry.object().value(u"imported").toInt(), 1);
    QVERIFY(dry.object().value(u"dryRun").toBool());
    QVERIFY(run("cases --json").out.isEmpty());
}

void TerminalTest::casesAreFilteredAndPaged()
{
    makeCases(3);
    const QString more = m_home->write(QStringLiteral("more.jsonl"),
        R"({"schema":"countersign.case/1","id":"loan","kind":"loan","title":"Penicillin Ltd","risk":"high","priority":9,"due":"2026-11-23T15:00:00+01:00","evidence":[],"suggestion":{"fields":{"grant":true}}})" "\n");
    QCOMPARE(m_home->runAs(ada, QStringList{QStringLiteral("import"), more}).code, 0);
    const Ended all = run("cases --json");
    QCOMPARE(all.lines().size(), 4);
    QCOMPARE(keysOf(all.out.split('\n').value(0)), rowKeys);
    QCOMPARE(all.object().value(u"id").toString(), QStringLiteral("loan")); // the highest priority
    QCOMPARE(all.object().value(u"due").toString(), QStringLiteral("2026-11-23T14:00:00.000Z"));
    QCOMPARE(run("cases --json --kind loan").lines().size(), 1);
    QCOMPARE(run("cases --json --risk high").lines().size(), 1);
    QCOMPARE(run("cases --json --text penic").lines().size(), 1);
    QCOMPARE(run("cases --json --state released").lines().size(), 0);
    QCOMPARE(run("cases --json --limit 2").lines().size(), 2);
    QCOMPARE(run("cases --json --after c1").objects().value(0).value(u"id").toString(), QStringLiteral("c2"));
    QCOMPARE(run("cases --limit 1").out, QByteArray("loan\topen\thigh\tloan\t2026-11-23T14:00:00.000Z\t\tPenicillin Ltd\n"));
}

void TerminalTest::showHasEverythingButTheReference()
{
    QCOMPARE(m_home->makeStore().code, 0);
    const QString neutral = m_home->write(QStringLiteral("n.jsonl"),
        R"({"id":"n1","source":"set","kind":"k","evidence":[{"id":"e","title":"E","media_type":"text/plain","text":"evidence"}],"suggestion":{"text":"proposal","model":"m","confidence":0.50},"reference":{"text":"hiddenanswer","by":"x"}})" "\n");
    QCOMPARE(m_home->runAs(ada, QStringList{QStringLiteral("import"), neutral}).code, 0);
    QCOMPARE(as(ada, "decide n1 approve").code, 0);
    const Ended json = run("show n1 --json");
    QCOMPARE(json.code, 0);
    QCOMPARE(keysOf(json.out), rowKeys + ",digest,importedBy,redacted,route,labels,evidence,suggestion,action,decisions");
    QCOMPARE(keysOf(json.out, QStringLiteral("/evidence/0")), QByteArray("id,title,mediaType,text,sha256"));
    QCOMPARE(keysOf(json.out, QStringLiteral("/suggestion")), QByteArray("text,form,model,confidence,citations"));
    QCOMPARE(keysOf(json.out, QStringLiteral("/route")), QByteArray("policy,rule,reviewers,group,blind,windowSeconds,signing,automatic"));
    QCOMPARE(keysOf(json.out, QStringLiteral("/decisions/0")), decisionKeys);
    QVERIFY(json.out.contains("\"confidence\":0.50")); // as written
    QVERIFY(!json.out.contains("hiddenanswer"));
    const Ended text = run("show n1");
    QVERIFY(!text.out.contains("hiddenanswer"));
    for (const char *part : {"n1", "evidence", "proposal", "Dr. Ada Mwangi (ada)", "approve the text as suggested", "entry"})
        QVERIFY2(text.out.contains(part), part);
    QCOMPARE(run("show n2 --json").kind(), QStringLiteral("no-such-case"));
    QVERIFY(!run("decisions --json").out.contains("hiddenanswer"));
}

void TerminalTest::statsCount()
{
    makeCases(3);
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    QCOMPARE(as(ada, "decide c2 reject --rationale r").code, 0);
    const Ended stats = run("stats --json");
    QCOMPARE(stats.code, 0);
    QCOMPARE(keysOf(stats.out), QByteArray("cases,byState,waitingByKind,decisions,byKind,byReviewer"));
    QCOMPARE(keysOf(stats.out, QStringLiteral("/byKind/0")), QByteArray("kind,name,total,approved,edited,rejected,escalated,medianMilliseconds"));
    QCOMPARE(keysOf(stats.out, QStringLiteral("/byReviewer/0")), QByteArray("reviewer,name,total,approved,edited,rejected,escalated,medianMilliseconds"));
    QCOMPARE(stats.object().value(u"cases").toInt(), 3);
    QCOMPARE(stats.object().value(u"decisions").toInt(), 2);
    QCOMPARE(stats.object().value(u"byState").toObject().value(u"closed").toInt(), 1);
    QVERIFY(run("stats").out.contains("Dr. Ada Mwangi"));
}

void TerminalTest::diffSaysSameOrDifferent()
{
    m_home->write(QStringLiteral("a"), "Take 50 mg \xf0\x9f\x98\x80 twice.\n");
    m_home->write(QStringLiteral("b"), "Take 500 mg \xf0\x9f\x98\x80 thrice.\n");
    QCOMPARE(run("diff a a").code, 0);
    QVERIFY(run("diff a a").out.isEmpty());
    const Ended text = run("diff a b");
    QCOMPARE(text.code, 1);
    QCOMPARE(text.out, QByteArray("Take [-50-]{+500+} mg \xf0\x9f\x98\x80 [-twice-]{+thrice+}.\n"));
    QCOMPARE(run("diff a b --line").out, QByteArray("- Take 50 mg \xf0\x9f\x98\x80 twice.\n+ Take 500 mg \xf0\x9f\x98\x80 thrice.\n"));
    const Ended json = run("diff a b --json");
    QCOMPARE(json.code, 1);
    QCOMPARE(keysOf(json.out), QByteArray("unit,hunks,cost"));
    QVERIFY2(json.out.contains(R"({"op":"replace","a":[13,18],"b":[14,20]})"), json.out.constData()); // code points, not UTF-16 units
    QCOMPARE(run("diff a a --json").code, 0);
    m_home->write(QStringLiteral("bad"), "\xff");
    QCOMPARE(run("diff a bad --json").kind(), QStringLiteral("bad-encoding"));
    QCOMPARE(run("diff a nofile").code, 3);
}

// The command compares by itself; what it prints is what the whole program would.
void TerminalTest::diffIsTheSameFromTheFrontAndFromTheWholeProgram()
{
    const QString whole = QFileInfo(QStringLiteral(COUNTERSIGN_PROGRAM)).path() + QStringLiteral("/countersign-workstation");
    QVERIFY(QFileInfo(whole).isExecutable());
    m_home->write(QStringLiteral("a"), "Take 50 mg \xf0\x9f\x98\x80 twice\x01 a day.\r\nDo not stop.\n" + QByteArray(300'000, 'x') + " end\n");
    m_home->write(QStringLiteral("b"), "Take 500 mg \xf0\x9f\x98\x80 twice a day.\nDo stop \xe2\x80\xae now.\n" + QByteArray(300'000, 'x') + " end");
    m_home->write(QStringLiteral("bom"), "\xef\xbb\xbfTake");
    m_home->write(QStringLiteral("empty"), "");
    m_home->write(QStringLiteral("bad"), "\xff");
    for (const char *call : {"diff a b", "diff b a --word", "diff --line a b", "--json diff a b", "diff a b --line --json", "diff a a", "diff a a --json",
                             "diff bom empty", "diff empty a --json", "diff a bad", "diff a bad --json", "diff nofile a", "diff a b --word --line",
                             "diff a", "diff a b c", "diff a b --json --json", "diff a b --quiet", "diff . a"}) {
        const Ended front = run(call);
        QProcess process;
        m_home->prepare(process, words(call));
        process.setProgram(whole);
        process.start();
        process.closeWriteChannel();
        const Ended ended = Home::ended(process);
        QCOMPARE(front.code, ended.code);
        QVERIFY2(front.out == ended.out, call);
        QVERIFY2(front.err == ended.err, call);
    }
}

void TerminalTest::wrongSecretAndUnknownPersonLookTheSame()
{
    makeCases(1);
    const QString wrong = m_home->write(QStringLiteral("wrong"), "not the passphrase at all\n");
    const Ended known = m_home->run(words("claim --next --json --as ada --secret-file") + QStringList{wrong});
    const Ended unknown = m_home->run(words("claim --next --json --as eve --secret-file") + QStringList{wrong});
    QCOMPARE(known.code, 4);
    QCOMPARE(known.kind(), QStringLiteral("wrong-secret"));
    QCOMPARE(unknown.code, 4);
    QCOMPARE(unknown.err, known.err);
}

void TerminalTest::aSecretFileThatOthersMayReadIsWarnedOf()
{
    QCOMPARE(m_home->makeStore().code, 0);
    const QString file = m_home->secretFile(ada);
    const QStringList call = words("claim --next --as ada --secret-file") + QStringList{file};
    const QByteArray warning = "Warning: others on this computer may read the secret in " + file.toUtf8() + ". Close it with: chmod 600 " + file.toUtf8() + '\n';
    QVERIFY(!m_home->run(call).err.contains("Warning"));
    for (const QFileDevice::Permission other : {QFile::ReadGroup, QFile::ReadOther}) {
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | other));
        const Ended warned = m_home->run(call);
        QVERIFY2(warned.err.contains(warning), warned.err);
        QVERIFY(!warned.err.contains(Home::passphrase(ada)));
        QVERIFY(!m_home->run(call + words("--quiet")).err.contains("Warning"));
        const Ended json = m_home->run(call + words("--json")); // stays machine-readable
        QVERIFY2(json.err.isEmpty() || json.err.startsWith('{'), json.err);
    }
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    const QString fresh = m_home->write(QStringLiteral("fresh"), "an entirely fresh passphrase\n");
    QVERIFY(QFile::setPermissions(fresh, QFile::ReadOwner | QFile::ReadOther));
    const Ended reset = m_home->runAs(ada, words("person reset ada --new-secret-file") + QStringList{fresh});
    QVERIFY2(reset.err.contains("may read the secret in " + fresh.toUtf8()), reset.err);
}

void TerminalTest::demoWalksThroughTheWholeJourney()
{
    for (const QStringList &call : {words("demo --print"), words("demo")}) { // without a display both print
        const Ended demo = m_home->run(call);
        QCOMPARE(demo.code, 0);
        for (const char *step : {"$ countersign init", "$ countersign import", "$ countersign claim", "$ countersign decide", "$ countersign released",
                                 "$ countersign ledger verify", "The record holds"})
            QVERIFY2(demo.out.contains(step), step);
        QVERIFY(demo.out.contains("D2N068"));
    }
    QVERIFY(!QFile::exists(m_home->store())); // it kept to its own folder
}

QTEST_GUILESS_MAIN(TerminalTest)
#include "tst_terminal.moc"
