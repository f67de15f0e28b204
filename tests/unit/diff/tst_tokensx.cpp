#include "diff/tokens.h"
#include "unit/diff/madeup.h"

#include <QTextBoundaryFinder>
#include <QtTest>

using namespace countersign::diff;

namespace {

// "word|5|mg": the tokens with bars between, blanks left out.
QString cut(const QString &text)
{
    QStringList words;
    for (const Token &token : tokenise(text))
        if (token.kind != TokenKind::Blank)
            words.append(text.mid(token.start, token.length));
    return words.join(u'|');
}

TokenKind kindOf(const QString &text, qsizetype index) { return tokenise(text).at(index).kind; }

} // namespace

class TokensTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutsTextIntoWholeWords_data();
    void cutsTextIntoWholeWords();
    void namesWhatEachTokenIs();
    void namesUnitsBehindNumbersOnly();
    void coversEveryCodeUnitOnce();
    void neverCutsAGraphemeOrAWord();
    void knowsEdgesWithoutCuttingTheWholeText();
    void cutsLinesWithTheirEnds();
    void softKeyIgnoresCaseFormAndLineEnd();
};

void TokensTest::cutsTextIntoWholeWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, const QString &expected) { QTest::newRow(name) << text << expected; };
    row("plain", QStringLiteral("Take it, now."), QStringLiteral("Take|it|,|now|."));
    row("decimal and thousands", QStringLiteral("2.5 1,000.25 3."), QStringLiteral("2.5|1,000.25|3|."));
    row("time and date", QStringLiteral("10:30 2024-05-01"), QStringLiteral("10:30|2024|-|05|-|01"));
    row("apostrophes", QStringLiteral("don't l\u2019eau 'quoted'"), QStringLiteral("don't|l\u2019eau|'|quoted|'"));
    row("digits in words", QStringLiteral("B12 5mg T4/T3"), QStringLiteral("B12|5mg|T4|/|T3"));
    row("abbreviation", QStringLiteral("e.g. this"), QStringLiteral("e.g|.|this"));
    row("identifier", QStringLiteral("foo_bar(x)"), QStringLiteral("foo_bar|(|x|)"));
    row("ideographs one by one", QStringLiteral("没有发热。"), QStringLiteral("没|有|发|热|。"));
    row("katakana as words", QStringLiteral("インフルの薬"), QStringLiteral("インフル|の|薬"));
    row("hebrew and arabic", QStringLiteral("שָׁלוֹם צה\"ל مَرْحَبًا"), QStringLiteral("שָׁלוֹם|צה\"ל|مَرْحَبًا"));
    row("hangul", QStringLiteral("안녕 하세요"), QStringLiteral("안녕|하세요"));
    row("devanagari", QStringLiteral("क्षत्रिय है"), QStringLiteral("क्षत्रिय|है"));
    row("thai by cluster", QStringLiteral("ไม่น้ำ"), QStringLiteral("ไ|ม่|น้ำ"));
    row("combining mark", QStringLiteral("cafe\u0301!"), QStringLiteral("cafe\u0301|!"));
    row("family and skin tone", QStringLiteral("\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f44d\U0001f3fd"),
        QStringLiteral("\U0001f468\u200d\U0001f469\u200d\U0001f467|\U0001f44d\U0001f3fd"));
    row("flags", QStringLiteral("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7"), QStringLiteral("\U0001f1e9\U0001f1ea|\U0001f1eb\U0001f1f7"));
    row("keycap", QStringLiteral("1\ufe0f\u20e32"), QStringLiteral("1\ufe0f\u20e32"));
    row("line ends", QStringLiteral("a\r\nb\rc\n\nd"), QStringLiteral("a|\r\n|b|\r|c|\n|\n|d"));
    row("ideograph with a selector", QStringLiteral("葛\U000e0100城"), QStringLiteral("葛\U000e0100|城"));
}

void TokensTest::cutsTextIntoWholeWords()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(cut(text), expected);
}

