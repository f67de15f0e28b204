// What must hold for any two texts, tried on many made from a seed.
#include "diff/engine/atoms.h"
#include "diff/textdiff.h"
#include "diff/tokens.h"
#include "unit/diff/madeup.h"
#include "unit/diff/optimum.h"

#include <QtTest>
#include <cstdlib>

using namespace countersign::diff;

namespace {

// COUNTERSIGN_FULL asks for the long run.
int rounds(int usual) { return std::getenv("COUNTERSIGN_FULL") ? 100 * usual : usual; }

QByteArray shown(const QString &a, const QString &b)
{
    const auto hex = [](const QString &text) {
        return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2).toHex();
    };
    return hex(a) + " against " + hex(b);
}

// Every rule at once; the name of the first that is broken, nothing when all hold.
QByteArray brokenRule(const QString &a, const QString &b, const CompareOptions &options = {})
{
    const TextDiff diff = compare(a, b, options);
    if (apply(a, diff.hunks, b) != std::optional(b))
        return "does not rebuild b";
    if (diff.cost != readingCost(diff.hunks))
        return "cost";
    if (!(compare(a, b, options) == diff))
        return "not the same twice";
    const TextDiff turned = compare(b, a, options);
    if (turned.cost != diff.cost || turned.hunks.size() != diff.hunks.size())
        return "turned round it costs something else";
    QList<HunkId> ids;
    for (const Hunk &hunk : diff.hunks) {
        if (!isEdge(a, hunk.a.start) || !isEdge(a, hunk.a.end) || !isEdge(b, hunk.b.start) || !isEdge(b, hunk.b.end))
            return "an edge inside a token";
        if (hunk.a.isEmpty() && hunk.b.isEmpty())
            return "an empty hunk";
        if (ids.contains(hunk.id))
            return "an id twice";
        ids.append(hunk.id);
        qsizetype atA = hunk.a.start;
        qsizetype atB = hunk.b.start;
        for (const Mark &mark : hunk.inner) {
            if (mark.a.start < atA || mark.b.start < atB || mark.a.end > hunk.a.end || mark.b.end > hunk.b.end)
                return "an inner mark out of place";
            if (a.mid(atA, mark.a.start - atA) != b.mid(atB, mark.b.start - atB) && hunk.op != Op::Move)
                return "unlike text outside the inner marks";
            atA = mark.a.end;
            atB = mark.b.end;
        }
    }
    if (edited(b, takeBack(a, b, diff.hunks, ids)) != a)
        return "taking all back does not give a";
    return {};
}

} // namespace

class TextDiffPropertiesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdForWhatNobodyWouldWrite();
    void holdForReviewersEdits();
    void holdForUnrelatedTexts();
    void holdForLines();
    void holdWithHardlyAnyBudget();
    void readingAlongAnotherTextGivesTheSameAtoms();
    void flagsKeepToTheEndOfTheirRun();
    void readingAtOnceGivesWhatCuttingTokenByTokenGives();
    void costIsTheOptimum();
    void costIsNeverAboveReplacingAll();
};

void TextDiffPropertiesTest::holdForWhatNobodyWouldWrite()
{
    MadeUp madeUp(51);
    for (int round = 0; round < rounds(4000); ++round) {
        const QString a = madeUp.chaos(madeUp.below(25));
        const QString b = round % 2 ? madeUp.disturbed(a, 1 + madeUp.below(4)) : madeUp.chaos(madeUp.below(25));
        const QByteArray broken = brokenRule(a, b);
        QVERIFY2(broken.isEmpty(), broken + ": " + shown(a, b));
    }
}

void TextDiffPropertiesTest::holdForReviewersEdits()
{
    MadeUp madeUp(52);
    for (int round = 0; round < rounds(600); ++round) {
        const QString a = madeUp.text(madeUp.below(150));
        QString b = madeUp.edited(a, 10 + madeUp.below(300));
        if (round % 4 == 0) { // a part moves
            const int from = madeUp.below(int(b.size()) + 1);
            const QString moved = b.mid(from, 80);
            b.remove(from, 80);
            b.insert(madeUp.below(int(b.size()) + 1), moved);
        }
        const QByteArray broken = brokenRule(a, b);
        QVERIFY2(broken.isEmpty(), broken + ": " + shown(a, b));
    }
}

