// The review desk as a person uses it: by accessible name and by key, on a real store.
#include "ui/reviewdesk.h"

#include "ui/speech.h"
#include "workflow/claimcase.h"
#include "workflow/readings.h"

#include <QAccessible>
#include <QBuffer>
#include <QCryptographicHash>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabBar>
#include <QTextEdit>
#include <QtEndian>

using namespace countersign;
using testsupport::Ward;
using uitest::Desk;
using uitest::fieldsCase;
using uitest::noteCase;

class ReviewPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void aCaseOpensWithTheKeyboardOnTheCase();
    void approvingTakesTwoKeysAndTheNextCaseIsThere();
    void approvingUntouchedSendsNoContent();
    void rejectingTakesFourKeysAndTheWords();
    void rejectingWithoutWordsAsksForThem();
    void theSameKeyAgainDisarms();
    void editingGoesIntoTheText();
    void anEditedTextIsSignedAsEdited();
    void aRationaleMayComeFromAProgramThatSpeaksForAPerson();
    void lettersInTheTextAreNoVerdicts();
    void altLettersWorkInTheText();
    void escStepsBackToTheCaseAndThenOut();
    void f6GoesRoundThePanes();
    void aCitationLightsUpBothEnds();
    void clickingACitedPlaceLightsItsSource();
    void changesAreListedAndTakenBackFromTheList();
    void evidenceTabsAreSteppedThrough();
    void fieldsKeepTheirDigits();
    void aFieldThatDoesNotFitStopsSigning();
    void aDraftComesBackWithCaretAndWords();
    void skippingBringsAnotherCase();
    void aCaseSomebodyElseHasIsOnlyRead();
    void aGiantPictureIsRefusedInWords();
    void unknownFilesAreOfferedForSaving();
    void pagesFetchNothing();
    void workGoesOnWhileTheStoreIsUnreachable();
    void lockingClearsTheDesk();
    void thePanesStayAsTheyWereLeft();
    void everythingHasAName();
    void everyControlFitsAtTwiceTheTextSize();

private:
    QTemporaryDir m_folder;
};

void ReviewPageTest::aCaseOpensWithTheKeyboardOnTheCase()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    QCOMPARE(QApplication::focusWidget(), desk.page.get());
    QVERIFY(desk.page->accessibleName().contains(QStringLiteral("a, Clinical note")));
    QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 50 mg twice daily. A1c 9.1."));
    QVERIFY(uitest::reads(desk.page.get(), QStringLiteral("high risk")));
}

void ReviewPageTest::approvingTakesTwoKeysAndTheNextCaseIsThere()
{
    Desk desk({noteCase("a"), noteCase("b")});
    desk.next();
    const QString first = desk.page->currentCase().value;
    QSignalSpy counted(desk.page.get(), &ui::ReviewPage::caseCountChanged);
    desk.keys = 0;
    desk.press(Qt::Key_A);
    QVERIFY(desk.text(QStringLiteral("What is signed")).contains(QStringLiteral("approve")));
    QCOMPARE(desk.decisions().size(), 0); // armed is not signed
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase().value != first, uitest::patience);
    QCOMPARE(desk.keys, 2);
    QCOMPARE(QApplication::focusWidget(), desk.page.get());
    QVERIFY(counted.count() >= 1);
    QVERIFY(desk.text(QStringLiteral("Draft")).startsWith(QStringLiteral("Signed")));
}

void ReviewPageTest::approvingUntouchedSendsNoContent()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_F2); // looked at, typed and taken back: still untouched
    desk.words(QStringLiteral("x"));
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    desk.press(Qt::Key_Escape);
    desk.press(Qt::Key_A);
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.decisions().size(), 1, uitest::patience);
    desk.idle();
    QCOMPARE(desk.decisions().first().verdict, core::Verdict::Approve);
    const auto page = workflow::openDecision(desk.ward.ports(), desk.decisions().first().id, desk.ward.ada().person);
    QVERIFY(page);
    QCOMPARE(page->outcome->bytes(), QByteArray("Takes 50 mg twice daily. A1c 9.1."));
}

