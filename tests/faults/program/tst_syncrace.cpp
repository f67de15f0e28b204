// Two devices bring what was signed on them while others decide, import, withdraw and claim online, on the very same cases: of everything that was
// acknowledged became what the table of security.md says, once, and the devices say so.
#include "app/composition.h"
#include "journeys/sharedhome.h"
#include "ledger/entry.h"
#include "ledger/statement.h"
#include "support/awayrules.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace countersign;
using namespace countersign::journeys;

namespace {

constexpr int casesEach = 24; // of each device; the claim of every second one has run out
constexpr int cases = 2 * casesEach;

const QStringList devices{QStringLiteral("ben"), QStringLiteral("cleo")};
const QStringList online{QStringLiteral("lea"), QStringLiteral("kim")};

QString caseAt(int number)
{
    return QStringLiteral("c%1").arg(number);
}

} // namespace

class SyncRaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<testsupport::ThrowawayServer>(); }
    void everythingIsThereOnce_data();
    void everythingIsThereOnce();

private:
    void makeStore(bool onServer);
    void takeAlongAndDecide();
    void loseClaims() const;
    void meet(QRandomGenerator &random);
    void demandRecord() const;
    void demandDevices() const;
    void demandNothingNew() const;

    QString trip(const QString &person) const { return m_home->path(person + QStringLiteral(".workspace")); }
    std::unique_ptr<QProcess> start(const QString &person, const QStringList &call) const
    {
        auto process = std::make_unique<QProcess>();
        m_home->prepare(*process, call + m_home->as(person));
        process->start();
        return process;
    }
    std::unique_ptr<QProcess> startSync(const QString &person) const
    {
        return start(person, words("offline sync --json --workspace") + QStringList{trip(person)});
    }
    static QByteArray verdictOn(const QString &id, const char *verdict)
    {
        return "{\"case\":\"" + id.toUtf8() + "\",\"verdict\":\"" + verdict + "\",\"rationale\":\"r\"}\n";
    }
    void acknowledge(const Ended &batch)
    {
        for (const QJsonObject &answer : batch.objects())
            if (answer.contains(u"decision"))
                m_rules.add(core::StatementId(answer.value(u"decision").toString()));
    }

    std::unique_ptr<testsupport::ThrowawayServer> m_server;
    std::unique_ptr<Home> m_home;
    QString m_url; // empty: in a file
    testsupport::AwayRules m_rules;
    QStringList m_others; // what was acknowledged and is no decision
    QMap<QString, QMap<QString, QString>> m_fates; // of each device: what was said of each statement
};

void SyncRaceTest::everythingIsThereOnce_data()
{
    QTest::addColumn<bool>("onServer");
    QTest::addColumn<quint32>("seed");
    const int rounds = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? 30 : 1;
    for (int round = 1; round <= rounds; ++round) {
        QTest::addRow("a file, %d", round) << false << QRandomGenerator::global()->generate();
        QTest::addRow("a server, %d", round) << true << QRandomGenerator::global()->generate();
    }
}

void SyncRaceTest::everythingIsThereOnce()
{
    QFETCH(bool, onServer);
    QFETCH(quint32, seed);
    if (onServer)
        skipWithoutServer(*m_server);
    QRandomGenerator random(seed);
    m_rules = {};
    m_others.clear();
    m_fates.clear();
    for (const auto &step : {std::function<void()>([&] { makeStore(onServer); }), std::function<void()>([&] { takeAlongAndDecide(); }),
                             std::function<void()>([&] { loseClaims(); }), std::function<void()>([&] { meet(random); }),
                             std::function<void()>([&] { demandRecord(); }), std::function<void()>([&] { demandDevices(); }),
                             std::function<void()>([&] { demandNothingNew(); })}) {
        step();
        if (QTest::currentTestFailed())
            return;
    }
}

void SyncRaceTest::makeStore(bool onServer)
{
    static int number = 0;
    m_home = std::make_unique<Home>();
    m_url = onServer ? m_server->freshDatabase(QStringLiteral("race%1").arg(++number)) : QString();
    if (onServer)
        m_home->setEnvironment(QStringLiteral("COUNTERSIGN_STORE"), m_url);
    QCOMPARE(m_home->makeStore().code, 0);
    for (const QString &id : devices + online)
        QCOMPARE(m_home->addReviewer(id).code, 0);
    const Ended joined = m_home->runAs(QStringLiteral("ada"), words("person add sue --name Sue --role supervisor --new-secret-file")
                                                                  + QStringList{m_home->secretFile(QStringLiteral("sue"))});
    QVERIFY2(joined.code == 0, joined.err);
    QCOMPARE(m_home->importTexts(cases).code, 0);
}

