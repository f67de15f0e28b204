// What the desk's text views are made of, without a window: paragraphs, undo steps, display runs, carets, citations, speakers, tables.
#include "ui/review/citationplaces.h"
#include "ui/review/decision/reasoncodes.h"
#include "workflow/fieldediting.h"
#include "ui/review/evidence/speakertags.h"
#include "ui/review/evidence/tableevidence.h"
#include "ui/review/text/displaytext.h"
#include "ui/review/text/editbuffer.h"
#include "ui/review/text/paragraphtable.h"
#include "ui/review/text/textmoves.h"

#include "diff/textdiff.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace countersign;
using namespace countersign::ui;

class ReviewTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsFindThePlace();
    void everyLineEndEndsAParagraph();
    void editedParagraphsAreThoseOfTheWholeText();
    void aLongLineIsCutIntoPieces();
    void typingIsOneUndoStepPerWord();
    void aStepOfManyEditsIsUndoneAtOnce();
    void deletedTextStandsInPlaceButHasNoOffset();
    void deletedLinesBreakTheLineTheyStandIn();
    void displayAndOffsetsAgree();
    void aVeryLongDeletionIsCountedInTheMiddle();
    void caretsStopAtGraphemes();
    void wordsAreSteppedOver();
    void quotesWinOverPositions();
    void positionsCountCodePoints();
    void repeatedQuotesAreToldApartByWhatStandsAround();
    void dialoguesAreRecognised_data();
    void dialoguesAreRecognised();
    void tablesKeepTheirCells();
    void reasonsFitTheKindAndTheChange();
    void theStoresReasonsStandInPlaceOfTheProgramsOwn();
    void stepsOfUndoSurviveADraft();
    void stepsThatDoNotFitTheTextAreRefused();
};

namespace {

ParagraphDifference differenceOf(const QString &a, const QString &b, const ParagraphTable &table, qsizetype paragraph, const diff::TextDiff &difference)
{
    ParagraphDifference made;
    made.a = a;
    made.b = b;
    made.content = table.content(paragraph);
    made.lineEnd = table.lineEnd(paragraph);
    made.segments = diff::segments(a.size(), b.size(), difference.hunks);
    made.hunks = &difference.hunks;
    made.last = paragraph + 1 == table.count();
    return made;
}

QStringList displayed(const QString &a, const QString &b, Shown shown = Shown::Both)
{
    ParagraphTable table;
    table.reset(b);
    const diff::TextDiff difference = diff::compare(a, b);
    QStringList lines;
    for (qsizetype i = 0; i < table.count(); ++i)
        lines.append(displayText(differenceOf(a, b, table, i, difference), shown).text);
    return lines;
}

} // namespace

void ReviewTextTest::sumsFindThePlace()
{
    PrefixSums sums;
    sums.reset({3, 0, 5, 2});
    QCOMPARE(sums.total(), 10);
    QCOMPARE(sums.before(2), 3);
    QCOMPARE(sums.find(0), 0);
    QCOMPARE(sums.find(3), 2); // behind the empty one
    QCOMPARE(sums.find(9), 3);
    QCOMPARE(sums.find(99), 3);
    sums.set(1, 4);
    QCOMPARE(sums.find(6), 1);
    sums.splice(1, 2, {1, 1, 1});
    QCOMPARE(sums.total(), 8);
    QCOMPARE(sums.before(4), 6);
}

void ReviewTextTest::everyLineEndEndsAParagraph()
{
    ParagraphTable table;
    const QString text = QStringLiteral("a\r\nb\nc\rd") + QChar(0x2028) + QChar(0x85) + QStringLiteral("\n");
    table.reset(text);
    QCOMPARE(table.count(), 7);
    QCOMPARE(table.content(0), (diff::Range{0, 1}));
    QCOMPARE(table.lineEnd(0), (diff::Range{1, 3}));
    QCOMPARE(table.content(3), (diff::Range{7, 8}));
    QCOMPARE(table.content(6), (diff::Range{11, 11}));
    QCOMPARE(table.indexAt(1), 0); // in front of the line end
    QCOMPARE(table.indexAt(3), 1);
    QCOMPARE(table.indexAt(text.size()), 6);
}

