// Calls that are wrong themselves end with exit 2 and a sentence that helps; help and version are worth having.
#include "journeys/program.h"

#include <sys/resource.h>
#include <unistd.h>

using namespace countersign::journeys;

namespace {

// A call, and what the sentence about it must contain.
constexpr std::pair<const char *, const char *> wrongCalls[] = {
    {"decied c1 approve", "Did you mean “decide”?"},
    {"frobnicate", "There is no command “frobnicate”"},
    {"frobnicate decisions --json", "There is no command “frobnicate”"},
    {"frobnicate --help", "There is no command “frobnicate”"},
    {"person frobnicate --help", "person has no command “frobnicate”"},
    {"--frobnicate", "no option “--frobnicate”"},
    {"cases --sate open", "Did you mean “--state”?"},
    {"cases --state opne", "Did you mean “open”?"},
    {"cases --limit", "--limit needs a value"},
    {"cases --limit many", "--limit takes a whole number"},
    {"cases --limit 0", "--limit takes a whole number"},
    {"cases --limit 1 --limit 2", "--limit may be given once only"},
    {"cases surplus", "one too many"},
    {"show", "show needs CASE"},
    {"init", "init needs --admin ID"},
    {"init --admin x", "init needs --admin-name NAME"},
    {"import", "import needs FILE"},
    {"import --format xml f", "--format takes one of auto, case, neutral"},
    {"person", "person needs one of add"},
    {"person ad", "Did you mean “add”?"},
    {"person add", "person add needs ID"},
    {"person enrol joe", "person enrol needs --name NAME"},
    {"person confirm joe --role reviewer", "person confirm needs --words WORDS"},
    {"person add joe --name Joe", "person add needs --role ROLE"},
    {"person add joe --name Joe --role viewer", "--role takes one of"},
    {"claim c1 --next", "not both"},
    {"claim c1 --kind x", "not both"},
    {"claim --next --minutes 0", "--minutes takes a whole number"},
    {"decide", "decide needs a CASE and a verdict"},
    {"decide c1", "decide needs a CASE and a verdict"},
    {"decide c1 aprove", "Did you mean “approve”?"},
    {"decide c1 edit --rationale r", "--text-file or --fields-file"},
    {"decide c1 edit --text-file a --fields-file b", "not both"},
    {"decide c1 approve --text-file a", "Only the verdict edit"},
    {"decide c1 approve --batch -", "With --batch everything else"},
    {"decisions --since yesterday", "--since takes a date"},
    {"decisions --flag early", "--flag takes late"},
    {"decisions --verdict maybe", "--verdict takes approve"},
    {"decisions --since 2026-02-30", "--since takes a date"},
    {"released --after -1", "--after takes a whole number"},
    {"wait c1 --timeout soon", "--timeout takes a number of seconds"},
    {"wait c1 --timeout -1", "--timeout takes a number of seconds"},
    {"diff a", "diff needs NEW"},
    {"diff a b --word --line", "not both"},
    {"ledger", "ledger needs one of"},
    {"ledger since", "ledger since needs SIZE"},
    {"ledger since x", "SIZE is a whole number"},
    {"ledger proof 999999", "there is no entry 999999"},
    {"demo --window --print", "not both"},
    {"cases --store mysql://x/y", "mysql://x/y"},
    {"--json", "--json needs a command"},
};

} // namespace

class WrongCallsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusesWithExitTwo_data();
    void refusesWithExitTwo();
    void saysTheSameAsJson();
    void helpNamesEveryVerbAndItsOptions_data();
    void helpNamesEveryVerbAndItsOptions();
    void globalOptionsStandBeforeOrAfterTheVerb();
    void aFileThatIsThereIsNotWrittenOver_data();
    void aFileThatIsThereIsNotWrittenOver();
    void moreEntriesThanThereAreCannotBeKnown();
    void aBundleOfNothingSaysSo();
    void whatIsNoZipIsNoBundle();
    void saysItsVersion();
    void withoutDisplayTheWindowSaysSo();
    void aServerThatIsNotThereIsExitFive();
    void missingStoreIsExitFive_data();
    void missingStoreIsExitFive();
    void fullOutputIsNotSuccess();
    void aReaderWhoLeavesEndsTheWorkQuietly();
    void closedStreamsDoNoHarm();

private:
    Home m_home;
};

void WrongCallsTest::initTestCase()
{
    QCOMPARE(m_home.makeStore().code, 0);
    QCOMPARE(m_home.importTexts(3).code, 0);
}

void WrongCallsTest::refusesWithExitTwo_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("says");
    for (const auto &[call, says] : wrongCalls)
        QTest::newRow(call) << QString::fromUtf8(call) << QString::fromUtf8(says);
}

