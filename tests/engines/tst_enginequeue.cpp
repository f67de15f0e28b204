// The queue through the port: orders, filters, paging, counts, search and stopping.
#include "engines/engine.h"

#include <thread>

using namespace countersign;
using namespace countersign::engines;
using core::CaseState;
using Order = core::QueueFilter::Order;

class tst_EngineQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersRows_data();
    void ordersRows();
    void pagesWithoutGapsOrRepeats_data();
    void pagesWithoutGapsOrRepeats();
    void goesOnBehindACaseThatLeftTheFilter();
    void filters();
    void leavesOutKeysThatAreGone();
    void countsByStateKindAndMine();
    void findsWords_data();
    void findsWords();
    void treatsTypedTextNeverAsSyntax_data();
    void treatsTypedTextNeverAsSyntax();
    void searchesNewestFirstWithinFilters();
    void stopsALongSearch();
    void neverStopsAWrite();

private:
    static core::NewCase row(const QString &id, int priority, const QString &due, core::Risk risk, const QString &kind, const QString &title);
    static QList<core::NewCase> fiveCases();
};

core::NewCase tst_EngineQueue::row(const QString &id, int priority, const QString &due, core::Risk risk, const QString &kind, const QString &title)
{
    core::NewCase value = sampleCase(id);
    value.record.priority = priority;
    if (!due.isEmpty())
        value.record.due = core::timeFromText(due);
    value.record.risk = risk;
    value.record.kind = kind;
    value.record.title = title;
    return value;
}

QList<core::NewCase> tst_EngineQueue::fiveCases()
{
    const QString early = u"2026-05-01T00:00:00.000Z"_qs;
    const QString late = u"2026-06-01T00:00:00.000Z"_qs;
    return {row(u"a"_qs, 0, {}, core::Risk::High, u"note"_qs, u"delta"_qs), row(u"b"_qs, 9, late, core::Risk::Low, u"loan"_qs, u"Charlie"_qs),
            row(u"c"_qs, 9, early, core::Risk::Low, u"note"_qs, u"bravo"_qs), row(u"d"_qs, 0, {}, core::Risk::Medium, u"loan"_qs, u"Alpha"_qs),
            row(u"e"_qs, 9, early, core::Risk::High, u"alert"_qs, u"echo"_qs)};
}

void tst_EngineQueue::ordersRows_data()
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

void tst_EngineQueue::ordersRows()
{
    QFETCH(const int, order);
    QFETCH(const QString, expected);
    Engine engine;
    addCases(engine.store(), fiveCases());
    for (const QList<CaseState> &states : {QList<CaseState>{}, QList{CaseState::Open}})
        QCOMPARE(idsOf(engine.store(), inOrder(Order(order), states)).join(QString()), expected);
}

void tst_EngineQueue::pagesWithoutGapsOrRepeats_data()
{
    ordersRows_data();
}

void tst_EngineQueue::pagesWithoutGapsOrRepeats()
{
    QFETCH(const int, order);
    QFETCH(const QString, expected);
    Engine engine;
    addCases(engine.store(), fiveCases());
    QString walked;
    QString last;
    for (;;) {
        const QStringList page = idsOf(engine.store(), inOrder(Order(order)), 2, last);
        if (page.isEmpty())
            break;
        walked += page.join(QString());
        last = page.last();
    }
    QCOMPARE(walked, expected);
    const auto unknown = engine.store().cases().queueKeys(inOrder(Order(order)), 2, core::CaseId(u"none"_qs));
    QCOMPARE(outcome(unknown), u"no-such-case"_qs);
}

void tst_EngineQueue::goesOnBehindACaseThatLeftTheFilter()
{
    Engine engine;
    addCases(engine.store(), fiveCases());
    must(engine.store().work().write([&] { return engine.store().cases().setState(core::CaseId(u"c"_qs), mainTeam, CaseState::Released); }));
    QCOMPARE(idsOf(engine.store(), inOrder(Order::Urgency, {CaseState::Open}), 0, u"c"_qs).join(QString()), u"bad"_qs);
}

