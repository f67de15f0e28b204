// Decisions, releases, people and the log on every engine: what was signed is there once, found again, and the whole of it verifies.
#include "engines/signed/scene.h"
#include "ledger/ledger.h"
#include "workflow/casemove.h"
#include "workflow/recallcase.h"
#include "workflow/verifyledger.h"

#include <QSet>
#include <atomic>
#include <thread>

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;
using core::CaseState;
using core::Verdict;

class tst_SignedRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutEngine(); }
    void givesBackWhatWasDecided();
    void answersTheSameReceiptForTheSameStatement();
    void findsDecisionsByEachFilter();
    void handsOutReleasesOnceAndInOrder();
    void correctsByANewDecision();
    void keepsPeopleAndWhatTheyMay();
    void givesRolesAndTakesThemAway();
    void refusesWhoDecidesAndMayNot();
    void recordsNothingOfAWriteThatFailed();
    void readsItsLogTheSameWayEachTime();
    void verifiesAfterAllOfIt();
    void decidesEachCaseOnceAmongMany();

private:
    static core::DecisionFilter ofMain()
    {
        core::DecisionFilter filter;
        filter.teams = {mainTeam};
        return filter;
    }
};

void tst_SignedRecord::givesBackWhatWasDecided()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A")});
    workflow::DecisionRequest request;
    request.caseId = CaseId(u"A"_qs);
    request.verdict = Verdict::Edit;
    request.outcome = core::Content{core::Content::Form::Text, u"Take 25 mg \U0001F48A."_qs, {}};
    request.rationale = u"misread; 'quoted' \\ %"_qs;
    request.reasons = {u"dose-wrong"_qs, u"other"_qs};
    const auto receipt = must(workflow::recordDecision(grace.ports(), grace.acting, request));
    QVERIFY(receipt.released && receipt.state == CaseState::Released);
    const auto row = must(grace.ports().decisions.decision(receipt.id, {mainTeam}));
    QVERIFY(row);
    QCOMPARE(row->caseId, request.caseId);
    QCOMPARE(row->logIndex, receipt.logIndex);
    QVERIFY(row->verdict == Verdict::Edit && row->stands && !row->late);
    QCOMPARE(row->reviewer.value, u"grace"_qs);
    QCOMPARE(row->reviewerName, u"Dr. grace"_qs);
    QCOMPARE(row->reasons, request.reasons);
    QCOMPARE(row->meaning, receipt.meaning);
    QCOMPARE(row->arrived, receipt.arrived);
    QCOMPARE(must(grace.ports().blobs.loadBlob(row->outcomeBlob))->content, request.outcome->bytes());
    QCOMPARE(must(grace.ports().blobs.loadBlob(row->rationaleBlob))->content, request.rationale.toUtf8());
    QVERIFY(!must(grace.ports().decisions.decision(receipt.id, {core::TeamId(u"legal"_qs)})));
}

// An answer that was lost is asked for again under the same id.
void tst_SignedRecord::answersTheSameReceiptForTheSameStatement()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A")});
    workflow::DecisionRequest request;
    request.caseId = CaseId(u"A"_qs);
    request.id = core::StatementId(u"01977b7c-0000-7000-8000-0000000000aa"_qs);
    const auto first = must(workflow::recordDecision(grace.ports(), grace.acting, request));
    const auto again = must(workflow::recordDecision(grace.ports(), grace.acting, request));
    QCOMPARE(again.id, first.id);
    QCOMPARE(again.logIndex, first.logIndex);
    QCOMPARE(again.leafHash, first.leafHash);
    QCOMPARE(must(grace.ports().decisions.decisions(ofMain())).size(), 1);
    QCOMPARE(must(grace.ports().decisions.releases({mainTeam}, {}, 0)).size(), 1);
}

