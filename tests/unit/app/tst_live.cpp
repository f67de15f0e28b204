// A window on a store on a server hears of what others do, and lives through a server that goes and comes back.
#include "app/composition.h"
#include "app/sharedlistener.h"
#include "app/workspacehouse.h"
#include "support/cuttingproxy.h"
#include "support/throwawayserver.h"
#include "workflow/importcases.h"
#include "workflow/people.h"
#include "workflow/session.h"
#include "workflow/takealong.h"

#include <atomic>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <thread>

using namespace countersign;
using testsupport::ThrowawayServer;

namespace {

constexpr int patience = 120'000;

workflow::SharedSecret secretOf(const QString &person)
{
    return std::make_shared<const ledger::Secret>(ledger::Secret::fromTyped(QStringLiteral("seven herons cross the lake, says ") + person));
}

// Says at every call that something changed, and remembers how patiently it was asked.
class Chatterbox final : public workflow::ChangeListener {
public:
    explicit Chatterbox(std::atomic<int> &asked, std::atomic<int> &hasty) : m_asked(asked), m_hasty(hasty) {}
    core::Result<bool> wait(std::chrono::milliseconds time, std::stop_token) override
    {
        ++m_asked;
        if (time.count() == 0)
            ++m_hasty;
        QThread::msleep(static_cast<unsigned long>(std::min<qint64>(time.count(), 20)));
        return true;
    }

private:
    std::atomic<int> &m_asked;
    std::atomic<int> &m_hasty;
};

} // namespace

class TestLive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lockingLeavesTheServer();
    void hearsOnceHoweverOftenItIsTold();
    void hearsWhatOthersDo();
    void comesBackByItself();
    void stopsAQuestionWithoutWaiting();
    void livesThroughALineThatFallsSilent();
    void closesWithoutWaiting();
    void aSyncStopsWithoutWaiting();

