// What leaves as training data and as a list of decisions: through the binary, from a file of cases to a file of pairs.
#include "journeys/byhand.h"
#include "journeys/sharedhome.h"

#include <QDir>
#include <csignal>
#include <sys/stat.h>

using namespace countersign::journeys;

namespace {

const QString ada = QStringLiteral("ada"), cleo = QStringLiteral("cleo");
const QByteArray decisionKeys = "schema,id,seq,case,team,version,kind,slot,stage,verdict,reviewer,reviewerName,reasons,outcomeDigest,rationaleDigest,"
                                "supersedes,meaning,claimedAt,arrived,tookMilliseconds,late,rationale,outcome,stands,flags,state,policy,rule,model,"
                                "confidence";
const QByteArray trainingKeys = "schema,case,team,version,kind,evidence,suggestion,verdict,reasons,outcome,decision,seq";

// Digits that no number of a computer holds.
const QByteArray loan = R"({"schema":"countersign.case/1","id":"loan","kind":"loan-decision","evidence":[{"id":"form","mediaType":"text/plain",)"
                        R"("text":"amount 12345678901234567890123.4500"}],)"
                        R"("suggestion":{"fields":{"amount":12345678901234567890123.4500,"rate":5.0,"far":1e400},)"
                        R"("model":{"name":"scorer","version":"2.1"},"confidence":0.820},"reference":{"said":"the quokka knows"}})"
                        "\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot read");
}

QList<QByteArray> linesOf(const QString &path)
{
    QList<QByteArray> lines = contentOf(path).split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

QByteArray valueOf(const QByteArray &json, const QString &pointer)
{
    countersign::exchange::JsonTree tree;
    const auto root = tree.read(json);
    return root ? root->at(pointer).slice().toByteArray() : QByteArray("no JSON");
}

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void correctionsLeaveAsPairs();
    void everyDigitAndTypeIsKept();
    void whatDoesNotStandStaysOut();
    void whoeverReviewsMayNot();
    void sentinelsAndReferencesStayOut();
    void everyDecisionIsListed();
    void wrongCallsAndFilesThatAreThere();
    void aStoreThatIsNotThereIsExitFive();
    void nothingHalfIsLeft();
    void aForgedDecisionIsNotHandedOn();
    void aWorkspaceRefuses();
    void aServerGivesOutTheSame();
    void realCasesComeBackAsTheyCame();

private:
    Ended as(const QString &person, const QStringList &call) const { return m_home->runAs(person, call); }
    Ended as(const QString &person, const char *call) const { return m_home->runAs(person, words(call)); }
    Ended edit(const QString &id, const QByteArray &text) const
    {
        return as(ada, QStringList{QStringLiteral("decide"), id} + words("edit --rationale misread --reason dose-wrong --json --text-file")
                           << m_home->write(QStringLiteral("better.txt"), text));
    }
    Ended exported(const char *kind, const QString &file, const QString &by = ada) const
    {
        return as(by, words("export") << QString::fromLatin1(kind) << QStringLiteral("--json") << QStringLiteral("--out") << m_home->path(file));
    }
    std::unique_ptr<Home> m_home;
};

void ExportTest::init()
{
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
    QCOMPARE(m_home->importTexts(3).code, 0);
}

