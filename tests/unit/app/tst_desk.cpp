// What the program shows when it starts: the welcome page without a store, the window with one, the demo signed in by itself.
#include "app/composition.h"
#include "app/desk.h"
#include "ui/hands.h"

#include <QLineEdit>

using namespace countersign;
using app::Desk;
using testsupport::Ward;
using uitest::find;

class DeskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }
    void init() { m_home = std::make_unique<QTemporaryDir>(); }
    void aStoreThatIsThereOpensItsWindow();
    void aMissingStoreIsWelcomed();
    void theFirstStartEndsInAQueueWithSamples();
    void aPlaceThatIsTakenIsRefusedWhileTyping();
    void whatIsNoStoreIsSaid();
    void theDemoIsSignedInByItselfAndStays();

private:
    app::Settings settings() const
    {
        app::Settings made;
        made.dataFolder = m_home->filePath(QStringLiteral("data"));
        made.keyringFolder = m_home->filePath(QStringLiteral("keys"));
        made.keyCost = ledger::SealCost::floor();
        return made;
    }
    static app::StoreAddress at(const QString &path) { return {app::StoreAddress::Kind::Embedded, path, {}}; }
    static int casesIn(const app::StoreAddress &address)
    {
        const auto store = app::openStore(address, app::Access::Read);
        const auto reader = store ? workflow::readingPerson((*store)->ports()) : core::Result<core::Person>(core::fail(core::ErrorKind::StoreMissing));
        core::QueueFilter all;
        if (reader)
            all.teams = reader->teams();
        return reader ? int((*store)->ports().cases.queueKeys(all)->size()) : -1;
    }
    static void press(QWidget *page, const QString &button)
    {
        auto *found = find<QAbstractButton>(page, button);
        QVERIFY2(found, qPrintable(button));
        found->click();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QTemporaryDir> m_home;
};

void DeskTest::aStoreThatIsThereOpensItsWindow()
{
    Ward ward;
    Desk desk(settings());
    QVERIFY(desk.open(at(ward.storePath()), {}));
    QVERIFY(desk.window() && desk.window()->isVisible());
    QVERIFY(!desk.welcome());
}

void DeskTest::aMissingStoreIsWelcomed()
{
    Desk desk(settings());
    QVERIFY(desk.open(at(settings().defaultStore()), {}));
    QVERIFY(desk.welcome() && desk.welcome()->isVisible());
    QVERIFY(!desk.window());
    QVERIFY(!QFile::exists(settings().defaultStore()));
}

void DeskTest::theFirstStartEndsInAQueueWithSamples()
{
    Desk desk(settings());
    const app::StoreAddress address = at(settings().defaultStore());
    QVERIFY(desk.open(address, {}));
    ui::WelcomePage *page = desk.welcome();
    press(page, QStringLiteral("Continue"));
    QCOMPARE(page->step(), 2);
    find<QLineEdit>(page, QStringLiteral("Printed name, as under a signature"))->setText(QStringLiteral("Dr. Ada Mwangi"));
    for (const char *field : {"Passphrase", "Passphrase once more"})
        find<QLineEdit>(page, QString::fromLatin1(field))->setText(QStringLiteral("seven herons cross the lake"));
    press(page, QStringLiteral("Make the store"));
    QTRY_COMPARE_WITH_TIMEOUT(page->step(), 3, uitest::patience);
    press(page, QStringLiteral("Start"));
    QVERIFY(desk.window() && desk.window()->isVisible());
    QVERIFY(!desk.welcome());
    QTRY_COMPARE_WITH_TIMEOUT(casesIn(address), 25, uitest::patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window()->page() == ui::MainWindow::Page::Queue, uitest::patience);
}

void DeskTest::aPlaceThatIsTakenIsRefusedWhileTyping()
{
    Ward ward;
    Desk desk(settings());
    QVERIFY(desk.open(at(settings().defaultStore()), {}));
    find<QLineEdit>(desk.welcome(), QStringLiteral("Where it is kept"))->setText(ward.storePath());
    press(desk.welcome(), QStringLiteral("Continue"));
    QCOMPARE(desk.welcome()->step(), 1);
    QVERIFY(uitest::reads(desk.welcome(), QStringLiteral("already a store")));
}

void DeskTest::whatIsNoStoreIsSaid()
{
    const QString path = m_home->filePath(QStringLiteral("letter"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, 'x')) == 5000);
    file.close();
    Desk desk(settings());
    const auto opened = desk.open(at(path), {});
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, core::ErrorKind::NotAStore);
    QVERIFY(!desk.window() && !desk.welcome());
}

void DeskTest::theDemoIsSignedInByItselfAndStays()
{
    const app::DemoStore demo = app::demoIn(settings().demoFolder());
    QVERIFY(!app::isComplete(demo));
    QVERIFY(app::makeDemo(demo));
    QVERIFY(app::isComplete(demo));
    QCOMPARE(casesIn(demo.address), 25);
    QCOMPARE(QFile::permissions(demo.secretFile) & (QFile::ReadGroup | QFile::ReadOther | QFile::ReadUser),
             QFile::permissions(demo.secretFile) & QFile::ReadUser);
    {
        Desk desk(settings());
        QVERIFY(desk.openDemo(demo));
        const auto saysWhoWorks = [&desk] {
            const QList<QAbstractButton *> buttons = desk.window()->findChildren<QAbstractButton *>();
            return std::any_of(buttons.begin(), buttons.end(), [](const QAbstractButton *button) { return button->text().contains(u"Ada Mwangi"); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(saysWhoWorks(), uitest::patience);
    }
    app::removeDemo(demo);
    QVERIFY(!app::isComplete(demo));
    QVERIFY(QDir(demo.folder).isEmpty());
}

QTEST_MAIN(DeskTest)
#include "tst_desk.moc"
