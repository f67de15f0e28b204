// Claims, drafts and who may take what, through the port.
#include "engines/engine.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;
using core::CaseState;
using core::Role;

class tst_EngineClaims : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheNextCaseInUrgencyOrderToOneOnly();
    void renewsARunningClaimWithTheSameFence();
    void letsAnybodyTakeAnExpiredClaimWithAHigherFence();
    void keepsAnExpiredClaimThatNobodyTook();
    void givesBackAClaim();
    void refusesWhatMayNotBeClaimed();
    void asksForTheRoleInTheCasesTeam();
    void givesEachReviewerOfTwoASlotOfTheirOwn();
    void neverGivesASecondSlotToWhoSignedOne();
    void givesAnEscalatedCaseToASupervisorWhoDidNotEscalateIt();
    void givesADisputedCaseToAThirdPerson();
    void refusesOnesOwnSubmission();
    void takesTheNextCaseOfAKind();
    void keepsADraftAcrossAnEnd();
    void showsADraftToItsOwnerOnly();
    void keepsADraftOfAnEarlierVersion();
    void removesADraft();
    void savesADraftWithoutAClaimButNotOfNoCase();
};

namespace {

void addTwoReviewerCase(Engine &engine, const QString &id)
{
    core::NewCase value = sampleCase(id);
    value.route.reviewers = 2;
    addCases(engine.store(), {value});
}

core::Claim claimed(Engine &engine, const QString &id, const core::Person &person)
{
    return must(engine.store().cases().claimCase(CaseId(id), person, 10));
}

QString claiming(Engine &engine, const QString &id, const core::Person &person)
{
    return outcome(engine.store().cases().claimCase(CaseId(id), person, 10));
}

QString nextFor(Engine &engine, const core::Person &person, const QString &kind = {})
{
    const auto claim = must(engine.store().cases().claimNext(person, kind, 10));
    return claim ? claim->caseId.value + u'/' + QString::number(claim->slot) : u"nothing"_qs;
}

void decide(Engine &engine, const core::Claim &claim, quint64 index, core::Verdict verdict = core::Verdict::Approve)
{
    must(engine.store().work().write([&] { return engine.store().decisions().addDecision(sampleDecision(claim, index, verdict)); }));
}

void move(Engine &engine, const QString &id, CaseState state)
{
    must(engine.store().work().write([&] { return engine.store().cases().setState(CaseId(id), mainTeam, state); }));
}

void addResolution(Engine &engine, const QString &id, int slot)
{
    must(engine.store().work().write([&] { return engine.store().cases().addSlot(CaseId(id), mainTeam, slot, core::Stage::Resolution); }));
}

core::Draft sampleDraft(const QString &id, const QString &person)
{
    core::Draft draft;
    draft.caseId = CaseId(id);
    draft.team = mainTeam;
    draft.person = core::PersonId(person);
    draft.content.text = u"typed so far \u0000 \U0001F600 שלום"_qs;
    draft.verdict = u"edit"_qs;
    draft.reasons = {u"dose-wrong"_qs, u"omission"_qs};
    draft.rationale = u"because"_qs;
    draft.caret = 7;
    draft.scroll = 0.25;
    draft.evidence = u"xray"_qs;
    draft.saved = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 6), Qt::UTC);
    return draft;
}

const core::Person ada = samplePerson(u"ada"_qs);
const core::Person bob = samplePerson(u"bob"_qs);
const core::Person carl = samplePerson(u"carl"_qs, {Role::Supervisor});
const core::Person dora = samplePerson(u"dora"_qs, {Role::Reviewer, Role::Supervisor});

} // namespace

void tst_EngineClaims::givesTheNextCaseInUrgencyOrderToOneOnly()
{
    Engine engine;
    core::NewCase urgent = sampleCase(u"urgent"_qs);
    urgent.record.priority = 5;
    addCases(engine.store(), {sampleCase(u"first"_qs), sampleCase(u"second"_qs), urgent});
    const core::Claim claim = *must(engine.store().cases().claimNext(ada, {}, 10));
    QCOMPARE(claim.caseId.value, u"urgent"_qs);
    QCOMPARE(claim.team, mainTeam);
    QCOMPARE(claim.version, 1);
    QCOMPARE(claim.slot, 1);
    QVERIFY(claim.stage == core::Stage::Review);
    QCOMPARE(claim.holder, ada.id);
    QCOMPARE(claim.fence, 1);
    QCOMPARE(claim.since, engine.clock().now());
    QCOMPARE(claim.expires, engine.clock().now().addSecs(600));
    QVERIFY(must(engine.store().cases().claimOf(claim.caseId, ada)) == claim);
    QCOMPARE(nextFor(engine, bob), u"first/1"_qs);
    QCOMPARE(nextFor(engine, ada), u"second/1"_qs);
    QCOMPARE(nextFor(engine, ada), u"nothing"_qs);
    QCOMPARE(must(engine.store().cases().queueRows({3}, {})).first().holder, ada.id);
}

