// Taking cases along and coming back: what becomes of a statement whatever happened meanwhile.
#include "ledger/ledger.h"
#include "store/workspacefile.h"
#include "sync/workspacekey.h"
#include "unit/workflow/away.h"
#include "workflow/checkouts.h"
#include "workflow/claimcase.h"
#include "workflow/quarantine.h"
#include "workflow/readings.h"
#include "workflow/redactcase.h"
#include "workflow/withdrawcase.h"

using namespace countersign;
using namespace countersign::workflow;
using core::CaseState;
using core::ErrorKind;
using core::Role;
using core::Verdict;
using sync::Fate;
using testsupport::Away;
using testsupport::demandGood;
using testsupport::online;
using testsupport::Ward;

namespace {

CaseState stateOf(Ward &ward, const QString &id)
{
    return openCase(ward.ports(), core::CaseId(id), ward.ada().person)->stored.row.state;
}

const QByteArray blind = "countersign.policy/v1\nversion 2\nrule own\nreviewers one\nfirst-answer required\nsigning light\n";
const QByteArray withTwo = "countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n";
const QByteArray withWindow = "countersign.policy/v1\nversion 2\nrule slow\nreviewers one\nwindow 3600\nsigning light\n";

} // namespace

class TestAway : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExpiredWorkspaceLocksAndIsStillSent();
    void aClockThatIsSetBackOpensNoExpiredWorkspace();
    void twoReviewersWhoDoNotAgreeAreADispute();
    void aReleaseInItsWindowWaitsForTheDispute();
    void earlierContentIsADispute();
    void whatWasWithdrawnStaysSo();
    void aRedactionReachesTheWorkspace();
    void aDraftIsNotLost();
    void aCorrectionSignedAwayFollowsItsDecision();
    void theStoreReopenedFromABackupGetsThemAgain();
    void whatIsNotSentIsNotGivenBack();
    void aFirstAnswerTravelsWithItsDecision();
    void whatWasSetAsideIsAcceptedOrVoided();
    void aStrayDeskDoesNotGiveAClaimBack();
    void aReplacedKeyStillSendsWhatItSigned();
    void nobodyJudgesTheirOwn();
    void otherBytesUnderOneIdAreAnAlarm();
    void aDraftOfWhatSomebodyElseDecidedGoesToTheStore();
    void aClockThatGoesBackIsNoticedAlsoBetweenTwoSyncs();
};

void TestAway::anExpiredWorkspaceLocksAndIsStillSent()
{
    Ward ward;
    ward.importTexts(2);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    ward.clock().advance(73 * 3600);
    QCOMPARE(away.decide(QStringLiteral("c2")).error().detail, QStringLiteral("workspace-expired"));
    QVERIFY(workspaceStatus(away.open())->expired);
    QCOMPARE(away.fates(), QStringList{QStringLiteral("late")}); // nobody decided meanwhile
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Released);
    demandGood(ward);
}

// Whoever found it sets the device's clock back; also after it was sent once.
void TestAway::aClockThatIsSetBackOpensNoExpiredWorkspace()
{
    Ward ward;
    ward.importTexts(2);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    ward.clock().advance(73 * 3600);
    QVERIFY(workspaceStatus(away.open())->expired); // nobody had to try and sign
    away.clock.skew = -72 * 3600;
    QCOMPARE(away.decide(QStringLiteral("c1")).error().detail, QStringLiteral("workspace-expired"));
    away.reopen(Ward::passphrase(QStringLiteral("ben")));
    QCOMPARE(away.decide(QStringLiteral("c1")).error().detail, QStringLiteral("workspace-expired"));
    QVERIFY(away.sync());
    QCOMPARE(away.decide(QStringLiteral("c1")).error().detail, QStringLiteral("workspace-expired"));
    QVERIFY(workspaceStatus(away.open())->expired);
    demandGood(ward);
}

