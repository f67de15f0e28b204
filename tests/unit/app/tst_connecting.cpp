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

private:
    app::Settings settings() const
    {
        app::Settings made;
        made.dataFolder = m_folder.filePath(QStringLiteral("data"));
        made.keyringFolder = m_folder.filePath(QStringLiteral("keys"));
        made.keyCost = ledger::SealCost::floor();
        return made;
    }
    app::StoreAddress address() const { return *app::storeAddress(m_url); }
    QString socketFolder() const { return QUrl::fromPercentEncoding(m_server->url().section(u'@', 1).section(u':', 0, 0).toUtf8()); }
    // The page of a desk that has no store yet, at the question who one is.
    void goToTheServer(Desk &desk);
    void enterAsCora(ui::ConnectionPage *page, const QString &code);
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

void TestConnecting::enterAsCora(ui::ConnectionPage *page, const QString &code)
{
    for (QRadioButton *choice : page->findChildren<QRadioButton *>())
        if (choice->text().contains(u"code"))
            choice->click();
    line(page, "Person")->setText(QStringLiteral("cora"));
    line(page, "Code")->setText(code);
    line(page, "Printed name, as under a signature")->setText(QStringLiteral("Dr. Cora Lind"));
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
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.connection(), QStringLiteral("does not let you in")), patience);
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