void ReviewPageTest::rejectingTakesFourKeysAndTheWords()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.keys = 0;
    desk.press(Qt::Key_R);
    desk.press(Qt::Key_O, Qt::AltModifier); // the list of reasons
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activePopupWidget(), uitest::patience);
    desk.press(Qt::Key_1);
    QTRY_COMPARE_WITH_TIMEOUT(QApplication::focusWidget(), desk.rationale(), uitest::patience);
    desk.words(QStringLiteral("dose misread"));
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.decisions().size(), 1, uitest::patience);
    QCOMPARE(desk.keys, 4);
    desk.idle();
    const core::DecisionRow row = desk.decisions().first();
    QCOMPARE(row.verdict, core::Verdict::Reject);
    QCOMPARE(row.reasons, QStringList{QStringLiteral("dose-wrong")});
    QVERIFY(!row.rationaleBlob.isEmpty());
}

void ReviewPageTest::rejectingWithoutWordsAsksForThem()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_R);
    QCOMPARE(QApplication::focusWidget(), desk.rationale());
    QVERIFY(!desk.text(QStringLiteral("What is missing")).isEmpty());
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    desk.idle();
    QCOMPARE(desk.decisions().size(), 0);
    desk.words(QStringLiteral("wrong"));
    QVERIFY(desk.text(QStringLiteral("What is missing")).isEmpty());
}

void ReviewPageTest::theSameKeyAgainDisarms()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_A);
    desk.press(Qt::Key_A);
    QVERIFY(desk.text(QStringLiteral("What is signed")).isEmpty());
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    desk.idle();
    QCOMPARE(desk.decisions().size(), 0);
    QVERIFY(!desk.text(QStringLiteral("What is missing")).isEmpty()); // a verdict
}

void ReviewPageTest::editingGoesIntoTheText()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_E);
    QCOMPARE(QApplication::focusWidget(), desk.editor());
    QVERIFY(!desk.text(QStringLiteral("What is missing")).isEmpty()); // nothing is changed yet
}

void ReviewPageTest::anEditedTextIsSignedAsEdited()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), desk.editor());
    desk.editor()->setCaret(8);
    desk.words(QStringLiteral("0"));
    desk.press(Qt::Key_A, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), desk.rationale());
    desk.words(QStringLiteral("dose"));
    QVERIFY(desk.text(QStringLiteral("What is signed")).contains(QStringLiteral("edited")));
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.decisions().size(), 1, uitest::patience);
    desk.idle();
    const auto page = workflow::openDecision(desk.ward.ports(), desk.decisions().first().id, desk.ward.ada().person);
    QVERIFY(page);
    QCOMPARE(page->row.verdict, core::Verdict::Edit);
    QCOMPARE(page->outcome->text, QStringLiteral("Takes 500 mg twice daily. A1c 9.1."));
    QCOMPARE(page->rationale, QStringLiteral("dose"));
}

void ReviewPageTest::aRationaleMayComeFromAProgramThatSpeaksForAPerson()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_R);
    QAccessible::queryAccessibleInterface(desk.rationale())->setText(QAccessible::Value, QStringLiteral("not this patient"));
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.decisions().size(), 1, uitest::patience);
    desk.idle();
    const auto page = workflow::openDecision(desk.ward.ports(), desk.decisions().first().id, desk.ward.ada().person);
    QVERIFY(page);
    QCOMPARE(page->rationale, QStringLiteral("not this patient"));
}

void ReviewPageTest::lettersInTheTextAreNoVerdicts()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_F2);
    desk.words(QStringLiteral("areus"));
    QVERIFY(desk.editor()->text().startsWith(QStringLiteral("areus")));
    QVERIFY(desk.text(QStringLiteral("What is signed")).isEmpty());
    QCOMPARE(desk.page->currentCase().value, QStringLiteral("a"));
}

void ReviewPageTest::altLettersWorkInTheText()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_F2);
    desk.press(Qt::Key_U, Qt::AltModifier);
    QVERIFY(desk.text(QStringLiteral("What is signed")).contains(QStringLiteral("supervisor")));
    desk.press(Qt::Key_T, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), desk.rationale());
}

