// Decisions, releases and figures through the port.
#include "engines/engine.h"
#include "store/sqlcatalogue.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;
using core::CaseState;
using core::Verdict;

class tst_EngineDecisions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasAdded();
    void fillsTheSlotAndEndsTheClaim();
    void refusesASecondDecisionInASlot();
    void refusesTwoSlotsByOnePerson();
    void refusesTheSameStatementTwice();
    void supersedesOnesOwnDecisionOnly();
    void worksOutTheTimeTaken();
    void filtersDecisions();
    void filtersByReasonAndFlag();
    void answersTheSameForAnotherTeamAsForNothing();
    void hidesTheOtherReviewersDecisionUntilBothAreSigned();
    void keepsDecisionsUnchangeable();
    void listsReleasesInLogOrder();
    void findsTheNextReleaseWithoutGoingThroughEveryCase();
    void knowsTheReleaseThatStands();
    void countsByKindAndReviewer();
};

namespace {

// A case with a claim of the person on it.
core::Claim openClaim(Engine &engine, const QString &id, const QString &person, const QString &kind = u"note"_qs, int reviewers = 1)
{
    if (!must(engine.store().cases().findCase(CaseId(id), {mainTeam}))) {
        core::NewCase value = sampleCase(id);
        value.record.kind = kind;
        value.route.reviewers = reviewers;
        addCases(engine.store(), {value});
    }
    return must(engine.store().cases().claimCase(CaseId(id), samplePerson(person), 10));
}

QString adding(Engine &engine, const core::DecisionRow &row)
{
    return wrote(engine.store(), [&] { return engine.store().decisions().addDecision(row); });
}

core::DecisionFilter allOfMain()
{
    core::DecisionFilter filter;
    filter.teams = {mainTeam};
    return filter;
}

QString indexesOf(Engine &engine, const core::DecisionFilter &filter)
{
    QStringList indexes;
    for (const core::DecisionRow &row : must(engine.store().decisions().decisions(filter)))
        indexes.append(QString::number(row.logIndex));
    return indexes.join(u' ');
}

core::ReleaseRow release(const core::DecisionRow &decision, quint64 seq)
{
    core::ReleaseRow row;
    row.seq = seq;
    row.caseId = decision.caseId;
    row.team = decision.team;
    row.outcomeBlob = decision.outcomeBlob;
    row.form = core::Content::Form::Fields;
    row.policyVersion = 2;
    row.rule = u"R4"_qs;
    row.decisions = {decision.id};
    return row;
}

} // namespace

void tst_EngineDecisions::givesBackWhatWasAdded()
{
    Engine engine;
    core::DecisionRow row = sampleDecision(openClaim(engine, u"A"_qs, u"ada"_qs), 42, Verdict::Edit);
    row.reasons = {u"z-last"_qs, u"a-first"_qs};
    row.rationaleBlob = digestOf(u"because"_qs);
    row.late = true;
    QCOMPARE(adding(engine, row), u"ok"_qs);
    engine.reopen();
    QVERIFY(must(engine.store().decisions().decision(row.id, {mainTeam})) == row);
    QVERIFY(must(engine.store().decisions().decisions(allOfMain())) == QList{row});
    QVERIFY(must(engine.store().cases().slotsOf(CaseId(u"A"_qs), mainTeam)).first().decision == row);
}

void tst_EngineDecisions::fillsTheSlotAndEndsTheClaim()
{
    Engine engine;
    const core::Claim claim = openClaim(engine, u"A"_qs, u"ada"_qs);
    QCOMPARE(adding(engine, sampleDecision(claim, 1)), u"ok"_qs);
    QVERIFY(!must(engine.store().cases().slotsOf(CaseId(u"A"_qs), mainTeam)).first().claim);
    QVERIFY(!must(engine.store().cases().claimOf(CaseId(u"A"_qs), samplePerson(u"ada"_qs))));
}

