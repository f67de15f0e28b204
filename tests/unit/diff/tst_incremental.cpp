#include "diff/incremental.h"
#include "unit/diff/drawing.h"
#include "unit/diff/madeup.h"

#include <QSet>
#include <QtTest>

using namespace countersign::diff;

namespace {

QSet<quint64> idsOf(const QList<Hunk> &hunks)
{
    QSet<quint64> ids;
    for (const Hunk &hunk : hunks)
        ids.insert(quint64(hunk.id));
    return ids;
}

QList<Hunk> withoutIds(QList<Hunk> hunks)
{
    for (Hunk &hunk : hunks)
        hunk.id = HunkId{};
    return hunks;
}

} // namespace

class IncrementalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFirstAnswerIsRoughUntilSettled();
    void followsTyping();
    void keepsIdsOfHunksLeftAlone();
    void keepsTheIdOfAHunkBeingTyped();
    void saysWhatItReplaced();
    void rebuildsAfterAnyEdit();
    void costsNoMoreThanOnePercentAboveAFullSolve();
    void showsMovesWhileTyping();
    void settlesOnTheFullSolution();
    void adoptsOnlyWhatBelongsToThePresentText();
    void takesEditsOutOfRange();
    void replacesTheWholeText();
    void followsTypingByLine();
};

void IncrementalTest::aFirstAnswerIsRoughUntilSettled()
{
    MadeUp madeUp(21);
    const QString a = madeUp.text(6000);
    const QString b = madeUp.text(6000);
    IncrementalDiff diff(a, b);
    QVERIFY(diff.isRough());
    const qint64 first = diff.cost();
    diff.settle();
    QVERIFY(!diff.isRough());
    QVERIFY(diff.cost() <= first);
    QCOMPARE(diff.cost(), compare(a, b, CompareOptions::thorough()).cost);
    QVERIFY(!IncrementalDiff(a, madeUp.edited(a, 20)).isRough());
}

void IncrementalTest::followsTyping()
{
    const QString a = QStringLiteral("Take 5 mg daily with food.");
    IncrementalDiff diff(a, a);
    QVERIFY(diff.hunks().isEmpty());
    QVERIFY(!diff.isRough());
    diff.edited(6, 0, u"0");
    QCOMPARE(drawn(a, diff.b(), diff.hunks()), QStringLiteral("Take [-5-]{+50+} mg daily with food."));
    QVERIFY(diff.isRough());
    diff.edited(diff.b().size() - 1, 0, u" and water");
    QCOMPARE(drawn(a, diff.b(), diff.hunks()), QStringLiteral("Take [-5-]{+50+} mg daily with food{+ and water+}."));
    QCOMPARE(diff.cost(), readingCost(diff.hunks()));
    diff.edited(6, 1, {});
    QCOMPARE(drawn(a, diff.b(), diff.hunks()), QStringLiteral("Take 5 mg daily with food{+ and water+}."));
    QCOMPARE(diff.revision(), quint64(3));
}

void IncrementalTest::keepsIdsOfHunksLeftAlone()
{
    MadeUp madeUp(61);
    const QString a = madeUp.text(600);
    IncrementalDiff diff(a, madeUp.edited(a, 30));
    const QList<Hunk> before = diff.hunks();
    QVERIFY(before.size() > 6);
    const qsizetype place = (before.at(2).b.end + before.at(3).b.start) / 2;
    diff.edited(place, 0, u"x");
    const QList<Hunk> now = diff.hunks();
    QCOMPARE(now.first().id, before.first().id);
    QCOMPARE(now.last().id, before.last().id);
    QCOMPARE(now.last().a, before.last().a);
    QCOMPARE(now.last().b.start, before.last().b.start + 1);
    QCOMPARE(idsOf(now).size(), now.size());
}

void IncrementalTest::keepsTheIdOfAHunkBeingTyped()
{
    const QString a = QStringLiteral("The patient has pain in the left knee and no fever.");
    IncrementalDiff diff(a, a);
    qsizetype at = a.indexOf(QStringLiteral("pain"));
    HunkId id{};
    const QString typed = QStringLiteral("severe ");
    for (QChar c : typed) {
        diff.edited(at++, 0, QStringView(&c, 1));
        QCOMPARE(diff.hunks().size(), 1);
        if (id != HunkId{})
            QCOMPARE(diff.hunks().first().id, id);
        id = diff.hunks().first().id;
    }
    QCOMPARE(drawn(a, diff.b(), diff.hunks()), QStringLiteral("The patient has {+severe +}pain in the left knee and no fever."));
}

