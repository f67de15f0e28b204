// Taking cases along and coming back, on every engine: what becomes of a statement whatever happened at the store meanwhile.
#include "app/sharedstore.h"
#include "engines/signed/away.h"
#include "store/postgresql/postgresstore.h"
#include "support/lyingledger.h"
#include "workflow/checkouts.h"
#include "workflow/quarantine.h"
#include "workflow/readings.h"
#include "workflow/recallcase.h"
#include "workflow/redactcase.h"
#include "workflow/verifyledger.h"
#include "workflow/withdrawcase.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseState;
using core::Role;
using core::Verdict;

namespace {

const QByteArray blind = "countersign.policy/v1\nversion 2\nrule own\nreviewers one\nfirst-answer required\nsigning light\n";
const QByteArray withTwo = "countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n";

} // namespace

class TestSignedAway : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutEngine(); }
    void init();
    void cleanup();
    void aDecisionComesBackOnce();
    void whatIsDecidedFirstStandsUntilAThirdPersonSettlesIt();
    void whatIsSettledAsItWasStands();
    void whatWasHandedOverStandsAsThat();
    void aClaimThatWasGivenBackIsLate();
    void whatChangedMeanwhileIsADispute();
    void aRedactionReachesTheWorkspace();
    void twoWhoDoNotAgreeAreADispute();
    void aFirstAnswerTravelsWithItsDecision();
    void aCorrectionFollowsItsDecision();
    void whatWasRecalledIsAcceptedOrVoided();
    void aDraftIsNotLostAndTheRestIsFreeAgain();
    void theNextOnesPassOverWhatOthersHold();
    void whatAStoreLostIsSentAndProvenAnew();
    void aCorrectionSharesTheFateOfItsCheckOut();
    void allThatACopySignedIsSetAside();
    void nothingCountsAsIncludedWithoutItsProof();
    void nothingCountsAsIncludedBeforeItArrives();
    void aServerIsAskedForWhatChangedAlone();

private:
    Scene::Person join(const char *id, const QList<Role> &roles = {Role::Reviewer}) { return m_scene->join(QLatin1String(id), roles); }
    void bring(int cases, const QByteArray &more = {})
    {
        QList<QByteArray> lines;
        for (int i = 1; i <= cases; ++i)
            lines.append(Scene::line('c' + QByteArray::number(i), more));
        m_scene->bring(lines);
    }
    CaseState stateOf(const char *id) const
    {
        return must(m_sue.ports().cases.findCase(core::CaseId(QLatin1String(id)), {mainTeam}))->row.state;
    }
    // Of each decision of a case, in order: whose it is, whether it stands, and who settled the case after it.
    QStringList becameOf(const char *id) const
    {
        core::DecisionFilter about;
        about.teams = {mainTeam};
        about.caseId = core::CaseId(QLatin1String(id));
        QStringList all;
        for (const core::DecisionRow &row : must(m_sue.ports().decisions.decisions(about))) {
            const auto page = must(workflow::openDecision(m_sue.ports(), row.id, m_sue.self()));
            QString words = row.reviewer.value + (row.stands ? QStringLiteral(" stands") : QStringLiteral(" does not"));
            if (page.settled)
                words += (page.settled->agrees ? QStringLiteral(", kept by ") : QStringLiteral(", settled otherwise by ")) + page.settled->by.reviewer.value;
            all.append(words);
        }
        return all;
    }
    std::unique_ptr<Scene> m_scene;
    Scene::Person m_ben, m_cleo, m_sue;
};

void TestSignedAway::init()
{
    m_scene = std::make_unique<Scene>();
    m_ben = join("ben");
    m_cleo = join("cleo");
    m_sue = join("sue", {Role::Supervisor});
}

// Whatever was tried, the record holds.
void TestSignedAway::cleanup()
{
    if (!m_scene)
        return;
    const auto verdict = workflow::verifyLedger(m_sue.ports(), m_scene->keyring().folder, {}, {}, nullptr, workflow::VerifyDepth::Everything);
    QVERIFY2(verdict && verdict->ok, qPrintable(verdict ? verdict->why : core::kindName(verdict.error().kind) + verdict.error().detail));
    for (Scene::Person *const one : {&m_ben, &m_cleo, &m_sue})
        *one = Scene::Person();
    m_scene.reset();
}

