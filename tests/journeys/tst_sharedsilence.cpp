// A line to a server that stays open and says nothing any more: nobody waits for ever, what was signed stays, and the next try goes
// on.
#include "journeys/sharedhome.h"
#include "support/cuttingproxy.h"

using namespace countersign::journeys;
using countersign::testsupport::CuttingProxy;
using Cut = CuttingProxy::Cut;
using Silent = CuttingProxy::Silent;

constexpr int rowsThere = 16;

class tst_SharedSilence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_shared = std::make_unique<SharedHome>();
        skipWithoutServer(m_shared->server());
        m_shared->settle(u"silence"_qs, {u"grace"_qs, u"lea"_qs}, rowsThere);
    }
    void anOfflineSessionGoesOn_data();
    void anOfflineSessionGoesOn() { goesOn({"checkout", "sync", "return"}); }
    void workAtTheStoreGoesOn_data();
    void workAtTheStoreGoesOn() { goesOn({"claim", "decide"}); }
    void waitsForWhatTheServerStillWorksOn();
    void everythingIsThereOnce();

private:
    static constexpr int longest = 60'000; // milliseconds, on a loaded machine; the line is doubted after one second

    QString trip() const { return m_shared->home().path(u"trip.workspace"_qs); }
    // By way of the proxy.
    QString address() const { return m_shared->by(m_between->path()) + u"?connect_timeout=1"_qs; }
    void takeCase()
    {
        m_between = std::make_unique<QTemporaryDir>();
        m_case = u"c%1"_qs.arg(++m_cases);
    }
    Ended within(const QStringList &words) const;
    QStringList callOf(const QByteArray &verb) const;
    static void addRows(const QList<std::pair<QByteArray, QByteArray>> &steps);
    void goesOn(const QByteArrayList &verbs);
    void step(const QByteArray &verb);
    void silentStep(const QByteArray &verb, CuttingProxy &proxy);
    QByteArray answered(const char *sql) const;

    std::unique_ptr<SharedHome> m_shared;
    std::unique_ptr<QTemporaryDir> m_between;
    QString m_case;
    int m_cases = 0;
    int m_checkouts = 0;
};

Ended tst_SharedSilence::within(const QStringList &words) const
{
    const Home &home = m_shared->home();
    QProcess process;
    home.prepare(process, words + QStringList{u"--store"_qs, address()} + home.as(u"grace"_qs));
    process.setStandardInputFile(QProcess::nullDevice());
    process.start();
    if (!process.waitForFinished(longest)) {
        process.kill();
        process.waitForFinished();
        return {-2, {}, "still waits"};
    }
    return Home::ended(process);
}

QByteArray tst_SharedSilence::answered(const char *sql) const
{
    QProcess query;
    query.start(u"psql"_qs, {u"-qXtA"_qs, u"-d"_qs, m_shared->url(), u"-c"_qs, QString::fromLatin1(sql)});
    query.waitForFinished();
    return query.readAllStandardOutput().trimmed();
}

QStringList tst_SharedSilence::callOf(const QByteArray &verb) const
{
    if (verb == "claim")
        return {u"claim"_qs, m_case};
    return SharedHome::callOf(verb, m_case, trip());
}

void tst_SharedSilence::step(const QByteArray &verb)
{
    const Ended done = within(callOf(verb));
    QVERIFY2(done.code == 0, done.err);
}

void tst_SharedSilence::silentStep(const QByteArray &verb, CuttingProxy &proxy)
{
    const Ended first = within(callOf(verb));
    QCOMPARE(proxy.cuts(), 1);
    QVERIFY2(first.code == 0 || first.code == 5, first.err);
    proxy.speakAgain();
    if (first.code == 0)
        return;
    QVERIFY2(first.err.contains("The connection to") || first.err.contains("does not answer in time"), first.err);
    // What the silent one has begun, the server lets go by itself.
    QTRY_COMPARE_WITH_TIMEOUT(
        answered("SELECT count(*) FROM pg_stat_activity WHERE usename = 'grace' AND state LIKE 'idle in transaction%'"),
        QByteArray("0"), longest);
    const Ended again = within(callOf(verb));
    QVERIFY2(again.code == 0, again.err);
}

void tst_SharedSilence::anOfflineSessionGoesOn_data()
{
    addRows({{"checkout", "countersign.checkout/v1"}, {"sync", "countersign.decision/v1"}, {"return", "give_back"}});
}

