// The product on one page, in process: a case file comes in, a person claims, corrects and signs, the outcome is released and the record
// holds; then the same with every real set there is.
#include "support/ward.h"
#include "workflow/claimcase.h"
#include "workflow/readings.h"
#include "workflow/verifyledger.h"

#include <QDir>
#include <QTest>

using namespace countersign;
using testsupport::Ward;

namespace {

const QString sharedData = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data");

const QByteArray note = R"({"schema":"countersign.case/1","id":"D2N068","kind":"clinical-note","title":"Follow-up","risk":"high","priority":50,)"
                        R"("evidence":[{"id":"dialogue","title":"Visit","mediaType":"text/plain","text":"[doctor] five hundred twice a day"}],)"
                        R"("suggestion":{"text":"Metformin 50 mg twice daily.","model":{"name":"scribe","version":"7.1"},"confidence":0.82}})";
const QByteArray transfer = R"({"schema":"countersign.case/1","id":"T1","kind":"agent-action","evidence":[],)"
                            R"("suggestion":{"fields":{"amount":12345678901234567890.10,"to":"DE02"}}})";

core::Result<workflow::LedgerVerdict> verify(Ward &ward)
{
    return workflow::verifyLedger(ward.ports(), ward.keyring().folder);
}

} // namespace

class JourneyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fromCaseFileToReleasedOutcome();
    void aRejectedCaseReleasesNothing();
    void fieldsLeaveWithTheDigitsTheyCameWith();
    void everyRealSetGoesInOnceAndTheRecordHolds();
};

void JourneyTest::fromCaseFileToReleasedOutcome()
{
    Ward ward;
    QCOMPARE(ward.importLines({note})->files.value(0).imported, 1);
    const auto claim = workflow::claimNextCase(ward.ports(), ward.ada().person);
    QVERIFY(claim);
    QCOMPARE(claim->caseId.value, QStringLiteral("D2N068"));
    const auto desk = workflow::openCase(ward.ports(), claim->caseId, ward.ada().person);
    QVERIFY(desk);
    QCOMPARE(desk->record.suggestion.content.text, QStringLiteral("Metformin 50 mg twice daily."));

    workflow::DecisionRequest request;
    request.caseId = claim->caseId;
    request.verdict = core::Verdict::Edit;
    request.outcome = core::Content{core::Content::Form::Text, QStringLiteral("Metformin 500 mg twice daily."), {}};
    request.rationale = QStringLiteral("Dose misread.");
    request.reasons = {QStringLiteral("dose-wrong")};
    request.fence = claim->fence;
    const auto receipt = ward.decide(ward.ada(), request);
    QVERIFY(receipt);
    QVERIFY(receipt->released);

    const auto reader = workflow::readingPerson(ward.ports());
    const auto outcome = workflow::waitForOutcome(ward.ports(), *reader, claim->caseId, std::chrono::milliseconds(0));
    QVERIFY(outcome);
    QCOMPARE(outcome->outcome->text, QStringLiteral("Metformin 500 mg twice daily."));
    QCOMPARE(outcome->row.decisions, QList<core::StatementId>{receipt->id});
    const auto page = workflow::openDecision(ward.ports(), receipt->id, *reader);
    QVERIFY(page);
    QCOMPARE(page->row.reviewerName, QStringLiteral("Dr. Ada Mwangi"));
    QCOMPARE(page->rationale, QStringLiteral("Dose misread."));
    QVERIFY(page->statement.contains("verdict edit\n"));
    QVERIFY(verify(ward)->ok);
}

void JourneyTest::aRejectedCaseReleasesNothing()
{
    Ward ward;
    QCOMPARE(ward.importLines({note})->files.value(0).imported, 1);
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(QStringLiteral("D2N068"));
    request.verdict = core::Verdict::Reject;
    request.rationale = QStringLiteral("Not this visit.");
    const auto receipt = ward.decide(ward.ada(), request);
    QVERIFY(receipt);
    QCOMPARE(receipt->state, core::CaseState::Closed);
    const auto reader = workflow::readingPerson(ward.ports());
    QVERIFY(workflow::releasedAfter(ward.ports(), *reader, {}, 0)->isEmpty());
    const auto waited = workflow::waitForOutcome(ward.ports(), *reader, request.caseId, std::chrono::milliseconds(0));
    QVERIFY(!waited);
    QCOMPARE(waited.error().kind, core::ErrorKind::NotReleasedYet);
    QVERIFY(verify(ward)->ok);
}

void JourneyTest::fieldsLeaveWithTheDigitsTheyCameWith()
{
    Ward ward;
    QCOMPARE(ward.importLines({transfer})->files.value(0).imported, 1);
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(QStringLiteral("T1"));
    QVERIFY(ward.decide(ward.ada(), request));
    const auto reader = workflow::readingPerson(ward.ports());
    const auto released = workflow::releasedAfter(ward.ports(), *reader, {}, 0);
    QVERIFY(released);
    QCOMPARE(released->value(0).outcome->fields, QByteArray(R"({"amount":12345678901234567890.10,"to":"DE02"})"));
}

void JourneyTest::everyRealSetGoesInOnceAndTheRecordHolds()
{
    const QStringList sets = QDir(sharedData).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    if (sets.isEmpty())
        QSKIP("../shared/data is not here");
    Ward ward;
    QStringList folders;
    for (const QString &set : sets)
        folders.append(sharedData + u'/' + set);
    for (const bool again : {false, true}) {
        const auto report = workflow::importCases(ward.ports(), ward.ada(), folders, {});
        QVERIFY(report);
        QCOMPARE(report->files.size(), folders.size());
        for (const workflow::ImportedFile &file : report->files) {
            QVERIFY2(file.read > 0 && file.refused == 0, qPrintable(file.file));
            QCOMPARE(again ? file.alreadyThere : file.imported, file.read);
        }
    }
    for (int i = 0; i < 20; ++i) {
        const auto claim = workflow::claimNextCase(ward.ports(), ward.ada().person);
        QVERIFY(claim);
        workflow::DecisionRequest request;
        request.caseId = claim->caseId;
        request.fence = claim->fence;
        QVERIFY(ward.decide(ward.ada(), request));
    }
    const auto verdict = verify(ward);
    QVERIFY(verdict);
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

QTEST_GUILESS_MAIN(JourneyTest)
#include "tst_journey.moc"
