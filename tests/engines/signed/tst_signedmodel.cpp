// Three devices and the store on every engine, at it by chance: whatever happens, the record holds and every statement is in it once.
#include "engines/signed/away.h"
#include "workflow/checkouts.h"
#include "workflow/verifyledger.h"
#include "workflow/withdrawcase.h"

#include <QRandomGenerator>
#include <QSet>

using namespace countersign;
using namespace countersign::engines;
using core::Role;
using core::Verdict;

namespace {

constexpr int devicesThere = 3;

// Three people with a workspace each, two more online, and a supervisor, who take turns by chance.
struct Model {
    QRandomGenerator random;
    Scene scene;
    int cases;
    std::vector<Scene::Person> people;
    std::vector<std::unique_ptr<Away>> devices;
    Scene::Person lea, sue;
    QSet<core::StatementId> made;
    int trips = 0;

    Model(quint32 seed, int steps) : random(seed), cases(steps / 4 + 20), devices(devicesThere)
    {
        for (int i = 0; i < devicesThere; ++i)
            people.push_back(scene.join(QStringLiteral("p%1").arg(i)));
        lea = scene.join(QStringLiteral("lea"));
        sue = scene.join(QStringLiteral("sue"), {Role::Supervisor});
        QList<QByteArray> lines;
        for (int i = 1; i <= cases; ++i)
            lines.append(Scene::line('c' + QByteArray::number(i)));
        scene.bring(lines);
    }

    bool chance(int oneOf) { return random.bounded(oneOf) == 0; }
    Verdict anyVerdict() { return chance(3) ? Verdict::Reject : Verdict::Approve; }
    QString anyCase() { return QStringLiteral("c%1").arg(random.bounded(1, cases + 1)); }
    // One of those the device took along; empty: none.
    QString caseAway(Away &device)
    {
        const auto session = must(device.open().desk.session());
        return session.cases.isEmpty() ? QString() : session.cases[random.bounded(int(session.cases.size()))].caseId.value;
    }
    void leave(size_t who)
    {
        auto away = std::make_unique<Away>(scene, people[who]);
        workflow::CheckoutRequest request;
        request.next = 4;
        if (!away->take(request))
            return;
        ++trips;
        devices[who] = std::move(away);
    }
    // What a claim was is gone, and somebody else decides.
    void loseClaim(size_t who, Away &device)
    {
        const QString id = caseAway(device);
        if (!id.isEmpty() && workflow::releaseClaim(people[who].ports(), people[who].self(), core::CaseId(id)))
            [[maybe_unused]] const auto other = Scene::decide(lea, id, anyVerdict());
    }
    void recall(Away &device)
    {
        const auto checkout = must(device.open().desk.session()).checkout;
        [[maybe_unused]] const auto recalled = workflow::recallCheckout(sue.ports(), sue.acting, checkout, QStringLiteral("the laptop is gone"));
    }
    void withdraw(Away &device)
    {
        if (const QString id = caseAway(device); !id.isEmpty())
            [[maybe_unused]] const auto gone = workflow::withdrawCase(sue.ports(), sue.acting, {core::CaseId(id), QStringLiteral("no consent"), {}});
    }
    // Now and then its answer is lost, and what was sent is sent again.
    void synchronise(Away &device)
    {
        const auto before = must(device.open().desk.session());
        const auto synced = device.sync();
        QVERIFY2(synced && synced->allIncluded(), qPrintable(outcome(synced)));
        if (chance(3))
            QVERIFY(device.open().desk.saveSession(before));
    }
    void comeBack(std::unique_ptr<Away> &device)
    {
        if (device->sync() && workflow::giveBack(device->person.ports(), device->open()))
            device.reset();
    }
    void decideAway(Away &device)
    {
        if (const QString id = caseAway(device); !id.isEmpty())
            if (const auto decided = device.decide(id, anyVerdict()))
                made.insert(decided->id);
    }

    void step()
    {
        const auto who = size_t(random.bounded(devicesThere));
        std::unique_ptr<Away> &device = devices[who];
        const int what = random.bounded(14);
        if (what == 0)
            [[maybe_unused]] const auto decided = Scene::decide(lea, anyCase(), anyVerdict());
        else if (!device)
            leave(who);
        else if (what == 1)
            loseClaim(who, *device);
        else if (what == 2 && chance(2))
            device->reopen();
        else if (what == 3 && chance(3))
            recall(*device);
        else if (what == 4 && chance(2))
            withdraw(*device);
        else if (what <= 6)
            synchronise(*device);
        else if (what == 7)
            comeBack(device);
        else
            decideAway(*device);
    }
    void demandGood() const
    {
        const auto verdict = workflow::verifyLedger(sue.ports(), scene.keyring().folder, {}, {}, nullptr, workflow::VerifyDepth::Everything);
        QVERIFY2(verdict && verdict->ok, qPrintable(verdict ? verdict->why : outcome(verdict)));
    }
};

} // namespace

class TestSignedModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutEngine(); }
    void threeDevicesAndTheStore();
};

void TestSignedModel::threeDevicesAndTheStore()
{
    const bool isGiven = qEnvironmentVariableIsSet("COUNTERSIGN_SEED");
    const quint32 seed = isGiven ? qEnvironmentVariable("COUNTERSIGN_SEED").toUInt() : QRandomGenerator::global()->generate();
    const int steps = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? 2000 : 120;
    qInfo("COUNTERSIGN_SEED=%u, %d steps", seed, steps);
    Model model(seed, steps);
    for (int step = 0; step < steps && !QTest::currentTestFailed(); ++step) {
        model.step();
        if (step % 20 == 0)
            model.demandGood();
    }
    for (const auto &device : model.devices)
        if (device)
            QVERIFY(must(device->sync()).allIncluded());
    model.demandGood();
    const workflow::Ports store = model.sue.ports();
    for (const core::StatementId &id : std::as_const(model.made))
        QVERIFY2(must(store.ledger.indexOf(id)), qPrintable(id.value + QStringLiteral(" was lost")));
    core::DecisionFilter all;
    all.teams = {mainTeam};
    QSet<core::StatementId> there;
    for (const core::DecisionRow &row : must(store.decisions.decisions(all))) {
        QVERIFY2(!there.contains(row.id), qPrintable(row.id.value + QStringLiteral(" is there twice")));
        there.insert(row.id);
    }
    qInfo("%d statements signed away, %d decisions in all, %d trips", int(model.made.size()), int(there.size()), model.trips);
}

QTEST_GUILESS_MAIN(TestSignedModel)
#include "tst_signedmodel.moc"