void ReviewPageTest::escStepsBackToTheCaseAndThenOut()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    QSignalSpy back(desk.page.get(), &ui::ReviewPage::backRequested);
    desk.press(Qt::Key_F2);
    desk.press(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), desk.page.get());
    QCOMPARE(back.count(), 0);
    desk.press(Qt::Key_Escape);
    QCOMPARE(back.count(), 1);
}

void ReviewPageTest::f6GoesRoundThePanes()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    QStringList visited;
    for (int i = 0; i < 5; ++i) {
        desk.press(Qt::Key_F6);
        visited.append(uitest::nameOf(desk.focused()));
    }
    QCOMPARE(visited[0], QStringLiteral("Evidence: Dialogue"));
    QCOMPARE(visited[1], QStringLiteral("Your version"));
    QCOMPARE(visited[2], QStringLiteral("Citations"));
    QCOMPARE(visited[3], QStringLiteral("Rationale"));
    QCOMPARE(QApplication::focusWidget(), desk.page.get());
    desk.press(Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), desk.rationale());
}

void ReviewPageTest::aCitationLightsUpBothEnds()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    auto *dialogue = uitest::find<ui::ParagraphView>(desk.page.get(), QStringLiteral("Evidence: Dialogue"));
    QVERIFY(dialogue);
    QCOMPARE(dialogue->marks(ui::MarkKind::Cited).size(), 1);
    desk.press(Qt::Key_C);
    const QList<diff::Range> lit = dialogue->marks(ui::MarkKind::Lit);
    QCOMPARE(lit.size(), 1);
    QCOMPARE(dialogue->text().sliced(lit.first().start, lit.first().length()), QStringLiteral("five hundred, twice a day")); // the quote wins
    auto *list = uitest::find<QListView>(desk.page.get(), QStringLiteral("Citations"));
    QCOMPARE(list->currentIndex().row(), 0);
    QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("50 mg twice daily"));
    desk.press(Qt::Key_C); // into the other item
    QVERIFY(dialogue->marks(ui::MarkKind::Lit).isEmpty());
    QCOMPARE(uitest::find<QTabBar>(desk.page.get(), QStringLiteral("Evidence"))->currentIndex(), 1);
}

void ReviewPageTest::clickingACitedPlaceLightsItsSource()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    auto *dialogue = uitest::find<ui::ParagraphView>(desk.page.get(), QStringLiteral("Evidence: Dialogue"));
    const QPoint place = desk.editor()->rectOf(8).center().toPoint();
    QTest::mouseClick(desk.editor()->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(dialogue->marks(ui::MarkKind::Lit).size(), 1);
    auto *list = uitest::find<QListView>(desk.page.get(), QStringLiteral("Citations"));
    QCOMPARE(list->currentIndex().row(), 0);
}

void ReviewPageTest::changesAreListedAndTakenBackFromTheList()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.editor()->setCaret(8);
    desk.editor()->insertText(QStringLiteral("0"));
    auto *list = uitest::find<QListView>(desk.page.get(), QStringLiteral("Changes"));
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, uitest::patience);
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("50 mg → 500 mg"));
    QVERIFY(list->isVisible());
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    desk.press(Qt::Key_Space);
    QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 50 mg twice daily. A1c 9.1."));
    QVERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("Taken back")));
    list->setCurrentIndex(list->model()->index(0, 0));
    desk.press(Qt::Key_Space);
    QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 500 mg twice daily. A1c 9.1."));
    desk.page->setFocus();
    desk.press(Qt::Key_Down, Qt::AltModifier);
    desk.press(Qt::Key_Backspace, Qt::AltModifier);
    QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 50 mg twice daily. A1c 9.1."));
}

