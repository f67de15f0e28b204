// The editor in which the difference is drawn: typed into as a person does, read as a screen reader does.
#include "ui/editordesk.h"

#include <QClipboard>
#include <QMimeData>

using namespace countersign;
using ui::SuggestionEditor;
using uitest::suggestion;
using Desk = uitest::EditorDesk;

class ReviewEditingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void typingAtBothEndsOfAChangeGrowsIt();
    void aDigitTypedIntoANumberMarksTheNumber();
    void copyGivesTextNotMarks();
    void whatWasDeletedCannotBeReachedByTheCaret();
    void backspaceOverAChangeDeletesText();
    void takingBackIsOneStepOfUndo();
    void aChangeTakenBackCanBePutBack();
    void takingEverythingBackGivesTheSuggestion();
    void everythingTakenBackIsPutBackInOneStep();
    void aSelectionTakesBackAndPutsBackWhatIsInIt();
    void whatWasPutBackAndUndoneCanBePutBackAgain();
    void stepsGoFromChangeToChange();
    void theCaretMakesAChangeTheCurrentOne();
    void everyViewKeepsTextAndCaret();
    void arrowsFollowTheDirectionOfTheParagraph();
    void marksOnALineOfMixedDirectionCoverEveryDigit();
    void aHeadStaysOneUnlessLinesAreTakenOutBeforeIt();
    void enterWritesTheLineEndOfTheText();
    void everyCodeUnitIsKept();
    void textThatNoFileCanHoldIsRefused();
    void aLineThatIsTooLongIsOnlyRead();
    void aPastedMegabyteIsOneStep();
    void readOnlyTextIsNotChangedByKeys();
    void movingByLinesPassesDeletedLines();
    void aScreenReaderHearsTextAndChange();
    void aScreenReaderCanWrite();
    void bareLettersAreTypedNotCommands();
    void textDroppedFromElsewhereGoesIn();
    void aSelectionDraggedElsewhereMovesInOneStep();
    void aDragShowsWhereItWouldGoIn();
    void whatCannotBeDroppedStaysWhereItIs();

private:
    QTemporaryDir m_folder;
};

void ReviewEditingTest::typingAtBothEndsOfAChangeGrowsIt()
{
    Desk desk;
    desk.exchange(QStringLiteral("twice"), QStringLiteral("three"));
    desk.caretBehind(QStringLiteral("mg three"));
    desk.type(QStringLiteral(" times"));
    desk.caretBefore(QStringLiteral("three times"));
    desk.type(QStringLiteral("up to "));
    QVERIFY(desk.editor.text().contains(QStringLiteral("50 mg up to three times daily.")));
    QCOMPARE(desk.labels(), QStringList{QStringLiteral("twice → up to three times")});
    QCOMPARE(diff::apply(suggestion, desk.editor.hunks(), desk.editor.text()), std::optional(desk.editor.text()));
}

void ReviewEditingTest::aDigitTypedIntoANumberMarksTheNumber()
{
    Desk desk;
    desk.caretBehind(QStringLiteral("metformin 50"));
    desk.type(QStringLiteral("0"));
    QCOMPARE(desk.labels(), QStringList{QStringLiteral("50 mg → 500 mg")});
    QCOMPARE(desk.edited.count(), 1);
}

void ReviewEditingTest::copyGivesTextNotMarks()
{
    Desk desk;
    desk.exchange(QStringLiteral("50 mg"), QStringLiteral("500 mg"));
    desk.exchange(QStringLiteral("No known allergies.\n"), {});
    desk.key(Qt::Key_A, Qt::ControlModifier);
    desk.key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Takes metformin 500 mg twice daily.\nReturn in three months."));
    QVERIFY(!QGuiApplication::clipboard()->mimeData()->hasHtml());
}

void ReviewEditingTest::whatWasDeletedCannotBeReachedByTheCaret()
{
    Desk desk;
    desk.exchange(QStringLiteral("metformin "), {});
    desk.editor.setCaret(0);
    for (qsizetype i = 1; i <= desk.editor.text().size(); ++i) {
        desk.key(Qt::Key_Right);
        QCOMPARE(desk.editor.caret(), i);
    }
}

