#include "core/settlement.h"

#include <QTest>

using namespace countersign::core;

namespace {

const CaseRoute oneReviewer{};
const std::optional<SignedVerdict> unsignedSlot;

CaseRoute withWindow()
{
    CaseRoute route;
    route.windowSeconds = 60;
    return route;
}

SignedVerdict approving(const char *outcome)
{
    return {Verdict::Approve, outcome};
}

} // namespace

class SettlementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneApprovalReleases();
    void aWindowHoldsTheOutcome();
    void aRejectionClosesAndReleasesNothing();
    void theFirstOfTwoLeavesTheCaseOpen();
    void twoThatAgreeRelease();
    void twoOutcomesThatDifferAreADispute();
    void approvalAgainstRejectionIsADispute();
    void twoRejectionsAgreeWhateverTheyMightHaveSaid();
    void anEscalationOpensASlotForSomebodyElse();
    void aResolutionSettlesADispute();
    void aResolutionCannotEscalateAgain();
    void correctingAReleaseRecallsItFirst();
    void correctingAHeldDecisionRecallsNothing();
    void correctingWithARejectionWithdrawsTheRelease();
    void aDecidedCaseIsNotDecidedAgain();
};

void SettlementTest::oneApprovalReleases()
{
    const auto settled = settle(CaseState::Open, Stage::Review, approving("a"), {}, oneReviewer, false);
    QCOMPARE(*settled, (Settlement{CaseState::Released, true, false, false}));
}

void SettlementTest::aWindowHoldsTheOutcome()
{
    const auto settled = settle(CaseState::Open, Stage::Review, approving("a"), {}, withWindow(), false);
    QCOMPARE(*settled, (Settlement{CaseState::Held, false, false, false}));
}

void SettlementTest::aRejectionClosesAndReleasesNothing()
{
    const auto settled = settle(CaseState::Open, Stage::Review, {Verdict::Reject, {}}, {}, withWindow(), false);
    QCOMPARE(*settled, (Settlement{CaseState::Closed, false, false, false}));
}

void SettlementTest::theFirstOfTwoLeavesTheCaseOpen()
{
    const auto settled = settle(CaseState::Open, Stage::Review, approving("a"), {unsignedSlot}, oneReviewer, false);
    QCOMPARE(*settled, (Settlement{CaseState::Open, false, false, false}));
}

void SettlementTest::twoThatAgreeRelease()
{
    const auto settled = settle(CaseState::Open, Stage::Review, {Verdict::Edit, "a"}, {approving("a")}, oneReviewer, false);
    QCOMPARE(settled->state, CaseState::Released);
    QVERIFY(settled->release);
}

void SettlementTest::twoOutcomesThatDifferAreADispute()
{
    const auto settled = settle(CaseState::Open, Stage::Review, {Verdict::Edit, "b"}, {approving("a")}, oneReviewer, false);
    QCOMPARE(*settled, (Settlement{CaseState::Disputed, false, false, true}));
}

void SettlementTest::approvalAgainstRejectionIsADispute()
{
    const auto settled = settle(CaseState::Open, Stage::Review, {Verdict::Reject, {}}, {approving("a")}, oneReviewer, false);
    QCOMPARE(settled->state, CaseState::Disputed);
}

void SettlementTest::twoRejectionsAgreeWhateverTheyMightHaveSaid()
{
    const auto settled = settle(CaseState::Open, Stage::Review, {Verdict::Reject, {}}, {SignedVerdict{Verdict::Reject, {}}}, oneReviewer, false);
    QCOMPARE(settled->state, CaseState::Closed);
}

void SettlementTest::anEscalationOpensASlotForSomebodyElse()
{
    const auto settled = settle(CaseState::Open, Stage::Review, {Verdict::Escalate, {}}, {unsignedSlot}, oneReviewer, false);
    QCOMPARE(*settled, (Settlement{CaseState::Escalated, false, false, true}));
}

void SettlementTest::aResolutionSettlesADispute()
{
    const auto settled = settle(CaseState::Disputed, Stage::Resolution, approving("b"), {}, oneReviewer, false);
    QCOMPARE(*settled, (Settlement{CaseState::Released, true, false, false}));
}

void SettlementTest::aResolutionCannotEscalateAgain()
{
    const auto settled = settle(CaseState::Escalated, Stage::Resolution, {Verdict::Escalate, {}}, {}, oneReviewer, false);
    QVERIFY(!settled);
    QCOMPARE(settled.error().kind, ErrorKind::MoveNotAllowed);
}

void SettlementTest::correctingAReleaseRecallsItFirst()
{
    const auto settled = settle(CaseState::Released, Stage::Review, {Verdict::Edit, "b"}, {}, oneReviewer, true);
    QCOMPARE(*settled, (Settlement{CaseState::Released, true, true, false}));
}

void SettlementTest::correctingAHeldDecisionRecallsNothing()
{
    const auto settled = settle(CaseState::Held, Stage::Review, {Verdict::Edit, "b"}, {}, withWindow(), true);
    QCOMPARE(*settled, (Settlement{CaseState::Held, false, false, false}));
}

void SettlementTest::correctingWithARejectionWithdrawsTheRelease()
{
    const auto settled = settle(CaseState::Released, Stage::Review, {Verdict::Reject, {}}, {}, oneReviewer, true);
    QCOMPARE(*settled, (Settlement{CaseState::Closed, false, true, false}));
}

void SettlementTest::aDecidedCaseIsNotDecidedAgain()
{
    for (const CaseState state : {CaseState::Held, CaseState::Released, CaseState::Closed, CaseState::Withdrawn, CaseState::Redacted}) {
        const auto settled = settle(state, Stage::Review, approving("a"), {}, oneReviewer, false);
        QVERIFY(!settled);
        QCOMPARE(settled.error(), (Error{ErrorKind::MoveNotAllowed, QString(), stateName(state)}));
    }
}

QTEST_GUILESS_MAIN(SettlementTest)
#include "tst_settlement.moc"