void ExportTest::correctionsLeaveAsPairs()
{
    QCOMPARE(edit(QStringLiteral("c1"), "Take 500 mg\ntwice daily.").code, 0);
    QCOMPARE(as(ada, "decide c2 approve").code, 0);
    QCOMPARE(as(ada, "decide c3 reject --rationale made-up --reason invented").code, 0);
    const Ended ended = exported("training", QStringLiteral("t.jsonl"));
    QVERIFY2(ended.code == 0, ended.err.constData());
    QCOMPARE(keysOf(ended.out), QByteArray("file,schema,written,leftOut"));
    QCOMPARE(ended.object().value(u"written").toInt(), 3);
    QCOMPARE(valueOf(ended.out, QStringLiteral("/leftOut")), QByteArray("{}"));
    const QList<QByteArray> lines = linesOf(m_home->path(QStringLiteral("t.jsonl")));
    QCOMPARE(lines.size(), 3);
    for (const QByteArray &line : lines)
        QCOMPARE(keysOf(line), trainingKeys);
    QCOMPARE(valueOf(lines[0], QStringLiteral("/schema")), QByteArray("\"countersign.training/1\""));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/case")), QByteArray("\"c1\""));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/evidence/0/text")), QByteArray("\"five hundred twice a day\""));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/suggestion/text")), QByteArray("\"Take 50 mg twice daily.\""));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/outcome")), QByteArray(R"({"text":"Take 500 mg\ntwice daily."})"));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/reasons")), QByteArray(R"(["dose-wrong"])"));
    QCOMPARE(valueOf(lines[1], QStringLiteral("/verdict")), QByteArray("\"approve\""));
    QCOMPARE(valueOf(lines[1], QStringLiteral("/outcome")), valueOf(lines[1], QStringLiteral("/suggestion")));
    QCOMPARE(valueOf(lines[2], QStringLiteral("/verdict")), QByteArray("\"reject\""));
    QCOMPARE(valueOf(lines[2], QStringLiteral("/outcome")), QByteArray("null"));
    const QByteArray all = contentOf(m_home->path(QStringLiteral("t.jsonl")));
    for (const char *word : {"\"ada\"", "Mwangi", "misread", "made-up"}) // neither who it was nor their words
        QVERIFY2(!all.contains(word), word);
    struct stat file{};
    QCOMPARE(::stat(QFile::encodeName(m_home->path(QStringLiteral("t.jsonl"))).constData(), &file), 0);
    QCOMPARE(int(file.st_mode & 07777), 0600);
    const QByteArray last = m_home->run(words("ledger since 0 --json")).lines().last();
    QVERIFY2(last.contains("\"kind\":\"audit.opened\"") && last.contains("\"actor\":\"ada\""), last.constData());
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void ExportTest::everyDigitAndTypeIsKept()
{
    QCOMPARE(as(ada, QStringList{QStringLiteral("import"), m_home->write(QStringLiteral("loan.jsonl"), loan)}).code, 0);
    const QString file = m_home->write(QStringLiteral("f.json"), "{\n  \"amount\": 12345678901234567890123.4501,\r\n  \"rate\": 5.00,\n  \"far\": -0.0\n}\n");
    QCOMPARE(as(ada, words("decide loan edit --rationale misread --fields-file") << file).code, 0);
    QCOMPARE(exported("training", QStringLiteral("t.jsonl")).code, 0);
    const QList<QByteArray> lines = linesOf(m_home->path(QStringLiteral("t.jsonl")));
    QCOMPARE(lines.size(), 1);
    QCOMPARE(valueOf(lines[0], QStringLiteral("/suggestion")),
             QByteArray(R"({"fields":{"amount":12345678901234567890123.4500,"rate":5.0,"far":1e400},)"
                        R"("model":{"name":"scorer","version":"2.1"},"confidence":0.820})"));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/outcome/fields/amount")), QByteArray("12345678901234567890123.4501"));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/outcome/fields/rate")), QByteArray("5.00"));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/outcome/fields/far")), QByteArray("-0.0"));
    QCOMPARE(exported("decisions", QStringLiteral("d.jsonl")).code, 0);
    QCOMPARE(linesOf(m_home->path(QStringLiteral("d.jsonl"))).size(), 1);
    const Ended listed = m_home->run(words("decisions --json")), released = m_home->run(words("released --json"));
    QCOMPARE(listed.lines().size(), 1); // a line is a line, however the fields were laid out
    QCOMPARE(released.lines().size(), 1);
}