void TestSignedAway::aDecisionComesBackOnce()
{
    bring(2);
    Away away(*m_scene, m_ben);
    QCOMPARE(must(away.take({QStringLiteral("c1"), QStringLiteral("c2")})).cases, 2);
    QVERIFY(away.decide(QStringLiteral("c1")));
    QVERIFY(away.decide(QStringLiteral("c2"), Verdict::Reject));
    const auto session = must(away.open().desk.session());
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("recorded"), QStringLiteral("recorded")}));
    QVERIFY(away.open().desk.saveSession(session)); // the answer was lost
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("already"), QStringLiteral("already")}));
    QVERIFY(must(away.sync()).allIncluded());
    QCOMPARE(stateOf("c1"), CaseState::Released);
    QCOMPARE(stateOf("c2"), CaseState::Closed);
    core::DecisionFilter all;
    all.teams = {mainTeam};
    QCOMPARE(must(m_sue.ports().decisions.decisions(all)).size(), 2);
}

void TestSignedAway::whatIsDecidedFirstStandsUntilAThirdPersonSettlesIt()
{
    bring(1);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1")}));
    QVERIFY(away.decide(QStringLiteral("c1"), Verdict::Reject));
    QVERIFY(workflow::releaseClaim(m_ben.ports(), m_ben.self(), core::CaseId(QStringLiteral("c1"))));
    QCOMPARE(must(Scene::decide(m_cleo, QStringLiteral("c1"))).state, CaseState::Released);
    QCOMPARE(away.plannedFates(), QStringList{QStringLiteral("disputed already-decided")});
    QCOMPARE(stateOf("c1"), CaseState::Disputed);
    QVERIFY(must(m_sue.ports().decisions.standingRelease(core::CaseId(QStringLiteral("c1")), {mainTeam}))); // until it is settled
    for (const Scene::Person *const party : {&m_ben, &m_cleo}) {
        const auto refused = Scene::decide(*party, QStringLiteral("c1"));
        QCOMPARE(outcome(refused), QStringLiteral("second-slot"));
        QCOMPARE(refused.error().detail, QStringLiteral("disputed")); // a third person settles it
    }
    away.reopen();
    const auto status = must(workflow::workspaceStatus(away.open()));
    QCOMPARE(status.decisions.first().sent->cause, QStringLiteral("already-decided"));
    const auto again = must(away.sync()).plan.statements.first();
    QVERIFY(again.fate == sync::Fate::Already && again.before == sync::Fate::Disputed && again.cause == u"already-decided");
    QCOMPARE(becameOf("c1"), QStringList({QStringLiteral("cleo stands"), QStringLiteral("ben does not")}));
    QCOMPARE(must(Scene::decide(m_sue, QStringLiteral("c1"), Verdict::Reject)).state, CaseState::Closed);
    QVERIFY(!must(m_sue.ports().decisions.standingRelease(core::CaseId(QStringLiteral("c1")), {mainTeam})));
    core::DecisionFilter disputed;
    disputed.teams = {mainTeam};
    disputed.flag = core::DecisionFlag::Disputed;
    QCOMPARE(must(m_sue.ports().decisions.decisions(disputed)).size(), 2);
    QCOMPARE(becameOf("c1"), QStringList({QStringLiteral("cleo does not, settled otherwise by sue"), QStringLiteral("ben does not, kept by sue"),
                                          QStringLiteral("sue stands")}));
}