void ReviewEditingTest::backspaceOverAChangeDeletesText()
{
    Desk desk;
    desk.exchange(QStringLiteral("50"), QStringLiteral("500"));
    desk.caretBehind(QStringLiteral("500"));
    for (int i = 0; i < 4; ++i)
        desk.key(Qt::Key_Backspace);
    QVERIFY(desk.editor.text().startsWith(QStringLiteral("Takes metformin mg")));
    QCOMPARE(diff::apply(suggestion, desk.editor.hunks(), desk.editor.text()), std::optional(desk.editor.text()));
}

void ReviewEditingTest::takingBackIsOneStepOfUndo()
{
    Desk desk;
    desk.exchange(QStringLiteral("50"), QStringLiteral("500"));
    desk.exchange(QStringLiteral("three"), QStringLiteral("six"));
    const QString mine = desk.editor.text();
    desk.editor.takeBack({desk.editor.hunks().first().id});
    QVERIFY(desk.editor.text().contains(QStringLiteral("50 mg")));
    QVERIFY(desk.editor.text().contains(QStringLiteral("six months")));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), mine);
    QCOMPARE(desk.editor.hunks().size(), 2);
    desk.editor.takeAllBack();
    QCOMPARE(desk.editor.text(), suggestion);
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), mine);
    desk.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(desk.editor.text(), suggestion);
}

void ReviewEditingTest::aChangeTakenBackCanBePutBack()
{
    Desk desk;
    desk.exchange(QStringLiteral("50 mg"), QStringLiteral("500 mg"));
    desk.exchange(QStringLiteral("three"), QStringLiteral("six"));
    const QString mine = desk.editor.text();
    desk.editor.takeBack({desk.editor.hunks().first().id});
    QCOMPARE(desk.labels(), (QStringList{QStringLiteral("back: 50 → 500"), QStringLiteral("three → six")}));
    QVERIFY(desk.editor.putBack(desk.editor.changes().first().takenBack));
    QCOMPARE(desk.editor.text(), mine);
    desk.key(Qt::Key_Z, Qt::ControlModifier); // undo reaches over it
    QVERIFY(desk.editor.text().contains(QStringLiteral("metformin 50 mg")));
}

void ReviewEditingTest::takingEverythingBackGivesTheSuggestion()
{
    Desk desk(suggestion, QStringLiteral("Something else altogether.\n\nNo known allergies!"));
    QVERIFY(!desk.editor.hunks().isEmpty());
    desk.editor.takeAllBack();
    QCOMPARE(desk.editor.text(), suggestion);
    QVERIFY(desk.editor.hunks().isEmpty());
}

void ReviewEditingTest::everythingTakenBackIsPutBackInOneStep()
{
    Desk desk;
    desk.exchange(QStringLiteral("50 mg"), QStringLiteral("500 mg"));
    desk.exchange(QStringLiteral("No known allergies.\n"), {});
    desk.exchange(QStringLiteral("three"), QStringLiteral("six"));
    const QString mine = desk.editor.text();
    desk.editor.takeAllBack();
    QCOMPARE(desk.editor.text(), suggestion);
    QVERIFY(desk.editor.putAllBack());
    QCOMPARE(desk.editor.text(), mine);
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), suggestion);
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), mine);
}

void ReviewEditingTest::aSelectionTakesBackAndPutsBackWhatIsInIt()
{
    Desk desk;
    desk.exchange(QStringLiteral("50 mg"), QStringLiteral("500 mg"));
    desk.exchange(QStringLiteral("known"), QStringLiteral("drug"));
    desk.exchange(QStringLiteral("three"), QStringLiteral("six"));
    const QString mine = desk.editor.text();
    desk.editor.select({0, desk.editor.text().indexOf(QStringLiteral("allergies"))});
    desk.editor.takeBackHere();
    QCOMPARE(desk.editor.text(), QString(suggestion).replace(QStringLiteral("three"), QStringLiteral("six")));
    desk.editor.select({0, desk.editor.text().indexOf(QStringLiteral(" mg"))});
    QVERIFY(desk.editor.putBackHere());
    QVERIFY(desk.editor.text().contains(QStringLiteral("500 mg")));
    QVERIFY(desk.editor.text().contains(QStringLiteral("No known")));
    desk.editor.setCaret(0);
    QVERIFY(desk.editor.putBackHere());
    QCOMPARE(desk.editor.text(), mine);
}