void ReviewPageTest::evidenceTabsAreSteppedThrough()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    auto *tabs = uitest::find<QTabBar>(desk.page.get(), QStringLiteral("Evidence"));
    QCOMPARE(tabs->count(), 2);
    desk.press(Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 1);
    QVERIFY(uitest::find<QAbstractItemView>(desk.page.get(), QStringLiteral("Evidence: Labs")));
    desk.press(Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 0);
}

void ReviewPageTest::fieldsKeepTheirDigits()
{
    Desk desk({fieldsCase("f")});
    desk.open(QStringLiteral("f"));
    desk.press(Qt::Key_F2);
    auto *total = uitest::find<QLineEdit>(desk.page.get(), QStringLiteral("total"));
    QCOMPARE(QApplication::focusWidget(), total);
    QCOMPARE(total->text(), QStringLiteral("12.500"));
    desk.words(QStringLiteral("13.10"));
    auto *changes = uitest::find<QListView>(desk.page.get(), QStringLiteral("Changes"));
    QCOMPARE(changes->model()->index(0, 0).data().toString(), QStringLiteral("total: 12.500 → 13.10"));
    desk.press(Qt::Key_E, Qt::AltModifier);
    desk.words(QStringLiteral("misread"));
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.decisions().size(), 1, uitest::patience);
    desk.idle();
    const auto page = workflow::openDecision(desk.ward.ports(), desk.decisions().first().id, desk.ward.ada().person);
    QVERIFY(page);
    QCOMPARE(page->outcome->fields, QByteArray("{\"total\":13.10,\"shop\":\"Aeon\",\"paid\":true}"));
}

void ReviewPageTest::aFieldThatDoesNotFitStopsSigning()
{
    Desk desk({fieldsCase("f")});
    desk.open(QStringLiteral("f"));
    desk.press(Qt::Key_F2);
    auto *total = uitest::find<QLineEdit>(desk.page.get(), QStringLiteral("total"));
    desk.words(QStringLiteral("1,5"));
    QVERIFY(uitest::reads(desk.page.get(), QStringLiteral("A number is needed here")));
    desk.press(Qt::Key_U, Qt::AltModifier);
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    desk.idle();
    QCOMPARE(desk.decisions().size(), 0);
    QCOMPARE(QApplication::focusWidget(), total);
    QTest::mouseClick(desk.button(QStringLiteral("Take total back")), Qt::LeftButton);
    QCOMPARE(total->text(), QStringLiteral("12.500"));
    QVERIFY(!uitest::reads(desk.page.get(), QStringLiteral("A number is needed here")));
}