void tst_EngineQueue::filters()
{
    Engine engine;
    addCases(engine.store(), fiveCases());
    must(engine.store().work().write([&] { return engine.store().cases().setState(core::CaseId(u"b"_qs), mainTeam, CaseState::Released); }));
    const auto ada = samplePerson(u"ada"_qs);
    must(engine.store().cases().claimCase(core::CaseId(u"a"_qs), ada, 10));

    QCOMPARE(idsOf(engine.store(), inOrder(Order::Oldest, {CaseState::Open})).join(QString()), u"acde"_qs);
    QCOMPARE(idsOf(engine.store(), inOrder(Order::Oldest, {CaseState::Released})).join(QString()), u"b"_qs);
    QCOMPARE(idsOf(engine.store(), inOrder(Order::Oldest, {CaseState::Open, CaseState::Released})).join(QString()), u"abcde"_qs);
    core::QueueFilter filter = inOrder(Order::Oldest);
    filter.kind = u"note"_qs;
    QCOMPARE(idsOf(engine.store(), filter).join(QString()), u"ac"_qs);
    filter.risk = core::Risk::High;
    QCOMPARE(idsOf(engine.store(), filter).join(QString()), u"a"_qs);
    filter = inOrder(Order::Oldest);
    filter.claimedBy = ada.id;
    QCOMPARE(idsOf(engine.store(), filter).join(QString()), u"a"_qs);
    engine.clock().advance(601);
    QCOMPARE(idsOf(engine.store(), filter).join(QString()), QString());
}

void tst_EngineQueue::leavesOutKeysThatAreGone()
{
    Engine engine;
    addCases(engine.store(), fiveCases());
    const auto keys = must(engine.store().cases().queueKeys(inOrder([] { core::QueueFilter filter; return filter.order; }())));
    QVERIFY(keys.isEmpty()); // nobody's team: nobody's cases
    const auto rows = must(engine.store().cases().queueRows({5, 99, 1}, {}));
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].id.value, u"e"_qs);
    QCOMPARE(rows[1].id.value, u"a"_qs);
}

void tst_EngineQueue::countsByStateKindAndMine()
{
    Engine engine;
    addCases(engine.store(), fiveCases());
    core::NewCase other = sampleCase(u"z"_qs);
    other.record.team = core::TeamId(u"legal"_qs);
    addCases(engine.store(), {other});
    core::CaseRepository &cases = engine.store().cases();
    must(engine.store().work().write([&] { return cases.setState(core::CaseId(u"b"_qs), mainTeam, CaseState::Closed); }));
    must(engine.store().work().write([&] { return cases.setState(core::CaseId(u"c"_qs), mainTeam, CaseState::Escalated); }));
    const auto ada = samplePerson(u"ada"_qs);
    must(cases.claimCase(core::CaseId(u"a"_qs), ada, 10));
    must(cases.claimCase(core::CaseId(u"d"_qs), ada, 20));
    core::QueueCounts counts = must(cases.queueCounts({mainTeam}, ada.id));
    QCOMPARE(counts.byState, (QMap<QString, qint64>{{u"open"_qs, 3}, {u"closed"_qs, 1}, {u"escalated"_qs, 1}}));
    QCOMPARE(counts.byKind, (QMap<QString, qint64>{{u"note"_qs, 2}, {u"loan"_qs, 1}, {u"alert"_qs, 1}}));
    QCOMPARE(counts.mine, 2);
    engine.clock().advance(601);
    QCOMPARE(must(cases.queueCounts({mainTeam}, ada.id)).mine, 1);
    QVERIFY(must(cases.queueCounts({}, ada.id)).byState.isEmpty());
    QCOMPARE(must(cases.queueCounts({mainTeam, other.record.team}, ada.id)).byState[u"open"_qs], 4);
}

