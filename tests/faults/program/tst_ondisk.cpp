// What is said is on disk: the order in which an offline session writes, syncs and speaks, as strace sees it. A kill alone does not show a missing sync.
#include "faults/program/sweep.h"

using namespace countersign;
using namespace countersign::faults;
using journeys::words;

namespace {

// One call that succeeded; of a rename the target.
struct Call {
    QByteArray name;
    QString path; // "stdout" for standard output
};

const QByteArray writing = "pwrite64 write ftruncate fallocate";
const QByteArray syncing = "fsync fdatasync";

class Order {
public:
    explicit Order(const QByteArray &log)
    {
        static const QRegularExpression form(QStringLiteral("^(\\w+)\\((\\d+)<([^>]*)>.* = \\d"));
        static const QRegularExpression named(QStringLiteral("^(\\w+)\\(.*\"([^\"]*)\"[^\"]* = 0"));
        for (const QByteArray &line : log.split('\n')) {
            const QString text = QString::fromUtf8(line);
            if (const auto byNumber = form.match(text); byNumber.hasMatch())
                m_calls.append({byNumber.captured(1).toLatin1(), byNumber.captured(2) == u"1" ? QStringLiteral("stdout") : byNumber.captured(3)});
            else if (const auto byName = named.match(text); byName.hasMatch())
                m_calls.append({byName.captured(1).toLatin1(), byName.captured(2)});
        }
    }
    // Places of the calls of these names on paths with this end; -1 where there is none.
    qsizetype first(const QByteArray &names, const QString &end, qsizetype from = 0) const
    {
        for (qsizetype i = std::max<qsizetype>(from, 0); i < m_calls.size(); ++i)
            if (fits(m_calls[i], names, end))
                return i;
        return -1;
    }
    qsizetype last(const QByteArray &names, const QString &end, qsizetype before) const
    {
        for (qsizetype i = before - 1; i >= 0; --i)
            if (fits(m_calls[i], names, end))
                return i;
        return -1;
    }
    // Something was written there before that place, and all of it synced.
    bool isOnDisk(const QString &end, qsizetype before) const
    {
        const qsizetype written = last(writing, end, before);
        const qsizetype synced = last(syncing, end, before);
        return written >= 0 && synced > written;
    }
    qsizetype told() const { return first(writing, QStringLiteral("stdout")); }

private:
    static bool fits(const Call &call, const QByteArray &names, const QString &end)
    {
        return names.split(' ').contains(call.name) && call.path.endsWith(end);
    }
    QList<Call> m_calls;
};

} // namespace

class OnDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWorkspaceIsThereBeforeItIsSaid();
    void aDecisionIsThereBeforeItIsSaid();
    void whatLeavesIsMarkedBeforeItLeaves();
    void aKeyIsGoneBeforeItsWorkspace();
    void whatTheDiskDoesNotLetGoIsReturnedLater();

private:
    Order orderOf(const QStringList &call) const
    {
        const QString log = m_home.path(QStringLiteral("strace.log"));
        const QByteArray calls = changingCalls().join(',');
        const Ended ended = runTraced(m_home, call, {QStringLiteral("-y"), QStringLiteral("-s"), QStringLiteral("400"), QStringLiteral("-o"), log,
                                                     QStringLiteral("-e"), QStringLiteral("trace=") + QString::fromLatin1(calls)});
        if (ended.code != 0)
            qFatal("%s", ended.err.constData());
        QFile file(log);
        return Order(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }
    QStringList as(const QStringList &call) const { return call + m_home.as(QStringLiteral("ben")); }
    QString trip() const { return m_home.path(QStringLiteral("trip.workspace")); }
    QStringList offline(const char *call) const { return as(words("offline") + words(call) + QStringList{QStringLiteral("--workspace"), trip()}); }

    Home m_home;
    const QString m_log = QStringLiteral("/trip.workspace-wal");
    const QString m_mark = QStringLiteral(".mark");
    const QString m_key = QStringLiteral(".key");
    const QString m_store = QStringLiteral("/store.sqlite-wal");
};

