#include "support/ward.h"
#include "workflow/claimcase.h"
#include "workflow/readings.h"
#include "workflow/verifyledger.h"

#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using core::Verdict;
using testsupport::Ward;

namespace {

DecisionRequest request(const QString &id, Verdict verdict, const QString &rationale = {})
{
    DecisionRequest made;
    made.caseId = core::CaseId(id);
    made.verdict = verdict;
    made.rationale = rationale;
    return made;
}

DecisionRequest editing(const QString &id, const QString &text)
{
    DecisionRequest made = request(id, Verdict::Edit, QStringLiteral("dose misread"));
    made.outcome = core::Content{core::Content::Form::Text, text, {}};
    return made;
}

core::CaseState stateOf(Ward &ward, const QString &id)
{
    return openCase(ward.ports(), core::CaseId(id), ward.ada().person)->stored.row.state;
}

} // namespace

class RecordDecisionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anApprovalReleasesTheTextAsReceived();
    void anEditReleasesTheCorrectedText();
    void aRejectionReleasesNothing();
    void fieldsKeepTheirDigits();
    void refusesEditedFieldsThatDoNotFitTheForm();
    void refusesEditWithoutChange();
    void refusesDecisionWithoutRationale();
    void aRefusedDecisionGivesBackWhatItTookAndNothingElse();
    void refusesAnotherVersionThanTheOneRead();
    void refusesSecondDecisionOnACase();
    void refusesACaseThatSomebodyElseHas();
    void refusesAnOldFence();
    void anExpiredClaimNobodyTookMayStillDecideAndIsMarkedLate();
    void refusesPeopleWithoutTheRole();
    void refusesADisabledPersonWhoIsStillSignedIn();
    void theSameIdAnswersTheSameReceipt();
    void anEscalatedCaseWaitsForAnotherSupervisor();
    void twoReviewersWhoDisagreeNeedAThird();
    void twoReviewersWhoAgreeReleaseTogether();
    void aCorrectionRecallsAndReleasesAgain();
    void aWindowHoldsAnOutcomeUntilItIsOver();
    void whileHeldACorrectionReplacesSilently();
    void afterTheWindowACorrectionIsARecallEvenIfNobodyLooked();
    void onlyTheirOwnDecisionIsCorrected();
    void everyRefusalLeavesTheLogAsItWas();
    void theWholeRecordVerifies();
};

void RecordDecisionTest::anApprovalReleasesTheTextAsReceived()
{
    Ward ward;
    ward.importLines({Ward::textCase(QStringLiteral("c1"), QStringLiteral("A\\r\\nB\\u0301  \\ud83d\\ude00"))});
    const auto receipt = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve));
    QVERIFY(receipt.has_value());
    QVERIFY(receipt->released);
    const auto released = releasedAfter(ward.ports(), ward.ada().person, {}, 0);
    QCOMPARE(released->size(), 1);
    QCOMPARE(released->first().outcome->text, QStringLiteral("A\r\nB\u0301  \U0001F600"));
    QCOMPARE(released->first().row.decisions, QList{receipt->id});
    QVERIFY(released->first().row.seq > receipt->logIndex);
}

void RecordDecisionTest::anEditReleasesTheCorrectedText()
{
    Ward ward;
    ward.importTexts(1);
    const auto receipt = ward.decide(ward.ada(), editing(QStringLiteral("c1"), QStringLiteral("Take 500 mg twice daily.")));
    QVERIFY(receipt.has_value());
    const auto page = openDecision(ward.ports(), receipt->id, ward.ada().person);
    QCOMPARE(page->outcome->text, QStringLiteral("Take 500 mg twice daily."));
    QCOMPARE(page->rationale, QStringLiteral("dose misread"));
    QCOMPARE(page->record.suggestion.content.text, QStringLiteral("Take 50 mg twice daily."));
    QVERIFY(page->statement.contains("meaning I have reviewed this case against its evidence and approve the edited text."));
}

