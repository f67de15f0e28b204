// A server whose disk is full, at each step of an offline session and of online work: one sentence, nothing half-written, and it goes on when there is
// room again.
#include "journeys/sharedhome.h"

using namespace countersign::journeys;

class tst_SharedFullDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goesOnWhenThereIsRoomAgain_data();
    void goesOnWhenThereIsRoomAgain();
    void goesOnWhenTheLogOfTheServerHasRoomAgain();
    void whatIsSignedWaitsUntilTheRecordHasRoom();
    void everythingIsThereOnce();

private:
    static constexpr int patience = 120'000;

    void setFull(bool on, const QString &what = u"full"_qs, const QByteArray &only = {}) const
    {
        QFile file(QFileInfo(m_shared->folder()).path() + u'/' + what);
        QVERIFY(on ? file.open(QIODevice::WriteOnly) && file.write(only) == only.size() : file.remove());
    }
    QByteArray answered(const QByteArray &sql) const
    {
        QProcess query;
        query.start(u"psql"_qs, {u"-qXtA"_qs, u"-d"_qs, m_shared->url(), u"-c"_qs, QString::fromUtf8(sql)});
        query.waitForFinished();
        return query.readAllStandardOutput().trimmed();
    }
    // Everything that a step could leave behind.
    QByteArray traces() const
    {
        return answered("SELECT (SELECT count(*) FROM countersign.pending), (SELECT count(*) FROM countersign.recorded), (SELECT size FROM countersign.ledger_head),"
                        " (SELECT count(*) FROM countersign.blob), (SELECT count(*) FROM countersign.cases),"
                        " (SELECT string_agg(s.case_key || ' ' || coalesce(s.holder, '-') || ' ' || coalesce(s.decision, '-'), ',' ORDER BY s.case_key, s.slot)"
                        " FROM countersign.case_slot s)");
    }
    void takeCase()
    {
        m_case = u"c%1"_qs.arg(++m_cases);
        m_shared->home().write(u"more.jsonl"_qs, Home::textCase('n' + QByteArray::number(m_cases)));
    }
    QString trip() const { return m_shared->home().path(u"trip.workspace"_qs); }
    QStringList callOf(const QByteArray &verb) const;
    QJsonObject status() const { return m_shared->home().runAs(u"grace"_qs, {u"offline"_qs, u"status"_qs, u"--json"_qs, u"--workspace"_qs, trip()}).object(); }
    qint64 entries() const { return answered("SELECT count(*) FROM countersign.ledger_entry").toLongLong(); }
    qint64 waiting() const { return answered("SELECT count(*) FROM countersign.pending").toLongLong(); }
    Ended run(const QByteArray &verb) const { return m_shared->home().runAs(verb == "import" ? u"ada"_qs : u"grace"_qs, callOf(verb)); }

    std::unique_ptr<SharedHome> m_shared;
    QProcess m_reader;
    QString m_case;
    int m_cases = 0;
    int m_checkouts = 0;
};

void tst_SharedFullDisk::initTestCase()
{
    m_shared = std::make_unique<SharedHome>(QStringList{u"--durable"_qs, u"--full-disk=" COUNTERSIGN_FULL_DISK ""_qs}); // what is answered is on the disk
    skipWithoutServer(m_shared->server());
    m_shared->settle(u"fulldisk"_qs, {u"grace"_qs, u"lea"_qs}, 10);
    // Each entry on a page of its own, so that it needs room.
    answered("ALTER TABLE countersign.ledger_entry SET (fillfactor = 10)");
}

QStringList tst_SharedFullDisk::callOf(const QByteArray &verb) const
{
    if (verb == "import")
        return {u"import"_qs, m_shared->home().path(u"more.jsonl"_qs), u"--json"_qs};
    return SharedHome::callOf(verb, m_case, trip());
}

void tst_SharedFullDisk::goesOnWhenThereIsRoomAgain_data()
{
    QTest::addColumn<QByteArray>("verb");
    for (const char *verb : {"checkout", "sync", "return", "decide", "import"})
        QTest::addRow("%s", verb) << QByteArray(verb);
}

void tst_SharedFullDisk::goesOnWhenThereIsRoomAgain()
{
    QFETCH(QByteArray, verb);
    if (m_reader.state() == QProcess::NotRunning) {
        // Somebody reads for long, so that nothing may be written over: what is recorded needs room as well.
        answered("ALTER TABLE countersign.pending SET (fillfactor = 10)");
        m_reader.start(u"psql"_qs, {u"-qXtA"_qs, u"-d"_qs, m_shared->url()});
        QVERIFY(m_reader.waitForStarted());
        m_reader.write("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM countersign.pending;\n");
        QVERIFY(m_reader.waitForReadyRead(patience));
    }
    takeCase();
    const bool isAway = verb == "checkout" || verb == "sync" || verb == "return";
    m_checkouts += isAway ? 1 : 0;
    for (const QByteArray &one : isAway ? QByteArrayList{"checkout", "sync", "return"} : QByteArrayList{verb}) {
        if (one == verb) {
            const QByteArray before = traces();
            setFull(true);
            const Ended refused = run(one);
            setFull(false);
            QVERIFY2(refused.code == 5 || (verb == "return" && refused.code == 0), refused.err + refused.out);
            if (refused.code == 5) {
                QCOMPARE(refused.kind(), u"disk-full"_qs);
                QVERIFY2(refused.err.contains("server"), refused.err);
                QCOMPARE(traces(), before);
            }
        }
        if (const Ended done = run(one); one == "return" && verb == "return" && !QFile::exists(trip()))
            QCOMPARE(done.kind(), u"store-missing"_qs);
        else
            QVERIFY2(done.code == 0, done.err + done.out);
        if (one == "checkout")
            QCOMPARE(m_shared->home().runAs(u"grace"_qs, QStringList{u"decide"_qs, m_case, u"approve"_qs, u"--store"_qs, trip()}).code, 0);
    }
    if (verb == "import") {
        m_case = u"n%1"_qs.arg(m_cases);
        QCOMPARE(run("decide").code, 0);
    }
}