void SyncRaceTest::takeAlongAndDecide()
{
    for (int device = 0; device < devices.size(); ++device) {
        const QString person = devices[device];
        QStringList call = words("offline checkout --json --workspace") + QStringList{trip(person)};
        QByteArray verdicts;
        for (int i = 1; i <= casesEach; ++i) {
            call += {QStringLiteral("--case"), caseAt(device * casesEach + i)};
            verdicts += verdictOn(caseAt(device * casesEach + i), i % 3 ? "approve" : "reject");
        }
        const Ended out = m_home->runAs(person, call);
        QVERIFY2(out.code == 0, out.err);
        const Ended status = m_home->runAs(person, words("offline status --json --workspace") + QStringList{trip(person)});
        m_rules.addWorkspace(status.object().value(u"id").toString().toLatin1(), core::StatementId(out.object().value(u"checkout").toString()));
        m_others.append(out.object().value(u"checkout").toString());
        const Ended decided = m_home->runAs(person, words("decide --batch - --store") + QStringList{trip(person)}, verdicts);
        QVERIFY2(decided.code == 0 && decided.objects().size() == casesEach, decided.out + decided.err);
        acknowledge(decided);
    }
}

// Of every second case.
void SyncRaceTest::loseClaims() const
{
    const QString sql = QStringLiteral("UPDATE %1case_slot SET expires = '2001-01-01T00:00:00.000Z' WHERE decision IS NULL AND case_key % 2 = 0");
    if (!m_url.isEmpty()) {
        QCOMPARE(QProcess::execute(QStringLiteral("psql"), {QStringLiteral("-qX"), QStringLiteral("-d"), m_url, QStringLiteral("-c"), sql.arg(u"countersign."_qs)}), 0);
        return;
    }
    {
        QSqlDatabase store = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("lose"));
        store.setDatabaseName(m_home->store());
        QVERIFY(store.open());
        QSqlQuery query(store);
        QVERIFY2(query.exec(sql.arg(QString())), "the claims could not be ended");
    }
    QSqlDatabase::removeDatabase(QStringLiteral("lose"));
}

void SyncRaceTest::meet(QRandomGenerator &random)
{
    QByteArray newer; // other content of some cases, and cases that nobody has seen
    for (int i = 4; i <= cases; i += 5)
        newer += Home::textCase(caseAt(i).toLatin1(), "Take 5 mg once.").replace("\"kind\"", "\"version\":2,\"kind\"") + Home::textCase("n" + QByteArray::number(i));
    const QString file = m_home->write(QStringLiteral("newer.jsonl"), newer);
    std::vector<std::unique_ptr<QProcess>> deciding, syncing, others;
    for (const QString &person : online) {
        deciding.push_back(start(person, words("decide --batch -")));
        deciding.back()->write(verdictOn(person == u"lea" ? caseAt(2) : caseAt(cases), "reject")); // these two before anything arrives
    }
    for (const auto &process : deciding)
        while (!process->canReadLine())
            QVERIFY(process->waitForReadyRead(Home::patience));
    for (const QString &person : devices)
        syncing.push_back(startSync(person));
    others.push_back(start(QStringLiteral("ada"), words("import --json") + QStringList{file}));
    for (const int id : {6, 7, casesEach + 7})
        others.push_back(start(QStringLiteral("sue"), words("withdraw --json --rationale gone") + QStringList{caseAt(id)}));
    for (const int id : {8, casesEach + 8})
        others.push_back(start(QStringLiteral("lea"), words("claim --json") + QStringList{caseAt(id)}));
    // One from the front and one from the back, as fast as somebody types, until the devices are through; the last of each half nobody asks for online.
    const auto isSyncing = [&] { return std::any_of(syncing.begin(), syncing.end(), [](const auto &one) { return one->state() != QProcess::NotRunning; }); };
    for (int i = 3; i < cases - 3; ++i) {
        deciding[0]->write(verdictOn(caseAt(i == casesEach ? 1 : i), "reject"));
        deciding[1]->write(verdictOn(caseAt(cases - i == casesEach ? 1 : cases - i), "approve"));
        for (const auto &process : deciding)
            QVERIFY(process->waitForBytesWritten(Home::patience));
        if (isSyncing())
            syncing[size_t(i) % syncing.size()]->waitForFinished(int(random.bounded(150)));
    }
    for (const auto &process : deciding) {
        process->closeWriteChannel();
        const Ended ended = Home::ended(*process);
        QVERIFY2(ended.code == 0 || ended.code == 4, ended.err + ended.out);
        acknowledge(ended);
    }
    for (const auto &process : others) {
        const Ended ended = Home::ended(*process);
        QVERIFY2(ended.code == 0 || ended.code == 4, ended.err + ended.out);
        if (process->arguments().contains(u"import"_qs)) // what came new is there, whatever became of the rest meanwhile
            QVERIFY2(ended.object().value(u"imported").toInt() >= newer.count("\"id\":\"n"), ended.out + ended.err);
        if (const QString id = ended.object().value(u"statement").toString(); !id.isEmpty())
            m_others.append(id);
    }
    QMap<QString, int> fates;
    for (int device = 0; device < devices.size(); ++device) {
        const Ended ended = Home::ended(*syncing[size_t(device)]);
        QVERIFY2(ended.code == 0 && ended.objects().last().value(u"allIncluded").toBool(), ended.err + ended.out);
        for (const QJsonObject &row : ended.objects())
            if (row.contains(u"fate")) {
                m_fates[devices[device]][row.value(u"statement").toString()] = row.value(u"fate").toString();
                ++fates[row.value(u"fate").toString()];
            }
        QCOMPARE(m_fates[devices[device]].size(), casesEach);
    }
    for (auto one = fates.cbegin(); one != fates.cend(); ++one)
        qInfo("%s: %d", qPrintable(one.key()), one.value());
    for (const char *fate : {"recorded", "late", "disputed"})
        QVERIFY2(fates.contains(QLatin1String(fate)), fate);
}