void ReviewEditingTest::whatWasPutBackAndUndoneCanBePutBackAgain()
{
    Desk desk;
    desk.exchange(QStringLiteral("three"), QStringLiteral("six"));
    const QString mine = desk.editor.text();
    desk.editor.takeAllBack();
    QVERIFY(desk.editor.putBackHere());
    QVERIFY(!desk.editor.putBackHere()); // it is there already
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), suggestion);
    QCOMPARE(desk.labels(), QStringList{QStringLiteral("back: three → six")});
    QVERIFY(desk.editor.putBackHere());
    QCOMPARE(desk.editor.text(), mine);
}

void ReviewEditingTest::stepsGoFromChangeToChange()
{
    Desk desk;
    desk.exchange(QStringLiteral("50"), QStringLiteral("500"));
    desk.exchange(QStringLiteral("three"), QStringLiteral("six"));
    desk.editor.setCaret(0);
    QVERIFY(desk.editor.goToNextChange(1));
    QCOMPARE(desk.editor.caret(), desk.editor.text().indexOf(QStringLiteral("500")));
    QVERIFY(desk.editor.goToNextChange(1));
    QCOMPARE(desk.editor.caret(), desk.editor.text().indexOf(QStringLiteral("six")));
    QVERIFY(!desk.editor.goToNextChange(1));
    QVERIFY(desk.editor.goToNextChange(-1));
    QVERIFY(!desk.editor.goToNextChange(-1));
    desk.editor.setCaret(desk.editor.text().indexOf(QStringLiteral("No known")));
    QVERIFY(desk.editor.goToNextChange(-1));
    QCOMPARE(desk.editor.caret(), desk.editor.text().indexOf(QStringLiteral("500")));
}

void ReviewEditingTest::theCaretMakesAChangeTheCurrentOne()
{
    Desk desk;
    desk.exchange(QStringLiteral("50"), QStringLiteral("500"));
    desk.editor.setCaret(0);
    QVERIFY(!desk.editor.currentChange());
    QSignalSpy moved(&desk.editor, &SuggestionEditor::currentChangeMoved);
    desk.caretBehind(QStringLiteral("50"));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(desk.editor.currentChange(), std::optional(desk.editor.hunks().first().id));
}

void ReviewEditingTest::everyViewKeepsTextAndCaret()
{
    QString longText;
    for (int i = 0; i < 400; ++i)
        longText += QStringLiteral("Paragraph %1 says that the patient takes metformin and sleeps well.\n").arg(i);
    Desk desk(longText);
    desk.exchange(QStringLiteral("Paragraph 5 says"), {});
    desk.caretBefore(QStringLiteral("Paragraph 300"));
    const qsizetype caret = desk.editor.caret();
    const double y = desk.editor.rectOf(caret).top();
    for (const SuggestionEditor::View view : {SuggestionEditor::View::SideBySide, SuggestionEditor::View::FinalText, SuggestionEditor::View::WithChanges}) {
        desk.editor.setView(view);
        QCOMPARE(desk.editor.caret(), caret);
        QVERIFY(std::abs(desk.editor.rectOf(caret).top() - y) <= 2);
    }
}

void ReviewEditingTest::arrowsFollowTheDirectionOfTheParagraph()
{
    Desk desk(QString::fromUtf8("المريض يعاني من ألم\nleft to right"));
    desk.editor.setCaret(0);
    desk.key(Qt::Key_Left); // onwards in a right-to-left paragraph
    QCOMPARE(desk.editor.caret(), 1);
    desk.key(Qt::Key_Right);
    QCOMPARE(desk.editor.caret(), 0);
    QVERIFY(desk.editor.rectOf(0).left() > desk.editor.rectOf(5).left());
    desk.caretBefore(QStringLiteral("left"));
    desk.key(Qt::Key_Right);
    QCOMPARE(desk.editor.caret(), desk.editor.text().indexOf(QStringLiteral("eft")));
    desk.caretBehind(QString::fromUtf8("ألم"));
    desk.type(QString::fromUtf8("x"));
    QVERIFY(desk.editor.text().startsWith(QString::fromUtf8("المريض يعاني من ألمx")));
}