void OnDiskTest::initTestCase()
{
    if (const QString why = whyNoTracing(); !why.isEmpty())
        QFAIL(qPrintable(why));
    QCOMPARE(m_home.makeStore().code, 0);
    QCOMPARE(m_home.addReviewer(QStringLiteral("ben")).code, 0);
    QCOMPARE(m_home.importTexts(3).code, 0);
}

void OnDiskTest::aWorkspaceIsThereBeforeItIsSaid()
{
    const Order order = orderOf(offline("checkout --next 3 --json"));
    const qsizetype told = order.told();
    const qsizetype named = order.last("rename renameat2", QStringLiteral("/trip.workspace"), told);
    QVERIFY(told > 0 && named > 0);
    QVERIFY2(order.isOnDisk(m_store, named), "the check-out");
    QVERIFY2(order.last(syncing, QStringLiteral("/trip.workspace.part"), named) > order.last(writing, QStringLiteral("/trip.workspace.part"), named), "the file");
    QVERIFY2(order.last(syncing, m_home.path({}), told) > named, "its name");
    const qsizetype claimed = order.first(writing, m_store);
    QVERIFY2(order.last(syncing, QStringLiteral("/trip.workspace.part-wal"), claimed) > 0, "what is to be checked out is known before it is");
}

void OnDiskTest::aDecisionIsThereBeforeItIsSaid()
{
    const Order order = orderOf(as(words("decide c1 approve --json --store") + QStringList{trip()}));
    const qsizetype told = order.told();
    QVERIFY(told > 0);
    QVERIFY2(order.isOnDisk(m_log, told), "the decision");
    const qsizetype begun = order.first(writing, m_log);
    QVERIFY2(order.isOnDisk(m_mark, begun), "that the file is not as it was closed any more");
}

void OnDiskTest::whatLeavesIsMarkedBeforeItLeaves()
{
    const Order order = orderOf(offline("sync --json"));
    const qsizetype told = order.told();
    const qsizetype left = order.first(writing, m_store);
    QVERIFY(left > 0 && told > 0);
    QVERIFY2(order.isOnDisk(m_log, left), "sent");
    const qsizetype taken = order.first(syncing, m_store, left);
    QVERIFY2(taken > left && order.last(writing, m_log, told) > taken, "what came of it is written after it did");
    QVERIFY2(order.isOnDisk(m_log, told), "and said after that");
}

void OnDiskTest::aKeyIsGoneBeforeItsWorkspace()
{
    const Order order = orderOf(offline("return --json"));
    const qsizetype removed = order.first("unlink", QStringLiteral("/trip.workspace"));
    QVERIFY(removed > 0);
    QVERIFY2(order.isOnDisk(m_key, removed), "its key is overwritten first");
    const qsizetype unlinked = order.first("unlink", m_key);
    QVERIFY2(unlinked > removed, "what tells a return that was cut off stays until the workspace is gone");
    QVERIFY(order.told() > unlinked);
}

void OnDiskTest::whatTheDiskDoesNotLetGoIsReturnedLater()
{
    QCOMPARE(m_home.run(offline("checkout --next 2 --json")).code, 0);
    const QStringList held{QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-P"), trip(), QStringLiteral("-e"), QStringLiteral("trace=unlink"),
                           QStringLiteral("-e"), QStringLiteral("inject=unlink:error=EIO")};
    for (int twice = 0; twice < 2; ++twice) {
        const Ended ended = runTraced(m_home, offline("return --json"), held);
        QCOMPARE(ended.kind(), QStringLiteral("cannot-write"));
        QVERIFY(QFile::exists(trip()));
    }
    const Ended again = m_home.run(offline("return --json"));
    QVERIFY2(again.code == 0, again.err);
    QVERIFY(!QFile::exists(trip()));
    QVERIFY(QDir(m_home.path(QStringLiteral("keys/workspaces"))).isEmpty());
    QCOMPARE(m_home.run(offline("checkout --next 2 --json")).code, 0);
}

QTEST_GUILESS_MAIN(OnDiskTest)
#include "tst_ondisk.moc"