void ExportTest::whatDoesNotStandStaysOut()
{
    QCOMPARE(as(ada, words("person add cleo --name Cleo --role compliance --new-secret-file") << m_home->secretFile(cleo)).code, 0);
    const QString first = edit(QStringLiteral("c1"), "Take the numbat.").object().value(u"decision").toString();
    QCOMPARE(as(ada, words("decide c1 edit --rationale again --text-file") << m_home->write(QStringLiteral("b.txt"), "Take 250 mg.")
                                                                           << QStringLiteral("--supersedes") << first).code, 0);
    QCOMPARE(edit(QStringLiteral("c2"), "Take the dugong.").code, 0);
    QCOMPARE(as(ada, "recall c2 --rationale early").code, 0);
    QCOMPARE(edit(QStringLiteral("c3"), "Take the kakapo.").code, 0);
    QCOMPARE(as(cleo, "redact c3 --rationale asked").code, 0);
    const Ended ended = exported("training", QStringLiteral("t.jsonl"));
    QCOMPARE(ended.object().value(u"written").toInt(), 1);
    QCOMPARE(valueOf(ended.out, QStringLiteral("/leftOut")), QByteArray(R"({"redacted":1,"replaced":2})"));
    const QByteArray all = contentOf(m_home->path(QStringLiteral("t.jsonl")));
    QVERIFY(all.contains("Take 250 mg."));
    for (const char *word : {"numbat", "dugong", "kakapo"})
        QVERIFY2(!all.contains(word), word);
    const Ended told = as(ada, words("export training --out") << m_home->path(QStringLiteral("u.jsonl")));
    QVERIFY2(told.out.contains("replaced") && told.out.contains("redacted"), told.out.constData());
}

void ExportTest::whoeverReviewsMayNot()
{
    QCOMPARE(m_home->addReviewer(QStringLiteral("ben")).code, 0);
    for (const char *kind : {"training", "decisions"}) {
        const Ended ended = exported(kind, QStringLiteral("b.jsonl"), QStringLiteral("ben"));
        QCOMPARE(ended.code, 4);
        QCOMPARE(ended.kind(), QStringLiteral("not-allowed"));
    }
    const QString wrong = m_home->write(QStringLiteral("wrong.secret"), "not the passphrase at all\n");
    const QStringList call = words("export training --as ada --out") << m_home->path(QStringLiteral("b.jsonl")) << QStringLiteral("--secret-file") << wrong;
    QCOMPARE(m_home->run(call).code, 4);
    QVERIFY(QDir(m_home->path({})).entryList({QStringLiteral("b.jsonl*")}).isEmpty());
}

void ExportTest::sentinelsAndReferencesStayOut()
{
    QCOMPARE(as(ada, words("person add cleo --name Cleo --role compliance --new-secret-file") << m_home->secretFile(cleo)).code, 0);
    QCOMPARE(as(ada, QStringList{QStringLiteral("import"), m_home->write(QStringLiteral("loan.jsonl"), loan)}).code, 0);
    QCOMPARE(as(ada, "decide loan approve").code, 0);
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    QCOMPARE(edit(QStringLiteral("c2"), "Take the numbat.").code, 0);
    changeByHand(m_home->store(), QStringLiteral("INSERT INTO sentinel_mark SELECT key, 1, zeroblob(32) FROM cases WHERE id = 'c2'"));
    const Ended refused = exported("training", QStringLiteral("t.jsonl")); // what is missing in it would tell a supervisor which they are
    QCOMPARE(refused.code, 4);
    QCOMPARE(refused.kind(), QStringLiteral("not-allowed"));
    QVERIFY(!QFile::exists(m_home->path(QStringLiteral("t.jsonl"))));
    const Ended ended = exported("training", QStringLiteral("t.jsonl"), cleo);
    QVERIFY2(ended.code == 0, ended.err.constData());
    QCOMPARE(ended.object().value(u"written").toInt(), 2);
    QCOMPARE(valueOf(ended.out, QStringLiteral("/leftOut")), QByteArray("{}")); // nor is it said how many
    QCOMPARE(exported("decisions", QStringLiteral("d.jsonl")).object().value(u"written").toInt(), 3); // there it is as any other
    for (const char *file : {"t.jsonl", "d.jsonl"}) {
        const QByteArray all = contentOf(m_home->path(QString::fromLatin1(file)));
        QVERIFY(!all.contains("quokka") && !all.contains("reference") && !all.contains("sentinel"));
    }
    QVERIFY(!contentOf(m_home->path(QStringLiteral("t.jsonl"))).contains("numbat"));
}

