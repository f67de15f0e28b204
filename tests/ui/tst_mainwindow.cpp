// The frame: pages by key, the lock, counts that follow the store.
#include "ui/frame/topbar.h"
#include "ledger/witness.h"
#include "ui/hands.h"
#include "ui/mainwindow.h"
#include "ui/parts/chip.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"
#include "ui/signin/signinpage.h"
#include "workflow/verifyledger.h"

#include <QDir>
#include <QLineEdit>
#include <QToolButton>

using namespace countersign;
using testsupport::Ward;
using ui::MainWindow;
using uitest::find;
using uitest::patience;

namespace {

struct Shop {
    explicit Shop(Ward &ward) : session(uitest::sessionOn(ward)), window(std::make_unique<MainWindow>(*session)) { uitest::show(*window); }
    ~Shop() { window.reset(); }

    std::unique_ptr<workflow::Session> session;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void asksWhoWorksHereAndThenShowsTheQueue()
    {
        Ward ward;
        ward.importTexts(2);
        Shop shop(ward);
        auto *secret = find<QLineEdit>(shop.window.get(), QStringLiteral("Passphrase"));
        QVERIFY(secret->isVisible());
        shop.session->adopt(ward.ada());
        QVERIFY(!secret->isVisible());
        QCOMPARE(shop.window->page(), MainWindow::Page::Queue);
        QTRY_COMPARE_WITH_TIMEOUT(find<ui::ListTable>(shop.window.get(), QStringLiteral("Cases"))->model()->rowCount(), 2, patience);
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(shop.window.get(), QStringLiteral("Queue 2")), patience);
        QVERIFY(find<QToolButton>(shop.window.get(), QStringLiteral("Dr. Ada Mwangi · reviewer +2")));
    }

