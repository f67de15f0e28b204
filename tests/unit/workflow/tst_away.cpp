// Taking cases along and coming back: what becomes of a statement whatever happened meanwhile, and a model of three devices at it at once.
#include "app/workspaces.h"
#include "support/ward.h"
#include "workflow/checkout.h"
#include "workflow/checkouts.h"
#include "workflow/claimcase.h"
#include "workflow/quarantine.h"
#include "workflow/readings.h"
#include "workflow/redactcase.h"
#include "workflow/syncnow.h"
#include "workflow/verifyledger.h"
#include "workflow/withdrawcase.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::CaseState;
using core::ErrorKind;
using core::Role;
using core::Verdict;
using sync::Fate;
using testsupport::Ward;

namespace {


// A workspace of a person, and what was signed in it.
struct Away {
    Ward &ward;
    ActingPerson person;
    QString path;
    std::unique_ptr<app::WorkspaceConnection> connection;
    QList<core::StatementId> made;

    Away(Ward &home, const ActingPerson &who, const QString &name) : ward(home), person(who), path(home.folder() + u'/' + name)
    {
        auto workspace = app::makeWorkspace(path, who.signer.store, *who.key, home.keyring(), home.clock());
        if (!workspace)
            qFatal("workspace: %s", qPrintable(workspace.error().detail));
        connection = std::move(*workspace);
    }
    OpenWorkspace open() { return connection->workspace(); }
    core::Result<CheckoutReport> checkOut(const CheckoutRequest &request)
    {
        return chooseCases(ward.ports(), person.person, request).and_then([&](const ChosenCases &chosen) {
            return workflow::checkOut(ward.ports(), person, chosen, open(), ward.storePath(), [](const CheckoutProgress &) {}, {});
        });
    }
    core::Result<CheckoutReport> take(const QStringList &cases)
    {
        CheckoutRequest request;
        for (const QString &id : cases)
            request.cases.append(core::CaseId(id));
        return checkOut(request);
    }
    core::Result<DecisionReceipt> decide(const QString &id, Verdict verdict = Verdict::Approve)
    {
        DecisionRequest request;
        request.caseId = core::CaseId(id);
        request.verdict = verdict;
        request.rationale = verdict == Verdict::Approve ? QString() : QStringLiteral("away");
        const auto acting = actInWorkspace(open(), person.key, {}, ward.keyring().folder);
        if (!acting)
            return tl::unexpected(acting.error());
        auto receipt = recordDecision(open().ports, *acting, request);
        if (receipt)
            made.append(receipt->id);
        return receipt;
    }
    core::Result<SyncReport> sync()
    {
        return syncNow(ward.ports(), open(), ward.keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    }
    QStringList fates()
    {
        const auto report = sync();
        if (!report)
            return {core::kindName(report.error().kind) + u' ' + report.error().detail};
        QStringList words;
        for (const sync::PlannedStatement &one : report->plan.statements)
            words.append((QString::fromLatin1(sync::fateName(one.fate)) + u' ' + one.cause).trimmed());
        return words;
    }
    void reopen(const QString &passphrase)
    {
        connection.reset();
        auto opened = app::openWorkspace(path, ward.keyring(), ledger::Secret::fromTyped(passphrase), ward.clock());
        if (!opened)
            qFatal("workspace: %s %s", qPrintable(core::kindName(opened.error().kind)), qPrintable(opened.error().detail));
        connection = std::move(opened->connection);
    }
};

CaseState stateOf(Ward &ward, const QString &id)
{
    return openCase(ward.ports(), core::CaseId(id), ward.ada().person)->stored.row.state;
}

DecisionRequest online(const QString &id, Verdict verdict)
{
    DecisionRequest request;
    request.caseId = core::CaseId(id);
    request.verdict = verdict;
    request.rationale = verdict == Verdict::Approve ? QString() : QStringLiteral("online");
    return request;
}

void demandGood(Ward &ward)
{
    const auto verdict = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY2(verdict && verdict->ok, verdict ? qPrintable(verdict->why) : qPrintable(core::kindName(verdict.error().kind) + verdict.error().detail));
}

const QByteArray blind = "countersign.policy/v1\nversion 2\nrule own\nreviewers one\nfirst-answer required\nsigning light\n";
const QByteArray withTwo = "countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n";
const QByteArray withWindow = "countersign.policy/v1\nversion 2\nrule slow\nreviewers one\nwindow 3600\nsigning light\n";

} // namespace

class TestAway : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExpiredWorkspaceLocksAndIsStillSent();
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
    void threeDevicesAndTheStore();
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

void TestAway::aRedactionReachesTheWorkspace()
{
    Ward ward;
    ward.importTexts(2);
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    const ActingPerson cora = ward.join(QStringLiteral("cora"), {Role::Compliance});
    Away away(ward, ben, QStringLiteral("trip"));
    QVERIFY(away.take({QStringLiteral("c1"), QStringLiteral("c2")}));
    QVERIFY(away.decide(QStringLiteral("c1"), Verdict::Reject));
    for (const char *id : {"c1", "c2"})
        QVERIFY(redactCase(ward.ports(), cora, {core::CaseId(QLatin1String(id)), QStringLiteral("asked to be forgotten"), {}}));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("disputed redacted")});
    for (const char *id : {"c1", "c2"}) {
        const auto there = openCase(away.open().ports, core::CaseId(QLatin1String(id)), ben.person);
        QVERIFY(there && there->redacted);
        QVERIFY(there->record.suggestion.content.text.isEmpty());
    }
    demandGood(ward);
    away.reopen(Ward::passphrase(QStringLiteral("ben")));
    QCOMPARE(away.fates(), QStringList{QStringLiteral("already")});
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