private:
    std::unique_ptr<workflow::Session> sessionOf(const QString &person) { return sessionAt(person, m_url); }
    std::unique_ptr<workflow::Session> sessionAt(const QString &person, const QString &url);
    // The store by way of a proxy in this folder, doubted after so many seconds.
    QString urlBy(const QString &folder, int seconds = 1) const
    {
        const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
        return QString(m_url).replace(encoded(serverFolder()), encoded(folder)) + QStringLiteral("?connect_timeout=%1").arg(seconds);
    }
    QString serverFolder() const { return QUrl::fromPercentEncoding(m_url.section(u'@', 1).section(u':', 0, 0).toUtf8()); }
    int connectionsOf(const QString &person) const
    {
        QProcess query;
        query.start(QStringLiteral("psql"), {QStringLiteral("-qXtA"), QStringLiteral("-d"), m_url, QStringLiteral("-c"),
                                             QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE usename = '%1'").arg(person)});
        return query.waitForFinished() && query.exitCode() == 0 ? query.readAllStandardOutput().trimmed().toInt() : -1;
    }
    app::StoreAddress address() const { return *app::storeAddress(m_url); }
    workflow::Keyring keyring() const { return {m_folder.path(), ledger::SealCost::floor()}; }

    std::unique_ptr<ThrowawayServer> m_server;
    QTemporaryDir m_folder;
    QString m_url;
};

void TestLive::initTestCase()
{
    m_server = std::make_unique<ThrowawayServer>();
    skipWithoutServer(*m_server);
    m_url = m_server->freshDatabase(QStringLiteral("live"));
    const auto made = app::makeShared(address(), true, keyring(), {QStringLiteral("Ward 7"), core::PersonId(QStringLiteral("ada")), QStringLiteral("Ada"),
                                                                    secretOf(QStringLiteral("ada"))}, app::systemClock());
    QVERIFY(made);
    for (const QString &id : {QStringLiteral("ben"), QStringLiteral("cora")}) {
        const auto added = workflow::addPerson(made->store->ports(), keyring(), made->acting,
                                               {core::PersonId(id), id, {core::Role::Reviewer}, core::TeamId(QStringLiteral("main")), secretOf(id)});
        QVERIFY(added);
    }
    QFile file(m_folder.filePath(QStringLiteral("cases.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const char *id : {"c1", "c2", "c3"})
        file.write(QByteArray(R"({"schema":"countersign.case/1","id":")") + id + R"(","kind":"note","title":"Note","evidence":[],"suggestion":{"text":"Take 5."}})" + '\n');
    file.close();
    const auto imported = workflow::importCases(made->store->ports(), made->acting, {file.fileName()}, {});
    QVERIFY(imported);
    QCOMPARE(imported->files.value(0).imported, 3);
}

std::unique_ptr<workflow::Session> TestLive::sessionAt(const QString &person, const QString &url)
{
    const app::SharedDoor door(*app::storeAddress(url), keyring());
    auto session = std::make_unique<workflow::Session>([door](const std::stop_token &closing) { return door.open(closing); }, url, keyring());
    session->setDoorkeeper([door](const core::PersonId &who, const workflow::SharedSecret &secret) { door.offer(who, secret); });
    session->setListener([door] { return door.listen(); });
    QSignalSpy in(session.get(), &workflow::Session::signedInChanged);
    session->signIn(core::PersonId(person), secretOf(person));
    if (!in.wait(patience))
        qFatal("not let in");
    session->watchStore(true);
    return session;
}

// A locked window keeps no connection and no way to make one.
void TestLive::lockingLeavesTheServer()
{
    const app::SharedDoor door(address(), keyring());
    workflow::Session session([door](const std::stop_token &closing) { return door.open(closing); }, m_url, keyring());
    session.setDoorkeeper([door](const core::PersonId &who, const workflow::SharedSecret &secret) { door.offer(who, secret); });
    QSignalSpy changed(&session, &workflow::Session::signedInChanged);
    QSignalSpy refused(&session, &workflow::Session::signInFailed);
    const core::PersonId ben(QStringLiteral("ben"));
    session.signIn(ben, secretOf(QStringLiteral("ben")));
    QTRY_VERIFY_WITH_TIMEOUT(session.signedIn(), patience);
    QVERIFY(connectionsOf(QStringLiteral("ben")) > 0);
    session.lock();
    QTRY_COMPARE_WITH_TIMEOUT(session.writing().pending() + session.reading().pending() + session.working().pending(), 0, patience);
    QTRY_COMPARE_WITH_TIMEOUT(connectionsOf(QStringLiteral("ben")), 0, patience);
    const auto again = door.open();
    QVERIFY(!again);
    QCOMPARE(again.error().kind, core::ErrorKind::NotSignedIn);
    session.signIn(ben, secretOf(QStringLiteral("cora")));
    QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, patience);
    QVERIFY(!session.signedIn());
    session.signIn(ben, secretOf(QStringLiteral("ben")));
    QTRY_VERIFY_WITH_TIMEOUT(session.signedIn(), patience);
}

// However often the store speaks: after a word the next one is waited for, not asked for again and again.
void TestLive::hearsOnceHoweverOftenItIsTold()
{
    std::atomic<int> asked = 0, hasty = 0;
    workflow::StoreWatch watch([&]() -> core::Result<std::unique_ptr<workflow::ChangeListener>> { return std::make_unique<Chatterbox>(asked, hasty); });
    QSignalSpy changed(&watch, &workflow::StoreWatch::changed);
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() >= 2, patience);
    QVERIFY(asked.load() > changed.count() * 3); // many words
    QVERIFY(hasty.load() <= changed.count() + 2);
}

void TestLive::hearsWhatOthersDo()
{
    const auto session = sessionOf(QStringLiteral("ben"));
    QSignalSpy changed(session.get(), &workflow::Session::storeChanged);
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, patience); // what was there
    const app::SharedDoor door(address(), keyring());
    door.offer(core::PersonId(QStringLiteral("cora")), secretOf(QStringLiteral("cora")));
    const auto cora = door.open();
    QVERIFY(cora);
    const qsizetype before = changed.count();
    const auto person = (*cora)->ports().people.person(core::PersonId(QStringLiteral("cora")));
    QVERIFY((*cora)->ports().cases.claimCase(core::CaseId(QStringLiteral("c1")), **person, 10)); // a claim alone: nothing for the log
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > before, patience);
}

void TestLive::comesBackByItself()
{
    const auto session = sessionOf(QStringLiteral("ben"));
    QSignalSpy changed(session.get(), &workflow::Session::storeChanged);
    QSignalSpy lost(session.get(), &workflow::Session::storeUnreachable);
    QSignalSpy back(session.get(), &workflow::Session::storeReachable);
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, patience);
    for (const char *how : {"immediate", "kill"}) {
        const qsizetype lostBefore = lost.count(), backBefore = back.count(), changedBefore = changed.count();
        QVERIFY(m_server->restart(how));
        QTRY_VERIFY_WITH_TIMEOUT(lost.count() > lostBefore, patience);
        QTRY_VERIFY_WITH_TIMEOUT(back.count() > backBefore, patience);
        QTRY_VERIFY_WITH_TIMEOUT(changed.count() > changedBefore, patience);
        QVERIFY(session->signedIn());
    }
}

