// Killed, out of disk, failing disk, at the file-changing calls of check-out, deciding in a workspace, sync and return. After each: what was
// acknowledged is there once, nothing was invented, the record holds, and the same command goes on to the end.
#include "app/storefiles.h"
#include "faults/program/sweep.h"
#include "workflow/doctor.h"

#include <QSet>

using namespace countersign;
using namespace countersign::faults;
using journeys::words;

namespace {

const QString ada = QStringLiteral("ada");
const QString ben = QStringLiteral("ben");
constexpr int pointsByDefault = 40;

struct Operation {
    QByteArray name;
    QStringList words;
};

} // namespace

class OfflineSweepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsLostOrDoubled_data();
    void nothingIsLostOrDoubled();
    void cleanupTestCase() { m_beginnings.clear(); }

private:
    QString trip() const { return m_home.path(QStringLiteral("trip.workspace")); }
    QStringList offline(const char *call) const { return words("offline") + words(call) + QStringList{QStringLiteral("--workspace"), trip()} + m_home.as(ben); }
    QStringList there(const char *call) const { return words(call) + QStringList{QStringLiteral("--store"), trip()} + m_home.as(ben); }
    QList<Operation> operations() const
    {
        return {{"checkout", offline("checkout --next 3 --json")}, {"decide", there("decide c2 approve --json")}, {"sync", offline("sync --json")},
                {"return", offline("return --json")}};
    }
    void finishCheckout();
    void finishDeciding(const Ended &ended);
    void finishSync();
    void finishReturn();
    void demandSound() const;
    QStringList decisionsIn(const QStringList &call) const;

    Home m_home;
    std::map<QByteArray, std::unique_ptr<Beginning>> m_beginnings;
};

void OfflineSweepTest::initTestCase()
{
    if (const QString why = whyNoTracing(); !why.isEmpty())
        QFAIL(qPrintable(why));
    QCOMPARE(m_home.makeStore().code, 0);
    QCOMPARE(m_home.addReviewer(ben).code, 0);
    QCOMPARE(m_home.importTexts(4).code, 0);
    m_beginnings["checkout"] = std::make_unique<Beginning>(m_home);
    QCOMPARE(m_home.run(offline("checkout --next 3")).code, 0);
    QCOMPARE(m_home.run(there("decide c1 approve")).code, 0);
    m_beginnings["decide"] = std::make_unique<Beginning>(m_home);
    QCOMPARE(m_home.run(there("decide c2 approve")).code, 0);
    m_beginnings["sync"] = std::make_unique<Beginning>(m_home);
    m_beginnings["return"] = std::make_unique<Beginning>(m_home);
}

void OfflineSweepTest::nothingIsLostOrDoubled_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("effect");
    QList<std::pair<QByteArray, Fault>> points;
    for (const Operation &operation : operations()) {
        m_beginnings.at(operation.name)->again();
        for (Fault fault : callsOf(m_home, operation.words))
            for (const char *effect : {"signal=SIGKILL", "error=ENOSPC", "error=EIO"}) {
                fault.effect = effect;
                points.append({operation.name, fault});
            }
    }
    const qsizetype wanted = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? points.size() : pointsByDefault;
    qInfo("%lld points there are, %lld are tried", qlonglong(points.size()), qlonglong(std::min(points.size(), wanted)));
    QVERIFY2(points.size() >= pointsByDefault, "the calls could not be listed");
    for (qsizetype i = 0; i < wanted; ++i) {
        const auto &[name, fault] = points[i * points.size() / wanted];
        QTest::addRow("%s: %s", name.constData(), qPrintable(fault.name())) << name << fault.call << fault.number << fault.effect;
    }
}

void OfflineSweepTest::nothingIsLostOrDoubled()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, call);
    QFETCH(int, number);
    QFETCH(QByteArray, effect);
    m_beginnings.at(name)->again();
    QStringList words;
    for (const Operation &operation : operations())
        if (operation.name == name)
            words = operation.words;
    const Ended ended = runWith(m_home, words, {call, number, effect});
    QVERIFY2(effect.startsWith("signal") || (ended.code >= 0 && ended.code <= 5), "it crashed, or ended in a way that no contract knows");
    demandSound();
    if (name == "checkout")
        finishCheckout();
    else if (name == "decide")
        finishDeciding(ended);
    else if (name == "sync")
        finishSync();
    else
        finishReturn();
    if (!QTest::currentTestFailed())
        demandSound();
}

void OfflineSweepTest::demandSound() const
{
    app::EmbeddedStoreFiles files;
    const auto seen = workflow::examineStore(files, m_home.store(), {m_home.path(QStringLiteral("keys")), ledger::SealCost::floor()}, true);
    QVERIFY2(seen, seen ? "" : qPrintable(core::kindName(seen.error().kind) + u' ' + seen.error().where + u' ' + seen.error().detail));
    for (const workflow::Observation &one : *seen)
        QVERIFY2(one.grade == workflow::Observation::Grade::Good || one.check == u"security", qPrintable(one.check + u' ' + one.word + u' ' + one.detail));
}

QStringList OfflineSweepTest::decisionsIn(const QStringList &call) const
{
    QStringList found;
    for (const QJsonObject &row : m_home.run(call).objects())
        found.append(row.value(u"case").toString() + u' ' + row.value(u"id").toString());
    found.sort();
    return found;
}

void OfflineSweepTest::finishCheckout()
{
    if (!QFile::exists(trip())) {
        const Ended again = m_home.run(offline("checkout --next 3 --json"));
        QVERIFY2(again.code == 0, again.err);
    }
    const Ended cases = m_home.run(there("cases --json"));
    QVERIFY2(cases.objects().size() == 3, cases.err);
    QCOMPARE(m_home.run(there("decide c3 approve --json")).code, 0);
    finishSync();
}

void OfflineSweepTest::finishDeciding(const Ended &ended)
{
    const QStringList made = decisionsIn(there("decisions --json"));
    QVERIFY(made.size() == 1 || made.size() == 2);
    const QString id = ended.object().value(u"decision").toString();
    QVERIFY2(id.isEmpty() || made.contains(QStringLiteral("c2 ") + id), "acknowledged, and not there");
    finishSync();
}

void OfflineSweepTest::finishSync()
{
    const QStringList made = decisionsIn(there("decisions --json"));
    const Ended again = m_home.run(offline("sync --json"));
    QVERIFY2(again.code == 0, again.err);
    QVERIFY(again.objects().last().value(u"allIncluded").toBool());
    QCOMPARE(decisionsIn(words("decisions --json")), made);
}

void OfflineSweepTest::finishReturn()
{
    const Ended again = m_home.run(offline("return --json"));
    const bool wasReturned = again.kind() == u"store-missing" || again.err.contains("is not on this computer");
    QVERIFY2(again.code == 0 || wasReturned, again.err);
    QCOMPARE(m_home.run(words("decisions --json")).objects().size(), 2);
    QCOMPARE(m_home.runAs(ada, words("claim c3 --json")).code, 0);
}

QTEST_GUILESS_MAIN(OfflineSweepTest)
#include "tst_offlinesweep.moc"
