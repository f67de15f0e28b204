// Recall, withdrawal, redaction and correction: which moves a case can make, what follows from them, and what is left of a text.
#include "support/ward.h"
#include "workflow/claimcase.h"
#include "workflow/readings.h"
#include "workflow/recallcase.h"
#include "workflow/redactcase.h"
#include "workflow/verifyledger.h"
#include "workflow/withdrawcase.h"

#include <QDir>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::CaseState;
using core::ErrorKind;
using core::Move;
using core::Role;
using core::Verdict;
using testsupport::Ward;

namespace {

const QString c1 = QStringLiteral("c1");

DecisionRequest request(Verdict verdict, const QString &text = QStringLiteral("Take 500 mg twice daily."))
{
    DecisionRequest made;
    made.caseId = core::CaseId(c1);
    made.verdict = verdict;
    if (verdict != Verdict::Approve)
        made.rationale = QStringLiteral("dose misread");
    if (verdict == Verdict::Edit)
        made.outcome = core::Content{core::Content::Form::Text, text, {}};
    return made;
}

DecisionRequest correcting(const core::StatementId &id, Verdict verdict)
{
    DecisionRequest made = request(verdict, QStringLiteral("Take 250 mg twice daily."));
    made.supersedes = id;
    return made;
}

MoveRequest why(const QString &words = QStringLiteral("the patient asked for it"))
{
    return {core::CaseId(c1), words, {}};
}

CaseState stateOf(Ward &ward)
{
    return openCase(ward.ports(), core::CaseId(c1), ward.ada().person)->stored.row.state;
}

const QByteArray withWindow = "countersign.policy/v1\nversion 2\nrule slow\nreviewers one\nwindow 3600\nsigning light\n";
const QByteArray withTwo = "countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n";

// A store with the case c1 in the state asked for, and everybody who might move it.
struct Scene {
    Ward ward;
    ActingPerson ben, sue, cleo;
    core::StatementId decision; // Ben's, where there is one

    explicit Scene(CaseState state)
        : ben(ward.join(QStringLiteral("ben"), {Role::Reviewer})), sue(ward.join(QStringLiteral("sue"), {Role::Supervisor})),
          cleo(ward.join(QStringLiteral("cleo"), {Role::Compliance}))
    {
        if (state == CaseState::Held)
            ward.adoptPolicy(withWindow);
        else if (state == CaseState::Disputed)
            ward.adoptPolicy(withTwo);
        ward.importTexts(1);
        if (state == CaseState::Escalated)
            decide(Verdict::Escalate);
        else if (state == CaseState::Held || state == CaseState::Released)
            decide(Verdict::Edit);
        else if (state == CaseState::Closed)
            decide(Verdict::Reject);
        else if (state == CaseState::Disputed && ward.decide(ward.ada(), request(Verdict::Approve)))
            decide(Verdict::Reject);
        else if (state == CaseState::Withdrawn)
            (void)withdrawCase(ward.ports(), sue, why());
        else if (state == CaseState::Redacted)
            (void)redactCase(ward.ports(), cleo, why());
    }
    void decide(Verdict verdict)
    {
        if (const auto receipt = ward.decide(ben, request(verdict)))
            decision = receipt->id;
    }
    bool verifies()
    {
        const auto verdict = verifyLedger(ward.ports(), {});
        if (verdict && !verdict->ok)
            qWarning("%s", qPrintable(verdict->why));
        return verdict && verdict->ok;
    }
};

// The moves as people make them; what the tables allow and what they do must be the same thing.
core::Result<CaseState> attempt(Scene &scene, Move move)
{
    const auto stateOfMove = [](const MoveReceipt &receipt) { return receipt.state; };
    const auto stateOfDecision = [](const DecisionReceipt &receipt) { return receipt.state; };
    Ward &ward = scene.ward;
    switch (move) {
    case Move::Recall:
        return recallCase(ward.ports(), scene.sue, why()).map(stateOfMove);
    case Move::Withdraw:
        return withdrawCase(ward.ports(), scene.sue, why()).map(stateOfMove);
    case Move::Redact:
        return redactCase(ward.ports(), scene.cleo, why()).map([](const RedactionReceipt &receipt) { return receipt.move.state; });
    case Move::Supersede:
        return ward.decide(scene.ben, correcting(scene.decision, Verdict::Edit)).map(stateOfDecision);
    case Move::Resolve:
        return ward.decide(scene.sue, request(Verdict::Edit)).map(stateOfDecision);
    case Move::Decide:
        return ward.decide(scene.ben, request(Verdict::Approve)).map(stateOfDecision);
    default:
        return ward.decide(scene.ben, request(Verdict::Escalate)).map(stateOfDecision);
    }
}

QByteArray wholeFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList filesWith(const QString &folder, const QByteArray &word)
{
    QStringList found;
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("ward.countersign*")}, QDir::Files);
    for (const QFileInfo &file : files)
        if (wholeFile(file.filePath()).toLower().contains(word.toLower()))
            found.append(file.fileName());
    return found;
}

} // namespace

class CaseMovesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMoveFromEveryStateIsAsTheTableSays_data();
    void everyMoveFromEveryStateIsAsTheTableSays();
    void whoMayMoveACase();
    void refusesAMoveWithoutAReason();
    void aRecalledCaseIsDecidedAnewByTheSamePerson();
    void anAutomaticReleaseCanBeRecalled();
    void aSecondRecallNamesTheNewRelease();
    void withdrawingWhatWasReleasedRecallsItDownstream();
    void aHeldCaseThatIsWithdrawnIsNeverReleased();
    void whoeverHeldAWithdrawnCaseCannotDecideIt();
    void aSubmitterWithdrawsOnlyTheirOwn();
    void oneOfTwoWhoAgreedCannotCorrectAlone();
    void aDisputedViewIsNotCorrectedOnceAThirdPersonSettledIt();
    void redactionLeavesNoWordInAnyFile();
    void redactingOneCaseLeavesItsNeighboursFindable();
    void aRedactedTextIsMissedByNobodyElse();
    void noDraftOfARedactedCaseIsKept();
    void deletingATextWithoutARedactionIsNoticed();
};

void CaseMovesTest::everyMoveFromEveryStateIsAsTheTableSays_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("move");
    for (int from = 0; from < core::caseStateCount; ++from)
        for (const Move move : {Move::Decide, Move::Escalate, Move::Resolve, Move::Supersede, Move::Recall, Move::Withdraw, Move::Redact})
            QTest::addRow("%s %s", qPrintable(core::stateName(CaseState(from))), qPrintable(core::moveName(move))) << from << int(move);
}

void CaseMovesTest::everyMoveFromEveryStateIsAsTheTableSays()
{
    QFETCH(int, from);
    QFETCH(int, move);
    Scene scene{CaseState(from)};
    QCOMPARE(stateOf(scene.ward), CaseState(from));
    if (Move(move) == Move::Supersede && scene.decision.isEmpty())
        scene.decision = core::newStatementId(0);
    bool possible = false;
    for (int to = 0; to < core::caseStateCount; ++to)
        possible = possible || core::allowed(CaseState(from), Move(move), CaseState(to));
    const quint64 before = scene.ward.ports().ledger.head()->size;
    const auto done = attempt(scene, Move(move));
    QCOMPARE(done.has_value(), possible);
    if (done) {
        QVERIFY(core::allowed(CaseState(from), Move(move), *done));
        QCOMPARE(stateOf(scene.ward), *done);
        QVERIFY(scene.ward.ports().ledger.head()->size > before);
    } else {
        QCOMPARE(core::exitCode(done.error().kind) >= 3, true);
        QCOMPARE(stateOf(scene.ward), CaseState(from));
        QCOMPARE(scene.ward.ports().ledger.head()->size, before);
    }
    QVERIFY(scene.verifies());
}

