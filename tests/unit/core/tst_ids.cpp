#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <thread>

using namespace countersign::core;

class IdsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statementIdsAreUuidsOfVersionSeven();
    void statementIdsGrowAlsoWhenTheClockStandsOrGoesBack();
    void statementIdsOfManyThreadsAreAllDifferent();
    void storeIdsAreUuidsOfVersionFour();
    void timesReadBackAndNothingElseDoes();
    void everyErrorHasAnExitCodeAndANameOfItsOwn();
};

void IdsTest::statementIdsAreUuidsOfVersionSeven()
{
    static const QRegularExpression form(QStringLiteral("\\A[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\z"));
    const qint64 future = 4'000'000'000'000;
    const StatementId id = newStatementId(future);
    QVERIFY(form.match(id.value).hasMatch());
    const QString hex = id.value.left(8) + id.value.mid(9, 4);
    QCOMPARE(hex.toLongLong(nullptr, 16), future);
}

void IdsTest::statementIdsGrowAlsoWhenTheClockStandsOrGoesBack()
{
    StatementId last = newStatementId(5'000'000'000'000);
    for (int i = 0; i < 10'000; ++i) {
        const StatementId next = newStatementId(5'000'000'000'000 - i);
        QVERIFY(last < next);
        last = next;
    }
}

void IdsTest::statementIdsOfManyThreadsAreAllDifferent()
{
    constexpr int each = 5000;
    std::array<QList<StatementId>, 4> made;
    std::vector<std::thread> threads;
    for (auto &list : made)
        threads.emplace_back([&list] {
            for (int i = 0; i < each; ++i)
                list.append(newStatementId(6'000'000'000'000));
        });
    for (std::thread &thread : threads)
        thread.join();
    QSet<StatementId> all;
    for (const auto &list : made)
        for (const StatementId &id : list)
            all.insert(id);
    QCOMPARE(all.size(), qsizetype(each * 4));
}

void IdsTest::storeIdsAreUuidsOfVersionFour()
{
    static const QRegularExpression form(QStringLiteral("\\A[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\z"));
    QVERIFY(form.match(newStoreId().value).hasMatch());
    QVERIFY(newStoreId() != newStoreId());
}

void IdsTest::timesReadBackAndNothingElseDoes()
{
    const QString text = QStringLiteral("2026-11-23T14:00:00.007Z");
    QCOMPARE(timeText(timeFromText(text)), text);
    for (const char *wrong : {"2026-11-23T14:00:00Z", "2026-11-23 14:00:00.007Z", "2026-13-23T14:00:00.007Z", "2026-02-30T00:00:00.000Z", "", "now"})
        QVERIFY(!timeFromText(QString::fromLatin1(wrong)).isValid());
}

void IdsTest::everyErrorHasAnExitCodeAndANameOfItsOwn()
{
    QSet<QString> names;
    for (int i = 0; i <= int(ErrorKind::HistoryRewritten); ++i) {
        QVERIFY(exitCode(ErrorKind(i)) >= 1 && exitCode(ErrorKind(i)) <= 5);
        names.insert(kindName(ErrorKind(i)));
    }
    QCOMPARE(names.size(), qsizetype(ErrorKind::HistoryRewritten) + 1);
    QCOMPARE(exitCode(ErrorKind::WrongCall), 2);
    QCOMPARE(exitCode(ErrorKind::ContentDiffers), 3);
    QCOMPARE(exitCode(ErrorKind::WrongSecret), 4);
    QCOMPARE(exitCode(ErrorKind::StoreDamaged), 5);
}

QTEST_GUILESS_MAIN(IdsTest)
#include "tst_ids.moc"
