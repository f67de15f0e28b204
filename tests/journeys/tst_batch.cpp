// `decide --batch`: one answer line each, bad lines beside good ones, retries that change nothing, and an end that loses nothing.
#include "journeys/program.h"

#include <QJsonArray>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace countersign::journeys;

namespace {
const QString ada = QStringLiteral("ada");
}

class BatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersEveryLineInOrder();
    void refusesBadLinesAndGoesOn_data();
    void refusesBadLinesAndGoesOn();
    void saysThatOnlyAnEditTakesContent();
    void whatDoesNotStandIsNotCorrected();
    void anIdOfAnotherCaseIsAStatementsId();
    void theSameIdIsRecordedOnce();
    void answersBeforeTheNextLineIsThere();
    void readsAFileToo();
    void anInterruptEndsBetweenTwoLines();
    void aReaderWhoLeavesStopsTheWork();

private:
    Ended batch(const QByteArray &lines) { return m_home->runAs(ada, words("decide --batch -"), lines); }
    int decisions() const { return int(m_home->run(words("decisions --json")).lines().size()); }

    std::unique_ptr<Home> m_home;
};

void BatchTest::init()
{
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
    QCOMPARE(m_home->importTexts(5).code, 0);
}

void BatchTest::answersEveryLineInOrder()
{
    const Ended ended = batch(R"({"case":"c1","verdict":"approve"}
{"case":"c2","verdict":"edit","text":"Take 500 mg.\n","rationale":"misread","reasons":["dose-wrong","b"]}

{"case":"c3","verdict":"reject","rationale":"no"}
{"verdict":"escalate","case":"c4","rationale":null})");
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.err.isEmpty());
    QCOMPARE(ended.lines().size(), 4);
    QCOMPARE(keysOf(ended.lines().value(0)), QByteArray("line,case,verdict,decision,state,released,late,seq,leaf,arrived,meaning"));
    const QStringList states{QStringLiteral("released"), QStringLiteral("released"), QStringLiteral("closed"), QStringLiteral("escalated")};
    const QList<int> numbers{1, 2, 4, 5};
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(ended.objects()[i].value(u"state").toString(), states[i]);
        QCOMPARE(ended.objects()[i].value(u"line").toInt(), numbers[i]);
    }
    QCOMPARE(m_home->run(words("wait c2")).out, QByteArray("Take 500 mg.\n"));
    QCOMPARE(m_home->run(words("decisions --case c2 --json")).object().value(u"reasons").toArray().size(), 2);
    QCOMPARE(m_home->run(words("ledger verify")).code, 0);
}

void BatchTest::refusesBadLinesAndGoesOn_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, const QByteArray &line, int code, const char *kind) {
        QTest::newRow(name) << line << code << QString::fromLatin1(kind);
    };
    row("truncated", R"({"case":"c2")", 3, "malformed");
    row("not an object", "[]", 3, "wrong-type");
    row("misspelt key", R"({"case":"c2","verdict":"approve","rational":"x"})", 3, "bad-value");
    row("no case", R"({"verdict":"approve"})", 3, "missing-field");
    row("no verdict", R"({"case":"c2"})", 3, "missing-field");
    row("unknown verdict", R"({"case":"c2","verdict":"yes"})", 3, "bad-value");
    row("number for a case", R"({"case":2,"verdict":"approve"})", 3, "wrong-type");
    row("reasons no list", R"({"case":"c2","verdict":"approve","reasons":"a"})", 3, "wrong-type");
    row("text and fields", R"({"case":"c2","verdict":"edit","text":"a","fields":{},"rationale":"r"})", 3, "bad-value");
    row("text that approve would not take", R"({"case":"c2","verdict":"approve","text":"Take 500 mg."})", 3, "bad-value");
    row("fields that reject would not take", R"({"case":"c2","verdict":"reject","rationale":"r","fields":{}})", 3, "bad-value");
    row("text that escalate would not take", R"({"case":"c2","verdict":"escalate","text":""})", 3, "bad-value");
    row("a null for the text", R"({"case":"c2","verdict":"edit","rationale":"r","text":null})", 4, "outcome-missing");
    row("id no UUID", R"({"case":"c2","verdict":"approve","id":"1"})", 3, "bad-value");
    row("duplicate key", R"({"case":"c2","case":"c3","verdict":"approve"})", 3, "duplicate-key");
    row("bad UTF-8", "{\"case\":\"c2\xff\",\"verdict\":\"approve\"}", 3, "bad-encoding");
    row("no such case", R"({"case":"nosuch","verdict":"approve"})", 4, "no-such-case");
    row("decided already", R"({"case":"c1","verdict":"approve"})", 4, "move-not-allowed");
    row("no rationale", R"({"case":"c2","verdict":"reject","rationale":"  "})", 4, "rationale-missing");
    row("nothing to edit", R"({"case":"c2","verdict":"edit","rationale":"r"})", 4, "outcome-missing");
}

void BatchTest::refusesBadLinesAndGoesOn()
{
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    QFETCH(QString, kind);
    const Ended ended = batch(R"({"case":"c1","verdict":"approve"})" "\n" + line + "\n" R"({"case":"c5","verdict":"approve"})" "\n");
    QCOMPARE(ended.code, code);
    QCOMPARE(ended.lines().size(), 3);
    const QJsonObject refused = ended.objects()[1];
    QCOMPARE(refused.value(u"error").toObject().value(u"kind").toString(), kind);
    QCOMPARE(refused.value(u"error").toObject().keys().size(), 3);
    QCOMPARE(ended.objects()[2].value(u"state").toString(), QStringLiteral("released"));
    QCOMPARE(decisions(), 2);
}

