// Input methods: what is being composed is drawn in the text, and becomes text when it is committed.
#include "ui/editordesk.h"

#include <QInputMethodEvent>

using namespace countersign;
using uitest::suggestion;
using Desk = uitest::EditorDesk;

class ComposingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void aComposedWordBecomesTextWhenCommitted();
    void aComposingGivenUpLeavesTheTextAlone();

private:
    QTemporaryDir m_folder;
};

void ComposingTest::aComposedWordBecomesTextWhenCommitted()
{
    Desk desk;
    desk.caretBehind(QStringLiteral("daily"));
    QInputMethodEvent composing(QStringLiteral("にほん"), {{QInputMethodEvent::Cursor, 3, 1, {}}});
    QCoreApplication::sendEvent(&desk.editor, &composing);
    QCOMPARE(desk.editor.text(), suggestion); // drawn, not part of the text
    QCOMPARE(desk.edited.count(), 0);
    QInputMethodEvent committing;
    committing.setCommitString(QStringLiteral("日本"));
    QCoreApplication::sendEvent(&desk.editor, &committing);
    QVERIFY(desk.editor.text().contains(QStringLiteral("daily日本.")));
    QCOMPARE(desk.edited.count(), 1);
    QCOMPARE(desk.editor.inputMethodQuery(Qt::ImSurroundingText).toString(), QStringLiteral("Takes metformin 50 mg twice daily日本."));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), suggestion);
}

void ComposingTest::aComposingGivenUpLeavesTheTextAlone()
{
    Desk desk;
    desk.caretBehind(QStringLiteral("daily"));
    const auto compose = [&](const QString &text) {
        QInputMethodEvent event(text, {{QInputMethodEvent::Cursor, int(text.size()), 1, {}}});
        QCoreApplication::sendEvent(&desk.editor, &event);
    };
    const QRect alone = desk.editor.inputMethodQuery(Qt::ImCursorRectangle).toRect();
    compose(QStringLiteral("ni"));
    compose(QStringLiteral("nih"));
    QVERIFY(desk.editor.inputMethodQuery(Qt::ImCursorRectangle).toRect().left() > alone.left());
    compose(QString());
    QCOMPARE(desk.editor.inputMethodQuery(Qt::ImCursorRectangle).toRect(), alone);
    QCOMPARE(desk.editor.text(), suggestion);
    QCOMPARE(desk.edited.count(), 0);
    desk.type(QStringLiteral("!"));
    QVERIFY(desk.editor.text().contains(QStringLiteral("daily!.")));

    // What was selected goes with the first composed letter, and comes back with one undo.
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    desk.editor.setCaret(0);
    desk.key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    compose(QStringLiteral("ni"));
    compose(QString());
    QVERIFY(desk.editor.text().startsWith(QStringLiteral("metformin")));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.editor.text(), suggestion);

    // Another text comes while something is being composed: nothing of it stays.
    compose(QStringLiteral("ni"));
    desk.editor.setTexts(QStringLiteral("Another."), QStringLiteral("Another."));
    QCOMPARE(desk.editor.text(), QStringLiteral("Another."));
    desk.editor.setCaret(desk.editor.text().size());
    desk.type(QStringLiteral("x"));
    QCOMPARE(desk.editor.text(), QStringLiteral("Another.x"));
}

QTEST_MAIN(ComposingTest)
#include "tst_composing.moc"
