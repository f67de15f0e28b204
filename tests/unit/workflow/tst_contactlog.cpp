#include "workflow/contactlog.h"

#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using ledger::Contact;

class ContactLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsTheTimeEachItemStoodInFront()
    {
        ContactLog log;
        log.show(QStringLiteral("a"), false, 0);
        log.show(QStringLiteral("b"), true, 1'000);
        log.show(QStringLiteral("a"), true, 1'500);
        const QList<Contact::Item> items = log.contact(4'000).items;
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0], (Contact::Item{QStringLiteral("a"), Contact::Way::Opened, 3'500}));
        QCOMPARE(items[1], (Contact::Item{QStringLiteral("b"), Contact::Way::Opened, 500}));
        QCOMPARE(log.contact(5'000).items[0].milliseconds, 4'500U); // asking changes nothing
    }

    void timeOutOfSightDoesNotCount()
    {
        ContactLog log;
        log.show(QStringLiteral("a"), false, 0);
        log.pause(100);
        log.pause(200);
        log.resume(10'000);
        log.resume(10'050);
        QCOMPARE(log.contact(10'100).items[0], (Contact::Item{QStringLiteral("a"), Contact::Way::Shown, 200}));
    }

    void whatCannotBeShownStaysSo()
    {
        ContactLog log;
        log.cannotShow(QStringLiteral("scan"));
        log.show(QStringLiteral("scan"), true, 0);
        QCOMPARE(log.contact(10).items[0].way, Contact::Way::Unshowable);
    }

    void passagesAreKeptOnce()
    {
        ContactLog log;
        log.dismiss({QStringLiteral("a"), 1, 2});
        log.dismiss({QStringLiteral("a"), 1, 2});
        log.add({QStringLiteral("a"), 3, 4});
        QCOMPARE(log.contact(0).dismissed.size(), 1);
        QCOMPARE(log.contact(0).added.size(), 1);
        QVERIFY(ledger::write(log.contact(0)));
    }
};

QTEST_APPLESS_MAIN(ContactLogTest)
#include "tst_contactlog.moc"
