// Fields that come and go in the form, by key, and what the record then says.
#include "ui/reviewdesk.h"

#include "ui/review/fields/exacttext.h"
#include "ui/review/fields/fieldsform.h"
#include "workflow/readings.h"

#include <QComboBox>
#include <QListView>
#include <QPlainTextEdit>
#include <QtTest>

using namespace countersign;
using uitest::Desk;
using uitest::fieldsCase;
using uitest::formCase;

namespace {

const QByteArray suggested = "{\"shop\":\"Aeon\", \"note\":\"a\\r\\nb\\u00a0c\\rd\", \"items\":[{\"what\":\"tea\",\"price\":2.50},{\"what\":\"milk\",\"price\":1.20}]}";

QByteArray fieldsOn(const Desk &desk)
{
    return uitest::find<ui::FieldsForm>(desk.page.get(), QStringLiteral("Fields"))->fields();
}

QStringList changesOn(const Desk &desk)
{
    auto *list = uitest::find<QListView>(desk.page.get(), QStringLiteral("Changes"));
    QStringList changes;
    for (int row = 0; list && row < list->model()->rowCount(); ++row)
        changes.append(list->model()->index(row, 0).data().toString());
    return changes;
}

// Signs an approval with edits and gives back what was recorded.
QByteArray signedFields(Desk &desk)
{
    desk.press(Qt::Key_E, Qt::AltModifier);
    desk.words(QStringLiteral("misread"));
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    if (!QTest::qWaitFor([&desk] { return desk.decisions().size() == 1; }, uitest::patience))
        return "not signed";
    desk.idle();
    const auto page = workflow::openDecision(desk.ward.ports(), desk.decisions().first().id, desk.ward.ada().person);
    return page && page->outcome ? page->outcome->fields : QByteArray("no outcome");
}

} // namespace

class FieldsFormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anItemIsAddedByKeyAndRecorded();
    void anItemIsRemovedByKeyAndPutBack();
    void aFieldOfTheFormIsChosenByName();
    void aFieldOfAnyNameIsAddedWithoutAForm();
    void aFieldTheFormWantsStays();
    void whatWasAddedAndNotFilledStopsSigning();
    void stepsGoBackOverWhatWasAddedRemovedAndTyped();
    void aDraftComesBackWithItsPlaceAndSteps();
    void stepsSurviveADraft();
    void stepsThatDoNotLeadToTheFieldsAreRefused();
    void noValueIsNeitherEmptyNorAbsent();
    void whatIsTypedIntoALongTextLeavesTheRestAsReceived();
    void aFieldTooLongToEditIsSaidAndApprovedAsReceived();
    void enterGoesOnToTheNextField();
    void editorsHoldTextsExactly_data();
    void editorsHoldTextsExactly();
};

void FieldsFormTest::anItemIsAddedByKeyAndRecorded()
{
    Desk desk({formCase("f")});
    desk.open(QStringLiteral("f"));
    uitest::find<QLineEdit>(desk.page.get(), QStringLiteral("price"))->setFocus();
    QAbstractButton *add = desk.button(QStringLiteral("Add an item to items"));
    QVERIFY(add);
    add->setFocus();
    desk.press(Qt::Key_Insert, Qt::AltModifier);
    QCOMPARE(changesOn(desk), QStringList{QStringLiteral("items 3: added")});
    desk.words(QStringLiteral("butter"));
    desk.press(Qt::Key_Return);
    desk.words(QStringLiteral("3.75"));
    QByteArray expected = suggested;
    expected.insert(expected.lastIndexOf(']'), ",{\"what\":\"butter\",\"price\":3.75}");
    QCOMPARE(fieldsOn(desk), expected);
    QCOMPARE(signedFields(desk), expected);
}

void FieldsFormTest::anItemIsRemovedByKeyAndPutBack()
{
    Desk desk({formCase("f")});
    desk.open(QStringLiteral("f"));
    desk.button(QStringLiteral("Add a field to items 1"))->setFocus();
    desk.press(Qt::Key_Delete, Qt::AltModifier);
    QCOMPARE(changesOn(desk), QStringList{QStringLiteral("items 1: removed")});
    QTRY_VERIFY(uitest::reads(desk.page.get(), QStringLiteral("removed")));
    QVERIFY(fieldsOn(desk).endsWith("\"items\":[{\"what\":\"milk\",\"price\":1.20}]}"));
    QCOMPARE(desk.focused(), desk.button(QStringLiteral("Put items 1 back")));
    desk.press(Qt::Key_Space);
    QCOMPARE(fieldsOn(desk), suggested);
    QCOMPARE(changesOn(desk), QStringList());
    desk.button(QStringLiteral("Add a field to items 1"))->setFocus();
    desk.press(Qt::Key_Delete, Qt::AltModifier);
    QVERIFY(signedFields(desk).endsWith("\"items\":[{\"what\":\"milk\",\"price\":1.20}]}"));
}

