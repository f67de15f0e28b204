// The gate: one at a time, in order, no starving, and a dead holder lets go.
#include "store/gate.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <sys/stat.h>
#include <thread>

using namespace countersign;
using namespace std::chrono_literals;
using store::Gate;

class tst_Gate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void letsOneInAtATime();
    void letsNobodyOvertakeForLong();
    void losesPatienceAndSaysWhoIsInside();
    void comesInAfterHavingLostPatience();
    void passesOnWhenTheHolderIsKilled();
    void makesItsSideFilePrivate();
    void notesThatTheSideFileWasTidiedAway();
    void failsWhereThereIsNoFolder();
};

void tst_Gate::letsOneInAtATime()
{
    QTemporaryDir folder;
    std::atomic_int inside = 0;
    std::atomic_int most = 0;
    std::atomic_int turns = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            Gate gate(folder.filePath(u"gate"_qs));
            for (int k = 0; k < 50; ++k) {
                if (!gate.enter(60s))
                    return;
                const int now = ++inside;
                if (now > most)
                    most = now;
                std::this_thread::yield();
                --inside;
                ++turns;
                gate.leave();
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(most, 1);
    QCOMPARE(turns, 400);
}

void tst_Gate::letsNobodyOvertakeForLong()
{
    // One comes out and wants in again at once, for ever; the other must get its turns between.
    QTemporaryDir folder;
    std::atomic_bool done = false;
    std::atomic_int greedyTurns = 0;
    std::thread greedy([&] {
        Gate gate(folder.filePath(u"gate"_qs));
        while (!done) {
            if (!gate.enter(60s))
                return;
            ++greedyTurns;
            std::this_thread::sleep_for(1ms);
            gate.leave();
        }
    });
    while (greedyTurns == 0)
        std::this_thread::yield();
    Gate gate(folder.filePath(u"gate"_qs));
    int mostWaited = 0;
    for (int i = 0; i < 50; ++i) {
        const int before = greedyTurns;
        QVERIFY(gate.enter(60s));
        mostWaited = std::max(mostWaited, greedyTurns - before);
        gate.leave();
    }
    done = true;
    greedy.join();
    QVERIFY2(mostWaited < 200, qPrintable(QString::number(mostWaited)));
}

void tst_Gate::losesPatienceAndSaysWhoIsInside()
{
    QTemporaryDir folder;
    Gate holder(folder.filePath(u"gate"_qs));
    Gate other(folder.filePath(u"gate"_qs));
    QVERIFY(holder.enter(60s));
    const auto refused = other.enter(20ms);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == core::ErrorKind::StoreBusy);
    QCOMPARE(refused.error().detail, QString::number(QCoreApplication::applicationPid()));
    QVERIFY(!other.isInside());
}

void tst_Gate::comesInAfterHavingLostPatience()
{
    QTemporaryDir folder;
    Gate holder(folder.filePath(u"gate"_qs));
    Gate other(folder.filePath(u"gate"_qs));
    QVERIFY(holder.enter(60s));
    QVERIFY(!other.enter(1ms));
    QVERIFY(!other.enter(1ms));
    holder.leave();
    QVERIFY(other.enter(60s));
    QVERIFY(!holder.enter(1ms)); // really inside
    other.leave();
    QVERIFY(holder.enter(60s));
}

void tst_Gate::passesOnWhenTheHolderIsKilled()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"gate"_qs);
    QProcess holder;
    holder.start(QCoreApplication::applicationFilePath(), {u"hold"_qs, path});
    QVERIFY(holder.waitForReadyRead(60'000)); // it is inside
    Gate gate(path);
    QVERIFY(!gate.enter(1ms));
    holder.kill();
    QVERIFY(holder.waitForFinished(60'000));
    QVERIFY(gate.enter(60s));
}

void tst_Gate::makesItsSideFilePrivate()
{
    QTemporaryDir folder;
    Gate gate(folder.filePath(u"gate"_qs));
    QVERIFY(gate.enter(60s));
    struct stat info = {};
    QCOMPARE(::stat(QFile::encodeName(folder.filePath(u"gate"_qs)).constData(), &info), 0);
    QCOMPARE(int(info.st_mode & 0777), 0600);
}

void tst_Gate::notesThatTheSideFileWasTidiedAway()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"gate"_qs);
    Gate first(path);
    QVERIFY(first.enter(60s));
    first.leave();
    QVERIFY(QFile::remove(path));
    Gate second(path); // makes a new side file
    QVERIFY(second.enter(60s));
    QVERIFY(!first.enter(1ms)); // and the first one queues at that
}

void tst_Gate::failsWhereThereIsNoFolder()
{
    Gate gate(u"/nonexistent/folder/gate"_qs);
    const auto refused = gate.enter(1s);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == core::ErrorKind::StoreUnreachable);
    QCOMPARE(refused.error().where, u"/nonexistent/folder/gate"_qs);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"hold"_qs) {
        Gate gate(arguments.value(2));
        if (!gate.enter(60s))
            return 1;
        QTextStream(stdout) << "inside" << Qt::endl;
        for (;;)
            ::pause();
    }
    tst_Gate test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_gate.moc"