void TextDiffPropertiesTest::holdForUnrelatedTexts()
{
    MadeUp madeUp(53);
    for (int round = 0; round < rounds(150); ++round) {
        const QString a = madeUp.text(madeUp.below(300));
        const QString b = madeUp.text(madeUp.below(300));
        const QByteArray broken = brokenRule(a, b);
        QVERIFY2(broken.isEmpty(), broken + ": " + shown(a, b));
    }
}

void TextDiffPropertiesTest::holdForLines()
{
    MadeUp madeUp(54);
    CompareOptions options;
    options.unit = Unit::Line;
    for (int round = 0; round < rounds(200); ++round) {
        const QString a = round % 2 ? madeUp.text(200) : madeUp.chaos(60);
        const QString b = round % 2 ? madeUp.edited(a, 20) : madeUp.disturbed(a, 3);
        const QByteArray broken = brokenRule(a, b, options);
        QVERIFY2(broken.isEmpty(), broken + ": " + shown(a, b));
    }
}

void TextDiffPropertiesTest::holdWithHardlyAnyBudget()
{
    MadeUp madeUp(55);
    for (int round = 0; round < rounds(300); ++round) {
        CompareOptions options;
        options.exactCells = madeUp.below(200);
        options.budget = madeUp.below(5000);
        const QString a = madeUp.text(400);
        const QString b = round % 2 ? madeUp.edited(a, 200) : madeUp.text(400);
        const QByteArray broken = brokenRule(a, b, options);
        QVERIFY2(broken.isEmpty(), broken + ": " + shown(a, b));
    }
}

void TextDiffPropertiesTest::readingAlongAnotherTextGivesTheSameAtoms()
{
    MadeUp madeUp(11);
    for (int round = 0; round < rounds(3000); ++round) {
        const bool wild = round % 10 != 0;
        const QString a = wild ? madeUp.chaos(150) : madeUp.text(400);
        QString b = wild ? a : madeUp.edited(a, 1 + madeUp.below(60));
        if (wild) // changes that are no words, at any place
            for (int n = 1 + madeUp.below(4); n > 0; --n)
                b.insert(madeUp.below(int(b.size())), madeUp.chaos(1 + madeUp.below(3)));
        for (const Unit unit : {Unit::Word, Unit::Line}) {
            Vocabulary words(unit);
            const Atoms others = words.read(a);
            const Atoms along = words.readAlong(b, a, others);
            const Atoms alone = words.read(b);
            QCOMPARE(along.size(), alone.size());
            for (size_t k = 0; k < alone.size(); ++k)
                if (along[k].start != alone[k].start || along[k].length != alone[k].length || !along[k].matches(alone[k])
                    || along[k].weight != alone[k].weight)
                    QFAIL(shown(a, b).constData());
        }
    }
}

// An odd run of flags is one token: where it ends decides how its beginning is cut.
void TextDiffPropertiesTest::flagsKeepToTheEndOfTheirRun()
{
    const QString half = QString::fromUtf8("🇩");
    for (int a = 0; a < 40; ++a)
        for (int b = 0; b < 40; ++b)
            for (const QString &mark : {QString(), QStringLiteral("\u0301"), QString::fromUtf8("🏽")}) {
                const QString left = half.repeated(a) + mark + half.repeated(3) + QStringLiteral(" 5 mg");
                const QString right = half.repeated(b) + mark + half.repeated(4) + QStringLiteral(" 2.5 ") + half;
                const QByteArray broken = brokenRule(left, right);
                QVERIFY2(broken.isEmpty(), broken + ": " + shown(left, right));
            }
}