void BatchTest::saysThatOnlyAnEditTakesContent()
{
    const Ended ended = batch(R"({"case":"c1","verdict":"approve","text":"Take 500 mg."})");
    const QJsonObject error = ended.object().value(u"error").toObject();
    QVERIFY2(error.value(u"message").toString().contains(QStringLiteral("only the verdict edit")), ended.out.constData());
    QCOMPARE(error.value(u"where").toString(), QStringLiteral("/text"));
    QCOMPARE(decisions(), 0);
    QCOMPARE(m_home->run(words("show c1 --json")).object().value(u"state").toString(), QStringLiteral("open"));
}

void BatchTest::whatDoesNotStandIsNotCorrected()
{
    const QByteArray first = "01936d5e-7a00-7abc-8def-0123456789ab";
    const QByteArray correction = R"({"case":"c1","verdict":"edit","rationale":"r","supersedes":")" + first + R"(","text":")";
    const Ended ended = batch(R"({"case":"c1","verdict":"approve","id":")" + first + "\"}\n" + correction + "One.\"}\n" + correction + "Two.\"}\n");
    QCOMPARE(ended.code, 4);
    QVERIFY(ended.objects()[1].value(u"released").toBool());
    const QJsonObject error = ended.objects()[2].value(u"error").toObject();
    QCOMPARE(error.value(u"kind").toString(), QStringLiteral("move-not-allowed"));
    QVERIFY2(error.value(u"message").toString().contains(QStringLiteral("does not stand on this case")), ended.out.constData());
    const Ended alone = m_home->runAs(ada, words("decide c1 approve --json --supersedes") + QStringList{QString::fromLatin1(first)});
    QCOMPARE(alone.code, 4);
    QCOMPARE(alone.kind(), QStringLiteral("move-not-allowed"));
}

void BatchTest::anIdOfAnotherCaseIsAStatementsId()
{
    const QByteArray id = R"(","verdict":"approve","id":"01936d5e-7a00-7abc-8def-0123456789ab"})" "\n";
    const Ended ended = batch(R"({"case":"c1)" + id + R"({"case":"c2)" + id);
    const QJsonObject error = ended.objects().last().value(u"error").toObject();
    QCOMPARE(error.value(u"kind").toString(), QStringLiteral("content-differs"));
    QVERIFY2(error.value(u"message").toString().contains(QStringLiteral("a statement with this id")), ended.out.constData());
}

void BatchTest::theSameIdIsRecordedOnce()
{
    const QByteArray line = R"({"case":"c1","verdict":"approve","id":"01936d5e-7a00-7abc-8def-0123456789ab"})" "\n";
    const Ended ended = batch(line + line);
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.objects()[0].value(u"seq"), ended.objects()[1].value(u"seq"));
    QCOMPARE(batch(line).objects()[0].value(u"seq"), ended.objects()[0].value(u"seq"));
    QCOMPARE(decisions(), 1);
}

void BatchTest::answersBeforeTheNextLineIsThere()
{
    QProcess process;
    m_home->prepare(process, words("decide --batch -") + m_home->as(ada));
    process.start();
    for (const char *id : {"c1", "c2"}) {
        process.write(QByteArray("{\"verdict\":\"approve\",\"case\":\"") + id + "\"}\n");
        while (!process.canReadLine())
            QVERIFY(process.waitForReadyRead(Home::patience));
        QCOMPARE(QJsonDocument::fromJson(process.readLine()).object().value(u"case").toString(), QString::fromLatin1(id));
    }
    process.closeWriteChannel();
    QCOMPARE(Home::ended(process).code, 0);
}

void BatchTest::readsAFileToo()
{
    m_home->write(QStringLiteral("verdicts"), R"({"case":"c1","verdict":"approve"})");
    QCOMPARE(m_home->runAs(ada, words("decide --batch verdicts")).code, 0);
    QCOMPARE(decisions(), 1);
    QCOMPARE(m_home->runAs(ada, words("decide --batch nofile --json")).kind(), QStringLiteral("cannot-read"));
}

void BatchTest::anInterruptEndsBetweenTwoLines()
{
    QProcess process;
    m_home->prepare(process, words("decide --batch -") + m_home->as(ada));
    process.start();
    process.write(R"({"case":"c1","verdict":"approve"})" "\n");
    while (!process.canReadLine())
        QVERIFY(process.waitForReadyRead(Home::patience));
    ::kill(pid_t(process.processId()), SIGINT); // it waits for the next line
    QCOMPARE(Home::ended(process).code, 130);
    QCOMPARE(decisions(), 1);
}

void BatchTest::aReaderWhoLeavesStopsTheWork()
{
    int ends[2];
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    QProcess process;
    m_home->prepare(process, words("decide --batch - --json") + m_home->as(ada));
    process.setChildProcessModifier([out = ends[1]] { ::dup2(out, STDOUT_FILENO); });
    process.start();
    QVERIFY(process.waitForStarted(Home::patience));
    ::close(ends[1]);
    process.write(R"({"case":"c1","verdict":"approve"})" "\n");
    QVERIFY(process.waitForBytesWritten(Home::patience));
    char answer[4096];
    QVERIFY(::read(ends[0], answer, sizeof answer) > 0);
    ::close(ends[0]);
    process.write(R"({"case":"c2","verdict":"approve"})" "\n" R"({"case":"c3","verdict":"approve"})" "\n");
    process.closeWriteChannel();
    const Ended ended = Home::ended(process);
    QCOMPARE(ended.code, 3);
    QCOMPARE(ended.kind(), QStringLiteral("cannot-write"));
    QCOMPARE(decisions(), 2); // what could not be answered was the last one
}

QTEST_GUILESS_MAIN(BatchTest)
#include "tst_batch.moc"