void ReviewEditingTest::marksOnALineOfMixedDirectionCoverEveryDigit()
{
    const QString text = QString::fromUtf8("يتناول المريض 500 ملغ من aspirin forte مرتين");
    ui::ParagraphStyle style;
    style.rightToLeft = true;
    style.font = QGuiApplication::font();
    const ui::ParagraphLayout layout(ui::plainDisplay(text, 0), style, 4000);
    for (const QString &words : {QStringLiteral("500"), QStringLiteral("aspirin forte")}) {
        const qsizetype at = text.indexOf(words);
        const QList<QRectF> whole = layout.rects(at, at + words.size());
        QCOMPARE(whole.size(), 1);
        QVERIFY(std::abs(whole.first().width() - QFontMetricsF(style.font).horizontalAdvance(words)) < 2);
        for (qsizetype k = at; k < at + words.size(); ++k) {
            const QList<QRectF> one = layout.rects(k, k + 1);
            QCOMPARE(one.size(), 1);
            QVERIFY(one.first().width() > 1 && whole.first().adjusted(-1, 0, 1, 0).contains(one.first()));
        }
    }
}

void ReviewEditingTest::aHeadStaysOneUnlessLinesAreTakenOutBeforeIt()
{
    const QString history = QStringLiteral("HISTORY\nThe patient has had a dry cough for two weeks.\n\n");
    const QString examination = QStringLiteral("EXAMINATION\nLungs are clear on both sides of the chest.\n\n");
    const auto height = [](Desk &desk, const QString &words) { return desk.editor.rectOf(desk.editor.text().indexOf(words)).height(); };
    Desk same(history + examination);
    const double head = height(same, QStringLiteral("HISTORY"));
    const double body = height(same, QStringLiteral("The patient"));
    QVERIFY(head < body);
    Desk moved(history + examination, examination + history);
    QCOMPARE(height(moved, QStringLiteral("HISTORY")), head);
    QCOMPARE(height(moved, QStringLiteral("EXAMINATION")), head);
    Desk gone(QStringLiteral("Seen at home.\nWith her daughter.\n") + history, history);
    QCOMPARE(height(gone, QStringLiteral("HISTORY")), body);
    gone.editor.setView(SuggestionEditor::View::FinalText);
    QCOMPARE(height(gone, QStringLiteral("HISTORY")), head);
}

void ReviewEditingTest::enterWritesTheLineEndOfTheText()
{
    Desk desk(QStringLiteral("one\r\ntwo"));
    desk.caretBehind(QStringLiteral("two"));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.editor.text(), QStringLiteral("one\r\ntwo\r\n"));
    desk.key(Qt::Key_Backspace); // the whole line end
    QCOMPARE(desk.editor.text(), QStringLiteral("one\r\ntwo"));
}

void ReviewEditingTest::everyCodeUnitIsKept()
{
    QString odd = QStringLiteral("tab\there, nbsp\u00A0there, cr\ralone, end\r\n\u2028zero\u200Bwidth ");
    odd.insert(4, QChar(0xD800)); // a lone surrogate, as it may have been received
    Desk desk(odd);
    QCOMPARE(desk.editor.text(), odd);
    desk.type(QStringLiteral("x"));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), odd);
    QVERIFY(desk.editor.hunks().isEmpty());
}

void ReviewEditingTest::textThatNoFileCanHoldIsRefused()
{
    Desk desk;
    QGuiApplication::clipboard()->setText(QStringLiteral("a") + QChar(0xD800));
    desk.editor.insertText(QStringLiteral("a") + QChar(0xD800));
    QCOMPARE(desk.refused.count(), 1);
    desk.editor.insertText(QStringLiteral("a") + QChar(0));
    QCOMPARE(desk.refused.count(), 2);
    QCOMPARE(desk.editor.text(), suggestion);
}