void ReviewTextTest::editedParagraphsAreThoseOfTheWholeText()
{
    QRandomGenerator random(7);
    const QStringList pieces{QStringLiteral("x"),    QStringLiteral("\n"),    QStringLiteral("\r"), QStringLiteral("\r\n"),
                             QStringLiteral("word "), QStringLiteral("\n\n"), QString()};
    QString text = QStringLiteral("one\ntwo\r\nthree");
    ParagraphTable table;
    table.reset(text);
    for (int round = 0; round < 4000; ++round) {
        const qsizetype at = random.bounded(text.size() + 1);
        const qsizetype removed = random.bounded(std::min<qsizetype>(6, text.size() - at) + 1);
        const QString added = pieces[random.bounded(pieces.size())];
        text.replace(at, removed, added);
        table.edited(text, at, removed, added.size());
        ParagraphTable whole;
        whole.reset(text);
        QCOMPARE(table.count(), whole.count());
        for (qsizetype i = 0; i < whole.count(); ++i) {
            QCOMPARE(table.content(i), whole.content(i));
            QCOMPARE(table.lineEnd(i), whole.lineEnd(i));
        }
        if (text.size() > 200) {
            text.truncate(20);
            table.reset(text);
        }
    }
}

void ReviewTextTest::aLongLineIsCutIntoPieces()
{
    ParagraphTable table;
    const QString text = QStringLiteral("short\n") + QString(ParagraphTable::longestLine + 1, u'x') + QStringLiteral("\nshort");
    table.reset(text);
    QVERIFY(table.count() > 10);
    QVERIFY(!table.isPiece(0));
    QVERIFY(table.isPiece(1));
    QVERIFY(!table.isPiece(table.count() - 1));
    QCOMPARE(table.lineOf(3), (std::pair<qsizetype, qsizetype>(1, table.count() - 2)));
    qsizetype end = 0;
    for (qsizetype i = 0; i < table.count(); ++i) {
        QCOMPARE(table.start(i), end);
        end = table.lineEnd(i).end;
    }
    QCOMPARE(end, text.size());
}

void ReviewTextTest::typingIsOneUndoStepPerWord()
{
    EditBuffer buffer;
    buffer.reset(QStringLiteral("start "));
    const QString typed = QStringLiteral("two words");
    for (qsizetype i = 0; i < typed.size(); ++i)
        buffer.edit(6 + i, 0, QStringView(typed).sliced(i, 1));
    QVERIFY(buffer.undo([](const TextChange &) {}));
    QCOMPARE(buffer.text(), QStringLiteral("start two "));
    QVERIFY(buffer.undo([](const TextChange &) {}));
    QCOMPARE(buffer.text(), QStringLiteral("start "));
    QVERIFY(!buffer.undo([](const TextChange &) {}));
    QVERIFY(buffer.redo([](const TextChange &) {}));
    QVERIFY(buffer.redo([](const TextChange &) {}));
    QCOMPARE(buffer.text(), QStringLiteral("start two words"));
}

void ReviewTextTest::aStepOfManyEditsIsUndoneAtOnce()
{
    EditBuffer buffer;
    buffer.reset(QStringLiteral("abc"));
    buffer.beginStep();
    buffer.edit(2, 1, u"C");
    buffer.edit(0, 1, u"A");
    buffer.endStep();
    QCOMPARE(buffer.text(), QStringLiteral("AbC"));
    QStringList seen;
    buffer.undo([&](const TextChange &) { seen.append(buffer.text()); });
    QCOMPARE(seen, (QStringList{QStringLiteral("abC"), QStringLiteral("abc")})); // the observer sees every state
}

