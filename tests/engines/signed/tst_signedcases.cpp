// Cases, claims and drafts on every engine: what came in is there, routed, held by one at a time, and nobody sees another team's.
#include "engines/signed/scene.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;
using core::CaseState;

class tst_SignedCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutEngine(); }
    void givesBackWhatWasImported();
    void bringsInCasesWithFilesAmongCasesWithout();
    void importsTheSameOnceAndRefusesOtherContent();
    void takesANewVersionOfAnOpenCaseOnly();
    void leavesABatchOutWholeWhereOneIsRefusedByTheStore();
    void answersTheSameForAnotherTeamAsForNothing();
    void routesByThePolicy();
    void isHeldByOneAtATime();
    void takesTheMostUrgentFreeCaseNext();
    void givesTheSecondSeatToSomebodyElse();
    void keepsADraftToTheByteForItsPersonAlone();
    void whoClaimedAnOlderVersionLooksAgainBeforeDeciding();
    void whatWasClaimedInAnOlderVersionIsGivenBack();
    void keepsTheFirstOfTwoFirstAnswers();
    void keepsWordingsInTheirOrder();
    void growsItsMarkWithEveryChange();
};

void tst_SignedCases::givesBackWhatWasImported()
{
    const Scene scene;
    const QByteArray hostile = "'); DROP TABLE cases;-- \\\\ % _ ? $1 \u202E\u0301 \U0001F468\u200D\U0001F469 <b>&amp;";
    scene.bring({Scene::line("D2N068", R"(,"risk":"high","priority":50,"due":"2031-11-23T14:00:00Z")"),
                 R"({"schema":"countersign.case/1","id":"h )" + hostile + R"(","kind":")" + hostile + R"(","title":")" + hostile
                     + R"(","evidence":[],"suggestion":{"fields":{"dose":9007199254740993,"x":1.10}}})"});
    const auto person = scene.join(u"grace"_qs);
    const auto found = must(person.cases().findCase(CaseId(u"D2N068"_qs), {mainTeam}));
    QVERIFY(found);
    QCOMPARE(found->row.version, 1);
    QCOMPARE(found->row.kind, u"note"_qs);
    QCOMPARE(found->row.title, u"Title of D2N068"_qs);
    QVERIFY(found->row.risk == core::Risk::High);
    QCOMPARE(found->row.priority, 50);
    QCOMPARE(found->row.due, QDateTime(QDate(2031, 11, 23), QTime(14, 0), Qt::UTC));
    QVERIFY(found->row.state == CaseState::Open);
    QCOMPARE(found->importedBy.value, u"ada"_qs);
    const auto source = must(person.ports().blobs.loadBlob(found->sourceBlob));
    QVERIFY(source);
    QCOMPARE(source->content, Scene::line("D2N068", R"(,"risk":"high","priority":50,"due":"2031-11-23T14:00:00Z")")); // to the byte
    const QString odd = QString::fromUtf8(QByteArray(hostile).replace("\\\\", "\\"));
    const auto other = must(person.cases().findCase(CaseId((u"h "_qs + odd).normalized(QString::NormalizationForm_C)), {mainTeam}));
    QVERIFY(other);
    QCOMPARE(other->row.kind, odd);
    QVERIFY(must(person.ports().blobs.loadBlob(other->sourceBlob))->content.contains("9007199254740993,\"x\":1.10"));
}

