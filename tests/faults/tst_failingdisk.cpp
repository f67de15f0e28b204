// A disk that fails at the n-th sync, write or read of a decision, for every n: nothing acknowledged is lost, nothing half-done stays, and
// a connection that has seen an I/O error is never trusted again.
#include "engines/engine.h"
#include "faults/failingdisk.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;
using core::CaseState;
using faults::FailingDisk;
using faults::Fault;

class tst_FailingDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FailingDisk::get().install(); }
    void cleanup() { FailingDisk::get().heal(); }
    void losesAndInventsNothing_data();
    void losesAndInventsNothing();
    void survivesAFailingCheckpoint_data();
    void survivesAFailingCheckpoint();
    void neverTrustsAConnectionAgain();
    void goesOnAfterAFullDisk();
    void aCommitIsOneWriteToTheLog();
    void aTransactionGreaterThanMemoryIsThereOrNotAtAll();
    void saysWhatFailedWhenOpening_data();
    void saysWhatFailedWhenOpening();
};

namespace {

// 40 MB of blobs in one transaction: more than the connection's cache holds, so that pages go to the log before the commit.
QString saveMuch(store::SqliteStore &store, const QString &name, bool thenFail)
{
    return wrote(store, [&]() -> core::Result<void> {
        for (int i = 0; i < 40; ++i) {
            const QString digest = digestOf(name + QString::number(i));
            if (auto saved = store.blobs().saveBlob({digest, QByteArray(32, 's'), QByteArray(1'000'000, char('a' + i % 26))}); !saved)
                return saved;
            if (must(store.blobs().loadBlob(digestOf(name + u'0')))->content != QByteArray(1'000'000, 'a')) // reads back what went there
                return core::fail(core::ErrorKind::StoreDamaged, name);
        }
        return thenFail ? core::Result<void>(core::fail(core::ErrorKind::Cancelled)) : core::Result<void>();
    });
}

// Claim and decision of one case, as two writes.
QString review(store::SqliteStore &store, const QString &id)
{
    const auto claim = store.cases().claimCase(CaseId(id), samplePerson(u"ada"_qs), 10);
    if (!claim)
        return core::kindName(claim.error().kind);
    return wrote(store, [&]() -> core::Result<void> {
        if (auto added = store.decisions().addDecision(sampleDecision(*claim, id.toULongLong())); !added)
            return added;
        if (auto saved = store.blobs().saveBlob({digestOf(id), QByteArray(32, 's'), QByteArray(20'000, 'x')}); !saved)
            return saved;
        return store.cases().setState(CaseId(id), mainTeam, CaseState::Released);
    });
}

// Whether the case is decided; that all of its rows say so or none does is checked on the way.
bool isDecided(store::SqliteStore &store, const QString &id)
{
    const bool released = must(store.cases().findCase(CaseId(id), {mainTeam}))->row.state == CaseState::Released;
    const bool hasDecision = must(store.cases().slotsOf(CaseId(id), mainTeam)).first().decision.has_value();
    const bool hasBlob = must(store.blobs().loadBlob(digestOf(id))).has_value();
    if (released != hasDecision || released != hasBlob)
        qFatal("case %s is half-decided", qPrintable(id));
    return released;
}

void addFaultRows(std::initializer_list<std::pair<const char *, Fault>> list)
{
    QTest::addColumn<int>("fault");
    for (const auto &[name, fault] : list)
        QTest::newRow(name) << int(fault);
}

} // namespace

void tst_FailingDisk::losesAndInventsNothing_data()
{
    addFaultRows({{"a sync fails", Fault::SyncFails}, {"a write fails", Fault::WriteFails}, {"the disk is full", Fault::DiskFull}});
}

void tst_FailingDisk::losesAndInventsNothing()
{
    QFETCH(const int, fault);
    Engine engine;
    QList<core::NewCase> cases;
    for (int i = 0; i < 200; ++i)
        cases.append(sampleCase(QString::number(i)));
    addCases(engine.store(), cases);
    QSet<int> acknowledged;
    int n = 1;
    for (; n < 200; ++n) {
        FailingDisk::get().failFrom(Fault(fault), n);
        const QString answer = review(engine.store(), QString::number(n));
        const bool failed = FailingDisk::get().hasFailed();
        FailingDisk::get().heal();
        if (answer == u"ok"_qs)
            acknowledged.insert(n);
        else
            QCOMPARE(answer, Fault(fault) == Fault::DiskFull ? u"disk-full"_qs : u"store-unreachable"_qs);
        engine.reopen();
        for (const int before : acknowledged)
            QVERIFY(isDecided(engine.store(), QString::number(before)));
        isDecided(engine.store(), QString::number(n)); // wholly or not at all
        if (!failed)
            break; // the whole review needs fewer calls than n
    }
    QVERIFY2(n > 1 && n < 200, "the fault was met at least once, and not for ever");
    must(engine.store().database().quickCheck());
}

void tst_FailingDisk::survivesAFailingCheckpoint_data()
{
    addFaultRows({{"a sync fails", Fault::SyncFails}, {"a write fails", Fault::WriteFails}, {"the disk is full", Fault::DiskFull}, {"a read fails", Fault::ReadFails}});
}

void tst_FailingDisk::survivesAFailingCheckpoint()
{
    QFETCH(const int, fault);
    Engine engine;
    for (int n = 1; n <= 12; ++n) {
        addCases(engine.store(), {sampleCase(QString::number(n))});
        FailingDisk::get().failFrom(Fault(fault), n);
        const auto done = engine.store().database().checkpoint();
        if (FailingDisk::get().hasFailed())
            QVERIFY(!done);
        FailingDisk::get().heal();
        engine.reopen();
        QCOMPARE(idsOf(engine.store()).size(), n);
    }
    must(engine.store().database().quickCheck());
}

void tst_FailingDisk::neverTrustsAConnectionAgain()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"1"_qs), sampleCase(u"2"_qs)});
    FailingDisk::get().failFrom(Fault::SyncFails, 1);
    QCOMPARE(review(engine.store(), u"1"_qs), u"store-unreachable"_qs);
    FailingDisk::get().heal();
    QCOMPARE(review(engine.store(), u"2"_qs), u"store-unreachable"_qs);
    QCOMPARE(outcome(engine.store().cases().findCase(CaseId(u"1"_qs), {mainTeam})), u"store-unreachable"_qs);
    QCOMPARE(outcome(engine.store().cases().queueKeys(searching(u"plain"_qs))), u"store-unreachable"_qs);
    QCOMPARE(outcome(engine.store().ledger().head()), u"store-unreachable"_qs);
    QCOMPARE(outcome(engine.store().work().read([] { return core::Result<void>(); })), u"store-unreachable"_qs);
    QCOMPARE(outcome(engine.store().database().checkpoint()), u"store-unreachable"_qs);
    engine.store().cases().interrupt();
    engine.reopen();
    QCOMPARE(review(engine.store(), u"2"_qs), u"ok"_qs);
}

