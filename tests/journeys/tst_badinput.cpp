// Every kind of bad case file through the binary: exit 3, which record and where, nothing of it stored, the good ones kept.
#include "journeys/program.h"

#include <QDir>

using namespace countersign::journeys;

namespace {

const QString ada = QStringLiteral("ada");

QByteArray withBody(const QByteArray &id, const QByteArray &members)
{
    return R"({"schema":"countersign.case/1","id":")" + id + R"(","kind":"k",)" + members + "}";
}
const QByteArray evidence = R"("evidence":[])";
const QByteArray suggestion = R"("suggestion":{"text":"t"})";

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void refusesTheRecordAndKeepsTheOthers_data();
    void refusesTheRecordAndKeepsTheOthers();
    void refusesTheFile_data();
    void refusesTheFile();
    void refusesFilesOfARecord_data();
    void refusesFilesOfARecord();
    void keepsWhatIsUnusualButRight_data();
    void keepsWhatIsUnusualButRight();
    void oneNameInTwoSpellingsIsOneCase();
    void anEmptyFileIsNoError();
    void oneIdTwiceIsRefusedOnce();
    void aPieceOfEvidenceTwiceIsSaidWithItsId();
    void aNewerCaseFileIsSaidToBeOne();
    void aFileNamedInARoundaboutWayIsTaken_data();
    void aFileNamedInARoundaboutWayIsTaken();
    void aNewVersionOfWhatIsDecidedSaysItsState();
    void secretFilesAreOneLine_data();
    void secretFilesAreOneLine();
    void storesThatAreNone_data();
    void storesThatAreNone();
    void nothingSteersTheTerminal();

private:
    Ended import(const QByteArray &bytes)
    {
        return m_home->runAs(ada, QStringList{QStringLiteral("import"), m_home->write(QStringLiteral("in.jsonl"), bytes), QStringLiteral("--json")});
    }

    static QString said(const Ended &ended) { return ended.error().value(u"message").toString(); }

    std::unique_ptr<Home> m_home;
};

void BadInputTest::initTestCase()
{
    qRegisterMetaType<QByteArray>();
}

void BadInputTest::init()
{
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
}

void BadInputTest::refusesTheRecordAndKeepsTheOthers_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &line, const char *kind, const char *where = ":2") {
        QTest::newRow(name) << line << QString::fromLatin1(kind) << QString::fromLatin1(where);
    };
    row("truncated", R"({"schema":"countersign.case/1","id":"b)", "malformed");
    row("endless arrays", QByteArray(100'000, '['), "too-deep");
    row("duplicate key", withBody("b", R"("id":"c",)" + evidence + ',' + suggestion), "duplicate-key");
    row("no id", R"({"schema":"countersign.case/1","kind":"k",)" + evidence + ',' + suggestion + '}', "missing-field", "/id");
    row("number for a title", withBody("b", R"("title":7,)" + evidence + ',' + suggestion), "wrong-type", "/title");
    row("unknown risk", withBody("b", R"("risk":"grave",)" + evidence + ',' + suggestion), "bad-value", "/risk");
    row("impossible due time", withBody("b", R"("due":"2026-02-30T00:00:00Z",)" + evidence + ',' + suggestion), "bad-value", "/due");
    row("no suggestion", withBody("b", evidence), "missing-field", "/suggestion");
    row("text and fields", withBody("b", evidence + R"(,"suggestion":{"text":"t","fields":{}})"), "bad-value", "/suggestion");
    row("invalid UTF-8", withBody("b", R"("title":")" "\xff" R"(",)" + evidence + ',' + suggestion), "bad-encoding");
    row("NUL", withBody("b", R"("title":"a\u0000b",)" + evidence + ',' + suggestion), "bad-encoding");
    row("NUL in the suggestion", withBody("b", evidence + R"(,"suggestion":{"text":"a\u0000b"})"), "bad-encoding");
    row("lone surrogate in the suggestion", withBody("b", evidence + R"(,"suggestion":{"text":"a\udc00b"})"), "bad-encoding");
    row("lone surrogate in a field", withBody("b", evidence + R"(,"suggestion":{"fields":{"a":"\ud83d "}})"), "bad-encoding");
    row("lone surrogate", withBody("b", R"("title":"\ud800",)" + evidence + ',' + suggestion), "bad-encoding");
    row("unknown schema", R"({"schema":"countersign.case/9","id":"b"})", "unknown-format");
    row("one evidence id twice", withBody("b", R"("evidence":[{"id":"e","mediaType":"text/plain","text":"1"},{"id":"e","mediaType":"text/plain","text":"2"}],)" + suggestion),
        "duplicate-id");
    row("text of another hash", withBody("b", R"("evidence":[{"id":"e","mediaType":"text/plain","text":"1","sha256":")" + QByteArray(64, '0') + R"("}],)" + suggestion),
        "blob-mismatch");
    row("not an object", "[1,2,3]", "wrong-type");
    row("foreign team", withBody("b", R"("team":"elsewhere",)" + evidence + ',' + suggestion), "not-allowed", "/team");
}

void BadInputTest::refusesTheRecordAndKeepsTheOthers()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, kind);
    QFETCH(QString, where);
    const Ended ended = import(Home::textCase("good1") + line + '\n' + Home::textCase("good2"));
    QCOMPARE(ended.kind(), kind);
    QCOMPARE(ended.code, kind == u"not-allowed" ? 4 : 3);
    QVERIFY2(ended.error().value(u"where").toString().contains(QStringLiteral("in.jsonl:2")), ended.err.constData());
    QVERIFY2(ended.error().value(u"where").toString().contains(where), ended.err.constData());
    QVERIFY(!ended.error().value(u"message").toString().isEmpty());
    if (kind == u"not-allowed")
        QVERIFY2(said(ended).contains(QStringLiteral("cases of the team “elsewhere”")), ended.err.constData());
    QCOMPARE(ended.object().value(u"imported").toInt(), 2);
    QCOMPARE(ended.object().value(u"refused").toInt(), 1);
    QCOMPARE(m_home->run(words("cases --json")).lines().size(), 2);
    QCOMPARE(m_home->run(words("ledger verify")).code, 0);
}

