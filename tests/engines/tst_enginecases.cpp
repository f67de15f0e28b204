// Cases, versions, slots and states through the port.
#include "engines/engine.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;
using core::CaseState;

class tst_EngineCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasAdded();
    void keepsHostileTextToTheByte();
    void answersTheSameForAnotherTeamAsForNothing();
    void refusesTheSameIdTwice();
    void takesANewVersionOfAnOpenCaseOnly();
    void refusesAnOlderVersion();
    void releasesAnAutomaticCaseWithoutSlots();
    void makesOneSlotPerReviewer();
    void refusesMalformedDigestsBeforeWritingAnything();
    void refusesChangesOutsideAWrite();
    void movesOnlyAsTheTableAllows();
    void allowsExactlyTheMovesOfTheProgram();
    void refusesEveryMoveTheProgramRefuses();
    void refusesToRemoveOrRenameACase();
    void growsItsMarkWithEveryChange();
};

void tst_EngineCases::givesBackWhatWasAdded()
{
    Engine engine;
    core::NewCase value = sampleCase(u"D2N068"_qs);
    value.record.risk = core::Risk::High;
    value.record.priority = 50;
    value.record.due = QDateTime(QDate(2026, 11, 23), QTime(14, 0), Qt::UTC);
    value.record.evidence = {{u"dialogue"_qs, u"Dialogue"_qs, u"text/plain"_qs, u"hi"_qs, {}, {}, {}},
                             {u"xray"_qs, u"X-ray"_qs, u"image/png"_qs, std::nullopt, u"x.png"_qs, {}, digestOf(u"xray"_qs)}};
    value.referenceBlob = digestOf(u"reference"_qs);
    value.route = {3, u"R4"_qs, 2, u"cardiology"_qs, true, 3600, u"part11"_qs, false};
    addCases(engine.store(), {value});
    engine.reopen();

    const auto found = must(engine.store().cases().findCase(CaseId(u"D2N068"_qs), {mainTeam}));
    QVERIFY(found);
    QCOMPARE(found->row.id, value.record.id);
    QCOMPARE(found->row.team, mainTeam);
    QCOMPARE(found->row.version, 1);
    QCOMPARE(found->row.kind, u"note"_qs);
    QCOMPARE(found->row.title, u"Title of D2N068"_qs);
    QVERIFY(found->row.risk == core::Risk::High);
    QCOMPARE(found->row.priority, 50);
    QCOMPARE(found->row.due, value.record.due);
    QVERIFY(found->row.state == CaseState::Open);
    QCOMPARE(found->row.arrived, value.arrived);
    QVERIFY(found->route == value.route);
    QCOMPARE(found->sourceBlob, value.sourceBlob);
    QCOMPARE(found->digest, value.digest);
    QCOMPARE(found->referenceBlob, value.referenceBlob);
    QCOMPARE(found->importedBy, value.importedBy);
    QCOMPARE(found->evidenceBlobs, (QMap<QString, QString>{{u"xray"_qs, digestOf(u"xray"_qs)}}));
}

void tst_EngineCases::keepsHostileTextToTheByte()
{
    Engine engine;
    const QString hostile = u"'); DROP TABLE cases;-- \" \\ % _ ? :x ?1 \u0000\u202E\u0301 \U0001F468\u200D\U0001F469 <b>&amp;\r\n\t"_qs;
    core::NewCase value = sampleCase(hostile, hostile);
    value.record.kind = hostile;
    value.record.title = hostile;
    value.record.team = core::TeamId(hostile);
    value.route.rule = hostile;
    value.route.group = hostile;
    addCases(engine.store(), {value});
    const auto found = must(engine.store().cases().findCase(CaseId(hostile), {core::TeamId(hostile)}));
    QVERIFY(found);
    QCOMPARE(found->row.id.value, hostile);
    QCOMPARE(found->row.kind, hostile);
    QCOMPARE(found->row.title, hostile);
    QCOMPARE(found->row.team.value, hostile);
    QCOMPARE(found->route.group, hostile);
    core::QueueFilter filter;
    filter.teams = {core::TeamId(hostile)};
    filter.kind = hostile;
    QCOMPARE(idsOf(engine.store(), filter), QStringList{hostile});
}