void tst_SignedRecord::findsDecisionsByEachFilter()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto ivan = scene.join(u"ivan"_qs);
    scene.bring({Scene::line("A"), Scene::line("B"), Scene::line("C")});
    must(Scene::decide(grace, u"A"_qs));
    must(Scene::decide(ivan, u"B"_qs, Verdict::Reject));
    must(Scene::decide(grace, u"C"_qs, Verdict::Reject));
    const auto found = [&](const core::DecisionFilter &filter) {
        QString ids;
        for (const core::DecisionRow &row : must(grace.ports().decisions.decisions(filter)))
            ids += row.caseId.value;
        return ids;
    };
    QCOMPARE(found(ofMain()), u"ABC"_qs);
    auto filter = ofMain();
    filter.newestFirst = true;
    filter.limit = 2;
    QCOMPARE(found(filter), u"CB"_qs);
    filter = ofMain();
    filter.reviewer = grace.self().id;
    QCOMPARE(found(filter), u"AC"_qs);
    filter.verdict = Verdict::Reject;
    QCOMPARE(found(filter), u"C"_qs);
    filter = ofMain();
    filter.caseId = CaseId(u"B"_qs);
    QCOMPARE(found(filter), u"B"_qs);
    const auto third = must(grace.ports().decisions.decisions(ofMain())).last();
    filter = ofMain();
    filter.before = third.logIndex;
    QCOMPARE(found(filter), u"AB"_qs);
    filter = ofMain();
    filter.until = third.arrived;
    QVERIFY(!found(filter).contains(u'C'));
    filter = ofMain();
    filter.since = third.arrived.addSecs(3600);
    QCOMPARE(found(filter), QString());
    for (const core::MetricRow &row : must(grace.ports().decisions.metrics({mainTeam}, core::MetricGroup::Reviewer)))
        QCOMPARE(row.total(), row.group == u"grace" ? 2 : 1);
}

void tst_SignedRecord::handsOutReleasesOnceAndInOrder()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto hal = scene.join(u"hal"_qs, {core::Role::Supervisor});
    scene.bring({Scene::line("A"), Scene::line("B"), Scene::line("C")});
    for (const QString &id : {u"B"_qs, u"A"_qs})
        must(Scene::decide(grace, id));
    must(Scene::decide(grace, u"C"_qs, Verdict::Reject));
    const auto all = must(grace.ports().decisions.releases({mainTeam}, {}, 0));
    QCOMPARE(all.size(), 2); // what was rejected is released to nobody
    QCOMPARE(all[0].caseId.value, u"B"_qs);
    QVERIFY(all[0].seq < all[1].seq);
    QCOMPARE(must(grace.ports().decisions.releases({mainTeam}, all[0].seq, 0)).size(), 1);
    QCOMPARE(must(grace.ports().decisions.releases({mainTeam}, {}, 1)).first(), all[0]);
    QVERIFY(must(grace.ports().decisions.standingRelease(CaseId(u"A"_qs), {mainTeam})));
    QVERIFY(!must(grace.ports().decisions.standingRelease(CaseId(u"C"_qs), {mainTeam})));
    must(workflow::recallCase(hal.ports(), hal.acting, {CaseId(u"B"_qs), u"wrong patient"_qs, {}}));
    QVERIFY(!must(grace.ports().decisions.standingRelease(CaseId(u"B"_qs), {mainTeam})));
    const auto recall = must(grace.ports().decisions.releases({mainTeam}, all[1].seq, 0));
    QCOMPARE(recall.size(), 1);
    QVERIFY(recall.first().recall && recall.first().ofSeq == all[0].seq);
}

void tst_SignedRecord::correctsByANewDecision()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A")});
    const auto first = must(Scene::decide(grace, u"A"_qs));
    workflow::DecisionRequest request;
    request.caseId = CaseId(u"A"_qs);
    request.verdict = Verdict::Edit;
    request.outcome = core::Content{core::Content::Form::Text, u"Take 25 mg."_qs, {}};
    request.rationale = u"on second thought"_qs;
    request.supersedes = first.id;
    const auto second = must(workflow::recordDecision(grace.ports(), grace.acting, request));
    QVERIFY(!must(grace.ports().decisions.decision(first.id, {mainTeam}))->stands);
    QVERIFY(must(grace.ports().decisions.decision(second.id, {mainTeam}))->stands);
    const auto released = must(grace.ports().decisions.standingRelease(CaseId(u"A"_qs), {mainTeam}));
    QVERIFY(released && released->decisions == QList{second.id});
    const auto again = workflow::recordDecision(grace.ports(), grace.acting, request); // it stands no longer
    QCOMPARE(again.error(), (core::Error{core::ErrorKind::MoveNotAllowed, first.id.value, u"supersedes"_qs}));
}