void tst_SignedCases::bringsInCasesWithFilesAmongCasesWithout()
{
    const Scene scene;
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    const auto with = [](const QByteArray &id, const QByteArray &evidence) {
        return R"({"schema":"countersign.case/1","id":")" + id + R"(","kind":"note","title":"T","evidence":[)" + evidence + R"(],"suggestion":{"text":"Yes."}})"
            + '\n';
    };
    const auto named = [](const QByteArray &id, const QByteArray &file) {
        return R"({"id":")" + id + R"(","title":"E","mediaType":"text/plain","file":")" + file + R"("})";
    };
    write(u"scan.txt"_qs, "The scan.\n");
    write(u"other.txt"_qs, "The other.\n");
    write(u"cases.jsonl"_qs, with("none", {}) + with("two", named("b", "scan.txt") + ',' + named("a a", "other.txt")) + Scene::line("text") + '\n'
                                 + with("one", named("b", "scan.txt")));
    const auto report = must(workflow::importCases(scene.ports(), scene.ada().acting, {folder.path()}, {}));
    QCOMPARE(report.files.first().imported, 4);
    const auto person = scene.join(u"grace"_qs);
    const auto contents = [&](const QString &id) {
        QMap<QString, QByteArray> found;
        const auto blobs = must(person.cases().findCase(CaseId(id), {mainTeam}))->evidenceBlobs;
        for (auto blob = blobs.cbegin(); blob != blobs.cend(); ++blob)
            found.insert(blob.key(), must(person.ports().blobs.loadBlob(blob.value()))->content);
        return found;
    };
    QCOMPARE(contents(u"none"_qs), (QMap<QString, QByteArray>()));
    QCOMPARE(contents(u"text"_qs), (QMap<QString, QByteArray>()));
    QCOMPARE(contents(u"one"_qs), (QMap<QString, QByteArray>{{u"b"_qs, "The scan.\n"}}));
    QCOMPARE(contents(u"two"_qs), (QMap<QString, QByteArray>{{u"a a"_qs, "The other.\n"}, {u"b"_qs, "The scan.\n"}}));
}

void tst_SignedCases::importsTheSameOnceAndRefusesOtherContent()
{
    const Scene scene;
    scene.bring({Scene::line("A"), Scene::line("B")});
    const auto again = must(scene.import({Scene::line("A"), Scene::line("B", {}, "other words"), Scene::line("C")}));
    QCOMPARE(again.files.first().alreadyThere, 1);
    QCOMPARE(again.files.first().refused, 1);
    QCOMPARE(again.files.first().imported, 1); // the bad one stops nothing
    QVERIFY(again.refusals.first().error.kind == core::ErrorKind::ContentDiffers);
}

void tst_SignedCases::takesANewVersionOfAnOpenCaseOnly()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A", {}, "oldword")});
    must(grace.cases().claimCase(CaseId(u"A"_qs), grace.self(), 10));
    scene.bring({Scene::line("A", R"(,"version":2)", "newword")});
    QCOMPARE(must(grace.cases().findCase(CaseId(u"A"_qs), {mainTeam}))->row.version, 2);
    QCOMPARE(must(grace.cases().claimOf(CaseId(u"A"_qs), grace.self()))->version, 1); // the claim was on the earlier one
    core::QueueFilter filter;
    filter.teams = {mainTeam};
    filter.text = u"newword"_qs;
    QCOMPARE(must(grace.cases().queueKeys(filter)).size(), 1);
    filter.text = u"oldword"_qs;
    QCOMPARE(must(grace.cases().queueKeys(filter)).size(), 0);
    QCOMPARE(must(scene.import({Scene::line("A", {}, "oldword")})).files.first().alreadyThere, 1);
    const auto older = must(scene.import({Scene::line("A", {}, "older than that")}));
    QVERIFY(older.refusals.first().error.kind == core::ErrorKind::StaleVersion);
    must(grace.cases().claimCase(CaseId(u"A"_qs), grace.self(), 10));
    must(Scene::decide(grace, u"A"_qs));
    const auto late = must(scene.import({Scene::line("A", R"(,"version":3)")}));
    QVERIFY(late.refusals.first().error.kind == core::ErrorKind::MoveNotAllowed);
}

