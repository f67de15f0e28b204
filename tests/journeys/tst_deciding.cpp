// Claiming, deciding and what comes of it, through the binary: exit codes, and the stable keys of --json in their order (app/cli/README.md).
#include "journeys/program.h"

using namespace countersign::journeys;

namespace {
const QString ada = QStringLiteral("ada");
const QByteArray receiptKeys = "case,verdict,decision,state,released,late,seq,leaf,arrived,meaning";
const QByteArray decisionKeys = "id,seq,case,team,version,kind,slot,stage,verdict,reviewer,reviewerName,reasons,outcomeDigest,rationaleDigest,"
                                "supersedes,meaning,claimedAt,arrived,tookMilliseconds,late,rationale,outcome,stands,settledBy,kept,flags";
const QByteArray releaseKeys = "seq,case,type,form,outcome,policy,rule,decisions";
} // namespace

class DecidingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void claimsAreTakenRenewedAndGivenBack();
    void nothingToClaimIsExitOne();
    void everyVerdictIsSignedAndRecorded();
    void refusedDecisionsAreExitFour();
    void anEditIsTakenByteForByte();
    void fieldsKeepEveryDigit();
    void decisionsAreFilteredByCasePersonAndTime();
    void releasedGivesEachOnceInOrder();
    void waitNeverApproves();
    void ledgerIsVerifiedListedAndProven();
    void aChangedRecordIsNamed();

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

void DecidingTest::init()
{
    m_home = std::make_unique<Home>();
}

void DecidingTest::claimsAreTakenRenewedAndGivenBack()
{
    makeCases(2);
    QCOMPARE(m_home->addReviewer(QStringLiteral("grace")).code, 0);
    const Ended claim = as(ada, "claim --next --json");
    QCOMPARE(claim.code, 0);
    QCOMPARE(keysOf(claim.out), QByteArray("case,team,version,slot,stage,holder,fence,expires"));
    QCOMPARE(claim.object().value(u"case").toString(), QStringLiteral("c1"));
    const Ended renewed = as(ada, "claim c1 --minutes 60 --json");
    QCOMPARE(renewed.object().value(u"fence"), claim.object().value(u"fence"));
    QVERIFY(renewed.object().value(u"expires").toString() > claim.object().value(u"expires").toString());
    QCOMPARE(as(QStringLiteral("grace"), "claim c1 --json").kind(), QStringLiteral("claim-held"));
    QCOMPARE(as(QStringLiteral("grace"), "claim --next").out, QByteArray("c2\n"));
    const Ended back = as(ada, "release-claim c1 --json");
    QCOMPARE(back.code, 0);
    QCOMPARE(keysOf(back.out), QByteArray("case,claimed"));
    QCOMPARE(as(ada, "release-claim c1 --json").kind(), QStringLiteral("claim-lost"));
    QCOMPARE(as(QStringLiteral("grace"), "claim c1").code, 0);
}

void DecidingTest::nothingToClaimIsExitOne()
{
    QCOMPARE(m_home->makeStore().code, 0);
    for (const char *call : {"claim --next --json", "claim --json", "claim --next --kind none --json"}) {
        const Ended ended = as(ada, call);
        QCOMPARE(ended.code, 1);
        QCOMPARE(ended.kind(), QStringLiteral("nothing-to-claim"));
    }
}

void DecidingTest::everyVerdictIsSignedAndRecorded()
{
    makeCases(4);
    const Ended approved = as(ada, "decide c1 approve --json");
    QCOMPARE(approved.code, 0);
    QCOMPARE(keysOf(approved.out), receiptKeys);
    QCOMPARE(approved.object().value(u"state").toString(), QStringLiteral("released"));
    m_home->write(QStringLiteral("t"), "Take 500 mg twice daily.");
    QCOMPARE(as(ada, "decide c2 edit --text-file t --rationale misread --reason dose-wrong --json").object().value(u"state").toString(), QStringLiteral("released"));
    QCOMPARE(as(ada, "decide c3 reject --rationale no --json").object().value(u"state").toString(), QStringLiteral("closed"));
    const Ended escalated = as(ada, "decide c4 escalate --json");
    QCOMPARE(escalated.object().value(u"state").toString(), QStringLiteral("escalated"));
    QVERIFY(!escalated.object().value(u"released").toBool());
    QCOMPARE(run("decisions --json").lines().size(), 4);
    QCOMPARE(run("ledger verify --deep").code, 0);
}