void ReviewTextTest::deletedTextStandsInPlaceButHasNoOffset()
{
    const QString a = QStringLiteral("Takes 50 mg daily.");
    const QString b = QStringLiteral("Takes 500 mg daily.");
    QCOMPARE(displayed(a, b), QStringList{QStringLiteral("Takes 50 500 mg daily.")});
    QCOMPARE(displayed(a, b, Shown::OnlyB), QStringList{b});
    QCOMPARE(displayed(a, b, Shown::OnlyA), QStringList{a});
    ParagraphTable table;
    table.reset(b);
    const diff::TextDiff difference = diff::compare(a, b);
    const DisplayText display = displayText(differenceOf(a, b, table, 0, difference), Shown::Both);
    QCOMPARE(display.displayOf(6), 9);  // behind what was deleted and its gap
    QCOMPARE(display.offsetOf(7), 6);   // a click into the deletion
    QCOMPARE(display.displayOf(b.size()), display.text.size());
}

void ReviewTextTest::deletedLinesBreakTheLineTheyStandIn()
{
    const QStringList lines = displayed(QStringLiteral("one\ntwo\nthree"), QStringLiteral("one\nthree"));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.join(u'|').count(QStringLiteral("two")), 1);
    QVERIFY(lines.join(u'|').contains(QChar(QChar::LineSeparator)));
    QVERIFY(displayed(QStringLiteral("one\ntwo"), QStringLiteral("one two")).join(u'|').contains(QChar(0x23CE)));
}

void ReviewTextTest::displayAndOffsetsAgree()
{
    const QString a = QStringLiteral("The patient denies chest pain and palpitations. No allergies.\nReturn in three months.");
    const QString b = QStringLiteral("The patient reports chest pain.\nPenicillin allergy.\nReturn in two months, or earlier.");
    ParagraphTable table;
    table.reset(b);
    const diff::TextDiff difference = diff::compare(a, b);
    for (qsizetype p = 0; p < table.count(); ++p) {
        const DisplayText display = displayText(differenceOf(a, b, table, p, difference), Shown::Both);
        QString own;
        qsizetype at = 0;
        for (const DisplayRun &run : display.runs) {
            QCOMPARE(run.at, at);
            at = run.end();
            if (run.isText())
                own += QStringView(display.text).sliced(run.at, run.length);
        }
        QCOMPARE(at, display.text.size());
        QCOMPARE(own, b.sliced(table.content(p).start, table.content(p).length()));
        for (qsizetype offset = 0; offset <= own.size(); ++offset)
            QCOMPARE(display.offsetOf(display.displayOf(offset)), offset);
    }
}