// What the workflow overlooks, the store refuses, and then nothing of the batch is there.
void tst_SignedCases::leavesABatchOutWholeWhereOneIsRefusedByTheStore()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto failed = scene.ports().work.write([&]() -> core::Result<void> { return core::fail(core::ErrorKind::Cancelled); });
    QCOMPARE(outcome(failed), u"cancelled"_qs);
    QVERIFY(!scene.import(grace, {Scene::line("A", R"(,"team":"legal")")}).value().refusals.isEmpty());
    QVERIFY(!must(grace.cases().findCase(CaseId(u"A"_qs), {mainTeam})));
    core::QueueFilter all;
    all.teams = {mainTeam};
    QCOMPARE(must(grace.cases().queueKeys(all)).size(), 0);
}

void tst_SignedCases::answersTheSameForAnotherTeamAsForNothing()
{
    const Scene scene;
    const core::TeamId legal(u"legal"_qs);
    const auto lena = scene.join(u"lena"_qs, {core::Role::Reviewer}, legal);
    const auto grace = scene.join(u"grace"_qs);
    QCOMPARE(must(scene.import(lena, {Scene::line("S1", R"(,"team":"legal")")})).files.first().imported, 1);
    QVERIFY(!must(grace.cases().findCase(CaseId(u"S1"_qs), {mainTeam})));
    QVERIFY(!must(grace.cases().findCase(CaseId(u"none"_qs), {mainTeam})));
    QVERIFY(must(lena.cases().findCase(CaseId(u"S1"_qs), {legal})));
    QCOMPARE(outcome(grace.cases().claimCase(CaseId(u"S1"_qs), grace.self(), 10)), u"no-such-case"_qs);
    QCOMPARE(outcome(grace.cases().claimCase(CaseId(u"none"_qs), grace.self(), 10)), u"no-such-case"_qs);
    QVERIFY(!must(grace.cases().claimNext(grace.self(), {}, 10)));
    QCOMPARE(outcome(Scene::decide(grace, u"S1"_qs)), u"no-such-case"_qs);
}

void tst_SignedCases::routesByThePolicy()
{
    const Scene scene;
    scene.adopt("countersign.policy/v1\nversion 2\nrule auto\nwhen-kind sure\nreviewers automatic\nsigning light\nrule pair\nwhen-risk high\nreviewers two\n"
                "signing light\nrule rest\nreviewers one\nsigning light\n");
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("plain"), Scene::line("grave", R"(,"risk":"high")"),
                 R"({"schema":"countersign.case/1","id":"easy","kind":"sure","title":"t","evidence":[],"suggestion":{"text":"Fine."}})"});
    const auto seats = [&](const char *id) { return must(grace.cases().slotsOf(CaseId(QString::fromLatin1(id)), mainTeam)).size(); };
    QCOMPARE(seats("plain"), 1);
    QCOMPARE(seats("grave"), 2);
    QCOMPARE(seats("easy"), 0);
    QCOMPARE(must(grace.cases().findCase(CaseId(u"grave"_qs), {mainTeam}))->route.rule, u"pair"_qs);
    QVERIFY(must(grace.cases().findCase(CaseId(u"easy"_qs), {mainTeam}))->row.state == CaseState::Released);
}

void tst_SignedCases::isHeldByOneAtATime()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto ivan = scene.join(u"ivan"_qs);
    scene.bring({Scene::line("A")});
    const core::Claim first = must(grace.cases().claimCase(CaseId(u"A"_qs), grace.self(), 10));
    QCOMPARE(first.holder.value, u"grace"_qs);
    const auto held = ivan.cases().claimCase(CaseId(u"A"_qs), ivan.self(), 10);
    QCOMPARE(outcome(held), u"claim-held"_qs);
    QCOMPARE(outcome(Scene::decide(ivan, u"A"_qs)), u"claim-held"_qs);
    const core::Claim renewed = must(grace.cases().claimCase(CaseId(u"A"_qs), grace.self(), 20));
    QCOMPARE(renewed.fence, first.fence); // the same claim, longer
    QCOMPARE(renewed.since, first.since);
    QVERIFY(renewed.expires > first.expires);
    must(grace.cases().releaseClaim(CaseId(u"A"_qs), grace.self()));
    QCOMPARE(outcome(grace.cases().releaseClaim(CaseId(u"A"_qs), grace.self())), u"claim-lost"_qs);
    const core::Claim second = must(ivan.cases().claimCase(CaseId(u"A"_qs), ivan.self(), 10));
    QVERIFY(second.fence > first.fence);
    workflow::DecisionRequest stale;
    stale.caseId = CaseId(u"A"_qs);
    stale.fence = first.fence; // a window that slept
    QVERIFY(!workflow::recordDecision(grace.ports(), grace.acting, stale));
    QVERIFY(must(grace.cases().findCase(CaseId(u"A"_qs), {mainTeam}))->row.state == CaseState::Open);
    QVERIFY(Scene::decide(ivan, u"A"_qs));
}