void tst_EngineCases::answersTheSameForAnotherTeamAsForNothing()
{
    Engine engine;
    core::NewCase secret = sampleCase(u"S1"_qs);
    secret.record.team = core::TeamId(u"legal"_qs);
    addCases(engine.store(), {secret});
    core::CaseRepository &cases = engine.store().cases();
    QVERIFY(!must(cases.findCase(CaseId(u"S1"_qs), {mainTeam})));
    QVERIFY(!must(cases.findCase(CaseId(u"none"_qs), {mainTeam})));
    QVERIFY(!must(cases.findCase(CaseId(u"S1"_qs), {})));
    QVERIFY(must(cases.findCase(CaseId(u"S1"_qs), {core::TeamId(u"legal"_qs)})));
    QCOMPARE(idsOf(engine.store()), QStringList());
    QCOMPARE(outcome(cases.claimCase(CaseId(u"S1"_qs), samplePerson(u"ada"_qs), 10)), u"no-such-case"_qs);
    QCOMPARE(outcome(cases.slotsOf(CaseId(u"S1"_qs), mainTeam)), u"no-such-case"_qs);
}

void tst_EngineCases::refusesTheSameIdTwice()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    core::CaseRepository &cases = engine.store().cases();
    // The bad one stops nothing: the good one of the same transaction goes in.
    QCOMPARE(wrote(engine.store(), [&] {
                 [&] { QCOMPARE(outcome(cases.addCase(sampleCase(u"A"_qs))), u"content-differs"_qs); }();
                 return cases.addCase(sampleCase(u"B"_qs));
             }),
             u"ok"_qs);
    QCOMPARE(idsOf(engine.store(), inOrder(core::QueueFilter::Order::Oldest)), (QStringList{u"A"_qs, u"B"_qs}));
    core::NewCase elsewhere = sampleCase(u"A"_qs);
    elsewhere.record.team = core::TeamId(u"legal"_qs);
    addCases(engine.store(), {elsewhere}); // unique per team only
}

void tst_EngineCases::takesANewVersionOfAnOpenCaseOnly()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs, u"oldword"_qs)});
    core::CaseRepository &cases = engine.store().cases();
    const auto reviewer = samplePerson(u"ada"_qs);
    QVERIFY(cases.claimCase(CaseId(u"A"_qs), reviewer, 10));
    core::NewCase second = sampleCase(u"A"_qs, u"newword"_qs);
    second.record.version = 2;
    second.record.title = u"Second"_qs;
    second.digest = digestOf(u"second"_qs);
    addCases(engine.store(), {second});

    const auto found = must(cases.findCase(CaseId(u"A"_qs), {mainTeam}));
    QCOMPARE(found->row.version, 2);
    QCOMPARE(found->row.title, u"Second"_qs);
    QCOMPARE(found->digest, second.digest);
    QCOMPARE(must(cases.claimOf(CaseId(u"A"_qs), reviewer))->version, 1); // the claim was on the earlier one
    QVERIFY(!must(cases.slotsOf(CaseId(u"A"_qs), mainTeam)).first().claim);
    QCOMPARE(idsOf(engine.store(), searching(u"newword"_qs)), QStringList{u"A"_qs});
    QCOMPARE(idsOf(engine.store(), searching(u"oldword"_qs)), QStringList());

    QCOMPARE(wrote(engine.store(), [&] { return cases.setState(CaseId(u"A"_qs), mainTeam, CaseState::Closed); }), u"ok"_qs);
    second.record.version = 3;
    QCOMPARE(wrote(engine.store(), [&] { return cases.addCase(second); }), u"move-not-allowed"_qs);
}

void tst_EngineCases::refusesAnOlderVersion()
{
    Engine engine;
    core::NewCase value = sampleCase(u"A"_qs);
    value.record.version = 5;
    addCases(engine.store(), {value});
    value.record.version = 4;
    QCOMPARE(wrote(engine.store(), [&] { return engine.store().cases().addCase(value); }), u"stale-version"_qs);
}

void tst_EngineCases::releasesAnAutomaticCaseWithoutSlots()
{
    Engine engine;
    core::NewCase value = sampleCase(u"A"_qs);
    value.route.automatic = true;
    value.route.reviewers = 0;
    addCases(engine.store(), {value});
    QVERIFY(must(engine.store().cases().findCase(CaseId(u"A"_qs), {mainTeam}))->row.state == CaseState::Released);
    QVERIFY(must(engine.store().cases().slotsOf(CaseId(u"A"_qs), mainTeam)).isEmpty());
}