void ReviewTextTest::aVeryLongDeletionIsCountedInTheMiddle()
{
    const QString a = QStringLiteral("word ").repeated(20'000);
    const QStringList lines = displayed(a, {});
    QVERIFY(lines.first().size() < longestDeletion + 200);
    QVERIFY(lines.first().contains(QLocale().toString(a.size() - longestDeletion)));
}

void ReviewTextTest::caretsStopAtGraphemes()
{
    const QString text = QStringLiteral("e\u0301x") + QString::fromUtf8("👩‍👩‍👧") + QStringLiteral("\r\nz");
    QCOMPARE(nextGrapheme(text, 0), 2);
    QCOMPARE(nextGrapheme(text, 3), text.size() - 3);
    QCOMPARE(nextGrapheme(text, text.size() - 3), text.size() - 1); // "\r\n" is one
    QCOMPARE(previousGrapheme(text, text.size() - 1), text.size() - 3);
    QCOMPARE(previousGrapheme(text, text.size() - 3), 3);
    QCOMPARE(caretPlace(text, 1), 0);
    QCOMPARE(caretPlace(text, text.size() - 2), text.size() - 3);
}

void ReviewTextTest::wordsAreSteppedOver()
{
    const QString text = QStringLiteral("one  two\nthree");
    QCOMPARE(nextWord(text, 0), 5);
    QCOMPARE(nextWord(text, 5), 8);
    QCOMPARE(nextWord(text, 8), 9);
    QCOMPARE(previousWord(text, 14), 9);
    QCOMPARE(previousWord(text, 9), 8);
    QCOMPARE(previousWord(text, 8), 5);
    QCOMPARE(wordAt(text, 6), (diff::Range{5, 8}));
}

void ReviewTextTest::quotesWinOverPositions()
{
    core::Selector selector;
    selector.start = 0;
    selector.end = 3;
    selector.exact = QStringLiteral("hives");
    QCOMPARE(placeOf(selector, u"she had hives"), (std::optional(diff::Range{8, 13})));
    QCOMPARE(placeOf(selector, u"nothing there"), std::nullopt);
    selector.exact.clear();
    QCOMPARE(placeOf(selector, u"she had hives"), (std::optional(diff::Range{0, 3})));
    selector.end = 99;
    QCOMPARE(placeOf(selector, u"short"), std::nullopt);
}

void ReviewTextTest::positionsCountCodePoints()
{
    const QString text = QString::fromUtf8("😀😀 hives");
    core::Selector selector;
    selector.start = 3;
    selector.end = 8;
    QCOMPARE(placeOf(selector, text), (std::optional(diff::Range{5, 10})));
    QCOMPARE(fromCodePoints(text, 8), std::optional<qsizetype>(10));
    QCOMPARE(fromCodePoints(text, 9), std::nullopt);
}

void ReviewTextTest::repeatedQuotesAreToldApartByWhatStandsAround()
{
    const QString text = QStringLiteral("no pain today, some pain before");
    core::Selector selector;
    selector.exact = QStringLiteral("pain");
    selector.prefix = QStringLiteral("some ");
    QCOMPARE(placeOf(selector, text), (std::optional(diff::Range{20, 24})));
    selector.prefix.clear();
    selector.start = 19; // one off: the nearest is meant
    selector.end = 23;
    QCOMPARE(placeOf(selector, text), (std::optional(diff::Range{20, 24})));
}

void ReviewTextTest::dialoguesAreRecognised_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("dialogue");
    QTest::newRow("brackets") << QStringLiteral("[doctor] hi\n[patient] hello\n[doctor] so") << true;
    QTest::newRow("colons") << QStringLiteral("Doctor: Any pain?\nPatient: No.\nDoctor: Good.") << true;
    QTest::newRow("one exchange") << QStringLiteral("Doctor: Any pain?\nPatient: No.") << true;
    QTest::newRow("facts") << QStringLiteral("Age: 30\nAmount: 12\nRate: 4\nHousing: own") << false;
    QTest::newRow("times") << QStringLiteral("10:30 walked\n11:30 slept") << false;
    QTest::newRow("prose") << QStringLiteral("Note: this is prose.\nIt goes on.\nAnd on.") << false;
    QTest::newRow("empty") << QString() << false;
}

void ReviewTextTest::dialoguesAreRecognised()
{
    QFETCH(QString, text);
    QFETCH(bool, dialogue);
    QCOMPARE(isDialogue(text), dialogue);
}

void ReviewTextTest::tablesKeepTheirCells()
{
    const QList<QStringList> rows = rowsOfCsv(u"name;value\r\n\"a \"\"quoted\"\"; one\";007\nlast;\"two\nlines\"");
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[1], (QStringList{QStringLiteral("a \"quoted\"; one"), QStringLiteral("007")}));
    QCOMPARE(rows[2][1], QStringLiteral("two\nlines"));
}

