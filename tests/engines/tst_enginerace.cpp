// Several processes and threads on one store: every case is decided once, and nobody starves.
#include "engines/engine.h"

#include <QProcess>
#include <QTextStream>
#include <thread>

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;

namespace {

constexpr int racers = 3;
constexpr int cases = 300;

// Claims and decides until there is nothing left; prints the cases it decided.
int race(const QString &path, const QString &name)
{
    QTextStream out(stdout);
    QTextStream in(stdin);
    const core::SystemClock clock;
    const auto store = must(store::SqliteStore::open(path, store::OpenMode::ReadWrite, clock));
    out << "ready" << Qt::endl;
    in.readLine();
    for (;;) {
        const auto claim = must(store->cases().claimNext(samplePerson(name), {}, 10));
        if (!claim)
            return 0;
        const quint64 index = claim->caseId.value.toULongLong();
        must(store->work().write([&]() -> core::Result<void> {
            if (auto added = store->decisions().addDecision(sampleDecision(*claim, index)); !added)
                return added;
            return store->cases().setState(claim->caseId, claim->team, core::CaseState::Released);
        }));
        out << index << Qt::endl;
    }
}

QList<core::NewCase> numberedCases(int count)
{
    QList<core::NewCase> list;
    for (int i = 0; i < count; ++i)
        list.append(sampleCase(QString::number(i)));
    return list;
}

} // namespace

class tst_EngineRace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decidesEachCaseOnceAcrossProcessesAndStarvesNone();
    void letsOneOfManyThreadsClaim();
    void letsBulkImportAndReviewShareTheGate();
};

void tst_EngineRace::decidesEachCaseOnceAcrossProcessesAndStarvesNone()
{
    Engine engine;
    addCases(engine.store(), numberedCases(cases));
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < racers; ++i) {
        processes.push_back(std::make_unique<QProcess>());
        processes.back()->start(QCoreApplication::applicationFilePath(), {u"race"_qs, engine.path(), u"racer%1"_qs.arg(i)});
    }
    for (const auto &process : processes) {
        QVERIFY(process->waitForStarted(60'000));
        QVERIFY(process->waitForReadyRead(60'000));
        QCOMPARE(process->readLine().trimmed(), QByteArray("ready"));
    }
    for (const auto &process : processes) {
        process->write("go\n");
        QVERIFY(process->waitForBytesWritten(60'000));
    }
    QMap<QByteArray, int> decided;
    QList<qsizetype> shares;
    for (const auto &process : processes) {
        QVERIFY(process->waitForFinished(300'000));
        QCOMPARE(process->exitCode(), 0);
        QByteArrayList lines = process->readAllStandardOutput().split('\n');
        lines.removeAll(QByteArray());
        shares.append(lines.size());
        for (const QByteArray &line : lines)
            ++decided[line];
    }
    QCOMPARE(decided.size(), cases);
    QVERIFY(std::all_of(decided.begin(), decided.end(), [](int times) { return times == 1; }));
    QVERIFY2(*std::min_element(shares.begin(), shares.end()) >= cases / racers / 4, "one of them was starved");
    core::DecisionFilter filter;
    filter.teams = {mainTeam};
    QCOMPARE(must(engine.store().decisions().decisions(filter)).size(), cases);
    QCOMPARE(must(engine.store().cases().queueCounts({mainTeam}, {})).byState, (QMap<QString, qint64>{{u"released"_qs, cases}}));
    must(engine.store().database().quickCheck());
}

void tst_EngineRace::letsOneOfManyThreadsClaim()
{
    Engine engine;
    addCases(engine.store(), numberedCases(1));
    std::atomic_int winners = 0;
    std::atomic_int losers = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            const auto store = engine.connect();
            const QString answer = outcome(store->cases().claimCase(CaseId(u"0"_qs), samplePerson(u"p%1"_qs.arg(i)), 10));
            winners += answer == u"ok"_qs;
            losers += answer == u"claim-held"_qs;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(winners, 1);
    QCOMPARE(losers, 7);
}

void tst_EngineRace::letsBulkImportAndReviewShareTheGate()
{
    Engine engine;
    addCases(engine.store(), numberedCases(20));
    std::atomic_bool imported = false;
    std::atomic_int reviewed = 0;
    std::thread importer([&] {
        const auto store = engine.connect();
        for (int batch = 0; batch < 40 || reviewed < 20; ++batch) { // back to back, as an import is, until the reviewer is through
            QList<core::NewCase> list;
            for (int i = 0; i < 50; ++i)
                list.append(sampleCase(u"i%1-%2"_qs.arg(batch).arg(i)));
            addCases(*store, list);
        }
        imported = true;
    });
    const auto store = engine.connect();
    for (int i = 0; i < 20; ++i)
        reviewed += outcome(store->cases().claimCase(CaseId(QString::number(i)), samplePerson(u"ada"_qs), 10)) == u"ok"_qs;
    importer.join();
    QCOMPARE(reviewed, 20);
    QVERIFY(imported);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"race"_qs)
        return race(arguments.value(2), arguments.value(3));
    tst_EngineRace test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_enginerace.moc"