void BadInputTest::refusesTheFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    QTest::newRow("binary") << QByteArray("\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", 20) << QStringLiteral("unknown-format");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0\"\0i\0d\0\"\0", 12) << QStringLiteral("unknown-format");
    QTest::newRow("damaged zip") << QByteArray("PK\x03\x04 and then nothing of the kind") << QStringLiteral("cannot-read");
}

void BadInputTest::refusesTheFile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, kind);
    const Ended ended = import(bytes);
    QCOMPARE(ended.code, 3);
    QCOMPARE(ended.kind(), kind);
    QVERIFY(m_home->run(words("cases --json")).out.isEmpty());
}

void BadInputTest::refusesFilesOfARecord_data()
{
    QTest::addColumn<QByteArray>("item");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, const QByteArray &file, const char *kind, const QByteArray &more = {}) {
        QTest::newRow(name) << QByteArray(R"({"id":"e","mediaType":"image/png","file":")" + file + '"' + more + '}') << QString::fromLatin1(kind);
    };
    row("missing", "img/none.png", "blob-missing");
    row("wrong hash", "img/1.png", "blob-mismatch", R"(,"sha256":")" + QByteArray(64, 'a') + '"');
    row("out of the folder", "../outside.png", "path-escapes");
    row("absolute", "/etc/hostname", "path-escapes");
    row("through a link", "img/link.png", "path-escapes");
}

void BadInputTest::refusesFilesOfARecord()
{
    QFETCH(QByteArray, item);
    QFETCH(QString, kind);
    QDir(m_home->path({})).mkpath(QStringLiteral("set/img"));
    m_home->write(QStringLiteral("outside.png"), "secret");
    m_home->write(QStringLiteral("set/img/1.png"), "picture");
    QFile::link(m_home->path(QStringLiteral("outside.png")), m_home->path(QStringLiteral("set/img/link.png")));
    m_home->write(QStringLiteral("set/cases.jsonl"), Home::textCase("good") + withBody("b", "\"evidence\":[" + item + "]," + suggestion) + '\n');
    const Ended ended = m_home->runAs(ada, words("import set --json"));
    QCOMPARE(ended.code, 3);
    QCOMPARE(ended.kind(), kind);
    QVERIFY2(ended.error().value(u"where").toString().contains(QStringLiteral(":2")), ended.err.constData());
    QCOMPARE(ended.object().value(u"imported").toInt(), 1);
}