void tst_SharedSilence::workAtTheStoreGoesOn_data()
{
    addRows({{"claim", "COMMIT"}, {"decide", "countersign.decision/v1"}});
}

void tst_SharedSilence::addRows(const QList<std::pair<QByteArray, QByteArray>> &steps)
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<Cut>("cut");
    QTest::addColumn<Silent>("which");
    for (const auto &[verb, word] : steps) {
        QTest::addRow("%s, this line, after the word is sent", verb.constData()) << verb << word << Cut::AfterSend << Silent::ThisLine;
        QTest::addRow("%s, every line, after the word is sent", verb.constData())
            << verb << word << Cut::AfterSend << Silent::EveryLine;
        if (word.startsWith("countersign.decision")) {
            QTest::addRow("%s, this line, before the word is sent", verb.constData())
                << verb << word << Cut::BeforeSend << Silent::ThisLine;
            QTest::addRow("%s, this line, amid the answer", verb.constData()) << verb << word << Cut::MidAnswer << Silent::ThisLine;
        }
    }
}

void tst_SharedSilence::goesOn(const QByteArrayList &verbs)
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, word);
    QFETCH(Cut, cut);
    QFETCH(Silent, which);
    takeCase();
    CuttingProxy proxy(m_shared->folder(), m_between->path());
    m_checkouts += verbs.contains("checkout") ? 1 : 0;
    for (const QByteArray &one : verbs) {
        if (one == verb) {
            proxy.fallSilentAt(cut, word, which);
            silentStep(one, proxy);
        } else {
            step(one);
        }
        if (one == "checkout" && !QTest::currentTestFailed())
            QCOMPARE(m_shared->home().runAs(u"grace"_qs, QStringList{u"decide"_qs, m_case, u"approve"_qs, u"--store"_qs, trip()}).code,
                     0);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(!QFile::exists(trip()));
}

// Nothing comes for longer than anybody is patient, and the server is at work: here it waits for somebody else's lock.
void tst_SharedSilence::waitsForWhatTheServerStillWorksOn()
{
    takeCase();
    CuttingProxy proxy(m_shared->folder(), m_between->path());
    QProcess other;
    other.start(u"psql"_qs, {u"-qXtA"_qs, u"-d"_qs, m_shared->url()});
    QVERIFY(other.waitForStarted());
    other.write("BEGIN; SELECT 'held' FROM countersign.cases WHERE id = '" + m_case.toUtf8() + "' FOR UPDATE;\n");
    QVERIFY(other.waitForReadyRead(longest));
    QProcess waiting;
    const Home &home = m_shared->home();
    home.prepare(waiting, callOf("claim") + QStringList{u"--store"_qs, address()} + home.as(u"grace"_qs));
    waiting.start();
    QVERIFY(waiting.waitForStarted());
    // Longer than three times the patience.
    QTRY_COMPARE_WITH_TIMEOUT(answered("SELECT count(*) FROM pg_stat_activity WHERE usename = 'grace' AND wait_event_type = 'Lock' "
                                       "AND now() - query_start > '4 s'"),
                              QByteArray("1"), longest);
    other.write("COMMIT;\n\\q\n");
    QVERIFY(other.waitForFinished());
    const Ended claimed = Home::ended(waiting);
    QVERIFY2(claimed.code == 0, claimed.err);
    step("decide");
}

void tst_SharedSilence::everythingIsThereOnce()
{
    const Home &home = m_shared->home();
    QStringList decided;
    for (const QJsonObject &one : home.runAs(u"lea"_qs, words("decisions --json")).objects())
        decided.append(one.value(u"case").toString());
    decided.sort();
    QStringList wanted;
    for (int i = 1; i <= m_cases; ++i)
        wanted.append(u"c%1"_qs.arg(i));
    wanted.sort();
    QCOMPARE(decided, wanted);
    QCOMPARE(home.runAs(u"ada"_qs, words("ledger since 0 --json")).out.count("\"checkout\""), m_checkouts);
    QVERIFY(home.runAs(u"lea"_qs, words("ledger verify --json")).object().value(u"ok").toBool());
    QVERIFY2(home.runAs(u"ada"_qs, words("security --json")).objects().isEmpty(), "what came twice is no alarm");
}

QTEST_GUILESS_MAIN(tst_SharedSilence)
#include "tst_sharedsilence.moc"
