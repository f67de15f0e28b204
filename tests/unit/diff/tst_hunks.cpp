#include "diff/hunks.h"
#include "diff/textdiff.h"
#include "unit/diff/madeup.h"

#include <QtTest>

using namespace countersign::diff;

namespace {

QList<HunkId> idsOf(const QList<Hunk> &hunks)
{
    QList<HunkId> ids;
    for (const Hunk &hunk : hunks)
        ids.append(hunk.id);
    return ids;
}

} // namespace

class HunksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesHunksThatDoNotFit();
    void takesBackOneChange();
    void takesBackAMoveAtBothPlaces();
    void takingBackAllGivesTheOldText();
    void takingBackSomeLeavesTheOthers();
    void putsBackWhatWasTakenBack_data();
    void putsBackWhatWasTakenBack();
    void putsBackAfterEditsElsewhere();
    void refusesToPutBackWhereTheTextChanged();
    void findsPlacesInTheOtherText();
    void findsTheHunkAtAPlace();
    void countsCodePoints();
    void countsCostOnceForAFold();
};

void HunksTest::refusesHunksThatDoNotFit()
{
    const QString a = QStringLiteral("one two three");
    const QString b = QStringLiteral("one 2 three");
    const QList<Hunk> good = compare(a, b).hunks;
    QCOMPARE(apply(a, good, b), std::optional(b));
    QVERIFY(!apply(a, {}, b));
    QVERIFY(!apply(QStringLiteral("one two four!"), good, b));
    QList<Hunk> bad = good;
    bad[0].a.end = 99;
    QVERIFY(!apply(a, bad, b));
    bad = good;
    bad[0].b = {3, 2};
    QVERIFY(!apply(a, bad, b));
    bad = good;
    bad.append(good.first());
    QVERIFY(!apply(a, bad, b));
}

void HunksTest::takesBackOneChange()
{
    const QString a = QStringLiteral("Take 5 mg by mouth twice daily");
    const QString b = QStringLiteral("Take 50 mg by mouth once daily");
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(hunks.size(), 2);
    const QList<Edit> edits = takeBack(a, b, hunks, {hunks.first().id});
    const QList<Edit> expected{{{5, 7}, QStringLiteral("5")}};
    QCOMPARE(edits, expected);
    QCOMPARE(edited(b, edits), QStringLiteral("Take 5 mg by mouth once daily"));
    QVERIFY(takeBack(a, b, hunks, {HunkId(77)}).isEmpty());
}

void HunksTest::takesBackAMoveAtBothPlaces()
{
    const QString a = QStringLiteral("one is first\ntwo is next\nthree\nfour\n");
    const QString b = QStringLiteral("two is next\nthree\nfour\none is first\n");
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(hunks.size(), 1);
    QCOMPARE(takeBack(a, b, hunks, idsOf(hunks)).size(), 2);
    QCOMPARE(edited(b, takeBack(a, b, hunks, idsOf(hunks))), a);
}

void HunksTest::takingBackAllGivesTheOldText()
{
    MadeUp madeUp(31);
    for (int round = 0; round < 400; ++round) {
        const QString a = madeUp.text(madeUp.below(80));
        QString b = madeUp.edited(a, 150);
        if (round % 3 == 0) { // move something
            const int from = madeUp.below(int(b.size()) + 1);
            const QString moved = b.mid(from, 60);
            b.remove(from, 60);
            b.insert(madeUp.below(int(b.size()) + 1), moved);
        }
        const QList<Hunk> hunks = compare(a, b).hunks;
        QCOMPARE(edited(b, takeBack(a, b, hunks, idsOf(hunks))), a);
    }
}

void HunksTest::takingBackSomeLeavesTheOthers()
{
    const QString a = QStringLiteral("one long stretch two long stretch three");
    const QString b = QStringLiteral("1 long stretch 2 long stretch 3");
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(edited(b, takeBack(a, b, hunks, {hunks.at(2).id, hunks.at(0).id})), QStringLiteral("one long stretch 2 long stretch three"));
}

void HunksTest::putsBackWhatWasTakenBack_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::newRow("replacement") << QStringLiteral("Take 5 mg") << QStringLiteral("Take 50 mg");
    QTest::newRow("insertion") << QStringLiteral("It was late.") << QStringLiteral("It was late. We left.");
    QTest::newRow("insertion at the start") << QStringLiteral("late") << QStringLiteral("very late");
    QTest::newRow("deletion") << QStringLiteral("has no pain") << QStringLiteral("has pain");
    QTest::newRow("whole text") << QStringLiteral("dog") << QStringLiteral("duck");
    QTest::newRow("from nothing") << QString() << QStringLiteral("text");
    QTest::newRow("move down") << QStringLiteral("one is first\ntwo is next\nthree\n") << QStringLiteral("two is next\nthree\none is first\n");
    QTest::newRow("move up") << QStringLiteral("two is next\nthree\none is first\n") << QStringLiteral("one is first\ntwo is next\nthree\n");
}