void tst_EngineDecisions::refusesASecondDecisionInASlot()
{
    Engine engine;
    const core::Claim claim = openClaim(engine, u"A"_qs, u"ada"_qs);
    QCOMPARE(adding(engine, sampleDecision(claim, 1)), u"ok"_qs);
    core::DecisionRow mine = sampleDecision(claim, 2);
    QCOMPARE(adding(engine, mine), u"claim-lost"_qs);
    mine.reviewer = core::PersonId(u"bob"_qs);
    QCOMPARE(adding(engine, mine), u"claim-lost"_qs);
    mine.slot = 7;
    QCOMPARE(adding(engine, mine), u"claim-lost"_qs);
    QCOMPARE(indexesOf(engine, allOfMain()), u"1"_qs);
}

void tst_EngineDecisions::refusesTwoSlotsByOnePerson()
{
    Engine engine;
    core::Claim claim = openClaim(engine, u"A"_qs, u"ada"_qs, u"note"_qs, 2);
    QCOMPARE(adding(engine, sampleDecision(claim, 1)), u"ok"_qs);
    claim.slot = 2;
    QCOMPARE(adding(engine, sampleDecision(claim, 2)), u"second-slot"_qs);
}

void tst_EngineDecisions::refusesTheSameStatementTwice()
{
    Engine engine;
    const core::Claim first = openClaim(engine, u"A"_qs, u"ada"_qs);
    const core::Claim second = openClaim(engine, u"B"_qs, u"ada"_qs);
    QCOMPARE(adding(engine, sampleDecision(first, 1)), u"ok"_qs);
    core::DecisionRow row = sampleDecision(second, 2);
    row.id = core::StatementId(u"decision-1"_qs);
    QCOMPARE(adding(engine, row), u"duplicate-id"_qs);
}

void tst_EngineDecisions::supersedesOnesOwnDecisionOnly()
{
    Engine engine;
    const core::Claim claim = openClaim(engine, u"A"_qs, u"ada"_qs);
    const core::DecisionRow first = sampleDecision(claim, 1);
    QCOMPARE(adding(engine, first), u"ok"_qs);
    core::DecisionRow other = sampleDecision(claim, 2, Verdict::Reject);
    other.supersedes = first.id;
    other.reviewer = core::PersonId(u"bob"_qs);
    QCOMPARE(adding(engine, other), u"move-not-allowed"_qs);
    core::DecisionRow mine = sampleDecision(claim, 3, Verdict::Reject);
    mine.supersedes = first.id;
    QCOMPARE(adding(engine, mine), u"ok"_qs);
    QVERIFY(must(engine.store().cases().slotsOf(CaseId(u"A"_qs), mainTeam)).first().decision == mine);
    QCOMPARE(indexesOf(engine, allOfMain()), u"1 3"_qs);
    core::DecisionRow late = sampleDecision(claim, 4);
    late.supersedes = first.id; // which does not stand any more
    QCOMPARE(adding(engine, late), u"move-not-allowed"_qs);
    const auto figures = must(engine.store().decisions().metrics({mainTeam}, core::MetricGroup::Kind));
    QCOMPARE(figures.size(), 1);
    QCOMPARE(figures.first().total(), 1); // only what stands
    QCOMPARE(figures.first().rejected, 1);
}