namespace {

// Three people with a workspace each, and a supervisor online, who take turns by chance.
struct Model {
    QRandomGenerator random;
    Ward ward;
    int cases;
    std::vector<std::unique_ptr<Away>> devices;
    QList<ActingPerson> people;
    QSet<core::StatementId> made;
    int trips = 0;

    Model(quint32 seed, int steps) : random(seed), cases(steps / 5 + 20), devices(3)
    {
        ward.importTexts(cases);
        for (int i = 0; i < 3; ++i)
            people.append(ward.join(QStringLiteral("p%1").arg(i), {Role::Reviewer}));
    }
    Verdict anyVerdict() { return random.bounded(3) == 0 ? Verdict::Reject : Verdict::Approve; }
    QString anyCase() { return QStringLiteral("c%1").arg(random.bounded(1, cases + 1)); }
    // One of those the device took along; empty: none.
    QString caseAway(Away &device)
    {
        const auto session = device.open().desk.session();
        return session && !session->cases.isEmpty() ? session->cases[random.bounded(int(session->cases.size()))].caseId.value : QString();
    }
    void leave(int who)
    {
        auto away = std::make_unique<Away>(ward, people[who], QStringLiteral("trip%1").arg(++trips));
        CheckoutRequest request;
        request.next = 5;
        request.hours = 10;
        if (away->checkOut(request))
            devices[size_t(who)] = std::move(away);
    }
    // A claim is taken away, and somebody else decides.
    void loseClaim(int who, Away &device)
    {
        const core::CaseId id(caseAway(device));
        if (!id.isEmpty() && releaseClaim(ward.ports(), people[who].person, id))
            [[maybe_unused]] const auto other = ward.decide(ward.ada(), online(id.value, anyVerdict()));
    }
    // Now and then its answer is lost.
    void synchronise(Away &device)
    {
        const auto before = device.open().desk.session();
        const auto synced = device.sync();
        QVERIFY2(synced && synced->allIncluded(), qPrintable(synced ? QString() : synced.error().detail));
        if (random.bounded(3) == 0)
            QVERIFY(device.open().desk.saveSession(*before));
    }
    void step()
    {
        const int who = random.bounded(3);
        std::unique_ptr<Away> &device = devices[size_t(who)];
        const int what = random.bounded(10);
        if (what == 0)
            [[maybe_unused]] const auto decided = ward.decide(ward.ada(), online(anyCase(), anyVerdict()));
        else if (what == 1)
            ward.clock().advance(random.bounded(4000));
        else if (!device)
            leave(who);
        else if (what == 2)
            loseClaim(who, *device);
        else if (what == 3 && random.bounded(4) == 0)
            device->reopen(Ward::passphrase(QStringLiteral("p%1").arg(who)));
        else if (what == 4 || what == 5)
            synchronise(*device);
        else if (what == 6 && device->sync() && giveBack(ward.ports(), device->open()))
            device.reset();
        else if (const QString id = caseAway(*device); !id.isEmpty())
            if (const auto decided = device->decide(id, anyVerdict()))
                made.insert(decided->id);
    }
};

} // namespace

// After every few steps the record holds; at the end every statement is in it, once.
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
    QCOMPARE(judge(sam, 0, false).error().kind, ErrorKind::BadValue); // once
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

void TestAway::threeDevicesAndTheStore()
{
    const bool isGiven = qEnvironmentVariableIsSet("COUNTERSIGN_SEED");
    const quint32 seed = isGiven ? qEnvironmentVariable("COUNTERSIGN_SEED").toUInt() : QRandomGenerator::global()->generate();
    const int steps = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? 3000 : 150;
    qInfo("COUNTERSIGN_SEED=%u, %d steps", seed, steps);
    Model model(seed, steps);
    for (int step = 0; step < steps && !QTest::currentTestFailed(); ++step) {
        model.step();
        if (step % 10 == 0)
            demandGood(model.ward);
    }
    for (const auto &device : model.devices)
        if (device)
            QVERIFY(device->sync() && device->sync()->allIncluded());
    demandGood(model.ward);
    QSet<core::StatementId> there;
    core::DecisionFilter all;
    all.teams = model.ward.ada().person.teams();
    const auto rows = model.ward.ports().decisions.decisions(all);
    QVERIFY(rows);
    for (const core::DecisionRow &row : *rows) {
        QVERIFY(!there.contains(row.id));
        there.insert(row.id);
    }
    QVERIFY2(there.contains(model.made), "a statement was lost");
    qInfo("%d statements signed away, %d decisions in all, %d trips", int(model.made.size()), int(there.size()), model.trips);
}

QTEST_GUILESS_MAIN(TestAway)
#include "tst_away.moc"