void IncrementalTest::saysWhatItReplaced()
{
    MadeUp madeUp(62);
    const QString a = madeUp.text(400);
    IncrementalDiff diff(a, madeUp.edited(a, 50));
    for (int round = 0; round < 200; ++round) {
        const QList<Hunk> before = diff.hunks();
        const qsizetype at = madeUp.below(int(diff.b().size()));
        const QString added = round % 3 ? madeUp.word() : QString();
        const qsizetype removed = round % 3 ? 0 : std::min<qsizetype>(3, diff.b().size() - at);
        const auto update = diff.edited(at, removed, added);
        const QList<Hunk> &now = diff.hunks();
        QCOMPARE(now.size(), before.size() - update.removed + update.added);
        QCOMPARE(now.first(update.first), before.first(update.first));
        const qsizetype shift = added.size() - removed;
        for (qsizetype k = update.first + update.added; k < now.size(); ++k) {
            const Hunk &old = before.at(k - update.added + update.removed);
            QCOMPARE(now.at(k).id, old.id);
            QCOMPARE(now.at(k).a, old.a);
            QCOMPARE(now.at(k).b.start, old.b.start + shift);
        }
        QVERIFY(update.b.start <= at && update.b.end >= std::min(at + added.size(), diff.b().size()));
    }
}

void IncrementalTest::rebuildsAfterAnyEdit()
{
    MadeUp madeUp(63);
    for (int round = 0; round < 150; ++round) {
        const QString a = round % 2 ? madeUp.chaos(40) : madeUp.text(80);
        QString b = round % 2 ? madeUp.disturbed(a, 3) : madeUp.edited(a, 100);
        IncrementalDiff diff(a, b);
        for (int step = 0; step < 40; ++step) {
            const qsizetype at = madeUp.below(int(b.size()) + 1);
            const qsizetype removed = std::min<qsizetype>(madeUp.below(step % 7 ? 3 : 60), b.size() - at);
            const QString added = madeUp.below(2) ? madeUp.chaos(madeUp.below(4)) : madeUp.word();
            b.replace(at, removed, added);
            diff.edited(at, removed, added);
            QCOMPARE(diff.b(), b);
            QCOMPARE(apply(a, diff.hunks(), b), std::optional(b));
            QCOMPARE(idsOf(diff.hunks()).size(), diff.hunks().size());
            QVERIFY(!idsOf(diff.hunks()).contains(0));
            QCOMPARE(diff.cost(), readingCost(diff.hunks()));
        }
    }
}

void IncrementalTest::costsNoMoreThanOnePercentAboveAFullSolve()
{
    MadeUp madeUp(64);
    qint64 cost = 0;
    qint64 full = 0;
    for (int round = 0; round < 40; ++round) {
        const QString a = madeUp.text(200 + madeUp.below(400));
        IncrementalDiff diff(a, round % 2 ? a : madeUp.edited(a, 50));
        for (int step = 0; step < 60; ++step) {
            const qsizetype at = madeUp.below(int(diff.b().size()) + 1);
            const qsizetype removed = madeUp.below(3) ? 0 : madeUp.below(20);
            diff.edited(at, removed, madeUp.below(3) ? madeUp.word() + u' ' : QString());
        }
        const qint64 best = compare(a, diff.b()).cost;
        cost += diff.cost();
        full += best;
        QVERIFY2(double(diff.cost()) <= 1.01 * double(best), qPrintable(QStringLiteral("%1 against %2").arg(diff.cost()).arg(best)));
    }
    QVERIFY(double(cost) <= 1.001 * double(full));
}