void TestAway::twoReviewersWhoDoNotAgreeAreADispute()
{
    Ward ward;
    ward.adoptPolicy(withTwo);
    ward.importTexts(1);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    QCOMPARE(away.decide(QStringLiteral("c1"))->state, CaseState::Open);
    QVERIFY(ward.decide(ward.ada(), online(QStringLiteral("c1"), Verdict::Reject)));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("recorded")}); // in its own slot
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Disputed);
    demandGood(ward);
}

void TestAway::aReleaseInItsWindowWaitsForTheDispute()
{
    Ward ward;
    ward.adoptPolicy(withWindow);
    ward.importTexts(1);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    const ActingPerson dan = ward.join(QStringLiteral("dan"), {Role::Supervisor, Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    QVERIFY(away.decide(QStringLiteral("c1"), Verdict::Reject));
    QVERIFY(releaseClaim(ward.ports(), ben.person, core::CaseId(QStringLiteral("c1"))));
    QCOMPARE(ward.decide(ward.ada(), online(QStringLiteral("c1"), Verdict::Approve))->state, CaseState::Held);
    QCOMPARE(away.fates(), QStringList{QStringLiteral("disputed already-decided")});
    ward.clock().advance(7200);
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Disputed);
    QCOMPARE(ward.decide(ward.ada(), online(QStringLiteral("c1"), Verdict::Reject)).error().kind, ErrorKind::SecondSlot);
    QCOMPARE(ward.decide(ben, online(QStringLiteral("c1"), Verdict::Reject)).error().kind, ErrorKind::SecondSlot);
    QCOMPARE(ward.decide(dan, online(QStringLiteral("c1"), Verdict::Reject))->state, CaseState::Closed);
    demandGood(ward);
}

void TestAway::earlierContentIsADispute()
{
    Ward ward;
    ward.importTexts(1);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    QByteArray newer = Ward::textCase(QStringLiteral("c1"), QStringLiteral("Take 5 mg."));
    newer.insert(newer.size() - 1, ",\"version\":2");
    QCOMPARE(ward.importLines({newer})->files.first().imported, 1);
    QCOMPARE(away.fates(), QStringList{QStringLiteral("disputed earlier-content")});
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Disputed);
    core::DecisionFilter bens;
    bens.teams = {core::TeamId(QStringLiteral("main"))};
    const auto decisions = ward.ports().decisions.decisions(bens);
    QCOMPARE(decisions->size(), 1);
    const auto page = openDecision(ward.ports(), decisions->first().id, ward.ada().person);
    QCOMPARE(page->stored.row.version, 2);
    QCOMPARE(page->record.version, 1); // what he read, not what came since
    QCOMPARE(page->record.suggestion.content.text, QStringLiteral("Take 50 mg twice daily."));
    demandGood(ward);
    QVERIFY(ward.decide(ward.ada(), online(QStringLiteral("c1"), Verdict::Approve)));
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Released);
    demandGood(ward);
}

void TestAway::whatWasWithdrawnStaysSo()
{
    Ward ward;
    ward.importTexts(2);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    for (const char *id : {"c1", "c2"})
        QVERIFY(withdrawCase(ward.ports(), ward.ada(), {core::CaseId(QLatin1String(id)), QStringLiteral("no consent"), {}}));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("disputed withdrawn")});
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Withdrawn);
    QCOMPARE(away.decide(QStringLiteral("c2")).error().kind, ErrorKind::MoveNotAllowed); // it has left the workspace
    demandGood(ward);
}

namespace {

// Whether any change that the file remembers has this word: one of the search's index, which stands there whole.
bool remembers(Away &away, const QByteArray &word)
{
    const sync::WorkspaceLabel label = away.open().desk.label();
    const QString folder = away.ward.keyring().folder;
    away.connection.reset();
    auto file = store::WorkspaceFile::open(away.path);
    const auto key = sync::loadWorkspaceKey(folder, label, *away.person.key);
    const auto mark = sync::loadWorkspaceMark(folder, label.id);
    auto cells = sync::Workspace::open(std::move(*file), *key, *mark, [](const auto &, auto) { return core::Result<void>(); });
    bool found = false;
    [[maybe_unused]] const auto read = (*cells)->readAll("change", [&](const QByteArray &change) {
        found = found || change.contains(word);
        return core::Result<void>();
    });
    cells->reset();
    away.reopen(Ward::passphrase(away.person.person.id.value));
    return found;
}

} // namespace

