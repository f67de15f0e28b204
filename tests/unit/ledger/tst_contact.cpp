#include "ledger/contact.h"

#include <QtTest>

using namespace countersign::ledger;

namespace {

const QByteArray golden = "countersign.contact/v1\n"
                          "evidence dialogue opened 48210\n"
                          "evidence scan%201 unshowable 0\n"
                          "evidence labs shown 1200\n"
                          "added dialogue 10 42\n"
                          "dismissed dialogue 100 140\n"
                          "dismissed labs 0 7\n";

QByteArray inOrder(QByteArray text)
{
    return text.replace("evidence scan%201 unshowable 0\nevidence labs shown 1200\n", "evidence labs shown 1200\nevidence scan%201 unshowable 0\n");
}

Contact sample()
{
    Contact contact;
    contact.items = {{u"scan 1"_qs, Contact::Way::Unshowable, 0}, {u"dialogue"_qs, Contact::Way::Opened, 48'210}, {u"labs"_qs, Contact::Way::Shown, 1'200}};
    contact.added = {{u"dialogue"_qs, 10, 42}};
    contact.dismissed = {{u"labs"_qs, 0, 7}, {u"dialogue"_qs, 100, 140}};
    return contact;
}

} // namespace

class ContactTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasOneSpelling()
    {
        QCOMPARE(write(sample()).value(), inOrder(golden));
        QCOMPARE(write(*parseContact(inOrder(golden))).value(), inOrder(golden));
        QCOMPARE(write(Contact()).value(), QByteArray("countersign.contact/v1\n"));
    }

    void refusesEveryOtherSpelling_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = inOrder(golden);
        QTest::newRow("out of order") << golden;
        QTest::newRow("another version") << QByteArray(good).replace("/v1", "/v2");
        QTest::newRow("another way") << QByteArray(good).replace("opened", "read");
        QTest::newRow("a leading zero") << QByteArray(good).replace("48210", "048210");
        QTest::newRow("a sign") << QByteArray(good).replace("48210", "+48210");
        QTest::newRow("an id twice") << QByteArray(good).replace("evidence labs shown 1200\n", "evidence labs opened 9\nevidence labs shown 1200\n");
        QTest::newRow("a passage backwards") << QByteArray(good).replace("10 42", "42 10");
        QTest::newRow("an empty passage") << QByteArray(good).replace("10 42", "42 42");
        QTest::newRow("a part missing") << QByteArray(good).replace("added dialogue 10 42", "added dialogue 10");
        QTest::newRow("another line") << good + "seen everything\n";
        QTest::newRow("no end") << good.chopped(1);
        QTest::newRow("nothing") << QByteArray();
    }
    void refusesEveryOtherSpelling()
    {
        QFETCH(QByteArray, text);
        QVERIFY(parseContact(inOrder(golden)));
        QCOMPARE(parseContact(text).error().kind, countersign::core::ErrorKind::Malformed);
    }

    void cannotWriteNonsense()
    {
        Contact twice = sample();
        twice.items.append({u"labs"_qs, Contact::Way::Opened, 1});
        QCOMPARE(write(twice).error().kind, countersign::core::ErrorKind::BadValue);
        Contact backwards = sample();
        backwards.added = {{u"labs"_qs, 7, 0}};
        QCOMPARE(write(backwards).error().kind, countersign::core::ErrorKind::BadValue);
        Contact nameless;
        nameless.items = {{QString(), Contact::Way::Shown, 1}};
        QVERIFY(!write(nameless));
    }
};

QTEST_APPLESS_MAIN(ContactTest)
#include "tst_contact.moc"