void tst_SignedCases::takesTheMostUrgentFreeCaseNext()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto ivan = scene.join(u"ivan"_qs);
    scene.bring({Scene::line("late", R"(,"due":"2031-05-01T00:00:00Z")"), Scene::line("soon", R"(,"due":"2031-01-01T00:00:00Z")"), Scene::line("first", R"(,"priority":9)"),
                 Scene::line("none")});
    QStringList order;
    for (const Scene::Person *person : {&grace, &ivan, &grace, &ivan})
        order.append(must(person->cases().claimNext(person->self(), {}, 10))->caseId.value);
    QCOMPARE(order, (QStringList{u"first"_qs, u"soon"_qs, u"late"_qs, u"none"_qs}));
    QVERIFY(!must(grace.cases().claimNext(grace.self(), {}, 10)));
}

void tst_SignedCases::givesTheSecondSeatToSomebodyElse()
{
    const Scene scene;
    scene.adopt("countersign.policy/v1\nversion 2\nrule pair\nreviewers two\nsigning light\n");
    const auto grace = scene.join(u"grace"_qs);
    const auto ivan = scene.join(u"ivan"_qs);
    scene.bring({Scene::line("A")});
    QVERIFY(!must(Scene::decide(grace, u"A"_qs)).released);
    QCOMPARE(outcome(grace.cases().claimCase(CaseId(u"A"_qs), grace.self(), 10)), u"second-slot"_qs);
    QVERIFY(!must(grace.cases().claimNext(grace.self(), {}, 10)));
    const auto second = must(Scene::decide(ivan, u"A"_qs));
    QVERIFY(second.released);
    QVERIFY(second.state == CaseState::Released);
}

void tst_SignedCases::keepsADraftToTheByteForItsPersonAlone()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto ivan = scene.join(u"ivan"_qs);
    scene.bring({Scene::line("A")});
    const core::Claim claim = must(grace.cases().claimCase(CaseId(u"A"_qs), grace.self(), 10));
    core::Draft draft{claim.caseId, claim.team, claim.version, claim.slot, grace.self().id, {core::Content::Form::Text, u"Take 25 mg \U0001F48A\n\t'; --"_qs, {}},
                      u"edit"_qs, {u"dose-wrong"_qs, u"other"_qs}, u"r\u202E"_qs, 7, 0.25, u"visit"_qs, QByteArray("\x00\xff\x01", 3), QDateTime::currentDateTimeUtc()};
    must(grace.cases().saveDraft(draft));
    auto loaded = must(grace.cases().loadDraft(claim.caseId, grace.self().id));
    QVERIFY(loaded && loaded->saved.isValid());
    draft.saved = loaded->saved; // a server goes by its own clock
    QVERIFY(*loaded == draft);
    QVERIFY(!must(ivan.cases().loadDraft(claim.caseId, ivan.self().id)));
    must(grace.cases().removeDraft(claim.caseId, grace.self().id));
    QVERIFY(!must(grace.cases().loadDraft(claim.caseId, grace.self().id)));
}

