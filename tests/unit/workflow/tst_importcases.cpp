#include "support/ward.h"
#include "workflow/claimcase.h"
#include "workflow/masks.h"
#include "workflow/opencase.h"
#include "workflow/recorddecision.h"
#include "workflow/verifyledger.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using testsupport::Ward;

namespace {

const QString sharedData = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data");

void writeFile(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class ImportCasesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badRecordsDoNotStopTheGoodOnes();
    void theSameFileTwiceImportsNothingTwice();
    void theSameMeaningInOtherSpellingIsAlreadyThere();
    void theSameIdWithOtherContentIsRefused();
    void aNewVersionTakesThePlaceOfAnOpenCase();
    void ofTwoVersionsInOneFileTheNewerStands();
    void theSameLineWithAnotherFileBehindItIsRefused();
    void aDryRunStoresNothing();
    void aMissingFileIsARefusalAndTheOthersGoIn();
    void aCaseOfATeamThatIsNotMineIsRefused();
    void theReferenceIsNeverOnTheDesk();
    void theMaskOfASuggestionComesInWithItAndTheReferencesStaysOut();
    void unknownKeysSurvive();
    void aRuleCanReleaseWithoutAPersonAndSaysSo();
    void aStoppedImportKeepsWholeBatches();
    void everySetOfRealCasesGoesIn();
};

void ImportCasesTest::badRecordsDoNotStopTheGoodOnes()
{
    Ward ward;
    const auto report = ward.importLines({Ward::textCase(QStringLiteral("c1")), "{\"schema\":\"countersign.case/1\",\"id\":7}", "not json",
                                          Ward::textCase(QStringLiteral("c2")), Ward::textCase(QStringLiteral("c1")).replace("50 mg", "60 mg"),
                                          Ward::textCase(QStringLiteral("c2"))});
    QVERIFY(report.has_value());
    QCOMPARE(report->files.first().read, 6);
    QCOMPARE(report->files.first().alreadyThere, 1);
    QCOMPARE(report->files.first().imported, 2);
    QCOMPARE(report->files.first().refused, 3);
    QCOMPARE(report->refusals.at(0).line, 2);
    QCOMPARE(report->refusals.at(1).line, 3);
    QCOMPARE(report->refusals.at(2).line, 5);
    QCOMPARE(report->refusals.at(2).error.kind, ErrorKind::DuplicateId);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void ImportCasesTest::theSameFileTwiceImportsNothingTwice()
{
    Ward ward;
    const QList<QByteArray> lines{Ward::textCase(QStringLiteral("c1")), Ward::textCase(QStringLiteral("c2"))};
    ward.importLines(lines);
    const quint64 before = ward.ports().ledger.head()->size;
    const auto report = ward.importLines(lines);
    QCOMPARE(report->files.first().imported, 0);
    QCOMPARE(report->files.first().alreadyThere, 2);
    QCOMPARE(ward.ports().ledger.head()->size, before);
}

void ImportCasesTest::theSameMeaningInOtherSpellingIsAlreadyThere()
{
    Ward ward;
    QByteArray line = Ward::textCase(QStringLiteral("c1"));
    ward.importLines({line});
    line.replace("\":", "\" :  ");
    QCOMPARE(ward.importLines({line})->files.first().alreadyThere, 1);
}

void ImportCasesTest::theSameIdWithOtherContentIsRefused()
{
    Ward ward;
    ward.importLines({Ward::textCase(QStringLiteral("c1"))});
    const auto report = ward.importLines({Ward::textCase(QStringLiteral("c1"), QStringLiteral("other"))});
    QCOMPARE(report->files.first().refused, 1);
    QCOMPARE(report->refusals.first().error.kind, ErrorKind::ContentDiffers);
    const auto desk = openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), ward.ada().person);
    QCOMPARE(desk->record.suggestion.content.text, QStringLiteral("Take 50 mg twice daily."));
}