void ReviewPageTest::aDraftComesBackWithCaretAndWords()
{
    Desk desk({noteCase("a"), noteCase("b")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_F2);
    desk.editor()->setCaret(8);
    desk.words(QStringLiteral("0"));
    desk.press(Qt::Key_R, Qt::AltModifier);
    desk.words(QStringLiteral("half a sentence"));
    desk.open(QStringLiteral("b"));
    QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 50 mg twice daily. A1c 9.1."));
    QVERIFY(desk.rationale()->text().isEmpty());
    desk.open(QStringLiteral("a"));
    QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 500 mg twice daily. A1c 9.1."));
    QCOMPARE(desk.editor()->caret(), 9);
    QCOMPARE(desk.rationale()->text(), QStringLiteral("half a sentence"));
    QVERIFY(desk.text(QStringLiteral("What is signed")).contains(QStringLiteral("reject")));
}

void ReviewPageTest::skippingBringsAnotherCase()
{
    Desk desk({noteCase("a"), noteCase("b")});
    desk.next();
    const QString first = desk.page->currentCase().value;
    desk.press(Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase().value != first, uitest::patience);
    desk.idle();
    QCOMPARE(desk.decisions().size(), 0);
}

void ReviewPageTest::aCaseSomebodyElseHasIsOnlyRead()
{
    Desk desk({noteCase("a")});
    const workflow::ActingPerson grace = desk.ward.join(QStringLiteral("grace"), {core::Role::Reviewer});
    QVERIFY(workflow::claimCase(desk.ward.ports(), grace.person, core::CaseId(QStringLiteral("a"))));
    desk.open(QStringLiteral("a"));
    QVERIFY(!desk.button(QStringLiteral("Approve"))->isEnabled());
    QVERIFY(desk.text(QStringLiteral("What is signed")).contains(QStringLiteral("grace")));
    desk.press(Qt::Key_F2);
    desk.words(QStringLiteral("x"));
    QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 50 mg twice daily. A1c 9.1."));
}

namespace {

QByteArray fileCase(const QByteArray &id, const QByteArray &type, const QByteArray &file, const QByteArray &content)
{
    const QByteArray sha = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id
        + "\",\"kind\":\"image\",\"evidence\":[{\"id\":\"file\",\"title\":\"File\",\"mediaType\":\"" + type
        + "\",\"file\":\"" + file + "\",\"sha256\":\"" + sha + "\"}],\"suggestion\":{\"text\":\"Nothing to see.\"}}";
}

void putFile(const QString &folder, const QByteArray &name, const QByteArray &content)
{
    QFile file(folder + u'/' + QString::fromLatin1(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

void ReviewPageTest::aGiantPictureIsRefusedInWords()
{
    QImage image(4, 4, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    const QByteArray good = bytes;
    qToBigEndian<quint32>(100'000, bytes.data() + 16);
    qToBigEndian<quint32>(100'000, bytes.data() + 20);
    Desk desk({noteCase("other")});
    putFile(desk.ward.folder(), "giant.png", bytes);
    putFile(desk.ward.folder(), "good.png", good);
    QVERIFY(desk.ward.importLines({fileCase("giant", "image/png", "giant.png", bytes), fileCase("good", "image/png", "good.png", good)}));
    desk.open(QStringLiteral("giant"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.page.get(), QStringLiteral("This picture")), uitest::patience);
    QVERIFY(desk.button(QStringLiteral("Save a copy…")));
    desk.open(QStringLiteral("good"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.page.get(), QStringLiteral("4 × 4 pixels")), uitest::patience);
    QVERIFY(desk.button(QStringLiteral("Zoom in")));
}

void ReviewPageTest::unknownFilesAreOfferedForSaving()
{
    uitest::LaidDownAnswers answers;
    Desk desk({noteCase("other")});
    const QByteArray content("PK and more");
    putFile(desk.ward.folder(), "scan.zip", content);
    QVERIFY(desk.ward.importLines({fileCase("scan", "application/zip", "scan.zip", content)}));
    desk.open(QStringLiteral("scan"));
    QVERIFY(uitest::reads(desk.page.get(), QStringLiteral("scan.zip")));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.page.get(), QStringLiteral("application/zip · ")), uitest::patience);
    answers.path = desk.ward.folder() + QStringLiteral("/saved.zip");
    QTest::mouseClick(desk.button(QStringLiteral("Save a copy…")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.page.get(), QStringLiteral("Saved as")), uitest::patience);
    QFile saved(answers.path);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), content);
}

void ReviewPageTest::pagesFetchNothing()
{
    const QByteArray html = "<html><head><script>alert(1)</script><link rel='stylesheet' href='file:///etc/passwd'></head><body><p>Seen text.</p>"
                            "<img src='file:///etc/hostname'><img src='http://127.0.0.1:1/x.png'><a href='http://127.0.0.1:1/'>link</a></body></html>";
    QByteArray line = noteCase("a");
    line.replace("\"mediaType\":\"text/csv\",\"text\":\"name,value\\nA1c,9.1\\n\"", "\"mediaType\":\"text/html\",\"text\":\"" + html + "\"");
    Desk desk({line});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_PageDown, Qt::ControlModifier);
    QTextEdit *page = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((page = uitest::find<QTextEdit>(desk.page.get(), QStringLiteral("Evidence: Labs"))), uitest::patience);
    QVERIFY(page->toPlainText().contains(QStringLiteral("Seen text.")));
    QVERIFY(!page->toPlainText().contains(QStringLiteral("alert")));
    for (const QString &source : {QStringLiteral("file:///etc/hostname"), QStringLiteral("http://127.0.0.1:1/x.png")})
        QVERIFY(!page->document()->resource(QTextDocument::ImageResource, QUrl(source)).isValid());
}

void ReviewPageTest::workGoesOnWhileTheStoreIsUnreachable()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    Q_EMIT desk.session->storeUnreachable({core::ErrorKind::StoreUnreachable, {}, {}});
    QVERIFY(!QApplication::activeModalWidget());
    desk.press(Qt::Key_F2);
    desk.words(QStringLiteral("x"));
    QVERIFY(desk.editor()->text().startsWith(u'x'));
    Q_EMIT desk.session->storeReachable();
    QTRY_VERIFY_WITH_TIMEOUT(desk.ward.ports().cases.loadDraft(core::CaseId(QStringLiteral("a")), desk.session->acting().person.id).value(), uitest::patience);
}

void ReviewPageTest::lockingClearsTheDesk()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.session->lock();
    QVERIFY(!desk.page->hasCase());
    QVERIFY(desk.editor()->text().isEmpty());
    QVERIFY(!uitest::find<ui::ParagraphView>(desk.page.get(), QStringLiteral("Evidence: Dialogue"))
            || !uitest::find<ui::ParagraphView>(desk.page.get(), QStringLiteral("Evidence: Dialogue"))->isVisible());
}

void ReviewPageTest::thePanesStayAsTheyWereLeft()
{
    const auto side = [](Desk &desk) { return uitest::find<QWidget>(desk.page.get(), QStringLiteral("About this case")); };
    QList<int> widths;
    {
        Desk desk({noteCase("a")});
        desk.open(QStringLiteral("a"));
        auto *panes = desk.page->findChild<QSplitter *>();
        const int before = panes->sizes().first();
        QWidget *handle = panes->handle(1);
        QTest::mousePress(handle, Qt::LeftButton, {}, handle->rect().center());
        QTest::mouseMove(handle, handle->rect().center() + QPoint(60, 0));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, handle->rect().center());
        widths = panes->sizes();
        QVERIFY(widths.first() > before);
        QVERIFY(side(desk)->isVisible());
    }
    {
        Desk desk({noteCase("a")});
        desk.open(QStringLiteral("a"));
        QCOMPARE(desk.page->findChild<QSplitter *>()->sizes(), widths);
        desk.press(Qt::Key_F4);
        QVERIFY(!side(desk)->isVisible());
    }
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    QVERIFY(!side(desk)->isVisible());
    desk.press(Qt::Key_F4);
    QVERIFY(side(desk)->isVisible());
    QSettings().remove(QStringLiteral("desk"));
}