void ExportTest::everyDecisionIsListed()
{
    const QString first = edit(QStringLiteral("c1"), "Take 500 mg.").object().value(u"decision").toString();
    QCOMPARE(as(ada, words("decide c1 approve --supersedes") << first).code, 0);
    const Ended ended = exported("decisions", QStringLiteral("d.jsonl"));
    QCOMPARE(ended.object().value(u"written").toInt(), 2);
    const QList<QByteArray> lines = linesOf(m_home->path(QStringLiteral("d.jsonl")));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(keysOf(lines[0]), decisionKeys);
    QCOMPARE(valueOf(lines[0], QStringLiteral("/schema")), QByteArray("\"countersign.decisions/1\""));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/stands")), QByteArray("false"));
    QCOMPARE(valueOf(lines[0], QStringLiteral("/outcome")), QByteArray("\"Take 500 mg.\""));
    QCOMPARE(valueOf(lines[1], QStringLiteral("/stands")), QByteArray("true"));
    QCOMPARE(valueOf(lines[1], QStringLiteral("/reviewer")), QByteArray("\"ada\""));
    QCOMPARE(valueOf(lines[1], QStringLiteral("/state")), QByteArray("\"released\""));
    const QList<QByteArray> shown = m_home->run(words("decisions --json")).lines(); // the newest first
    for (const char *key : {"id", "seq", "verdict", "reasons", "rationale", "arrived", "tookMilliseconds", "stands", "flags", "meaning", "claimedAt"})
        QCOMPARE(valueOf(lines[0], u'/' + QString::fromLatin1(key)), valueOf(shown[1], u'/' + QString::fromLatin1(key)));
}

void ExportTest::wrongCallsAndFilesThatAreThere()
{
    for (const char *call : {"export", "export training", "export everything --out x", "export training --out", "export training --out x --case c1"})
        QCOMPARE(as(ada, call).code, 2);
    const QString letter = m_home->write(QStringLiteral("letter.txt"), "dear aunt");
    for (const QString &file : {QStringLiteral("letter.txt"), QStringLiteral("store.sqlite"), QStringLiteral("nowhere/t.jsonl")}) {
        const Ended ended = exported("training", file);
        QCOMPARE(ended.code, 3);
        QCOMPARE(ended.kind(), QStringLiteral("cannot-write"));
    }
    QCOMPARE(contentOf(letter), QByteArray("dear aunt"));
    QVERIFY(!m_home->run(words("ledger since 0 --json")).out.contains("audit.opened")); // nobody has looked
}

void ExportTest::aStoreThatIsNotThereIsExitFive()
{
    m_home->setEnvironment(QStringLiteral("COUNTERSIGN_STORE"), m_home->path(QStringLiteral("none.sqlite")));
    for (const char *kind : {"training", "decisions"})
        QCOMPARE(exported(kind, QStringLiteral("t.jsonl")).code, 5);
}

