// Opening: what is taken, what is refused, and by which name.
#include "store/openstore.h"
#include "store/storefile.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace countersign;
using core::ErrorKind;
using store::OpenMode;
using store::SqliteStore;

namespace {

const core::SystemClock systemClock;

QString opening(const QString &path, OpenMode mode = OpenMode::ReadWrite, const store::Surroundings &surroundings = {})
{
    const auto opened = SqliteStore::open(path, mode, systemClock, surroundings);
    return opened ? u"ok"_qs : core::kindName(opened.error().kind);
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

// Another program's database at the path.
void makeForeignDatabase(const QString &path, const QStringList &statements)
{
    {
        QSqlDatabase foreign = QSqlDatabase::addDatabase(u"QSQLITE"_qs, u"foreign"_qs);
        foreign.setDatabaseName(path);
        QVERIFY(foreign.open());
        for (const QString &sql : statements)
            QVERIFY(QSqlQuery(foreign).exec(sql));
        foreign.close();
    }
    QSqlDatabase::removeDatabase(u"foreign"_qs);
}

store::VolumeProbe pretending(const store::Volume &volume)
{
    return [volume](const QString &) { return volume; };
}

} // namespace

class tst_Opening : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void createsAPrivateFileAndNothingElse();
    void createsAnewOverAnEmptyFileOnly();
    void leavesNothingBehindWhenCreatingFails();
    void letsOnlyOneOfManyCreate();
    void leavesOneFileWhenClosed();
    void readsTheLogThatACrashLeft();
    void refusesWhatIsNotThere();
    void refusesWhatIsNotAStore_data();
    void refusesWhatIsNotAStore();
    void refusesANewerStoreWithBothVersions();
    void refusesAnAlteredMigration();
    void bringsAnOlderStoreUpToDate();
    void writesAMigrationIntoTheLog();
    void doesNotMigrateWhenReading();
    void undoesAMigrationThatFails();
    void refusesNetworksForWritingOnly();
    void warnsOfAnUnknownFuse();
    void refusesAReadOnlyVolumeForWriting();
    void opensThroughASymbolicLinkAsOneStore();
    void opensPathsOfAnyName_data();
    void opensPathsOfAnyName();
    void turnsTheLogOnAgain();

private:
    QString path(const QString &name = u"store.db"_qs) const { return m_folder->path() + u'/' + name; }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Opening::createsAPrivateFileAndNothingElse()
{
    const auto opened = SqliteStore::open(path(), OpenMode::Create, systemClock);
    QVERIFY(opened);
    QVERIFY((*opened)->opening() == (store::Opening{path(), false, {}}));
    for (const QString &name : files()) {
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(path(name)).constData(), &info), 0);
        QVERIFY2((info.st_mode & 0077) == 0, qPrintable(name));
    }
}

void tst_Opening::createsAnewOverAnEmptyFileOnly()
{
    write(path(), {});
    QCOMPARE(opening(path(), OpenMode::Create), u"ok"_qs);
    QCOMPARE(opening(path(), OpenMode::Create), u"store-exists"_qs);
    write(path(u"text"_qs), "x");
    QCOMPARE(opening(path(u"text"_qs), OpenMode::Create), u"store-exists"_qs);
    QCOMPARE(opening(path()), u"ok"_qs);
}

void tst_Opening::leavesNothingBehindWhenCreatingFails()
{
    store::Surroundings broken;
    broken.migrations.append({9999, u"9999_broken"_qs, "CREATE TABLE half (a); nonsense"});
    QVERIFY(opening(path(), OpenMode::Create, broken) != u"ok"_qs);
    QCOMPARE(files(), QStringList());
    QCOMPARE(opening(path(u"no/such/folder"_qs), OpenMode::Create), u"store-unreachable"_qs);
}

void tst_Opening::letsOnlyOneOfManyCreate()
{
    std::atomic_int made = 0;
    std::atomic_int refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            const QString answer = opening(path(), OpenMode::Create);
            made += answer == u"ok"_qs;
            refused += answer == u"store-exists"_qs;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(made, 1);
    QCOMPARE(refused, 3);
    QCOMPARE(opening(path()), u"ok"_qs);
}

