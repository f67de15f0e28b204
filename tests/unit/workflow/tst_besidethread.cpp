#include "workflow/besidethread.h"

#include <QTest>
#include <vector>

using namespace countersign::workflow;

class BesideThreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void piecesAreDoneInTheirOrderAwayFromTheCaller();
    void aPieceIsDoneHoweverLongNothingWasToDo();
    void everyCallerHasItsOwnAnswer();
    void whatAPieceThrowsReachesWhoAwaitsIt();
    void anAnswerNobodyTakesHoldsNobodyUp();
};

void BesideThreadTest::piecesAreDoneInTheirOrderAwayFromTheCaller()
{
    QList<int> order;
    std::vector<std::future<std::thread::id>> answers;
    for (int i = 0; i < 100; ++i)
        answers.push_back(BesideThread::instance().run([&order, i] {
            order.append(i);
            return std::this_thread::get_id();
        }));
    for (auto &answer : answers)
        QVERIFY(awaited(answer) != std::this_thread::get_id());
    for (int i = 0; i < 100; ++i)
        QCOMPARE(order.at(i), i);
}

// Around the half millisecond after which the thread goes to sleep, where a wake-up could be lost.
void BesideThreadTest::aPieceIsDoneHoweverLongNothingWasToDo()
{
    for (int i = 0; i < 400; ++i) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(300 + i);
        while (std::chrono::steady_clock::now() < until)
            ;
        if (i % 2 == 0)
            BesideThread::instance().rouse();
        auto answer = BesideThread::instance().run([i] { return i; });
        QCOMPARE(awaited(answer), i);
    }
}

void BesideThreadTest::everyCallerHasItsOwnAnswer()
{
    std::atomic<int> right{0};
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller)
        callers.emplace_back([&right, caller] {
            for (int i = 0; i < 200; ++i) {
                BesideThread::instance().rouse();
                auto answer = BesideThread::instance().run([=] { return caller * 1000 + i; });
                right += awaited(answer) == caller * 1000 + i;
            }
        });
    for (std::thread &caller : callers)
        caller.join();
    QCOMPARE(right.load(), 800);
}

void BesideThreadTest::whatAPieceThrowsReachesWhoAwaitsIt()
{
    auto answer = BesideThread::instance().run([]() -> int { throw std::bad_alloc(); });
    QVERIFY_EXCEPTION_THROWN(awaited(answer), std::bad_alloc);
}

void BesideThreadTest::anAnswerNobodyTakesHoldsNobodyUp()
{
    std::promise<void> gate;
    auto shut = gate.get_future().share();
    BesideThread::instance().run([shut] { shut.wait(); });
    auto next = BesideThread::instance().run([] { return 7; });
    QCOMPARE(next.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
    gate.set_value();
    QCOMPARE(awaited(next), 7);
}

QTEST_APPLESS_MAIN(BesideThreadTest)
#include "tst_besidethread.moc"