void SyncRaceTest::demandRecord() const
{
    const QString sue = QStringLiteral("sue");
    const Ended verified = m_home->runAs(sue, words("ledger verify --json"));
    QVERIFY2(verified.code == 0 && verified.object().value(u"ok").toBool(), verified.out + verified.err);
    for (const QJsonObject &row : m_home->runAs(sue, words("doctor --deep --json")).objects())
        QVERIFY2(row.value(u"state").toString() != u"bad", QJsonDocument(row).toJson());
    const workflow::Keyring keyring{m_home->path(QStringLiteral("keys")), ledger::SealCost::floor()};
    const auto address = app::storeAddress(m_url.isEmpty() ? m_home->store() : m_url);
    QVERIFY(address);
    auto store = m_url.isEmpty() ? app::openStore(*address, app::Access::Read) : [&]() -> core::Result<std::unique_ptr<workflow::OpenStore>> {
        const auto login = app::loginOf(keyring, *address, core::PersonId(sue), [&]() -> core::Result<workflow::SharedSecret> {
            return workflow::typedSecret(QString::fromUtf8(Home::passphrase(sue)));
        });
        return login ? app::openShared(*address, **login, keyring.folder, app::systemClock()) : tl::unexpected(login.error());
    }();
    QVERIFY(store);
    const QString broken = m_rules.broken((*store)->ports(), {core::TeamId(QStringLiteral("main"))});
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
    QHash<QString, int> times; // what is no decision
    int imports = 0;
    const auto scanned = (*store)->ports().ledger.scan(0, (*store)->ports().ledger.head()->size, [&](const ledger::LogRow &row) {
        const auto statement = ledger::parseEntry(row.entry).and_then(ledger::statementOf);
        if (!statement)
            return false;
        if (std::holds_alternative<ledger::Checkout>(statement->body) || std::holds_alternative<ledger::CaseWithdrawn>(statement->body))
            ++times[statement->id.value];
        imports += std::holds_alternative<ledger::CaseImported>(statement->body) ? 1 : 0;
        return true;
    });
    QVERIFY(scanned);
    QCOMPARE(imports, 2);
    for (const QString &id : m_others)
        QVERIFY2(times.value(id) == 1, qPrintable(id));
    QCOMPARE(times.size(), m_others.size());
}

// What each device says is what the store says.
void SyncRaceTest::demandDevices() const
{
    QMap<QString, QStringList> flags;
    for (const QJsonObject &row : m_home->runAs(QStringLiteral("sue"), words("decisions --json")).objects())
        flags[row.value(u"id").toString()] = row.value(u"flags").toVariant().toStringList();
    for (const QString &person : devices) {
        const QJsonObject status = m_home->runAs(person, words("offline status --json --workspace") + QStringList{trip(person)}).object();
        QCOMPARE(status.value(u"included").toInt(), casesEach);
        QCOMPARE(status.value(u"unsentSince").isNull(), true);
        for (const QJsonValue &one : status.value(u"statements").toArray()) {
            const QString id = one[u"statement"].toString(), fate = one[u"fate"].toString();
            QCOMPARE(fate, m_fates[person][id]);
            QVERIFY2(flags.contains(id), qPrintable(id));
            QCOMPARE(fate == u"disputed", flags[id].contains(u"disputed"_qs));
            QCOMPARE(fate == u"late", flags[id].contains(u"late"_qs) && fate != u"disputed");
            QCOMPARE(fate == u"quarantined", flags[id].contains(u"quarantined"_qs));
        }
    }
}

void SyncRaceTest::demandNothingNew() const
{
    const QByteArray before = m_home->runAs(QStringLiteral("sue"), words("ledger checkpoint --json")).out;
    std::vector<std::unique_ptr<QProcess>> again;
    for (const QString &person : devices)
        again.push_back(startSync(person));
    for (const auto &process : again) {
        const Ended ended = Home::ended(*process);
        QVERIFY2(ended.code == 0, ended.err);
        for (const QJsonObject &row : ended.objects())
            QVERIFY2(!row.contains(u"fate") || row.value(u"fate").toString() == u"already", ended.out);
    }
    QCOMPARE(m_home->runAs(QStringLiteral("sue"), words("ledger checkpoint --json")).out, before);
}

QTEST_GUILESS_MAIN(SyncRaceTest)
#include "tst_syncrace.moc"
