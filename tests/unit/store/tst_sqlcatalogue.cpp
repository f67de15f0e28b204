// Every statement of the catalogue is one SQLite understands, on the schema the migrations make.
#include "core/clock.h"
#include "store/openstore.h"
#include "store/queuesql.h"
#include "store/sqlcatalogue.h"

#include <QTemporaryDir>
#include <QTest>

using namespace countersign;

class tst_SqlCatalogue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsStatementsByFileAndName();
    void preparesEveryStatement();
    void walksTheQueueInItsIndexes_data();
    void walksTheQueueInItsIndexes();
    void takesTheNextCaseWithoutSorting();
};

namespace {

QString planOf(store::Database &database, const QByteArray &sql)
{
    QString plan;
    store::NativeStatement rows = database.composedNative("EXPLAIN QUERY PLAN " + sql);
    for (auto row = rows.next(); row && *row; row = rows.next())
        plan += rows.text(3) + u'\n';
    return plan;
}

} // namespace

void tst_SqlCatalogue::readsStatementsByFileAndName()
{
    const store::SqlCatalogue &catalogue = store::SqlCatalogue::sqlite();
    QVERIFY(catalogue.text("blobs/load").startsWith("SELECT salt, content"));
    QVERIFY(catalogue.text("blobs/none").isEmpty());
    QVERIFY(catalogue.names().size() > 50);
}

void tst_SqlCatalogue::preparesEveryStatement()
{
    QTemporaryDir folder;
    const core::SystemClock clock;
    const auto store = store::SqliteStore::open(folder.filePath(u"s.db"_qs), store::OpenMode::Create, clock);
    QVERIFY2(store, store ? "" : qPrintable(store.error().detail + store.error().where));
    for (const QByteArray &name : store::SqlCatalogue::sqlite().names()) {
        store::NativeStatement prepared = (*store)->database().native(name.constData());
        const auto tried = prepared.next(); // with nothing bound it may find nothing or break a rule, but it must be SQL
        QVERIFY2(tried || tried.error().kind != core::ErrorKind::StoreUnreachable, name + ": " + (tried ? QByteArray() : tried.error().detail.toUtf8()));
    }
}

void tst_SqlCatalogue::walksTheQueueInItsIndexes_data()
{
    using Order = core::QueueFilter::Order;
    QTest::addColumn<int>("order");
    QTest::addColumn<QString>("index");
    QTest::newRow("urgency") << int(Order::Urgency) << u"queue_by_urgency"_qs;
    QTest::newRow("title") << int(Order::Title) << u"queue_by_title"_qs;
    QTest::newRow("newest") << int(Order::Newest) << u"queue_by_arrival"_qs;
    QTest::newRow("oldest") << int(Order::Oldest) << u"queue_by_arrival"_qs;
    QTest::newRow("kind") << int(Order::Kind) << u"queue_by_kind"_qs;
    QTest::newRow("risk") << int(Order::Risk) << u"queue_by_risk"_qs;
    QTest::newRow("due") << int(Order::Due) << u"queue_by_due"_qs;
}

void tst_SqlCatalogue::walksTheQueueInItsIndexes()
{
    QFETCH(const int, order);
    QFETCH(const QString, index);
    QTemporaryDir folder;
    const core::SystemClock clock;
    const auto store = store::SqliteStore::open(folder.filePath(u"s.db"_qs), store::OpenMode::Create, clock);
    QVERIFY(store);
    core::QueueFilter filter;
    filter.states = {core::CaseState::Open, core::CaseState::Escalated};
    filter.order = core::QueueFilter::Order(order);
    filter.kind = u"note"_qs;
    filter.risk = core::Risk::High;
    const store::QueueQuery query = store::queueQuery(filter, "[1]", u"2026-01-01T00:00:00.000Z"_qs, 0, 0);
    const QString plan = planOf((*store)->database(), query.sql);
    QVERIFY2(plan.contains(u"USING COVERING INDEX "_qs + index), qPrintable(plan));
    QVERIFY2(!plan.contains(u"TEMP B-TREE"_qs), qPrintable(plan));
}

void tst_SqlCatalogue::takesTheNextCaseWithoutSorting()
{
    QTemporaryDir folder;
    const core::SystemClock clock;
    const auto store = store::SqliteStore::open(folder.filePath(u"s.db"_qs), store::OpenMode::Create, clock);
    QVERIFY(store);
    const QString plan = planOf((*store)->database(), store::SqlCatalogue::sqlite().text("claims/takeNext"));
    QVERIFY2(plan.contains(u"SEARCH case_slot USING PRIMARY KEY (case_key=? AND version=? AND slot=?)"_qs), qPrintable(plan));
    QVERIFY2(plan.contains(u"SCAN c USING INDEX queue_by_urgency"_qs) && !plan.contains(u"TEMP B-TREE"_qs), qPrintable(plan));
}

QTEST_GUILESS_MAIN(tst_SqlCatalogue)
#include "tst_sqlcatalogue.moc"