void tst_SignedRecord::keepsPeopleAndWhatTheyMay()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs, {core::Role::Reviewer, core::Role::Auditor});
    const auto seen = must(grace.ports().people.person(grace.self().id));
    QVERIFY(seen && !seen->disabled);
    QCOMPARE(seen->printedName, u"Dr. grace"_qs);
    QVERIFY(seen->has(core::Role::Auditor, mainTeam) && !seen->has(core::Role::Administrator, mainTeam));
    QCOMPARE(must(workflow::listPeople(grace.ports())).size(), 2);
    QVERIFY(!must(grace.ports().people.person(core::PersonId(u"nobody"_qs))));
    QCOMPARE(outcome(workflow::disablePerson(grace.ports(), grace.acting, core::PersonId(u"ada"_qs), u"left"_qs)), u"not-allowed"_qs);
    scene.bring({Scene::line("A")});
    must(workflow::disablePerson(scene.ports(), scene.ada().acting, grace.self().id, u"left"_qs));
    QVERIFY(must(scene.ports().people.person(grace.self().id))->disabled);
    QVERIFY(!Scene::decide(grace, u"A"_qs)); // also over a connection that was open
    QVERIFY(must(scene.ports().cases.findCase(CaseId(u"A"_qs), {mainTeam}))->row.state == CaseState::Open);
}

void tst_SignedRecord::givesRolesAndTakesThemAway()
{
    using core::Role;
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A"), Scene::line("B")});
    const auto change = [&](const char *who, const QList<Role> &add, const QList<Role> &remove) {
        return workflow::changeRoles(scene.ports(), scene.ada().acting, core::PersonId(QLatin1String(who)), {add, remove, mainTeam, u"moved"_qs});
    };
    QVERIFY(Scene::decide(grace, u"A"_qs));
    const core::Person now = must(change("grace", {Role::Auditor, Role::Compliance}, {Role::Reviewer}));
    QVERIFY(!now.has(Role::Reviewer) && now.has(Role::Auditor) && now.has(Role::Compliance));
    QCOMPARE(outcome(Scene::decide(grace, u"B"_qs)), u"not-allowed"_qs); // at once, also for who is signed in
    const quint64 before = scene.ports().ledger.head()->size;
    QVERIFY(change("grace", {Role::Auditor}, {Role::Reviewer})); // as it is already: nothing is recorded
    if (!onServer()) // there some of before may still wait for their place
        QCOMPARE(scene.ports().ledger.head()->size, before);
    QVERIFY(must(change("grace", {Role::Reviewer}, {})).has(Role::Reviewer));
    QVERIFY(Scene::decide(grace, u"B"_qs));
    QCOMPARE(change("grace", {}, {Role::Auditor, Role::Compliance, Role::Reviewer}).error().detail, u"last-role"_qs);
    QCOMPARE(change("ada", {Role::Auditor}, {Role::Administrator}).error().detail, u"last-administrator"_qs);
    QCOMPARE(outcome(change("grace", {Role::Auditor}, {Role::Auditor})), u"bad-value"_qs);
    QCOMPARE(outcome(change("nobody", {Role::Auditor}, {})), u"no-such-person"_qs);
    const auto herself = workflow::changeRoles(grace.ports(), grace.acting, grace.self().id, {{Role::Supervisor}, {}, mainTeam, u"moved"_qs});
    QCOMPARE(outcome(herself), u"not-allowed"_qs);
    if (onServer())
        QCOMPARE(change("grace", {Role::Administrator}, {}).error().detail, u"separation"_qs);
    QVERIFY(workflow::verifyLedger(grace.ports(), {}, {}, {}, nullptr, workflow::VerifyDepth::Everything)->ok);
}

void tst_SignedRecord::refusesWhoDecidesAndMayNot()
{
    const Scene scene;
    const auto audrey = scene.join(u"audrey"_qs, {core::Role::Auditor});
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A")});
    const quint64 before = must(grace.ports().ledger.head()).size;
    QVERIFY(!Scene::decide(audrey, u"A"_qs));
    workflow::DecisionRequest bare;
    bare.caseId = CaseId(u"A"_qs);
    bare.verdict = Verdict::Reject;
    QCOMPARE(outcome(workflow::recordDecision(grace.ports(), grace.acting, bare)), u"rationale-missing"_qs);
    QCOMPARE(must(grace.ports().decisions.decisions(ofMain())).size(), 0);
    QCOMPARE(must(grace.ports().ledger.head()).size, before);
}