void ReviewTextTest::reasonsFitTheKindAndTheChange()
{
    const auto codes = [](const QList<Reason> &reasons) {
        QStringList found;
        for (const Reason &reason : reasons)
            found.append(reason.code);
        return found;
    };
    const QList<Reason> clinical = reasonsFor(QStringLiteral("clinical-note"), {});
    QVERIFY(codes(clinical).contains(QStringLiteral("dose-wrong")));
    QVERIFY(!codes(reasonsFor(QStringLiteral("loan-decision"), {})).contains(QStringLiteral("dose-wrong")));
    QVERIFY(codes(reasonsFor(QStringLiteral("something-else"), {})).contains(QStringLiteral("other")));
    const diff::TextDiff change = diff::compare(u"Takes 50 mg.", u"Takes 500 mg.");
    const QList<Reason> proposed = proposedReasons(clinical, change.hunks);
    QCOMPARE(proposed.first().code, QStringLiteral("dose-wrong"));
    QVERIFY(proposed.first().likely && !proposed.last().likely);
    QCOMPARE(proposed.size(), clinical.size());
    const QList<diff::FieldDifference> fields = workflow::fieldChanges("{\"total\":12.5}", "{\"total\":13.5}");
    QCOMPARE(proposedReasons(reasonsFor(QStringLiteral("receipt-ocr"), {}), fields).first().code, QStringLiteral("value-wrong"));
}

void ReviewTextTest::theStoresReasonsStandInPlaceOfTheProgramsOwn()
{
    using Sort = core::Wording::Sort;
    const QString kind = QStringLiteral("clinical-note");
    const QList<core::Wording> wordings{{Sort::Reason, kind, QStringLiteral("too-long"), QStringLiteral("Far too long")},
                                        {Sort::Rationale, kind, {}, QStringLiteral("See the dialogue.")},
                                        {Sort::Reason, {}, QStringLiteral("other"), QStringLiteral("Something else")}};
    QCOMPARE(reasonsFor(kind, wordings), (QList<Reason>{{QStringLiteral("too-long"), QStringLiteral("Far too long"), false},
                                                        {QStringLiteral("other"), QStringLiteral("Something else"), false}}));
    QVERIFY(reasonsFor(QStringLiteral("loan-decision"), wordings).size() > 2); // its own field's, and the store's for every kind
}

void ReviewTextTest::stepsOfUndoSurviveADraft()
{
    EditBuffer first;
    first.reset(QStringLiteral("Takes 50 mg."));
    first.edit(8, 0, u"0");
    first.breakStep();
    first.edit(0, 5, u"Took");
    first.undo([](const TextChange &) {});
    EditBuffer second;
    QVERIFY(second.reset(first.text(), first.steps()));
    second.redo([](const TextChange &) {});
    QCOMPARE(second.text(), QStringLiteral("Took 500 mg."));
    second.undo([](const TextChange &) {});
    second.undo([](const TextChange &) {});
    QCOMPARE(second.text(), QStringLiteral("Takes 50 mg."));
    QVERIFY(!second.canUndo());
    EditBuffer big;
    big.reset({});
    for (int i = 0; i < 100; ++i) {
        big.breakStep();
        big.edit(0, 0, QString(5000, u'x'));
    }
    QVERIFY(big.steps().size() < 4 * EditBuffer::unitsSaved);
    QVERIFY(second.reset(big.text(), big.steps()));
    QVERIFY(second.canUndo());
}

void ReviewTextTest::stepsThatDoNotFitTheTextAreRefused()
{
    EditBuffer buffer;
    buffer.reset(QStringLiteral("abc"));
    buffer.edit(1, 1, u"xyz");
    const QByteArray steps = buffer.steps();
    QVERIFY(!buffer.reset(QStringLiteral("something else"), steps));
    QVERIFY(!buffer.canUndo());
    QCOMPARE(buffer.text(), QStringLiteral("something else"));
    for (qsizetype cut = 0; cut < steps.size(); ++cut)
        QVERIFY(!buffer.reset(QStringLiteral("axyzc"), steps.first(cut)));
    QByteArray damaged = steps;
    damaged[steps.size() / 2] = char(0xff);
    buffer.reset(QStringLiteral("axyzc"), damaged);
    buffer.undo([](const TextChange &) {});
}

QTEST_GUILESS_MAIN(ReviewTextTest)
#include "tst_reviewtext.moc"