void RecordDecisionTest::aRejectionReleasesNothing()
{
    Ward ward;
    ward.importTexts(1);
    const auto receipt = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Reject, QStringLiteral("wrong patient")));
    QVERIFY(receipt.has_value());
    QVERIFY(!receipt->released);
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Closed);
    QVERIFY(releasedAfter(ward.ports(), ward.ada().person, {}, 0)->isEmpty());
}

void RecordDecisionTest::fieldsKeepTheirDigits()
{
    Ward ward;
    const QByteArray fields = "{\"amount\": 12345678901234567890.4500,  \"code\":\"007\"}";
    ward.importLines({"{\"schema\":\"countersign.case/1\",\"id\":\"f1\",\"kind\":\"loan\",\"evidence\":[],\"suggestion\":{\"fields\":" + fields + "}}"});
    QVERIFY(ward.decide(ward.ada(), request(QStringLiteral("f1"), Verdict::Approve)).has_value());
    QCOMPARE(releasedAfter(ward.ports(), ward.ada().person, {}, 0)->first().outcome->fields, fields);
}

void RecordDecisionTest::refusesEditedFieldsThatDoNotFitTheForm()
{
    Ward ward;
    QVERIFY(ward.importLines({"{\"schema\":\"countersign.case/1\",\"id\":\"f\",\"kind\":\"loan\",\"evidence\":[{\"id\":\"e\",\"mediaType\":\"text/plain\","
                              "\"text\":\"x\"}],\"suggestion\":{\"fields\":{\"rate\":5,\"grade\":\"Z\"},\"form\":{\"properties\":"
                              "{\"rate\":{\"maximum\":10},\"grade\":{\"enum\":[\"A\",\"B\"]}}}}}"}));
    DecisionRequest made = request(QStringLiteral("f"), Verdict::Edit, QStringLiteral("rate misread"));
    made.outcome = core::Content{core::Content::Form::Fields, {}, "{\"rate\":50,\"grade\":\"Z\"}"};
    const auto refused = ward.decide(ward.ada(), made);
    QCOMPARE(refused.error().kind, ErrorKind::BadValue);
    QCOMPARE(refused.error().where, QStringLiteral("/rate"));
    made.outcome->fields = "{\"rate\":7,\"grade\":\"Z\"}"; // the suggestion's own misfit is not held against the reviewer
    QVERIFY(ward.decide(ward.ada(), made));
}

void RecordDecisionTest::refusesEditWithoutChange()
{
    Ward ward;
    ward.importTexts(1);
    const auto receipt = ward.decide(ward.ada(), editing(QStringLiteral("c1"), QStringLiteral("Take 50 mg twice daily.")));
    QCOMPARE(receipt.error().kind, ErrorKind::OutcomeUnchanged);
    DecisionRequest empty = request(QStringLiteral("c1"), Verdict::Edit, QStringLiteral("why"));
    QCOMPARE(ward.decide(ward.ada(), empty).error().kind, ErrorKind::OutcomeMissing);
}

void RecordDecisionTest::refusesDecisionWithoutRationale()
{
    Ward ward;
    ward.importTexts(1);
    QCOMPARE(ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Reject, QStringLiteral(" \n "))).error().kind, ErrorKind::RationaleMissing);
    DecisionRequest edit = editing(QStringLiteral("c1"), QStringLiteral("other"));
    edit.rationale.clear();
    QCOMPARE(ward.decide(ward.ada(), edit).error().kind, ErrorKind::RationaleMissing);
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Open);
}

void RecordDecisionTest::aRefusedDecisionGivesBackWhatItTookAndNothingElse()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    ward.importTexts(1);
    const core::CaseId id(QStringLiteral("c1"));
    QVERIFY(!ward.decide(ward.ada(), request(id.value, Verdict::Reject)));
    QVERIFY(claimCase(ward.ports(), ben.person, id));
    QVERIFY(!ward.decide(ben, request(id.value, Verdict::Reject)));
    QVERIFY(ward.ports().cases.claimOf(id, ben.person)->has_value());
}