void TextDiffPropertiesTest::readingAtOnceGivesWhatCuttingTokenByTokenGives()
{
    static const QStringList pieces{QStringLiteral(" "), QStringLiteral("  "), QStringLiteral("\n"), QStringLiteral("\r\n"), QStringLiteral("\t"), QStringLiteral("."),
                                    QStringLiteral(","), QStringLiteral(":"), QStringLiteral(";"), QStringLiteral("'"), QStringLiteral("\""), QStringLiteral("_"),
                                    QStringLiteral("-"), QStringLiteral("%"), QStringLiteral("a"), QStringLiteral("Word"), QStringLiteral("eightlet"),
                                    QStringLiteral("ninelette"), QStringLiteral("seventeenletters1"), QStringLiteral("2"), QStringLiteral("2.5"), QStringLiteral("é"),
                                    QStringLiteral("e\u0301"), QStringLiteral("\u0301"), QStringLiteral("\u200d"), QStringLiteral("漢"), QStringLiteral("\u6261\u6463"),
                                    QStringLiteral("\U0001F600"), QString(QChar(0)), QStringLiteral("\u2019"), QStringLiteral("\u00a0"), QStringLiteral("Я")};
    MadeUp madeUp(12);
    for (int round = 0; round < rounds(4000); ++round) {
        QString made;
        const int plain = madeUp.below(100); // how many pieces in a hundred are words with a space
        for (int n = madeUp.below(120); n > 0; --n)
            made += madeUp.below(100) < plain ? madeUp.word() + u' ' : pieces.at(madeUp.below(int(pieces.size())));
        const auto exact = std::make_unique<char16_t[]>(size_t(made.size())); // nothing may be read behind it
        std::copy_n(made.utf16(), made.size(), exact.get());
        const QStringView text(exact.get(), made.size());
        Vocabulary atOnce(Unit::Word, round % 2 ? Vocabulary::Texts::Stay : Vocabulary::Texts::MayGo);
        const Atoms atoms = atOnce.read(text);
        Vocabulary stepwise;
        const Cutter cutter(text);
        qsizetype at = 0;
        for (const Atom &atom : atoms) {
            const Atom next = stepwise.next(cutter, text, at);
            if (atom.start != next.start || atom.length != next.length || !atom.matches(next) || atom.weight != next.weight)
                QFAIL(shown(made, made).constData());
            QCOMPARE(atOnce.word(atom.word), stepwise.word(next.word));
            at = next.end();
        }
        QCOMPARE(at, text.size());
    }
}

void TextDiffPropertiesTest::costIsTheOptimum()
{
    MadeUp madeUp(56);
    CompareOptions options;
    options.moves = false;
    qint64 cost = 0;
    qint64 optimum = 0;
    for (int round = 0; round < rounds(400); ++round) {
        const QString a = madeUp.text(madeUp.below(120)).remove(u'\r');
        const QString b = round % 2 ? madeUp.edited(a, 150).remove(u'\r') : madeUp.text(madeUp.below(120)).remove(u'\r');
        const qint64 mine = compare(a, b, options).cost;
        const qint64 best = exactOptimum(a, b);
        QVERIFY2(mine >= best, shown(a, b));
        QVERIFY2(mine <= best + 10, shown(a, b));
        cost += mine;
        optimum += best;
    }
    QVERIFY2(double(cost) <= 1.0005 * double(optimum), qPrintable(QString::number(double(cost) / double(optimum))));
}

void TextDiffPropertiesTest::costIsNeverAboveReplacingAll()
{
    MadeUp madeUp(57);
    for (int round = 0; round < rounds(300); ++round) {
        CompareOptions options;
        options.moves = false;
        options.budget = round % 3 == 0 ? 2000 : 60'000'000;
        options.exactCells = round % 3 == 0 ? 100 : 1'000'000;
        const QString a = madeUp.text(300).remove(u'\r');
        const QString b = madeUp.text(300).remove(u'\r');
        QVERIFY(compare(a, b, options).cost <= a.size() + b.size() + 10);
    }
}

QTEST_APPLESS_MAIN(TextDiffPropertiesTest)
#include "tst_textdiffproperties.moc"