void ReviewPageTest::everythingHasAName()
{
    Desk desk({noteCase("a"), fieldsCase("f")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(uitest::unnamed(desk.page.get()).join(u'\n'), QString());
    desk.open(QStringLiteral("f"));
    QCOMPARE(uitest::unnamed(desk.page.get()).join(u'\n'), QString());
}

void ReviewPageTest::everyControlFitsAtTwiceTheTextSize()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    ui::theme::setTextScale(2.0);
    QCoreApplication::processEvents();
    const QStringList names{QStringLiteral("Approve"), QStringLiteral("Skip"), QStringLiteral("Sign as Dr. Ada Mwangi")};
    for (const QString &name : names) {
        QAbstractButton *button = desk.button(name);
        QVERIFY(button);
        const QRect place(button->mapTo(desk.page.get(), QPoint()), button->size());
        QVERIFY2(desk.page->rect().contains(place), qPrintable(name));
        QVERIFY(button->width() >= button->sizeHint().width());
    }
    desk.page->resize(1200, 700);
    QCoreApplication::processEvents();
    const auto *column = uitest::find<QListView>(desk.page.get(), QStringLiteral("Changes"))->parentWidget()->parentWidget();
    QVERIFY2(column->width() <= column->parentWidget()->width(), qPrintable(QString::number(column->width()))); // nothing beyond the edge of the pane
    ui::theme::setTextScale(1.0);
}

QTEST_MAIN(ReviewPageTest)
#include "tst_reviewpage.moc"