void RecordDecisionTest::refusesAnotherVersionThanTheOneRead()
{
    Ward ward;
    ward.importTexts(1);
    DecisionRequest read = request(QStringLiteral("c1"), Verdict::Approve);
    read.version = 2;
    QCOMPARE(ward.decide(ward.ada(), read).error().kind, ErrorKind::StaleVersion);
    read.version = 1;
    QVERIFY(ward.decide(ward.ada(), read));
}

void RecordDecisionTest::refusesSecondDecisionOnACase()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    ward.importTexts(1);
    QVERIFY(ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve)).has_value());
    QCOMPARE(ward.decide(ben, request(QStringLiteral("c1"), Verdict::Approve)).error().kind, ErrorKind::MoveNotAllowed);
    QCOMPARE(ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve)).error().kind, ErrorKind::MoveNotAllowed);
}

void RecordDecisionTest::refusesACaseThatSomebodyElseHas()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    ward.importTexts(1);
    QVERIFY(claimCase(ward.ports(), ben.person, core::CaseId(QStringLiteral("c1"))).has_value());
    QCOMPARE(ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve)).error().kind, ErrorKind::ClaimHeld);
    QVERIFY(ward.decide(ben, request(QStringLiteral("c1"), Verdict::Approve)).has_value());
}

void RecordDecisionTest::refusesAnOldFence()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    ward.importTexts(1);
    const auto mine = claimCase(ward.ports(), ward.ada().person, core::CaseId(QStringLiteral("c1")));
    ward.clock().advance(11 * 60);
    QVERIFY(claimCase(ward.ports(), ben.person, core::CaseId(QStringLiteral("c1"))).has_value());
    ward.clock().advance(11 * 60);
    QVERIFY(claimCase(ward.ports(), ward.ada().person, core::CaseId(QStringLiteral("c1"))).has_value());
    DecisionRequest late = request(QStringLiteral("c1"), Verdict::Approve);
    late.fence = mine->fence;
    QCOMPARE(ward.decide(ward.ada(), late).error().kind, ErrorKind::ClaimLost);
}

void RecordDecisionTest::anExpiredClaimNobodyTookMayStillDecideAndIsMarkedLate()
{
    Ward ward;
    ward.importTexts(1);
    const auto claim = claimCase(ward.ports(), ward.ada().person, core::CaseId(QStringLiteral("c1")));
    ward.clock().advance(3600);
    DecisionRequest late = request(QStringLiteral("c1"), Verdict::Approve);
    late.fence = claim->fence;
    const auto receipt = ward.decide(ward.ada(), late);
    QVERIFY(receipt.has_value());
    QVERIFY(receipt->late);
    const auto lines = ledgerSince(ward.ports(), receipt->logIndex, 0);
    QCOMPARE(lines->at(0).flags, QStringList{QStringLiteral("late")});
    QCOMPARE(lines->at(1).kind, QStringLiteral("claim.expired-decided"));
}

void RecordDecisionTest::refusesPeopleWithoutTheRole()
{
    Ward ward;
    ward.importTexts(1);
    int number = 0;
    for (const core::Role role : {core::Role::Administrator, core::Role::Auditor, core::Role::Compliance, core::Role::Submitter}) {
        const ActingPerson person = ward.join(QStringLiteral("p%1").arg(++number), {role});
        QCOMPARE(ward.decide(person, request(QStringLiteral("c1"), Verdict::Approve)).error().kind, ErrorKind::NotAllowed);
    }
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Open);
}

void RecordDecisionTest::refusesADisabledPersonWhoIsStillSignedIn()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    ward.importTexts(1);
    QVERIFY(claimCase(ward.ports(), ben.person, core::CaseId(QStringLiteral("c1"))).has_value());
    QVERIFY(disablePerson(ward.ports(), ward.ada(), ben.person.id, QStringLiteral("left")).has_value());
    QCOMPARE(ward.decide(ben, request(QStringLiteral("c1"), Verdict::Approve)).error().kind, ErrorKind::PersonDisabled);
}