void tst_Opening::leavesOneFileWhenClosed()
{
    {
        const auto opened = SqliteStore::open(path(), OpenMode::Create, systemClock);
        QVERIFY((*opened)->people().saveSecurityEvent({systemClock.now(), u"x"_qs, {}, {}}));
    }
    QCOMPARE(files(), (QStringList{u"store.db"_qs, u"store.db-gate"_qs})); // all of the log is in the file
}

void tst_Opening::refusesWhatIsNotThere()
{
    QCOMPARE(opening(path()), u"store-missing"_qs);
    QCOMPARE(opening(path(), OpenMode::ReadOnly), u"store-missing"_qs);
    QVERIFY(QFile::link(path(u"nowhere"_qs), path(u"dangling"_qs)));
    QCOMPARE(opening(path(u"dangling"_qs)), u"store-missing"_qs);
    QCOMPARE(files().filter(u"store"_qs), QStringList()); // and makes nothing by asking
}

void tst_Opening::refusesWhatIsNotAStore_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one byte") << QByteArray("S");
    QTest::newRow("text") << QByteArray("Dear sir or madam,\n").repeated(1'000);
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("zip") << QByteArray("PK\3\4").leftJustified(5'000, 'x');
    QTest::newRow("almost") << QByteArray("SQLite format 2\0").leftJustified(5'000, '\0');
}

void tst_Opening::refusesWhatIsNotAStore()
{
    QFETCH(const QByteArray, content);
    write(path(), content);
    QCOMPARE(opening(path()), u"not-a-store"_qs);
    QCOMPARE(opening(path(), OpenMode::ReadOnly), u"not-a-store"_qs);
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content); // untouched
    QCOMPARE(opening(m_folder->path()), u"not-a-store"_qs);
    makeForeignDatabase(path(u"foreign.db"_qs), {u"CREATE TABLE cases (key)"_qs, u"PRAGMA application_id = 7"_qs});
    QCOMPARE(opening(path(u"foreign.db"_qs)), u"not-a-store"_qs);
}

void tst_Opening::refusesANewerStoreWithBothVersions()
{
    store::Surroundings newer;
    newer.migrations.append({9999, u"9999_future"_qs, "CREATE TABLE future (a)"});
    QCOMPARE(opening(path(), OpenMode::Create, newer), u"ok"_qs);
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
        const auto refused = SqliteStore::open(path(), mode, systemClock);
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == ErrorKind::StoreNewer);
        QCOMPARE(refused.error().detail, u"9999 > %1"_qs.arg(store::schemaOf(store::migrationFiles())));
    }
    QCOMPARE(opening(path(), OpenMode::ReadWrite, newer), u"ok"_qs);
}

void tst_Opening::refusesAnAlteredMigration()
{
    QCOMPARE(opening(path(), OpenMode::Create), u"ok"_qs);
    store::Surroundings altered;
    altered.migrations[2].sql += "\n-- a released migration is never edited\n";
    const auto refused = SqliteStore::open(path(), OpenMode::ReadWrite, systemClock, altered);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::StoreDamaged);
    QCOMPARE(refused.error().detail, altered.migrations[2].name);
}

void tst_Opening::bringsAnOlderStoreUpToDate()
{
    store::Surroundings older;
    older.migrations.removeLast();
    QCOMPARE(opening(path(), OpenMode::Create, older), u"ok"_qs);
    QCOMPARE(opening(path()), u"ok"_qs);
    const auto opened = SqliteStore::open(path(), OpenMode::ReadOnly, systemClock);
    QVERIFY(opened);
    QVERIFY((*opened)->ledger().head());
    QCOMPARE(opening(path(), OpenMode::ReadWrite, older), u"store-newer"_qs); // forward only
}