void tst_EngineQueue::findsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("found");
    const QString chinese = u"患者诉头痛三天，无发热。既往有糖尿病史。"_qs;
    QTest::newRow("one Chinese character") << chinese << u"糖"_qs << true;
    QTest::newRow("two Chinese characters inside a sentence") << chinese << u"头痛"_qs << true;
    QTest::newRow("three Chinese characters") << chinese << u"糖尿病"_qs << true;
    QTest::newRow("Chinese characters in another order") << chinese << u"痛头"_qs << false;
    QTest::newRow("Chinese characters not side by side") << chinese << u"头天"_qs << false;
    QTest::newRow("two Chinese words") << chinese << u"发热 糖尿"_qs << true;
    QTest::newRow("rare Han outside the basic plane") << u"他姓\U00020BB7野"_qs << u"\U00020BB7"_qs << true;
    QTest::newRow("kana") << u"患者は頭痛を訴えた"_qs << u"頭痛"_qs << true;
    QTest::newRow("half-width kana") << u"ﾃｽﾄです"_qs << u"テスト"_qs << true;
    QTest::newRow("hangul inside a word") << u"환자가 두통을 호소함"_qs << u"두통"_qs << true;
    QTest::newRow("Thai inside running text") << u"ผู้ป่วยปวดศีรษะมาสามวัน"_qs << u"ปวดศีรษะ"_qs << true;
    QTest::newRow("Arabic") << u"يعاني المريض من صداع"_qs << u"صداع"_qs << true;
    QTest::newRow("Arabic with vowel signs, found without") << u"صُدَاعٌ شَدِيد"_qs << u"صداع"_qs << true;
    QTest::newRow("Arabic beginning of a word") << u"يعاني المريض من صداع"_qs << u"المر"_qs << true;
    QTest::newRow("Hindi whole word") << u"रोगी को सिरदर्द है"_qs << u"सिरदर्द"_qs << true;
    QTest::newRow("umlaut as typed") << u"Der Müller fragt"_qs << u"müller"_qs << true;
    QTest::newRow("umlaut without dots") << u"Der Müller fragt"_qs << u"Muller"_qs << true;
    QTest::newRow("umlaut decomposed in the text") << u"Der Mu\u0308ller fragt"_qs << u"Müller"_qs << true;
    QTest::newRow("umlaut decomposed as typed") << u"Der Müller fragt"_qs << u"Mu\u0308ller"_qs << true;
    QTest::newRow("sharp s") << u"Hauptstraße"_qs << u"HAUPTSTRASSE"_qs << true;
    QTest::newRow("soft hyphen inside") << u"Doku\u00ADmentation"_qs << u"dokumentation"_qs << true;
    QTest::newRow("Greek with accent") << u"Ασθενής με πυρετό"_qs << u"πυρετο"_qs << true;
    QTest::newRow("Cyrillic") << u"Пациент жалуется на боль"_qs << u"пациент"_qs << true;
    QTest::newRow("full-width Latin") << u"ＡＢＣ株式会社"_qs << u"abc"_qs << true;
    QTest::newRow("beginning of the last word") << u"penicillin allergy"_qs << u"penicillin all"_qs << true;
    QTest::newRow("beginning of a word before the last") << u"penicillin allergy"_qs << u"peni allergy"_qs << false;
    QTest::newRow("two-letter word") << u"see Dr ED at 5"_qs << u"ed"_qs << true;
    QTest::newRow("words in any order") << u"alpha beta"_qs << u"beta alpha"_qs << true;
    QTest::newRow("one word missing") << u"alpha beta"_qs << u"alpha gamma"_qs << false;
    QTest::newRow("middle of a word") << u"metformin"_qs << u"formin"_qs << false;
    QTest::newRow("hyphenated word") << u"a follow-up visit"_qs << u"follow-up"_qs << true;
    QTest::newRow("number with unit") << u"500 mg daily"_qs << u"500 mg"_qs << true;
    QTest::newRow("Latin beside Han") << u"使用CT扫描"_qs << u"ct扫"_qs << true;
    QTest::newRow("word behind NUL") << (u"before"_qs + QChar(u'\0') + u"after"_qs) << u"after"_qs << true;
    QTest::newRow("word behind a lone surrogate") << (u"before"_qs + QChar(0xD800) + u"after"_qs) << u"after"_qs << true;
    QTest::newRow("only punctuation finds everything") << u"anything"_qs << u" — … !"_qs << true;
}

void tst_EngineQueue::findsWords()
{
    QFETCH(const QString, text);
    QFETCH(const QString, typed);
    QFETCH(const bool, found);
    Engine engine;
    addCases(engine.store(), {sampleCase(u"other"_qs, u"zzz yyy xxx"_qs), sampleCase(u"wanted"_qs, text)});
    QCOMPARE(idsOf(engine.store(), searching(typed)).contains(u"wanted"_qs), found);
}

