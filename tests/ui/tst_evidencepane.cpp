// The evidence of a case as a person uses it: words found in all of it, and a window of its own.
#include "ui/reviewdesk.h"

#include "ui/review/evidence/evidencepane.h"

#include <QHeaderView>
#include <QPointer>
#include <QScreen>
#include <QTableView>
#include <QTemporaryDir>

using namespace countersign;
using uitest::Desk;
using uitest::noteCase;

class EvidencePaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }
    void evidenceIsFoundAndCounted();
    void wordsAreFoundInEveryItem();
    void headsOfColumnsAreFoundToo();
    void theEvidenceCanStandInAWindowOfItsOwn();

private:
    QTemporaryDir m_folder;
};

void EvidencePaneTest::evidenceIsFoundAndCounted()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(uitest::nameOf(desk.focused()), QStringLiteral("Find in the evidence"));
    desk.words(QStringLiteral("t"));
    const QString first = desk.text(QStringLiteral("Places found"));
    QVERIFY2(first.startsWith(QStringLiteral("1 of ")), qPrintable(first));
    desk.press(Qt::Key_Return);
    QVERIFY(desk.text(QStringLiteral("Places found")).startsWith(QStringLiteral("2 of ")));
    desk.press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(desk.text(QStringLiteral("Places found")), first);
    desk.words(QStringLiteral("zzz"));
    QCOMPARE(desk.text(QStringLiteral("Places found")), QStringLiteral("not found"));
    desk.press(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), desk.page.get());
    auto *dialogue = uitest::find<ui::ParagraphView>(desk.page.get(), QStringLiteral("Evidence: Dialogue"));
    QVERIFY(dialogue->marks(ui::MarkKind::Match).isEmpty());
    QVERIFY(!uitest::find<QLineEdit>(desk.page.get(), QStringLiteral("Find in the evidence"))->isVisible());
}

void EvidencePaneTest::wordsAreFoundInEveryItem()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    auto *pane = desk.page->findChild<ui::EvidencePane *>();
    desk.press(Qt::Key_F, Qt::ControlModifier);
    desk.words(QStringLiteral("9.1"));
    QTRY_COMPARE(desk.text(QStringLiteral("Places found")), QStringLiteral("1 elsewhere"));
    QCOMPARE(pane->current(), QStringLiteral("dialogue"));
    desk.press(Qt::Key_Return);
    QCOMPARE(pane->current(), QStringLiteral("labs"));
    QCOMPARE(desk.text(QStringLiteral("Places found")), QStringLiteral("1 of 1"));
    QCOMPARE(uitest::nameOf(desk.focused()), QStringLiteral("Find in the evidence"));
    qobject_cast<QLineEdit *>(desk.focused())->selectAll();
    desk.words(QStringLiteral("a"));
    const auto isAt = [&](int place) { return desk.text(QStringLiteral("Places found")).startsWith(QStringLiteral("%1 of ").arg(place)); };
    QTRY_VERIFY(desk.text(QStringLiteral("Places found")).endsWith(QStringLiteral("in 2 items")));
    const int places = desk.text(QStringLiteral("Places found")).section(u' ', 2, 2).toInt();
    QVERIFY(isAt(places - 2)); // the first of the item shown, behind those of the dialogue: two heads and a cell
    desk.press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(pane->current(), QStringLiteral("dialogue"));
    QVERIFY(isAt(places - 3));
    for (int i = 0; i < 4; ++i)
        desk.press(Qt::Key_Return);
    QCOMPARE(pane->current(), QStringLiteral("dialogue")); // round the end
    QVERIFY(isAt(1));
}

void EvidencePaneTest::headsOfColumnsAreFoundToo()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    auto *pane = desk.page->findChild<ui::EvidencePane *>();
    pane->show(QStringLiteral("labs"));
    auto *table = uitest::find<QTableView>(pane, QStringLiteral("Evidence: Labs"));
    const auto headAt = [&](int column) {
        const QHeaderView *heads = table->horizontalHeader();
        return table->grab().toImage().pixel(heads->sectionViewportPosition(column) + 3, 3);
    };
    const QRgb bare = headAt(1);
    desk.press(Qt::Key_F, Qt::ControlModifier);
    desk.words(QStringLiteral("value"));
    QCOMPARE(desk.text(QStringLiteral("Places found")), QStringLiteral("1 of 1"));
    QVERIFY(headAt(1) != bare);
    QCOMPARE(headAt(0), bare);
}

void EvidencePaneTest::theEvidenceCanStandInAWindowOfItsOwn()
{
    Desk desk({noteCase("a")});
    desk.open(QStringLiteral("a"));
    auto *pane = desk.page->findChild<ui::EvidencePane *>();
    desk.press(Qt::Key_F4, Qt::ShiftModifier);
    QTRY_VERIFY(pane->isVisible() && pane->window() != desk.page->window());
    QPointer<QWidget> apart = pane->window();
    QVERIFY(apart->height() < apart->screen()->availableSize().height()); // its bar can be reached
    apart->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), apart.data());
    pane->reader()->setFocus();
    desk.press(Qt::Key_PageDown, Qt::ControlModifier); // the desk's commands act there as well
    QCOMPARE(pane->current(), QStringLiteral("labs"));
    desk.press(Qt::Key_R);
    QTRY_COMPARE(QApplication::activeWindow(), desk.page->window());
    desk.press(Qt::Key_Escape);
    pane->reader()->setFocus();
    apart->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), apart.data());
    desk.press(Qt::Key_Escape);
    QTRY_COMPARE(QApplication::activeWindow(), desk.page->window());
    QCOMPARE(QApplication::focusWidget(), desk.page.get());
    apart->close();
    QTRY_COMPARE(pane->window(), desk.page->window());
    QVERIFY(pane->isVisible());
    QTRY_VERIFY(!apart);

    desk.press(Qt::Key_F4, Qt::ShiftModifier); // and as it was left at the next start
    desk.page.reset();
    desk.page = std::make_unique<ui::ReviewPage>(*desk.session);
    uitest::show(*desk.page);
    pane = desk.page->findChild<ui::EvidencePane *>();
    QTRY_VERIFY(pane->window() != desk.page->window());
    desk.open(QStringLiteral("a"));
    desk.press(Qt::Key_F4, Qt::ShiftModifier);
    QTRY_COMPARE(pane->window(), desk.page->window());
}

QTEST_MAIN(EvidencePaneTest)
#include "tst_evidencepane.moc"