void DecidingTest::refusedDecisionsAreExitFour()
{
    makeCases(2);
    QCOMPARE(m_home->addReviewer(QStringLiteral("grace")).code, 0);
    m_home->write(QStringLiteral("same"), "Take 50 mg twice daily.");
    QCOMPARE(as(QStringLiteral("grace"), "claim c2").code, 0);
    const auto refused = [this](const char *call, const char *kind) {
        const Ended ended = as(ada, call);
        QCOMPARE(ended.code, 4);
        QCOMPARE(ended.kind(), QString::fromLatin1(kind));
    };
    refused("decide c1 reject --json", "rationale-missing");
    refused("decide c1 edit --text-file same --rationale r --json", "outcome-unchanged");
    refused("decide c1 approve --case-version 2 --json", "stale-version");
    refused("decide c2 approve --json", "claim-held");
    refused("decide c3 approve --json", "no-such-case");
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    refused("decide c1 approve --json", "move-not-allowed");
    QCOMPARE(run("decisions --json").lines().size(), 1);
}

void DecidingTest::anEditIsTakenByteForByte()
{
    makeCases(1);
    const QByteArray text = "Zeile eins\r\n  \xe4\xb8\xad\xe6\x96\x87 \xf0\x9f\x98\x80\ttab \xc2\xa0 end  \n\n";
    m_home->write(QStringLiteral("t"), text);
    QCOMPARE(as(ada, "decide c1 edit --text-file t --rationale r").code, 0);
    QCOMPARE(run("wait c1").out, text);
    for (const auto &[name, bytes] : {std::pair{"utf16", QByteArray("\xff\xfe" "a\0", 4)}, std::pair{"nul", QByteArray("a\0b", 3)}, std::pair{"bom", QByteArray("\xef\xbb\xbf" "a")}}) {
        m_home->write(QString::fromLatin1(name), bytes);
        const Ended bad = m_home->runAs(ada, words("decide c1 edit --rationale r --json --text-file") + QStringList{QString::fromLatin1(name)});
        QCOMPARE(bad.code, 3);
        QCOMPARE(bad.kind(), QStringLiteral("bad-encoding"));
    }
    QCOMPARE(as(ada, "decide c1 edit --rationale r --text-file nofile --json").kind(), QStringLiteral("cannot-read"));
}

void DecidingTest::fieldsKeepEveryDigit()
{
    QCOMPARE(m_home->makeStore().code, 0);
    const QByteArray line = R"({"schema":"countersign.case/1","id":"f%","kind":"k","evidence":[],"suggestion":{"fields":{"n":123456789012345678901234567890.1000,"s":"1","b":true,"z":null}}})";
    m_home->write(QStringLiteral("f.jsonl"), QByteArray(line).replace('%', '1') + '\n' + QByteArray(line).replace('%', '2') + '\n');
    QCOMPARE(as(ada, "import f.jsonl").code, 0);
    QCOMPARE(as(ada, "decide f1 approve").code, 0);
    QVERIFY(run("released --json").out.contains(R"("outcome":{"n":123456789012345678901234567890.1000,"s":"1","b":true,"z":null})"));
    m_home->write(QStringLiteral("v"), "  {\"n\":1e400,\"s\":\"1\",\"b\":true,\"z\":null}\n");
    QCOMPARE(as(ada, "decide f2 edit --fields-file v --rationale r").code, 0);
    QCOMPARE(run("wait f2").out, QByteArray(R"({"n":1e400,"s":"1","b":true,"z":null})"));
    m_home->write(QStringLiteral("broken"), "{\"n\":1,}");
    const Ended bad = as(ada, "decide f2 edit --fields-file broken --rationale r --json");
    QCOMPARE(bad.code, 3);
    QCOMPARE(bad.kind(), QStringLiteral("malformed"));
    QVERIFY(bad.error().value(u"where").toString().startsWith(QStringLiteral("broken")));
}

void DecidingTest::decisionsAreFilteredByCasePersonAndTime()
{
    makeCases(2);
    QCOMPARE(m_home->addReviewer(QStringLiteral("grace")).code, 0);
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    QCOMPARE(as(QStringLiteral("grace"), "decide c2 reject --rationale wrong --reason a --reason b").code, 0);
    const Ended all = run("decisions --json");
    QCOMPARE(all.lines().size(), 2);
    QCOMPARE(keysOf(all.lines().value(0)), decisionKeys);
    QCOMPARE(all.object().value(u"case").toString(), QStringLiteral("c2")); // the newest first
    QCOMPARE(all.object().value(u"rationale").toString(), QStringLiteral("wrong"));
    QCOMPARE(run("decisions --json --case c1").lines().size(), 1);
    QCOMPARE(run("decisions --json --reviewer grace").object().value(u"case").toString(), QStringLiteral("c2"));
    const QString time = all.object().value(u"arrived").toString();
    QCOMPARE(m_home->run({QStringLiteral("decisions"), QStringLiteral("--json"), QStringLiteral("--since"), time}).lines().size(), 1);
    QCOMPARE(m_home->run({QStringLiteral("decisions"), QStringLiteral("--json"), QStringLiteral("--until"), time}).lines().size(), 1);
    QVERIFY(run("decisions --json --until 2001-01-01").out.isEmpty());
}