void tst_Opening::writesAMigrationIntoTheLog()
{
    const core::StoreIdentity identity{core::newStoreId(), u"ward"_qs, systemClock.now()};
    {
        const auto opened = SqliteStore::open(path(), OpenMode::Create, systemClock);
        QVERIFY((*opened)->work().write([&] { return (*opened)->people().saveStoreIdentity(identity); }));
        QCOMPARE((*opened)->ledger().head()->size, 0); // making one is store.created, which a person signs
    }
    store::Surroundings newer;
    newer.migrations.append({9999, u"9999_future"_qs, "CREATE TABLE future (a)"});
    QCOMPARE(opening(path(), OpenMode::ReadWrite, newer), u"ok"_qs);
    const auto opened = SqliteStore::open(path(), OpenMode::ReadWrite, systemClock, newer);
    QCOMPARE((*opened)->ledger().head()->size, 1); // once
    const auto entry = ledger::parseEntry((*opened)->ledger().row(0)->entry);
    QVERIFY(entry);
    const auto statement = ledger::statementOf(*entry);
    QVERIFY(statement);
    const ledger::Migration migration{quint64(store::schemaOf(store::migrationFiles())), 9999};
    QVERIFY(*statement == (ledger::Statement{identity.id, {}, migration, {}}));
}

void tst_Opening::doesNotMigrateWhenReading()
{
    store::Surroundings older;
    older.migrations.removeLast();
    QCOMPARE(opening(path(), OpenMode::Create, older), u"ok"_qs);
    const auto refused = SqliteStore::open(path(), OpenMode::ReadOnly, systemClock);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::StoreReadOnly);
}

void tst_Opening::undoesAMigrationThatFails()
{
    QCOMPARE(opening(path(), OpenMode::Create), u"ok"_qs);
    store::Surroundings broken;
    broken.migrations.append({9998, u"9998_good"_qs, "CREATE TABLE good (a)"});
    broken.migrations.append({9999, u"9999_bad"_qs, "CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)"});
    QVERIFY(opening(path(), OpenMode::ReadWrite, broken) != u"ok"_qs);
    const auto opened = SqliteStore::open(path(), OpenMode::ReadWrite, systemClock); // still what it was
    QVERIFY(opened);
    QVERIFY((*opened)->database().execute("CREATE TABLE good (a); CREATE TABLE half (a)"));
}

void tst_Opening::refusesNetworksForWritingOnly()
{
    QCOMPARE(opening(path(), OpenMode::Create), u"ok"_qs);
    store::Surroundings network;
    network.volume = pretending({store::VolumeKind::Network, u"fuse.sshfs"_qs, false});
    QCOMPARE(opening(path(u"new.db"_qs), OpenMode::Create, network), u"store-on-network"_qs);
    QCOMPARE(files().filter(u"new"_qs), QStringList());
    const auto refused = SqliteStore::open(path(), OpenMode::ReadWrite, systemClock, network);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::StoreOnNetwork);
    QCOMPARE(refused.error().detail, u"fuse.sshfs"_qs);
    QCOMPARE(opening(path(), OpenMode::ReadOnly, network), u"ok"_qs);
}

void tst_Opening::warnsOfAnUnknownFuse()
{
    store::Surroundings fuse;
    fuse.volume = pretending({store::VolumeKind::UnknownFuse, u"fuse.encfs"_qs, false});
    const auto opened = SqliteStore::open(path(), OpenMode::Create, systemClock, fuse);
    QVERIFY(opened);
    QCOMPARE((*opened)->opening().warnings, QStringList{u"fuse:fuse.encfs"_qs});
}

void tst_Opening::refusesAReadOnlyVolumeForWriting()
{
    QCOMPARE(opening(path(), OpenMode::Create), u"ok"_qs);
    store::Surroundings readOnly;
    readOnly.volume = pretending({store::VolumeKind::Local, {}, true});
    QCOMPARE(opening(path(), OpenMode::ReadWrite, readOnly), u"store-read-only"_qs);
    QCOMPARE(opening(path(u"new.db"_qs), OpenMode::Create, readOnly), u"store-read-only"_qs);
    QCOMPARE(opening(path(), OpenMode::ReadOnly, readOnly), u"ok"_qs);
    if (::geteuid() == 0)
        return; // whom no permission stops
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner));
    QCOMPARE(opening(path()), u"store-read-only"_qs);
    QCOMPARE(opening(path(), OpenMode::ReadOnly), u"ok"_qs);
    QVERIFY(QFile::setPermissions(path(), {}));
    QCOMPARE(opening(path(), OpenMode::ReadOnly), u"store-unreachable"_qs);
}