static QByteArray version(int number, const QString &id, const QString &text)
{
    return Ward::textCase(id, text).replace("\"kind\"", "\"version\":" + QByteArray::number(number) + ",\"kind\"");
}

void ImportCasesTest::aNewVersionTakesThePlaceOfAnOpenCase()
{
    Ward ward;
    const core::CaseId id(QStringLiteral("c1"));
    ward.importLines({Ward::textCase(id.value)});
    const auto oldClaim = claimCase(ward.ports(), ward.ada().person, id);
    QVERIFY(oldClaim);
    const auto oldDesk = openCase(ward.ports(), id, ward.ada().person);
    const auto second = ward.importLines({version(2, id.value, QStringLiteral("Take 500 mg."))});
    QCOMPARE(second->files.first().imported, 1);
    const auto desk = openCase(ward.ports(), id, ward.ada().person);
    QCOMPARE(desk->stored.row.version, 2);
    QCOMPARE(desk->record.suggestion.content.text, QStringLiteral("Take 500 mg."));

    DecisionRequest approving;
    approving.caseId = id;
    approving.verdict = core::Verdict::Approve;
    approving.fence = oldClaim->fence;
    QCOMPARE(ward.decide(ward.ada(), approving).error().kind, ErrorKind::StaleVersion);
    approving.fence.reset();
    approving.seen = SeenCase{oldDesk->stored.digest, oldDesk->record.suggestion};
    QCOMPARE(ward.decide(ward.ada(), approving).error().kind, ErrorKind::StaleVersion);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);

    QCOMPARE(ward.importLines({Ward::textCase(id.value)})->files.first().alreadyThere, 1); // as it came then
    QCOMPARE(ward.importLines({Ward::textCase(id.value, QStringLiteral("other words"))})->refusals.first().error.kind, ErrorKind::StaleVersion);
    approving.seen = SeenCase{desk->stored.digest, desk->record.suggestion};
    QVERIFY(claimCase(ward.ports(), ward.ada().person, id));
    QVERIFY(ward.decide(ward.ada(), approving));
    QCOMPARE(ward.importLines({version(3, id.value, QStringLiteral("Take 5 g."))})->refusals.first().error.kind, ErrorKind::MoveNotAllowed);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void ImportCasesTest::ofTwoVersionsInOneFileTheNewerStands()
{
    Ward ward;
    const auto report = ward.importLines({Ward::textCase(QStringLiteral("up")), version(2, QStringLiteral("up"), QStringLiteral("new")),
                                          version(2, QStringLiteral("down"), QStringLiteral("new")), Ward::textCase(QStringLiteral("down"))});
    QCOMPARE(report->files.first().imported, 3);
    QCOMPARE(report->refusals.first().error.kind, ErrorKind::StaleVersion);
    for (const char *id : {"up", "down"})
        QCOMPARE(openCase(ward.ports(), core::CaseId(QString::fromLatin1(id)), ward.ada().person)->record.suggestion.content.text, QStringLiteral("new"));
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void ImportCasesTest::theSameLineWithAnotherFileBehindItIsRefused()
{
    Ward ward;
    const QByteArray line = "{\"schema\":\"countersign.case/1\",\"id\":\"x\",\"kind\":\"scan\",\"evidence\":[{\"id\":\"p\",\"mediaType\":\"image/png\","
                            "\"file\":\"p.png\"}],\"suggestion\":{\"text\":\"t\"}}\n";
    writeFile(ward.folder() + QStringLiteral("/a/cases.jsonl"), line);
    writeFile(ward.folder() + QStringLiteral("/a/p.png"), "first");
    writeFile(ward.folder() + QStringLiteral("/b/cases.jsonl"), line);
    writeFile(ward.folder() + QStringLiteral("/b/p.png"), "second");
    const auto report = importCases(ward.ports(), ward.ada(),
                                    {ward.folder() + QStringLiteral("/a"), ward.folder() + QStringLiteral("/b")}, {});
    QCOMPARE(report->files.at(0).imported, 1);
    QCOMPARE(report->files.at(1).refused, 1);
    const auto desk = openCase(ward.ports(), core::CaseId(QStringLiteral("x")), ward.ada().person);
    QCOMPARE(*loadEvidence(ward.ports(), desk->record.evidence.first()), QByteArray("first"));
}

void ImportCasesTest::aDryRunStoresNothing()
{
    Ward ward;
    const QString path = ward.folder() + QStringLiteral("/dry.jsonl");
    writeFile(path, Ward::textCase(QStringLiteral("c1")) + "\nbroken\n");
    ImportOptions options;
    options.dryRun = true;
    const quint64 before = ward.ports().ledger.head()->size;
    const auto report = importCases(ward.ports(), ward.ada(), {path}, options);
    QCOMPARE(report->files.first().imported, 1);
    QCOMPARE(report->files.first().refused, 1);
    QCOMPARE(ward.ports().ledger.head()->size, before);
    QCOMPARE(openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), ward.ada().person).error().kind, ErrorKind::NoSuchCase);
}

