// An offline session with a server whose connection breaks before a word is sent, behind it and amid its answer, at each step of it: it goes on, and
// everything is there once or not at all.
#include "journeys/sharedhome.h"
#include "support/cuttingproxy.h"

using namespace countersign::journeys;
using countersign::testsupport::CuttingProxy;
using Cut = CuttingProxy::Cut;

constexpr int rowsThere = 16;

class tst_SharedAwayCuts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_shared = std::make_unique<SharedHome>();
        skipWithoutServer(m_shared->server());
        m_shared->settle(u"awaycuts"_qs, {u"grace"_qs, u"lea"_qs}, 3 * rowsThere);
    }
    void aSessionGoesOnWhereverItIsCut_data();
    void aSessionGoesOnWhereverItIsCut();
    void aSessionComesThroughASlowLineInCrumbs();

private:
    Ended offline(const char *verb) const
    {
        return m_shared->home().runAs(u"grace"_qs, words("offline") + words(verb)
                                                       + QStringList{u"--json"_qs, u"--workspace"_qs, trip(), u"--store"_qs, m_shared->by(m_between->path())});
    }
    // As somebody does who was not answered: once more.
    Ended untilItIsDone(const char *verb) const
    {
        const Ended first = offline(verb);
        if (first.code == 0)
            return first;
        demandHonest();
        return offline(verb);
    }
    // Nothing counts as included that is not there.
    void demandHonest() const
    {
        const Ended status = offline("status --json");
        const QStringList decided = decidedThere();
        const auto there = std::count_if(m_cases.begin(), m_cases.end(), [&](const QString &one) { return decided.contains(one); });
        if (status.code == 0)
            QVERIFY2(status.object().value(u"included").toInt() <= there, status.out.constData());
    }
    QStringList decidedThere() const
    {
        QStringList decided;
        for (const QJsonObject &one : m_shared->home().runAs(u"lea"_qs, words("decisions --json")).objects())
            decided.append(one.value(u"case").toString());
        return decided;
    }
    QString trip() const { return m_shared->home().path(u"trip.workspace"_qs); }
    // Three cases that nobody has had.
    void takeTurn()
    {
        m_between = std::make_unique<QTemporaryDir>();
        m_cases.clear();
        for (int i = 1; i <= 3; ++i)
            m_cases.append(u"c%1"_qs.arg(3 * m_turns + i));
        ++m_turns;
    }
    QByteArray checkout() const { return (u"checkout --case "_qs + m_cases.join(u" --case ")).toUtf8(); }
    Ended decide(int which) const
    {
        return m_shared->home().runAs(u"grace"_qs, QStringList{u"decide"_qs, m_cases[which], u"approve"_qs, u"--store"_qs, trip()});
    }
    void demandOneOfEach() const;

    std::unique_ptr<SharedHome> m_shared;
    std::unique_ptr<QTemporaryDir> m_between;
    QStringList m_cases;
    int m_turns = 0;
};

// One check-out, one decision of each case, nothing held, no alarm.
void tst_SharedAwayCuts::demandOneOfEach() const
{
    const Home &home = m_shared->home();
    const QByteArray log = home.runAs(u"ada"_qs, words("ledger since 0 --json")).out;
    QCOMPARE(log.count("\"checkout\""), m_turns);
    const QStringList decided = decidedThere();
    QCOMPARE(decided.size(), 2 * m_turns);
    QCOMPARE(decided.count(m_cases[0]), 1);
    QCOMPARE(decided.count(m_cases[1]), 1);
    QCOMPARE(home.runAs(u"lea"_qs, QStringList{u"claim"_qs, m_cases[2]}).code, 0);
    QVERIFY(home.runAs(u"lea"_qs, words("ledger verify --json")).object().value(u"ok").toBool());
    QVERIFY2(home.runAs(u"ada"_qs, words("security --json")).objects().isEmpty(), "what came twice is no alarm");
}

void tst_SharedAwayCuts::aSessionGoesOnWhereverItIsCut_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<Cut>("cut");
    for (const auto &[verb, word] : {std::pair{"checkout", "countersign.checkout/v1"}, std::pair{"checkout", "COMMIT"}, std::pair{"sync", "countersign.decision/v1"},
                                     std::pair{"sync", "COMMIT"}, std::pair{"return", "give_back"}}) {
        QTest::addRow("%s, before %s is sent", verb, word) << QByteArray(verb) << QByteArray(word) << Cut::BeforeSend;
        QTest::addRow("%s, after %s is sent", verb, word) << QByteArray(verb) << QByteArray(word) << Cut::AfterSend;
        QTest::addRow("%s, amid the answer to %s", verb, word) << QByteArray(verb) << QByteArray(word) << Cut::MidAnswer;
    }
}

void tst_SharedAwayCuts::aSessionGoesOnWhereverItIsCut()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, word);
    QFETCH(Cut, cut);
    takeTurn();
    CuttingProxy proxy(m_shared->folder(), m_between->path());
    const auto step = [&](const char *line, const char *name) {
        if (verb == name)
            proxy.cutAt(cut, word);
        const Ended done = untilItIsDone(line);
        QVERIFY2(done.code == 0, done.err.constData());
        if (verb == name)
            QCOMPARE(proxy.cuts(), 1);
    };
    step(checkout(), "checkout");
    QCOMPARE(decide(0).code, 0);
    QCOMPARE(decide(1).code, 0);
    step("sync", "sync");
    step("return", "return");
    QVERIFY(!QFile::exists(trip()));
    demandOneOfEach();
}

void tst_SharedAwayCuts::aSessionComesThroughASlowLineInCrumbs()
{
    takeTurn();
    CuttingProxy proxy(m_shared->folder(), m_between->path());
    proxy.crumble();
    const Ended out = offline(checkout());
    QVERIFY2(out.code == 0, out.err.constData());
    QCOMPARE(decide(0).code, 0);
    QCOMPARE(decide(1).code, 0);
    const Ended synced = offline("sync");
    QVERIFY2(synced.code == 0 && synced.objects().last().value(u"allIncluded").toBool(), synced.err.constData());
    QCOMPARE(offline("return").code, 0);
    QCOMPARE(proxy.cuts(), 0);
    demandOneOfEach();
}

QTEST_GUILESS_MAIN(tst_SharedAwayCuts)
#include "tst_sharedawaycuts.moc"