void FieldsFormTest::aFieldOfTheFormIsChosenByName()
{
    Desk desk({formCase("f")});
    desk.open(QStringLiteral("f"));
    desk.press(Qt::Key_F2);
    desk.press(Qt::Key_Insert, Qt::AltModifier);
    desk.words(QStringLiteral("pa"));
    desk.press(Qt::Key_Return);
    auto *paid = qobject_cast<QComboBox *>(desk.focused());
    QVERIFY(paid);
    QCOMPARE(paid->accessibleName(), QStringLiteral("Paid"));
    QVERIFY(fieldsOn(desk).endsWith(",\"paid\":null}") || fieldsOn(desk).endsWith(", \"paid\":null}"));
    paid->setCurrentText(QStringLiteral("true"));
    QVERIFY(fieldsOn(desk).endsWith("\"paid\":true}"));
    QCOMPARE(changesOn(desk), QStringList{QStringLiteral("Paid: added, true")});
}

void FieldsFormTest::aFieldOfAnyNameIsAddedWithoutAForm()
{
    Desk desk({fieldsCase("f")});
    desk.open(QStringLiteral("f"));
    desk.press(Qt::Key_F2);
    desk.press(Qt::Key_Insert, Qt::AltModifier);
    desk.words(QStringLiteral("table no"));
    desk.press(Qt::Key_Return);
    desk.words(QStringLiteral("7"));
    QVERIFY(fieldsOn(desk).endsWith(",\"table no\":7}"));
    desk.press(Qt::Key_Insert, Qt::AltModifier);
    desk.words(QStringLiteral("shop"));
    desk.press(Qt::Key_Return);
    QTRY_VERIFY(uitest::reads(desk.page.get(), QStringLiteral("There is a field “shop” already.")));
}

void FieldsFormTest::aFieldTheFormWantsStays()
{
    Desk desk({formCase("f")});
    desk.open(QStringLiteral("f"));
    desk.press(Qt::Key_F2);
    desk.press(Qt::Key_Delete, Qt::AltModifier);
    QTRY_VERIFY(uitest::reads(desk.page.get(), QStringLiteral("The form wants “shop”")));
    QCOMPARE(fieldsOn(desk), suggested);
}

void FieldsFormTest::whatWasAddedAndNotFilledStopsSigning()
{
    Desk desk({formCase("f")});
    desk.open(QStringLiteral("f"));
    desk.button(QStringLiteral("Add an item to items"))->setFocus();
    desk.press(Qt::Key_Space);
    QTRY_VERIFY(uitest::reads(desk.page.get(), QStringLiteral("Expected here: number")));
    desk.press(Qt::Key_E, Qt::AltModifier);
    desk.words(QStringLiteral("misread"));
    desk.press(Qt::Key_Return, Qt::ControlModifier);
    desk.idle();
    QCOMPARE(desk.decisions().size(), 0);
    QCOMPARE(desk.focused()->accessibleName(), QStringLiteral("price"));
}

void FieldsFormTest::stepsGoBackOverWhatWasAddedRemovedAndTyped()
{
    Desk desk({formCase("f")});
    desk.open(QStringLiteral("f"));
    desk.button(QStringLiteral("Add a field to items 2"))->setFocus();
    desk.press(Qt::Key_Delete, Qt::AltModifier);
    const QByteArray removed = fieldsOn(desk);
    desk.button(QStringLiteral("Add an item to items"))->setFocus();
    desk.press(Qt::Key_Insert, Qt::AltModifier);
    desk.words(QStringLiteral("x"));
    const QByteArray typed = fieldsOn(desk);
    desk.press(Qt::Key_Z, Qt::ControlModifier); // in the field
    desk.press(Qt::Key_Z, Qt::ControlModifier); // the item
    QCOMPARE(fieldsOn(desk), removed);
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(fieldsOn(desk), suggested);
    QCOMPARE(changesOn(desk), QStringList());
    desk.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fieldsOn(desk), removed);
    desk.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(fieldsOn(desk).size() > removed.size() && fieldsOn(desk).size() < typed.size());
}

