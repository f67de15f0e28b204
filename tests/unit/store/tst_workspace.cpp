#include "store/workspacefile.h"
#include "store/workspacestore.h"
#include "support/memoryvault.h"
#include "sync/workspacekey.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace countersign;
using namespace Qt::StringLiterals;

namespace {

const core::StoreId storeId(QStringLiteral("7b0c5a3e-7d5f-4c61-9a59-1f1d1f4d3c2b"));
const core::PersonId ada(QStringLiteral("ada"));
constexpr const char *canary = "penicillin-canary-7731";

// A folder with one workspace in it, its key and its mark.
struct Place {
    QTemporaryDir folder;
    std::unique_ptr<ledger::UnlockedKey> person = ledger::UnlockedKey::generate(ada);
    sync::WorkspaceLabel label = sync::WorkspaceLabel::fresh(storeId, ada);
    core::SystemClock clock;

    QString path() const { return folder.filePath(u"trip.workspace"_s); }
    QString keys() const { return folder.filePath(u"keys"_s); }

    core::Result<std::unique_ptr<sync::Workspace>> make() const
    {
        auto file = store::WorkspaceFile::create(path(), label);
        const auto key = sync::makeWorkspaceKey(keys(), label, *person);
        return file && key ? sync::Workspace::begin(std::move(*file), *key, sync::rememberIn(keys(), label.id)) : tl::unexpected(core::Error{});
    }
    core::Result<std::unique_ptr<sync::Workspace>> open() const
    {
        auto file = store::WorkspaceFile::open(path());
        if (!file)
            return tl::unexpected(file.error());
        const auto key = sync::loadWorkspaceKey(keys(), (*file)->label(), *person);
        const auto mark = sync::loadWorkspaceMark(keys(), (*file)->label().id);
        if (!key || !mark)
            return tl::unexpected(key ? mark.error() : key.error());
        return sync::Workspace::open(std::move(*file), *key, *mark, sync::rememberIn(keys(), label.id));
    }
    core::Result<std::unique_ptr<store::WorkspaceStore>> openStore() const
    {
        auto opened = open();
        if (!opened)
            return tl::unexpected(opened.error());
        return store::WorkspaceMemory::prepare(path()).and_then([&](const std::shared_ptr<store::WorkspaceMemory> &prepared) {
            return prepared->load(std::move(*opened)).and_then([&] { return store::WorkspaceStore::open(prepared, clock); });
        });
    }
    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
};

core::NewCase sampleCase(const QString &id)
{
    core::NewCase made;
    made.record.id = core::CaseId(id);
    made.record.title = QString::fromLatin1(canary);
    made.sourceBlob = u"sha256:"_s + QString(64, u'a');
    made.digest = u"sha256:"_s + QString(64, u'b');
    made.searchText = QString::fromLatin1(canary) + u" note"_s;
    made.route.rule = u"everyone"_s;
    made.importedBy = ada;
    made.importedIn = core::StatementId(u"0190a000-0000-7000-8000-000000000001"_s);
    made.arrived = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);
    return made;
}

core::StoredBlob sampleBlob()
{
    return {u"sha256:"_s + QString(64, u'a'), QByteArray(32, 's'), QByteArray(canary) + " in a blob"};
}

void fill(store::WorkspaceStore &store)
{
    core::UnitOfWork &work = store.store().work();
    QVERIFY(work.write([&] { return store.blobs().saveBlob(sampleBlob()).and_then([&] { return store.store().cases().addCase(sampleCase(u"one"_s)); }); }));
}

} // namespace