void tst_EngineClaims::renewsARunningClaimWithTheSameFence()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    const core::Claim first = claimed(engine, u"A"_qs, ada);
    engine.clock().advance(300);
    const core::Claim again = claimed(engine, u"A"_qs, ada);
    QCOMPARE(again.fence, first.fence);
    QCOMPARE(again.since, first.since);
    QCOMPARE(again.expires, engine.clock().now().addSecs(600));
    QCOMPARE(must(engine.store().cases().claimCase(CaseId(u"A"_qs), ada, 1)).expires, again.expires); // never shortened
}

void tst_EngineClaims::letsAnybodyTakeAnExpiredClaimWithAHigherFence()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    claimed(engine, u"A"_qs, ada);
    const auto held = engine.store().cases().claimCase(CaseId(u"A"_qs), bob, 10);
    QCOMPARE(outcome(held), u"claim-held"_qs);
    QCOMPARE(held.error().detail, core::timeText(engine.clock().now().addSecs(600)));
    engine.clock().advance(600);
    QCOMPARE(claimed(engine, u"A"_qs, bob).fence, 2);
    QVERIFY(!must(engine.store().cases().claimOf(CaseId(u"A"_qs), ada)));
    engine.clock().advance(600);
    QCOMPARE(must(engine.store().cases().claimNext(ada, {}, 10))->fence, 3);
}

void tst_EngineClaims::keepsAnExpiredClaimThatNobodyTook()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    const core::Claim claim = claimed(engine, u"A"_qs, ada);
    engine.clock().advance(100'000);
    QVERIFY(must(engine.store().cases().claimOf(CaseId(u"A"_qs), ada)) == claim);
    const auto seats = must(engine.store().cases().slotsOf(CaseId(u"A"_qs), mainTeam));
    QVERIFY(seats.first().claim == claim);
    QVERIFY(must(engine.store().cases().queueRows({1}, {})).first().holder.isEmpty());
}

void tst_EngineClaims::givesBackAClaim()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    claimed(engine, u"A"_qs, ada);
    QCOMPARE(outcome(engine.store().cases().releaseClaim(CaseId(u"A"_qs), bob)), u"claim-lost"_qs);
    QCOMPARE(outcome(engine.store().cases().releaseClaim(CaseId(u"A"_qs), ada)), u"ok"_qs);
    QCOMPARE(outcome(engine.store().cases().releaseClaim(CaseId(u"A"_qs), ada)), u"claim-lost"_qs);
    QCOMPARE(claimed(engine, u"A"_qs, bob).fence, 2);
}

void tst_EngineClaims::refusesWhatMayNotBeClaimed()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    QCOMPARE(claiming(engine, u"none"_qs, ada), u"no-such-case"_qs);
    core::Person disabled = ada;
    disabled.disabled = true;
    QCOMPARE(claiming(engine, u"A"_qs, disabled), u"person-disabled"_qs);
    QCOMPARE(outcome(engine.store().cases().claimNext(disabled, {}, 10)), u"person-disabled"_qs);
    move(engine, u"A"_qs, CaseState::Closed);
    const auto refused = engine.store().cases().claimCase(CaseId(u"A"_qs), ada, 10);
    QCOMPARE(outcome(refused), u"move-not-allowed"_qs);
    QCOMPARE(refused.error().detail, u"closed"_qs);
    QCOMPARE(nextFor(engine, ada), u"nothing"_qs);
}

