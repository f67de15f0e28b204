// The queue's model: rows come by pages when they are looked at, and what is selected survives a refresh.
#include "items/queuemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using items::QueueModel;

namespace {

QueueModel::Wording wording()
{
    return {[](const core::QueueRow &row, QueueModel::Column column) {
                return column == QueueModel::Case ? row.title : QStringLiteral("%1/%2").arg(row.id.value).arg(column);
            },
            [](QueueModel::Column column) { return QStringLiteral("heading %1").arg(column); }};
}

QList<qint64> keys(qint64 from, qint64 count)
{
    QList<qint64> list;
    for (qint64 key = from; key < from + count; ++key)
        list.append(key);
    return list;
}

core::QueueRow row(qint64 key)
{
    core::QueueRow made;
    made.key = key;
    made.id = core::CaseId(QStringLiteral("case-%1").arg(key));
    made.title = QStringLiteral("Title %1").arg(key);
    made.risk = core::Risk::High;
    return made;
}

QList<core::QueueRow> rowsFor(const QList<qint64> &list)
{
    QList<core::QueueRow> rows;
    for (const qint64 key : list)
        rows.append(row(key));
    return rows;
}

} // namespace

class TestQueueModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheRulesOfItemModels()
    {
        QueueModel model(wording());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setKeys(keys(1, 300));
        model.setRows(rowsFor(keys(1, 64)));
        model.setKeys(keys(1, 500));
        model.setKeys(keys(10, 20));
        model.markStale();
        model.setKeys({});
        QCOMPARE(model.rowCount(), 0);
    }

    void asksOnceForEverythingLookedAtInOneTurn()
    {
        QueueModel model(wording());
        QSignalSpy wanted(&model, &QueueModel::rowsWanted);
        model.setKeys(keys(1, 1000));
        for (int i = 0; i < 40; ++i)
            QVERIFY(!model.index(i, 0).data().isValid());
        QVERIFY(wanted.wait());
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().value<QList<qint64>>(), keys(1, QueueModel::pageRows));
    }

    void showsARowOnceItIsHere()
    {
        QueueModel model(wording());
        model.setKeys(keys(1, 10));
        QCOMPARE(model.index(3, 0).data(items::LoadedRole).toBool(), false);
        QSignalSpy changed(&model, &QueueModel::dataChanged);
        model.setRows(rowsFor(keys(1, 10)));
        QVERIFY(!changed.isEmpty());
        QCOMPARE(model.index(3, 0).data(items::LoadedRole).toBool(), true);
        QCOMPARE(model.index(3, 0).data().toString(), QStringLiteral("Title 4"));
        QCOMPARE(model.index(3, 0).data(items::CaseIdRole).toString(), QStringLiteral("case-4"));
        QCOMPARE(model.index(3, 0).data(items::KeyRole).toLongLong(), 4);
        QCOMPARE(core::Risk(model.index(3, 0).data(items::RiskRole).toInt()), core::Risk::High);
    }

    void repeatsWhatAnUnansweredRequestWanted()
    {
        QueueModel model(wording());
        QSignalSpy wanted(&model, &QueueModel::rowsWanted);
        model.setKeys(keys(0, 1000));
        model.index(0, 0).data();
        QVERIFY(wanted.wait());
        model.index(500, 0).data();
        QVERIFY(wanted.wait());
        const auto asked = wanted.last().first().value<QList<qint64>>();
        QVERIFY(asked.contains(500));
        QVERIFY(asked.contains(0));
        QVERIFY2(asked.indexOf(500) < asked.indexOf(0), "what was looked at last comes first");
    }

    void neverAsksForMoreThanSomePages()
    {
        QueueModel model(wording());
        QSignalSpy wanted(&model, &QueueModel::rowsWanted);
        model.setKeys(keys(0, 100'000));
        for (int i = 0; i < 100'000; i += QueueModel::pageRows)
            model.index(i, 0).data();
        QVERIFY(wanted.wait());
        const qsizetype asked = wanted.last().first().value<QList<qint64>>().size();
        QVERIFY(asked > 0);
        QVERIFY(asked <= qsizetype(QueueModel::pagesAsked) * QueueModel::pageRows);
    }

    void keepsRowsBeforeAndAfterAChangeInPlace()
    {
        QueueModel model(wording());
        model.setKeys(keys(0, 1000));
        const QPersistentModelIndex before = model.index(10, 0);
        const QPersistentModelIndex after = model.index(990, 0);
        QList<qint64> without = keys(0, 1000);
        without.remove(500, 3);
        QSignalSpy reset(&model, &QueueModel::modelReset);
        model.setKeys(without);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(before.row(), 10);
        QCOMPARE(after.row(), 987);
        QCOMPARE(model.rowOf(after.data(items::KeyRole).toLongLong()), 987);
    }

    void growsFromTheFirstPageToTheWholeListWithoutMovingAnything()
    {
        QueueModel model(wording());
        model.setKeys(keys(0, 256));
        model.setRows(rowsFor(keys(0, 64)));
        QSignalSpy removed(&model, &QueueModel::rowsRemoved);
        model.setKeys(keys(0, 100'000));
        QCOMPARE(removed.size(), 0);
        QCOMPARE(model.rowCount(), 100'000);
        QCOMPARE(model.index(5, 0).data().toString(), QStringLiteral("Title 5"));
    }

    void showsAStaleRowUntilTheNewOneIsHere()
    {
        QueueModel model(wording());
        model.setKeys(keys(0, 10));
        model.setRows(rowsFor(keys(0, 10)));
        model.markStale();
        QSignalSpy wanted(&model, &QueueModel::rowsWanted);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("Title 1"));
        QVERIFY(wanted.wait());
        core::QueueRow changed = row(1);
        changed.title = QStringLiteral("Other");
        model.setRows({changed});
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("Other"));
    }

    void forgetsRowsThatNobodyLooksAt()
    {
        QueueModel model(wording());
        model.setKeys(keys(0, 20'000));
        for (qint64 from = 0; from < 20'000; from += 500)
            model.setRows(rowsFor(keys(from, 500)));
        int loaded = 0;
        for (int i = 0; i < 20'000; ++i)
            loaded += model.index(i, 0).data(items::LoadedRole).toBool();
        QVERIFY(loaded > 0);
        QVERIFY(loaded <= QueueModel::rowsKept);
    }

    void ignoresRowsOfKeysThatAreNotInTheList()
    {
        QueueModel model(wording());
        model.setKeys(keys(0, 3));
        QSignalSpy changed(&model, &QueueModel::dataChanged);
        model.setRows(rowsFor(keys(100, 3)));
        QCOMPARE(changed.size(), 0);
        QCOMPARE(model.rowCount(), 3);
    }
};

QTEST_GUILESS_MAIN(TestQueueModel)
#include "tst_queuemodel.moc"