// Who types a word that is looked for does not wait for the server, even when it says nothing.
void TestLive::stopsAQuestionWithoutWaiting()
{
    const QTemporaryDir between;
    testsupport::CuttingProxy proxy(serverFolder(), between.path());
    const auto session = sessionAt(QStringLiteral("ben"), urlBy(between.path()));
    session->watchStore(false);
    std::atomic<bool> begun = false;
    std::atomic<int> ended = 0;
    session->reading().run<bool>(
        session.get(), QStringLiteral("list"),
        [&](const workflow::Ports &ports, std::stop_token stop) -> core::Result<bool> {
            const std::stop_callback interrupt(stop, [&ports] { ports.cases.interrupt(); });
            proxy.fallSilent();
            begun = true;
            const auto keys = ports.cases.queueKeys({});
            ++ended;
            return keys.map([](const auto &) { return true; });
        },
        [](const core::Result<bool> &) {});
    QTRY_VERIFY_WITH_TIMEOUT(begun.load(), patience);
    QElapsedTimer timer;
    timer.start();
    session->reading().drop(QStringLiteral("list"));
    QVERIFY2(timer.elapsed() < 500, "the window stood still");
    QTRY_COMPARE_WITH_TIMEOUT(ended.load(), 1, patience);
}

// Nobody closes it, nobody says anything: that is noticed, the window locks at once all the same, and goes on when the server is heard
// again.
void TestLive::livesThroughALineThatFallsSilent()
{
    const QTemporaryDir between;
    testsupport::CuttingProxy proxy(serverFolder(), between.path());
    const auto session = sessionAt(QStringLiteral("ben"), urlBy(between.path()));
    QSignalSpy changed(session.get(), &workflow::Session::storeChanged);
    QSignalSpy lost(session.get(), &workflow::Session::storeUnreachable);
    QSignalSpy back(session.get(), &workflow::Session::storeReachable);
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, patience);
    proxy.fallSilent();
    QTRY_VERIFY_WITH_TIMEOUT(lost.count() > 0, patience);
    QVERIFY(session->signedIn());
    proxy.speakAgain();
    QTRY_VERIFY_WITH_TIMEOUT(back.count() > 0, patience);
    proxy.fallSilent();
    QElapsedTimer timer;
    timer.start();
    session->lock();
    session->watchStore(false);
    QVERIFY2(timer.elapsed() < 500, "the window stood still");
    QVERIFY(!session->signedIn());
}

// Who closes the window while it waits for a server that says nothing does not wait on, nor does the program that should be gone.
void TestLive::closesWithoutWaiting()
{
    const QTemporaryDir between;
    testsupport::CuttingProxy proxy(serverFolder(), between.path());
    auto session = sessionAt(QStringLiteral("ben"), urlBy(between.path(), 30));
    session->watchStore(false);
    std::atomic<int> begun = 0;
    for (workflow::BackgroundLane *lane : {&session->reading(), &session->working()})
        lane->run<bool>(
            session.get(), QStringLiteral("list"),
            [&](const workflow::Ports &ports, std::stop_token) -> core::Result<bool> {
                ++begun;
                while (begun.load() < 2)
                    QThread::msleep(1);
                proxy.fallSilent();
                return ports.cases.queueKeys({}).map([](const auto &) { return true; });
            },
            [](const core::Result<bool> &) {});
    QTRY_COMPARE_WITH_TIMEOUT(begun.load(), 2, patience);
    QElapsedTimer timer;
    timer.start();
    session.reset();
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

// Nor does a sync that is stopped; it goes on another time.
void TestLive::aSyncStopsWithoutWaiting()
{
    const QTemporaryDir between, home;
    testsupport::CuttingProxy proxy(serverFolder(), between.path());
    const QString url = urlBy(between.path(), 30);
    const app::SharedDoor door(*app::storeAddress(url), keyring());
    door.offer(core::PersonId(QStringLiteral("ben")), secretOf(QStringLiteral("ben")));
    app::WorkspaceHouse house(home.filePath(QStringLiteral("trip.workspace")), keyring(), app::sharedOrigin(door, keyring()));
    const auto store = door.open();
    QVERIFY(store);
    const workflow::Ports ports = (*store)->ports();
    const auto acting = workflow::signIn(ports, keyring(), core::PersonId(QStringLiteral("ben")), *secretOf(QStringLiteral("ben")));
    QVERIFY(acting);
    const auto chosen = workflow::chooseCases(ports, acting->person, {{core::CaseId(QStringLiteral("c3"))}, {}, 0, 1});
    QVERIFY(chosen);
    QVERIFY(workflow::takeAlong(ports, *acting, house, *chosen, url, [](const workflow::CheckoutProgress &) {}, {}));
    proxy.fallSilent();
    std::stop_source stop;
    QElapsedTimer timer;
    timer.start();
    const std::jthread user([stop]() mutable {
        QThread::msleep(300);
        stop.request_stop();
    });
    const auto stopped = workflow::syncNow(*acting, house, [](const sync::SyncPlan &, qsizetype) {}, stop.get_token());
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, core::ErrorKind::Cancelled);
    proxy.speakAgain();
    QVERIFY(workflow::syncNow(*acting, house, [](const sync::SyncPlan &, qsizetype) {}, {}));
}

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
