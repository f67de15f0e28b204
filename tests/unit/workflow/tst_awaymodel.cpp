// Three devices and the store at it by chance, with clocks that jump, keys that are revoked and backups put back: whatever happens, the record holds, and
// of every statement became what the table says.
#include "support/awayrules.h"
#include "unit/workflow/away.h"
#include "workflow/claimcase.h"

#include <QRandomGenerator>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using core::Role;
using core::Verdict;
using testsupport::Away;
using testsupport::online;
using testsupport::Ward;

namespace {

// Three people with a workspace each, and a supervisor online, who take turns by chance; clocks jump, keys are revoked, the store goes back to a backup.
struct Model {
    QRandomGenerator random;
    Ward ward;
    int cases;
    std::vector<std::unique_ptr<Away>> devices;
    QList<ActingPerson> people;
    testsupport::AwayRules rules;
    QHash<QString, int> done; // how often what was done
    int trips = 0;
    int joined = 0;

    Model(quint32 seed, int steps) : random(seed), cases(steps / 5 + 20), devices(3)
    {
        ward.importTexts(cases);
        for (int i = 0; i < 3; ++i)
            people.append(newcomer());
        ward.backUp();
    }
    ActingPerson newcomer() { return ward.join(QStringLiteral("p%1").arg(joined++), {Role::Reviewer}); }
    bool chance(int oneOf) { return random.bounded(oneOf) == 0; }
    Verdict anyVerdict() { return chance(3) ? Verdict::Reject : Verdict::Approve; }
    QString anyCase() { return QStringLiteral("c%1").arg(random.bounded(1, cases + 1)); }
    void count(const char *what) { ++done[QString::fromLatin1(what)]; }
    // One of those the device took along; empty: none.
    QString caseAway(Away &device)
    {
        const auto session = device.open().desk.session();
        return session && !session->cases.isEmpty() ? session->cases[random.bounded(int(session->cases.size()))].caseId.value : QString();
    }
    void decideOnline(const QString &id, const char *what)
    {
        const auto decided = ward.decide(ward.ada(), online(id, anyVerdict()));
        if (!decided)
            return;
        rules.add(decided->id);
        count(what);
    }
    void leave(int who)
    {
        auto away = std::make_unique<Away>(ward, people[who], QStringLiteral("trip%1").arg(++trips));
        CheckoutRequest request;
        request.next = 5;
        request.hours = 10;
        const auto taken = away->checkOut(request);
        if (!taken)
            return;
        rules.addWorkspace(away->open().desk.label().id, taken->statement);
        devices[size_t(who)] = std::move(away);
        count("trips");
    }
    // A claim is taken away, and somebody else decides.
    void loseClaim(int who, Away &device)
    {
        const core::CaseId id(caseAway(device));
        if (!id.isEmpty() && releaseClaim(ward.ports(), people[who].person, id))
            decideOnline(id.value, "decided meanwhile");
    }
    void decideAway(Away &device)
    {
        const QString id = caseAway(device);
        const auto decided = id.isEmpty() ? core::Result<DecisionReceipt>(core::fail(ErrorKind::NothingToClaim)) : device.decide(id, anyVerdict());
        if (!decided)
            return;
        rules.add(decided->id);
        count("signed away");
    }
    // Now and then its answer is lost.
    void synchronise(Away &device)
    {
        const auto before = device.open().desk.session();
        const auto synced = device.sync();
        QVERIFY2(synced && synced->allIncluded(), qPrintable(synced ? QString() : synced.error().detail));
        QCOMPARE(workspaceStatus(device.open())->included, synced->statements);
        count("synced");
        if (chance(3))
            QVERIFY(device.open().desk.saveSession(*before));
    }
    void comeBack(std::unique_ptr<Away> &device)
    {
        synchronise(*device);
        QVERIFY(device->sync());
        QVERIFY(giveBack(ward.ports(), device->open()));
        device.reset();
        count("given back");
    }
    // Whoever it was comes back with what they signed, and somebody new takes their place.
    void revoke(int who, std::unique_ptr<Away> &device)
    {
        QVERIFY(disablePerson(ward.ports(), ward.ada(), people[who].person.id, QStringLiteral("left")));
        comeBack(device);
        people[who] = newcomer();
        ward.backUp(); // whoever is at work is in every backup that is put back
        count("revoked");
    }
    void jump(Away &device)
    {
        device.clock.skew = chance(3) ? random.bounded(-30'000'000, 30'000'000) : chance(2) ? random.bounded(-5000, 5000) : 0;
        count("clocks jumped");
    }
    // What came back to it since the backup is sent again by whoever still has it.
    void putBack()
    {
        ward.putBack();
        QSet<core::StatementId> kept;
        for (size_t i = 0; i < devices.size(); ++i) {
            people[qsizetype(i)] = ward.enter(people[qsizetype(i)].person.id.value);
            if (devices[i]) {
                devices[i]->person = people[qsizetype(i)];
                kept += QSet(devices[i]->made.cbegin(), devices[i]->made.cend());
            }
        }
        const auto all = rules.acknowledged();
        for (const core::StatementId &one : all)
            if (const auto index = ward.ports().ledger.indexOf(one); index && !*index && !kept.contains(one))
                rules.forget(one);
        for (const auto &device : devices)
            if (device)
                synchronise(*device);
        count("put back");
    }
    void step()
    {
        const int who = random.bounded(3);
        std::unique_ptr<Away> &device = devices[size_t(who)];
        const int what = random.bounded(14);
        if (what == 0)
            decideOnline(anyCase(), "decided online");
        else if (what == 1)
            ward.clock().advance(random.bounded(4000));
        else if (what == 2 && chance(4))
            ward.backUp();
        else if (what == 3 && chance(8))
            putBack();
        else if (!device)
            leave(who);
        else if (what == 4)
            loseClaim(who, *device);
        else if (what == 5 && chance(4))
            device->reopen(Ward::passphrase(people[who].person.id.value));
        else if (what == 6 && chance(6))
            revoke(who, device);
        else if (what == 7 && chance(2))
            jump(*device);
        else if (what == 8 || what == 9)
            synchronise(*device);
        else if (what == 10)
            comeBack(device);
        else
            decideAway(*device);
    }
    void demandGood()
    {
        testsupport::demandGood(ward);
        QSet<core::StatementId> onTheirWay;
        for (const auto &device : devices)
            if (device)
                onTheirWay += QSet(device->made.cbegin(), device->made.cend());
        const QString broken = rules.broken(ward.ports(), ward.ada().person.teams(), onTheirWay);
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }
};

} // namespace

class TestAwayModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threeDevicesAndTheStore();
};

// After every few steps the record holds; at the end every statement is in it, once.
void TestAwayModel::threeDevicesAndTheStore()
{
    const bool isGiven = qEnvironmentVariableIsSet("COUNTERSIGN_SEED");
    const quint32 seed = isGiven ? qEnvironmentVariable("COUNTERSIGN_SEED").toUInt() : QRandomGenerator::global()->generate();
    const int steps = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? 3000 : 150;
    qInfo("COUNTERSIGN_SEED=%u, %d steps", seed, steps);
    Model model(seed, steps);
    for (int step = 0; step < steps && !QTest::currentTestFailed(); ++step) {
        model.step();
        if (step % std::max(10, steps / 60) == 0 && !QTest::currentTestFailed()) // each look reads all of the record
            model.demandGood();
    }
    for (auto &device : model.devices)
        if (device && !QTest::currentTestFailed())
            model.comeBack(device);
    if (QTest::currentTestFailed())
        return;
    model.demandGood();
    QStringList words;
    for (auto one = model.done.cbegin(); one != model.done.cend(); ++one)
        words.append(QStringLiteral("%1 %2").arg(one.value()).arg(one.key()));
    words.sort();
    qInfo("%s", qPrintable(words.join(QStringLiteral(", "))));
    for (const char *what : {"trips", "signed away", "synced", "given back"})
        QVERIFY2(model.done.value(QLatin1String(what)) > 0, what);
}

QTEST_GUILESS_MAIN(TestAwayModel)
#include "tst_awaymodel.moc"
