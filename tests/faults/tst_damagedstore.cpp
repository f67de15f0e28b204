// A store whose file somebody or something damaged: found, named, and nothing made worse.
#include "engines/engine.h"

#include <QFile>

using namespace countersign;
using namespace countersign::engines;

namespace {

constexpr qint64 pageSize = 4'096;
const core::SystemClock systemClock;

// Opens, checks and closes: "ok", or what was found.
QString examine(const QString &path)
{
    const auto opened = store::SqliteStore::open(path, store::OpenMode::ReadOnly, systemClock);
    if (!opened)
        return core::kindName(opened.error().kind);
    return outcome((*opened)->database().quickCheck());
}

} // namespace

class tst_DamagedStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isWholeToBeginWith();
    void findsEveryZeroedPage();
    void findsEveryTruncation();
    void refusesADamagedHeader_data();
    void refusesADamagedHeader();
    void answersDamagedWhereItMeetsTheDamage();

private:
    QString damaged(const QByteArray &content) const;

    QTemporaryDir m_folder;
    QByteArray m_whole;
    QList<qint64> m_pages; // those, from 0, that have a structure to check; in the rest of a long value only the ledger finds damage
};

void tst_DamagedStore::initTestCase()
{
    const QString path = m_folder.filePath(u"whole.db"_qs);
    {
        const StorePtr store = must(store::SqliteStore::open(path, store::OpenMode::Create, systemClock));
        QList<core::NewCase> cases;
        for (int i = 0; i < 100; ++i)
            cases.append(sampleCase(QString::number(i)));
        addCases(*store, cases);
        store::Statement pages = store->database().composed("SELECT pageno FROM dbstat WHERE pagetype <> 'overflow' ORDER BY pageno");
        while (must(pages.next()))
            m_pages.append(pages.number(0) - 1);
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_whole = file.readAll();
    QVERIFY(m_pages.size() > 50 && m_pages.first() == 0);
}

QString tst_DamagedStore::damaged(const QByteArray &content) const
{
    const QString path = m_folder.filePath(u"damaged.db"_qs);
    for (const char *suffix : {"", "-wal", "-shm", "-gate"})
        QFile::remove(path + QLatin1String(suffix));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void tst_DamagedStore::isWholeToBeginWith()
{
    QCOMPARE(examine(damaged(m_whole)), u"ok"_qs);
}

void tst_DamagedStore::findsEveryZeroedPage()
{
    for (const qint64 page : m_pages.mid(1)) {
        QByteArray content = m_whole;
        content.replace(page * pageSize, pageSize, QByteArray(pageSize, '\0'));
        QVERIFY2(examine(damaged(content)) == u"store-damaged"_qs, qPrintable(QString::number(page)));
    }
    QByteArray content = m_whole;
    content.replace(0, pageSize, QByteArray(pageSize, '\0'));
    QCOMPARE(examine(damaged(content)), u"not-a-store"_qs); // nothing says any more what it was
}

void tst_DamagedStore::findsEveryTruncation()
{
    for (qint64 size = 0; size < m_whole.size(); size = size < 200 ? size + 7 : size + 1'777) {
        const QString expected = size < 16 ? u"not-a-store"_qs : u"store-damaged"_qs;
        QCOMPARE(examine(damaged(m_whole.first(size))), expected);
        QCOMPARE(outcome(store::SqliteStore::open(damaged(m_whole.first(size)), store::OpenMode::ReadWrite, systemClock)), expected);
    }
}

void tst_DamagedStore::refusesADamagedHeader_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("page size 0") << 16 << QByteArray("\0\0", 2) << u"store-damaged"_qs;
    QTest::newRow("page size no power of two") << 16 << QByteArray("\x12\x34") << u"store-damaged"_qs;
    QTest::newRow("another program's") << 68 << QByteArray("\1\2\3\4") << u"not-a-store"_qs;
    QTest::newRow("a schema of the future") << 60 << QByteArray("\x7f\0\0\1", 4) << u"store-newer"_qs;
    QTest::newRow("no schema") << 60 << QByteArray("\0\0\0\0", 4) << u"store-read-only"_qs; // one to be brought up to date: not by reading
}

void tst_DamagedStore::refusesADamagedHeader()
{
    QFETCH(const int, offset);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, expected);
    QByteArray content = m_whole;
    content.replace(offset, bytes.size(), bytes);
    QCOMPARE(examine(damaged(content)), expected);
    // Opened for writing it is refused as well, one way or the other, and stays as it was.
    const QString path = damaged(content);
    QVERIFY(!store::SqliteStore::open(path, store::OpenMode::ReadWrite, systemClock));
}

void tst_DamagedStore::answersDamagedWhereItMeetsTheDamage()
{
    // Find a page of case rows by the text in it.
    const qint64 page = m_whole.indexOf("Title of 50") / pageSize;
    QVERIFY(page > 0);
    QByteArray content = m_whole;
    content.replace(page * pageSize, pageSize, QByteArray(pageSize, '\0'));
    const StorePtr store = must(store::SqliteStore::open(damaged(content), store::OpenMode::ReadWrite, systemClock));
    // The rows themselves, or the index by title, whichever lies there.
    QStringList answers{outcome(store->cases().queueKeys(inOrder(core::QueueFilter::Order::Title, {core::CaseState::Open})))};
    for (int i = 0; i < 100; ++i)
        answers.append(outcome(store->cases().findCase(core::CaseId(QString::number(i)), {mainTeam})));
    QVERIFY(answers.contains(u"store-damaged"_qs));
    answers.removeAll(u"store-damaged"_qs);
    QVERIFY(!answers.isEmpty()); // what is whole can still be read
    answers.removeAll(u"ok"_qs);
    QCOMPARE(answers, QStringList());
}

QTEST_GUILESS_MAIN(tst_DamagedStore)
#include "tst_damagedstore.moc"