void ReviewEditingTest::aLineThatIsTooLongIsOnlyRead()
{
    const QString text = QStringLiteral("short\n") + QStringLiteral("word ").repeated(20'000) + QStringLiteral("\nshort");
    Desk desk(text);
    desk.editor.setCaret(5000);
    desk.type(QStringLiteral("x"));
    QCOMPARE(desk.editor.text(), text);
    QCOMPARE(desk.refused.count(), 1);
    QVERIFY(desk.refused.first().first().toString().contains(QStringLiteral("64")));
    desk.editor.setCaret(2);
    desk.type(QStringLiteral("x"));
    QVERIFY(desk.editor.text().startsWith(QStringLiteral("shxort")));
    desk.editor.insertText(QString(70'000, u'y')); // nor can one be made
    QCOMPARE(desk.refused.count(), 2);
}

void ReviewEditingTest::aPastedMegabyteIsOneStep()
{
    QString big;
    while (big.size() < 1'000'000)
        big += QStringLiteral("A pasted paragraph with number %1 that is as long as paragraphs are.\n").arg(big.size());
    Desk desk;
    desk.caretBehind(QStringLiteral("daily."));
    QGuiApplication::clipboard()->setText(big);
    desk.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(desk.editor.text().size(), suggestion.size() + big.size());
    QCOMPARE(diff::apply(suggestion, desk.editor.hunks(), desk.editor.text()), std::optional(desk.editor.text()));
    desk.type(QStringLiteral("x"));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), suggestion);
}

void ReviewEditingTest::readOnlyTextIsNotChangedByKeys()
{
    Desk desk;
    desk.editor.setReadOnly(true);
    desk.type(QStringLiteral("abc"));
    desk.key(Qt::Key_Delete);
    desk.key(Qt::Key_Return);
    desk.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), suggestion);
    desk.key(Qt::Key_Right); // but it can be read with the caret
    QCOMPARE(desk.editor.caret(), 1);
    QVERIFY(desk.face()->state().readOnly);
}

void ReviewEditingTest::movingByLinesPassesDeletedLines()
{
    Desk desk;
    desk.exchange(QStringLiteral("No known allergies.\n"), {});
    desk.editor.setCaret(desk.editor.text().size());
    for (int i = 0; i < 3; ++i)
        desk.key(Qt::Key_Up);
    QCOMPARE(desk.editor.paragraphs().indexAt(desk.editor.caret()), 0);
    for (int i = 0; i < 3; ++i)
        desk.key(Qt::Key_Down);
    QCOMPARE(desk.editor.paragraphs().indexAt(desk.editor.caret()), 1);
}

void ReviewEditingTest::aScreenReaderHearsTextAndChange()
{
    Desk desk;
    desk.exchange(QStringLiteral("50"), QStringLiteral("500"));
    desk.caretBehind(QStringLiteral("500"));
    QAccessibleInterface *face = desk.face();
    QCOMPARE(face->text(QAccessible::Name), QStringLiteral("Your version"));
    QAccessibleTextInterface *text = face->textInterface();
    QVERIFY(text);
    QCOMPARE(text->text(0, text->characterCount()), desk.editor.text());
    QCOMPARE(text->cursorPosition(), int(desk.editor.caret()));
    const QString heard = face->text(QAccessible::Description);
    QVERIFY2(heard.contains(QStringLiteral("Deleted")) && heard.contains(QStringLiteral("50")) && heard.contains(QStringLiteral("500")), qPrintable(heard));
    int start = 0;
    int end = 0;
    QVERIFY(text->attributes(int(desk.editor.hunks().first().b.start), &start, &end).contains(QStringLiteral("inserted")));
    QCOMPARE(start, int(desk.editor.hunks().first().b.start));
    QVERIFY(!text->characterRect(3).isEmpty());
}

void ReviewEditingTest::aScreenReaderCanWrite()
{
    Desk desk;
    QAccessibleEditableTextInterface *text = desk.face()->editableTextInterface();
    QVERIFY(text);
    text->replaceText(0, 5, QStringLiteral("Took"));
    QVERIFY(desk.editor.text().startsWith(QStringLiteral("Took metformin")));
    QCOMPARE(desk.edited.count(), 1);
}

void ReviewEditingTest::bareLettersAreTypedNotCommands()
{
    Desk desk;
    for (const int key : {Qt::Key_A, Qt::Key_Return, Qt::Key_Z}) {
        QKeyEvent asked(QEvent::ShortcutOverride, key, key == Qt::Key_Z ? Qt::ControlModifier : Qt::NoModifier,
                        key == Qt::Key_A ? QStringLiteral("a") : QString());
        asked.ignore();
        QCoreApplication::sendEvent(&desk.editor, &asked);
        QVERIFY(asked.isAccepted());
    }
    QKeyEvent command(QEvent::ShortcutOverride, Qt::Key_A, Qt::AltModifier, QStringLiteral("a"));
    command.ignore();
    QCoreApplication::sendEvent(&desk.editor, &command);
    QVERIFY(!command.isAccepted());
}

