// Commands by name and by key: the palette, the key card, keys of one's own, the last decisions, skipping and coming back.
#include "ui/actions.h"
#include "ui/mainwindow.h"
#include "ui/parts/choicelist.h"
#include "ui/parts/elidedlabel.h"
#include "ui/reviewdesk.h"
#include "workflow/claimcase.h"

#include <QCheckBox>
#include <QDialog>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTreeWidget>

using namespace countersign;
using testsupport::Ward;
using ui::Command;
using ui::MainWindow;
using uitest::find;
using uitest::patience;

namespace {

// The whole window with Ada signed in; what she does goes through keys and names.
struct Shop {
    explicit Shop(Ward &at) : ward(at), session(uitest::sessionOn(at)), window(std::make_unique<MainWindow>(*session))
    {
        uitest::show(*window);
        session->adopt(ward.ada());
    }
    ~Shop() { window.reset(); }

    void key(Qt::Key which, Qt::KeyboardModifiers held = {})
    {
        QWidget *focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : window.get(), which, held);
    }
    void words(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    QListView *list(const QString &name) const
    {
        for (QListView *each : window->findChildren<QListView *>())
            if (each->accessibleName() == name && each->isVisible())
                return each;
        return nullptr;
    }
    QStringList rows(const QString &name) const
    {
        QStringList shown;
        const QListView *view = list(name);
        for (int row = 0; view && row < view->model()->rowCount(); ++row)
            shown.append(view->model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
        return shown;
    }
    void atDesk(const QString &id)
    {
        window->openCase(core::CaseId(id));
        auto *desk = window->findChild<ui::ReviewPage *>();
        QTRY_COMPARE_WITH_TIMEOUT(desk->currentCase().value, id, patience);
    }
    void idle() { QTRY_COMPARE_WITH_TIMEOUT(session->writing().pending() + session->reading().pending(), 0, patience); }

    Ward &ward;
    std::unique_ptr<workflow::Session> session;
    std::unique_ptr<MainWindow> window;
};

QDialog *dialog(const QString &name)
{
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *found = qobject_cast<QDialog *>(widget); found && found->accessibleName() == name && found->isVisible())
            return found;
    return nullptr;
}

} // namespace

class CommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }
    void cleanup()
    {
        ui::forgetOwnKeys();
        ui::setSingleKeysOn(true);
    }

    void thePaletteListsEveryCommandWithItsKey();
    void thePaletteFiltersAndCarriesOut();
    void escClosesThePaletteAndGivesTheKeyboardBack();
    void aCommandThatCannotBeUsedHereIsNotCarriedOut();
    void accentsAndCaseDoNotHideACommand();
    void theKeyCardShowsEveryKeyOnOnePage();
    void theKeyCardHasFewerColumnsForLargeText();
    void aKeyCanBeChangedAndIsShownEverywhere();
    void aKeyThatAnotherCommandHasIsRefused();
    void aCommandCanDoWithoutAKey();
    void ownKeysAreRememberedAndForgotten();
    void theLastTenDecisionsAreOneKeyAway();
    void aSkippedCaseComesBackByKey();
    void nextComesBackToACaseStillHeld();

private:
    QTemporaryDir m_folder;
};

void CommandsTest::thePaletteListsEveryCommandWithItsKey()
{
    Ward ward;
    Shop shop(ward);
    shop.key(Qt::Key_K, Qt::ControlModifier);
    const QStringList rows = shop.rows(QStringLiteral("Commands"));
    int missing = 0;
    for (int i = 0; i < ui::commandCount; ++i) {
        const ui::CommandInfo info = ui::commandInfo(Command(i));
        const bool listed = std::any_of(rows.cbegin(), rows.cend(), [&](const QString &row) { return row.startsWith(info.text + QStringLiteral(", ")); });
        missing += !listed && info.command != Command::FindCommand && ui::mayUse(info.command, ward.ada().person) ? 1 : 0;
    }
    QCOMPARE(missing, 0);
    QVERIFY(rows.contains(QStringLiteral("Lock, Window, Ctrl L")));
    QVERIFY(uitest::unnamed(shop.window.get()).isEmpty());
}