void TestSignedAway::whatIsSettledAsItWasStands()
{
    m_scene->adopt(withTwo);
    bring(2);
    const auto text = [](const char *words) { return core::Content{core::Content::Form::Text, QString::fromLatin1(words), {}}; };
    for (const char *id : {"c1", "c2"}) {
        const QString name = QLatin1String(id);
        QVERIFY(Scene::decide(m_ben, name, Verdict::Edit, text("Take 500 mg.")));
        QVERIFY(Scene::decide(m_cleo, name, Verdict::Approve));
        QCOMPARE(stateOf(id), CaseState::Disputed);
    }
    QCOMPARE(becameOf("c1"), QStringList({QStringLiteral("ben stands"), QStringLiteral("cleo stands")}));
    const auto first = must(Scene::decide(m_sue, QStringLiteral("c1"), Verdict::Edit, text("Take 500 mg.")));
    QVERIFY(Scene::decide(m_sue, QStringLiteral("c2"), Verdict::Edit, text("Take 250 mg.")));
    QCOMPARE(becameOf("c1"), QStringList({QStringLiteral("ben stands, kept by sue"), QStringLiteral("cleo does not, settled otherwise by sue"),
                                          QStringLiteral("sue stands")}));
    QCOMPARE(becameOf("c2"), QStringList({QStringLiteral("ben does not, settled otherwise by sue"),
                                          QStringLiteral("cleo does not, settled otherwise by sue"), QStringLiteral("sue stands")}));

    // What the third person corrects is settled anew; what is recalled stands for nobody.
    workflow::DecisionRequest other;
    other.caseId = core::CaseId(QStringLiteral("c1"));
    other.verdict = Verdict::Approve;
    other.supersedes = first.id;
    QVERIFY(workflow::recordDecision(m_sue.ports(), m_sue.acting, other));
    QCOMPARE(becameOf("c1"), QStringList({QStringLiteral("ben does not, settled otherwise by sue"), QStringLiteral("cleo stands, kept by sue"),
                                          QStringLiteral("sue does not"), QStringLiteral("sue stands")}));
    QVERIFY(workflow::recallCase(m_sue.ports(), m_sue.acting, {core::CaseId(QStringLiteral("c2")), QStringLiteral("read again"), {}}));
    for (const QString &became : becameOf("c2"))
        QVERIFY2(became.contains(u"does not"), qPrintable(became));
}

void TestSignedAway::whatWasHandedOverStandsAsThat()
{
    bring(1);
    QVERIFY(Scene::decide(m_ben, QStringLiteral("c1"), Verdict::Escalate));
    QVERIFY(Scene::decide(m_sue, QStringLiteral("c1"), Verdict::Reject));
    QCOMPARE(becameOf("c1"), QStringList({QStringLiteral("ben stands, settled otherwise by sue"), QStringLiteral("sue stands")}));
}

void TestSignedAway::aClaimThatWasGivenBackIsLate()
{
    bring(2);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    for (const char *id : {"c1", "c2"}) {
        QVERIFY(away.decide(QLatin1String(id)));
        QVERIFY(workflow::releaseClaim(m_ben.ports(), m_ben.self(), core::CaseId(QLatin1String(id))));
    }
    QVERIFY(workflow::claimCase(m_cleo.ports(), m_cleo.self(), core::CaseId(QStringLiteral("c2")))); // at work, and not done
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("late"), QStringLiteral("late")}));
    QCOMPARE(stateOf("c1"), CaseState::Released);
    QCOMPARE(stateOf("c2"), CaseState::Released);
}

void TestSignedAway::whatChangedMeanwhileIsADispute()
{
    bring(2);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    QVERIFY(away.decide(QStringLiteral("c2")));
    QVERIFY(m_scene->import({Scene::line("c1", R"(,"version":2)")}));
    QVERIFY(workflow::withdrawCase(m_sue.ports(), m_sue.acting, {core::CaseId(QStringLiteral("c2")), QStringLiteral("no consent"), {}}));
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("disputed earlier-content"), QStringLiteral("disputed withdrawn")}));
    QCOMPARE(stateOf("c1"), CaseState::Disputed);
    QCOMPARE(stateOf("c2"), CaseState::Withdrawn);
    core::DecisionFilter about;
    about.teams = m_sue.self().teams();
    about.caseId = core::CaseId(QStringLiteral("c1"));
    const core::DecisionRow decided = must(m_sue.ports().decisions.decisions(about)).first();
    const workflow::DecisionPage page = must(workflow::openDecision(m_sue.ports(), decided.id, m_sue.self()));
    QCOMPARE(page.stored.row.version, 2);
    QCOMPARE(page.record.version, 1);
    QVERIFY(!page.record.evidence.isEmpty());
    QCOMPARE(must(Scene::decide(m_sue, QStringLiteral("c1"))).state, CaseState::Released);
}