void TestAway::aRedactionReachesTheWorkspace()
{
    Ward ward;
    ward.importTexts(2);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    const ActingPerson cora = ward.join(QStringLiteral("cora"), {Role::Compliance});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1"), Verdict::Reject));
    QVERIFY(remembers(away, "daily"));
    for (const char *id : {"c1", "c2"})
        QVERIFY(redactCase(ward.ports(), cora, {core::CaseId(QLatin1String(id)), QStringLiteral("asked to be forgotten"), {}}));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("disputed redacted")});
    QVERIFY(!remembers(away, "daily"));
    for (const char *id : {"c1", "c2"}) {
        const auto there = openCase(away.open().ports, core::CaseId(QLatin1String(id)), ben.person);
        QVERIFY(there && there->redacted);
        QVERIFY(there->record.suggestion.content.text.isEmpty());
    }
    demandGood(ward);
    away.reopen(Ward::passphrase(QStringLiteral("ben")));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("already redacted")});
}

void TestAway::aDraftIsNotLost()
{
    Ward ward;
    ward.importTexts(1);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    core::Draft draft;
    draft.caseId = core::CaseId(QStringLiteral("c1"));
    draft.team = core::TeamId(QStringLiteral("main"));
    draft.person = ben.person.id;
    draft.content.text = QStringLiteral("half a sentence");
    draft.saved = ward.clock().now();
    QVERIFY(away.open().ports.cases.saveDraft(draft));
    away.reopen(Ward::passphrase(QStringLiteral("ben")));
    QCOMPARE(away.open().ports.cases.loadDraft(draft.caseId, ben.person.id).value()->content.text, draft.content.text);
    QVERIFY(away.sync());
    QVERIFY(giveBack(ward.ports(), away.open()));
    QCOMPARE(ward.ports().cases.loadDraft(draft.caseId, ben.person.id).value()->content.text, draft.content.text);
    QVERIFY(claimCase(ward.ports(), ward.ada().person, draft.caseId));
}

void TestAway::aCorrectionSignedAwayFollowsItsDecision()
{
    Ward ward;
    ward.importTexts(1);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    const auto first = away.decide(QStringLiteral("c1"));
    QVERIFY(first);
    DecisionRequest better = online(QStringLiteral("c1"), Verdict::Reject);
    better.supersedes = first->id;
    QVERIFY(recordDecision(away.open().ports, *actInWorkspace(away.open(), ben.key, {}, ward.keyring().folder), better));
    QCOMPARE(away.fates(), (QStringList{QStringLiteral("recorded"), QStringLiteral("recorded")}));
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Closed);
    demandGood(ward);
}

void TestAway::theStoreReopenedFromABackupGetsThemAgain()
{
    Ward ward;
    ward.importTexts(2);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    QVERIFY(away.decide(QStringLiteral("c2")));
    // The first attempt ends after the store's commit, before the workspace heard of it.
    auto session = away.open().desk.session();
    QVERIFY(away.sync());
    QVERIFY(away.open().desk.saveSession(*session));
    QCOMPARE(workspaceStatus(away.open())->made, 2);
    QCOMPARE(away.fates(), (QStringList{QStringLiteral("already"), QStringLiteral("already")}));
    QCOMPARE(workspaceStatus(away.open())->included, 2);
    demandGood(ward);
}

void TestAway::whatIsNotSentIsNotGivenBack()
{
    Ward ward;
    ward.importTexts(1);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    QCOMPARE(giveBack(ward.ports(), away.open()).error().detail, QStringLiteral("not-sent"));
}