void tst_EngineCases::makesOneSlotPerReviewer()
{
    Engine engine;
    core::NewCase value = sampleCase(u"A"_qs);
    value.route.reviewers = 2;
    addCases(engine.store(), {value});
    core::CaseRepository &cases = engine.store().cases();
    QCOMPARE(wrote(engine.store(), [&] { return cases.addSlot(CaseId(u"A"_qs), mainTeam, 3, core::Stage::Resolution); }), u"ok"_qs);
    QCOMPARE(wrote(engine.store(), [&] { return cases.addSlot(CaseId(u"A"_qs), mainTeam, 3, core::Stage::Resolution); }), u"ok"_qs);
    QCOMPARE(wrote(engine.store(), [&] { return cases.addSlot(CaseId(u"A"_qs), mainTeam, 1, core::Stage::Resolution); }), u"duplicate-id"_qs);
    const auto seats = must(cases.slotsOf(CaseId(u"A"_qs), mainTeam));
    QCOMPARE(seats.size(), 3);
    QVERIFY(seats[0] == (core::Slot{1, core::Stage::Review, {}, {}}));
    QVERIFY(seats[1] == (core::Slot{2, core::Stage::Review, {}, {}}));
    QVERIFY(seats[2] == (core::Slot{3, core::Stage::Resolution, {}, {}}));
}

void tst_EngineCases::refusesMalformedDigestsBeforeWritingAnything()
{
    Engine engine;
    const QStringList malformed{u""_qs, u"sha256:"_qs, u"sha256:XYZ"_qs, u"md5:"_qs + QString(64, u'0'), u"sha256:"_qs + QString(64, u'A')};
    for (const QString &digest : malformed) {
        core::NewCase value = sampleCase(u"A"_qs);
        value.digest = digest;
        QCOMPARE(wrote(engine.store(), [&] { return engine.store().cases().addCase(value); }), u"bad-value"_qs);
    }
    core::NewCase value = sampleCase(u"A"_qs);
    value.record.evidence = {{u"x"_qs, {}, {}, {}, {}, {}, {}}, {u"x"_qs, {}, {}, {}, {}, {}, {}}};
    QCOMPARE(wrote(engine.store(), [&] { return engine.store().cases().addCase(value); }), u"duplicate-id"_qs);
    QVERIFY(idsOf(engine.store()).isEmpty());
}

void tst_EngineCases::refusesChangesOutsideAWrite()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    core::CaseRepository &cases = engine.store().cases();
    QCOMPARE(outcome(cases.addCase(sampleCase(u"B"_qs))), u"wrong-call"_qs);
    QCOMPARE(outcome(cases.setState(CaseId(u"A"_qs), mainTeam, CaseState::Closed)), u"wrong-call"_qs);
    QCOMPARE(outcome(cases.addSlot(CaseId(u"A"_qs), mainTeam, 2, core::Stage::Review)), u"wrong-call"_qs);
    QVERIFY(must(cases.findCase(CaseId(u"A"_qs), {mainTeam}))->row.state == CaseState::Open);
}

void tst_EngineCases::movesOnlyAsTheTableAllows()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    core::CaseRepository &cases = engine.store().cases();
    const auto move = [&](CaseState to) { return wrote(engine.store(), [&] { return cases.setState(CaseId(u"A"_qs), mainTeam, to); }); };
    QCOMPARE(move(CaseState::Held), u"ok"_qs);
    QCOMPARE(move(CaseState::Held), u"ok"_qs);
    QCOMPARE(move(CaseState::Open), u"move-not-allowed"_qs);
    QCOMPARE(move(CaseState::Disputed), u"ok"_qs); // a decision from elsewhere does not agree
    QCOMPARE(move(CaseState::Escalated), u"move-not-allowed"_qs);
    QCOMPARE(move(CaseState::Released), u"ok"_qs);
    QCOMPARE(move(CaseState::Redacted), u"ok"_qs);
    QCOMPARE(move(CaseState::Open), u"move-not-allowed"_qs);
    QCOMPARE(wrote(engine.store(), [&] { return cases.setState(CaseId(u"B"_qs), mainTeam, CaseState::Open); }), u"no-such-case"_qs);
}