void TestSignedAway::aRedactionReachesTheWorkspace()
{
    bring(2);
    const Scene::Person cora = join("cora", {Role::Compliance});
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1"), Verdict::Reject));
    for (const char *id : {"c1", "c2"})
        QVERIFY(workflow::redactCase(cora.ports(), cora.acting, {core::CaseId(QLatin1String(id)), QStringLiteral("asked to be forgotten"), {}}));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("disputed redacted")});
    for (const char *id : {"c1", "c2"})
        QVERIFY(must(workflow::openCase(away.open().ports, core::CaseId(QLatin1String(id)), m_ben.self())).redacted);
    QCOMPARE(away.fates(), QStringList{QStringLiteral("already redacted")});
}

void TestSignedAway::twoWhoDoNotAgreeAreADispute()
{
    m_scene->adopt(withTwo);
    bring(1);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1")}));
    const auto made = must(away.decide(QStringLiteral("c1")));
    const auto reader = must(workflow::readingPerson(away.open().ports));
    QCOMPARE(must(workflow::openCase(away.open().ports, core::CaseId(QStringLiteral("c1")), reader)).decisions.size(), 1); // one's own, seen there
    const auto corrected = away.decide(QStringLiteral("c1"), Verdict::Reject, made.id);
    QCOMPARE(outcome(corrected), QStringLiteral("move-not-allowed"));
    QCOMPARE(corrected.error().detail, QStringLiteral("one-of-two"));
    QVERIFY(Scene::decide(m_cleo, QStringLiteral("c1"), Verdict::Reject));
    QCOMPARE(away.plannedFates(), QStringList{QStringLiteral("recorded")});
    QCOMPARE(stateOf("c1"), CaseState::Disputed);
}

void TestSignedAway::aFirstAnswerTravelsWithItsDecision()
{
    m_scene->adopt(blind);
    bring(1);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1")}));
    const core::CaseId id(QStringLiteral("c1"));
    QVERIFY(workflow::giveFirstAnswer(away.open().ports, **away.open().ports.cases.claimOf(id, m_ben.self()), QStringLiteral("250 mg")));
    QVERIFY(away.decide(QStringLiteral("c1")));
    QCOMPARE(away.plannedFates(), QStringList{QStringLiteral("recorded")});
    QVERIFY(!must(m_ben.ports().cases.firstAnswer(id, mainTeam, m_ben.self().id)).isEmpty());
}

void TestSignedAway::aCorrectionFollowsItsDecision()
{
    bring(1);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1")}));
    const auto first = must(away.decide(QStringLiteral("c1")));
    QVERIFY(away.decide(QStringLiteral("c1"), Verdict::Reject, first.id));
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("recorded"), QStringLiteral("recorded")}));
    QCOMPARE(stateOf("c1"), CaseState::Closed);
}

