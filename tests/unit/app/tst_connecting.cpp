// From the first start to work on a team's server without a terminal: the server, a code, eight words, signed in; and there again next time.
#include "app/composition.h"
#include "app/desk.h"
#include "app/invitations.h"
#include "app/knownservers.h"
#include "support/throwawayserver.h"
#include "ui/hands.h"
#include "workflow/enrolment.h"

#include <QLineEdit>
#include <QRadioButton>
#include <atomic>
#include <thread>

using namespace countersign;
using app::Desk;
using testsupport::ThrowawayServer;
using uitest::find;
using uitest::patience;
using Step = ui::ConnectionPage::Step;

namespace {

const QString passphrase = QStringLiteral("seven herons cross the lake");

core::PersonId id(const char *name)
{
    return core::PersonId(QString::fromLatin1(name));
}

QLineEdit *line(QWidget *page, const char *name)
{
    return find<QLineEdit>(page, QString::fromLatin1(name));
}

void press(QWidget *page, const QString &button)
{
    auto *found = find<QAbstractButton>(page, button);
    QVERIFY2(found, qPrintable(button));
    found->click();
}

bool says(QWidget *page, const QString &words)
{
    for (const QAbstractButton *button : page->findChildren<QAbstractButton *>())
        if (button->text().contains(words))
            return true;
    return uitest::reads(page, words);
}

} // namespace

class TestConnecting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aServerThatIsNotThereIsSaid();
    void anInvitedPersonComesInFromTheFirstStart();
    void theServerOfLastTimeIsThereAgain();
    void aWrongCodeIsSaid();
    void anAdministratorInvitesAndConfirmsInTheWindow();

private:
    app::Settings settings(const QString &keys = QStringLiteral("keys")) const
    {
        app::Settings made;
        made.dataFolder = m_folder.filePath(QStringLiteral("data"));
        made.keyringFolder = m_folder.filePath(keys);
        made.keyCost = ledger::SealCost::floor();
        return made;
    }
    app::StoreAddress address() const { return *app::storeAddress(m_url); }
    QString socketFolder() const { return QUrl::fromPercentEncoding(m_server->url().section(u'@', 1).section(u':', 0, 0).toUtf8()); }
    // The page of a desk that has no store yet, at the question who one is.
    void goToTheServer(Desk &desk);
    void enterAsCora(ui::ConnectionPage *page, const QString &code) { enter(page, QStringLiteral("cora"), QStringLiteral("Dr. Cora Lind"), code); }
    void enter(ui::ConnectionPage *page, const QString &person, const QString &name, const QString &code);
    void confirmCora();

    QTemporaryDir m_folder;
    std::unique_ptr<ThrowawayServer> m_server;
    QString m_url;
    std::optional<workflow::CreatedStore> m_ward; // at the administrator's workstation
    QString m_code;
};

void TestConnecting::initTestCase()
{
    uitest::prepareApplication(m_folder);
    m_server = std::make_unique<ThrowawayServer>();
    skipWithoutServer(*m_server);
    m_url = m_server->freshDatabase(QStringLiteral("ward"));
    const workflow::Keyring keyring{m_folder.filePath(QStringLiteral("administrator")), ledger::SealCost::floor()};
    auto made = app::makeShared(address(), true, keyring, {QStringLiteral("Ward 7"), id("ada"), QStringLiteral("Ada"), workflow::typedSecret(passphrase)},
                                app::systemClock());
    QVERIFY(made);
    m_ward = std::move(*made);
    const auto code = app::invite(*m_ward->store, id("cora"));
    QVERIFY(code);
    m_code = code->code;
}

void TestConnecting::goToTheServer(Desk &desk)
{
    QVERIFY(desk.openUsual({}));
    QVERIFY(desk.welcome());
    press(desk.welcome(), QStringLiteral("My team's store is on a server"));
    ui::ConnectionPage *page = desk.connection();
    QVERIFY(page && page->isVisible() && !desk.welcome()->isVisible());
    line(page, "Server")->setText(socketFolder());
    line(page, "Database")->setText(QStringLiteral("ward"));
    press(page, QStringLiteral("Continue"));
    QTRY_VERIFY_WITH_TIMEOUT(page->step() == Step::Person, patience);
}

void TestConnecting::enter(ui::ConnectionPage *page, const QString &person, const QString &name, const QString &code)
{
    for (QRadioButton *choice : page->findChildren<QRadioButton *>())
        if (choice->text().contains(u"code"))
            choice->click();
    line(page, "Person")->setText(person);
    line(page, "Code")->setText(code);
    line(page, "Printed name, as under a signature")->setText(name);
    for (const char *field : {"Passphrase", "Passphrase once more"})
        line(page, field)->setText(passphrase);
    press(page, QStringLiteral("Sign in"));
}

// At the administrator's desk, once the words were compared.
void TestConnecting::confirmCora()
{
    const auto tray = app::enrolmentTray(address(), *m_ward->store);
    const workflow::Ports ports = m_ward->store->ports();
    const auto request = workflow::askedEnrolment(ports, *tray, id("cora"));
    QVERIFY(request);
    std::atomic<bool> confirmed = false;
    std::jthread administrator([&] {
        confirmed = workflow::confirmEnrolment(ports, *tray, m_ward->acting, *request, {core::Role::Reviewer},
                                               core::TeamId(QStringLiteral("main")), std::chrono::minutes(2)).has_value();
    });
    QTRY_VERIFY_WITH_TIMEOUT(confirmed.load(), patience);
}

