// Three devices and the store on every engine, at it by chance: whatever happens, the record holds, and of every statement became what the table says.
#include "engines/signed/away.h"
#include "support/awayrules.h"
#include "workflow/checkouts.h"
#include "workflow/verifyledger.h"
#include "workflow/withdrawcase.h"

#include <QRandomGenerator>

using namespace countersign;
using namespace countersign::engines;
using core::Role;
using core::Verdict;

namespace {

constexpr int devicesThere = 3;

// Three people with a workspace each, two more online, and two supervisors, who take turns by chance.
struct Model {
    QRandomGenerator random;
    Scene scene;
    int cases;
    std::vector<Scene::Person> people;
    std::vector<std::unique_ptr<Away>> devices;
    Scene::Person lea, sue, sam;
    testsupport::AwayRules rules;
    QHash<QString, int> done; // how often what was done

    Model(quint32 seed, int steps) : random(seed), cases(steps / 4 + 20), devices(devicesThere)
    {
        for (int i = 0; i < devicesThere; ++i)
            people.push_back(scene.join(QStringLiteral("p%1").arg(i)));
        lea = scene.join(QStringLiteral("lea"));
        sue = scene.join(QStringLiteral("sue"), {Role::Supervisor});
        sam = scene.join(QStringLiteral("sam"), {Role::Supervisor});
        QList<QByteArray> lines;
        for (int i = 1; i <= cases; ++i)
            lines.append(Scene::line('c' + QByteArray::number(i)));
        scene.bring(lines);
    }

    bool chance(int oneOf) { return random.bounded(oneOf) == 0; }
    Verdict anyVerdict() { return chance(3) ? Verdict::Reject : Verdict::Approve; }
    QString anyCase() { return QStringLiteral("c%1").arg(random.bounded(1, cases + 1)); }
    void count(const char *what) { ++done[QString::fromLatin1(what)]; }
    // One of those the device took along; empty: none.
    QString caseAway(Away &device)
    {
        const auto session = must(device.open().desk.session());
        return session.cases.isEmpty() ? QString() : session.cases[random.bounded(int(session.cases.size()))].caseId.value;
    }
    void noteOnline(const core::Result<workflow::DecisionReceipt> &decided, const char *what)
    {
        if (!decided)
            return;
        rules.add(decided->id);
        count(what);
    }
    void leave(size_t who)
    {
        auto device = std::make_unique<Away>(scene, people[who]);
        workflow::CheckoutRequest request;
        request.next = 4;
        const auto taken = device->take(request);
        if (!taken)
            return;
        rules.addWorkspace(device->open().desk.label().id, taken->statement);
        devices[who] = std::move(device);
        count("trips");
    }
    // What a claim was is gone, and somebody else decides.
    void loseClaim(size_t who, Away &device)
    {
        const QString id = caseAway(device);
        if (!id.isEmpty() && workflow::releaseClaim(people[who].ports(), people[who].self(), core::CaseId(id)))
            noteOnline(Scene::decide(lea, id, anyVerdict()), "decided meanwhile");
    }
    void recall(Away &device)
    {
        const auto checkout = must(device.open().desk.session()).checkout;
        if (workflow::recallCheckout(sue.ports(), sue.acting, checkout, QStringLiteral("the laptop is gone")))
            count("recalled");
    }
    void change(Away &device)
    {
        const QString id = caseAway(device);
        if (id.isEmpty())
            return;
        if (chance(2) && workflow::withdrawCase(sue.ports(), sue.acting, {core::CaseId(id), QStringLiteral("no consent"), {}}))
            count("withdrawn");
        else if (const auto newer = scene.import({Scene::line(id.toUtf8(), R"(,"version":2)")}); newer && newer->files.first().imported == 1)
            count("newer content");
    }
    void settle()
    {
        core::QueueFilter disputed;
        disputed.teams = {mainTeam};
        disputed.states = {core::CaseState::Disputed};
        const auto keys = must(sam.cases().queueKeys(disputed));
        const auto rows = must(sam.cases().queueRows(keys, sam.self().id));
        if (!rows.isEmpty())
            noteOnline(Scene::decide(sam, rows[random.bounded(int(rows.size()))].id.value, anyVerdict()), "settled");
    }
    // Now and then its answer is lost, and what was sent is sent again.
    void synchronise(Away &device)
    {
        const auto before = must(device.open().desk.session());
        const auto synced = device.sync();
        QVERIFY2(synced && synced->allIncluded(), qPrintable(outcome(synced)));
        const auto status = must(workflow::workspaceStatus(device.open()));
        QCOMPARE(status.included, synced->statements); // remembered, not only said
        count("synced");
        if (chance(3)) {
            QVERIFY(device.open().desk.saveSession(before));
            count("answers lost");
        }
    }
    void synchroniseBoth(Away &device)
    {
        synchronise(device);
        if (device.otherFile.isEmpty())
            return;
        device.goToCopy();
        synchronise(device);
    }
    void comeBack(std::unique_ptr<Away> &device)
    {
        synchroniseBoth(*device);
        QVERIFY(device->sync());
        const auto given = workflow::giveBack(device->person.ports(), device->open());
        QVERIFY2(given, qPrintable(outcome(given)));
        device.reset();
        count("given back");
    }
    void decideAway(Away &device)
    {
        const QString id = caseAway(device);
        if (id.isEmpty())
            return;
        core::StatementId earlier;
        for (const workflow::MadeDecision &one : must(workflow::workspaceStatus(device.open())).decisions)
            if (one.caseId.value == id)
                earlier = one.id;
        if (const auto decided = device.decide(id, anyVerdict(), earlier)) {
            rules.add(decided->id);
            count(earlier.isEmpty() ? "signed away" : "corrected away");
        }
    }
    void useACopy(Away &device)
    {
        if (device.otherFile.isEmpty())
            return device.keepCopy();
        device.goToCopy();
        count("went to the copy");
    }
    // The file alone, by somebody who wants an earlier state back.
    void putBackYesterday(Away &device)
    {
        device.connection.reset();
        const QByteArray yesterday = Away::contentOf(device.path());
        device.reopen();
        decideAway(device);
        device.connection.reset();
        const QByteArray today = Away::contentOf(device.path());
        Away::put(device.path(), yesterday);
        const auto secret = Scene::secretOf(device.person.self().id.value);
        const QString answer = outcome(app::openWorkspace(device.path(), scene.keyring(), *secret, app::systemClock()));
        QVERIFY2(answer == (yesterday == today ? u"ok" : u"history-rewritten"), qPrintable(answer));
        Away::put(device.path(), today);
        device.reopen();
        count("put back");
    }

