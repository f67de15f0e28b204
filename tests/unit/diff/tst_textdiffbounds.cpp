// Texts made to be hard: the work stays bounded and the result right.
#include "diff/incremental.h"
#include "diff/textdiff.h"
#include "unit/diff/madeup.h"

#include <QtTest>
#include <random>

using namespace countersign::diff;

class TextDiffBoundsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesHostileTexts_data();
    void survivesHostileTexts();
    void findsALongMove();
    void obeysAStop();
    void marksWhatTheBudgetDidNotReach();
    void thoroughIsNeverDearer();
    void typesInsideALongLine();
};

void TextDiffBoundsTest::survivesHostileTexts_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("most"); // cost; 0: any
    constexpr int size = 20'000;
    std::mt19937 random(81);
    const auto words = [&](auto word) {
        QString text;
        for (int k = 0; k < size; ++k)
            text += word(k) + u' ';
        return text;
    };
    const QString aa = QStringLiteral("aa");
    const QString bb = QStringLiteral("bb");
    QTest::newRow("alternating") << words([&](int k) { return k % 2 ? aa : bb; }) << words([&](int k) { return k % 2 ? bb : aa; }) << 40;
    QTest::newRow("equal words") << words([&](int) { return aa; }) << words([&](int) { return aa; }).left(size) << 2 * size + 20;
    QTest::newRow("random over two") << words([&](int) { return random() % 2 ? aa : bb; }) << words([&](int) { return random() % 2 ? aa : bb; }) << 6 * size;
    QStringList numbers;
    for (int k = 0; k < size; ++k)
        numbers.append(QString::number(k));
    QStringList shuffled = numbers;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    QTest::newRow("shuffled") << numbers.join(u' ') << shuffled.join(u' ') << 0;
    QTest::newRow("one long word") << QString(10 * size, u'a') << QString(10 * size - 1, u'a') << 20 * size + 9;
    QTest::newRow("only blanks") << QString(10 * size, u' ') << QString(10 * size - 7, u' ') << 17;
    QTest::newRow("only line ends") << QString(10 * size, u'\n') << QString(10 * size - 7, u'\n') << 17;
    QTest::newRow("blanks of every length") << words([&](int k) { return aa + QString(k % 50, u' '); }) << words([&](int k) { return aa + QString(k % 49, u' '); }) << 0;
    QTest::newRow("only marks") << QString(10 * size, QChar(0x301)) << QString(10 * size - 1, QChar(0x301)) << 0;
    QTest::newRow("lone surrogates") << QString(10 * size, QChar(0xd800)) << QString(10 * size - 5, QChar(0xd800)) << 15;
    QTest::newRow("nothing in common") << words([](int k) { return u'x' + QString::number(k); }) << words([](int k) { return u'y' + QString::number(k); }) << 0;
    QTest::newRow("the same line again and again") << QStringLiteral("No acute distress is seen.\n").repeated(size / 5)
                                                   << QStringLiteral("No acute distress is seen.\n").repeated(size / 5 - 3) << 91;
}

void TextDiffBoundsTest::survivesHostileTexts()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(int, most);
    const TextDiff diff = compare(a, b);
    QCOMPARE(apply(a, diff.hunks, b), std::optional(b));
    QVERIFY(diff.cost <= a.size() + b.size() + 10);
    if (most > 0)
        QVERIFY2(diff.cost <= most, qPrintable(QString::number(diff.cost)));
    QCOMPARE(compare(b, a).cost, diff.cost);
}

void TextDiffBoundsTest::findsALongMove()
{
    MadeUp madeUp(82);
    const QString head = madeUp.text(3000) + u'\n';
    const QString moved = madeUp.text(2000) + u'\n';
    const QString tail = madeUp.text(4000) + u'\n';
    const QString a = head + moved + tail;
    const QString b = head + tail + moved;
    const TextDiff diff = compare(a, b);
    QCOMPARE(apply(a, diff.hunks, b), std::optional(b));
    QCOMPARE(diff.hunks.size(), 1);
    QCOMPARE(diff.hunks.first().op, Op::Move);
}

void TextDiffBoundsTest::obeysAStop()
{
    MadeUp madeUp(83);
    const QString a = madeUp.text(20'000);
    const QString b = madeUp.text(20'000);
    std::stop_source source;
    source.request_stop();
    CompareOptions options = CompareOptions::thorough();
    options.stop = source.get_token();
    const TextDiff diff = compare(a, b, options);
    QVERIFY(diff.stopped);
    QVERIFY(diff.coarse);
    QCOMPARE(apply(a, diff.hunks, b), std::optional(b));
}

void TextDiffBoundsTest::marksWhatTheBudgetDidNotReach()
{
    MadeUp madeUp(84);
    const QString a = madeUp.text(3000);
    const QString b = madeUp.text(3000);
    CompareOptions options;
    options.budget = 1000;
    const TextDiff poor = compare(a, b, options);
    QVERIFY(poor.coarse);
    QVERIFY(std::any_of(poor.hunks.begin(), poor.hunks.end(), [](const Hunk &hunk) { return hunk.coarse; }));
    QVERIFY(!compare(a, b).coarse);
    QCOMPARE(compare(a, b, options), poor);
}

void TextDiffBoundsTest::thoroughIsNeverDearer()
{
    MadeUp madeUp(85);
    for (int round = 0; round < 6; ++round) {
        const QString a = madeUp.text(4000);
        const QString b = round % 2 ? madeUp.edited(a, 300) : madeUp.text(4000);
        CompareOptions quick;
        quick.exactCells = 5'000;
        QVERIFY(compare(a, b, CompareOptions::thorough()).cost <= compare(a, b, quick).cost);
    }
}

void TextDiffBoundsTest::typesInsideALongLine()
{
    const QString a = QString(200'000, u'a') + u' ' + QString(200'000, u'b');
    IncrementalDiff diff(a, a);
    for (int k = 0; k < 20; ++k)
        diff.edited(100'000 + k, 0, u"x");
    QCOMPARE(apply(a, diff.hunks(), diff.b()), std::optional(diff.b()));
    QCOMPARE(diff.hunks().size(), 1);
}

QTEST_APPLESS_MAIN(TextDiffBoundsTest)
#include "tst_textdiffbounds.moc"