void TokensTest::namesWhatEachTokenIs()
{
    const QString text = QStringLiteral("word 5,\n没\t");
    const QList<TokenKind> expected{TokenKind::Word,    TokenKind::Blank,     TokenKind::Number, TokenKind::Punctuation,
                                    TokenKind::LineEnd, TokenKind::Ideograph, TokenKind::Blank};
    QList<TokenKind> kinds;
    for (const Token &token : tokenise(text))
        kinds.append(token.kind);
    QCOMPARE(kinds, expected);
    QCOMPARE(kindOf(QStringLiteral("\U0001f44d"), 0), TokenKind::Ideograph);
    QCOMPARE(kindOf(QString(QChar(0)), 0), TokenKind::Other);
    QCOMPARE(kindOf(QString(QChar(0xd800)), 0), TokenKind::Other);
    QCOMPARE(tokenise(QStringLiteral("a  b")).size(), 4);
}

void TokensTest::namesUnitsBehindNumbersOnly()
{
    QCOMPARE(kindOf(QStringLiteral("5 mg"), 2), TokenKind::Unit);
    QCOMPARE(kindOf(QStringLiteral("5%"), 1), TokenKind::Unit);
    QCOMPARE(kindOf(QStringLiteral("mg only"), 0), TokenKind::Word);
    QCOMPARE(kindOf(QStringLiteral("5  mg"), 3), TokenKind::Word);
}

void TokensTest::coversEveryCodeUnitOnce()
{
    MadeUp madeUp(11);
    for (int round = 0; round < 2000; ++round) {
        const QString text = madeUp.chaos(madeUp.below(30));
        qsizetype at = 0;
        for (const Token &token : tokenise(text)) {
            QCOMPARE(qsizetype(token.start), at);
            QVERIFY(token.length > 0);
            at = token.end();
        }
        QCOMPARE(at, text.size());
    }
    QVERIFY(tokenise(QString()).isEmpty());
}

// Qt's own boundaries are the witness. Thai words need a dictionary, so Thai is left to the rows above.
void TokensTest::neverCutsAGraphemeOrAWord()
{
    MadeUp madeUp(12);
    for (int round = 0; round < 60000; ++round) {
        QString text = madeUp.chaos(madeUp.below(14));
        text.remove(QChar(0x0e33)).remove(QChar(0x0e01));
        QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, text);
        QTextBoundaryFinder words(QTextBoundaryFinder::Word, text);
        for (const Token &token : tokenise(text)) {
            graphemes.setPosition(token.start);
            QVERIFY2(graphemes.isAtBoundary(), qPrintable(QStringLiteral("%1 at %2").arg(QString::fromLatin1(text.toUtf8().toHex())).arg(token.start)));
            words.setPosition(token.start);
            const bool blanks = token.start > 0 && text.at(token.start - 1).isSpace() && text.at(token.start).isSpace();
            QVERIFY2(blanks || words.isAtBoundary(), qPrintable(QStringLiteral("%1 at %2").arg(QString::fromLatin1(text.toUtf8().toHex())).arg(token.start)));
        }
    }
}

void TokensTest::knowsEdgesWithoutCuttingTheWholeText()
{
    MadeUp madeUp(13);
    for (int round = 0; round < 500; ++round) {
        const QString text = madeUp.chaos(madeUp.below(20));
        QList<bool> expected(text.size() + 1, false);
        for (const Token &token : tokenise(text))
            expected[token.start] = true;
        expected[text.size()] = true;
        expected[0] = true;
        for (qsizetype at = 0; at <= text.size(); ++at)
            QCOMPARE(isEdge(text, at), expected.at(at));
    }
    QVERIFY(!isEdge(QStringLiteral("a"), -1));
    QVERIFY(!isEdge(QStringLiteral("a"), 2));
}

void TokensTest::cutsLinesWithTheirEnds()
{
    const QString text = QStringLiteral("one\r\n\ntwo");
    const QList<Token> expected{{0, 5, TokenKind::Other}, {5, 1, TokenKind::LineEnd}, {6, 3, TokenKind::Other}};
    QCOMPARE(tokeniseLines(text), expected);
    QVERIFY(tokeniseLines(QString()).isEmpty());
}

void TokensTest::softKeyIgnoresCaseFormAndLineEnd()
{
    QCOMPARE(softKey(QStringLiteral("CAFE\u0301")), softKey(QStringLiteral("café")));
    QCOMPARE(softKey(QStringLiteral("\r\n")), softKey(QStringLiteral("\n")));
    QCOMPARE(softKey(QStringLiteral("\u00a0")), softKey(QStringLiteral(" ")));
    QVERIFY(softKey(QStringLiteral("dog")) != softKey(QStringLiteral("duck")));
}

QTEST_APPLESS_MAIN(TokensTest)
#include "tst_tokensx.moc"