void ReviewEditingTest::textDroppedFromElsewhereGoesIn()
{
    Desk desk(QStringLiteral("first second third"));
    QMimeData content;
    content.setText(QStringLiteral(" fourth"));
    const QPointF end = desk.editor.rectOf(desk.editor.text().size()).center();
    QDragEnterEvent enter(end.toPoint(), Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(desk.editor.viewport(), &enter);
    QDropEvent drop(end + QPointF(30, 0), Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(desk.editor.viewport(), &drop);
    QCOMPARE(desk.editor.text(), QStringLiteral("first second third fourth"));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), QStringLiteral("first second third"));
}

void ReviewEditingTest::aSelectionDraggedElsewhereMovesInOneStep()
{
    Desk desk(QStringLiteral("Lungs are clear. No fever. Heart is normal."));
    const QString before = desk.editor.text();
    const auto choose = [&desk](const QString &words) {
        const qsizetype at = desk.editor.text().indexOf(words);
        desk.editor.select({at, at + words.size()});
    };
    choose(QStringLiteral(" No fever."));
    desk.editor.moveSelection(before.size());
    QCOMPARE(desk.editor.text(), QStringLiteral("Lungs are clear. Heart is normal. No fever."));
    QCOMPARE(desk.editor.selectedText(), QStringLiteral(" No fever."));
    QCOMPARE(diff::apply(before, desk.editor.hunks(), desk.editor.text()), std::optional(desk.editor.text()));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), before);
    desk.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(desk.editor.text(), QStringLiteral("Lungs are clear. Heart is normal. No fever."));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    choose(QStringLiteral("Heart is normal."));
    desk.editor.moveSelection(0);
    QCOMPARE(desk.editor.text(), QStringLiteral("Heart is normal.Lungs are clear. No fever. "));
    QCOMPARE(desk.editor.selection().start, 0);
    desk.editor.moveSelection(5); // into itself
    QCOMPARE(desk.editor.text(), QStringLiteral("Heart is normal.Lungs are clear. No fever. "));
}

void ReviewEditingTest::aDragShowsWhereItWouldGoIn()
{
    Desk desk(QStringLiteral("first second third"));
    QMimeData content;
    content.setText(QStringLiteral("fourth "));
    const QPointF place = desk.editor.rectOf(6).center();
    const QImage without = desk.editor.viewport()->grab().toImage();
    desk.editor.clearFocus(); // no caret of its own
    QDragEnterEvent enter(place.toPoint(), Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(desk.editor.viewport(), &enter);
    QVERIFY(enter.isAccepted());
    const QRect there = desk.editor.rectOf(6).toAlignedRect().adjusted(-2, 0, 2, 0);
    QVERIFY(desk.editor.viewport()->grab().toImage().copy(there) != without.copy(there));
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(desk.editor.viewport(), &leave);
    QCOMPARE(desk.editor.viewport()->grab().toImage().copy(there), without.copy(there));
    desk.editor.setReadOnly(true);
    QDragMoveEvent over(place.toPoint(), Qt::CopyAction, &content, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(desk.editor.viewport(), &over);
    QVERIFY(!over.isAccepted());
}

void ReviewEditingTest::whatCannotBeDroppedStaysWhereItIs()
{
    const QString text = QStringLiteral("short\n") + QStringLiteral("word ").repeated(20'000) + QStringLiteral("\nend");
    Desk desk(text);
    desk.editor.select({0, 5});
    desk.editor.moveSelection(5000); // a line that can only be read
    QCOMPARE(desk.editor.text(), text);
    QCOMPARE(desk.refused.count(), 1);
    desk.editor.select({6, 11});
    desk.editor.moveSelection(0); // out of it
    QCOMPARE(desk.editor.text(), text);
    QCOMPARE(desk.refused.count(), 2);
    QVERIFY(!desk.editor.canUndo());
}

QTEST_MAIN(ReviewEditingTest)
#include "tst_reviewediting.moc"