void ImportCasesTest::aMissingFileIsARefusalAndTheOthersGoIn()
{
    Ward ward;
    const QString path = ward.folder() + QStringLiteral("/good.jsonl");
    writeFile(path, Ward::textCase(QStringLiteral("c1")) + '\n');
    const auto report = importCases(ward.ports(), ward.ada(), {ward.folder() + QStringLiteral("/nowhere.jsonl"), path}, {});
    QVERIFY(report.has_value());
    QCOMPARE(report->files.at(0).refused, 1);
    QCOMPARE(report->refusals.first().error.kind, ErrorKind::CannotRead);
    QCOMPARE(report->files.at(1).imported, 1);
}

void ImportCasesTest::aCaseOfATeamThatIsNotMineIsRefused()
{
    Ward ward;
    QByteArray line = Ward::textCase(QStringLiteral("c1"));
    line.insert(line.size() - 1, ",\"team\":\"elsewhere\"");
    const auto report = ward.importLines({line});
    QCOMPARE(report->refusals.first().error.kind, ErrorKind::NotAllowed);
}

void ImportCasesTest::theReferenceIsNeverOnTheDesk()
{
    Ward ward;
    const auto report = ward.importLines({"{\"id\":\"n1\",\"source\":\"s\",\"kind\":\"k\",\"evidence\":[],\"suggestion\":{\"text\":\"t\",\"model\":\"m\",\"confidence\":null},"
                                          "\"reference\":{\"text\":\"THE RIGHT ANSWER\"}}"});
    QCOMPARE(report->files.first().imported, 1);
    const auto desk = openCase(ward.ports(), core::CaseId(QStringLiteral("n1")), ward.ada().person);
    QVERIFY(desk.has_value());
    QVERIFY(desk->record.reference.isEmpty());
    QVERIFY(!desk->record.source.contains("RIGHT ANSWER"));
    QVERIFY(!desk->stored.referenceBlob.isEmpty());
    core::QueueFilter filter;
    filter.teams = ward.ada().person.teams();
    filter.text = QStringLiteral("right");
    QVERIFY(ward.ports().cases.queueKeys(filter)->isEmpty());
}

