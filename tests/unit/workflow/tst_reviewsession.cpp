#include "support/ward.h"
#include "workflow/claimcase.h"
#include "workflow/readings.h"
#include "workflow/reviewsession.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::Verdict;
using testsupport::Ward;

namespace {

constexpr int patience = 30'000;

// A ward with a person at the desk.
struct Desk {
    Ward ward;
    Session session{ward.door(), ward.storePath(), ward.keyring()};
    ReviewSession review{session};
    QSignalSpy opened{&review, &ReviewSession::caseOpened};
    QSignalSpy recorded{&review, &ReviewSession::decisionRecorded};
    QSignalSpy saved{&review, &ReviewSession::draftSaved};
    QSignalSpy left{&review, &ReviewSession::nothingLeft};

    explicit Desk(int cases)
    {
        ward.importTexts(cases);
        session.adopt(ward.ada());
    }
    QString caseId() const { return review.hasCase() ? review.current().record.id.value : QString(); }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(session.writing().pending() + session.reading().pending(), 0, patience); }
};

} // namespace

class ReviewSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNextCaseComesByItselfAfterSigning();
    void nothingIsSignedWithoutAnArmedVerdict();
    void anArmedApprovalBecomesAnEditWhenTheTextChanges();
    void approvingUntouchedTextSendsNoContent();
    void whatWasLookedAtIsSignedWithTheDecision();
    void rejectingNeedsWords();
    void aDraftComesBack();
    void aDraftIsSavedWhileTypingGoesOn();
    void lockingSavesTheDraftAndClearsTheDesk();
    void aDraftTheStoreCouldNotTakeOutlivesTheLock();
    void skippedCasesComeLast();
    void aCaseOfSomebodyElseIsOnlyRead();
    void aLostClaimKeepsTheWork();
    void closingTheWindowKeepsADecisionUnderWay();
};

void ReviewSessionTest::theNextCaseComesByItselfAfterSigning()
{
    Desk desk(2);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    const QString first = desk.caseId();
    desk.review.arm(Verdict::Approve);
    QVERIFY(!desk.review.missing());
    desk.review.sign();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 2, patience);
    QCOMPARE(desk.recorded.count(), 1);
    QVERIFY(desk.caseId() != first);
    QVERIFY(!desk.review.armed());
    desk.review.arm(Verdict::Approve);
    desk.review.sign();
    QTRY_COMPARE_WITH_TIMEOUT(desk.left.count(), 1, patience);
    QVERIFY(!desk.review.hasCase());
}

void ReviewSessionTest::nothingIsSignedWithoutAnArmedVerdict()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    desk.review.sign();
    QVERIFY(!desk.review.signing());
    QVERIFY(desk.review.meaning().isEmpty());
}

void ReviewSessionTest::anArmedApprovalBecomesAnEditWhenTheTextChanges()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    desk.review.arm(Verdict::Approve);
    desk.review.setText(QStringLiteral("Take 500 mg twice daily."));
    QCOMPARE(desk.review.armed(), std::optional(Verdict::Edit));
    QCOMPARE(desk.review.missing(), std::optional(core::ErrorKind::RationaleMissing));
    desk.review.setRationale(QStringLiteral("dose"));
    QVERIFY(!desk.review.missing());
    desk.review.sign();
    QTRY_COMPARE_WITH_TIMEOUT(desk.recorded.count(), 1, patience);
    core::DecisionFilter filter;
    filter.teams = desk.ward.ada().person.teams();
    const auto rows = desk.ward.ports().decisions.decisions(filter);
    QCOMPARE(rows->first().verdict, Verdict::Edit);
}

void ReviewSessionTest::approvingUntouchedTextSendsNoContent()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    desk.review.setText(QStringLiteral("x"));
    desk.review.setText(QStringLiteral("Take 50 mg twice daily."));
    QVERIFY(!desk.review.edited());
    desk.review.arm(Verdict::Edit);
    QCOMPARE(desk.review.missing(), std::optional(core::ErrorKind::OutcomeUnchanged));
    desk.review.arm(Verdict::Approve);
    QVERIFY(!desk.review.missing());
}

void ReviewSessionTest::whatWasLookedAtIsSignedWithTheDecision()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    const QString item = desk.review.current().record.evidence.first().id;
    desk.review.looked(item, true);
    desk.review.passageDismissed({item, 0, 4});
    desk.review.arm(Verdict::Approve);
    desk.review.sign();
    QTRY_COMPARE_WITH_TIMEOUT(desk.recorded.count(), 1, patience);
    const auto id = desk.recorded.first().first().value<DecisionReceipt>().id;
    const auto page = openDecision(desk.ward.ports(), id, desk.ward.ada().person);
    QVERIFY(page);
    QVERIFY(page->statement.contains("\ncontact sha256:"));
    QVERIFY(page->contact);
    QCOMPARE(page->contact->items.size(), 1);
    QCOMPARE(page->contact->items.first().evidence, item);
    QCOMPARE(page->contact->items.first().way, ledger::Contact::Way::Opened);
    QCOMPARE(page->contact->dismissed, (QList<ledger::Contact::Passage>{{item, 0, 4}}));
}

void ReviewSessionTest::rejectingNeedsWords()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    desk.review.arm(Verdict::Reject);
    QCOMPARE(desk.review.missing(), std::optional(core::ErrorKind::RationaleMissing));
    desk.review.sign();
    QVERIFY(!desk.review.signing());
    desk.review.setRationale(QStringLiteral("invented"));
    QVERIFY(!desk.review.missing());
}