// Where its own log has no room, a server ends itself.
void tst_SharedFullDisk::goesOnWhenTheLogOfTheServerHasRoomAgain()
{
    takeCase();
    setFull(true, u"full.wal"_qs);
    const Ended refused = run("decide");
    setFull(false, u"full.wal"_qs);
    QVERIFY2(refused.code == 5, refused.err + refused.out);
    QCOMPARE(refused.kind(), u"store-unreachable"_qs);
    m_reader.kill();
    m_reader.waitForFinished();
    QVERIFY(const_cast<countersign::testsupport::ThrowawayServer &>(m_shared->server()).restart("immediate"));
    const Ended done = run("decide");
    QVERIFY2(done.code == 0, done.err + done.out);
}

// There is room for what is signed, and none for its place in the log.
void tst_SharedFullDisk::whatIsSignedWaitsUntilTheRecordHasRoom()
{
    const Home &home = m_shared->home();
    takeCase();
    ++m_checkouts;
    QCOMPARE(run("checkout").code, 0);
    QCOMPARE(home.runAs(u"grace"_qs, QStringList{u"decide"_qs, m_case, u"approve"_qs, u"--store"_qs, trip()}).code, 0);
    takeCase();
    const qint64 before = entries();
    QCOMPARE(waiting(), 0);
    setFull(true, u"full"_qs, '/' + answered("SELECT pg_relation_filepath('countersign.ledger_entry')"));
    auto room = qScopeGuard([this] { setFull(false); });
    const auto demandWaits = [](const Ended &call) {
        QVERIFY2(call.code == 5, call.err + call.out);
        QCOMPARE(call.kind(), u"disk-full"_qs);
        QVERIFY2(call.err.contains("disk of the server is full") && call.err.contains("need not be signed again"), call.err);
        QVERIFY2(!call.err.contains("not recorded"), call.err);
    };
    demandWaits(run("decide"));
    const qint64 one = waiting();
    QVERIFY(one > 0);
    const Ended again = run("decide");
    QVERIFY2(again.code != 0 && again.kind() == u"move-not-allowed", again.err + again.out);
    QCOMPARE(waiting(), one);
    qint64 both = 0;
    for (int i = 0; i < 2; ++i) { // the second time nothing is brought again
        demandWaits(run("sync"));
        if (i == 0)
            both = waiting();
        QVERIFY(both > one);
        QCOMPARE(waiting(), both);
        QCOMPARE(answered("SELECT count(*) FROM countersign.pending WHERE kind = 'decision'"), "2");
        const QJsonObject now = status();
        QCOMPARE(now.value(u"sent").toInt(), 1);
        QCOMPARE(now.value(u"included").toInt(), 0);
    }
    demandWaits(home.runAs(u"lea"_qs, words("ledger verify --json")));
    // Who reads is shown what is in the log, and told what is not yet.
    QCOMPARE(home.runAs(u"lea"_qs, words("decisions --json")).objects().size(), m_cases - 2);
    const Ended examined = home.runAs(u"ada"_qs, words("doctor"));
    QVERIFY2(examined.out.contains(QByteArray::number(both) + " entries wait for their place"), examined.out + examined.err);
    const Ended returned = run("return"); // nothing is given back before it is there
    QVERIFY2(returned.code == 5 && QFile::exists(trip()), returned.err + returned.out);
    QCOMPARE(entries(), before);
    QCOMPARE(waiting(), both);

    room.dismiss();
    setFull(false);
    QCOMPARE(home.runAs(u"lea"_qs, words("decisions --json")).code, 0); // whoever comes next
    QCOMPARE(waiting(), 0);
    QCOMPARE(entries(), before + both);
    QCOMPARE(answered("SELECT max(log_index) + 1 = count(*) AND count(DISTINCT number) = count(*) AND count(DISTINCT leaf) = count(*)"
                      " FROM countersign.ledger_entry"),
             "t");
    const Ended synced = run("sync");
    QVERIFY2(synced.code == 0 && synced.objects().last().value(u"allIncluded").toBool(), synced.err);
    QCOMPARE(status().value(u"included").toInt(), 1);
    QCOMPARE(run("return").code, 0);
}

void tst_SharedFullDisk::everythingIsThereOnce()
{
    const Home &home = m_shared->home();
    QStringList decided;
    for (const QJsonObject &one : home.runAs(u"lea"_qs, words("decisions --json")).objects())
        decided.append(one.value(u"case").toString());
    QCOMPARE(decided.size(), m_cases);
    QCOMPARE(QSet<QString>(decided.begin(), decided.end()).size(), m_cases);
    const QByteArray log = home.runAs(u"ada"_qs, words("ledger since 0 --json")).out;
    QCOMPARE(log.count("\"checkout\""), m_checkouts);
    QCOMPARE(log.count("case.imported"), 2);
    QVERIFY(home.runAs(u"lea"_qs, words("ledger verify --json")).object().value(u"ok").toBool());
    QVERIFY2(home.runAs(u"ada"_qs, words("security --json")).objects().isEmpty(), "what came twice is no alarm");
}

QTEST_GUILESS_MAIN(tst_SharedFullDisk)
#include "tst_sharedfulldisk.moc"