void tst_SignedCases::whoClaimedAnOlderVersionLooksAgainBeforeDeciding()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A")});
    const CaseId id(u"A"_qs);
    workflow::DecisionRequest approving;
    approving.caseId = id;
    approving.verdict = core::Verdict::Approve;
    must(grace.cases().claimCase(id, grace.self(), 10));
    scene.bring({Scene::line("A", R"(,"version":2)", "other words")});
    const auto stale = workflow::recordDecision(grace.ports(), grace.acting, approving);
    QVERIFY(!stale);
    QCOMPARE(stale.error().kind, core::ErrorKind::StaleVersion);
    QVERIFY(!must(workflow::openCase(grace.ports(), id, grace.self())).claim);
    QCOMPARE(must(grace.cases().claimCase(id, grace.self(), 10)).version, 2);
    QVERIFY(workflow::recordDecision(grace.ports(), grace.acting, approving));
}

void tst_SignedCases::whatWasClaimedInAnOlderVersionIsGivenBack()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A")});
    const CaseId id(u"A"_qs);
    must(grace.cases().claimCase(id, grace.self(), 10));
    scene.bring({Scene::line("A", R"(,"version":2)", "other words")});
    must(workflow::leaveCase(grace.ports(), grace.self(), id));
    QVERIFY(!must(grace.cases().claimOf(id, grace.self())));
}

void tst_SignedCases::keepsTheFirstOfTwoFirstAnswers()
{
    const Scene scene;
    scene.adopt("countersign.policy/v1\nversion 2\nrule blind\nreviewers one\nfirst-answer required\nsigning light\n");
    const auto grace = scene.join(u"grace"_qs);
    scene.bring({Scene::line("A")});
    const core::Claim claim = must(grace.cases().claimCase(CaseId(u"A"_qs), grace.self(), 10));
    QVERIFY(must(grace.cases().firstAnswer(claim.caseId, mainTeam, grace.self().id)).isEmpty());
    QVERIFY(must(workflow::giveFirstAnswer(grace.ports(), claim, u"25 mg"_qs)));
    const QString kept = must(grace.cases().firstAnswer(claim.caseId, mainTeam, grace.self().id));
    QVERIFY(!kept.isEmpty());
    QVERIFY(!must(workflow::giveFirstAnswer(grace.ports(), claim, u"50 mg, now that I have seen it"_qs)));
    QCOMPARE(must(grace.cases().firstAnswer(claim.caseId, mainTeam, grace.self().id)), kept);
    QCOMPARE(must(grace.ports().blobs.loadBlob(kept))->content, QByteArray("25 mg"));
}

void tst_SignedCases::keepsWordingsInTheirOrder()
{
    const Scene scene;
    using Sort = core::Wording::Sort;
    const QList<core::Wording> wordings{{Sort::Reason, {}, u"dose-wrong"_qs, u"Dose wrong"_qs}, {Sort::Snippet, u"note"_qs, {}, u"a\nb"_qs},
                                        {Sort::Rationale, {}, {}, u"it's so"_qs}};
    must(scene.ports().work.write([&] { return scene.ports().cases.saveWordings(wordings); }));
    const auto grace = scene.join(u"grace"_qs);
    QVERIFY(must(grace.cases().wordings({})) == wordings);
    QCOMPARE(must(grace.cases().wordings(u"letter"_qs)).size(), 2);
}

void tst_SignedCases::growsItsMarkWithEveryChange()
{
    const Scene scene;
    const auto grace = scene.join(u"grace"_qs);
    const auto mark = [&] { return must(grace.cases().changeMark()); };
    const qint64 first = mark();
    QCOMPARE(mark(), first);
    scene.bring({Scene::line("A")});
    const qint64 second = mark();
    QVERIFY(second > first);
    must(grace.cases().claimNext(grace.self(), {}, 10));
    const qint64 third = mark();
    QVERIFY(third > second);
    must(Scene::decide(grace, u"A"_qs));
    QVERIFY(mark() > third);
}

QTEST_GUILESS_MAIN(tst_SignedCases)
#include "tst_signedcases.moc"
