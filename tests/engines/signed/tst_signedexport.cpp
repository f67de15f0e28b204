// What leaves as training data, on every engine: what settled a case and stands, of cases that may leave, once each, in the order of the log.
#include "engines/signed/scene.h"
#include "exchange/jsontree.h"
#include "workflow/exportdecisions.h"
#include "workflow/recallcase.h"
#include "workflow/redactcase.h"
#include "workflow/verifyledger.h"
#include "workflow/withdrawcase.h"

#include <QSqlDatabase>
#include <QSqlQuery>

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;
using core::Content;
using core::Verdict;
using workflow::DecisionExport;
using workflow::ExportedDecisions;

namespace {

const QByteArray pairOfReviewers = "countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n";
const QByteArray heldFirst = "countersign.policy/v1\nversion 2\nrule slow\nreviewers one\nwindow 3600\nsigning light\n";

Content text(const char *words)
{
    return {Content::Form::Text, QString::fromUtf8(words), {}};
}

// "A:edit B:approve …" of the file.
QString told(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("no file");
    QStringList lines;
    for (const QByteArray &line : file.readAll().split('\n')) {
        exchange::JsonTree tree;
        if (const auto root = tree.read(line))
            lines += root->find("case").string() + u':' + root->find("verdict").string();
    }
    return lines.join(u' ');
}

// A case becomes one with a known right answer, by the hand of whoever owns the tables.
void mark(const Scene &scene, const QString &id)
{
    const QString sql = u"INSERT INTO %1sentinel_mark SELECT key, version, %2 FROM %1cases WHERE id = '%3'"_qs;
    const QString place = scene.ada().store->location();
    if (onServer()) {
        const QString folder = QUrl::fromPercentEncoding(server().url().section(u'@', 1).section(u':', 0, 0).toUtf8());
        QCOMPARE(QProcess::execute(u"psql"_qs, {u"-qX"_qs, u"-v"_qs, u"ON_ERROR_STOP=1"_qs, u"-h"_qs, folder, u"-U"_qs, u"postgres"_qs, u"-c"_qs,
                                                sql.arg(u"countersign."_qs, u"sha256('x')"_qs, id), place.section(u'/', -1)}),
                 0);
        return;
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_qs, u"hand"_qs);
        database.setDatabaseName(place);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(sql.arg(QString(), u"zeroblob(32)"_qs, id)));
    }
    QSqlDatabase::removeDatabase(u"hand"_qs);
}

} // namespace

class tst_SignedExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutEngine(); }
    void whatStandsLeavesOnce();
    void ofTwoWhoAgreeOneLeaves();
    void anOpenDisputeStaysAndItsSettlementLeaves();
    void whatIsHeldStays();
    void onlyTheTeamsOneLooksAt();
    void neitherSlotIsShownToTheOther();
    void sentinelsAreKnownToComplianceAlone();
    void theLookIsRecordedAndTheLogVerifies();

private:
    QString file()
    {
        return m_folder.filePath(QString::number(++m_files) + u".jsonl"_qs);
    }
    // "A:edit …|replaced=2": what was written, and what was left out.
    QString exported(const Scene::Person &by, DecisionExport kind = DecisionExport::Training)
    {
        const QString path = file();
        const auto done = workflow::exportDecisions(by.ports(), by.acting, kind, path);
        if (!done)
            return core::kindName(done.error().kind);
        QStringList out;
        for (auto reason = done->leftOut.cbegin(); reason != done->leftOut.cend(); ++reason)
            out += reason.key() + u'=' + QString::number(reason.value());
        return told(path) + u'|' + out.join(u' ');
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

void tst_SignedExport::whatStandsLeavesOnce()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs), sue = scene.join(u"sue"_qs, {core::Role::Supervisor}), coco = scene.join(u"coco"_qs, {core::Role::Compliance});
    scene.bring({Scene::line("A"), Scene::line("B"), Scene::line("C"), Scene::line("D"), Scene::line("E"), Scene::line("F"), Scene::line("G")});
    QCOMPARE(exported(sue), u"|"_qs);
    must(Scene::decide(grace, u"B"_qs, Verdict::Edit, text("Take 25 mg.")));
    must(Scene::decide(grace, u"A"_qs));
    must(Scene::decide(grace, u"C"_qs, Verdict::Reject));
    const auto first = must(Scene::decide(grace, u"D"_qs));
    workflow::DecisionRequest correction;
    correction.caseId = CaseId(u"D"_qs);
    correction.verdict = Verdict::Edit;
    correction.rationale = u"misread"_qs;
    correction.outcome = text("Take 5 mg.");
    correction.supersedes = first.id;
    must(workflow::recordDecision(grace.ports(), grace.acting, correction));
    must(Scene::decide(grace, u"E"_qs));
    must(workflow::recallCase(sue.ports(), sue.acting, {CaseId(u"E"_qs), u"early"_qs, {}}));
    must(Scene::decide(grace, u"F"_qs));
    must(workflow::redactCase(coco.ports(), coco.acting, {CaseId(u"F"_qs), u"asked"_qs, {}}));
    must(Scene::decide(grace, u"G"_qs));
    must(workflow::withdrawCase(sue.ports(), sue.acting, {CaseId(u"G"_qs), u"twice"_qs, {}}));
    const QString expected = u"B:edit A:approve C:reject D:edit|redacted=1 replaced=2 withdrawn=1"_qs;
    for (const auto *person : {&sue, &coco})
        QCOMPARE(exported(*person), expected);
    QCOMPARE(exported(grace), u"not-allowed"_qs);
    QCOMPARE(exported(sue, DecisionExport::Decisions), u"B:edit A:approve C:reject D:approve D:edit E:approve F:approve G:approve|"_qs);
}