void tst_SignedRecord::recordsNothingOfAWriteThatFailed()
{
    const Scene scene;
    const auto hal = scene.join(u"hal"_qs, {core::Role::Supervisor});
    const quint64 before = must(hal.ports().ledger.head()).size;
    const auto failed = hal.ports().work.write([&]() -> core::Result<void> {
        const auto recorded = workflow::recordStatement(hal.ports(), hal.acting, ledger::AuditOpened{mainTeam, {}, {}, u"list"_qs}, u"I look."_qs);
        if (!recorded)
            return tl::unexpected(recorded.error());
        return core::fail(core::ErrorKind::Cancelled);
    });
    QCOMPARE(outcome(failed), u"cancelled"_qs);
    QVERIFY(workflow::verifyLedger(hal.ports(), {}).value().ok);
    QCOMPARE(must(hal.ports().ledger.head()).size, before);
}

void tst_SignedRecord::readsItsLogTheSameWayEachTime()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A"), Scene::line("B")});
    const auto receipt = must(Scene::decide(grace, u"A"_qs));
    const ledger::LedgerStorage &log = grace.ports().ledger;
    const ledger::TreeHead head = must(log.head());
    QList<ledger::LogRow> rows;
    must(log.scan(0, head.size, [&](const ledger::LogRow &row) {
        rows.append(row);
        return true;
    }));
    QCOMPARE(quint64(rows.size()), head.size);
    const auto leaves = must(log.leaves(0, head.size));
    for (quint64 i = 0; i < head.size; ++i) {
        QCOMPARE(rows[qsizetype(i)].index, i);
        QVERIFY(rows[qsizetype(i)].leaf == leaves[qsizetype(i)]);
        QVERIFY(must(log.row(i)) == rows[qsizetype(i)]);
    }
    QCOMPARE(must(log.indexOf(receipt.id)), std::optional(receipt.logIndex));
    QVERIFY(!must(log.indexOf(core::StatementId(u"01977b7c-0000-7000-8000-0000000000ff"_qs))));
    QCOMPARE(outcome(log.row(head.size)), u"store-damaged"_qs);
    qsizetype decisions = 0;
    must(log.scanKinds({ledger::StatementKind::Decision}, 0, head.size, [&](const ledger::LogRow &) { return ++decisions > 0; }));
    QCOMPARE(decisions, 1);
}

void tst_SignedRecord::verifiesAfterAllOfIt()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto hal = scene.join(u"hal"_qs, {core::Role::Supervisor, core::Role::Reviewer});
    QList<QByteArray> lines;
    for (int i = 0; i < 40; ++i)
        lines.append(Scene::line('k' + QByteArray::number(i)));
    scene.bring(lines);
    for (int i = 0; i < 30; ++i)
        must(Scene::decide(i % 2 ? grace : hal, u"k%1"_qs.arg(i), i % 3 ? Verdict::Approve : Verdict::Reject));
    must(workflow::recallCase(hal.ports(), hal.acting, {CaseId(u"k1"_qs), u"wrong patient"_qs, {}}));
    const auto verdict = must(workflow::verifyLedger(hal.ports(), {}, {}, {}, nullptr, workflow::VerifyDepth::Everything));
    QVERIFY2(verdict.ok, qPrintable(verdict.why));
    QCOMPARE(verdict.checked, verdict.size);
}

// Four at once on the same thirty: nobody gets what another has, and all of it is done.
void tst_SignedRecord::decidesEachCaseOnceAmongMany()
{
    const Scene scene;
    QList<QByteArray> lines;
    for (int i = 0; i < 30; ++i)
        lines.append(Scene::line('k' + QByteArray::number(i)));
    scene.bring(lines);
    for (const QString &id : {u"p1"_qs, u"p2"_qs, u"p3"_qs, u"p4"_qs})
        scene.join(id);
    std::atomic<int> decided = 0, failed = 0;
    {
        std::vector<std::jthread> people;
        for (const QString &id : {u"p1"_qs, u"p2"_qs, u"p3"_qs, u"p4"_qs})
            people.emplace_back([&scene, &decided, &failed, id] {
                const auto person = scene.enter(id); // opened, used and closed in this thread
                while (const auto claim = must(person.cases().claimNext(person.self(), {}, 10)))
                    (Scene::decide(person, claim->caseId.value) ? decided : failed) += 1;
            });
    }
    QCOMPARE(decided.load(), 30);
    QCOMPARE(failed.load(), 0);
    QSet<QString> cases;
    for (const core::DecisionRow &row : must(scene.ports().decisions.decisions(ofMain())))
        cases.insert(row.caseId.value);
    QCOMPARE(cases.size(), 30);
}

QTEST_GUILESS_MAIN(tst_SignedRecord)
#include "tst_signedrecord.moc"