void TestAway::aFirstAnswerTravelsWithItsDecision()
{
    Ward ward;
    ward.adoptPolicy(blind);
    ward.importTexts(1);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    QCOMPARE(away.decide(QStringLiteral("c1")).error().detail, QStringLiteral("first-answer"));
    const core::CaseId id(QStringLiteral("c1"));
    QVERIFY(giveFirstAnswer(away.open().ports, **away.open().ports.cases.claimOf(id, ben.person), QStringLiteral("250 mg")));
    away.reopen(Ward::passphrase(QStringLiteral("ben")));
    QVERIFY(away.decide(QStringLiteral("c1")));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("recorded")});
    QVERIFY(!ward.ports().cases.firstAnswer(id, core::TeamId(QStringLiteral("main")), ben.person.id)->isEmpty());
    demandGood(ward);
}

void TestAway::whatWasSetAsideIsAcceptedOrVoided()
{
    Ward ward;
    ward.importTexts(3);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    const auto sam = ward.join(QStringLiteral("sam"), {Role::Reviewer, Role::Supervisor});
    const auto tess = ward.join(QStringLiteral("tess"), {Role::Reviewer});
    Away away(ward, grace, QStringLiteral("away"));
    const auto taken = away.take({QStringLiteral("c1"), QStringLiteral("c2"), QStringLiteral("c3")});
    QVERIFY(taken);
    for (const QString &id : {QStringLiteral("c1"), QStringLiteral("c2")})
        QVERIFY(away.decide(id, Verdict::Reject));
    QVERIFY(recallCheckout(ward.ports(), sam, taken->statement, QStringLiteral("the laptop is gone")));
    QCOMPARE(recallCheckout(ward.ports(), sam, taken->statement, QStringLiteral("again")).error(),
             (core::Error{ErrorKind::MoveNotAllowed, taken->statement.value, QStringLiteral("checkout-recalled")}));
    const core::StatementId none(QStringLiteral("01936d5e-7a00-7abc-8def-0123456789ab"));
    QCOMPARE(recallCheckout(ward.ports(), sam, none, QStringLiteral("gone")).error(), (core::Error{ErrorKind::MoveNotAllowed, none.value, QStringLiteral("no-checkout")}));
    QCOMPARE(away.fates(), QStringList({QStringLiteral("quarantined checkout-recalled"), QStringLiteral("quarantined checkout-recalled")}));
    QCOMPARE(away.decide(QStringLiteral("c3")).error(), (core::Error{ErrorKind::NotAllowed, QStringLiteral("checkout-recalled"), QStringLiteral("workspace-closed")}));
    const auto status = workspaceStatus(away.open());
    QCOMPARE(status->setAside, 2);
    QCOMPARE(status->disputed, 0);
    const auto aside = listAside(ward.ports(), sam.person);
    QVERIFY(aside);
    QCOMPARE(aside->size(), 2);
    QCOMPARE(listAside(ward.ports(), tess.person)->size(), 0);
    QCOMPARE(listAside(ward.ports(), grace.person)->size(), 2);
    const auto judge = [&](const ActingPerson &who, int which, bool accept) {
        return judgeAside(ward.ports(), who, away.made[which], accept, QStringLiteral("she says she signed it"));
    };
    QCOMPARE(judge(tess, 0, true).error().kind, ErrorKind::NotAllowed);
    QCOMPARE(judge(grace, 0, true).error().kind, ErrorKind::NotAllowed);
    const auto accepted = judge(sam, 0, true);
    QVERIFY(accepted);
    QCOMPARE(accepted->state, AsideState::Accepted);
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Disputed);
    QCOMPARE(judge(sam, 0, false).error(), (core::Error{ErrorKind::MoveNotAllowed, sam.person.id.value, QStringLiteral("aside-accepted")})); // once
    QCOMPARE(judge(sam, 1, false)->state, AsideState::Voided);
    QCOMPARE(stateOf(ward, QStringLiteral("c2")), CaseState::Open);
    demandGood(ward);
    QCOMPARE(claimCase(ward.ports(), grace.person, core::CaseId(QStringLiteral("c1"))).error().kind, ErrorKind::SecondSlot); // a third person
    QVERIFY(claimCase(ward.ports(), tess.person, core::CaseId(QStringLiteral("c1"))));
    QVERIFY(ward.decide(tess, online(QStringLiteral("c1"), Verdict::Reject)));
    QCOMPARE(stateOf(ward, QStringLiteral("c1")), CaseState::Closed);
    demandGood(ward);
}

