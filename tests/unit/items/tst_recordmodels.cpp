// The models of the ledger, decisions, figures and people.
#include "items/decisionmodel.h"
#include "items/ledgermodel.h"
#include "items/metricsmodel.h"
#include "items/peoplemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using items::DecisionModel;
using items::LedgerItem;
using items::LedgerModel;
using items::MetricsModel;
using items::PeopleModel;

namespace {

constexpr auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;

template <typename Model, typename Row>
typename Model::Wording wording(QString (*cell)(const Row &))
{
    return {[cell](const Row &row, typename Model::Column) { return cell(row); }, [](typename Model::Column) { return QStringLiteral("heading"); }};
}

LedgerItem entry(quint64 seq)
{
    LedgerItem item;
    item.seq = seq;
    item.kind = QStringLiteral("decision");
    item.subject = QStringLiteral("case %1").arg(seq);
    return item;
}

QList<LedgerItem> entries(quint64 from, qsizetype count)
{
    QList<LedgerItem> list;
    for (quint64 seq = from; seq < from + quint64(count); ++seq)
        list.append(entry(seq));
    return list;
}

core::DecisionRow decision(quint64 index)
{
    core::DecisionRow row;
    row.logIndex = index;
    row.id = core::StatementId(QStringLiteral("statement-%1").arg(index));
    return row;
}

QList<core::DecisionRow> decisions(std::initializer_list<quint64> indexes)
{
    QList<core::DecisionRow> rows;
    for (const quint64 index : indexes)
        rows.append(decision(index));
    return rows;
}

LedgerModel::Wording entryWording()
{
    return wording<LedgerModel, LedgerItem>([](const LedgerItem &item) { return item.subject; });
}

DecisionModel::Wording decisionWording()
{
    return wording<DecisionModel, core::DecisionRow>([](const core::DecisionRow &row) { return row.id.value; });
}

} // namespace

class TestRecordModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ledgerKeepsTheRulesOfItemModels()
    {
        LedgerModel model(entryWording());
        const QAbstractItemModelTester tester(&model, reporting);
        model.setSize(10);
        model.setEntries(entries(0, 10));
        model.setSize(25);
        model.setSize(3);
        QCOMPARE(model.rowCount(), 3);
    }

    void ledgerStandsNewestFirst()
    {
        LedgerModel model(entryWording());
        model.setSize(5);
        model.setEntries(entries(0, 5));
        QCOMPARE(model.index(0, LedgerModel::Subject).data().toString(), QStringLiteral("case 4"));
        QCOMPARE(model.index(4, LedgerModel::Subject).data().toString(), QStringLiteral("case 0"));
        QCOMPARE(model.index(4, 0).data(items::SeqRole).toULongLong(), quint64(0));
    }

    void newEntriesComeOnTopAndLeaveTheOthersWhereTheyAre()
    {
        LedgerModel model(entryWording());
        model.setSize(5);
        model.setEntries(entries(0, 5));
        const QPersistentModelIndex last = model.index(0, 0);
        model.setSize(7);
        QCOMPARE(last.row(), 2);
        QCOMPARE(model.index(2, LedgerModel::Subject).data().toString(), QStringLiteral("case 4"));
    }

    void ledgerAsksForThePlaceLookedAt()
    {
        LedgerModel model(entryWording());
        QSignalSpy wanted(&model, &LedgerModel::entriesWanted);
        model.setSize(1'000'000);
        model.index(500'000, 0).data();
        QVERIFY(wanted.wait());
        const quint64 from = wanted.first().at(0).toULongLong();
        const auto count = quint64(wanted.first().at(1).toLongLong());
        QVERIFY(from <= 499'999 && 499'999 < from + count);
        QVERIFY(count <= LedgerModel::mostAsked);
    }

    void ledgerRepeatsAnUnansweredNeighbour()
    {
        LedgerModel model(entryWording());
        QSignalSpy wanted(&model, &LedgerModel::entriesWanted);
        model.setSize(10'000);
        model.index(0, 0).data();
        QVERIFY(wanted.wait());
        model.index(90, 0).data();
        QVERIFY(wanted.wait());
        const quint64 from = wanted.last().at(0).toULongLong();
        QVERIFY(from <= 9'909);
        QCOMPARE(from + quint64(wanted.last().at(1).toLongLong()), quint64(10'000));
    }

    void decisionsKeepTheRulesOfItemModels()
    {
        DecisionModel model(decisionWording());
        const QAbstractItemModelTester tester(&model, reporting);
        model.setFirst(decisions({9, 8, 7}), false);
        model.append(decisions({5, 2}), true);
        model.prepend(decisions({12, 9}));
        QCOMPARE(model.rowCount(), 6);
        model.setFirst({}, true);
        QCOMPARE(model.rowCount(), 0);
    }

    void decisionsAskForOlderOnesOnceAndUntilThereAreNone()
    {
        DecisionModel model(decisionWording());
        QSignalSpy wanted(&model, &DecisionModel::moreWanted);
        model.setFirst(decisions({9, 8}), false);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        model.fetchMore({});
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toULongLong(), quint64(8));
        model.append(decisions({4}), true);
        QVERIFY(!model.canFetchMore({}));
    }

    void newerDecisionsAreTakenOnce()
    {
        DecisionModel model(decisionWording());
        model.setFirst(decisions({9, 8}), true);
        model.prepend(decisions({11, 10, 9, 8}));
        model.prepend(decisions({11, 10, 9, 8}));
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0, 0).data(items::StatementRole).toString(), QStringLiteral("statement-11"));
    }

    void figuresAndPeopleKeepTheRulesOfItemModels()
    {
        MetricsModel metrics(wording<MetricsModel, core::MetricRow>([](const core::MetricRow &row) { return row.label; }));
        const QAbstractItemModelTester metricsTester(&metrics, reporting);
        core::MetricRow row{QStringLiteral("a"), QStringLiteral("A"), 1, 2, 3, 4, 5};
        metrics.setRows({row});
        row.approved = 9;
        metrics.setRows({row});
        QCOMPARE(metrics.index(0, 0).data(items::SharesRole).toList(), QVariantList({qint64(9), qint64(2), qint64(3), qint64(4)}));
        metrics.setRows({});
        PeopleModel people(wording<PeopleModel, core::Person>([](const core::Person &person) { return person.printedName; }));
        const QAbstractItemModelTester peopleTester(&people, reporting);
        core::Person ada;
        ada.id = core::PersonId(QStringLiteral("ada"));
        people.setPeople({ada});
        QCOMPARE(people.index(0, 0).data(items::PersonRole).toString(), QStringLiteral("ada"));
        people.setPeople({});
        QCOMPARE(people.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRecordModels)
#include "tst_recordmodels.moc"
