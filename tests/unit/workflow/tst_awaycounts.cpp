// What a check-out, a sync and a sync with nothing to do ask of the store: as much beside few cases as beside many.
#include "support/awaycounts.h"

#include <QTest>

using namespace countersign;
using namespace countersign::testsupport;

namespace {

constexpr int few = 100;
constexpr int many = 3'000;

void compare(const char *what, const CountedSqlite::Count &beside, const CountedSqlite::Count &besideMany)
{
    qInfo("%s: %lld statements, %lld steps, %lld rows walked; beside many %lld, %lld, %lld", what, beside.statements, beside.steps, beside.scanned,
          besideMany.statements, besideMany.steps, besideMany.scanned);
    const qint64 deeper = beside.statements / 5 + 5; // the tree over the log is a few rows higher
    QVERIFY2(besideMany.statements <= beside.statements + deeper, what);
    QVERIFY2(besideMany.steps <= beside.steps + beside.steps / 3, what);
    QVERIFY2(besideMany.scanned <= beside.scanned + beside.scanned / 3 + 20, what);
}

} // namespace

class TestAwayCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedDependsOnWhatChangedAlone()
    {
        const CountedSqlite counted;
        const AwayCounts beside = countsBeside(few);
        const AwayCounts besideMany = countsBeside(many);
        compare("check-out", beside.checkout, besideMany.checkout);
        compare("sync", beside.sync, besideMany.sync);
        compare("sync with nothing to do", beside.idle, besideMany.idle);
    }
};

QTEST_GUILESS_MAIN(TestAwayCounts)
#include "tst_awaycounts.moc"