void BadInputTest::keepsWhatIsUnusualButRight_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("huge integer") << QByteArray("123456789012345678901234567890");
    QTest::newRow("many decimals") << QByteArray("0.10000000000000000000000001000");
    QTest::newRow("beyond any double") << QByteArray("-1E+999");
    QTest::newRow("escapes as written") << QByteArray(R"("\u00e9\/\ud83d\ude00")");
    QTest::newRow("10 MB in one line") << QByteArray('"' + QByteArray(10 * 1024 * 1024, 'x') + '"');
}

void BadInputTest::keepsWhatIsUnusualButRight()
{
    QFETCH(QByteArray, fields);
    QCOMPARE(import("\xef\xbb\xbf" + withBody("u", evidence + R"(,"suggestion":{"fields":{"v":)" + fields + "}}") + "\r\n").code, 0);
    QCOMPARE(m_home->runAs(ada, words("decide u approve")).code, 0);
    QCOMPARE(m_home->run(words("wait u")).out, QByteArray("{\"v\":" + fields + '}'));
}

void BadInputTest::oneNameInTwoSpellingsIsOneCase()
{
    const QString file = m_home->write(QStringLiteral("names.jsonl"), withBody("Zoe\u0308", evidence + ',' + suggestion) + '\n');
    QCOMPARE(m_home->runAs(ada, {QStringLiteral("import"), file}).code, 0);
    for (const QString &name : {QStringLiteral("Zoe\u0308"), QStringLiteral("Zo\u00eb")})
        QCOMPARE(m_home->run({QStringLiteral("show"), name, QStringLiteral("--json")}).object().value(u"id").toString(), QStringLiteral("Zo\u00eb"));
    QCOMPARE(m_home->runAs(ada, {QStringLiteral("decide"), QStringLiteral("Zoe\u0308"), QStringLiteral("approve")}).code, 0);
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void BadInputTest::anEmptyFileIsNoError()
{
    const Ended ended = import({});
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.object().value(u"read").toInt(), 0);
}

void BadInputTest::oneIdTwiceIsRefusedOnce()
{
    const Ended ended = import(Home::textCase("x") + Home::textCase("x", "Another.") + Home::textCase("y"));
    QCOMPARE(ended.code, 3);
    QCOMPARE(ended.kind(), QStringLiteral("duplicate-id"));
    QCOMPARE(ended.object().value(u"imported").toInt(), 2);
    QVERIFY2(said(ended).contains(QStringLiteral("the same case stands in line 1 already; only the first one was taken")), ended.err.constData());
}

void BadInputTest::aPieceOfEvidenceTwiceIsSaidWithItsId()
{
    const QByteArray item = R"({"id":"line 2","mediaType":"text/plain","text":"1"})";
    const Ended ended = import(withBody("b", "\"evidence\":[" + item + ',' + item + "]," + suggestion) + '\n');
    QCOMPARE(ended.kind(), QStringLiteral("duplicate-id"));
    QVERIFY2(said(ended).contains(QStringLiteral("the id “line 2” is there twice, so nothing of this case was taken")), ended.err.constData());
}

void BadInputTest::aNewerCaseFileIsSaidToBeOne()
{
    const Ended ended = import(withBody("b", evidence + ',' + suggestion).replace("case/1", "case/2") + '\n');
    QCOMPARE(ended.kind(), QStringLiteral("unknown-format"));
    QVERIFY2(said(ended).contains(QStringLiteral("newer version (countersign.case/2)")), ended.err.constData());
}

void BadInputTest::aFileNamedInARoundaboutWayIsTaken_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"./good.txt", "sub/../good.txt", "././sub/./../good.txt", "none/../good.txt"})
        QTest::newRow(name) << QByteArray(name);
}