void TestSignedAway::whatWasRecalledIsAcceptedOrVoided()
{
    bring(2);
    Away away(*m_scene, m_ben);
    const auto taken = must(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1"), Verdict::Reject));
    QVERIFY(away.decide(QStringLiteral("c2"), Verdict::Reject));
    QCOMPARE(outcome(workflow::recallCheckout(m_ben.ports(), m_ben.acting, taken.statement, QStringLiteral("why"))), QStringLiteral("not-allowed"));
    const auto recalled = must(workflow::recallCheckout(m_sue.ports(), m_sue.acting, taken.statement, QStringLiteral("the laptop is gone")));
    QVERIFY(recalled.recalled);
    QCOMPARE(recalled.held, 0);
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("quarantined checkout-recalled"), QStringLiteral("quarantined checkout-recalled")}));
    QCOMPARE(must(workflow::listAside(m_sue.ports(), m_sue.self())).size(), 2);
    QCOMPARE(must(workflow::listAside(m_cleo.ports(), m_cleo.self())).size(), 0);
    const auto judge = [&](int which, bool accept) {
        return workflow::judgeAside(m_sue.ports(), m_sue.acting, away.made[which], accept, QStringLiteral("she says she signed it"));
    };
    QVERIFY(must(judge(0, true)).state == workflow::AsideState::Accepted);
    QCOMPARE(stateOf("c1"), CaseState::Disputed);
    QCOMPARE(outcome(judge(0, false)), QStringLiteral("move-not-allowed")); // once
    QVERIFY(must(judge(1, false)).state == workflow::AsideState::Voided);
    QCOMPARE(stateOf("c2"), CaseState::Open);
    QCOMPARE(outcome(workflow::claimCase(m_ben.ports(), m_ben.self(), core::CaseId(QStringLiteral("c1")))), QStringLiteral("second-slot"));
    QCOMPARE(must(Scene::decide(m_cleo, QStringLiteral("c1"), Verdict::Reject)).state, CaseState::Closed);
}

void TestSignedAway::aDraftIsNotLostAndTheRestIsFreeAgain()
{
    bring(2);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    core::Draft draft;
    draft.caseId = core::CaseId(QStringLiteral("c1"));
    draft.team = mainTeam;
    draft.person = m_ben.self().id;
    draft.content.text = QStringLiteral("half a sentence");
    draft.saved = QDateTime::currentDateTimeUtc();
    QVERIFY(away.open().ports.cases.saveDraft(draft));
    QVERIFY(away.sync());
    QCOMPARE(outcome(workflow::claimCase(m_cleo.ports(), m_cleo.self(), draft.caseId)), QStringLiteral("claim-held"));
    QVERIFY(workflow::giveBack(m_ben.ports(), away.open()));
    QCOMPARE(must(m_ben.ports().cases.loadDraft(draft.caseId, m_ben.self().id))->content.text, draft.content.text);
    QVERIFY(workflow::claimCase(m_cleo.ports(), m_cleo.self(), draft.caseId));
}

void TestSignedAway::theNextOnesPassOverWhatOthersHold()
{
    bring(8);
    for (int i = 1; i <= 5; ++i)
        QVERIFY(workflow::claimCase(m_cleo.ports(), m_cleo.self(), core::CaseId(QStringLiteral("c%1").arg(i))));
    const auto next = [&](int number) {
        workflow::CheckoutRequest request;
        request.next = number;
        QStringList ids;
        for (const core::StoredCase &one : must(workflow::chooseCases(m_ben.ports(), m_ben.self(), request)).cases)
            ids.append(one.row.id.value);
        return ids.join(u' ');
    };
    QCOMPARE(next(1), QStringLiteral("c6"));
    QCOMPARE(next(2), QStringLiteral("c6 c7"));
    QCOMPARE(next(50), QStringLiteral("c6 c7 c8"));
    QCOMPARE(next(0), QStringLiteral("c6 c7 c8"));
}

// As after a restore: the workspace has proofs of what the store does not have any more.
void TestSignedAway::whatAStoreLostIsSentAndProvenAnew()
{
    bring(2);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    const auto decided = must(away.decide(QStringLiteral("c1")));
    auto session = must(away.open().desk.session());
    const sync::SentStatement before{sync::Progress::Included, 4711, ledger::sha256("the leaf of then"), sync::Fate::Late};
    session.sent.insert(decided.id, before);
    QVERIFY(away.open().desk.saveSession(session));
    QCOMPARE(away.plannedFates(), QStringList{QStringLiteral("recorded")});
    const sync::SentStatement now = must(away.open().desk.session()).sent.value(decided.id);
    QVERIFY(now.progress == sync::Progress::Included && now.fate == sync::Fate::Recorded);
    QCOMPARE(std::optional(now.logIndex), must(m_sue.ports().ledger.indexOf(decided.id)));
    QCOMPARE(now.leaf, must(m_sue.ports().ledger.row(now.logIndex)).leaf);
}

