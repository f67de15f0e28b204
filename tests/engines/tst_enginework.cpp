// Transactions: all or nothing, one snapshot, not nestable.
#include "engines/engine.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;

class tst_EngineWork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undoesEverythingOfAFailedWrite();
    void forgetsATeamThatWasTakenBack();
    void refusesAWriteInsideAWrite();
    void refusesAWriteInsideARead();
    void joinsClaimsAndDraftsToTheRunningWrite();
    void readsOneSnapshot();
    void showsOthersWhatWasCommittedAtOnce();
    void writesNothingIntoAStoreOpenedForReading();
};

void tst_EngineWork::undoesEverythingOfAFailedWrite()
{
    Engine engine;
    QCOMPARE(wrote(engine.store(), [&]() -> core::Result<void> {
                 must(engine.store().cases().addCase(sampleCase(u"A"_qs, u"findme"_qs)));
                 must(engine.store().blobs().saveBlob({digestOf(u"x"_qs), QByteArray(32, 's'), "x"}));
                 must(engine.store().people().savePerson(samplePerson(u"ada"_qs)));
                 return core::fail(core::ErrorKind::PolicyUnmet);
             }),
             u"policy-unmet"_qs);
    QVERIFY(idsOf(engine.store()).isEmpty());
    QVERIFY(idsOf(engine.store(), searching(u"findme"_qs)).isEmpty());
    QVERIFY(!must(engine.store().blobs().loadBlob(digestOf(u"x"_qs))));
    QVERIFY(must(engine.store().people().people()).isEmpty());
    QVERIFY(must(engine.store().cases().queueCounts({mainTeam}, {})).byState.isEmpty());
    addCases(engine.store(), {sampleCase(u"A"_qs)}); // and the connection goes on
}

void tst_EngineWork::forgetsATeamThatWasTakenBack()
{
    Engine engine;
    core::NewCase legal = sampleCase(u"L"_qs);
    legal.record.team = core::TeamId(u"legal"_qs);
    QCOMPARE(wrote(engine.store(), [&]() -> core::Result<void> {
                 must(engine.store().cases().addCase(legal));
                 return core::fail(core::ErrorKind::PolicyUnmet);
             }),
             u"policy-unmet"_qs);
    core::NewCase claims = sampleCase(u"C"_qs);
    claims.record.team = core::TeamId(u"claims"_qs); // gets the number that "legal" would have had
    addCases(engine.store(), {claims});
    QVERIFY(!must(engine.store().cases().findCase(CaseId(u"C"_qs), {legal.record.team})));
    addCases(engine.store(), {legal});
    QVERIFY(must(engine.store().cases().findCase(CaseId(u"L"_qs), {legal.record.team})));
    QCOMPARE(must(engine.store().cases().findCase(CaseId(u"C"_qs), {claims.record.team}))->row.team, claims.record.team);
}

void tst_EngineWork::refusesAWriteInsideAWrite()
{
    Engine engine;
    QString inner;
    QCOMPARE(wrote(engine.store(),
                   [&]() -> core::Result<void> {
                       inner = wrote(engine.store(), [] { return core::Result<void>(); });
                       return {};
                   }),
             u"ok"_qs);
    QCOMPARE(inner, u"wrong-call"_qs);
}

void tst_EngineWork::refusesAWriteInsideARead()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    QString inner;
    QString claim;
    must(engine.store().work().read([&]() -> core::Result<void> {
        inner = wrote(engine.store(), [] { return core::Result<void>(); });
        claim = outcome(engine.store().cases().claimNext(samplePerson(u"ada"_qs), {}, 10));
        return {};
    }));
    QCOMPARE(inner, u"wrong-call"_qs);
    QCOMPARE(claim, u"wrong-call"_qs);
}

void tst_EngineWork::joinsClaimsAndDraftsToTheRunningWrite()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    const auto ada = samplePerson(u"ada"_qs);
    QCOMPARE(wrote(engine.store(), [&]() -> core::Result<void> {
                 must(engine.store().cases().claimCase(CaseId(u"A"_qs), ada, 10));
                 core::Draft draft;
                 draft.caseId = CaseId(u"A"_qs);
                 draft.team = mainTeam;
                 draft.person = ada.id;
                 must(engine.store().cases().saveDraft(draft));
                 return core::fail(core::ErrorKind::PolicyUnmet);
             }),
             u"policy-unmet"_qs);
    QVERIFY(!must(engine.store().cases().claimOf(CaseId(u"A"_qs), ada)));
    QVERIFY(!must(engine.store().cases().loadDraft(CaseId(u"A"_qs), ada.id)));
}

void tst_EngineWork::readsOneSnapshot()
{
    Engine engine;
    const StorePtr other = engine.connect();
    QStringList first;
    QStringList second;
    must(engine.store().work().read([&]() -> core::Result<void> {
        first = idsOf(engine.store());
        addCases(*other, {sampleCase(u"A"_qs)});
        second = idsOf(engine.store());
        return {};
    }));
    QVERIFY(first.isEmpty() && second.isEmpty());
    QCOMPARE(idsOf(engine.store()), QStringList{u"A"_qs});
}

void tst_EngineWork::showsOthersWhatWasCommittedAtOnce()
{
    Engine engine;
    const StorePtr other = engine.connect();
    for (int i = 0; i < 5; ++i) {
        addCases(engine.store(), {sampleCase(QString::number(i))});
        QCOMPARE(idsOf(*other).size(), i + 1);
    }
}

void tst_EngineWork::writesNothingIntoAStoreOpenedForReading()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"A"_qs)});
    const StorePtr reader = engine.connect(store::OpenMode::ReadOnly);
    QVERIFY(reader->opening().readOnly);
    QCOMPARE(idsOf(*reader), QStringList{u"A"_qs});
    QCOMPARE(wrote(*reader, [&] { return reader->cases().addCase(sampleCase(u"B"_qs)); }), u"store-read-only"_qs);
    QCOMPARE(outcome(reader->cases().claimNext(samplePerson(u"ada"_qs), {}, 10)), u"store-read-only"_qs);
    QCOMPARE(outcome(reader->database().execute("DELETE FROM blob; UPDATE team SET id = 'x'")), u"store-read-only"_qs);
    addCases(engine.store(), {sampleCase(u"B"_qs)});
    QCOMPARE(idsOf(*reader).size(), 2);
}

QTEST_GUILESS_MAIN(tst_EngineWork)
#include "tst_enginework.moc"