void tst_SignedExport::ofTwoWhoAgreeOneLeaves()
{
    const Scene scene;
    scene.adopt(pairOfReviewers);
    const auto grace = scene.join(u"grace"_qs), ivan = scene.join(u"ivan"_qs), sue = scene.join(u"sue"_qs, {core::Role::Supervisor});
    scene.bring({Scene::line("A")});
    must(Scene::decide(grace, u"A"_qs));
    QVERIFY(!exported(sue).contains(u"A:")); // one of two
    must(Scene::decide(ivan, u"A"_qs));
    QCOMPARE(exported(sue), u"A:approve|same-outcome=1"_qs);
}

void tst_SignedExport::anOpenDisputeStaysAndItsSettlementLeaves()
{
    const Scene scene;
    scene.adopt(pairOfReviewers);
    const auto grace = scene.join(u"grace"_qs), ivan = scene.join(u"ivan"_qs), sue = scene.join(u"sue"_qs, {core::Role::Supervisor});
    scene.bring({Scene::line("A"), Scene::line("B")});
    must(Scene::decide(grace, u"A"_qs, Verdict::Edit, text("Take 25 mg.")));
    must(Scene::decide(ivan, u"A"_qs, Verdict::Reject));
    QCOMPARE(exported(sue), u"|disputed=2"_qs);
    must(Scene::decide(sue, u"A"_qs, Verdict::Edit, text("Take 30 mg.")));
    QCOMPARE(exported(sue), u"A:edit|overruled=2"_qs);
    must(Scene::decide(grace, u"B"_qs, Verdict::Escalate));
    must(Scene::decide(sue, u"B"_qs));
    QCOMPARE(exported(sue), u"A:edit B:approve|escalated=1 overruled=2"_qs);
}

void tst_SignedExport::whatIsHeldStays()
{
    const Scene scene;
    scene.adopt(heldFirst);
    const auto grace = scene.join(u"grace"_qs), sue = scene.join(u"sue"_qs, {core::Role::Supervisor});
    scene.bring({Scene::line("A")});
    must(Scene::decide(grace, u"A"_qs));
    QCOMPARE(exported(sue), u"|not-settled=1"_qs);
}

void tst_SignedExport::onlyTheTeamsOneLooksAt()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const core::TeamId legal(u"legal"_qs);
    const auto leo = scene.join(u"leo"_qs, {core::Role::Supervisor}, legal);
    scene.bring({Scene::line("A")});
    must(Scene::decide(grace, u"A"_qs));
    for (const DecisionExport kind : {DecisionExport::Training, DecisionExport::Decisions})
        QCOMPARE(exported(leo, kind), u"|"_qs);
}

// A supervisor who might still be the second of two does not read in a list what the first has said.
void tst_SignedExport::neitherSlotIsShownToTheOther()
{
    const Scene scene;
    scene.adopt(pairOfReviewers);
    const auto grace = scene.join(u"grace"_qs), sue = scene.join(u"sue"_qs, {core::Role::Supervisor, core::Role::Reviewer});
    scene.bring({Scene::line("A")});
    must(Scene::decide(grace, u"A"_qs, Verdict::Edit, text("Take 25 mg.")));
    QCOMPARE(exported(sue, DecisionExport::Decisions), u"|"_qs);
    must(Scene::decide(sue, u"A"_qs, Verdict::Edit, text("Take 25 mg.")));
    QCOMPARE(exported(sue, DecisionExport::Decisions), u"A:edit A:edit|"_qs);
}

// What is not there would tell a supervisor which they are.
void tst_SignedExport::sentinelsAreKnownToComplianceAlone()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs), sue = scene.join(u"sue"_qs, {core::Role::Supervisor}), coco = scene.join(u"coco"_qs, {core::Role::Compliance});
    scene.bring({Scene::line("A"), Scene::line("B")});
    must(Scene::decide(grace, u"A"_qs));
    must(Scene::decide(grace, u"B"_qs, Verdict::Reject));
    QCOMPARE(exported(sue), u"A:approve B:reject|"_qs);
    mark(scene, u"B"_qs);
    QCOMPARE(exported(sue), u"not-allowed"_qs);
    QCOMPARE(exported(coco), u"A:approve|"_qs);
    for (const auto *person : {&sue, &coco})
        QCOMPARE(exported(*person, DecisionExport::Decisions), u"A:approve B:reject|"_qs);
}

void tst_SignedExport::theLookIsRecordedAndTheLogVerifies()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs), eve = scene.join(u"eve"_qs, {core::Role::Auditor});
    scene.bring({Scene::line("A")});
    must(Scene::decide(grace, u"A"_qs));
    const QString path = file();
    must(workflow::exportDecisions(eve.ports(), eve.acting, DecisionExport::Training, path));
    QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    const auto again = workflow::exportDecisions(eve.ports(), eve.acting, DecisionExport::Training, path);
    QCOMPARE(outcome(again), u"cannot-write"_qs);
    const auto verdict = must(workflow::verifyLedger(eve.ports(), eve.acting.keyringFolder));
    QVERIFY(verdict.ok);
    int looks = 0;
    must(eve.ports().ledger.scanKinds({ledger::StatementKind::AuditOpened}, 0, verdict.size, [&](const ledger::LogRow &row) {
        const auto statement = ledger::parseEntry(row.entry).and_then(ledger::statementOf);
        looks += statement && std::get<ledger::AuditOpened>(statement->body).view == u"training";
        return true;
    }));
    QCOMPARE(looks, 1);
}

QTEST_GUILESS_MAIN(tst_SignedExport)
#include "tst_signedexport.moc"