void tst_EngineClaims::asksForTheRoleInTheCasesTeam()
{
    Engine engine;
    core::NewCase legal = sampleCase(u"L"_qs);
    legal.record.team = core::TeamId(u"legal"_qs);
    addCases(engine.store(), {legal, sampleCase(u"M"_qs)});
    core::Person mixed = samplePerson(u"mia"_qs, {Role::Reviewer});
    mixed.roles.append({Role::Administrator, legal.record.team});
    QCOMPARE(claiming(engine, u"L"_qs, mixed), u"not-allowed"_qs);
    QCOMPARE(claiming(engine, u"L"_qs, ada), u"no-such-case"_qs);
    QCOMPARE(claiming(engine, u"M"_qs, samplePerson(u"sue"_qs, {Role::Administrator})), u"not-allowed"_qs);
    QCOMPARE(claiming(engine, u"M"_qs, carl), u"not-allowed"_qs);
    QCOMPARE(nextFor(engine, carl), u"nothing"_qs);
    QCOMPARE(nextFor(engine, samplePerson(u"eve"_qs, {})), u"nothing"_qs);
    QCOMPARE(nextFor(engine, mixed), u"M/1"_qs);
    QCOMPARE(nextFor(engine, mixed), u"nothing"_qs);
}

void tst_EngineClaims::givesEachReviewerOfTwoASlotOfTheirOwn()
{
    Engine engine;
    addTwoReviewerCase(engine, u"A"_qs);
    const core::Claim first = claimed(engine, u"A"_qs, ada);
    QCOMPARE(nextFor(engine, ada), u"nothing"_qs);
    const core::Claim second = *must(engine.store().cases().claimNext(bob, {}, 10));
    QCOMPARE(first.slot, 1);
    QCOMPARE(second.slot, 2);
    QVERIFY(second.fence > first.fence);
    QCOMPARE(claiming(engine, u"A"_qs, dora), u"claim-held"_qs);
    QCOMPARE(claimed(engine, u"A"_qs, ada).slot, 1);
    // A lapsed claim of one's own comes back before another free slot.
    engine.clock().advance(601);
    QCOMPARE(claimed(engine, u"A"_qs, bob).slot, 2);
}

void tst_EngineClaims::neverGivesASecondSlotToWhoSignedOne()
{
    Engine engine;
    addTwoReviewerCase(engine, u"A"_qs);
    decide(engine, claimed(engine, u"A"_qs, ada), 7);
    QVERIFY(!must(engine.store().cases().claimOf(CaseId(u"A"_qs), ada))); // deciding ends the claim
    QCOMPARE(claiming(engine, u"A"_qs, ada), u"second-slot"_qs);
    QCOMPARE(nextFor(engine, ada), u"nothing"_qs);
    QCOMPARE(nextFor(engine, bob), u"A/2"_qs);
}

void tst_EngineClaims::givesAnEscalatedCaseToASupervisorWhoDidNotEscalateIt()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    decide(engine, claimed(engine, u"A"_qs, dora), 3, core::Verdict::Escalate);
    move(engine, u"A"_qs, CaseState::Escalated);
    addResolution(engine, u"A"_qs, 2);
    QCOMPARE(claiming(engine, u"A"_qs, dora), u"second-slot"_qs);
    QCOMPARE(claiming(engine, u"A"_qs, ada), u"not-allowed"_qs);
    QCOMPARE(nextFor(engine, dora), u"nothing"_qs);
    QCOMPARE(nextFor(engine, ada), u"nothing"_qs);
    const core::Claim claim = *must(engine.store().cases().claimNext(carl, {}, 10));
    QVERIFY(claim.stage == core::Stage::Resolution);
    QCOMPARE(claim.slot, 2);
}

void tst_EngineClaims::givesADisputedCaseToAThirdPerson()
{
    Engine engine;
    addTwoReviewerCase(engine, u"A"_qs);
    decide(engine, claimed(engine, u"A"_qs, ada), 1);
    decide(engine, claimed(engine, u"A"_qs, bob), 2, core::Verdict::Reject);
    move(engine, u"A"_qs, CaseState::Disputed);
    addResolution(engine, u"A"_qs, 3);
    QCOMPARE(claiming(engine, u"A"_qs, ada), u"second-slot"_qs);
    QCOMPARE(nextFor(engine, bob), u"nothing"_qs);
    QCOMPARE(nextFor(engine, samplePerson(u"third"_qs)), u"A/3"_qs);
}