void FieldsFormTest::aDraftComesBackWithItsPlaceAndSteps()
{
    Desk desk({formCase("f"), formCase("g")});
    desk.open(QStringLiteral("f"));
    desk.button(QStringLiteral("Add an item to items"))->setFocus();
    desk.press(Qt::Key_Insert, Qt::AltModifier);
    desk.words(QStringLiteral("butter"));
    const QByteArray added = fieldsOn(desk);
    auto *note = uitest::find<QPlainTextEdit>(desk.page.get(), QStringLiteral("note"));
    note->setFocus();
    note->moveCursor(QTextCursor::End);
    desk.words(QStringLiteral("xyz"));
    desk.press(Qt::Key_Left);
    const QByteArray typed = fieldsOn(desk);
    desk.press(Qt::Key_Escape);
    desk.open(QStringLiteral("g"));
    QCOMPARE(fieldsOn(desk), suggested);
    desk.open(QStringLiteral("f"));
    QCOMPARE(fieldsOn(desk), typed);
    desk.press(Qt::Key_F2); // into the field that was left, where it was left
    note = uitest::find<QPlainTextEdit>(desk.page.get(), QStringLiteral("note"));
    QCOMPARE(desk.focused(), note);
    QCOMPARE(note->textCursor().position(), int(note->toPlainText().size()) - 1);
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(fieldsOn(desk), added);
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(fieldsOn(desk), suggested);
    QCOMPARE(changesOn(desk), QStringList());
    for (int i = 0; i < 3; ++i)
        desk.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fieldsOn(desk), typed);
}