void CommandsTest::thePaletteFiltersAndCarriesOut()
{
    Ward ward;
    Shop shop(ward);
    shop.key(Qt::Key_K, Qt::ControlModifier);
    shop.words(QStringLiteral("stat"));
    QCOMPARE(shop.rows(QStringLiteral("Commands")).first(), QStringLiteral("Statistics, Window, Ctrl 4"));
    shop.key(Qt::Key_Return);
    QCOMPARE(shop.window->page(), MainWindow::Page::Statistics);
    QVERIFY(!shop.list(QStringLiteral("Commands")));
}

void CommandsTest::escClosesThePaletteAndGivesTheKeyboardBack()
{
    Ward ward;
    QVERIFY(ward.importLines({uitest::noteCase("a")}));
    Shop shop(ward);
    shop.atDesk(QStringLiteral("a"));
    shop.key(Qt::Key_F2);
    QWidget *editor = QApplication::focusWidget();
    QCOMPARE(uitest::nameOf(editor), QStringLiteral("Your version"));
    shop.key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(QApplication::focusWidget() != editor);
    shop.words(QStringLiteral("app"));
    shop.key(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), editor);
    QVERIFY(!shop.list(QStringLiteral("Commands")));
    shop.key(Qt::Key_K, Qt::ControlModifier);
    shop.words(QStringLiteral("reject"));
    shop.key(Qt::Key_Return);
    auto *signedWords = find<QLabel>(shop.window.get(), QStringLiteral("What is signed"));
    QVERIFY(signedWords->text().contains(QStringLiteral("reject")));
}

void CommandsTest::aCommandThatCannotBeUsedHereIsNotCarriedOut()
{
    Ward ward;
    Shop shop(ward);
    shop.key(Qt::Key_K, Qt::ControlModifier);
    shop.words(QStringLiteral("take the change back"));
    QCOMPARE(shop.rows(QStringLiteral("Commands")).size(), 1);
    shop.key(Qt::Key_Return);
    QVERIFY(shop.list(QStringLiteral("Commands"))); // still there, nothing done
}

