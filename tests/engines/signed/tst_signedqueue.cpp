// The queue on every engine: orders, filters, pages, counts and search give the same rows everywhere.
#include "engines/signed/scene.h"

using namespace countersign;
using namespace countersign::engines;
using core::CaseState;
using Order = core::QueueFilter::Order;

class tst_SignedQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ordersRows_data();
    void ordersRows();
    void pagesWithoutGapsOrRepeats_data() { ordersRows_data(); }
    void pagesWithoutGapsOrRepeats();
    void filters();
    void countsByStateKindAndMine();
    void findsWords_data();
    void findsWords();
    void treatsTypedTextNeverAsSyntax();

private:
    static QByteArray row(const char *id, int priority, const char *due, const char *risk, const char *kind, const char *title, const char *evidence);
    QString idsOf(core::QueueFilter filter, qsizetype limit = 0, const QString &after = {}) const;
    static core::QueueFilter inOrder(Order order)
    {
        core::QueueFilter filter;
        filter.teams = {mainTeam};
        filter.order = order;
        return filter;
    }

    std::unique_ptr<Scene> m_scene;
    std::unique_ptr<Scene::Person> m_grace;
};

QByteArray tst_SignedQueue::row(const char *id, int priority, const char *due, const char *risk, const char *kind, const char *title, const char *evidence)
{
    QByteArray line = R"({"schema":"countersign.case/1","id":")" + QByteArray(id) + R"(","kind":")" + kind + R"(","title":")" + title + R"(","risk":")" + risk
        + R"(","priority":)" + QByteArray::number(priority) + R"(,"evidence":[{"id":"e","mediaType":"text/plain","text":")" + evidence
        + R"("}],"suggestion":{"text":"As said."})";
    return line + (*due ? R"(,"due":")" + QByteArray(due) + "\"}" : QByteArray("}"));
}

// Five open cases, seen by Grace; f is decided, and never among them.
void tst_SignedQueue::initTestCase()
{
    skipWithoutEngine();
    m_scene = std::make_unique<Scene>();
    m_grace = std::make_unique<Scene::Person>(m_scene->join(u"grace"_qs));
    m_scene->bring({row("a", 0, "", "high", "note", "delta", "The patient takes metformin 500 mg, e-mail from Zoë Müller"),
                    row("b", 9, "2031-06-01T00:00:00Z", "low", "loan", "Charlie", "income 12 000 a year; the employer confirms"),
                    row("c", 9, "2031-05-01T00:00:00Z", "low", "note", "bravo", "解除劳动合同的通知"),
                    row("d", 0, "", "medium", "loan", "Alpha", "takes a loan of 500 for a car"),
                    row("e", 9, "2031-05-01T00:00:00Z", "high", "alert", "echo", "transfer 12e5x to an account; metforminoid")});
    m_scene->bring({row("f", 50, "2030-01-01T00:00:00Z", "high", "note", "zulu", "metformin as well")});
    must(Scene::decide(*m_grace, u"f"_qs));
}

QString tst_SignedQueue::idsOf(core::QueueFilter filter, qsizetype limit, const QString &after) const
{
    const auto keys = must(m_grace->cases().queueKeys(filter, limit, core::CaseId(after)));
    QString ids;
    for (const core::QueueRow &row : must(m_grace->cases().queueRows(keys, m_grace->self().id)))
        ids += row.id.value;
    return ids;
}

void tst_SignedQueue::ordersRows_data()
{
    QTest::addColumn<int>("order");
    QTest::addColumn<QString>("expected");
    QTest::newRow("priority, then due, then risk, then arrival") << int(Order::Urgency) << u"ecbad"_qs;
    QTest::newRow("newest first") << int(Order::Newest) << u"edcba"_qs;
    QTest::newRow("oldest first") << int(Order::Oldest) << u"abcde"_qs;
    QTest::newRow("title without regard to case") << int(Order::Title) << u"dcbae"_qs;
    QTest::newRow("kind") << int(Order::Kind) << u"ebdac"_qs;
    QTest::newRow("risk, high first") << int(Order::Risk) << u"aedbc"_qs;
    QTest::newRow("due, none last") << int(Order::Due) << u"cebad"_qs;
}

void tst_SignedQueue::ordersRows()
{
    QFETCH(const int, order);
    QFETCH(const QString, expected);
    core::QueueFilter filter = inOrder(Order(order));
    filter.states = {CaseState::Open};
    QCOMPARE(idsOf(filter), expected);
    filter.states.clear();
    QCOMPARE(idsOf(filter).remove(u'f'), expected);
}

