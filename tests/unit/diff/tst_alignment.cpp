#include "diff/alignment.h"
#include "diff/textdiff.h"
#include "unit/diff/drawing.h"
#include "unit/diff/madeup.h"

#include <QtTest>

using namespace countersign::diff;

namespace {

// "= one | one", "~ a[b] | a[c]", "< gone", "> new": one line for each row.
QString table(const QString &a, const QString &b)
{
    QStringList lines;
    const auto side = [](const QString &text, const Range &range, const QList<Span> &spans) {
        QString shown;
        qsizetype at = range.start;
        for (const Span &span : spans) {
            shown += text.mid(at, span.range.start - at) + u'[' + text.mid(span.range.start, span.range.length()) + u']';
            at = span.range.end;
        }
        return shown + text.mid(at, range.end - at);
    };
    for (const Row &row : rows(a, b, compare(a, b).hunks)) {
        const QString left = side(a, row.a, row.spansA);
        const QString right = side(b, row.b, row.spansB);
        switch (row.kind) {
        case Row::Kind::Same:
            lines.append(QStringLiteral("= ") + left);
            break;
        case Row::Kind::Changed:
            lines.append(QStringLiteral("~ ") + left + QStringLiteral(" | ") + right);
            break;
        case Row::Kind::OnlyA:
            lines.append(QStringLiteral("< ") + left);
            break;
        case Row::Kind::OnlyB:
            lines.append(QStringLiteral("> ") + right);
        }
    }
    return lines.join(u'\n');
}

} // namespace

class AlignmentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coversBothTextsInOrder();
    void putsDeletedBeforeInserted();
    void splitsSegmentsAtInnerMarks();
    void cutsSegmentsToAPage();
    void pairsLinesSideBySide_data();
    void pairsLinesSideBySide();
    void showsEveryLineOnce();
};

void AlignmentTest::coversBothTextsInOrder()
{
    MadeUp madeUp(41);
    for (int round = 0; round < 300; ++round) {
        const QString a = madeUp.text(madeUp.below(60));
        const QString b = madeUp.edited(a, 200);
        QString seenA;
        QString seenB;
        for (const Segment &segment : segments(a.size(), b.size(), compare(a, b).hunks)) {
            seenA += a.mid(segment.a.start, segment.a.length());
            seenB += b.mid(segment.b.start, segment.b.length());
            if (segment.kind == Segment::Kind::Equal)
                QCOMPARE(a.mid(segment.a.start, segment.a.length()), b.mid(segment.b.start, segment.b.length()));
        }
        QCOMPARE(seenA, a);
        QCOMPARE(seenB, b);
    }
}

void AlignmentTest::putsDeletedBeforeInserted()
{
    const QString a = QStringLiteral("x 5 y");
    const QString b = QStringLiteral("x 50 y");
    const QList<Segment> found = segments(a.size(), b.size(), compare(a, b).hunks);
    const QList<Segment> expected{{Segment::Kind::Equal, {0, 2}, {0, 2}, -1, false},
                                  {Segment::Kind::Deleted, {2, 3}, {2, 2}, 0, false},
                                  {Segment::Kind::Inserted, {3, 3}, {2, 4}, 0, false},
                                  {Segment::Kind::Equal, {3, 5}, {4, 6}, -1, false}};
    QCOMPARE(found, expected);
}

void AlignmentTest::splitsSegmentsAtInnerMarks()
{
    const QString a = QStringLiteral("controled");
    const QString b = QStringLiteral("controlled");
    QList<QPair<QString, bool>> inserted;
    for (const Segment &segment : segments(a.size(), b.size(), compare(a, b).hunks))
        if (segment.kind == Segment::Kind::Inserted)
            inserted.append({b.mid(segment.b.start, segment.b.length()), segment.inner});
    const QList<QPair<QString, bool>> expected{{QStringLiteral("control"), false}, {QStringLiteral("l"), true}, {QStringLiteral("ed"), false}};
    QCOMPARE(inserted, expected);
}

void AlignmentTest::cutsSegmentsToAPage()
{
    MadeUp madeUp(42);
    for (int round = 0; round < 200; ++round) {
        const QString a = madeUp.text(200);
        const QString b = madeUp.edited(a, 100);
        const QList<Hunk> hunks = compare(a, b).hunks;
        const qsizetype start = madeUp.below(int(b.size()));
        const Range page{start, std::min(start + 100, b.size())};
        QString shown;
        for (const Segment &segment : segments(a.size(), b.size(), hunks, page)) {
            const bool inB = !segment.b.isEmpty();
            QVERIFY(segment.b.end >= page.start && segment.b.start <= page.end);
            shown += inB ? b.mid(segment.b.start, segment.b.length()) : QString();
        }
        QVERIFY(shown.contains(b.mid(page.start, page.length())));
        // The same pieces as in the whole, as far as they touch the page.
        qsizetype changed = 0;
        for (const Segment &segment : segments(a.size(), b.size(), hunks))
            changed += segment.kind != Segment::Kind::Equal && segment.b.end >= page.start && segment.b.start <= page.end ? 1 : 0;
        for (const Segment &segment : segments(a.size(), b.size(), hunks, page))
            changed -= segment.kind != Segment::Kind::Equal ? 1 : 0;
        QCOMPARE(changed, 0);
    }
}

void AlignmentTest::pairsLinesSideBySide_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char16_t *a, const char16_t *b, const char16_t *expected) {
        QTest::newRow(name) << QString::fromUtf16(a) << QString::fromUtf16(b) << QString::fromUtf16(expected);
    };
    row("word", u"one\ntwo dogs", u"one\ntwo cats", u"= one\n~ two [dogs] | two [cats]");
    row("line gained", u"one\nthree", u"one\ntwo\nthree", u"= one\n> [two]\n= three");
    row("line lost", u"one\ntwo\nthree", u"one\nthree", u"= one\n< [two]\n= three");
    row("line split", u"one two three", u"one two\nthree", u"~ one two[ ]three | one two\n> three");
    row("all changed", u"dog\nfox", u"duck\nwolf", u"~ [dog] | [duck]\n~ [fox] | [wolf]");
    row("line moved", u"one is first\ntwo is next\nthree\n", u"two is next\nthree\none is first\n",
        u"< [one is first]\n= two is next\n= three\n> [one is first]\n= ");
    row("line ends only", u"one\r\ntwo", u"one\ntwo", u"= one\n= two");
    row("nothing", u"", u"", u"= ");
}

void AlignmentTest::pairsLinesSideBySide()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, expected);
    QCOMPARE(table(a, b), expected);
}

void AlignmentTest::showsEveryLineOnce()
{
    MadeUp madeUp(43);
    for (int round = 0; round < 200; ++round) {
        const QString a = madeUp.text(100);
        const QString b = round % 2 ? madeUp.edited(a, 200) : madeUp.text(100);
        qsizetype nextA = 0;
        qsizetype nextB = 0;
        for (const Row &row : rows(a, b, compare(a, b).hunks)) {
            if (row.lineA >= 0)
                QCOMPARE(row.lineA, nextA++);
            if (row.lineB >= 0)
                QCOMPARE(row.lineB, nextB++);
        }
        QCOMPARE(nextA, a.count(u'\n') + 1);
        QCOMPARE(nextB, b.count(u'\n') + 1);
    }
}

QTEST_APPLESS_MAIN(AlignmentTest)
#include "tst_alignment.moc"