void TestConnecting::aServerThatIsNotThereIsSaid()
{
    Desk desk(settings());
    QVERIFY(desk.openUsual({}));
    press(desk.welcome(), QStringLiteral("My team's store is on a server"));
    line(desk.connection(), "Server")->setText(QStringLiteral("no-such-server.invalid"));
    line(desk.connection(), "Database")->setText(QStringLiteral("ward"));
    press(desk.connection(), QStringLiteral("Continue"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.connection(), QStringLiteral("no server of the name")), patience);
    QVERIFY(desk.connection()->step() == Step::Server);
    press(desk.connection(), QStringLiteral("Back"));
    QVERIFY(!desk.connection() && desk.welcome()->isVisible());
}

void TestConnecting::aWrongCodeIsSaid()
{
    Desk desk(settings());
    QSettings().clear();
    goToTheServer(desk);
    enterAsCora(desk.connection(), QStringLiteral("wrong-code-here"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.connection(), QStringLiteral("This code is not right")), patience);
    QVERIFY(desk.connection()->step() == Step::Person);
}

void TestConnecting::anInvitedPersonComesInFromTheFirstStart()
{
    Desk desk(settings());
    goToTheServer(desk);
    QVERIFY(uitest::reads(desk.connection(), QStringLiteral("on this computer")));
    enterAsCora(desk.connection(), m_code);
    QTRY_VERIFY_WITH_TIMEOUT(desk.connection()->step() == Step::Words, patience);
    const auto tray = app::enrolmentTray(address(), *m_ward->store);
    const auto request = workflow::askedEnrolment(m_ward->store->ports(), *tray, id("cora"));
    QVERIFY(request);
    QVERIFY(uitest::reads(desk.connection(), request->words().join(u' '))); // what the administrator is shown as well
    confirmCora();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && says(desk.window(), QStringLiteral("Cora Lind")), patience);
    QVERIFY(!desk.connection() && !desk.welcome());
    QVERIFY(desk.window()->isVisible());
}

// Two workstations, no terminal: a code is made and said, the words are read back, wrong ones are refused, and the new person is in.
void TestConnecting::anAdministratorInvitesAndConfirmsInTheWindow()
{
    QSettings().clear();
    Desk ada(settings(QStringLiteral("administrator")));
    QVERIFY(ada.open(address(), QStringLiteral("ada")));
    line(ada.window(), "Passphrase")->setText(passphrase);
    press(ada.window(), QStringLiteral("Sign in"));
    QTRY_VERIFY_WITH_TIMEOUT(says(ada.window(), QStringLiteral("Ada · ")), patience);
    ada.window()->go(ui::MainWindow::Page::People);
    QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(ada.window(), QStringLiteral("Invite…"))->isEnabled(), patience);
    press(ada.window(), QStringLiteral("Invite…"));
    auto *dialog = ada.window()->findChild<ui::InvitationDialog *>();
    QVERIFY(dialog);
    line(dialog, "Their id")->setText(QStringLiteral("dora"));
    press(dialog, QStringLiteral("Make a code"));
    const auto told = [](QWidget *page, const QString &what) {
        for (const QLabel *label : page->findChildren<QLabel *>())
            if (label->accessibleName().startsWith(what))
                return label->text();
        return QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!told(dialog, QStringLiteral("Code: ")).isEmpty(), patience);
    const QString code = told(dialog, QStringLiteral("Code: "));

    Desk dora(settings(QStringLiteral("newcomer")));
    goToTheServer(dora);
    enter(dora.connection(), QStringLiteral("dora"), QStringLiteral("Dr. Dora Quist"), code);
    QTRY_VERIFY_WITH_TIMEOUT(dora.connection()->step() == Step::Words, patience);
    const QString eight = told(dora.connection(), QStringLiteral("Your key in words: "));
    line(dialog, "The eight words they read to you")->setText(QStringLiteral("zebra velvet chin hazel bowl glove coral palace"));
    press(dialog, QStringLiteral("Confirm"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(dialog, QStringLiteral("not the words of the key that waits")), patience);
    line(dialog, "The eight words they read to you")->setText(eight);
    press(dialog, QStringLiteral("Confirm"));
    QTRY_VERIFY_WITH_TIMEOUT(dora.window() && says(dora.window(), QStringLiteral("Dora Quist")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(ada.window(), QStringLiteral("Dr. Dora Quist is enrolled")), patience);
}

void TestConnecting::theServerOfLastTimeIsThereAgain()
{
    Desk desk(settings());
    QVERIFY(desk.openUsual({}));
    QVERIFY(desk.window() && !desk.welcome());
    QVERIFY(uitest::reads(desk.window(), QStringLiteral("ward")));
    press(desk.window(), QStringLiteral("Another store…"));
    QVERIFY(desk.connection() && desk.connection()->isVisible() && !desk.window()->isVisible());
    QCOMPARE(line(desk.connection(), "Database")->text(), QStringLiteral("ward"));
    press(desk.connection(), QStringLiteral("Store on this computer"));
    QVERIFY(desk.welcome() && !desk.window() && !desk.connection());
    QVERIFY(app::KnownServers(settings().keyringFolder).urls().value(0).contains(QStringLiteral("ward")));
}

QTEST_MAIN(TestConnecting)
#include "tst_connecting.moc"