void ExportTest::nothingHalfIsLeft()
{
    QByteArray lines, decisions;
    for (int i = 0; i < 400; ++i) {
        const QByteArray id = 'm' + QByteArray::number(i);
        lines += Home::textCase(id, QByteArray(20'000, 'x'));
        decisions += R"({"case":")" + id + R"(","verdict":"approve","rationale":""})" + '\n';
    }
    QCOMPARE(as(ada, QStringList{QStringLiteral("import"), m_home->write(QStringLiteral("many.jsonl"), lines)}).code, 0);
    QCOMPARE(m_home->runAs(ada, words("decide --batch -"), decisions).code, 0);
    QProcess full; // a disk that takes no more than a megabyte of this file
    m_home->prepare(full, {});
    full.setProgram(QStringLiteral("/bin/bash"));
    full.setArguments({QStringLiteral("-c"), QStringLiteral("trap '' XFSZ; ulimit -f 1024; exec \"$0\" \"$@\""), QStringLiteral(COUNTERSIGN_PROGRAM),
                       QStringLiteral("export"), QStringLiteral("training"), QStringLiteral("--out"), m_home->path(QStringLiteral("full.jsonl"))});
    full.setArguments(full.arguments() + m_home->as(ada));
    full.start();
    const Ended cut = Home::ended(full);
    QVERIFY2(cut.code == 3 || cut.code == 5, cut.err.constData());
    QProcess stopped;
    m_home->prepare(stopped, words("export training --out") << m_home->path(QStringLiteral("stopped.jsonl")));
    stopped.setArguments(stopped.arguments() + m_home->as(ada));
    stopped.start();
    while (stopped.state() != QProcess::NotRunning && !QFile::exists(m_home->path(QStringLiteral("stopped.jsonl.unfinished"))))
        stopped.waitForFinished(1);
    ::kill(pid_t(stopped.processId()), SIGTERM);
    const Ended ended = Home::ended(stopped);
    QVERIFY2(ended.code == 143 || ended.code == 0, ended.err.constData());
    QVERIFY(QDir(m_home->path({})).entryList({QStringLiteral("full.jsonl*"), QStringLiteral("*.unfinished")}).isEmpty());
    QCOMPARE(QFile::exists(m_home->path(QStringLiteral("stopped.jsonl"))), ended.code == 0);
    QCOMPARE(exported("training", QStringLiteral("whole.jsonl")).object().value(u"written").toInt(), 400);
    QCOMPARE(linesOf(m_home->path(QStringLiteral("whole.jsonl"))).size(), 400);
}

void ExportTest::aForgedDecisionIsNotHandedOn()
{
    QCOMPARE(edit(QStringLiteral("c1"), "Take the numbat.").code, 0);
    QCOMPARE(as(ada, "decide c2 approve").code, 0);
    // By hand, and as well as it can be done without the key: another reason under the same signature.
    changeByHand(m_home->store(), QStringLiteral("DROP TRIGGER ledger_is_never_changed"));
    changeByHand(m_home->store(),
                 QStringLiteral("UPDATE ledger_entry SET entry = CAST(replace(CAST(entry AS TEXT), 'reason dose-wrong', 'reason dose-right') AS BLOB) "
                                "WHERE kind = 'decision' AND instr(entry, CAST('reason dose-wrong' AS BLOB))"));
    // And a signature that is right, over a case that another one was put in the place of.
    QCOMPARE(as(ada, "decide c3 approve").code, 0);
    changeByHand(m_home->store(),
                 QStringLiteral("UPDATE case_version SET source_blob = (SELECT v.source_blob FROM case_version v JOIN cases c ON c.key = v.case_key "
                                "WHERE c.id = 'c1') WHERE case_key = (SELECT key FROM cases WHERE id = 'c3')"));
    for (const char *kind : {"training", "decisions"}) {
        const Ended ended = exported(kind, QString::fromLatin1(kind));
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(ended.object().value(u"written").toInt(), 1);
        QCOMPARE(valueOf(ended.out, QStringLiteral("/leftOut")), QByteArray(R"({"invalid":2})"));
        QVERIFY(!contentOf(m_home->path(QString::fromLatin1(kind))).contains("numbat"));
    }
}

void ExportTest::aWorkspaceRefuses()
{
    const QString trip = m_home->path(QStringLiteral("trip.workspace"));
    QCOMPARE(as(ada, words("offline checkout --next 2 --hours 8 --workspace") << trip).code, 0);
    for (const char *kind : {"training", "decisions"}) {
        const Ended ended = as(ada, words("export") << QString::fromLatin1(kind) << QStringLiteral("--store") << trip << QStringLiteral("--out")
                                                    << m_home->path(QStringLiteral("t.jsonl")));
        QCOMPARE(ended.code, 4);
        QVERIFY2(ended.err.contains("is a workspace"), ended.err.constData());
    }
    QVERIFY(!QFile::exists(m_home->path(QStringLiteral("t.jsonl"))));
}

void ExportTest::aServerGivesOutTheSame()
{
    SharedHome shared;
    skipWithoutServer(shared.server());
    const QString ben = QStringLiteral("ben"), sue = QStringLiteral("sue");
    shared.settle(QStringLiteral("loop"), {ben}, 3);
    const Home &home = shared.home();
    QCOMPARE(home.runAs(ada, words("person add sue --name Sue --role supervisor --new-secret-file") << home.secretFile(sue)).code, 0);
    const QString better = home.write(QStringLiteral("b.txt"), "Take 500 mg.");
    QCOMPARE(home.runAs(ben, words("decide c1 edit --rationale misread --reason dose-wrong --text-file") << better).code, 0);
    QCOMPARE(home.runAs(ben, words("decide c2 approve")).code, 0);
    QCOMPARE(home.runAs(sue, words("recall c2 --rationale early")).code, 0);
    const QStringList call = words("export training --json --out") << home.path(QStringLiteral("t.jsonl"));
    for (const QString &person : {ben, ada}) // an administrator looks at nobody's decisions there
        QCOMPARE(home.runAs(person, call).code, 4);
    const Ended ended = home.runAs(sue, call);
    QVERIFY2(ended.code == 0, ended.err.constData());
    QCOMPARE(valueOf(ended.out, QStringLiteral("/leftOut")), QByteArray(R"({"replaced":1})"));
    const QList<QByteArray> lines = linesOf(home.path(QStringLiteral("t.jsonl")));
    QCOMPARE(lines.size(), 1);
    QCOMPARE(keysOf(lines[0]), trainingKeys);
    QCOMPARE(valueOf(lines[0], QStringLiteral("/outcome")), QByteArray(R"({"text":"Take 500 mg."})"));
    QCOMPARE(home.runAs(sue, words("ledger verify")).code, 0);
}

void ExportTest::realCasesComeBackAsTheyCame()
{
    const QString data = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data/");
    if (!QDir(data).exists())
        QSKIP("shared/data is not there");
    int written = 0;
    QStringList import{QStringLiteral("import")};
    QByteArray batch;
    QHash<QByteArray, QByteArray> came;
    for (const QString &name : QDir(data).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        import.append(data + name);
        for (const QByteArray &line : linesOf(data + name + QStringLiteral("/cases.jsonl")).mid(0, 20)) { // of each set
            const QByteArray id = valueOf(line, QStringLiteral("/id"));
            came.insert(id, line);
            batch += "{\"case\":" + id + ",\"verdict\":\"approve\",\"rationale\":\"\"}\n";
        }
    }
    QCOMPARE(as(ada, import).code, 0);
    QVERIFY(m_home->runAs(ada, words("decide --batch -"), batch).code == 0);
    const Ended ended = exported("training", QStringLiteral("t.jsonl"));
    QVERIFY2(ended.code == 0, ended.err.constData());
    for (const QByteArray &line : linesOf(m_home->path(QStringLiteral("t.jsonl")))) {
        const QByteArray source = came.value(valueOf(line, QStringLiteral("/case")));
        QVERIFY(!source.isEmpty());
        for (const QString &form : {QStringLiteral("/fields"), QStringLiteral("/text")}) { // digit for digit, and word for word
            const auto spelled = [&](const QByteArray &json, const char *whose) {
                const QByteArray value = valueOf(json, QLatin1String(whose) + form);
                return form == u"/text" ? QJsonDocument::fromJson('[' + value + ']').toJson() : value;
            };
            QCOMPARE(spelled(line, "/suggestion"), spelled(source, "/suggestion"));
            QCOMPARE(spelled(line, "/outcome"), spelled(source, "/suggestion"));
        }
        QVERIFY(valueOf(line, QStringLiteral("/reference")).isEmpty());
        ++written;
    }
    QCOMPARE(written, came.size());
    QCOMPARE(ended.object().value(u"written").toInt(), came.size());
}

QTEST_GUILESS_MAIN(ExportTest)
#include "tst_export.moc"