void BadInputTest::aFileNamedInARoundaboutWayIsTaken()
{
    QFETCH(QByteArray, name);
    QDir(m_home->path({})).mkpath(QStringLiteral("set/sub"));
    m_home->write(QStringLiteral("set/good.txt"), "five hundred twice a day");
    m_home->write(QStringLiteral("set/cases.jsonl"), withBody("b", R"("evidence":[{"id":"e","mediaType":"text/plain","file":")" + name + "\"}]," + suggestion) + '\n');
    const Ended ended = m_home->runAs(ada, words("import set --json"));
    QVERIFY2(ended.code == 0, ended.err.constData());
    QCOMPARE(m_home->runAs(ada, words("import set --json")).object().value(u"alreadyThere").toInt(), 1);
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void BadInputTest::aNewVersionOfWhatIsDecidedSaysItsState()
{
    QCOMPARE(import(Home::textCase("x")).code, 0);
    QCOMPARE(m_home->runAs(ada, words("decide x approve")).code, 0);
    const Ended ended = import(Home::textCase("x", "Another.").replace("\"id\":\"x\"", "\"version\":2,\"id\":\"x\""));
    QCOMPARE(ended.kind(), QStringLiteral("move-not-allowed"));
    QVERIFY2(said(ended).contains(QStringLiteral("This case is released")), ended.err.constData());
}

void BadInputTest::secretFilesAreOneLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("kind");
    const QByteArray right = Home::passphrase(ada);
    QTest::newRow("without line end") << right << 1 << QStringLiteral("nothing-to-claim");
    QTest::newRow("CRLF") << right + "\r\n" << 1 << QStringLiteral("nothing-to-claim");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF") + right + "\r\n" << 1 << QStringLiteral("nothing-to-claim");
    QTest::newRow("two lines") << right + "\nmore\n" << 3 << QStringLiteral("bad-value");
    QTest::newRow("empty") << QByteArray() << 3 << QStringLiteral("bad-value");
    QTest::newRow("one line end") << QByteArray("\n") << 3 << QStringLiteral("bad-value");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xfd passphrase") << 3 << QStringLiteral("bad-encoding");
    QTest::newRow("trailing blank") << right + ' ' << 4 << QStringLiteral("wrong-secret");
    QTest::newRow("a megabyte") << QByteArray(1024 * 1024, 'x') << 4 << QStringLiteral("wrong-secret");
    QTest::newRow("more than a megabyte") << QByteArray(1024 * 1024 + 1, 'x') << 3 << QStringLiteral("too-large");
}

void BadInputTest::secretFilesAreOneLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QString, kind);
    const QString file = m_home->write(QStringLiteral("secret"), bytes);
    const Ended ended = m_home->run(words("claim --next --json --secret-file") + QStringList{file});
    QCOMPARE(ended.kind(), kind);
    QCOMPARE(ended.code, code);
    QVERIFY(!ended.err.contains("herons"));
    QVERIFY(!ended.err.contains("import"));
}

void BadInputTest::storesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    QTest::newRow("text") << QByteArray("this is a letter to my aunt, and quite a long one, so that it has a header's length at least") << QStringLiteral("not-a-store");
    QTest::newRow("another database") << QByteArray(QByteArray("SQLite format 3\0", 16) + QByteArray(4080, '\0')) << QStringLiteral("not-a-store");
}

void BadInputTest::storesThatAreNone()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, kind);
    const QString file = m_home->write(QStringLiteral("odd"), bytes);
    const Ended ended = m_home->run(words("cases --json --store") + QStringList{file});
    QCOMPARE(ended.code, 5);
    QVERIFY2(ended.kind() == kind || ended.kind() == u"store-damaged", ended.err.constData());
    QFile after(file);
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), bytes);
}

void BadInputTest::nothingSteersTheTerminal()
{
    const QByteArray hostile = withBody("h", R"("title":"\u001b[31mred\u0007\u009b2J\u202eevil\nline",)"
                                             R"("evidence":[{"id":"e","mediaType":"text/html","text":"<script>x</script>\u001b]0;title\u0007"}],)"
                                             R"("suggestion":{"text":"a\u001b[2Jb\rc"})");
    QCOMPARE(import(hostile + '\n').code, 0);
    QCOMPARE(m_home->runAs(ada, words("decide h reject") + QStringList{QStringLiteral("--rationale"), QStringLiteral("\033[1mbold")}).code, 0);
    for (const char *call : {"cases", "show h", "decisions", "ledger since 0"}) {
        const Ended ended = m_home->run(words(call));
        QCOMPARE(ended.code, 0);
        for (const QChar c : QString::fromUtf8(ended.out))
            QVERIFY2(c == u'\n' || c == u'\t' || (c.category() != QChar::Other_Control && c != QChar(0x202e)), call);
    }
    QCOMPARE(m_home->run(words("cases")).lines().size(), 1);
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_badinput.moc"
