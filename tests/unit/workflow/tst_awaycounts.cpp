// What a check-out, a sync and a sync with nothing to do ask of the store: as much beside few cases as beside many. And a draft beside many drafts.
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

// What finding one draft, and dropping it, asks where its person has so many.
CountedSqlite::Count oneDraftAmong(int drafts)
{
    Ward ward;
    ward.importTexts(drafts);
    const core::PersonId ada = ward.ada().person.id;
    core::Draft draft;
    draft.team = core::TeamId(QStringLiteral("main"));
    draft.version = 1;
    draft.slot = 1;
    draft.person = ada;
    draft.content.text = QStringLiteral("Take 25 mg.");
    draft.saved = ward.clock().now();
    for (int i = 1; i <= drafts; ++i) {
        draft.caseId = core::CaseId(QStringLiteral("c%1").arg(i));
        if (!ward.ports().cases.saveDraft(draft))
            qFatal("not saved");
    }
    const CountedSqlite::Count before = CountedSqlite::now();
    const auto found = ward.ports().cases.loadDraft(draft.caseId, ada);
    if (!found || !*found || !ward.ports().cases.removeDraft(draft.caseId, ada))
        qFatal("not found");
    return CountedSqlite::now() - before;
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

    void aDraftIsFoundByItsCase()
    {
        const CountedSqlite counted;
        compare("one draft", oneDraftAmong(10), oneDraftAmong(500));
    }
};

QTEST_GUILESS_MAIN(TestAwayCounts)
#include "tst_awaycounts.moc"