void WrongCallsTest::refusesWithExitTwo()
{
    QFETCH(QString, call);
    QFETCH(QString, says);
    const Ended ended = m_home.run(call.split(u' '));
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.err.contains(says.toUtf8()), ended.err.constData());
    QVERIFY(ended.out.isEmpty());
}

void WrongCallsTest::saysTheSameAsJson()
{
    const Ended ended = m_home.run(words("claim --nxt --json"));
    QCOMPARE(ended.code, 2);
    QCOMPARE(keysOf(ended.err), QByteArray("error"));
    QCOMPARE(keysOf(ended.err, QStringLiteral("/error")), QByteArray("kind,message,where"));
    QCOMPARE(ended.kind(), QStringLiteral("wrong-call"));
    QCOMPARE(ended.error().value(u"where").toString(), QStringLiteral("--nxt"));
    QCOMPARE(ended.err.count('\n'), 1);
}

void WrongCallsTest::helpNamesEveryVerbAndItsOptions_data()
{
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *verb, const char *names) { QTest::newRow(verb) << words(names); };
    row("", "init person import cases show claim release-claim answer decide decisions released wait stats diff ledger demo --store --as --secret-file --json -q -v --version");
    row("init", "--name --admin --admin-name --store");
    row("person", "add list disable enable key reset enrol confirm");
    row("person enrol", "ID --name --new-secret-file --timeout");
    row("person confirm", "ID --role --team --words --timeout");
    row("person add", "ID --name --role --team --new-secret-file");
    row("import", "FILE --format --dry-run");
    row("cases", "--state --kind --risk --text --limit --after");
    row("show", "CASE");
    row("claim", "CASE --next --kind --minutes");
    row("release-claim", "CASE");
    row("answer", "CASE --text --text-file");
    row("decide", "CASE VERDICT --rationale --reason --text-file --fields-file --batch");
    row("decisions", "--case --reviewer --verdict --kind --reason --flag --since --until");
    row("released", "--after --follow");
    row("wait", "CASE --timeout");
    row("stats", "stats");
    row("diff", "OLD NEW --word --line");
    row("ledger", "checkpoint verify proof since");
    row("export", "decisions training");
    row("export training", "--out");
    row("demo", "--window --print --fresh");
}

void WrongCallsTest::helpNamesEveryVerbAndItsOptions()
{
    QFETCH(QStringList, names);
    const Ended ended = m_home.run(words(QTest::currentDataTag()) + QStringList{QStringLiteral("--help")});
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.err.isEmpty());
    for (const QString &name : names)
        QVERIFY2(ended.out.contains(name.toUtf8()), qPrintable(name));
    for (const QByteArray &line : ended.lines())
        QVERIFY2(QString::fromUtf8(line).size() <= 100 || line.startsWith("countersign ") || line.startsWith("  countersign "), line.constData());
}

void WrongCallsTest::globalOptionsStandBeforeOrAfterTheVerb()
{
    const Ended after = m_home.run(words("cases --limit 1 --json"));
    const Ended before = m_home.run(words("--json cases --limit 1"));
    QCOMPARE(after.code, 0);
    QCOMPARE(before.code, 0);
    QCOMPARE(before.out, after.out);
    QCOMPARE(before.object().value(u"id").toString(), QStringLiteral("c1"));
}

void WrongCallsTest::aFileThatIsThereIsNotWrittenOver_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("bundle") << QStringLiteral("bundle create");
    QTest::newRow("training") << QStringLiteral("export training");
    QTest::newRow("decisions") << QStringLiteral("export decisions");
    QTest::newRow("backup") << QStringLiteral("backup");
}

void WrongCallsTest::aFileThatIsThereIsNotWrittenOver()
{
    QFETCH(QString, call);
    for (const QString &file : {m_home.write(QStringLiteral("letter.txt"), "dear aunt"), m_home.store()}) {
        const Ended ended = m_home.runAs(QStringLiteral("ada"), call.split(u' ') + QStringList{QStringLiteral("--out"), file, QStringLiteral("--json")});
        QCOMPARE(ended.code, 3);
        QCOMPARE(ended.kind(), QStringLiteral("cannot-write"));
    }
    QFile letter(m_home.path(QStringLiteral("letter.txt")));
    QVERIFY(letter.open(QIODevice::ReadOnly));
    QCOMPARE(letter.readAll(), QByteArray("dear aunt"));
    QCOMPARE(m_home.run(words("cases --json")).lines().size(), 3);
}