void tst_EngineQueue::treatsTypedTextNeverAsSyntax_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : {"\"", "\"\"", "'", "a\"b", "alpha OR zzz", "NOT alpha", "alpha NEAR(zzz)", "words:alpha", "{words}:alpha", "^alpha", "alpha*",
                              "(", "alpha)", "-alpha", "+alpha", "alpha AND", "* *", "\\", "; DROP TABLE cases", "a\" OR \"b", "?", ":p1", "%", "_"})
        QTest::newRow(typed) << QString::fromLatin1(typed);
    QTest::newRow("NUL") << QString(QChar(u'\0'));
    QTest::newRow("surrogate alone") << QString(QChar(0xDC00));
    QTest::newRow("a page of it") << u"alpha \"beta\" "_qs.repeated(2'000);
}

void tst_EngineQueue::treatsTypedTextNeverAsSyntax()
{
    QFETCH(const QString, typed);
    Engine engine;
    addCases(engine.store(), {sampleCase(u"1"_qs, u"alpha"_qs), sampleCase(u"2"_qs, u"zzz"_qs)});
    core::QueueFilter filter = searching(typed);
    filter.teams = {mainTeam};
    const auto keys = engine.store().cases().queueKeys(filter);
    QCOMPARE(outcome(keys), u"ok"_qs);
    if (typed.contains(u"OR zzz"_qs)) // "or" is a word like any other, and nobody wrote it
        QVERIFY(keys->isEmpty());
    if (typed == u"NOT alpha"_qs)
        QVERIFY(keys->isEmpty());
}

void tst_EngineQueue::searchesNewestFirstWithinFilters()
{
    Engine engine;
    QList<core::NewCase> cases;
    for (int i = 0; i < 30; ++i)
        cases.append(row(u"c%1"_qs.arg(i, 2, 10, QChar(u'0')), i % 3, {}, core::Risk::Low, i % 2 ? u"odd"_qs : u"even"_qs, {}));
    addCases(engine.store(), cases);
    core::QueueFilter filter = searching(u"plain"_qs, Order::Newest);
    filter.kind = u"odd"_qs;
    filter.states = {CaseState::Open};
    QCOMPARE(idsOf(engine.store(), filter, 2), (QStringList{u"c29"_qs, u"c27"_qs}));
    QCOMPARE(idsOf(engine.store(), filter, 2, u"c27"_qs), (QStringList{u"c25"_qs, u"c23"_qs}));
    filter.order = Order::Urgency;
    QCOMPARE(idsOf(engine.store(), filter, 2), (QStringList{u"c05"_qs, u"c11"_qs}));
}

void tst_EngineQueue::stopsALongSearch()
{
    Engine engine;
    QList<core::NewCase> cases;
    for (int i = 0; i < 20'000; ++i)
        cases.append(sampleCase(QString::number(i)));
    addCases(engine.store(), cases);
    core::QueueFilter filter = searching(u"plain words"_qs, Order::Title);
    filter.teams = {mainTeam};
    std::atomic_bool done = false;
    std::thread impatient([&] {
        while (!done)
            engine.store().cases().interrupt();
    });
    // It cannot be told when exactly the query is stopped, only that sooner or later one is.
    QString last;
    for (int i = 0; i < 1'000 && last != u"cancelled"_qs; ++i)
        last = outcome(engine.store().cases().queueKeys(filter));
    done = true;
    impatient.join();
    QCOMPARE(last, u"cancelled"_qs);
    QCOMPARE(must(engine.store().cases().queueKeys(filter)).size(), 20'000);
}

void tst_EngineQueue::neverStopsAWrite()
{
    Engine engine;
    std::atomic_bool done = false;
    std::thread impatient([&] {
        while (!done)
            engine.store().cases().interrupt();
    });
    QString wroteAll;
    for (int i = 0; i < 20; ++i) {
        const QString once = wrote(engine.store(), [&]() -> core::Result<void> {
            for (int k = 0; k < 100; ++k)
                if (auto added = engine.store().cases().addCase(sampleCase(u"%1-%2"_qs.arg(i).arg(k))); !added)
                    return added;
            return {};
        });
        wroteAll = once == u"ok"_qs ? wroteAll : once;
    }
    done = true;
    impatient.join();
    QCOMPARE(wroteAll, QString());
}

QTEST_GUILESS_MAIN(tst_EngineQueue)
#include "tst_enginequeue.moc"