void FieldsFormTest::stepsSurviveADraft()
{
    const QByteArray first = "{\"a\":1,\"b\":\"x\"}";
    const QByteArray second = "{\"a\":12,\"b\":\"x\"}";
    const QByteArray third = "{\"b\":\"x\"}";
    ui::FieldSteps steps;
    steps.note({first, second, QStringLiteral("/a"), true});
    steps.note({second, third, QStringLiteral("/a"), false});
    steps.undo();
    ui::FieldSteps back;
    QVERIFY(back.restore(second, steps.saved(second)));
    QCOMPARE(back.redo(), std::optional(ui::FieldSteps::Step{second, third, QStringLiteral("/a"), false}));
    back.undo();
    QCOMPARE(back.undo(), std::optional(ui::FieldSteps::Step{first, second, QStringLiteral("/a"), true}));
    QVERIFY(!back.canUndo());
    for (int k = 0; k < 300; ++k) // more than is kept
        steps.note({QByteArray(5000, char('a' + k % 20)), QByteArray(5000, char('a' + (k + 1) % 20)), QStringLiteral("/%1").arg(k), true});
    const QByteArray last(5000, 'a' + 300 % 20);
    const QByteArray saved = steps.saved(last);
    QVERIFY(saved.size() > 50'000 && saved.size() < 2 * ui::FieldSteps::bytesSaved);
    QVERIFY(back.restore(last, saved));
    QCOMPARE(back.undo()->pointer, QStringLiteral("/299"));
}

void FieldsFormTest::stepsThatDoNotLeadToTheFieldsAreRefused()
{
    ui::FieldSteps steps;
    steps.note({"{\"a\":1}", "{\"a\":2}", QStringLiteral("/a"), true});
    const QByteArray saved = steps.saved("{\"a\":2}");
    ui::FieldSteps back;
    QVERIFY(!back.restore("{\"a\":3}", saved));
    QVERIFY(!back.restore("{\"a\":2}", saved.chopped(3)));
    QVERIFY(!back.restore("{\"a\":2}", {}));
    for (qsizetype at = 0; at < saved.size(); ++at) { // whatever the bytes are
        QByteArray damaged = saved;
        damaged[at] = char(damaged[at] ^ 0x55);
        back.restore("{\"a\":2}", damaged);
    }
    QVERIFY(steps.saved("{\"a\":5}").size() < saved.size()); // what does not lead there is not kept
}

void FieldsFormTest::noValueIsNeitherEmptyNorAbsent()
{
    Desk desk({fieldsCase("f")});
    desk.open(QStringLiteral("f"));
    auto *form = uitest::find<ui::FieldsForm>(desk.page.get(), QStringLiteral("Fields"));
    auto *shop = uitest::find<QLineEdit>(desk.page.get(), QStringLiteral("shop"));
    shop->setFocus();
    shop->selectAll();
    desk.press(Qt::Key_Backspace);
    QCOMPARE(fieldsOn(desk), QByteArray("{\"total\":12.500,\"shop\":\"\",\"paid\":true}"));
    form->emptyCurrent();
    QCOMPARE(fieldsOn(desk), QByteArray("{\"total\":12.500,\"shop\":null,\"paid\":true}"));
    QCOMPARE(changesOn(desk), QStringList{QStringLiteral("shop: Aeon → no value")});
    desk.press(Qt::Key_Delete, Qt::AltModifier);
    QCOMPARE(fieldsOn(desk), QByteArray("{\"total\":12.500,\"paid\":true}"));
    QCOMPARE(changesOn(desk), QStringList{QStringLiteral("shop: removed")});
}

void FieldsFormTest::whatIsTypedIntoALongTextLeavesTheRestAsReceived()
{
    Desk desk({formCase("f")});
    desk.open(QStringLiteral("f"));
    auto *note = uitest::find<QPlainTextEdit>(desk.page.get(), QStringLiteral("note"));
    QVERIFY(note);
    note->setFocus();
    note->moveCursor(QTextCursor::End);
    desk.words(QStringLiteral("e"));
    QVERIFY2(fieldsOn(desk).contains(QByteArray("a\\r\\nb\u00a0c\\rde\"")) || fieldsOn(desk).contains("a\\r\\nb\\u00a0c\\rde\""), fieldsOn(desk).constData());
}

void FieldsFormTest::aFieldTooLongToEditIsSaidAndApprovedAsReceived()
{
    const QByteArray fields = "{\"long\":\"" + QByteArray(2'000'000, 'x') + "\",\"short\":1}";
    Desk desk({"{\"schema\":\"countersign.case/1\",\"id\":\"f\",\"kind\":\"note\",\"evidence\":[{\"id\":\"e\",\"mediaType\":\"text/plain\",\"text\":\"x\"}],"
               "\"suggestion\":{\"fields\":" + fields + "}}"});
    desk.open(QStringLiteral("f"));
    QTRY_VERIFY(uitest::reads(desk.page.get(), QStringLiteral("Too long to be edited here")));
    QVERIFY(uitest::find<QPlainTextEdit>(desk.page.get(), QStringLiteral("long"))->isReadOnly());
    auto *other = uitest::find<QLineEdit>(desk.page.get(), QStringLiteral("short"));
    other->setFocus();
    other->selectAll();
    desk.words(QStringLiteral("2"));
    QByteArray edited = fields;
    edited.replace(edited.size() - 2, 1, "2");
    QVERIFY2(fieldsOn(desk) == edited, fieldsOn(desk).last(60).constData());
    const QByteArray recorded = signedFields(desk);
    QVERIFY2(recorded == edited, recorded.left(100).constData());
}

void FieldsFormTest::enterGoesOnToTheNextField()
{
    Desk desk({fieldsCase("f")});
    desk.open(QStringLiteral("f"));
    desk.press(Qt::Key_F2);
    desk.words(QStringLiteral("1"));
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.focused()->accessibleName(), QStringLiteral("shop"));
}

void FieldsFormTest::editorsHoldTextsExactly_data()
{
    QTest::addColumn<QString>("exact");
    for (const QString &text : {QStringLiteral("a\r\nb\rc\nd"), QStringLiteral("\r\r\n\n\r"), QStringLiteral("no line end"), QStringLiteral("x\u00a0y\u2028z\u2029w\n")})
        QTest::newRow(qPrintable(QString::number(qHash(text)))) << text;
}

void FieldsFormTest::editorsHoldTextsExactly()
{
    QFETCH(QString, exact);
    QPlainTextEdit edit;
    edit.setPlainText(exact);
    QCOMPARE(edit.document()->toRawText(), ui::ExactText::heldAs(exact));
    ui::ExactText text;
    text.setText(exact);
    for (qsizetype at = 0; at <= ui::ExactText::heldAs(exact).size(); ++at) {
        QString held = ui::ExactText::heldAs(exact);
        held.insert(at, u'Q');
        text.setText(exact);
        text.setHeld(held);
        QCOMPARE(QString(text.text()).remove(u'Q'), exact); // nothing else moved
        QCOMPARE(ui::ExactText::heldAs(text.text()), held);
    }
}

QTEST_MAIN(FieldsFormTest)
#include "tst_fieldsform.moc"