void tst_SignedQueue::pagesWithoutGapsOrRepeats()
{
    QFETCH(const int, order);
    QFETCH(const QString, expected);
    core::QueueFilter filter = inOrder(Order(order));
    filter.states = {CaseState::Open};
    QString walked;
    for (;;) {
        const QString page = idsOf(filter, 2, walked.right(1));
        if (page.isEmpty())
            break;
        walked += page;
    }
    QCOMPARE(walked, expected);
    QCOMPARE(outcome(m_grace->cases().queueKeys(filter, 2, core::CaseId(u"none"_qs))), u"no-such-case"_qs);
}

void tst_SignedQueue::filters()
{
    core::QueueFilter filter = inOrder(Order::Oldest);
    QCOMPARE(idsOf(filter), u"abcdef"_qs);
    filter.kind = u"note"_qs;
    QCOMPARE(idsOf(filter), u"acf"_qs);
    filter.risk = core::Risk::High;
    QCOMPARE(idsOf(filter), u"af"_qs);
    filter.states = {CaseState::Released};
    QCOMPARE(idsOf(filter), u"f"_qs);
    core::QueueFilter elsewhere = inOrder(Order::Oldest);
    elsewhere.teams = {core::TeamId(u"legal"_qs)};
    QCOMPARE(idsOf(elsewhere), QString());
    must(m_grace->cases().claimCase(core::CaseId(u"d"_qs), m_grace->self(), 10));
    core::QueueFilter mine = inOrder(Order::Oldest);
    mine.claimedBy = m_grace->self().id;
    QCOMPARE(idsOf(mine), u"d"_qs);
    must(m_grace->cases().releaseClaim(core::CaseId(u"d"_qs), m_grace->self()));
    QCOMPARE(idsOf(mine), QString());
}

void tst_SignedQueue::countsByStateKindAndMine()
{
    must(m_grace->cases().claimCase(core::CaseId(u"a"_qs), m_grace->self(), 10));
    const core::QueueCounts counts = must(m_grace->cases().queueCounts({mainTeam}, m_grace->self().id));
    QCOMPARE(counts.byState, (QMap<QString, qint64>{{u"open"_qs, 5}, {u"released"_qs, 1}}));
    QCOMPARE(counts.byKind, (QMap<QString, qint64>{{u"alert"_qs, 1}, {u"loan"_qs, 2}, {u"note"_qs, 2}}));
    QCOMPARE(counts.mine, 1);
    must(m_grace->cases().releaseClaim(core::CaseId(u"a"_qs), m_grace->self()));
    QCOMPARE(must(m_grace->cases().queueCounts({core::TeamId(u"legal"_qs)}, m_grace->self().id)).byState.size(), 0);
}

void tst_SignedQueue::findsWords_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one word") << u"employer"_qs << u"b"_qs;
    QTest::newRow("capitals") << u"EMPLOYER"_qs << u"b"_qs;
    QTest::newRow("the beginning of the last") << u"metform"_qs << u"aef"_qs;
    QTest::newRow("a whole word, then another") << u"metformin well"_qs << u"f"_qs;
    QTest::newRow("all must occur") << u"takes loan"_qs << u"d"_qs;
    QTest::newRow("a number") << u"500"_qs << u"ad"_qs;
    QTest::newRow("like a number, and no number") << u"12e5x"_qs << u"e"_qs;
    QTest::newRow("marks do not matter") << u"zoe muller"_qs << u"a"_qs;
    QTest::newRow("a hyphen") << u"e-mail"_qs << u"a"_qs;
    QTest::newRow("in running text without blanks") << u"合同"_qs << u"c"_qs;
    QTest::newRow("not in that order") << u"同合"_qs << QString();
    QTest::newRow("the title") << u"zulu"_qs << u"f"_qs;
    QTest::newRow("nothing of it") << u"xylophone"_qs << QString();
}

void tst_SignedQueue::findsWords()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);
    for (const Order order : {Order::Oldest, Order::Newest}) {
        core::QueueFilter filter = inOrder(order);
        filter.text = typed;
        QString found = idsOf(filter, order == Order::Newest ? 50 : 0);
        if (order == Order::Newest)
            std::reverse(found.begin(), found.end());
        QCOMPARE(found, expected);
    }
}

void tst_SignedQueue::treatsTypedTextNeverAsSyntax()
{
    for (const QString &typed : {u"\"'*():&|!<->"_qs, u"metformin'"_qs, u"a OR b"_qs, u"NEAR(metformin well)"_qs, u"metformin:*"_qs, u"#1/0"_qs, u"''; --"_qs, u"\\"_qs}) {
        core::QueueFilter filter = inOrder(Order::Oldest);
        filter.text = typed;
        const auto keys = m_grace->cases().queueKeys(filter);
        QVERIFY2(keys.has_value(), qPrintable(typed));
    }
    core::QueueFilter filter = inOrder(Order::Oldest);
    filter.text = u"metformin:*"_qs;
    QCOMPARE(idsOf(filter), u"aef"_qs);
}

QTEST_GUILESS_MAIN(tst_SignedQueue)
#include "tst_signedqueue.moc"