void tst_FailingDisk::goesOnAfterAFullDisk()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"1"_qs)});
    FailingDisk::get().failFrom(Fault::DiskFull, 1);
    QCOMPARE(review(engine.store(), u"1"_qs), u"disk-full"_qs);
    FailingDisk::get().heal(); // somebody made room
    QCOMPARE(review(engine.store(), u"1"_qs), u"ok"_qs);
    QVERIFY(isDecided(engine.store(), u"1"_qs));
}

void tst_FailingDisk::aCommitIsOneWriteToTheLog()
{
    Engine engine;
    addCases(engine.store(), {sampleCase(u"1"_qs)});
    const int before = FailingDisk::get().writes();
    QCOMPARE(review(engine.store(), u"1"_qs), u"ok"_qs);
    QCOMPARE(FailingDisk::get().writes() - before, 2);
    QVERIFY(isDecided(*engine.connect(), u"1"_qs));
}

void tst_FailingDisk::aTransactionGreaterThanMemoryIsThereOrNotAtAll()
{
    Engine engine;
    QCOMPARE(saveMuch(engine.store(), u"undone"_qs, true), u"cancelled"_qs);
    QCOMPARE(saveMuch(engine.store(), u"kept"_qs, false), u"ok"_qs);
    const auto other = engine.connect();
    for (int i = 0; i < 40; ++i) {
        QVERIFY(!must(other->blobs().loadBlob(digestOf(u"undone"_qs + QString::number(i)))));
        QCOMPARE(must(other->blobs().loadBlob(digestOf(u"kept"_qs + QString::number(i))))->content, QByteArray(1'000'000, char('a' + i % 26)));
    }
    must(other->database().deepCheck());
}

void tst_FailingDisk::saysWhatFailedWhenOpening_data()
{
    addFaultRows({{"a sync fails", Fault::SyncFails}, {"a write fails", Fault::WriteFails}, {"the disk is full", Fault::DiskFull}});
}

void tst_FailingDisk::saysWhatFailedWhenOpening()
{
    QFETCH(const int, fault);
    const core::SystemClock clock;
    int failures = 0;
    for (int n = 1; n < 2'000; n += std::max(1, n / 8)) {
        QTemporaryDir folder;
        FailingDisk::get().failFrom(Fault(fault), n);
        const auto made = store::SqliteStore::open(folder.filePath(u"s.db"_qs), store::OpenMode::Create, clock);
        const bool failed = FailingDisk::get().hasFailed();
        FailingDisk::get().heal();
        failures += !made;
        if (!made) {
            QVERIFY(made.error().kind == core::ErrorKind::DiskFull || made.error().kind == core::ErrorKind::StoreUnreachable);
            QVERIFY(!QFile::exists(folder.filePath(u"s.db"_qs)) || store::SqliteStore::open(folder.filePath(u"s.db"_qs), store::OpenMode::ReadWrite, clock));
        }
        if (!failed)
            break;
    }
    if (Fault(fault) != Fault::SyncFails) // making one needs no sync before its last
        QVERIFY(failures > 0);
}

QTEST_GUILESS_MAIN(tst_FailingDisk)
#include "tst_failingdisk.moc"