void TestSignedAway::aCorrectionSharesTheFateOfItsCheckOut()
{
    bring(1);
    const QStringList one{QStringLiteral("c1")};
    Away stolen(*m_scene, m_ben), away(*m_scene, m_ben);
    const auto lost = must(stolen.take(one));
    QVERIFY(workflow::recallCheckout(m_sue.ports(), m_sue.acting, lost.statement, QStringLiteral("the laptop is gone")));
    const auto taken = must(away.take(one));
    const auto first = must(away.decide(one.first()));
    QVERIFY(away.decide(one.first(), Verdict::Reject, first.id));
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("recorded"), QStringLiteral("recorded")}));
    QVERIFY(workflow::recallCheckout(m_sue.ports(), m_sue.acting, taken.statement, QStringLiteral("this one as well")));
    QVERIFY(away.decide(one.first(), Verdict::Approve, away.made.last()));
    QCOMPARE(away.plannedFates(), QStringList({QStringLiteral("already"), QStringLiteral("already"), QStringLiteral("quarantined checkout-recalled")}));
    QCOMPARE(stateOf("c1"), CaseState::Closed);
}

// However many there are: of a line that a copy went on with nothing waits for ever.
void TestSignedAway::allThatACopySignedIsSetAside()
{
    bring(5);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2"), QStringLiteral("c3"), QStringLiteral("c4"), QStringLiteral("c5")}));
    away.keepCopy();
    QVERIFY(away.decide(QStringLiteral("c1")));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("recorded")});
    away.goToCopy();
    for (const char *id : {"c2", "c3", "c4", "c5"})
        QVERIFY(away.decide(QLatin1String(id)));
    QCOMPARE(away.plannedFates(), QStringList(4, QStringLiteral("quarantined device-fork")));
    QVERIFY(must(away.sync()).allIncluded());
    QCOMPARE(must(workflow::listAside(m_sue.ports(), m_sue.self())).size(), 4);
    QVERIFY(workflow::giveBack(m_ben.ports(), away.open()));
}

