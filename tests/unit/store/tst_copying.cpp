// A copy of a store that is being worked with: one moment of it, whole; and the private files such copies are kept in.
#include "store/database.h"
#include "store/storecopy.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <thread>

using namespace countersign;
using namespace countersign::store;

namespace {

// Two rows a transaction: an odd number of them is half of one.
core::Result<void> writePair(Database &database)
{
    return database.write([&] {
        const QByteArray row = "INSERT INTO security_event (at, kind, person, detail) VALUES ('2026-01-01T00:00:00.000Z', 'pair', '', hex(randomblob(2000)))";
        return database.execute(row).and_then([&] { return database.execute(row); });
    });
}

qint64 countOf(const QString &path)
{
    const auto database = Database::open(path, OpenMode::ReadWrite);
    if (!database || !(*database)->deepCheck())
        return -1;
    Statement ask = (*database)->composed("SELECT count(*) FROM security_event");
    return ask.next().value_or(false) ? ask.number(0) : -1;
}

} // namespace

class CopyingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCopyIsOneMomentOfAStoreThatIsWrittenTo()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("store.db"));
        const auto database = Database::open(path, OpenMode::Create);
        QVERIFY(database);
        QVERIFY((*database)->write([&] {
            return (*database)->execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO security_event "
                                        "(at, kind, person, detail) SELECT '2026-01-01T00:00:00.000Z', 'pair', '', hex(randomblob(2000)) FROM n");
        }));
        const auto copy = StoreCopy::beside(path);
        QVERIFY(copy);
        std::atomic_bool over = false;
        std::atomic_int written = 0;
        std::atomic_bool ended = false;
        std::thread writer([&] {
            const auto second = Database::open(path, OpenMode::ReadWrite);
            while (second && !over && writePair(**second))
                ++written;
            ended = true;
        });
        while (written < 3 && !ended)
            std::this_thread::yield();
        int pieces = 0;
        const auto done = (*database)->copyTo((*copy)->path(), [&](qint64, qint64) {
            const int before = written;
            while (written == before && !ended) // others get in between two pieces
                std::this_thread::yield();
            ++pieces;
        });
        const bool refused = ended;
        over = true;
        writer.join();
        QVERIFY2(!refused, "the writer was refused");
        QVERIFY(done);
        QVERIFY2(pieces > 1, "the store is too small for the test");
        const qint64 rows = countOf((*copy)->path());
        QVERIFY(rows >= 3000 && rows % 2 == 0);
        QVERIFY(rows < countOf(path)); // what came later is not in it
    }
    void anInterruptedCopyIsNone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("store.db"));
        const auto database = Database::open(path, OpenMode::Create);
        QVERIFY(database);
        std::stop_source stop;
        stop.request_stop();
        const auto copy = StoreCopy::beside(path);
        QVERIFY(copy);
        QCOMPARE((*database)->copyTo((*copy)->path(), {}, stop.get_token()).error().kind, core::ErrorKind::Cancelled);
        QVERIFY(writePair(**database)); // and the connection is as good as before
    }
    void copiesArePrivateAndGoWithTheirOwner()
    {
        const QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("store.db"));
        QString path;
        {
            const auto copy = StoreCopy::beside(store);
            QVERIFY(copy);
            path = (*copy)->path();
            QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
            QVERIFY(StoreCopy::forsaken(store).isEmpty()); // somebody's
            QVERIFY(StoreCopy::beside(store).has_value()); // and left alone by the next one
            QVERIFY(QFile::exists(path));
        }
        QVERIFY(!QFile::exists(path));
        QFile left(store + QStringLiteral("-copy.new-AbCdEf"));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        QCOMPARE(StoreCopy::forsaken(store), QStringList{left.fileName()});
        QVERIFY(StoreCopy::beside(store).has_value());
        QVERIFY(!left.exists());
    }
    void aCopyTakesNoNameThatIsTaken()
    {
        const QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("store.db"));
        const auto copy = StoreCopy::beside(store);
        QVERIFY(copy);
        QFile other(store + QStringLiteral("-wal"));
        QVERIFY(other.open(QIODevice::WriteOnly));
        QCOMPARE((*copy)->publish(store).error().kind, core::ErrorKind::StoreExists);
        other.remove();
        QVERIFY((*copy)->publish(store));
        QVERIFY(QFile::exists(store));
    }
};

QTEST_GUILESS_MAIN(CopyingTest)
#include "tst_copying.moc"