void DecidingTest::releasedGivesEachOnceInOrder()
{
    makeCases(3);
    for (const char *call : {"decide c2 approve", "decide c1 approve", "decide c3 reject --rationale r"})
        QCOMPARE(as(ada, call).code, 0);
    const Ended all = run("released --json");
    QCOMPARE(all.lines().size(), 2);
    QCOMPARE(keysOf(all.lines().value(0)), releaseKeys);
    QCOMPARE(all.object().value(u"case").toString(), QStringLiteral("c2"));
    QCOMPARE(all.object().value(u"type").toString(), QStringLiteral("release"));
    const QString seq = QString::number(all.object().value(u"seq").toInt());
    const Ended rest = m_home->run({QStringLiteral("released"), QStringLiteral("--json"), QStringLiteral("--after"), seq});
    QCOMPARE(rest.lines().size(), 1);
    QCOMPARE(rest.out, all.lines().value(1) + '\n');
}

void DecidingTest::waitNeverApproves()
{
    makeCases(3);
    const Ended timed = run("wait c1 --timeout 0.2 --json");
    QCOMPARE(timed.code, 1);
    QCOMPARE(timed.kind(), QStringLiteral("timed-out"));
    QCOMPARE(run("cases --json --state open").lines().size(), 3);
    QCOMPARE(as(ada, "decide c2 reject --rationale r").code, 0);
    const Ended closed = run("wait c2 --json");
    QCOMPARE(closed.code, 1);
    QCOMPARE(closed.kind(), QStringLiteral("not-released-yet"));
    QCOMPARE(run("wait nosuch --timeout 0 --json").kind(), QStringLiteral("no-such-case"));

    QProcess waiting;
    m_home->prepare(waiting, words("wait c3 --json"));
    waiting.start();
    QCOMPARE(as(ada, "decide c3 approve").code, 0);
    const Ended released = Home::ended(waiting);
    QCOMPARE(released.code, 0);
    QCOMPARE(keysOf(released.out), releaseKeys);
}

void DecidingTest::ledgerIsVerifiedListedAndProven()
{
    makeCases(2);
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    const Ended verify = run("ledger verify --deep --json");
    QCOMPARE(verify.code, 0);
    QCOMPARE(keysOf(verify.out), QByteArray("ok,size,root,checked,firstBad,witnessed"));
    QVERIFY(verify.object().value(u"ok").toBool());
    QVERIFY(verify.object().value(u"firstBad").isNull());
    const int size = verify.object().value(u"size").toInt();
    QCOMPARE(verify.object().value(u"checked").toInt(), size);

    const Ended checkpoint = run("ledger checkpoint --json");
    QCOMPARE(keysOf(checkpoint.out), QByteArray("origin,size,root,checkpoint"));
    QCOMPARE(checkpoint.object().value(u"root"), verify.object().value(u"root"));
    QCOMPARE(run("ledger checkpoint").out, checkpoint.object().value(u"checkpoint").toString().toUtf8());

    const Ended since = run("ledger since 0 --json");
    QCOMPARE(since.lines().size(), size);
    QCOMPARE(keysOf(since.lines().value(0)), QByteArray("seq,kind,arrived,session,actor,actorName,subject,leaf,flags"));
    QCOMPARE(since.object().value(u"kind").toString(), QStringLiteral("store.created"));
    QCOMPARE(m_home->run({QStringLiteral("ledger"), QStringLiteral("since"), QString::number(size), QStringLiteral("--json")}).out, QByteArray());
    const Ended proof = run("ledger proof 1 --json");
    QCOMPARE(keysOf(proof.out), QByteArray("seq,size,root,leaf,hashes,proof"));
    QCOMPARE(proof.object().value(u"leaf"), since.objects().value(1).value(u"leaf"));
    QVERIFY(run("ledger proof 1").out.startsWith("c2sp.org/tlog-proof@v1\nindex 1\n"));
}

void DecidingTest::aChangedRecordIsNamed()
{
    makeCases(1);
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    QFile store(m_home->store());
    QVERIFY(store.open(QIODevice::ReadWrite));
    QByteArray bytes = store.readAll();
    const qsizetype at = bytes.indexOf("verdict approve\n");
    QVERIFY(at > 0);
    for (qsizetype place = at; place >= 0; place = bytes.indexOf("verdict approve\n", place + 1)) {
        store.seek(place);
        store.write("verdict apprOve\n");
    }
    store.close();
    const Ended verify = run("ledger verify --deep --json");
    QCOMPARE(verify.code, 1);
    QVERIFY(!verify.object().value(u"ok").toBool());
    QCOMPARE(keysOf(verify.out, QStringLiteral("/firstBad")), QByteArray("seq,why"));
    QVERIFY(verify.object().value(u"firstBad").toObject().value(u"seq").toInt() > 0);
}

QTEST_GUILESS_MAIN(DecidingTest)
#include "tst_deciding.moc"