void CaseMovesTest::whoMayMoveACase()
{
    Scene scene(CaseState::Released);
    Ward &ward = scene.ward;
    for (const ActingPerson &person : {scene.ben, scene.cleo})
        QCOMPARE(recallCase(ward.ports(), person, why()).error().kind, ErrorKind::NotAllowed);
    for (const ActingPerson &person : {scene.ben, scene.cleo})
        QCOMPARE(withdrawCase(ward.ports(), person, why()).error().kind, ErrorKind::NotAllowed);
    for (const ActingPerson &person : {scene.ben, scene.sue})
        QCOMPARE(redactCase(ward.ports(), person, why()).error().kind, ErrorKind::NotAllowed);
    MoveRequest elsewhere = why();
    elsewhere.caseId = core::CaseId(QStringLiteral("nowhere"));
    QCOMPARE(recallCase(ward.ports(), scene.sue, elsewhere).error().kind, ErrorKind::NoSuchCase);
    QVERIFY(disablePerson(ward.ports(), ward.ada(), scene.sue.person.id, QStringLiteral("left")).has_value());
    QCOMPARE(recallCase(ward.ports(), scene.sue, why()).error().kind, ErrorKind::PersonDisabled);
    QCOMPARE(stateOf(ward), CaseState::Released);
}

void CaseMovesTest::refusesAMoveWithoutAReason()
{
    Scene scene(CaseState::Released);
    QCOMPARE(recallCase(scene.ward.ports(), scene.sue, why(QStringLiteral(" \n"))).error().kind, ErrorKind::RationaleMissing);
    QCOMPARE(withdrawCase(scene.ward.ports(), scene.sue, why({})).error().kind, ErrorKind::RationaleMissing);
    QCOMPARE(redactCase(scene.ward.ports(), scene.cleo, why({})).error().kind, ErrorKind::RationaleMissing);
    MoveRequest coded = why({});
    coded.reasons = {QStringLiteral("wrong-patient")};
    QVERIFY(recallCase(scene.ward.ports(), scene.sue, coded).has_value());
}

void CaseMovesTest::aRecalledCaseIsDecidedAnewByTheSamePerson()
{
    Scene scene(CaseState::Released);
    Ward &ward = scene.ward;
    const auto recalled = recallCase(ward.ports(), scene.sue, why());
    QVERIFY(recalled.has_value());
    QVERIFY(recalled->recalled.has_value());
    const auto open = openCase(ward.ports(), core::CaseId(c1), scene.ben.person);
    QCOMPARE(open->decisions.size(), 1);
    QVERIFY(!open->decisions.first().stands);
    QCOMPARE(ward.decide(scene.ben, correcting(scene.decision, Verdict::Edit)).error().kind, ErrorKind::MoveNotAllowed);
    const auto again = ward.decide(scene.ben, request(Verdict::Approve));
    QVERIFY(again.has_value());
    QVERIFY(again->released);
    const auto released = releasedAfter(ward.ports(), scene.ben.person, {}, 0);
    QCOMPARE(released->size(), 3);
    QVERIFY(released->at(1).row.recall);
    QCOMPARE(released->at(1).row.ofSeq, std::optional(released->at(0).row.seq));
    QVERIFY(!released->at(2).row.recall);
    QVERIFY(scene.verifies());
}

void CaseMovesTest::anAutomaticReleaseCanBeRecalled()
{
    Scene scene(CaseState::Open);
    Ward &ward = scene.ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule low\nreviewers automatic\nsigning light\n");
    QVERIFY(ward.importLines({Ward::textCase(QStringLiteral("a1"))}).has_value());
    MoveRequest request = why();
    request.caseId = core::CaseId(QStringLiteral("a1"));
    QVERIFY(recallCase(ward.ports(), scene.sue, request).has_value());
    DecisionRequest decision;
    decision.caseId = request.caseId;
    QVERIFY(ward.decide(scene.ben, decision).has_value());
    QVERIFY(scene.verifies());
}

