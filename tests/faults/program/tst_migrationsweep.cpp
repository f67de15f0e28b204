// A store of an earlier program, brought up to date by whoever opens it first: killed, out of disk, failing disk at every file-changing call of
// that; and opened by several at once. After each: what was decided is there, the log says once that it was brought up to date, and the doctor
// finds everything right.
#include "app/composition.h"
#include "app/storefiles.h"
#include "faults/program/sweep.h"
#include "store/openstore.h"
#include "workflow/createstore.h"
#include "workflow/doctor.h"
#include "workflow/importcases.h"
#include "workflow/recorddecision.h"

using namespace countersign;
using namespace countersign::faults;
using journeys::words;

namespace {

constexpr qsizetype pointsByDefault = 30;
constexpr int earlier = 7; // migrations
constexpr int atOnce = 4;

} // namespace

class MigrationSweepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isWholeAfterAnyFault_data();
    void isWholeAfterAnyFault();
    void severalAtOnceDoItOnce();
    void cleanupTestCase() { m_beginning.reset(); }

private:
    const QStringList m_words = words("decisions --json");
    workflow::Keyring keyring() const { return {m_home.path(QStringLiteral("keys")), ledger::SealCost::floor()}; }
    void demandUpToDate();

    Home m_home;
    std::unique_ptr<Beginning> m_beginning;
    QByteArray m_decisions;
};

void MigrationSweepTest::initTestCase()
{
    if (const QString why = whyNoTracing(); !why.isEmpty())
        QFAIL(qPrintable(why));
    store::Surroundings surroundings;
    surroundings.migrations = surroundings.migrations.first(earlier);
    {
        const auto opened = store::SqliteStore::open(m_home.store(), store::OpenMode::Create, app::systemClock(), surroundings);
        QVERIFY(opened);
        store::SqliteStore &older = **opened;
        const workflow::Ports ports{older.cases(), older.decisions(), older.people(), older.blobs(), older.ledger(), older.work(), older.clock(),
                                    workflow::localSession};
        const auto secret = std::make_shared<const ledger::Secret>(ledger::Secret::copyOf(Home::passphrase(QStringLiteral("ada"))));
        const auto ada = workflow::createStore(ports, keyring(),
                                               {QStringLiteral("Ward 7"), core::PersonId(QStringLiteral("ada")), QStringLiteral("Ada"), secret});
        QVERIFY(ada);
        QByteArray lines;
        for (int i = 1; i <= 40; ++i)
            lines += Home::textCase("c" + QByteArray::number(i));
        const auto imported = workflow::importCases(ports, *ada, {m_home.write(QStringLiteral("cases.jsonl"), lines)}, {});
        QVERIFY(imported);
        workflow::DecisionRequest request;
        request.caseId = core::CaseId(QStringLiteral("c1"));
        QVERIFY(workflow::recordDecision(ports, *ada, request));
    }
    m_beginning = std::make_unique<Beginning>(m_home);
    const Ended first = m_home.run(m_words);
    QVERIFY2(first.code == 0, first.err);
    m_decisions = first.out;
    QCOMPARE(first.objects().size(), 1);
    demandUpToDate();
}

void MigrationSweepTest::isWholeAfterAnyFault_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("effect");
    m_beginning->again();
    QList<Fault> points;
    for (Fault fault : callsOf(m_home, m_words))
        for (const char *effect : {"signal=SIGKILL", "error=ENOSPC", "error=EIO"}) {
            fault.effect = effect;
            points.append(fault);
        }
    const qsizetype wanted = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? points.size() : pointsByDefault;
    qInfo("%lld points there are, %lld are tried", qlonglong(points.size()), qlonglong(std::min(points.size(), wanted)));
    QVERIFY2(points.size() >= pointsByDefault, "the calls could not be listed");
    for (qsizetype i = 0; i < wanted; ++i) {
        const Fault &fault = points[i * points.size() / wanted];
        QTest::addRow("%s", qPrintable(fault.name())) << fault.call << fault.number << fault.effect;
    }
}

void MigrationSweepTest::isWholeAfterAnyFault()
{
    QFETCH(QByteArray, call);
    QFETCH(int, number);
    QFETCH(QByteArray, effect);
    m_beginning->again();
    const Traced ended = runWith(m_home, m_words, {call, number, effect});
    QVERIFY2(ended.stood.isEmpty(), qPrintable(QStringLiteral("it did not end; it stood at:") + ended.stood));
    QVERIFY2(effect.startsWith("signal") || (ended.code >= 0 && ended.code <= 5), "it crashed, or ended in a way that no contract knows");
    demandUpToDate();
}

void MigrationSweepTest::severalAtOnceDoItOnce()
{
    m_beginning->again();
    std::vector<std::unique_ptr<QProcess>> openers;
    for (int i = 0; i < atOnce; ++i) {
        openers.push_back(std::make_unique<QProcess>());
        m_home.prepare(*openers.back(), m_words);
        openers.back()->start();
    }
    for (const auto &opener : openers) {
        QVERIFY(opener->waitForFinished(Home::patience));
        const Ended ended = Home::ended(*opener);
        QVERIFY2(ended.code == 0, ended.err);
        QCOMPARE(ended.out, m_decisions);
    }
    demandUpToDate();
}

void MigrationSweepTest::demandUpToDate()
{
    const Ended there = m_home.run(m_words);
    QVERIFY2(there.code == 0, there.err);
    QCOMPARE(there.out, m_decisions);
    app::EmbeddedStoreFiles files;
    const auto seen = workflow::examineStore(files, m_home.store(), keyring(), true);
    QVERIFY2(seen, seen ? "" : qPrintable(core::kindName(seen.error().kind)));
    for (const workflow::Observation &one : *seen)
        QVERIFY2(one.grade == workflow::Observation::Grade::Good || one.check == u"security", qPrintable(one.check + u' ' + one.word + u' ' + one.detail));
    const auto opened = store::SqliteStore::open(m_home.store(), store::OpenMode::ReadOnly, app::systemClock());
    QVERIFY(opened); // read only: it is up to date
    int migrations = 0;
    QVERIFY((*opened)->ledger().scanKinds({ledger::StatementKind::Migration}, 0, (*opened)->ledger().head()->size, [&](const ledger::LogRow &) {
        ++migrations;
        return true;
    }));
    QCOMPARE(migrations, 1);
}

QTEST_GUILESS_MAIN(MigrationSweepTest)
#include "tst_migrationsweep.moc"