void tst_Opening::opensThroughASymbolicLinkAsOneStore()
{
    const auto first = SqliteStore::open(path(), OpenMode::Create, systemClock);
    QVERIFY(first);
    QVERIFY(QFile::link(path(), path(u"link.db"_qs)));
    const auto second = SqliteStore::open(path(u"link.db"_qs), OpenMode::ReadWrite, systemClock);
    QVERIFY(second);
    QCOMPARE((*second)->opening().path, path());
    QVERIFY((*second)->people().saveSecurityEvent({systemClock.now(), u"x"_qs, {}, {}}));
    QCOMPARE((*first)->people().securityEvents(9)->size(), 1);
    QVERIFY(files().filter(u"link.db-"_qs).isEmpty()); // one log, one gate
}

void tst_Opening::opensPathsOfAnyName_data()
{
    QTest::addColumn<QString>("name");
    for (const char16_t *name : {u"a b", u"q?uery&x=1#y%20", u"semi;colon", u"qu'o\"te", u"новое 病例", u":memory:", u"file:x", u"-dash"})
        QTest::newRow(qPrintable(QString::fromUtf16(name))) << QString::fromUtf16(name);
}

void tst_Opening::opensPathsOfAnyName()
{
    QFETCH(const QString, name);
    QCOMPARE(opening(path(name), OpenMode::Create), u"ok"_qs);
    QCOMPARE(opening(path(name)), u"ok"_qs);
    QCOMPARE(opening(path(name), OpenMode::ReadOnly), u"ok"_qs);
    store::Surroundings readOnly;
    readOnly.volume = pretending({store::VolumeKind::Local, {}, true});
    QCOMPARE(opening(path(name), OpenMode::ReadOnly, readOnly), u"ok"_qs);
    QCOMPARE(opening(path(name)), u"ok"_qs); // the last to write tidies up
    QCOMPARE(files(), (QStringList{name, name + u"-gate"_qs}));
}

void tst_Opening::readsTheLogThatACrashLeft()
{
    const QString crashed = m_folder->filePath(u"crashed.db"_qs);
    constexpr int events = 300;
    {
        const auto opened = SqliteStore::open(path(), OpenMode::Create, systemClock);
        for (int i = 0; i < events; ++i)
            QVERIFY((*opened)->people().saveSecurityEvent({systemClock.now(), u"x"_qs, {}, QString(3000, u'y')}));
        QVERIFY(QFile::copy(path(), crashed) && QFile::copy(path() + u"-wal"_qs, crashed + u"-wal"_qs));
        QCOMPARE(QFileInfo(crashed + u"-wal"_qs).size() % (1024 * 1024), 0); // longer than what was written
    }
    const auto opened = SqliteStore::open(crashed, OpenMode::ReadWrite, systemClock);
    QVERIFY(opened && (*opened)->database().deepCheck());
    store::Statement count = (*opened)->database().composed("SELECT count(*) FROM security_event");
    QVERIFY(*count.next());
    QCOMPARE(count.number(0), qint64(events));
}

void tst_Opening::turnsTheLogOnAgain()
{
    QCOMPARE(opening(path(), OpenMode::Create), u"ok"_qs);
    makeForeignDatabase(path(), {u"PRAGMA journal_mode = DELETE"_qs}); // somebody's shell
    const auto opened = SqliteStore::open(path(), OpenMode::ReadWrite, systemClock);
    QVERIFY(opened);
    store::Statement mode = (*opened)->database().composed("PRAGMA journal_mode");
    QVERIFY(*mode.next());
    QCOMPARE(mode.text(0), u"wal"_qs);
}

QTEST_GUILESS_MAIN(tst_Opening)
#include "tst_opening.moc"