void CaseMovesTest::aSecondRecallNamesTheNewRelease()
{
    Scene scene(CaseState::Released);
    const auto first = recallCase(scene.ward.ports(), scene.sue, why());
    QVERIFY(scene.ward.decide(scene.ben, request(Verdict::Escalate)).has_value());
    QVERIFY(scene.ward.decide(scene.sue, request(Verdict::Edit)).has_value());
    const auto second = recallCase(scene.ward.ports(), scene.sue, why());
    QVERIFY(second.has_value());
    QVERIFY(*second->recalled > *first->recalled);
    QVERIFY(scene.ward.decide(scene.ben, request(Verdict::Escalate)).has_value()); // the slot of the first resolution serves again
    QVERIFY(scene.ward.decide(scene.sue, request(Verdict::Reject)).has_value());
    QCOMPARE(scene.ward.ports().cases.slotsOf(core::CaseId(c1), core::TeamId(QStringLiteral("main")))->size(), 2);
    QVERIFY(scene.verifies());
}

void CaseMovesTest::withdrawingWhatWasReleasedRecallsItDownstream()
{
    Scene scene(CaseState::Released);
    const auto withdrawn = withdrawCase(scene.ward.ports(), scene.sue, why());
    QVERIFY(withdrawn->recalled.has_value());
    const auto rows = releasedAfter(scene.ward.ports(), scene.sue.person, withdrawn->recalled, 0);
    QCOMPARE(rows->size(), 1);
    QVERIFY(rows->first().row.recall);
    const auto waited = waitForOutcome(scene.ward.ports(), scene.sue.person, core::CaseId(c1), std::chrono::milliseconds(0));
    QCOMPARE(waited.error().kind, ErrorKind::NotReleasedYet);
    QCOMPARE(waited.error().detail, QStringLiteral("withdrawn"));
}

void CaseMovesTest::aHeldCaseThatIsWithdrawnIsNeverReleased()
{
    Scene scene(CaseState::Held);
    QVERIFY(!withdrawCase(scene.ward.ports(), scene.sue, why())->recalled.has_value());
    scene.ward.clock().advance(7200);
    QVERIFY(releasedAfter(scene.ward.ports(), scene.sue.person, {}, 0)->isEmpty());
    QVERIFY(scene.verifies());
}

void CaseMovesTest::whoeverHeldAWithdrawnCaseCannotDecideIt()
{
    Scene scene(CaseState::Open);
    const auto claim = claimCase(scene.ward.ports(), scene.ben.person, core::CaseId(c1));
    QVERIFY(claim.has_value());
    QVERIFY(withdrawCase(scene.ward.ports(), scene.sue, why()).has_value());
    DecisionRequest late = request(Verdict::Approve);
    late.fence = claim->fence;
    QCOMPARE(scene.ward.decide(scene.ben, late).error().kind, ErrorKind::MoveNotAllowed);
}

void CaseMovesTest::aSubmitterWithdrawsOnlyTheirOwn()
{
    Scene scene(CaseState::Open);
    const ActingPerson pipe = scene.ward.join(QStringLiteral("pipe"), {Role::Submitter});
    QCOMPARE(withdrawCase(scene.ward.ports(), pipe, why()).error().kind, ErrorKind::NotAllowed);
    const QString path = scene.ward.folder() + QStringLiteral("/own.jsonl");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(Ward::textCase(QStringLiteral("p1")) + '\n');
    file.close();
    QCOMPARE(importCases(scene.ward.ports(), pipe, {path}, {})->files.first().imported, 1);
    MoveRequest own = why();
    own.caseId = core::CaseId(QStringLiteral("p1"));
    QVERIFY(withdrawCase(scene.ward.ports(), pipe, own).has_value());
    QVERIFY(scene.verifies());
}

