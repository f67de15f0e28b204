#include "support/ward.h"
#include "workflow/backgroundlane.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;

namespace {

StoreDoor closedDoor()
{
    return [](const std::stop_token &) -> core::Result<std::unique_ptr<OpenStore>> { return core::fail(core::ErrorKind::StoreMissing, QStringLiteral("here")); };
}

// A connection of which the test says when it has seen the disk fail.
class Fragile final : public OpenStore {
public:
    Fragile(std::unique_ptr<OpenStore> store, const std::atomic_bool &isSpent) : m_store(std::move(store)), m_isSpent(isSpent) {}
    Ports ports() override { return m_store->ports(); }
    QString location() const override { return m_store->location(); }
    bool readOnly() const override { return false; }
    QStringList warnings() const override { return {}; }
    bool isSpent() const override { return m_isSpent; }

private:
    std::unique_ptr<OpenStore> m_store;
    const std::atomic_bool &m_isSpent;
};

} // namespace

class BackgroundLaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStoreThatDoesNotOpenIsEachJobsAnswer();
    void theDoorIsTriedAgainForTheNextJob();
    void aConnectionThatSawTheDiskFailIsLeftForAnother();
    void answersArriveInTheOwnersThread();
    void theNewestOfATopicWins();
    void nothingIsDeliveredToWhoIsGone();
    void aFinishingLaneCarriesOutWhatWaits();
    void aDroppingLaneForgetsWhatWaits();
};

void BackgroundLaneTest::aStoreThatDoesNotOpenIsEachJobsAnswer()
{
    BackgroundLane lane(closedDoor());
    QList<core::ErrorKind> answers;
    for (int i = 0; i < 3; ++i)
        lane.run<int>(this, {}, [](const Ports &, std::stop_token) -> core::Result<int> { return 1; },
                      [&](core::Result<int> answer) { answers.append(answer.error().kind); });
    QTRY_COMPARE(answers.size(), 3);
    QCOMPARE(answers, QList<core::ErrorKind>(3, core::ErrorKind::StoreMissing));
}

void BackgroundLaneTest::theDoorIsTriedAgainForTheNextJob()
{
    std::atomic_int tries = 0;
    BackgroundLane lane([&tries](const std::stop_token &) -> core::Result<std::unique_ptr<OpenStore>> {
        ++tries;
        return core::fail(core::ErrorKind::StoreUnreachable);
    });
    int answers = 0;
    for (int i = 0; i < 4; ++i)
        lane.run<int>(this, {}, [](const Ports &, std::stop_token) -> core::Result<int> { return 1; }, [&](core::Result<int>) { ++answers; });
    QTRY_COMPARE(answers, 4);
    QCOMPARE(tries.load(), 4);
}

void BackgroundLaneTest::aConnectionThatSawTheDiskFailIsLeftForAnother()
{
    testsupport::Ward ward;
    std::atomic_bool isSpent = false;
    std::atomic_int opened = 0;
    BackgroundLane lane([&, door = ward.door()](const std::stop_token &closing) -> core::Result<std::unique_ptr<OpenStore>> {
        ++opened;
        isSpent = false;
        return door(closing).map([&](std::unique_ptr<OpenStore> store) { return std::make_unique<Fragile>(std::move(store), isSpent); });
    });
    int answers = 0;
    const auto ask = [&] {
        lane.run<qint64>(this, {}, [](const Ports &ports, std::stop_token) { return ports.cases.changeMark(); },
                         [&](core::Result<qint64> mark) { answers += mark ? 1 : 0; });
    };
    ask();
    ask();
    QTRY_COMPARE(answers, 2);
    QCOMPARE(opened.load(), 1);
    isSpent = true;
    ask();
    ask();
    QTRY_COMPARE(answers, 4);
    QCOMPARE(opened.load(), 2);
}

void BackgroundLaneTest::answersArriveInTheOwnersThread()
{
    BackgroundLane lane(closedDoor());
    QThread *answered = nullptr;
    lane.run<int>(this, {}, [](const Ports &, std::stop_token) -> core::Result<int> { return 1; },
                  [&](core::Result<int>) { answered = QThread::currentThread(); });
    QTRY_COMPARE(answered, QThread::currentThread());
    QCOMPARE(lane.pending(), 0);
}

void BackgroundLaneTest::theNewestOfATopicWins()
{
    QSemaphore gate;
    BackgroundLane lane([&gate](const std::stop_token &) -> core::Result<std::unique_ptr<OpenStore>> {
        gate.acquire();
        return core::fail(core::ErrorKind::StoreMissing);
    });
    QList<int> answered;
    for (int i = 0; i < 50; ++i)
        lane.run<int>(this, i % 2 == 0 ? QStringLiteral("search") : QString(), [](const Ports &, std::stop_token) -> core::Result<int> { return 1; },
                      [&answered, i](core::Result<int>) { answered.append(i); });
    gate.release(100);
    QTRY_COMPARE(lane.pending(), 0);
    // Every job without a topic, and of the topic the last one alone.
    QCOMPARE(answered.size(), 26);
    QVERIFY(answered.contains(48));
    QVERIFY(!answered.contains(46));
}

void BackgroundLaneTest::nothingIsDeliveredToWhoIsGone()
{
    BackgroundLane lane(closedDoor());
    bool delivered = false;
    auto gone = std::make_unique<QObject>();
    lane.run<int>(gone.get(), {}, [](const Ports &, std::stop_token) -> core::Result<int> { return 1; }, [&](core::Result<int>) { delivered = true; });
    gone.reset();
    QTRY_COMPARE(lane.pending(), 0);
    QVERIFY(!delivered);
}

void BackgroundLaneTest::aFinishingLaneCarriesOutWhatWaits()
{
    std::atomic_int tries = 0;
    {
        BackgroundLane lane(
            [&tries](const std::stop_token &) -> core::Result<std::unique_ptr<OpenStore>> {
                ++tries;
                return core::fail(core::ErrorKind::StoreMissing);
            },
            BackgroundLane::AtEnd::Finish);
        for (int i = 0; i < 20; ++i)
            lane.run<int>(this, {}, [](const Ports &, std::stop_token) -> core::Result<int> { return 1; }, [](core::Result<int>) { QFAIL("delivered"); });
    }
    QCOMPARE(tries.load(), 20);
}

void BackgroundLaneTest::aDroppingLaneForgetsWhatWaits()
{
    QSemaphore gate;
    std::atomic_int tries = 0;
    auto lane = std::make_unique<BackgroundLane>([&](const std::stop_token &) -> core::Result<std::unique_ptr<OpenStore>> {
        ++tries;
        gate.acquire();
        return core::fail(core::ErrorKind::StoreMissing);
    });
    for (int i = 0; i < 20; ++i)
        lane->run<int>(this, {}, [](const Ports &, std::stop_token) -> core::Result<int> { return 1; }, [](core::Result<int>) { QFAIL("delivered"); });
    QTRY_COMPARE(tries.load(), 1);
    std::thread opener([&gate] {
        QThread::msleep(50); // the lane is being destroyed by then; later only makes the test slower
        gate.release(100);
    });
    lane.reset();
    opener.join();
    QVERIFY(tries.load() < 20);
}

QTEST_GUILESS_MAIN(BackgroundLaneTest)
#include "tst_backgroundlane.moc"
