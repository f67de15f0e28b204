#include "diff/summary.h"
#include "diff/textdiff.h"

#include <QtTest>

using namespace countersign::diff;

class SummaryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void labelsAChangeInOneLine_data();
    void labelsAChangeInOneLine();
    void keepsToTheLength();
    void neverCutsAGrapheme();
    void listsAFoldOnce();
};

void SummaryTest::labelsAChangeInOneLine_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char16_t *a, const char16_t *b, const char16_t *expected) {
        QTest::newRow(name) << QString::fromUtf16(a) << QString::fromUtf16(b) << QString::fromUtf16(expected);
    };
    row("dose", u"Take 50 mg daily", u"Take 500 mg daily", u"50 mg → 500 mg");
    row("word", u"well controlled", u"poorly controlled", u"well → poorly");
    row("gained", u"He has swelling", u"He has ankle swelling", u"+ ankle");
    row("lost", u"Allergies: none known.", u"Allergies:.", u"− none known");
    row("moved", u"one is first\ntwo is next\nthree\n", u"two is next\nthree\none is first\n", u"⇅ one is first");
    row("blank", u"a  b", u"a b", u"− ␣");
    row("line gained", u"a\nb\n", u"a\nmore\nb\n", u"+ more⏎");
    row("tab", u"a\tb", u"a b", u"⇥ → ␣");
    row("control character", u"a b", u"a \u0001", u"b → ␁");
}

void SummaryTest::labelsAChangeInOneLine()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, expected);
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(hunks.size(), 1);
    QCOMPARE(label(a, b, hunks.first()), expected);
}

void SummaryTest::keepsToTheLength()
{
    const QString a = QStringLiteral("a very long sentence that was here before somebody came along");
    const QString b = QStringLiteral("something quite different which nobody would have expected to read");
    const QList<Hunk> hunks = compare(a, b).hunks;
    QCOMPARE(hunks.size(), 1);
    for (qsizetype length : {8, 9, 12, 20, 48, 60}) {
        const QString shown = label(a, b, hunks.first(), length);
        QVERIFY2(shown.size() <= length, qPrintable(shown));
        QVERIFY(shown.contains(QStringLiteral("→")));
    }
    QVERIFY(label(a, b, hunks.first(), 0).size() <= 8);
    QCOMPARE(label(a, b, hunks.first(), 1000), a + QStringLiteral(" → ") + b);
}

void SummaryTest::neverCutsAGrapheme()
{
    const QString family = QStringLiteral("\U0001f468\u200d\U0001f469\u200d\U0001f467");
    const QString a;
    const QString b = family.repeated(20);
    const QString shown = label(a, b, compare(a, b).hunks.first(), 30);
    QVERIFY(shown.size() <= 30);
    QString rest = shown.mid(2);
    rest.remove(family).remove(QStringLiteral("…"));
    QCOMPARE(rest, QString());
}

void SummaryTest::listsAFoldOnce()
{
    const QString a = QStringLiteral("one\r\ntwo here\r\nthree\r\n");
    const QString b = QStringLiteral("one\ntwo there\nthree\n");
    const QList<Change> list = changes(a, b, compare(a, b).hunks);
    QCOMPARE(list.size(), 2);
    QCOMPARE(list.at(0).label, QStringLiteral("␍␊ → ␊ × 3"));
    QCOMPARE(list.at(0).hunks.size(), 3);
    QCOMPARE(list.at(0).kind, Kind::LineEnd);
    QCOMPARE(list.at(1).label, QStringLiteral("here → there"));
}

QTEST_APPLESS_MAIN(SummaryTest)
#include "tst_summary.moc"