void CaseMovesTest::oneOfTwoWhoAgreedCannotCorrectAlone()
{
    Ward ward;
    ward.adoptPolicy(withTwo);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    ward.importTexts(1);
    QVERIFY(ward.decide(ward.ada(), request(Verdict::Approve)).has_value());
    const auto second = ward.decide(ben, request(Verdict::Approve));
    QCOMPARE(second->state, CaseState::Released);
    QCOMPARE(ward.decide(ben, correcting(second->id, Verdict::Edit)).error().kind, ErrorKind::PolicyUnmet);
    QVERIFY(recallCase(ward.ports(), ward.ada(), why()).has_value());
    QCOMPARE(ward.decide(ben, request(Verdict::Edit))->state, CaseState::Open);
    QCOMPARE(ward.decide(ward.ada(), request(Verdict::Edit))->state, CaseState::Released);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void CaseMovesTest::aDisputedViewIsNotCorrectedOnceAThirdPersonSettledIt()
{
    Scene scene(CaseState::Disputed);
    const auto settled = scene.ward.decide(scene.sue, request(Verdict::Edit));
    QCOMPARE(settled->state, CaseState::Released);
    QCOMPARE(scene.ward.decide(scene.ben, correcting(scene.decision, Verdict::Approve)).error().kind, ErrorKind::NotAllowed);
    const auto corrected = scene.ward.decide(scene.sue, correcting(settled->id, Verdict::Edit));
    QVERIFY(corrected.has_value());
    QVERIFY(scene.verifies());
}

void CaseMovesTest::redactionLeavesNoWordInAnyFile()
{
    Scene scene(CaseState::Open);
    Ward &ward = scene.ward;
    const QByteArray word = "Quetzalcoatl";
    // Many cases, so that pages are filled, split and rebalanced around the words; all but one of them are ordinary.
    QList<QByteArray> lines;
    for (int i = 0; i < 400; ++i)
        lines.append(Ward::textCase(QStringLiteral("n%1").arg(i), QStringLiteral("Ordinary note %1 ").arg(i).repeated(1 + i % 40)));
    lines.insert(200, "{\"schema\":\"countersign.case/1\",\"id\":\"c9\",\"title\":\"Visit of " + word
                          + "\",\"kind\":\"clinical-note\",\"evidence\":[{\"id\":\"d\",\"mediaType\":\"text/plain\",\"text\":\"says " + word
                          + "\"}],\"suggestion\":{\"text\":\"" + word + " slept well.\"},\"reference\":\"" + word + "\"}");
    QCOMPARE(ward.importLines(lines)->files.first().imported, 401);
    const core::CaseId id(QStringLiteral("c9"));
    const auto claim = claimCase(ward.ports(), scene.ben.person, id);
    core::Draft draft{id, claim->team, 1, claim->slot, scene.ben.person.id, {core::Content::Form::Text, QString(), {}}, {}, {}, {}, 0, 0, {}, {}, {}};
    for (int i = 0; i < 60; ++i) { // typed, as the desk saves it
        draft.content.text = QString::fromLatin1(word) + QStringLiteral(" typed ").repeated(i);
        draft.saved = ward.clock().now();
        QVERIFY(ward.ports().cases.saveDraft(draft).has_value());
    }
    DecisionRequest edit = request(Verdict::Edit, QString::fromLatin1(word) + QStringLiteral(" slept badly."));
    edit.caseId = id;
    edit.rationale = QString::fromLatin1(word) + QStringLiteral(" said so");
    const auto decided = ward.decide(scene.ben, edit);
    QVERIFY(decided.has_value());
    draft.content.text = QString::fromLatin1(word);
    QVERIFY(ward.ports().cases.saveDraft(draft).has_value());
    MoveRequest recall = why(QString::fromLatin1(word) + QStringLiteral(" objected"));
    recall.caseId = id;
    QVERIFY(recallCase(ward.ports(), scene.sue, recall).has_value());
    QVERIFY(!filesWith(ward.folder(), word).isEmpty());

    MoveRequest redact = why(QStringLiteral("data subject request 17"));
    redact.caseId = id;
    const auto redacted = redactCase(ward.ports(), scene.cleo, redact);
    QVERIFY(redacted.has_value());
    QVERIFY(!redacted->notSwept.has_value());
    QCOMPARE(redacted->blobs, 5); // source line, reference, outcome, its rationale, the recall's
    QCOMPARE(filesWith(ward.folder(), word), QStringList());
    QCOMPARE(ward.ports().cases.queueKeys({{core::TeamId(QStringLiteral("main"))}, {}, {}, {}, QString::fromLatin1(word), {}, {}, {}})->size(), 0);
    const auto page = openDecision(ward.ports(), decided->id, scene.ben.person);
    QVERIFY(page.has_value());
    QVERIFY(!page->outcome.has_value());
    QVERIFY(page->rationale.isEmpty());
    QVERIFY(page->statement.contains("outcome sha256:"));
    QVERIFY(scene.verifies());
}

void CaseMovesTest::redactingOneCaseLeavesItsNeighboursFindable()
{
    Scene scene(CaseState::Open);
    QVERIFY(scene.ward.importLines({Ward::textCase(QStringLiteral("other"), QStringLiteral("Take paracetamol."))}).has_value());
    QVERIFY(redactCase(scene.ward.ports(), scene.cleo, why()).has_value());
    const auto find = [&](const QString &words) {
        return scene.ward.ports().cases.queueKeys({{core::TeamId(QStringLiteral("main"))}, {}, {}, {}, words, {}, {}, {}})->size();
    };
    QCOMPARE(find(QStringLiteral("paracetamol")), 1);
    QCOMPARE(find(QStringLiteral("hundred")), 1);
}

void CaseMovesTest::aRedactedTextIsMissedByNobodyElse()
{
    Scene scene(CaseState::Redacted);
    const auto desk = openCase(scene.ward.ports(), core::CaseId(c1), scene.ben.person);
    QVERIFY(desk.has_value());
    QVERIFY(desk->redacted);
    QCOMPARE(desk->record.title, c1);
    QCOMPARE(redactCase(scene.ward.ports(), scene.cleo, why()).error().kind, ErrorKind::MoveNotAllowed);
    QVERIFY(sweepRedacted(scene.ward.ports(), scene.cleo).has_value());
    QCOMPARE(sweepRedacted(scene.ward.ports(), scene.sue).error().kind, ErrorKind::NotAllowed);
}

void CaseMovesTest::noDraftOfARedactedCaseIsKept()
{
    Scene scene(CaseState::Open);
    const auto claim = claimCase(scene.ward.ports(), scene.ben.person, core::CaseId(c1));
    core::Draft draft{claim->caseId, claim->team, 1, claim->slot, scene.ben.person.id, {core::Content::Form::Text, c1, {}}, {}, {}, {}, 0, 0, {}, {}, {}};
    draft.saved = scene.ward.clock().now();
    QVERIFY(scene.ward.ports().cases.saveDraft(draft).has_value());
    QVERIFY(redactCase(scene.ward.ports(), scene.cleo, why()).has_value());
    QVERIFY(!scene.ward.ports().cases.loadDraft(draft.caseId, draft.person)->has_value());
    QCOMPARE(scene.ward.ports().cases.saveDraft(draft).error().kind, ErrorKind::MoveNotAllowed); // the desk was still open
}

void CaseMovesTest::deletingATextWithoutARedactionIsNoticed()
{
    Scene scene(CaseState::Released);
    const auto row = scene.ward.ports().decisions.decision(scene.decision, {core::TeamId(QStringLiteral("main"))});
    QVERIFY(scene.ward.ports().work.write([&] { return scene.ward.ports().blobs.removeBlob((*row)->rationaleBlob); }).has_value());
    const auto verdict = verifyLedger(scene.ward.ports(), {});
    QVERIFY(!verdict->ok);
    QCOMPARE(verdict->why, QStringLiteral("blob-missing"));
    QCOMPARE(verdict->badSeq, std::optional((*row)->logIndex));
}

QTEST_GUILESS_MAIN(CaseMovesTest)
#include "tst_casemoves.moc"