void ReviewSessionTest::aDraftComesBack()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    desk.review.setText(QStringLiteral("half finis"));
    desk.review.setPlace(7, 0.25, QStringLiteral("dialogue"));
    desk.review.setRationale(QStringLiteral("because"));
    desk.review.close();
    desk.settle();
    desk.review.open(core::CaseId(QStringLiteral("c1")));
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 2, patience);
    QCOMPARE(desk.review.content().text, QStringLiteral("half finis"));
    QCOMPARE(desk.review.rationale(), QStringLiteral("because"));
    QCOMPARE(desk.review.current().draft->caret, 7);
    QCOMPARE(desk.review.current().draft->scroll, 0.25);
    QCOMPARE(desk.review.current().draft->evidence, QStringLiteral("dialogue"));
}

void ReviewSessionTest::aDraftIsSavedWhileTypingGoesOn()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    QElapsedTimer typing;
    typing.start();
    int letters = 0;
    while (desk.saved.isEmpty() && typing.elapsed() < patience) {
        desk.review.setText(QString(++letters, u'x'));
        QTest::qWait(5);
    }
    QVERIFY(!desk.saved.isEmpty());
}

void ReviewSessionTest::lockingSavesTheDraftAndClearsTheDesk()
{
    Desk desk(1);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    desk.review.setText(QStringLiteral("unsaved"));
    desk.session.lock();
    QVERIFY(!desk.review.hasCase());
    QVERIFY(!desk.session.signedIn());
    desk.settle();
    const auto draft = desk.ward.ports().cases.loadDraft(core::CaseId(QStringLiteral("c1")), desk.ward.ada().person.id);
    QVERIFY(draft->has_value());
    QCOMPARE((*draft)->content.text, QStringLiteral("unsaved"));
}

void ReviewSessionTest::aDraftTheStoreCouldNotTakeOutlivesTheLock()
{
    Ward ward;
    ward.importTexts(1);
    auto away = std::make_shared<std::atomic_bool>(false);
    Session session([away, door = ward.door()](const std::stop_token &closing) -> core::Result<std::unique_ptr<OpenStore>> {
        if (*away)
            return core::fail(core::ErrorKind::StoreUnreachable);
        return door(closing);
    }, ward.storePath(), ward.keyring());
    session.adopt(ward.ada());
    const auto draft = [&] { return ward.ports().cases.loadDraft(core::CaseId(QStringLiteral("c1")), ward.ada().person.id).value(); };
    {
        ReviewSession review(session);
        QSignalSpy opened(&review, &ReviewSession::caseOpened);
        review.openNext();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        review.setText(QStringLiteral("typed while the store was away"));
        *away = true;
        session.writing().reopen();
        session.lock();
    }
    QTRY_COMPARE_WITH_TIMEOUT(session.writing().pending(), 0, patience);
    QVERIFY(!draft());
    *away = false;
    session.adopt(ward.ada());
    QTRY_COMPARE_WITH_TIMEOUT(session.writing().pending(), 0, patience);
    QVERIFY(draft());
    QCOMPARE(draft()->content.text, QStringLiteral("typed while the store was away"));
}

void ReviewSessionTest::skippedCasesComeLast()
{
    Desk desk(3);
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    QStringList seen{desk.caseId()};
    for (int i = 2; i <= 3; ++i) {
        desk.review.skip();
        QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), i, patience);
        QVERIFY(!seen.contains(desk.caseId()));
        seen.append(desk.caseId());
    }
    desk.review.skip();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 4, patience);
    QCOMPARE(desk.caseId(), seen.first());
}

void ReviewSessionTest::aCaseOfSomebodyElseIsOnlyRead()
{
    Desk desk(1);
    const ActingPerson ben = desk.ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    QVERIFY(claimCase(desk.ward.ports(), ben.person, core::CaseId(QStringLiteral("c1"))).has_value());
    desk.review.open(core::CaseId(QStringLiteral("c1")));
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    QVERIFY(!desk.review.writable());
    desk.review.setText(QStringLiteral("mine now"));
    QVERIFY(!desk.review.edited());
    desk.review.arm(Verdict::Approve);
    QVERIFY(!desk.review.armed());
}

void ReviewSessionTest::aLostClaimKeepsTheWork()
{
    Desk desk(1);
    const ActingPerson ben = desk.ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    desk.review.openNext();
    QTRY_COMPARE_WITH_TIMEOUT(desk.opened.count(), 1, patience);
    desk.review.setText(QStringLiteral("my work"));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.saved.isEmpty(), patience);
    desk.ward.clock().advance(3600);
    QVERIFY(claimCase(desk.ward.ports(), ben.person, core::CaseId(QStringLiteral("c1"))).has_value());
    QSignalSpy lost(&desk.review, &ReviewSession::claimLost);
    desk.review.setRationale(QStringLiteral("r"));
    desk.review.arm(Verdict::Edit);
    desk.review.sign();
    QTRY_COMPARE_WITH_TIMEOUT(lost.count(), 1, patience);
    QCOMPARE(desk.review.content().text, QStringLiteral("my work"));
    QVERIFY(!desk.review.writable());
    QCOMPARE(desk.recorded.count(), 0);
    QVERIFY(desk.ward.ports().cases.loadDraft(core::CaseId(QStringLiteral("c1")), desk.ward.ada().person.id)->has_value());
}

void ReviewSessionTest::closingTheWindowKeepsADecisionUnderWay()
{
    Ward ward;
    ward.importTexts(1);
    {
        Session session(ward.door(), ward.storePath(), ward.keyring());
        session.adopt(ward.ada());
        ReviewSession review(session);
        QSignalSpy opened(&review, &ReviewSession::caseOpened);
        review.openNext();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        review.arm(Verdict::Approve);
        review.sign();
    }
    const auto desk = openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), ward.ada().person);
    QCOMPARE(desk->stored.row.state, core::CaseState::Released);
}

QTEST_GUILESS_MAIN(ReviewSessionTest)
#include "tst_reviewsession.moc"