void IncrementalTest::showsMovesWhileTyping()
{
    const QString a = QStringLiteral("one is the first\ntwo is the next\nthree follows\nfour ends it\n");
    IncrementalDiff diff(a, a);
    diff.edited(0, 17, {});
    QCOMPARE(drawn(a, diff.b(), diff.hunks()), QStringLiteral("[-one is the first\n-]two is the next\nthree follows\nfour ends it\n"));
    diff.edited(diff.b().size(), 0, u"one is the first\n");
    QCOMPARE(diff.hunks().size(), 1);
    QCOMPARE(diff.hunks().first().op, Op::Move);
    const HunkId id = diff.hunks().first().id;
    diff.edited(diff.b().indexOf(QStringLiteral("next")), 4, u"second");
    QCOMPARE(drawn(a, diff.b(), diff.hunks()),
             QStringLiteral("<-one is the first\n->two is the [-next-]{+second+}\nthree follows\nfour ends it\n<+one is the first\n+>"));
    QCOMPARE(diff.hunks().last().id, id);
    diff.edited(diff.b().size() - 6, 5, u"last");
    QVERIFY(std::none_of(diff.hunks().begin(), diff.hunks().end(), [](const Hunk &hunk) { return hunk.op == Op::Move; }));
    QCOMPARE(apply(a, diff.hunks(), diff.b()), std::optional(diff.b()));
}

void IncrementalTest::settlesOnTheFullSolution()
{
    MadeUp madeUp(65);
    const QString a = madeUp.text(300);
    IncrementalDiff diff(a, a);
    for (int step = 0; step < 30; ++step)
        diff.edited(madeUp.below(int(diff.b().size())), madeUp.below(30), madeUp.text(madeUp.below(6)));
    diff.settle();
    QVERIFY(!diff.isRough());
    const TextDiff full = compare(a, diff.b());
    QVERIFY(diff.cost() <= full.cost);
    QVERIFY(!diff.settle()); // nothing cheaper is left
}

void IncrementalTest::adoptsOnlyWhatBelongsToThePresentText()
{
    const QString a = QStringLiteral("one two three");
    IncrementalDiff diff(a, QStringLiteral("one 2 three"));
    const auto snapshot = diff.snapshot();
    const TextDiff result = compare(snapshot.a, snapshot.b);
    diff.edited(0, 0, u"x");
    QVERIFY(!diff.adopt(result, snapshot.revision));
    QCOMPARE(apply(a, diff.hunks(), diff.b()), std::optional(diff.b()));
    QVERIFY(!diff.adopt(compare(a, diff.b()), diff.revision())); // not cheaper
    QVERIFY(!diff.isRough());
}

void IncrementalTest::takesEditsOutOfRange()
{
    IncrementalDiff diff(QStringLiteral("abc"), QStringLiteral("abc"));
    diff.edited(99, 5, u"x");
    QCOMPARE(diff.b(), QStringLiteral("abcx"));
    diff.edited(-4, 99, u"y");
    QCOMPARE(diff.b(), QStringLiteral("y"));
    QCOMPARE(apply(diff.a(), diff.hunks(), diff.b()), std::optional(diff.b()));
    IncrementalDiff empty;
    QVERIFY(empty.hunks().isEmpty());
    empty.edited(0, 0, u"new");
    QCOMPARE(empty.hunks().size(), 1);
}

void IncrementalTest::replacesTheWholeText()
{
    const QString a = QStringLiteral("Take 5 mg daily");
    IncrementalDiff diff(a, QStringLiteral("Take 50 mg daily"));
    const HunkId id = diff.hunks().first().id;
    diff.replaced(QStringLiteral("Take 500 mg daily"));
    QCOMPARE(withoutIds(diff.hunks()), withoutIds(compare(a, diff.b()).hunks));
    QCOMPARE(diff.hunks().first().id, id);
}

void IncrementalTest::followsTypingByLine()
{
    CompareOptions options;
    options.unit = Unit::Line;
    MadeUp madeUp(66);
    const QString a = madeUp.text(400);
    IncrementalDiff diff(a, a, options);
    for (int step = 0; step < 100; ++step) {
        diff.edited(madeUp.below(int(diff.b().size())), madeUp.below(10), step % 5 ? madeUp.word() : QStringLiteral("\n"));
        QCOMPARE(apply(a, diff.hunks(), diff.b()), std::optional(diff.b()));
    }
    for (const Hunk &hunk : diff.hunks())
        QVERIFY(hunk.b.start == 0 || diff.b().at(hunk.b.start - 1) == u'\n');
}

QTEST_APPLESS_MAIN(IncrementalTest)
#include "tst_incremental.moc"
