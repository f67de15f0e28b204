// Somebody at the desk of a window while the disk fails at the n-th sync or write of what they do, for every n: it is said and not called recorded, what
// was typed stays, and the same desk goes on once the disk does.
#include "faults/failingdisk.h"
#include "support/ward.h"
#include "workflow/reviewsession.h"
#include "workflow/verifyledger.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using core::Verdict;
using faults::FailingDisk;
using faults::Fault;
using testsupport::Ward;

namespace {

constexpr int patience = 30'000;
constexpr int cases = 60;

struct Desk {
    Ward ward;
    Session session{ward.door(), ward.storePath(), ward.keyring()};
    ReviewSession review{session};
    QSignalSpy opened{&review, &ReviewSession::caseOpened};
    QSignalSpy recorded{&review, &ReviewSession::decisionRecorded};
    QSignalSpy failed{&review, &ReviewSession::signingFailed};
    QSignalSpy saved{&review, &ReviewSession::draftSaved};
    QSignalSpy unsaved{&review, &ReviewSession::draftFailed};

    Desk()
    {
        ward.importTexts(cases);
        session.adopt(ward.ada());
        QObject::connect(&review, &ReviewSession::decisionRecorded, &review, [] { FailingDisk::get().heal(); }); // the next case is another matter
    }
    void next()
    {
        if (!review.hasCase())
            review.openNext();
        QTRY_VERIFY_WITH_TIMEOUT(review.hasCase() && review.writable(), patience);
    }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(session.writing().pending() + session.reading().pending(), 0, patience); }
    qsizetype decisions()
    {
        core::DecisionFilter filter;
        filter.teams = ward.ada().person.teams();
        filter.limit = 10 * cases;
        const auto rows = ward.ports().decisions.decisions(filter);
        return rows ? rows->size() : -1;
    }
};

void addFaultRows(std::initializer_list<std::pair<const char *, Fault>> list)
{
    QTest::addColumn<int>("fault");
    for (const auto &[name, fault] : list)
        QTest::newRow(name) << int(fault);
}

ErrorKind kindOf(const QSignalSpy &spy)
{
    return spy.last().first().value<core::Error>().kind;
}

} // namespace

class FailingDeskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FailingDisk::get().install(); }
    void cleanup() { FailingDisk::get().heal(); }
    void aDecisionIsRecordedOrSaidNotToBe_data();
    void aDecisionIsRecordedOrSaidNotToBe();
    void aDraftIsSavedOnceItCanBe_data();
    void aDraftIsSavedOnceItCanBe();
};

void FailingDeskTest::aDecisionIsRecordedOrSaidNotToBe_data()
{
    addFaultRows({{"a sync fails", Fault::SyncFails}, {"a write fails", Fault::WriteFails}, {"the disk is full", Fault::DiskFull}});
}

void FailingDeskTest::aDecisionIsRecordedOrSaidNotToBe()
{
    QFETCH(const int, fault);
    Desk desk;
    int n = 1;
    for (bool isMet = true; isMet && n < cases; n += isMet ? 1 : 0) {
        desk.next();
        desk.review.arm(Verdict::Reject);
        desk.review.setRationale(QStringLiteral("not what was said, %1").arg(n));
        const qsizetype before = desk.decisions();
        const qsizetype said = desk.failed.count() + desk.recorded.count();
        FailingDisk::get().failFrom(Fault(fault), n);
        desk.review.sign();
        QTRY_COMPARE_WITH_TIMEOUT(desk.failed.count() + desk.recorded.count(), said + 1, patience);
        isMet = FailingDisk::get().hasFailed();
        FailingDisk::get().heal();
        if (desk.recorded.count() == before) {
            QCOMPARE(kindOf(desk.failed), Fault(fault) == Fault::DiskFull ? ErrorKind::DiskFull : ErrorKind::StoreUnreachable);
            QVERIFY(desk.review.hasCase() && !desk.review.missing());
            QCOMPARE(desk.review.rationale(), QStringLiteral("not what was said, %1").arg(n));
            desk.review.sign(); // the same desk, and the disk works
            QTRY_COMPARE_WITH_TIMEOUT(desk.failed.count() + desk.recorded.count(), said + 2, patience);
        }
        QCOMPARE(desk.recorded.count(), before + 1);
        desk.settle();
        QCOMPARE(desk.decisions(), before + 1);
    }
    QVERIFY2(n > 1 && n < cases, "the fault was met at least once, and not for ever");
    const auto verdict = verifyLedger(desk.ward.ports(), desk.ward.keyring().folder);
    QVERIFY2(verdict && verdict->ok, verdict ? qPrintable(verdict->why) : "cannot verify");
}

void FailingDeskTest::aDraftIsSavedOnceItCanBe_data()
{
    addFaultRows({{"a write fails", Fault::WriteFails}, {"the disk is full", Fault::DiskFull}});
}

void FailingDeskTest::aDraftIsSavedOnceItCanBe()
{
    QFETCH(const int, fault);
    Desk desk;
    desk.next();
    FailingDisk::get().failFrom(Fault(fault), 1);
    desk.review.setRationale(QStringLiteral("typed while the disk failed"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.unsaved.count(), 1, patience);
    QCOMPARE(desk.saved.count(), 0);
    QCOMPARE(desk.review.rationale(), QStringLiteral("typed while the disk failed"));
    FailingDisk::get().heal();
    desk.review.setRationale(QStringLiteral("typed while the disk failed, and after"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.saved.count(), 1, patience);
    const auto draft = desk.ward.ports().cases.loadDraft(desk.review.current().record.id, desk.ward.ada().person.id);
    QVERIFY(draft && *draft);
    QCOMPARE((*draft)->rationale, QStringLiteral("typed while the disk failed, and after"));
}

QTEST_GUILESS_MAIN(FailingDeskTest)
#include "tst_failingdesk.moc"