void tst_EngineDecisions::worksOutTheTimeTaken()
{
    Engine engine;
    core::DecisionRow row = sampleDecision(openClaim(engine, u"A"_qs, u"ada"_qs), 1);
    row.arrived = engine.clock().now().addMSecs(83'457);
    row.tookMilliseconds = -1;
    QCOMPARE(adding(engine, row), u"ok"_qs);
    QCOMPARE(must(engine.store().decisions().decision(row.id, {mainTeam}))->tookMilliseconds, 83'457);
}

void tst_EngineDecisions::filtersDecisions()
{
    Engine engine;
    for (int i = 0; i < 6; ++i) {
        const QString id = u"c%1"_qs.arg(i);
        engine.clock().advance(60);
        const core::Claim claim = openClaim(engine, id, i % 2 ? u"bob"_qs : u"ada"_qs, i < 3 ? u"note"_qs : u"loan"_qs);
        core::DecisionRow row = sampleDecision(claim, quint64(10 + i), i == 5 ? Verdict::Reject : Verdict::Approve);
        QCOMPARE(adding(engine, row), u"ok"_qs);
    }
    core::DecisionFilter filter = allOfMain();
    QCOMPARE(indexesOf(engine, filter), u"10 11 12 13 14 15"_qs);
    filter.newestFirst = true;
    filter.limit = 2;
    QCOMPARE(indexesOf(engine, filter), u"15 14"_qs);
    filter.before = 14;
    QCOMPARE(indexesOf(engine, filter), u"13 12"_qs);
    filter = allOfMain();
    filter.reviewer = core::PersonId(u"bob"_qs);
    QCOMPARE(indexesOf(engine, filter), u"11 13 15"_qs);
    filter.verdict = Verdict::Reject;
    QCOMPARE(indexesOf(engine, filter), u"15"_qs);
    filter = allOfMain();
    filter.kind = u"loan"_qs;
    QCOMPARE(indexesOf(engine, filter), u"13 14 15"_qs);
    filter.caseId = CaseId(u"c4"_qs);
    QCOMPARE(indexesOf(engine, filter), u"14"_qs);
    filter = allOfMain();
    const auto all = must(engine.store().decisions().decisions(filter));
    filter.since = all[2].arrived;
    filter.until = all[4].arrived;
    QCOMPARE(indexesOf(engine, filter), u"12 13"_qs);
    filter.caseId = CaseId(u"'; DROP TABLE decision; --"_qs);
    QCOMPARE(indexesOf(engine, filter), QString());
}

void tst_EngineDecisions::filtersByReasonAndFlag()
{
    Engine engine;
    ledger::TreeHead head;
    const QList<QList<ledger::Flag>> flags{{}, {ledger::Flag::Late}, {ledger::Flag::Clock, ledger::Flag::Disputed}, {ledger::Flag::Quarantined}};
    for (qsizetype i = 0; i < flags.size(); ++i) {
        core::DecisionRow row = sampleDecision(openClaim(engine, u"c%1"_qs.arg(i), u"ada"_qs), quint64(i));
        row.reasons = i % 2 ? QStringList{u"dose-wrong"_qs, u"late"_qs} : QStringList{u"dose"_qs};
        row.late = flags[i].contains(ledger::Flag::Late);
        ledger::LogRow entry;
        entry.index = quint64(i);
        entry.entry = must(write(ledger::Entry{ledger::StatementKind::Decision, row.arrived, u"flag clock"_qs, flags[i], "text\n"}));
        entry.leaf = ledger::leafHash(entry.entry);
        entry.nodes = head.append(entry.leaf);
        QCOMPARE(adding(engine, row), u"ok"_qs);
        QCOMPARE(wrote(engine.store(), [&] { return engine.store().ledger().append({entry}, head); }), u"ok"_qs);
    }
    core::DecisionFilter filter = allOfMain();
    filter.reason = u"dose-wrong"_qs;
    QCOMPARE(indexesOf(engine, filter), u"1 3"_qs);
    filter.reason = u"dose"_qs;
    QCOMPARE(indexesOf(engine, filter), u"0 2"_qs);
    filter.flag = core::DecisionFlag::Clock;
    QCOMPARE(indexesOf(engine, filter), u"2"_qs);
    filter.reason.clear();
    QCOMPARE(indexesOf(engine, filter), u"2"_qs);
    filter.flag = core::DecisionFlag::Late;
    QCOMPARE(indexesOf(engine, filter), u"1"_qs);
    filter.flag = core::DecisionFlag::Disputed;
    QCOMPARE(indexesOf(engine, filter), u"2"_qs);
    filter.flag = core::DecisionFlag::Quarantined;
    QCOMPARE(indexesOf(engine, filter), u"3"_qs);
}

void tst_EngineDecisions::answersTheSameForAnotherTeamAsForNothing()
{
    Engine engine;
    const core::DecisionRow row = sampleDecision(openClaim(engine, u"A"_qs, u"ada"_qs), 1);
    QCOMPARE(adding(engine, row), u"ok"_qs);
    must(engine.store().work().write([&] { return engine.store().decisions().addRelease(release(row, 2)); }));
    const QList<core::TeamId> legal{core::TeamId(u"legal"_qs)};
    core::DecisionRepository &decisions = engine.store().decisions();
    QVERIFY(!must(decisions.decision(row.id, legal)));
    core::DecisionFilter filter;
    filter.teams = legal;
    QVERIFY(must(decisions.decisions(filter)).isEmpty());
    QVERIFY(must(decisions.releases(legal, {}, 0)).isEmpty());
    QVERIFY(!must(decisions.standingRelease(CaseId(u"A"_qs), legal)));
    QVERIFY(must(decisions.metrics(legal, core::MetricGroup::Kind)).isEmpty());
    core::DecisionRow elsewhere = row;
    elsewhere.team = legal.first();
    QCOMPARE(adding(engine, elsewhere), u"no-such-case"_qs);
}

void tst_EngineDecisions::hidesTheOtherReviewersDecisionUntilBothAreSigned()
{
    Engine engine;
    QCOMPARE(adding(engine, sampleDecision(openClaim(engine, u"A"_qs, u"ada"_qs, u"note"_qs, 2), 1)), u"ok"_qs);
    core::DecisionFilter filter = allOfMain();
    filter.asker = core::PersonId(u"bob"_qs);
    QCOMPARE(indexesOf(engine, filter), QString());
    filter.asker = core::PersonId(u"ada"_qs);
    QCOMPARE(indexesOf(engine, filter), u"1"_qs);
    QCOMPARE(adding(engine, sampleDecision(openClaim(engine, u"A"_qs, u"bob"_qs), 2)), u"ok"_qs);
    filter.asker = core::PersonId(u"bob"_qs);
    QCOMPARE(indexesOf(engine, filter), u"1 2"_qs);
    QCOMPARE(indexesOf(engine, allOfMain()), u"1 2"_qs);
}

void tst_EngineDecisions::keepsDecisionsUnchangeable()
{
    Engine engine;
    const core::DecisionRow row = sampleDecision(openClaim(engine, u"A"_qs, u"ada"_qs), 1);
    QCOMPARE(adding(engine, row), u"ok"_qs);
    must(engine.store().work().write([&] { return engine.store().decisions().addRelease(release(row, 2)); }));
    store::Database &database = engine.store().database();
    for (const char *sql : {"UPDATE decision SET verdict = 'reject'", "UPDATE decision SET stands = 0, reviewer = 'eve'", "DELETE FROM decision",
                            "UPDATE case_release SET rule = ''", "DELETE FROM case_release"})
        QCOMPARE(outcome(database.execute(sql)), u"not-allowed"_qs);
    QVERIFY(must(engine.store().decisions().decision(row.id, {mainTeam})) == row);
}

void tst_EngineDecisions::listsReleasesInLogOrder()
{
    Engine engine;
    QList<core::ReleaseRow> added;
    for (quint64 i = 0; i < 5; ++i) {
        const core::DecisionRow row = sampleDecision(openClaim(engine, u"c%1"_qs.arg(i), u"ada"_qs), 10 * i);
        QCOMPARE(adding(engine, row), u"ok"_qs);
        added.append(release(row, 10 * i + 1));
        must(engine.store().work().write([&] { return engine.store().decisions().addRelease(added.last()); }));
    }
    core::DecisionRepository &decisions = engine.store().decisions();
    QVERIFY(must(decisions.releases({mainTeam}, {}, 0)) == added);
    QVERIFY(must(decisions.releases({mainTeam}, 11, 2)) == added.mid(2, 2));
    QVERIFY(must(decisions.releases({mainTeam}, 41, 0)).isEmpty());
    QCOMPARE(wrote(engine.store(), [&] { return decisions.addRelease(added.first()); }), u"duplicate-id"_qs);
}

// Verifying asks for each release by itself: sorting them all each time made a record of 40 000 entries take minutes.
void tst_EngineDecisions::findsTheNextReleaseWithoutGoingThroughEveryCase()
{
    Engine engine;
    store::Statement plan = engine.store().database().composed("EXPLAIN QUERY PLAN " + store::SqlCatalogue::sqlite().text("releases/after"));
    QStringList steps;
    while (must(plan.next()))
        steps.append(plan.text(3));
    QVERIFY2(steps.value(0).startsWith(u"SEARCH r USING INTEGER PRIMARY KEY"_qs), qPrintable(steps.join(u'\n')));
}

void tst_EngineDecisions::knowsTheReleaseThatStands()
{
    Engine engine;
    const core::DecisionRow row = sampleDecision(openClaim(engine, u"A"_qs, u"ada"_qs), 1);
    QCOMPARE(adding(engine, row), u"ok"_qs);
    core::DecisionRepository &decisions = engine.store().decisions();
    QVERIFY(!must(decisions.standingRelease(CaseId(u"A"_qs), {mainTeam})));
    const core::ReleaseRow first = release(row, 2);
    core::ReleaseRow recall = release(row, 3);
    recall.recall = true;
    recall.ofSeq = 2;
    const core::ReleaseRow second = release(row, 4);
    must(engine.store().work().write([&] { return decisions.addRelease(first); }));
    QVERIFY(must(decisions.standingRelease(CaseId(u"A"_qs), {mainTeam})) == first);
    must(engine.store().work().write([&] { return decisions.addRelease(recall); }));
    QVERIFY(!must(decisions.standingRelease(CaseId(u"A"_qs), {mainTeam})));
    must(engine.store().work().write([&] { return decisions.addRelease(second); }));
    QVERIFY(must(decisions.standingRelease(CaseId(u"A"_qs), {mainTeam})) == second);
    QVERIFY(must(decisions.releases({mainTeam}, 2, 0)) == (QList{recall, second}));
}

void tst_EngineDecisions::countsByKindAndReviewer()
{
    Engine engine;
    const QList<Verdict> verdicts{Verdict::Approve, Verdict::Edit, Verdict::Reject, Verdict::Escalate, Verdict::Approve};
    const QList<qint64> took{400, 100, 300, 200, -1};
    for (qsizetype i = 0; i < verdicts.size(); ++i) {
        const core::Claim claim = openClaim(engine, u"c%1"_qs.arg(i), i == 4 ? u"bob"_qs : u"ada"_qs, i == 4 ? u"loan"_qs : u"note"_qs);
        core::DecisionRow row = sampleDecision(claim, quint64(i), verdicts[i]);
        row.tookMilliseconds = took[i];
        row.arrived = claim.since;
        QCOMPARE(adding(engine, row), u"ok"_qs);
    }
    core::Person renamed = samplePerson(u"ada"_qs);
    renamed.printedName = u"Dr. Ada Mwangi"_qs;
    must(engine.store().work().write([&] { return engine.store().people().savePerson(renamed); }));
    core::DecisionRepository &decisions = engine.store().decisions();
    const core::MetricRow loans{u"loan"_qs, u"loan"_qs, 1, 0, 0, 0, 0};
    const core::MetricRow notes{u"note"_qs, u"note"_qs, 1, 1, 1, 1, 250};
    QVERIFY(must(decisions.metrics({mainTeam}, core::MetricGroup::Kind)) == (QList{loans, notes}));
    const core::MetricRow ofAda{u"ada"_qs, u"Dr. Ada Mwangi"_qs, 1, 1, 1, 1, 250};
    const core::MetricRow ofBob{u"bob"_qs, u"Dr. bob"_qs, 1, 0, 0, 0, 0};
    QVERIFY(must(decisions.metrics({mainTeam}, core::MetricGroup::Reviewer)) == (QList{ofAda, ofBob}));
}

QTEST_GUILESS_MAIN(tst_EngineDecisions)
#include "tst_enginedecisions.moc"