void CommandsTest::accentsAndCaseDoNotHideACommand()
{
    ui::ChoiceModel model;
    model.setChoices({{QStringLiteral("Überspringen"), {}, {}, true}, {QStringLiteral("Springen"), {}, {}, true}, {QStringLiteral("Weit"), {}, {}, false}});
    model.setWords(QStringLiteral("uberSPR"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.choiceOf(0), 0);
    model.setWords(QStringLiteral("spr"));
    QCOMPARE(model.choiceOf(0), 1); // what begins so comes first
    QCOMPARE(model.rowCount(), 2);
}

void CommandsTest::theKeyCardShowsEveryKeyOnOnePage()
{
    Ward ward;
    Shop shop(ward);
    shop.window->resize(1280, 800);
    shop.key(Qt::Key_F1);
    QTRY_VERIFY(dialog(QStringLiteral("Keys")));
    QDialog *card = dialog(QStringLiteral("Keys"));
    for (int i = 0; i < ui::commandCount; ++i) {
        const ui::CommandInfo info = ui::commandInfo(Command(i));
        if (info.keys.isEmpty())
            continue;
        const QLabel *label = find<QLabel>(card, QStringLiteral("%1: %2").arg(info.text, [&] {
            QStringList keys;
            for (const QKeySequence &key : info.keys)
                keys << key.toString(QKeySequence::NativeText);
            return keys.join(QStringLiteral(", "));
        }()));
        QVERIFY2(label, qPrintable(info.id));
    }
    QVERIFY(card->height() <= shop.window->height());
    auto *page = find<QScrollArea>(card, QStringLiteral("All keys"));
    QTRY_COMPARE(page->verticalScrollBar()->maximum(), 0); // one page at 1280x800
    auto *single = card->findChild<QCheckBox *>();
    single->setChecked(false);
    QVERIFY(find<QLabel>(card, QStringLiteral("Approve: Alt+A")));
    card->close();
}

void CommandsTest::theKeyCardHasFewerColumnsForLargeText()
{
    Ward ward;
    Shop shop(ward);
    ui::theme::setTextScale(2.0);
    shop.key(Qt::Key_F1);
    QTRY_VERIFY(dialog(QStringLiteral("Keys")));
    QDialog *card = dialog(QStringLiteral("Keys"));
    auto *page = find<QScrollArea>(card, QStringLiteral("All keys"));
    QTRY_VERIFY(page->widget()->minimumSizeHint().width() <= page->viewport()->width()); // nothing is cut off at the side
    card->close();
    ui::theme::setTextScale(1.0);
}

void CommandsTest::aKeyCanBeChangedAndIsShownEverywhere()
{
    Ward ward;
    QVERIFY(ward.importLines({uitest::noteCase("a")}));
    Shop shop(ward);
    shop.atDesk(QStringLiteral("a"));
    shop.key(Qt::Key_K, Qt::ControlModifier);
    shop.words(QStringLiteral("change keys"));
    shop.key(Qt::Key_Return);
    QTRY_VERIFY(dialog(QStringLiteral("Change keys")));
    QDialog *keys = dialog(QStringLiteral("Change keys"));
    auto *list = find<QTreeWidget>(keys, QStringLiteral("Commands and their keys"));
    list->setCurrentItem(list->findItems(QStringLiteral("Approve"), Qt::MatchExactly | Qt::MatchRecursive).first());
    auto *catcher = find<QAbstractButton>(keys, QStringLiteral("Set a new key…"));
    catcher->setFocus();
    catcher->click();
    QTest::keyClick(catcher, Qt::Key_G);
    QCOMPARE(ui::commandInfo(Command::Approve).keys.first(), QKeySequence(Qt::Key_G));
    keys->close();
    shop.window->activateWindow();
    auto *approve = find<QAbstractButton>(shop.window.get(), QStringLiteral("Approve"));
    QVERIFY(approve->accessibleDescription().contains(u'G'));
    auto *meaning = find<QLabel>(shop.window.get(), QStringLiteral("What is signed"));
    auto *desk = shop.window->findChild<ui::ReviewPage *>();
    QTest::keyClick(desk, Qt::Key_A);
    QVERIFY(meaning->text().isEmpty());
    QTest::keyClick(desk, Qt::Key_G);
    QVERIFY(meaning->text().contains(QStringLiteral("approve")));
    ui::setSingleKeysOn(false); // a bare letter of one's own is a single key too
    QTest::keyClick(desk, Qt::Key_G);
    QVERIFY(meaning->text().contains(QStringLiteral("approve")));
}

void CommandsTest::aKeyThatAnotherCommandHasIsRefused()
{
    QCOMPARE(ui::keyTaken(Command::Approve, QKeySequence(Qt::Key_R)), std::optional(Command::Reject));
    QCOMPARE(ui::keyTaken(Command::Approve, QKeySequence(Qt::CTRL | Qt::Key_Q)), std::optional(Command::Quit));
    QCOMPARE(ui::keyTaken(Command::Approve, QKeySequence(Qt::Key_V)), std::nullopt); // the ledger's, elsewhere
    Ward ward;
    Shop shop(ward);
    shop.key(Qt::Key_K, Qt::ControlModifier);
    shop.words(QStringLiteral("change keys"));
    shop.key(Qt::Key_Return);
    QTRY_VERIFY(dialog(QStringLiteral("Change keys")));
    QDialog *keys = dialog(QStringLiteral("Change keys"));
    auto *list = find<QTreeWidget>(keys, QStringLiteral("Commands and their keys"));
    list->setCurrentItem(list->findItems(QStringLiteral("Approve"), Qt::MatchExactly | Qt::MatchRecursive).first());
    auto *catcher = find<QAbstractButton>(keys, QStringLiteral("Set a new key…"));
    for (const Qt::Key taken : {Qt::Key_R, Qt::Key_Tab}) {
        catcher->setFocus();
        catcher->click();
        QTest::keyClick(catcher, taken);
        QCOMPARE(ui::commandInfo(Command::Approve).keys.first(), QKeySequence(Qt::Key_A));
    }
    QVERIFY(!find<QLabel>(keys, QStringLiteral("What was said"))->text().isEmpty());
    keys->close();
}

void CommandsTest::aCommandCanDoWithoutAKey()
{
    ui::setOwnKey(Command::Skip, QKeySequence());
    QCOMPARE(ui::commandInfo(Command::Skip).keys, QList<QKeySequence>{QKeySequence(Qt::ALT | Qt::Key_S)});
    QCOMPARE(ui::keyTaken(Command::Approve, QKeySequence(Qt::Key_S)), std::nullopt);
}

void CommandsTest::ownKeysAreRememberedAndForgotten()
{
    ui::setOwnKey(Command::Reject, QKeySequence(Qt::Key_X));
    QCOMPARE(QSettings().value(QStringLiteral("keys/own/desk.reject")).toString(), QStringLiteral("X"));
    ui::forgetOwnKeys();
    QVERIFY(!QSettings().contains(QStringLiteral("keys/own/desk.reject")));
    QCOMPARE(ui::commandInfo(Command::Reject).keys.first(), QKeySequence(Qt::Key_R));
}

void CommandsTest::theLastTenDecisionsAreOneKeyAway()
{
    Ward ward;
    ward.importTexts(12);
    core::QueueFilter filter;
    filter.teams = ward.ada().person.teams();
    const auto keys = ward.ports().cases.queueKeys(filter);
    const auto rows = ward.ports().cases.queueRows(*keys, ward.ada().person.id);
    for (const core::QueueRow &row : *rows) {
        workflow::DecisionRequest request;
        request.caseId = row.id;
        QVERIFY(ward.decide(ward.ada(), request));
    }
    Shop shop(ward);
    shop.idle();
    shop.key(Qt::Key_H, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(shop.list(QStringLiteral("Decisions")), patience);
    const QStringList listed = shop.rows(QStringLiteral("Decisions"));
    QCOMPARE(listed.size(), 10);
    QVERIFY(listed.first().startsWith(rows->last().id.value + QStringLiteral(", ")));
    shop.key(Qt::Key_Down);
    shop.key(Qt::Key_Return);
    QCOMPARE(shop.window->page(), MainWindow::Page::Ledger);
    const QString second = rows->at(rows->size() - 2).id.value;
    const auto shown = [&] {
        const QList<ui::ElidedLabel *> labels = shop.window->findChildren<ui::ElidedLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const ui::ElidedLabel *label) { return label->isVisible() && label->text().contains(second); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(shown(), patience);
}

void CommandsTest::aSkippedCaseComesBackByKey()
{
    uitest::Desk desk({uitest::noteCase("a"), uitest::noteCase("b"), uitest::noteCase("c")});
    desk.next();
    const QString first = desk.page->currentCase().value;
    desk.press(Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase().value != first, patience);
    desk.press(Qt::Key_S, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase().value == first, patience);
    QVERIFY(desk.button(QStringLiteral("Approve"))->isEnabled());
}

void CommandsTest::nextComesBackToACaseStillHeld()
{
    uitest::Desk desk({uitest::noteCase("a"), uitest::noteCase("b"), uitest::noteCase("c")});
    QVERIFY(workflow::claimCase(desk.ward.ports(), desk.ward.ada().person, core::CaseId(QStringLiteral("c"))));
    desk.next();
    QCOMPARE(desk.page->currentCase().value, QStringLiteral("c"));
    desk.press(Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase().value != QStringLiteral("c"), patience);
}

QTEST_MAIN(CommandsTest)
#include "tst_commands.moc"