void RecordDecisionTest::theSameIdAnswersTheSameReceipt()
{
    Ward ward;
    ward.importTexts(2);
    DecisionRequest once = request(QStringLiteral("c1"), Verdict::Approve);
    once.id = core::newStatementId(ward.clock().now().toMSecsSinceEpoch());
    const auto first = ward.decide(ward.ada(), once);
    const auto again = ward.decide(ward.ada(), once);
    QVERIFY(again.has_value());
    QCOMPARE(again->logIndex, first->logIndex);
    QCOMPARE(again->leafHash, first->leafHash);
    once.caseId = core::CaseId(QStringLiteral("c2"));
    QCOMPARE(ward.decide(ward.ada(), once).error().kind, ErrorKind::ContentDiffers);
}

void RecordDecisionTest::anEscalatedCaseWaitsForAnotherSupervisor()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    const ActingPerson cleo = ward.join(QStringLiteral("cleo"), {core::Role::Supervisor});
    ward.importTexts(1);
    QVERIFY(ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Escalate)).has_value());
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Escalated);
    QVERIFY(!ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve)));
    QVERIFY(!ward.decide(ben, request(QStringLiteral("c1"), Verdict::Approve)));
    const auto receipt = ward.decide(cleo, request(QStringLiteral("c1"), Verdict::Approve));
    QVERIFY(receipt.has_value());
    QVERIFY(receipt->released);
}

void RecordDecisionTest::twoReviewersWhoDisagreeNeedAThird()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n");
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    const ActingPerson cleo = ward.join(QStringLiteral("cleo"), {core::Role::Reviewer});
    ward.importTexts(1);
    QVERIFY(ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve)).has_value());
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Open);
    QVERIFY(openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), ben.person)->decisions.isEmpty());
    QVERIFY(!ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve)));
    QVERIFY(ward.decide(ben, editing(QStringLiteral("c1"), QStringLiteral("other"))).has_value());
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Disputed);
    QVERIFY(!ward.decide(ben, request(QStringLiteral("c1"), Verdict::Approve)));
    QVERIFY(ward.decide(cleo, request(QStringLiteral("c1"), Verdict::Approve)).has_value());
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Released);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void RecordDecisionTest::twoReviewersWhoAgreeReleaseTogether()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n");
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    ward.importTexts(1);
    const auto first = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve));
    QVERIFY(!first->released);
    const auto second = ward.decide(ben, request(QStringLiteral("c1"), Verdict::Approve));
    QVERIFY(second->released);
    QCOMPARE(releasedAfter(ward.ports(), ward.ada().person, {}, 0)->first().row.decisions, (QList{first->id, second->id}));
    const auto verdict = verifyLedger(ward.ports(), {});
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