    void step()
    {
        const auto who = size_t(random.bounded(devicesThere));
        std::unique_ptr<Away> &device = devices[who];
        const int what = random.bounded(18);
        if (what == 0)
            noteOnline(Scene::decide(lea, anyCase(), anyVerdict()), "decided online");
        else if (what == 1)
            settle();
        else if (!device)
            leave(who);
        else if (what == 2)
            loseClaim(who, *device);
        else if (what == 3 && chance(2))
            device->reopen();
        else if (what == 4 && chance(3))
            recall(*device);
        else if (what == 5 && chance(2))
            change(*device);
        else if (what == 6 && chance(2))
            useACopy(*device);
        else if (what == 7 && chance(2))
            putBackYesterday(*device);
        else if (what <= 9)
            synchronise(*device);
        else if (what == 10)
            comeBack(device);
        else
            decideAway(*device);
    }
    // What lies in a workspace, or in its copy, and has not been sent.
    QSet<core::StatementId> onTheirWay()
    {
        QSet<core::StatementId> ids;
        for (const auto &device : devices)
            if (device)
                ids += QSet(device->made.begin(), device->made.end());
        return ids;
    }
    void demandGood()
    {
        const auto verdict = workflow::verifyLedger(sue.ports(), scene.keyring().folder, {}, {}, nullptr, workflow::VerifyDepth::Everything);
        QVERIFY2(verdict && verdict->ok, qPrintable(verdict ? verdict->why : outcome(verdict)));
        const QString broken = rules.broken(sue.ports(), {mainTeam}, onTheirWay());
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
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

QTEST_GUILESS_MAIN(TestSignedModel)
#include "tst_signedmodel.moc"
