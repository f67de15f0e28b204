// Decisions that come back from workspaces to a server, against the same number recorded there online by eight clients (target 0.5); and how often a
// server is asked by a sync with nothing to do (at most three times).
#include "app/sharedstore.h"
#include "app/workspaces.h"
#include "benchmarks/benchmark.h"
#include "engines/signed/scene.h"
#include "store/postgresql/postgresstore.h"
#include "workflow/checkout.h"
#include "workflow/syncnow.h"

#include <QCoreApplication>
#include <QProcess>
#include <thread>

using namespace countersign;
using namespace countersign::benchmark;
using namespace countersign::engines;

namespace {

constexpr int rounds = 5;
constexpr int trips = 10;            // in a round
constexpr int casesOfTrip = 200;
constexpr int manyCases = 100'000;
constexpr int clients = 8;
constexpr int casesOfClient = trips * casesOfTrip / clients;

struct Trip {
    QTemporaryDir folder;
    std::unique_ptr<app::WorkspaceConnection> connection;
};

std::unique_ptr<Trip> takeAndDecide(const Scene &scene, const Scene::Person &person)
{
    auto trip = std::make_unique<Trip>();
    trip->connection = must(app::makeWorkspace(trip->folder.filePath(QStringLiteral("trip")), person.acting.signer.store, *person.acting.key, scene.keyring(),
                                               app::systemClock()));
    workflow::CheckoutRequest request;
    request.next = casesOfTrip;
    const auto chosen = must(workflow::chooseCases(person.ports(), person.self(), request));
    const workflow::OpenWorkspace workspace = trip->connection->workspace();
    must(workflow::checkOut(person.ports(), person.acting, chosen, workspace, QStringLiteral("here"), [](const workflow::CheckoutProgress &) {}, {}));
    const auto acting = must(workflow::actInWorkspace(workspace, person.acting.key, {}, scene.keyring().folder));
    for (const core::StoredCase &one : chosen.cases) {
        workflow::DecisionRequest decision;
        decision.caseId = one.row.id;
        decision.verdict = core::Verdict::Approve;
        must(workflow::recordDecision(workspace.ports, acting, decision));
    }
    return trip;
}

workflow::SyncReport synchronise(const Scene &scene, const Scene::Person &person, const Trip &trip)
{
    return must(workflow::syncNow(person.ports(), trip.connection->workspace(), scene.keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {}));
}

// Every client with its person and connection, taking the next case and deciding it.
double online(const Scene &scene)
{
    std::vector<std::thread> threads;
    std::atomic_int ready = 0;
    std::atomic_bool go = false;
    for (int client = 0; client < clients; ++client)
        threads.emplace_back([&, client] {
            const Scene::Person person = scene.enter(QStringLiteral("p%1").arg(client));
            QList<core::CaseId> held;
            for (int i = 0; i < casesOfClient; ++i)
                held.append(must(workflow::claimNextCase(person.ports(), person.self())).caseId);
            ++ready;
            go.wait(false);
            for (const core::CaseId &id : std::as_const(held)) {
                workflow::DecisionRequest decision;
                decision.caseId = id;
                decision.verdict = core::Verdict::Approve;
                must(workflow::recordDecision(person.ports(), person.acting, decision));
            }
        });
    while (ready < clients)
        std::this_thread::yield();
    return seconds([&] {
        go = true;
        go.notify_all();
        for (std::thread &one : threads)
            one.join();
    });
}

void bring(const Scene &scene, int &number)
{
    for (int batch = 0; batch < trips; ++batch) {
        QList<QByteArray> lines;
        for (int i = 0; i < casesOfTrip; ++i)
            lines.append(Scene::line("c" + QByteArray::number(++number)));
        scene.bring(lines);
    }
}

QString asked(const QString &sql)
{
    QProcess psql;
    psql.start(QStringLiteral("psql"), {QStringLiteral("-qXAt"), QStringLiteral("-d"), server().url().section(u'/', 0, -2) + QStringLiteral("/scene1"),
                                        QStringLiteral("-c"), sql});
    psql.waitForFinished(-1);
    return QString::fromUtf8(psql.readAllStandardOutput()).trimmed();
}

// Before an import whose rows are counted behind it: as they are before the server has analysed anything of it, and once it has.
void analyseByItself(bool does)
{
    asked(QStringLiteral("ALTER SYSTEM SET autovacuum = %1").arg(does ? QStringLiteral("on") : QStringLiteral("off")));
    asked(QStringLiteral("SELECT pg_reload_conf()"));
}

// Rows read and written by a check-out of 200, their decisions' way back and a sync with nothing to do, as the server counts them: a connection has told
// all of it once it is gone.
qint64 rowsTouched(const Scene &scene)
{
    const QString person = QStringLiteral("tess");
    const auto touched = [&] {
        while (asked(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE usename = '%1'").arg(person)) != u"0")
            std::this_thread::yield();
        return asked(QStringLiteral("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables")).toLongLong();
    };
    const auto trip = [&] {
        const Scene::Person tess = scene.enter(person);
        const auto away = takeAndDecide(scene, tess);
        synchronise(scene, tess, *away);
        synchronise(scene, tess, *away);
    };
    trip(); // what others added to the log until now is looked through once
    const qint64 before = touched();
    trip();
    return touched() - before;
}

void countBeside(const QByteArray &cases, const Scene &scene, const Scene::Person &person)
{
    const auto said = [&](const char *what, double value, const char *unit, const char *more = "") {
        report((what + (" beside " + cases) + more).constData(), value, unit, {}, "as many however large the store is");
    };
    synchronise(scene, person, *takeAndDecide(scene, person)); // what others added to the log until now is looked through once
    auto &connection = app::sharedServer(*person.store)->connection();
    const quint64 before = connection.roundTrips();
    const auto trip = takeAndDecide(scene, person);
    const quint64 taken = connection.roundTrips();
    synchronise(scene, person, *trip);
    said("check-out", double(taken - before), "round trips");
    said("sync", double(connection.roundTrips() - taken), "round trips");
    said("away and back", double(rowsTouched(scene)), "rows");
    asked(QStringLiteral("ANALYZE"));
    said("away and back", double(rowsTouched(scene)), "rows", ", analysed");
    analyseByItself(true);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("COUNTERSIGN_ENGINE", "postgresql");
    const QCoreApplication application(argc, argv);
    if (!server().isThere()) {
        std::fputs("SKIP   : no PostgreSQL server here\n", stderr);
        return 0;
    }
    const Scene scene;
    const Scene::Person ben = scene.join(QStringLiteral("ben"));
    for (int client = 0; client < clients; ++client)
        scene.join(QStringLiteral("p%1").arg(client));
    int number = 0;
    { [[maybe_unused]] const auto tess = scene.join(QStringLiteral("tess")); }
    analyseByItself(false);
    bring(scene, number);
    countBeside("2 000 cases", scene, ben);
    analyseByItself(false);
    while (number < manyCases)
        bring(scene, number);
    countBeside("100 000 cases", scene, ben);
    quint64 idle = 0;
    const Measured measured = interleaved(
        rounds,
        [&] {
            bring(scene, number);
            std::vector<std::unique_ptr<Trip>> all;
            for (int i = 0; i < trips; ++i)
                all.push_back(takeAndDecide(scene, ben));
            const double took = seconds([&] {
                for (const auto &trip : all)
                    if (!synchronise(scene, ben, *trip).allIncluded())
                        qFatal("not all included");
            });
            auto &connection = app::sharedServer(*ben.store)->connection();
            const quint64 before = connection.roundTrips();
            synchronise(scene, ben, *all.front());
            idle = connection.roundTrips() - before;
            return took;
        },
        [&] {
            bring(scene, number);
            return online(scene);
        });
    const double rate = trips * casesOfTrip / measured.ours;
    report("sync to a server", rate, "decisions/s", 1 / measured.ratio, "the same number recorded online by eight clients");
    report("sync with nothing to do", double(idle), "round trips", {}, "at most three");
    return 0;
}