void HunksTest::putsBackWhatWasTakenBack()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(hunks.size(), 1);
    const TakenBack change = remember(b, hunks, hunks.first());
    const QString back = edited(b, takeBack(a, b, hunks, {hunks.first().id}));
    QCOMPARE(back, a);
    const auto edits = putBack(back, compare(a, back).hunks, change);
    QVERIFY(edits);
    QCOMPARE(edited(back, *edits), b);
}

void HunksTest::putsBackAfterEditsElsewhere()
{
    const QString a = QStringLiteral("Take 5 mg of it in the morning, then rest.");
    const QString b = QStringLiteral("Take 50 mg of it in the morning, then rest.");
    const QList<Hunk> hunks = compare(a, b).hunks;
    const TakenBack change = remember(b, hunks, hunks.first());
    const QString now = QStringLiteral("Please: take 5 mg of it in the morning, then sleep.");
    const auto edits = putBack(now, compare(a, now).hunks, change);
    QVERIFY(edits);
    QCOMPARE(edited(now, *edits), QStringLiteral("Please: take 50 mg of it in the morning, then sleep."));
}

void HunksTest::refusesToPutBackWhereTheTextChanged()
{
    const QString a = QStringLiteral("Take 5 mg daily");
    const QString b = QStringLiteral("Take 50 mg daily");
    const QList<Hunk> hunks = compare(a, b).hunks;
    const TakenBack change = remember(b, hunks, hunks.first());
    const QString now = QStringLiteral("Take 7 mg daily");
    QVERIFY(!putBack(now, compare(a, now).hunks, change));
}

void HunksTest::findsPlacesInTheOtherText()
{
    const QString a = QStringLiteral("one long stretch two");
    const QString b = QStringLiteral("three long stretch two");
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(toB(hunks, 0), 0);
    QCOMPARE(toB(hunks, 2), 0);
    QCOMPARE(toB(hunks, 4), 6);
    QCOMPARE(toB(hunks, a.size()), b.size());
    QCOMPARE(toA(hunks, 6), 4);
    QCOMPARE(toA(hunks, b.size()), a.size());
    const QString from = QStringLiteral("one is first\ntwo is next\nthree\nfour\n");
    const QString to = QStringLiteral("two is next\nthree\nfour\none is first\n");
    const QList<Hunk> moved = compare(from, to).hunks;
    QCOMPARE(toB(moved, from.indexOf(QStringLiteral("three"))), to.indexOf(QStringLiteral("three")));
    QCOMPARE(toA(moved, to.indexOf(QStringLiteral("four"))), from.indexOf(QStringLiteral("four")));
    QCOMPARE(toB(moved, 3), to.indexOf(QStringLiteral("one")));
}

void HunksTest::findsTheHunkAtAPlace()
{
    const QString a = QStringLiteral("has no long pain today");
    const QString b = QStringLiteral("has long pain now");
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(hunks.size(), 2);
    QCOMPARE(hunkAt(hunks, 0), -1);
    QCOMPARE(hunkAt(hunks, 4), 0);
    QCOMPARE(hunkAt(hunks, b.size()), 1);
    QCOMPARE(hunkAt(hunks, 6), -1);
    QCOMPARE(hunkAt({}, 0), -1);
}

void HunksTest::countsCodePoints()
{
    const QString a = QStringLiteral("\U0001f600 one two");
    const QString b = QStringLiteral("\U0001f600 one \U0001f601\U0001f602 two");
    const QList<Hunk> hunks = inCodePoints(a, b, compare(a, b).hunks);
    QCOMPARE(hunks.size(), 1);
    QCOMPARE(hunks.first().a, (Range{6, 6}));
    QCOMPARE(hunks.first().b, (Range{6, 9}));
    const QString lone = QString(QChar(0xd83d)) + QStringLiteral(" x"); // a lone surrogate is one
    const QString changed = QString(QChar(0xd83d)) + QStringLiteral(" y");
    QCOMPARE(inCodePoints(lone, changed, compare(lone, changed).hunks).first().b, (Range{2, 3}));
    const QString longText = QStringLiteral("\U0001f600").repeated(1000);
    const QString longer = longText + QStringLiteral(" end");
    QCOMPARE(inCodePoints(longText, longer, compare(longText, longer).hunks).first().b, (Range{1000, 1004}));
}

void HunksTest::countsCostOnceForAFold()
{
    Hunk hunk;
    hunk.a = {0, 2};
    hunk.b = {0, 1};
    hunk.fold = 5;
    QCOMPARE(readingCost({hunk, hunk, hunk}), 13);
    hunk.fold = 0;
    QCOMPARE(readingCost({hunk, hunk}), 26);
    hunk.op = Op::Move;
    hunk.a = {0, 40};
    hunk.b = {50, 90};
    QCOMPARE(readingCost({hunk}), 20);
}

QTEST_APPLESS_MAIN(HunksTest)
#include "tst_hunks.moc"