    void goesToEveryPageByKey()
    {
        Ward ward;
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        const std::pair<Qt::Key, MainWindow::Page> keys[]{{Qt::Key_3, MainWindow::Page::Ledger},
                                                          {Qt::Key_4, MainWindow::Page::Statistics},
                                                          {Qt::Key_5, MainWindow::Page::People},
                                                          {Qt::Key_6, MainWindow::Page::Oversight},
                                                          {Qt::Key_2, MainWindow::Page::Desk},
                                                          {Qt::Key_1, MainWindow::Page::Queue}};
        for (const auto &[key, page] : keys) {
            QTest::keyClick(shop.window.get(), key, Qt::ControlModifier);
            QCOMPARE(shop.window->page(), page);
        }
        QTest::keyClick(shop.window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(shop.window->focusWidget());
        QTest::keyClick(shop.window->focusWidget(), Qt::Key_Escape);
        QCOMPARE(shop.window->page(), MainWindow::Page::Queue);
    }

    // A button that can be checked is toggled by a screen reader, not clicked.
    void goesToPagesAndViewsAsAScreenReaderDoes()
    {
        Ward ward;
        ward.importTexts(1);
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        const auto toggle = [&](QWidget *button) {
            QAccessibleActionInterface *actions = QAccessible::queryAccessibleInterface(button)->actionInterface();
            QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::toggleAction()));
            actions->doAction(QAccessibleActionInterface::toggleAction());
        };
        auto *people = find<QToolButton>(shop.window.get(), QStringLiteral("People"));
        auto *queue = find<QToolButton>(shop.window.get(), QStringLiteral("Queue"));
        for (int round = 0; round < 2; ++round) { // the second time it is there already
            toggle(people);
            QCOMPARE(shop.window->page(), MainWindow::Page::People);
            QVERIFY(people->isChecked() && !queue->isChecked());
        }
        toggle(queue);
        QCOMPARE(shop.window->page(), MainWindow::Page::Queue);
        QVERIFY(queue->isChecked() && !people->isChecked());
        auto *cases = find<ui::ListTable>(shop.window.get(), QStringLiteral("Cases"));
        QTRY_COMPARE_WITH_TIMEOUT(cases->model()->rowCount(), 1, patience);
        auto *held = shop.window->findChild<ui::Chip *>(QStringLiteral("view-3"));
        toggle(held);
        QTRY_COMPARE_WITH_TIMEOUT(cases->model()->rowCount(), 0, patience);
        QVERIFY(held->isChecked());
    }

    void anUnreachableStoreIsSaidInABand()
    {
        Ward ward;
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        shop.session->watchStore(false); // nobody but the test says so
        Q_EMIT shop.session->storeUnreachable({core::ErrorKind::StoreUnreachable, {}, {}});
        QVERIFY(!QApplication::activeModalWidget());
        const QString sentence = ui::sentence({core::ErrorKind::StoreUnreachable, {}, {}});
        const auto band = [&] {
            for (const ui::Notice *notice : shop.window->findChildren<ui::Notice *>())
                if (notice->isVisible() && notice->text().startsWith(sentence))
                    return true;
            return false;
        };
        QVERIFY(band());
        Q_EMIT shop.session->storeReachable();
        QVERIFY(!band());
    }

    void aRestoreIsSaidAtTheSignInThatFindsIt()
    {
        Ward ward;
        Shop shop(ward);
        workflow::ActingPerson ada = ward.ada();
        ada.reopened = workflow::Reopened{2, 10, 3};
        shop.session->adopt(ada);
        QVERIFY(uitest::reads(shop.window.get(), QStringLiteral("restored from a backup that held 10 entries; 3 more")));
        find<QPushButton>(shop.window.get(), QStringLiteral("Understood"))->click();
        QVERIFY(!uitest::reads(shop.window.get(), QStringLiteral("restored from a backup")));
        shop.session->lock();
        shop.session->adopt(ward.ada());
        QVERIFY(!uitest::reads(shop.window.get(), QStringLiteral("restored from a backup")));
    }

    // The store is put back to yesterday while somebody works with it: what this installation saw is more than there is now.
    void aRecordPutBackEndsTheSession()
    {
        Ward ward;
        ward.importTexts(1);
        const auto now = workflow::ledgerCheckpoint(ward.ports());
        QVERIFY(now);
        Shop shop(ward);
        const core::StoreId store = ward.ada().signer.store;
        QVERIFY(ledger::saveWitness(ward.keyring().folder, {store, {{1, now->size + 2, ledger::sha256("tomorrow")}}}));
        shop.session->adopt(ward.ada());
        QVERIFY(shop.session->signedIn());
        QTRY_VERIFY_WITH_TIMEOUT(!shop.session->signedIn(), patience);
        auto *notice = shop.window->findChild<ui::SignInPage *>()->findChild<ui::Notice *>();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), patience);
        QVERIFY2(notice->text().contains(QStringLiteral("%1 entries then, %2 now").arg(now->size + 2).arg(now->size)), qPrintable(notice->text()));
        QVERIFY2(notice->text().contains(ward.keyring().folder + QStringLiteral("/evidence/")), qPrintable(notice->text()));
        QCOMPARE(QDir(ward.keyring().folder + QStringLiteral("/evidence")).entryList(QDir::Files).size(), 1);
    }

    void aWindowLeftAloneLocksAndSaysWhy()
    {
        Ward ward;
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        QCoreApplication::processEvents();
        QVERIFY(shop.session->signedIn());
        shop.session->setIdleMinutes(0);
        QTRY_VERIFY_WITH_TIMEOUT(!shop.session->signedIn(), patience);
        QCOMPARE(shop.session->locked(), workflow::Session::Locked::Idle);
        QVERIFY(uitest::reads(shop.window.get(), QStringLiteral("nobody worked here for a while")));
        QVERIFY(find<QLineEdit>(shop.window.get(), QStringLiteral("Passphrase"))->isVisible());
    }

    void locksByKeyAndKeepsPagesShut()
    {
        Ward ward;
        ward.importTexts(1);
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(shop.window.get(), QStringLiteral("Queue 1")), patience);
        QTest::keyClick(shop.window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(!shop.session->signedIn());
        auto *secret = find<QLineEdit>(shop.window.get(), QStringLiteral("Passphrase"));
        QVERIFY(secret->isVisible());
        QTRY_VERIFY(secret->hasFocus());
        QTest::keyClick(shop.window.get(), Qt::Key_3, Qt::ControlModifier);
        QVERIFY(secret->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!find<ui::Chip>(shop.window.get(), QStringLiteral("Queue 1")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::ListTable>(shop.window.get(), QStringLiteral("Cases")), patience); // for whoever comes next
        QCOMPARE(find<ui::ListTable>(shop.window.get(), QStringLiteral("Cases"))->model()->rowCount(), 0);
    }

    void followsWhatOthersDoToTheStore()
    {
        Ward ward;
        ward.importTexts(1);
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(shop.window.get(), QStringLiteral("Queue 1")), patience);
        QVERIFY(ward.importLines({Ward::textCase(QStringLiteral("later"))}));
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(shop.window.get(), QStringLiteral("Queue 2")), patience);
    }

    void beginsWithTheFilesOfTheWelcomePage()
    {
        Ward ward;
        Shop shop(ward);
        const QString path = QDir(ward.folder()).filePath(QStringLiteral("first.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(Ward::textCase(QStringLiteral("first")) + '\n');
        file.close();
        shop.session->adopt(ward.ada());
        shop.window->begin({ui::WelcomePage::Beginning::With::Files, {path}});
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(shop.window.get(), QStringLiteral("Queue 1")), patience);
    }

    void takesTheNextCaseToTheDesk()
    {
        Ward ward;
        ward.importTexts(2);
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        auto *table = find<ui::ListTable>(shop.window.get(), QStringLiteral("Cases"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_N);
        QCOMPARE(shop.window->page(), MainWindow::Page::Desk);
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(shop.window.get(), QStringLiteral("Mine 1")), patience);
    }

    void everyControlOfTheFrameHasAName()
    {
        Ward ward;
        Shop shop(ward);
        shop.session->adopt(ward.ada());
        for (const auto page : {MainWindow::Page::Queue, MainWindow::Page::Ledger, MainWindow::Page::Statistics, MainWindow::Page::People}) {
            shop.window->go(page);
            QCOMPARE(uitest::unnamed(shop.window.get()).join(u'\n'), QString());
        }
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