void TestSignedAway::nothingCountsAsIncludedWithoutItsProof()
{
    bring(2);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    // From an even size on no node of the decision's own proof is in that of the log's going on.
    if (must(m_ben.ports().ledger.head()).size % 2 == 1)
        QVERIFY(workflow::withdrawCase(m_sue.ports(), m_sue.acting, {core::CaseId(QStringLiteral("c2")), QStringLiteral("no consent"), {}}));
    QVERIFY(must(workflow::verifyLedger(m_ben.ports(), m_scene->keyring().folder)).ok);
    const workflow::Ports honest = m_ben.ports();
    const quint64 size = must(honest.ledger.head()).size;
    QCOMPARE(size % 2, 0U);
    testsupport::LyingLedger lying(honest.ledger, size + 1);
    const workflow::Ports liar{honest.cases, honest.decisions, honest.people,  honest.blobs, lying,
                               honest.work,  honest.clock,     honest.session, false,        honest.desk};
    const auto lied = workflow::syncNow(liar, away.open(), m_scene->keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    QVERIFY(!lied);
    QCOMPARE(lied.error(), (core::Error{core::ErrorKind::VerificationFailed, QString::number(size), QStringLiteral("inclusion")}));
    QCOMPARE(must(workflow::workspaceStatus(away.open())).included, 0);
    QCOMPARE(away.fates(), QStringList{QStringLiteral("already")});
    QCOMPARE(must(workflow::workspaceStatus(away.open())).included, 1);
}

namespace {

// The connection breaks when something is to be written.
class CutWork final : public core::UnitOfWork {
public:
    explicit CutWork(core::UnitOfWork &whole) : m_whole(whole) {}
    core::Result<void> write(const std::function<core::Result<void>()> &) override { return core::fail(core::ErrorKind::StoreUnreachable); }
    core::Result<void> read(const std::function<core::Result<void>()> &work) override { return m_whole.read(work); }
    core::Result<void> sweep() override { return m_whole.sweep(); }

private:
    core::UnitOfWork &m_whole;
};

} // namespace

void TestSignedAway::nothingCountsAsIncludedBeforeItArrives()
{
    bring(1);
    Away away(*m_scene, m_ben);
    QVERIFY(away.take({QStringLiteral("c1")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    const workflow::Ports whole = m_ben.ports();
    CutWork cut(whole.work);
    const workflow::Ports ports{whole.cases, whole.decisions, whole.people,  whole.blobs, whole.ledger,
                                cut,         whole.clock,     whole.session, false,       whole.desk};
    const auto synced = workflow::syncNow(ports, away.open(), m_scene->keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    QCOMPARE(outcome(synced), QStringLiteral("store-unreachable"));
    const auto status = must(workflow::workspaceStatus(away.open()));
    QCOMPARE(status.sent, 1); // it may have left
    QCOMPARE(status.included, 0);
    QCOMPARE(outcome(workflow::giveBack(whole, away.open())), QStringLiteral("not-allowed"));
    QCOMPARE(away.plannedFates(), QStringList{QStringLiteral("recorded")});
    QCOMPARE(must(workflow::workspaceStatus(away.open())).included, 1);
}

// Counted: however many cases and entries there are, and however many of them one's own.
void TestSignedAway::aServerIsAskedForWhatChangedAlone()
{
    auto *const server = app::sharedServer(*m_ben.store);
    if (!server) // an embedded store answers for nothing
        return;
    const auto trips = [&](const std::function<void()> &work) {
        const quint64 before = server->connection().roundTrips();
        work();
        return server->connection().roundTrips() - before;
    };
    bring(60);
    QStringList first, second;
    for (int i = 1; i <= 40; ++i)
        (i <= 4 ? first : second).append(QStringLiteral("c%1").arg(i));
    Away few(*m_scene, m_ben), many(*m_scene, m_ben);
    QVERIFY(few.take(first));
    const quint64 takenMany = trips([&] { QVERIFY(many.take(second)); });
    for (const QString &id : std::as_const(first))
        QVERIFY(few.decide(id));
    for (const QString &id : std::as_const(second))
        QVERIFY(many.decide(id));
    QVERIFY(few.sync()); // every statement is prepared by now
    const quint64 idle = trips([&] { QVERIFY(must(few.sync()).allIncluded()); });
    QVERIFY2(idle <= 3, QByteArray::number(idle).constData());
    Away one(*m_scene, m_ben);
    const quint64 takenOne = trips([&] { QVERIFY(one.take({QStringLiteral("c41")})); });
    QVERIFY2(takenMany <= takenOne + 5, qPrintable(QStringLiteral("%1 for one, %2 for thirty-six").arg(takenOne).arg(takenMany)));
    QVERIFY(one.decide(QStringLiteral("c41")));
    const quint64 ofOne = trips([&] { QVERIFY(must(one.sync()).allIncluded()); });
    for (int i = 42; i <= 60; ++i) // the store grows
        QVERIFY(Scene::decide(m_cleo, QStringLiteral("c%1").arg(i)));
    QVERIFY(workflow::verifyLedger(m_ben.ports(), m_scene->keyring().folder)->ok); // and it is known
    const quint64 ofMany = trips([&] { QVERIFY(must(many.sync()).allIncluded()); });
    QVERIFY2(ofMany <= ofOne + 2, qPrintable(QStringLiteral("%1 for one, %2 for thirty-six").arg(ofOne).arg(ofMany)));
    QCOMPARE(trips([&] { QVERIFY(must(few.sync()).allIncluded()); }), idle);
    qInfo("%llu round trips with nothing to do, %llu for one statement, %llu for thirty-six; %llu for taking one along, %llu for thirty-six",
          static_cast<unsigned long long>(idle), static_cast<unsigned long long>(ofOne), static_cast<unsigned long long>(ofMany),
          static_cast<unsigned long long>(takenOne), static_cast<unsigned long long>(takenMany));
}

QTEST_GUILESS_MAIN(TestSignedAway)
#include "tst_signedaway.moc"
