// A disk that is really full (a tiny tmpfs), at every amount of room left, and one that is really read-only.
#include "app/workspaces.h"
#include "engines/engine.h"
#include "faults/tinyvolume.h"
#include "support/ward.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;

namespace {

const core::SystemClock systemClock;

StorePtr openAt(const QString &path, store::OpenMode mode = store::OpenMode::ReadWrite)
{
    return must(store::SqliteStore::open(path, mode, systemClock));
}

core::Draft draftOf(const QString &id, qsizetype size)
{
    core::Draft draft;
    draft.caseId = CaseId(id);
    draft.team = mainTeam;
    draft.person = core::PersonId(u"ada"_qs);
    draft.content.text = QString(size, u'x');
    draft.saved = systemClock.now();
    return draft;
}

} // namespace

class tst_DiskFull : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasAcknowledgedWhenImportFillsTheDisk();
    void writesWhollyOrNotAtAnyRoomLeft();
    void saysSoWhenAStoreCannotBeMade();
    void opensAStoreOnAFullDisk();
    void opensAStoreOnAReadOnlyDiskForReadingOnly();
    void namesAWorkspaceOnlyWhole();
};

void tst_DiskFull::keepsWhatWasAcknowledgedWhenImportFillsTheDisk()
{
    TINY_VOLUME(volume, 3'000'000);
    const QString path = volume.filePath(u"store.db"_qs);
    int acknowledged = 0;
    {
        const StorePtr store = openAt(path, store::OpenMode::Create);
        QString answer = u"ok"_qs;
        while (answer == u"ok"_qs) {
            const QString id = QString::number(acknowledged);
            answer = wrote(*store, [&]() -> core::Result<void> {
                if (auto saved = store->blobs().saveBlob({digestOf(id), QByteArray(32, 's'), QByteArray(30'000, 'x')}); !saved)
                    return saved;
                return store->cases().addCase(sampleCase(id));
            });
            acknowledged += answer == u"ok"_qs;
        }
        QCOMPARE(answer, u"disk-full"_qs);
        QVERIFY(acknowledged > 10);
        QCOMPARE(idsOf(*store).size(), acknowledged); // it still answers
    }
    const StorePtr store = openAt(path);
    QCOMPARE(idsOf(*store).size(), acknowledged);
    for (int i = 0; i < acknowledged; ++i)
        QVERIFY(must(store->blobs().loadBlob(digestOf(QString::number(i)))));
    QVERIFY(!must(store->blobs().loadBlob(digestOf(QString::number(acknowledged)))));
    must(store->database().quickCheck());
}

void tst_DiskFull::writesWhollyOrNotAtAnyRoomLeft()
{
    TINY_VOLUME(volume, 8'000'000);
    const QString path = volume.filePath(u"store.db"_qs);
    StorePtr store = openAt(path, store::OpenMode::Create);
    const auto ada = samplePerson(u"ada"_qs);
    QStringList acknowledged;
    bool met = false;
    for (int pages = 0; pages < 64; ++pages) {
        volume.leaveFree(4'096LL * pages);
        const QString id = u"case %1"_qs.arg(pages);
        const QString answer = wrote(*store, [&] { return store->cases().addCase(sampleCase(id)); });
        QVERIFY2(answer == u"ok"_qs || answer == u"disk-full"_qs, qPrintable(answer));
        met = met || answer == u"disk-full"_qs;
        if (answer == u"ok"_qs) {
            acknowledged.append(id);
            const QString claim = outcome(store->cases().claimCase(CaseId(id), ada, 10));
            QVERIFY2(claim == u"ok"_qs || claim == u"disk-full"_qs, qPrintable(claim));
            QCOMPARE(must(store->cases().claimOf(CaseId(id), ada)).has_value(), claim == u"ok"_qs);
            const QString draft = outcome(store->cases().saveDraft(draftOf(id, 10'000)));
            QVERIFY2(draft == u"ok"_qs || draft == u"disk-full"_qs, qPrintable(draft));
            QCOMPARE(must(store->cases().loadDraft(CaseId(id), ada.id)).has_value(), draft == u"ok"_qs);
        }
        if (pages % 8 == 7) {
            store.reset(); // closes, and opens again, on the full disk
            store = openAt(path);
        }
        QCOMPARE(idsOf(*store, inOrder(core::QueueFilter::Order::Oldest)), acknowledged);
    }
    QVERIFY(met);
    volume.leaveFree(4'000'000);
    addCases(*store, {sampleCase(u"after"_qs)});
    must(store->database().checkpoint());
    must(store->database().quickCheck());
}

void tst_DiskFull::saysSoWhenAStoreCannotBeMade()
{
    TINY_VOLUME(volume, 8'000'000);
    bool made = false;
    for (int pages = 0; !made && pages < 400; pages += 5) {
        volume.leaveFree(4'096LL * pages);
        const QString path = volume.filePath(u"store.db"_qs);
        const auto opened = store::SqliteStore::open(path, store::OpenMode::Create, systemClock);
        made = opened.has_value();
        if (!made) {
            QCOMPARE(outcome(opened), u"disk-full"_qs);
            QCOMPARE(outcome(opened).isEmpty(), false);
        }
    }
    QVERIFY(made);
}

void tst_DiskFull::opensAStoreOnAFullDisk()
{
    TINY_VOLUME(volume, 8'000'000);
    const QString path = volume.filePath(u"store.db"_qs);
    addCases(*openAt(path, store::OpenMode::Create), {sampleCase(u"1"_qs)});
    volume.leaveFree(0);
    for (const store::OpenMode mode : {store::OpenMode::ReadOnly, store::OpenMode::ReadWrite}) {
        const auto opened = store::SqliteStore::open(path, mode, systemClock);
        // Even reading needs an index of the log beside the file; without room for it the answer is the reason.
        QVERIFY2(opened || outcome(opened) == u"disk-full"_qs, qPrintable(outcome(opened)));
    }
    volume.leaveFree(1'000'000);
    QCOMPARE(idsOf(*openAt(path)).size(), 1);
}

void tst_DiskFull::opensAStoreOnAReadOnlyDiskForReadingOnly()
{
    TINY_VOLUME(volume, 8'000'000);
    const QString path = volume.filePath(u"store.db"_qs);
    addCases(*openAt(path, store::OpenMode::Create), {sampleCase(u"1"_qs)});
    QVERIFY(volume.remountReadOnly());
    QCOMPARE(outcome(store::SqliteStore::open(path, store::OpenMode::ReadWrite, systemClock)), u"store-read-only"_qs);
    QCOMPARE(outcome(store::SqliteStore::open(volume.filePath(u"new"_qs), store::OpenMode::Create, systemClock)), u"store-read-only"_qs);
    const StorePtr store = openAt(path, store::OpenMode::ReadOnly);
    QCOMPARE(idsOf(*store).size(), 1);
    QCOMPARE(outcome(store->cases().claimNext(samplePerson(u"ada"_qs), {}, 10)), u"store-read-only"_qs);
}

// What could not be moved from its log into the file, the disk being full, is moved before the file gets its name.
void tst_DiskFull::namesAWorkspaceOnlyWhole()
{
    TINY_VOLUME(volume, 8'000'000);
    testsupport::Ward ward;
    const auto ben = ward.join(u"ben"_qs, {core::Role::Reviewer});
    const QString begun = volume.filePath(u"trip.part"_qs), path = volume.filePath(u"trip"_qs);
    {
        const auto workspace = app::makeWorkspace(begun, ben.signer.store, *ben.key, ward.keyring(), ward.clock());
        QVERIFY(workspace);
        auto session = sync::WorkspaceSession();
        session.origin = ward.storePath();
        session.checkout = core::newStatementId(1);
        session.until = session.began = ward.clock().now();
        QVERIFY((*workspace)->workspace().desk.saveSession(session));
        volume.leaveFree(0);
    }
    const auto refused = app::publishWorkspace(begun, path);
    QCOMPARE(outcome(refused), u"disk-full"_qs);
    QCOMPARE(refused.error().where, path);
    QVERIFY(!QFile::exists(path));
    volume.leaveFree(4'000'000);
    QCOMPARE(outcome(app::publishWorkspace(begun, path)), u"ok"_qs);
    QVERIFY(app::loadWorkspace(path, ward.keyring(), *ben.key));
}

int main(int argc, char **argv)
{
    faults::becomePrivate();
    QCoreApplication application(argc, argv);
    tst_DiskFull test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_diskfull.moc"