class TestWorkspace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasPut()
    {
        const Place place;
        {
            const auto made = place.make();
            QVERIFY(made);
            QVERIFY((*made)->write({{"change", "one"}, {"change", "two"}}, {{"session", "first"}}, {}, true));
            QVERIFY((*made)->write({{"change", "three"}}, {{"session", "second"}}, {}, false));
        }
        const auto opened = place.open();
        QVERIFY(opened);
        QByteArrayList changes;
        QVERIFY((*opened)->readAll("change", [&](const QByteArray &one) { changes.append(one); return core::Result<void>(); }));
        QCOMPARE(changes, (QByteArrayList{"one", "two", "three"}));
        QCOMPARE((*opened)->read("session"), core::Result<std::optional<QByteArray>>(QByteArray("second")));
        QCOMPARE((*opened)->read("nothing"), core::Result<std::optional<QByteArray>>(std::nullopt));
    }

    void isForItsOwnerAlone()
    {
        const Place place;
        QVERIFY(place.make());
        const QByteArray &id = place.label.id;
        for (const QString &file : {place.path(), sync::workspaceKeyPath(place.keys(), id), sync::workspaceMarkPath(place.keys(), id)}) {
            struct stat found = {};
            QCOMPARE(::stat(QFile::encodeName(file).constData(), &found), 0);
            QCOMPARE(int(found.st_mode & 0777), 0600);
        }
        const auto stranger = ledger::UnlockedKey::generate(ada);
        QCOMPARE(sync::loadWorkspaceKey(place.keys(), place.label, *stranger).error().kind, core::ErrorKind::BadKeyFile);
    }

    void everyFlippedByteIsRefused()
    {
        const Place place;
        {
            const auto made = place.make();
            QVERIFY((*made)->write({{"change", QByteArray(300, 'x')}}, {{"session", "s"}}, {}, true));
        }
        const QByteArray whole = place.bytes();
        QVERIFY(whole.size() > 4096);
        // COUNTERSIGN_FULL: each of them; else the header, and every eleventh.
        const qsizetype step = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? 1 : 11;
        for (qsizetype i = 0; i < whole.size(); i += i < 100 ? 1 : step) {
            QByteArray bent = whole;
            bent[i] = static_cast<char>(bent.at(i) ^ 0x20);
            place.put(bent);
            if (place.open())
                QFAIL(qPrintable(u"byte %1 was changed unnoticed"_s.arg(i)));
        }
        place.put(whole);
        QVERIFY(place.open());
    }

    void aCutFileIsRefused()
    {
        const Place place;
        {
            const auto made = place.make();
            QVERIFY((*made)->write({{"change", QByteArray(9000, 'x')}}, {}, {}, true));
        }
        const QByteArray whole = place.bytes();
        for (qsizetype size = 0; size < whole.size(); size += 1000) {
            place.put(whole.left(size));
            QVERIFY2(!place.open(), qPrintable(QString::number(size)));
        }
    }

    void anOldCopyIsRefused()
    {
        const Place place;
        {
            const auto made = place.make();
            QVERIFY((*made)->write({{"change", "one"}}, {}, {}, true));
        }
        const QByteArray yesterday = place.bytes();
        {
            const auto opened = place.open();
            QVERIFY((*opened)->write({{"change", "two"}}, {}, {}, true));
        }
        place.put(yesterday);
        QCOMPARE(place.open().error().kind, core::ErrorKind::HistoryRewritten);
    }

    // The whole folder put back, with what was remembered in it: the keychain knows better.
    void anOldCopyWithItsMarkIsRefusedByTheKeychain()
    {
        const testsupport::MemoryVault keychain;
        const Place place;
        {
            const auto made = place.make();
            QVERIFY((*made)->write({{"change", "one"}}, {}, {}, true));
        }
        const QString mark = sync::workspaceMarkPath(place.keys(), place.label.id);
        const QByteArray yesterday = place.bytes();
        QVERIFY(QFile::copy(mark, mark + u".yesterday"_s));
        {
            const auto opened = place.open();
            QVERIFY((*opened)->write({{"change", "two"}}, {}, {}, true));
        }
        const QByteArray today = place.bytes();
        QVERIFY(QFile::copy(mark, mark + u".today"_s));
        place.put(yesterday);
        QVERIFY(QFile::remove(mark) && QFile::copy(mark + u".yesterday"_s, mark));
        QCOMPARE(place.open().error().kind, core::ErrorKind::HistoryRewritten);
        place.put(today);
        QVERIFY(QFile::remove(mark) && QFile::copy(mark + u".today"_s, mark));
        QVERIFY(place.open());
    }

    // A cell swapped for another, removed, or put in again: by somebody who knows the format.
    void movedCellsAreNoticedWithoutTheMark()
    {
        const Place place;
        {
            const auto made = place.make();
            QVERIFY((*made)->write({{"change", "one"}, {"change", "two"}}, {}, {}, true));
        }
        const sync::WorkspaceMark unknown;
        const auto openedWith = [&](const std::function<void(store::WorkspaceFile &)> &harm) {
            const QByteArray whole = place.bytes();
            {
                auto file = store::WorkspaceFile::open(place.path());
                harm(**file);
            }
            auto file = store::WorkspaceFile::open(place.path());
            const auto key = sync::loadWorkspaceKey(place.keys(), place.label, *place.person);
            auto opened = sync::Workspace::open(std::move(*file), *key, unknown, [](const auto &, auto) { return core::Result<void>(); });
            bool reads = opened.has_value() && (*opened)->readAll("change", [](const QByteArray &) { return core::Result<void>(); }).has_value();
            if (opened)
                opened->reset();
            place.put(whole);
            return reads;
        };
        QVERIFY(openedWith([](store::WorkspaceFile &) {}));
        QVERIFY(!openedWith([](store::WorkspaceFile &file) { QVERIFY(file.write({}, {2}, true)); }));
        QVERIFY(!openedWith([](store::WorkspaceFile &file) {
            sync::Cell first = *file.cell(1);
            sync::Cell second = *file.cell(2);
            std::swap(first.sealed, second.sealed);
            std::swap(first.head.tag, second.head.tag);
            QVERIFY(file.write({first, second}, {}, true));
        }));
        QVERIFY(!openedWith([](store::WorkspaceFile &file) {
            sync::Cell more = *file.cell(1);
            more.head.number = 3;
            QVERIFY(file.write({more}, {}, true));
        }));
    }

    // As many cells as there were, each one sealed as it was once: the root alone knows that one of them is of yesterday.
    void anEarlierCellPutBackIsNoticedWithoutTheMark()
    {
        const Place place;
        {
            const auto made = place.make();
            QVERIFY((*made)->write({}, {{"session", "first"}}, {}, true));
        }
        std::optional<sync::Cell> earlier;
        {
            auto file = store::WorkspaceFile::open(place.path());
            earlier = *(*file)->cell(1);
        }
        {
            const auto opened = place.open();
            QVERIFY((*opened)->write({}, {{"session", "second"}}, {}, true));
        }
        {
            auto file = store::WorkspaceFile::open(place.path());
            QVERIFY((*file)->write({*earlier}, {}, true));
        }
        auto file = store::WorkspaceFile::open(place.path());
        const auto key = sync::loadWorkspaceKey(place.keys(), place.label, *place.person);
        const auto opened = sync::Workspace::open(std::move(*file), *key, {}, [](const auto &, auto) { return core::Result<void>(); });
        QVERIFY(!opened);
        QCOMPARE(opened.error().detail, u"root"_s);
    }

    void onlyOneProcessWorksInIt()
    {
        const Place place;
        const auto made = place.make();
        QVERIFY(made);
        QCOMPARE(place.open().error().kind, core::ErrorKind::StoreBusy);
    }

    void refusesWhatIsNoWorkspace()
    {
        const Place place;
        QCOMPARE(place.open().error().kind, core::ErrorKind::StoreMissing);
        place.put("not a database, but long enough to have had a header of a hundred bytes in front of it, if it were one of them");
        QCOMPARE(place.open().error().kind, core::ErrorKind::NotAStore);
        QFile::remove(place.path());
        QVERIFY(place.make());
        QByteArray newer = place.bytes();
        newer[63] = 2; // user version
        place.put(newer);
        QCOMPARE(place.open().error().kind, core::ErrorKind::StoreNewer);
        QVERIFY(store::isWorkspaceFile(place.path()));
    }

    void isAStoreInMemoryThatComesBack()
    {
        const Place place;
        QVERIFY(place.make());
        {
            const auto opened = place.openStore();
            QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
            fill(**opened);
        }
        const auto again = place.openStore();
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        const core::TeamId team(u"main"_s);
        const auto found = (*again)->store().cases().findCase(core::CaseId(u"one"_s), {team});
        QVERIFY(found && *found);
        QCOMPARE((*found)->row.title, QString::fromLatin1(canary));
        QCOMPARE((*again)->blobs().loadBlob(sampleBlob().digest), core::Result<std::optional<core::StoredBlob>>(sampleBlob()));
        core::QueueFilter filter;
        filter.teams = {team};
        filter.text = u"penicillin"_s;
        QCOMPARE((*again)->store().cases().queueKeys(filter)->size(), 1);
        filter.text = u"elsewhere"_s;
        QCOMPARE((*again)->store().cases().queueKeys(filter)->size(), 0);
        QCOMPARE((*again)->store().cases().queueCounts({team}, ada)->byState.value(u"open"_s), 1);
        QVERIFY((*again)->store().database().deepCheck());
    }

    void whatIsUndoneLeavesNothing()
    {
        const Place place;
        QVERIFY(place.make());
        {
            const auto opened = place.openStore();
            const auto failed = (*opened)->store().work().write([&]() -> core::Result<void> {
                return (*opened)->blobs().saveBlob(sampleBlob()).and_then([&] { return (*opened)->store().cases().addCase(sampleCase(u"one"_s)); }).and_then([] {
                    return core::Result<void>(core::fail(core::ErrorKind::Cancelled));
                });
            });
            QVERIFY(!failed);
            QVERIFY(!*(*opened)->blobs().loadBlob(sampleBlob().digest));
        }
        const auto again = place.openStore();
        QVERIFY(again && !*(*again)->store().cases().findCase(core::CaseId(u"one"_s), {core::TeamId(u"main"_s)}));
    }

    void clearTextReachesNoFile()
    {
        const Place place;
        QVERIFY(place.make());
        const auto opened = place.openStore();
        fill(**opened);
        const QDir folder(place.folder.path());
        QVERIFY(folder.entryList({u"*-wal"_s}).size() == 1);
        for (const QFileInfo &info : folder.entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(canary), qPrintable(info.fileName()));
        }
    }

    void rewritingKeepsAllAndDropsHistory()
    {
        const Place place;
        QVERIFY(place.make());
        {
            const auto opened = place.openStore();
            for (int i = 0; i < 20; ++i)
                QVERIFY((*opened)->store().work().write([&] { return (*opened)->store().cases().addCase(sampleCase(QString::number(i))); }));
            QVERIFY((*opened)->rewrite());
            QVERIFY((*opened)->store().work().write([&] { return (*opened)->store().cases().addCase(sampleCase(u"after"_s)); }));
        }
        {
            const auto again = place.openStore();
            QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
            QCOMPARE((*again)->store().cases().queueCounts({core::TeamId(u"main"_s)}, ada)->byState.value(u"open"_s), 21);
        }
        const auto cells = place.open();
        int changes = 0;
        QVERIFY((*cells)->readAll("change", [&](const QByteArray &) { ++changes; return core::Result<void>(); }));
        QCOMPARE(changes, 2);
    }

    // A day of drafts is not carried out draft by draft for ever; what another connection has just written stays.
    void manyChangesArePutTogetherWhenItIsClosed()
    {
        const Place place;
        QVERIFY(place.make());
        constexpr int many = 300;
        {
            auto opened = place.openStore();
            QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
            for (int i = 0; i < many; ++i)
                QVERIFY((*opened)->store().work().write([&] { return (*opened)->store().cases().addCase(sampleCase(QString::number(i))); }));
        }
        const auto changesIn = [&] {
            const auto cells = place.open();
            return (*cells)->count("change");
        };
        QCOMPARE(changesIn(), 1);
        const auto again = place.openStore();
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        QCOMPARE((*again)->store().cases().queueCounts({core::TeamId(u"main"_s)}, ada)->byState.value(u"open"_s), many);
        core::QueueFilter filter;
        filter.teams = {core::TeamId(u"main"_s)};
        filter.text = u"note"_s;
        QCOMPARE((*again)->store().cases().queueKeys(filter)->size(), many);
        QVERIFY((*again)->store().database().deepCheck());
    }

    void whatIsPlacedInSetsIsAsIfItHadBeenAddedOneByOne()
    {
        constexpr int many = 40;
        const auto claimOn = [](const core::NewCase &made) {
            return core::Claim{made.record.id, made.record.team, 1, 1, core::Stage::Review, ada, 7, made.arrived.addSecs(3600), made.arrived};
        };
        QStringList seen[2];
        for (const bool inSets : {false, true}) {
            const Place place;
            QVERIFY(place.make());
            const auto opened = place.openStore();
            QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
            store::WorkspaceStore &workspace = **opened;
            const auto written = workspace.store().work().write([&]() -> core::Result<void> {
                QList<std::shared_ptr<const core::ReadyCase>> ready;
                for (int i = 0; i < many; ++i) {
                    const core::NewCase made = sampleCase(QString::number(i));
                    const auto one = workspace.ready(made, claimOn(made));
                    if (!one)
                        return tl::unexpected(one.error());
                    ready.append(*one);
                    if (const auto placed = inSets ? core::Result<void>() : workspace.placeCases({*one}); !placed)
                        return placed;
                }
                return inSets ? workspace.placeCases(ready) : core::Result<void>();
            });
            QVERIFY2(written, qPrintable(written ? QString() : written.error().detail));
            for (int i = 0; i < many; ++i) {
                const core::CaseId id(QString::number(i));
                const auto found = workspace.store().cases().findCase(id, {core::TeamId(u"main"_s)});
                const auto claim = workspace.store().cases().claimOf(id, [] { core::Person person; person.id = ada; return person; }());
                QVERIFY(found && *found && claim && *claim);
                seen[inSets].append(u"%1 %2 %3 %4"_s.arg((*found)->row.key).arg((*found)->digest).arg((*claim)->fence).arg(core::timeText((*claim)->expires)));
            }
            QVERIFY(workspace.store().database().deepCheck());
        }
        QCOMPARE(seen[1], seen[0]);
    }

    void aReturnedKeyOpensNoCopy()
    {
        const Place place;
        QVERIFY(place.make());
        QVERIFY(sync::destroyWorkspaceKey(place.keys(), place.label.id));
        const auto opened = place.open();
        QCOMPARE(opened.error().kind, core::ErrorKind::NotAllowed);
        QFile key(sync::workspaceKeyPath(place.keys(), place.label.id));
        QVERIFY(key.open(QIODevice::ReadOnly));
        QCOMPARE(key.readAll().count('\0'), key.size());
    }

    void aReturnThatWasCutOffIsKnown()
    {
        const Place place;
        QVERIFY(place.make());
        QVERIFY(sync::destroyedWorkspaces(place.keys()).isEmpty());
        QVERIFY(sync::destroyWorkspaceKey(place.keys(), place.label.id));
        QCOMPARE(sync::destroyedWorkspaces(place.keys()), QList<QByteArray>{place.label.id});
        sync::forgetWorkspace(place.keys(), place.label.id);
        QVERIFY(sync::destroyedWorkspaces(place.keys()).isEmpty());
        QVERIFY(!QFile::exists(sync::workspaceKeyPath(place.keys(), place.label.id)));
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