void WrongCallsTest::moreEntriesThanThereAreCannotBeKnown()
{
    const int size = m_home.run(words("ledger verify --json")).object().value(u"size").toInt();
    const auto since = [&](int from) { return m_home.run(words("ledger since --json") + QStringList{QString::number(from)}); };
    QCOMPARE(since(size).code, 0);
    QVERIFY(since(size).out.isEmpty());
    QCOMPARE(since(size + 1).code, 3);
    QCOMPARE(since(size + 1).kind(), QStringLiteral("bad-value"));
}

void WrongCallsTest::aBundleOfNothingSaysSo()
{
    const Ended ended = m_home.runAs(QStringLiteral("ada"), words("bundle create --out none.zip --since 2127-01-01"));
    QCOMPARE(ended.code, 4);
    QVERIFY2(ended.err.contains("There is no case here that matches."), ended.err.constData());
    QVERIFY(!QFile::exists(m_home.path(QStringLiteral("none.zip"))));
}

void WrongCallsTest::whatIsNoZipIsNoBundle()
{
    const Ended ended = m_home.run(words("bundle verify") + QStringList{m_home.write(QStringLiteral("aunt.zip"), "dear aunt")});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.out.contains("it is no zip"), ended.out.constData());
}

void WrongCallsTest::saysItsVersion()
{
    const Ended ended = m_home.run(words("--version"));
    QCOMPARE(ended.code, 0);
    QVERIFY2(QRegularExpression(QStringLiteral("^countersign \\d+\\.\\d+\\.\\d+\n$")).match(QString::fromUtf8(ended.out)).hasMatch(), ended.out.constData());
}

void WrongCallsTest::withoutDisplayTheWindowSaysSo()
{
    for (const QStringList &call : {QStringList(), words("demo --window")}) {
        const Ended ended = m_home.run(call);
        QCOMPARE(ended.code, 2);
        QVERIFY(ended.err.contains("no display"));
        QVERIFY(ended.err.contains("demo --print"));
    }
}

void WrongCallsTest::aServerThatIsNotThereIsExitFive()
{
    const Ended ended = m_home.run(words("cases --json --store postgresql://nobody@db.invalid:5432/clinic"));
    QCOMPARE(ended.code, 5);
    QCOMPARE(ended.kind(), QStringLiteral("store-unreachable"));
    QVERIFY2(ended.err.contains("no server of the name"), ended.err.constData());
}

void WrongCallsTest::missingStoreIsExitFive_data()
{
    QTest::addColumn<QString>("call");
    for (const char *call : {"cases", "show c1", "decisions", "released", "wait c1 --timeout 0", "stats", "person list", "person key ada", "ledger verify",
                             "ledger checkpoint", "ledger since 0", "ledger proof 0", "claim --next", "decide c1 approve", "import f.jsonl", "release-claim c1"})
        QTest::newRow(call) << QString::fromLatin1(call);
}

void WrongCallsTest::missingStoreIsExitFive()
{
    QFETCH(QString, call);
    const QString nowhere = m_home.path(QStringLiteral("nowhere.sqlite"));
    const Ended ended = m_home.runAs(QStringLiteral("ada"), call.split(u' ') + QStringList{QStringLiteral("--json"), QStringLiteral("--store"), nowhere});
    QCOMPARE(ended.code, 5);
    QCOMPARE(ended.kind(), QStringLiteral("store-missing"));
    QVERIFY(!QFile::exists(nowhere));
}

void WrongCallsTest::fullOutputIsNotSuccess()
{
    QProcess process;
    m_home.prepare(process, words("cases --json"));
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start();
    const Ended ended = Home::ended(process);
    QCOMPARE(ended.code, 3);
    QCOMPARE(ended.kind(), QStringLiteral("cannot-write"));
}

void WrongCallsTest::aReaderWhoLeavesEndsTheWorkQuietly()
{
    QProcess process;
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    ::close(ends[0]);
    m_home.prepare(process, words("released --follow"));
    process.setChildProcessModifier([out = ends[1]] { ::dup2(out, STDOUT_FILENO); });
    process.start();
    ::close(ends[1]);
    const Ended ended = Home::ended(process);
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.err.isEmpty(), ended.err.constData());
}

void WrongCallsTest::closedStreamsDoNoHarm()
{
    QProcess process;
    m_home.prepare(process, words("decide c3 approve") + m_home.as(QStringLiteral("ada")));
    process.setChildProcessModifier([] {
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::close(stream);
    });
    process.start();
    QCOMPARE(Home::ended(process).code, 0);
    QCOMPARE(m_home.run(words("ledger verify")).code, 0);
    QCOMPARE(m_home.run(words("decisions --case c3")).lines().size(), 1);
}

QTEST_GUILESS_MAIN(WrongCallsTest)
#include "tst_wrongcalls.moc"
