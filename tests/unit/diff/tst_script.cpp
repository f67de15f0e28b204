// The hunks as other programs are told them, applied as such a program would.
#include "diff/script.h"
#include "diff/textdiff.h"
#include "unit/diff/madeup.h"

#include <QtTest>
#include <algorithm>

using namespace countersign::diff;

namespace {

using Points = QList<char32_t>;

Points pointsOf(const QString &text)
{
    Points points;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool pair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        points.append(pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode());
        at += pair ? 1 : 0;
    }
    return points;
}

// What README.md of the terminal says, with nothing of the engine in it: all a ranges are taken out of a; each move brings its own text of a,
// every other hunk that of b.
Points applied(const Points &a, const Points &b, const QList<Hunk> &hunks)
{
    QList<bool> taken(a.size(), false);
    for (const Hunk &hunk : hunks)
        std::fill(taken.begin() + hunk.a.start, taken.begin() + hunk.a.end, true);
    Points result;
    qsizetype at = 0;
    const auto keepUntil = [&](qsizetype size) {
        for (; at < a.size() && result.size() < size; ++at)
            if (!taken[at])
                result.append(a[at]);
    };
    for (const Hunk &hunk : hunks) {
        keepUntil(hunk.b.start);
        result += hunk.op == Op::Move ? a.mid(hunk.a.start, hunk.a.length()) : b.mid(hunk.b.start, hunk.b.length());
    }
    keepUntil(a.size() + b.size());
    return result;
}

// The text with some of its sentences and lines moved, and edited.
QString rearranged(MadeUp &madeUp, const QString &text)
{
    QStringList parts = text.split(madeUp.below(2) ? QStringLiteral(". ") : QStringLiteral("\n"));
    const QString between = text.contains(parts.join(QStringLiteral("\n"))) ? QStringLiteral("\n") : QStringLiteral(". ");
    for (int times = 1 + madeUp.below(3); times > 0 && parts.size() > 1; --times) {
        QString part = parts.takeAt(madeUp.below(int(parts.size())));
        if (madeUp.below(3))
            part = madeUp.edited(part, 60);
        if (madeUp.below(5) == 0)
            part = madeUp.disturbed(part, 1);
        parts.insert(madeUp.below(int(parts.size()) + 1), part);
    }
    return parts.join(between);
}

bool hasMove(const QList<Hunk> &hunks)
{
    return std::any_of(hunks.begin(), hunks.end(), [](const Hunk &hunk) { return hunk.op == Op::Move; });
}

} // namespace

class ScriptTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leadsFromOldToNewWhateverMovedAndWasEdited();
    void aMoveBringsItsOwnText();
    void whatDidNotMoveStaysAsItIs();
};

void ScriptTest::leadsFromOldToNewWhateverMovedAndWasEdited()
{
    MadeUp madeUp(81);
    int moved = 0;
    int edited = 0;
    for (int round = 0; round < 4000; ++round) {
        QString a = madeUp.text(20 + madeUp.below(120));
        if (round % 7 == 0)
            a.insert(madeUp.below(int(a.size())), QStringLiteral("\U0001f468\u200d\U0001f469 e\u0301 "));
        const QString b = rearranged(madeUp, a);
        for (const Unit unit : {Unit::Word, Unit::Line}) {
            CompareOptions options;
            options.unit = unit;
            const QList<Hunk> hunks = compare(a, b, options).hunks;
            const QList<Hunk> told = script(a, b, hunks);
            if (applied(pointsOf(a), pointsOf(b), inCodePoints(a, b, told)) != pointsOf(b))
                QFAIL(qPrintable(a + QStringLiteral("\n=>\n") + b));
            QCOMPARE(apply(a, told, b), std::optional(b));
            moved += hasMove(hunks) ? 1 : 0;
            edited += told.size() > hunks.size() ? 1 : 0;
        }
    }
    QVERIFY2(moved > 1000, qPrintable(QString::number(moved)));
    QVERIFY2(edited > 200, qPrintable(QString::number(edited)));
}

void ScriptTest::aMoveBringsItsOwnText()
{
    const QString moved = QStringLiteral("The patient has had a dry cough for two weeks now.\n");
    const QString changed = QStringLiteral("The patient has had a bad cough for two weeks now.\n");
    const QString rest = QStringLiteral("Lungs are clear on both sides.\nHeart sounds are normal and without murmur.\nNo fever.\n");
    const QString more = QStringLiteral("Review again in the clinic after a fortnight, with the results of the blood tests that were taken today.\n");
    const QString a = moved + more + rest;
    const QString b = rest + changed + more;
    const QList<Hunk> told = script(a, b, compare(a, b).hunks);
    QVERIFY(hasMove(told));
    for (const Hunk &hunk : told)
        if (hunk.op == Op::Move)
            QCOMPARE(a.mid(hunk.a.start, hunk.a.length()), b.mid(hunk.b.start, hunk.b.length()));
}

void ScriptTest::whatDidNotMoveStaysAsItIs()
{
    MadeUp madeUp(82);
    CompareOptions options;
    options.moves = false;
    for (int round = 0; round < 200; ++round) {
        const QString a = madeUp.text(80);
        const QString b = madeUp.edited(a, 100);
        const QList<Hunk> hunks = compare(a, b, options).hunks;
        QCOMPARE(script(a, b, hunks), hunks);
    }
}

QTEST_APPLESS_MAIN(ScriptTest)
#include "tst_script.moc"
