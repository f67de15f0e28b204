// The sweep over an offline session with a store in a file.
#include "app/storefiles.h"
#include "faults/program/offlinesweep.h"
#include "workflow/doctor.h"

using namespace countersign;
using namespace countersign::faults;

class OfflineSweepTest : public QObject, private OfflineSweep {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { begin(); }
    void nothingIsLostOrDoubled_data() { addPoints(40); }
    void nothingIsLostOrDoubled() { tryPoint(); }

private:
    QList<Operation> operations() const override
    {
        return {{"checkout", offline("checkout --next 3 --json")}, {"decide", there("decide c2 approve --json")}, {"sync", offline("sync --json")},
                {"return", offline("return --json")}};
    }
    void makeStore() override { QCOMPARE(m_home.makeStore().code, 0); }
    void keepStore(const QByteArray &) override { } // it is among the files
    void storeAgain(const QByteArray &) override { }
    void demandSound() const override
    {
        app::EmbeddedStoreFiles files;
        const auto seen = workflow::examineStore(files, m_home.store(), {m_home.path(QStringLiteral("keys")), ledger::SealCost::floor()}, true);
        QVERIFY2(seen, seen ? "" : qPrintable(core::kindName(seen.error().kind) + u' ' + seen.error().where + u' ' + seen.error().detail));
        for (const workflow::Observation &one : *seen)
            QVERIFY2(one.grade == workflow::Observation::Grade::Good || one.check == u"security", qPrintable(one.check + u' ' + one.word + u' ' + one.detail));
    }
};

QTEST_GUILESS_MAIN(OfflineSweepTest)
#include "tst_offlinesweep.moc"