void ImportCasesTest::theMaskOfASuggestionComesInWithItAndTheReferencesStaysOut()
{
    Ward ward;
    for (const QString &name : {QStringLiteral("scan"), QStringLiteral("ai"), QStringLiteral("expert")})
        writeFile(QStringLiteral("%1/%2.png").arg(ward.folder(), name), name.toUtf8());
    const QByteArray line = "{\"id\":\"n1\",\"source\":\"s\",\"kind\":\"k\",\"evidence\":[{\"id\":\"scan \\\"1\\\"\",\"media_type\":\"image/png\",\"file\":\"scan.png\"}],"
                            "\"suggestion\":{\"fields\":{\"mask_file\":\"ai.png\"},\"model\":\"m\",\"confidence\":null},\"reference\":{\"mask_file\":\"expert.png\"}}";
    QCOMPARE(ward.importLines({line})->files.first().imported, 1);
    QCOMPARE(ward.importLines({line})->files.first().alreadyThere, 1);
    const auto desk = openCase(ward.ports(), core::CaseId(QStringLiteral("n1")), ward.ada().person);
    QCOMPARE(desk->record.evidence.size(), 2);
    const core::EvidenceItem &mask = desk->record.evidence.last();
    QCOMPARE(maskPlace(mask), (MaskPlace{QStringLiteral("scan \"1\""), true}));
    QCOMPARE(*loadEvidence(ward.ports(), mask), QByteArray("ai"));
    QCOMPARE(withoutSuggested(desk->record.evidence).size(), 1);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);

    QByteArray gone = line;
    gone.replace("n1", "n2").replace("ai.png", "nowhere.png");
    QCOMPARE(ward.importLines({gone})->refusals.first().error.kind, ErrorKind::BlobMissing);
    QByteArray outside = line;
    outside.replace("n1", "n3").replace("ai.png", "../ai.png");
    QCOMPARE(ward.importLines({outside})->files.first().imported, 1); // a name like any other
}

void ImportCasesTest::unknownKeysSurvive()
{
    Ward ward;
    QByteArray line = Ward::textCase(QStringLiteral("c1"));
    line.insert(line.size() - 1, ",\"ours\":{\"n\":1.50}");
    ward.importLines({line});
    const auto stored = ward.ports().cases.findCase(core::CaseId(QStringLiteral("c1")), ward.ada().person.teams());
    QCOMPARE((*ward.ports().blobs.loadBlob((*stored)->sourceBlob))->content, line);
}

void ImportCasesTest::aRuleCanReleaseWithoutAPersonAndSaysSo()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule trusted\nwhen-kind clinical-note\nreviewers automatic\nsigning light\n");
    ward.importTexts(1);
    const auto desk = openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), ward.ada().person);
    QCOMPARE(desk->stored.row.state, core::CaseState::Released);
    const auto release = ward.ports().decisions.standingRelease(core::CaseId(QStringLiteral("c1")), ward.ada().person.teams());
    QVERIFY(release->has_value());
    QCOMPARE((*release)->rule, QStringLiteral("trusted"));
    QVERIFY((*release)->decisions.isEmpty());
    const auto verdict = verifyLedger(ward.ports(), {});
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

void ImportCasesTest::aStoppedImportKeepsWholeBatches()
{
    Ward ward;
    const QString path = ward.folder() + QStringLiteral("/many.jsonl");
    QByteArray lines;
    for (int i = 0; i < 5000; ++i)
        lines += Ward::textCase(QStringLiteral("c%1").arg(i)) + '\n';
    writeFile(path, lines);
    std::stop_source stop;
    stop.request_stop();
    const auto report = importCases(ward.ports(), ward.ada(), {path}, {}, {}, stop.get_token());
    QVERIFY(report->cancelled);
    const auto verdict = verifyLedger(ward.ports(), {});
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

void ImportCasesTest::everySetOfRealCasesGoesIn()
{
    if (!QFileInfo::exists(sharedData))
        QSKIP("needs ../shared/data");
    Ward ward;
    const QStringList sets = QDir(sharedData).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QStringList paths;
    for (const QString &set : sets)
        paths.append(sharedData + u'/' + set + QStringLiteral("/cases.jsonl"));
    const auto report = importCases(ward.ports(), ward.ada(), paths, {});
    QVERIFY(report.has_value());
    qint64 imported = 0;
    for (const ImportedFile &file : report->files) {
        QVERIFY2(file.imported > 0, qPrintable(file.file));
        imported += file.imported;
    }
    QVERIFY2(report->refusals.isEmpty(), report->refusals.isEmpty() ? "" : qPrintable(report->refusals.first().error.where));
    QCOMPARE(imported, 1539);
    const auto verdict = verifyLedger(ward.ports(), {});
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

QTEST_GUILESS_MAIN(ImportCasesTest)
#include "tst_importcases.moc"