void tst_EngineCases::allowsExactlyTheMovesOfTheProgram()
{
    Engine engine;
    QSet<QString> inSql;
    store::Statement rows = engine.store().database().composed("SELECT from_state, move, to_state FROM allowed_move");
    while (must(rows.next()))
        inSql.insert(rows.text(0) + u' ' + rows.text(1) + u' ' + rows.text(2));
    QSet<QString> inProgram;
    for (const core::AllowedMove &move : core::allowedMoves())
        inProgram.insert(core::stateName(move.from) + u' ' + core::moveName(move.move) + u' ' + core::stateName(move.to));
    QCOMPARE(inSql, inProgram);
}

// Over all pairs of states, by plain SQL, past the port: the table itself refuses.
void tst_EngineCases::refusesEveryMoveTheProgramRefuses()
{
    Engine engine;
    // From "open" the shortest way to every other state.
    const QHash<CaseState, QList<CaseState>> ways{
        {CaseState::Open, {}}, {CaseState::Escalated, {CaseState::Escalated}}, {CaseState::Disputed, {CaseState::Disputed}},
        {CaseState::Held, {CaseState::Held}}, {CaseState::Released, {CaseState::Released}}, {CaseState::Closed, {CaseState::Closed}},
        {CaseState::Withdrawn, {CaseState::Withdrawn}}, {CaseState::Redacted, {CaseState::Redacted}}};
    store::Database &database = engine.store().database();
    for (int from = 0; from < core::caseStateCount; ++from) {
        for (int to = 0; to < core::caseStateCount; ++to) {
            const QString id = u"%1-%2"_qs.arg(from).arg(to);
            addCases(engine.store(), {sampleCase(id)});
            for (const CaseState step : ways[CaseState(from)])
                QCOMPARE(wrote(engine.store(), [&] { return engine.store().cases().setState(CaseId(id), mainTeam, step); }), u"ok"_qs);
            bool mayMove = false;
            for (int move = 0; move < core::moveCount; ++move)
                mayMove = mayMove || core::allowed(CaseState(from), core::Move(move), CaseState(to));
            const auto moved = database.execute("UPDATE cases SET state = '" + core::stateName(CaseState(to)).toLatin1() + "' WHERE id = '"
                                                + id.toLatin1() + "'");
            QCOMPARE(outcome(moved), mayMove ? u"ok"_qs : u"move-not-allowed"_qs);
        }
    }
    QCOMPARE(outcome(database.execute("UPDATE cases SET state = 'approved'")), u"move-not-allowed"_qs);
    QCOMPARE(outcome(database.execute("INSERT INTO allowed_move VALUES ('open', 'redacted', 'decide')")), u"not-allowed"_qs);
    QCOMPARE(outcome(database.execute("DELETE FROM allowed_move")), u"not-allowed"_qs);
    QCOMPARE(outcome(database.execute("UPDATE allowed_move SET to_state = 'open'")), u"not-allowed"_qs);
}

void tst_EngineCases::refusesToRemoveOrRenameACase()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    store::Database &database = engine.store().database();
    QCOMPARE(outcome(database.execute("DELETE FROM cases")), u"not-allowed"_qs);
    QCOMPARE(outcome(database.execute("UPDATE cases SET id = 'B'")), u"not-allowed"_qs);
    QCOMPARE(idsOf(engine.store()), QStringList{u"A"_qs});
}

void tst_EngineCases::growsItsMarkWithEveryChange()
{
    Engine engine;
    const StorePtr other = engine.connect();
    core::CaseRepository &cases = engine.store().cases();
    const qint64 first = must(cases.changeMark());
    QCOMPARE(must(cases.changeMark()), first);
    addCases(*other, {sampleCase(u"A"_qs)});
    const qint64 second = must(cases.changeMark());
    QVERIFY(second > first);
    addCases(engine.store(), {sampleCase(u"B"_qs)});
    const qint64 third = must(cases.changeMark());
    QVERIFY(third > second);
    QVERIFY(must(cases.claimNext(samplePerson(u"ada"_qs), {}, 10)));
    QVERIFY(must(cases.changeMark()) > third);
    QVERIFY(must(other->cases().changeMark()) > 0);
}

QTEST_GUILESS_MAIN(tst_EngineCases)
#include "tst_enginecases.moc"