void tst_EngineClaims::refusesOnesOwnSubmission()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)}); // imported by ada: that is not submitting
    QCOMPARE(nextFor(engine, ada), u"A/1"_qs);
    must(engine.store().database().execute("UPDATE case_version SET submitter = 'bob'; UPDATE case_slot SET holder = NULL, claimed = NULL, expires = NULL"));
    QCOMPARE(claiming(engine, u"A"_qs, bob), u"own-submission"_qs);
    QCOMPARE(nextFor(engine, bob), u"nothing"_qs);
    QCOMPARE(nextFor(engine, ada), u"A/1"_qs);
}

void tst_EngineClaims::takesTheNextCaseOfAKind()
{
    Engine engine;
    core::NewCase loan = sampleCase(u"L"_qs);
    loan.record.kind = u"loan"_qs;
    addCases(engine.store(), {sampleCase(u"N"_qs), loan});
    QCOMPARE(nextFor(engine, ada, u"loan"_qs), u"L/1"_qs);
    QCOMPARE(nextFor(engine, ada, u"loan"_qs), u"nothing"_qs);
    QCOMPARE(nextFor(engine, ada, u"none"_qs), u"nothing"_qs);
}

void tst_EngineClaims::keepsADraftAcrossAnEnd()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs), sampleCase(u"B"_qs)});
    core::Draft draft = sampleDraft(u"A"_qs, u"ada"_qs);
    must(engine.store().cases().saveDraft(draft));
    draft.content.text += u" and more"_qs;
    draft.caret = 1'000'000;
    must(engine.store().cases().saveDraft(draft));
    core::Draft fields = sampleDraft(u"B"_qs, u"ada"_qs);
    fields.content = {core::Content::Form::Fields, {}, "{\"dose\":1.50}"};
    fields.reasons.clear();
    must(engine.store().cases().saveDraft(fields));
    engine.reopen();
    QVERIFY(must(engine.store().cases().loadDraft(CaseId(u"A"_qs), ada.id)) == draft);
    QVERIFY(must(engine.store().cases().loadDraft(CaseId(u"B"_qs), ada.id)) == fields);
}

void tst_EngineClaims::showsADraftToItsOwnerOnly()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    must(engine.store().cases().saveDraft(sampleDraft(u"A"_qs, u"ada"_qs)));
    QVERIFY(!must(engine.store().cases().loadDraft(CaseId(u"A"_qs), bob.id)));
    QVERIFY(must(engine.store().cases().queueRows({1}, ada.id)).first().hasDraft);
    QVERIFY(!must(engine.store().cases().queueRows({1}, bob.id)).first().hasDraft);
}

void tst_EngineClaims::keepsADraftOfAnEarlierVersion()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    const core::Draft draft = sampleDraft(u"A"_qs, u"ada"_qs);
    must(engine.store().cases().saveDraft(draft));
    core::NewCase second = sampleCase(u"A"_qs);
    second.record.version = 2;
    addCases(engine.store(), {second});
    QVERIFY(must(engine.store().cases().loadDraft(CaseId(u"A"_qs), ada.id)) == draft);
}

void tst_EngineClaims::removesADraft()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    must(engine.store().cases().saveDraft(sampleDraft(u"A"_qs, u"ada"_qs)));
    must(engine.store().cases().removeDraft(CaseId(u"A"_qs), bob.id));
    QVERIFY(must(engine.store().cases().loadDraft(CaseId(u"A"_qs), ada.id)));
    must(engine.store().cases().removeDraft(CaseId(u"A"_qs), ada.id));
    QVERIFY(!must(engine.store().cases().loadDraft(CaseId(u"A"_qs), ada.id)));
    must(engine.store().cases().removeDraft(CaseId(u"A"_qs), ada.id));
}

void tst_EngineClaims::savesADraftWithoutAClaimButNotOfNoCase()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    QCOMPARE(outcome(engine.store().cases().saveDraft(sampleDraft(u"none"_qs, u"ada"_qs))), u"no-such-case"_qs);
    core::Draft ahead = sampleDraft(u"A"_qs, u"ada"_qs);
    ahead.version = 9;
    QCOMPARE(outcome(engine.store().cases().saveDraft(ahead)), u"stale-version"_qs);
}

QTEST_GUILESS_MAIN(tst_EngineClaims)
#include "tst_engineclaims.moc"