void RecordDecisionTest::aWindowHoldsAnOutcomeUntilItIsOver()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule slow\nreviewers one\nwindow 600\nsigning light\n");
    ward.importTexts(1);
    const auto receipt = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve));
    QCOMPARE(receipt->state, core::CaseState::Held);
    ward.clock().advance(599);
    QVERIFY(releasedAfter(ward.ports(), ward.ada().person, {}, 0)->isEmpty());
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
    ward.clock().advance(1);
    QCOMPARE(releasedAfter(ward.ports(), ward.ada().person, {}, 0)->first().row.decisions, QList{receipt->id});
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Released);
    QCOMPARE(releasedAfter(ward.ports(), ward.ada().person, {}, 0)->size(), 1);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void RecordDecisionTest::whileHeldACorrectionReplacesSilently()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule slow\nreviewers one\nwindow 600\nsigning light\n");
    ward.importTexts(1);
    const auto first = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve));
    ward.clock().advance(300);
    DecisionRequest correction = editing(QStringLiteral("c1"), QStringLiteral("Take 500 mg."));
    correction.supersedes = first->id;
    const auto second = ward.decide(ward.ada(), correction);
    QVERIFY(second.has_value());
    QCOMPARE(second->state, core::CaseState::Held);
    ward.clock().advance(600);
    const auto released = releasedAfter(ward.ports(), ward.ada().person, {}, 0);
    QCOMPARE(released->size(), 1);
    QCOMPARE(released->first().outcome->text, QStringLiteral("Take 500 mg."));
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void RecordDecisionTest::afterTheWindowACorrectionIsARecallEvenIfNobodyLooked()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule slow\nreviewers one\nwindow 600\nsigning light\n");
    ward.importTexts(1);
    const auto first = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve));
    ward.clock().advance(3600);
    DecisionRequest correction = request(QStringLiteral("c1"), Verdict::Reject, QStringLiteral("wrong patient"));
    correction.supersedes = first->id;
    QVERIFY(ward.decide(ward.ada(), correction).has_value());
    const auto released = releasedAfter(ward.ports(), ward.ada().person, {}, 0);
    QCOMPARE(released->size(), 2);
    QVERIFY(released->at(1).row.recall);
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Closed);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void RecordDecisionTest::aCorrectionRecallsAndReleasesAgain()
{
    Ward ward;
    ward.importTexts(1);
    const auto first = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve));
    DecisionRequest correction = editing(QStringLiteral("c1"), QStringLiteral("Take 500 mg."));
    correction.supersedes = first->id;
    QVERIFY(ward.decide(ward.ada(), correction).has_value());
    const auto released = releasedAfter(ward.ports(), ward.ada().person, {}, 0);
    QCOMPARE(released->size(), 3);
    QVERIFY(!released->at(0).row.recall);
    QVERIFY(released->at(1).row.recall);
    QCOMPARE(released->at(1).row.ofSeq, std::optional(released->at(0).row.seq));
    QCOMPARE(released->at(2).outcome->text, QStringLiteral("Take 500 mg."));
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void RecordDecisionTest::onlyTheirOwnDecisionIsCorrected()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    ward.importTexts(1);
    const auto first = ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Approve));
    DecisionRequest correction = request(QStringLiteral("c1"), Verdict::Reject, QStringLiteral("no"));
    correction.supersedes = first->id;
    QCOMPARE(ward.decide(ben, correction).error().kind, ErrorKind::NotAllowed);
}

void RecordDecisionTest::everyRefusalLeavesTheLogAsItWas()
{
    Ward ward;
    ward.importTexts(1);
    const quint64 before = ward.ports().ledger.head()->size;
    QVERIFY(!ward.decide(ward.ada(), request(QStringLiteral("c1"), Verdict::Reject)));
    QVERIFY(!ward.decide(ward.ada(), request(QStringLiteral("nowhere"), Verdict::Approve)));
    DecisionRequest invented = request(QStringLiteral("c1"), Verdict::Approve);
    invented.fence = 99;
    QVERIFY(!ward.decide(ward.ada(), invented));
    DecisionRequest badReason = request(QStringLiteral("c1"), Verdict::Approve);
    badReason.reasons = {QString()};
    QVERIFY(!ward.decide(ward.ada(), badReason));
    QCOMPARE(ward.ports().ledger.head()->size, before);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void RecordDecisionTest::theWholeRecordVerifies()
{
    Ward ward;
    ward.importTexts(12);
    const Verdict verdicts[] = {Verdict::Approve, Verdict::Reject, Verdict::Escalate};
    for (int i = 1; i <= 9; ++i)
        QVERIFY(ward.decide(ward.ada(), request(QStringLiteral("c%1").arg(i), verdicts[i % 3], QStringLiteral("because"))).has_value());
    const auto verdict = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
    QCOMPARE(verdict->checked, ward.ports().ledger.head()->size);
    QCOMPARE(verdict->root, ledgerCheckpoint(ward.ports())->root);
}

QTEST_GUILESS_MAIN(RecordDecisionTest)
#include "tst_recorddecision.moc"
