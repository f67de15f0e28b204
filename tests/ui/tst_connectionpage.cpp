// Work on a server: by keyboard, what the server shows in words, each way it can fail where it failed, and coming in by a code.
#include "ui/connection/connectionpage.h"
#include "ui/hands.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>

using namespace countersign;
using core::ErrorKind;
using ui::ConnectionPage;
using ui::ServerLook;
using ui::ServerPlace;
using uitest::find;
using Step = ConnectionPage::Step;

namespace {

const QString secret = QStringLiteral("seven herons cross the lake");

// What the page asked for, answered by the test.
struct Asked {
    ServerPlace place;
    std::function<void(core::Result<ServerLook>)> look;
    QString address;
    QString person;
    QString secret;
    ui::Newcomer newcomer;
    std::function<void(QStringList)> waiting;
    std::function<void(core::Result<void>)> arrived;
    int signIns = 0;
    int gaveUp = 0;
    int backs = 0;
    int homes = 0;
};

QString textOf(const workflow::SharedSecret &given)
{
    return QString::fromUtf8(given->view());
}

ui::Connector connectorFor(Asked &asked, const QStringList &known = {})
{
    ui::Connector made;
    made.known = known;
    made.address = [](const ServerPlace &place) -> core::Result<QString> {
        if (place.host.contains(u' '))
            return core::fail(ErrorKind::BadValue, QStringLiteral("host"));
        return QString(QStringLiteral("postgresql://") + place.host + u'/' + place.database);
    };
    made.place = [](const QString &address) -> core::Result<ServerPlace> {
        const QStringList parts = address.section(QStringLiteral("://"), 1).split(u'/');
        const QString person = parts.value(0).contains(u'@') ? parts.value(0).section(u'@', 0, 0) : QString();
        return ServerPlace{parts.value(0).section(u'@', -1), parts.value(1), person, {}, {}};
    };
    made.look = [&asked](const ServerPlace &place, std::function<void(core::Result<ServerLook>)> answer) {
        asked.place = place;
        asked.look = std::move(answer);
    };
    made.signIn = [&asked](const QString &address, const core::PersonId &person, const workflow::SharedSecret &given) {
        ++asked.signIns;
        asked.address = address;
        asked.person = person.value;
        asked.secret = textOf(given);
    };
    made.arrive = [&asked](const QString &address, const ui::Newcomer &who, std::function<void(QStringList)> waiting,
                           std::function<void(core::Result<void>)> done) {
        asked.address = address;
        asked.newcomer = who;
        asked.waiting = std::move(waiting);
        asked.arrived = std::move(done);
    };
    made.giveUp = [&asked] { ++asked.gaveUp; };
    made.goBack = [&asked] { ++asked.backs; };
    made.goHome = [&asked] { ++asked.homes; };
    return made;
}

ServerLook trusted()
{
    ServerLook look;
    look.isEncrypted = true;
    look.names = {QStringLiteral("db.clinic.test")};
    look.issuer = QStringLiteral("Clinic root");
    look.until = QDateTime(QDate(2031, 3, 3), QTime(12, 0), Qt::UTC);
    look.goesOn = true;
    return look;
}

QLineEdit *line(QWidget *page, const char *name)
{
    return find<QLineEdit>(page, QString::fromLatin1(name));
}

// As somebody would: the server, Tab, the database, Return.
void nameServer(ConnectionPage &page)
{
    QTest::keyClicks(qApp->focusWidget(), QStringLiteral("db.clinic.test"));
    line(&page, "Database")->setFocus();
    QTest::keyClicks(line(&page, "Database"), QStringLiteral("ward"));
    QTest::keyClick(line(&page, "Database"), Qt::Key_Return);
}

void invited(ConnectionPage &page)
{
    for (QRadioButton *choice : page.findChildren<QRadioButton *>())
        if (choice->text().contains(u"code"))
            choice->click();
    line(&page, "Person")->setText(QStringLiteral("cora"));
    line(&page, "Code")->setText(QStringLiteral("abcd-efgh"));
    line(&page, "Printed name, as under a signature")->setText(QStringLiteral("Dr. Cora Lind"));
    line(&page, "Passphrase")->setText(secret);
    line(&page, "Passphrase once more")->setText(secret);
}

} // namespace

class TestConnectionPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void signsInByKeyboardAlone()
    {
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        nameServer(page);
        QCOMPARE(asked.place.host, QStringLiteral("db.clinic.test"));
        QCOMPARE(asked.place.database, QStringLiteral("ward"));
        QVERIFY(asked.place.check == ServerPlace::Check::Full); // unless somebody says otherwise
        asked.look(trusted());
        QVERIFY(page.step() == Step::Person);
        QVERIFY(uitest::reads(&page, QStringLiteral("certificate is for db.clinic.test; Clinic root vouches for it")));
        QVERIFY(uitest::reads(&page, QStringLiteral("This computer trusts it.")));
        QCOMPARE(qApp->focusWidget(), line(&page, "Person"));
        QTest::keyClicks(qApp->focusWidget(), QStringLiteral("ada"));
        line(&page, "Passphrase")->setFocus();
        QTest::keyClicks(qApp->focusWidget(), secret);
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
        QCOMPARE(asked.signIns, 1);
        QCOMPARE(asked.address, QStringLiteral("postgresql://db.clinic.test/ward"));
        QCOMPARE(asked.person, QStringLiteral("ada"));
        QCOMPARE(asked.secret, secret);
        QVERIFY2(line(&page, "Passphrase")->text().isEmpty(), "the passphrase does not stay in the field");
    }

    void offersTheServerOfLastTimeAndTakesAWholeAddress()
    {
        Asked asked;
        ConnectionPage page(connectorFor(asked, {QStringLiteral("postgresql://new.test/ward"), QStringLiteral("postgresql://old.test/lab")}));
        uitest::show(page);
        auto *servers = find<QComboBox>(&page, QStringLiteral("Server"));
        QVERIFY(servers);
        QCOMPARE(servers->currentText(), QStringLiteral("new.test"));
        QCOMPARE(line(&page, "Database")->text(), QStringLiteral("ward"));
        QCOMPARE(servers->itemText(1), QStringLiteral("lab on old.test"));
        servers->setCurrentIndex(1);
        Q_EMIT servers->activated(1);
        QCOMPARE(servers->currentText(), QStringLiteral("old.test"));
        QCOMPARE(line(&page, "Database")->text(), QStringLiteral("lab"));
        servers->setEditText(QStringLiteral("postgresql://ben@third.test/clinic"));
        QTest::keyClick(servers, Qt::Key_Return);
        QCOMPARE(asked.place.host, QStringLiteral("third.test"));
        QCOMPARE(asked.place.database, QStringLiteral("clinic"));
        asked.look(trusted());
        QCOMPARE(line(&page, "Person")->text(), QStringLiteral("ben"));
    }

    void asksForWhatIsMissing()
    {
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        QTest::keyClick(&page, Qt::Key_Return);
        QVERIFY(uitest::reads(&page, QStringLiteral("The name of the server")));
        QVERIFY(!asked.look);
        QTest::keyClicks(qApp->focusWidget(), QStringLiteral("no such thing"));
        line(&page, "Database")->setText(QStringLiteral("ward"));
        QTest::keyClick(&page, Qt::Key_Return);
        QVERIFY(uitest::reads(&page, QStringLiteral("no address of a server")));
        QVERIFY(!asked.look);
    }

    void saysEachWayItFails_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("said");
        QTest::newRow("no such host") << QStringLiteral("host") << QStringLiteral("no server of the name");
        QTest::newRow("nobody listens") << QStringLiteral("refused") << QStringLiteral("Nobody answers");
        QTest::newRow("too slow") << QStringLiteral("timeout") << QStringLiteral("does not answer in time");
        QTest::newRow("run out") << QStringLiteral("tls-expired") << QStringLiteral("certificate has run out");
        QTest::newRow("not valid yet") << QStringLiteral("tls-early") << QStringLiteral("not valid yet");
        QTest::newRow("another's") << QStringLiteral("tls-name") << QStringLiteral("another server's");
        QTest::newRow("vouched for by nobody") << QStringLiteral("tls-authority") << QStringLiteral("nobody this computer trusts");
        QTest::newRow("no encryption") << QStringLiteral("tls-none") << QStringLiteral("offers no encryption");
    }

    void saysEachWayItFails()
    {
        QFETCH(QString, detail);
        QFETCH(QString, said);
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        nameServer(page);
        if (detail.startsWith(u"tls")) {
            ServerLook look = trusted();
            look.isEncrypted = detail != u"tls-none";
            look.fault = detail;
            look.goesOn = false;
            asked.look(look);
            QVERIFY(look.isEncrypted == uitest::reads(&page, QStringLiteral("Clinic root vouches for it"))); // what it shows, also when it is refused
        } else {
            asked.look(core::fail(ErrorKind::StoreUnreachable, QStringLiteral("db.clinic.test"), detail));
        }
        QVERIFY(page.step() == Step::Server);
        QVERIFY(uitest::reads(&page, said));
        QVERIFY(line(&page, "Server")->hasFocus() || line(&page, "Database")->hasFocus());
        QTest::keyClick(&page, Qt::Key_Return); // and may be tried again
        QVERIFY(uitest::find<QAbstractButton>(&page, QStringLiteral("Looking…")));
    }

    void comesInByACodeOnceTheWordsAreConfirmed()
    {
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        nameServer(page);
        asked.look(trusted());
        invited(page);
        QTest::keyClick(line(&page, "Passphrase once more"), Qt::Key_Return);
        QCOMPARE(asked.newcomer.id.value, QStringLiteral("cora"));
        QCOMPARE(textOf(asked.newcomer.code), QStringLiteral("abcd-efgh"));
        QCOMPARE(asked.newcomer.printedName, QStringLiteral("Dr. Cora Lind"));
        asked.waiting({QStringLiteral("zebra"), QStringLiteral("velvet")});
        QVERIFY(page.step() == Step::Words);
        QVERIFY(uitest::reads(&page, QStringLiteral("zebra velvet")));
        QCOMPARE(asked.signIns, 0);
        asked.arrived({});
        QCOMPARE(asked.signIns, 1);
        QCOMPARE(asked.person, QStringLiteral("cora"));
        QCOMPARE(asked.secret, secret);
        QVERIFY(line(&page, "Code")->text().isEmpty());
    }

    void saysWhyACodeDoesNotLetIn()
    {
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        nameServer(page);
        asked.look(trusted());
        invited(page);
        QTest::keyClick(&page, Qt::Key_Return);
        asked.arrived(core::fail(ErrorKind::StoreUnreachable, QStringLiteral("db.clinic.test"), QStringLiteral("login")));
        QVERIFY(page.step() == Step::Person);
        QVERIFY(uitest::reads(&page, QStringLiteral("does not let you in")));
        QCOMPARE(line(&page, "Code")->text(), QStringLiteral("abcd-efgh")); // to look at again
    }

    void refusesWhatCannotBeASignature_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("said");
        QTest::newRow("no code") << QStringLiteral("Code") << QString() << QStringLiteral("The code the administrator gave you");
        QTest::newRow("no name") << QStringLiteral("Printed name, as under a signature") << QString() << QStringLiteral("Your name");
        QTest::newRow("short passphrase") << QStringLiteral("Passphrase") << QStringLiteral("short") << QStringLiteral("At least 15 characters");
        QTest::newRow("two passphrases") << QStringLiteral("Passphrase once more") << QStringLiteral("another one of some length") << QStringLiteral("differ");
        QTest::newRow("no id") << QStringLiteral("Person") << QString() << QStringLiteral("Say who you are");
    }

    void refusesWhatCannotBeASignature()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, said);
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        nameServer(page);
        asked.look(trusted());
        invited(page);
        line(&page, qPrintable(field))->setText(typed);
        QTest::keyClick(&page, Qt::Key_Return);
        QVERIFY(!asked.arrived);
        QVERIFY(uitest::reads(&page, said));
    }

    void givesUpAndGoesBackByEscape()
    {
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        nameServer(page);
        asked.look(trusted());
        invited(page);
        QTest::keyClick(&page, Qt::Key_Return);
        asked.waiting({QStringLiteral("zebra")});
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Escape);
        QCOMPARE(asked.gaveUp, 1);
        asked.arrived(core::fail(ErrorKind::Cancelled));
        QVERIFY(page.step() == Step::Person);
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Escape);
        QVERIFY(page.step() == Step::Server);
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Escape);
        QCOMPARE(asked.backs, 1);
        find<QAbstractButton>(&page, QStringLiteral("Store on this computer"))->click();
        QCOMPARE(asked.homes, 1);
    }

    void everyControlHasAName()
    {
        Asked asked;
        ConnectionPage page(connectorFor(asked));
        uitest::show(page);
        QCOMPARE(uitest::unnamed(&page).join(u'\n'), QString());
        nameServer(page);
        asked.look(trusted());
        invited(page);
        QCOMPARE(uitest::unnamed(&page).join(u'\n'), QString());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestConnectionPage)
#include "tst_connectionpage.moc"