void TestAway::aStrayDeskDoesNotGiveAClaimBack()
{
    Ward ward;
    ward.importTexts(2);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Away away(ward, grace, QStringLiteral("away"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    const core::CaseId id(QStringLiteral("c1"));
    QVERIFY(leaveCase(ward.ports(), grace.person, id)); // opened at the store meanwhile, and left
    QVERIFY(leaveCase(away.open().ports, grace.person, id));
    QVERIFY(claimCase(ward.ports(), grace.person, core::CaseId(QStringLiteral("c2"))));
    QVERIFY(leaveCase(ward.ports(), grace.person, core::CaseId(QStringLiteral("c2")))); // that one is free again
    QVERIFY(claimCase(ward.ports(), ward.ada().person, core::CaseId(QStringLiteral("c2"))));
    QVERIFY(away.decide(QStringLiteral("c1")));
    QCOMPARE(away.fates(), QStringList({QStringLiteral("recorded")})); // not late: the claim was kept
}

void TestAway::aReplacedKeyStillSendsWhatItSigned()
{
    Ward ward;
    ward.importTexts(2);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Away away(ward, grace, QStringLiteral("away"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    away.connection.reset();
    const QString fresh = QStringLiteral("eleven kites above the harbour wall");
    QVERIFY(resetKey(ward.ports(), ward.keyring(), ward.ada(), grace.person.id, typedSecret(fresh)));
    QCOMPARE(app::openWorkspace(away.path, ward.keyring(), ledger::Secret::fromTyped(fresh), ward.clock()).error().kind, ErrorKind::BadKeyFile);
    QCOMPARE(app::openWorkspace(away.path, ward.keyring(), ledger::Secret::fromTyped(QStringLiteral("neither the one nor the other")), ward.clock()).error().kind,
             ErrorKind::WrongSecret);
    {
        auto opened = app::openWorkspace(away.path, ward.keyring(), ledger::Secret::fromTyped(Ward::passphrase(QStringLiteral("grace"))), ward.clock());
        QVERIFY(opened);
        QVERIFY(opened->key.isReplaced);
        away.connection = std::move(opened->connection);
    }
    QCOMPARE(away.fates(), QStringList({QStringLiteral("quarantined key-revoked")}));
    QVERIFY(giveBack(ward.ports(), away.open()));
    away.connection.reset();
    QVERIFY(app::destroyWorkspace(away.path, ward.keyring()));
    QVERIFY(!QFile::exists(ledger::earlierKeyFilePath(ledger::keyFilePath(ward.keyring().folder, grace.signer.store, grace.person.id))));
    demandGood(ward);
}

void TestAway::nobodyJudgesTheirOwn()
{
    Ward ward;
    ward.importTexts(1);
    const auto sam = ward.join(QStringLiteral("sam"), {Role::Reviewer, Role::Supervisor});
    Away away(ward, sam, QStringLiteral("away"));
    const auto taken = away.take({QStringLiteral("c1")});
    QVERIFY(taken);
    QVERIFY(away.decide(QStringLiteral("c1")));
    QVERIFY(recallCheckout(ward.ports(), ward.ada(), taken->statement, QStringLiteral("the laptop is gone")));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("quarantined checkout-recalled")});
    QCOMPARE(judgeAside(ward.ports(), sam, away.made.first(), true, QStringLiteral("I did")).error().kind, ErrorKind::OwnSubmission);
    QVERIFY(judgeAside(ward.ports(), ward.ada(), away.made.first(), true, QStringLiteral("he did")));
    demandGood(ward);
}

void TestAway::otherBytesUnderOneIdAreAnAlarm()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Away away(ward, grace, QStringLiteral("away"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    QVERIFY(away.decide(QStringLiteral("c1")));
    auto other = *ledger::statementOf(*ledger::parseEntry(away.open().ports.ledger.row(0)->entry));
    other.by->device = QByteArray(32, 'a');
    std::get<ledger::Decision>(other.body).verdict = Verdict::Escalate;
    std::get<ledger::Decision>(other.body).outcome.reset();
    const auto forged = ledger::makeSigned(other, *grace.key, {}, ward.clock().now(), ward.ports().session, {});
    QVERIFY(forged && ward.ports().work.write([&] { return ledger::append(ward.ports().ledger, *forged).map([](const auto &) {}); }));
    const auto size = ward.ports().ledger.head()->size;
    QCOMPARE(away.fates(), QStringList{QStringLiteral("refused other-bytes")});
    QCOMPARE(ward.ports().ledger.head()->size, size);
    QVERIFY(!away.sync()->allIncluded());
    const auto events = ward.ports().people.securityEvents(10);
    QVERIFY(events && std::any_of(events->begin(), events->end(), [](const core::SecurityEvent &one) { return one.kind == u"statement-altered"; }));
}

void TestAway::aDraftOfWhatSomebodyElseDecidedGoesToTheStore()
{
    Ward ward;
    ward.importTexts(1);
    const auto ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1")}));
    core::Draft draft;
    draft.caseId = core::CaseId(QStringLiteral("c1"));
    draft.team = core::TeamId(QStringLiteral("main"));
    draft.person = ben.person.id;
    draft.content.text = QStringLiteral("half a sentence");
    draft.saved = ward.clock().now();
    QVERIFY(away.open().ports.cases.saveDraft(draft));
    QVERIFY(releaseClaim(ward.ports(), ben.person, draft.caseId));
    QVERIFY(ward.decide(ward.ada(), online(QStringLiteral("c1"), Verdict::Approve)));
    QVERIFY(away.sync());
    QCOMPARE(away.decide(QStringLiteral("c1")).error().kind, ErrorKind::MoveNotAllowed); // it has left the workspace
    QCOMPARE(ward.ports().cases.loadDraft(draft.caseId, ben.person.id).value()->content.text, draft.content.text);
}

void TestAway::aClockThatGoesBackIsNoticedAlsoBetweenTwoSyncs()
{
    Ward ward;
    ward.importTexts(4);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Away away(ward, grace, QStringLiteral("away"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2"), QStringLiteral("c3"), QStringLiteral("c4")}));
    ward.clock().advance(7200);
    const auto flagsAfter = [&](const QString &id, qint64 skew) {
        away.clock.skew = skew;
        const auto decided = away.decide(id);
        const auto synced = away.sync();
        const auto index = ward.ports().ledger.indexOf(decided->id);
        return synced ? ledger::parseEntry(ward.ports().ledger.row(**index)->entry)->flags : QList<ledger::Flag>();
    };
    const QList<ledger::Flag> clock{ledger::Flag::Clock};
    QCOMPARE(flagsAfter(QStringLiteral("c1"), 0), QList<ledger::Flag>());
    QCOMPARE(flagsAfter(QStringLiteral("c2"), -3600), clock); // within the trip, and before what was signed before
    QCOMPARE(flagsAfter(QStringLiteral("c3"), 86400), clock);
    QCOMPARE(flagsAfter(QStringLiteral("c4"), 0), clock);
    demandGood(ward);
}

QTEST_GUILESS_MAIN(TestAway)
#include "tst_away.moc"
