#include "ledger/passphrase.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;

class TestPassphrase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsLongAndNotCommon_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("why"); // empty: good
        QTest::newRow("four words") << u"seven quiet otters swim"_qs << QString();
        QTest::newRow("no composition rules") << u"onlysmallletterswithoutanything"_qs << QString();
        QTest::newRow("blanks and signs") << u"~ tea? at 4 o'clock ~"_qs << QString();
        QTest::newRow("Chinese, fifteen characters") << u"春眠不觉晓处处闻啼鸟夜来风雨声"_qs << QString();
        QTest::newRow("generated") << u"x7Kq-93mWz-tPe5u"_qs << QString();
        QTest::newRow("words of the house among others") << u"ada countersign brave walrus"_qs << QString();
        QTest::newRow("fourteen characters") << u"seven quiet ot"_qs << u"length"_qs;
        QTest::newRow("empty") << QString() << u"length"_qs;
        QTest::newRow("fourteen once composed") << u"e\u0301tudes ottersx"_qs.left(15) << u"length"_qs;
        QTest::newRow("one letter") << u"aaaaaaaaaaaaaaaaaaaa"_qs << u"repeated"_qs;
        QTest::newRow("one word over and over") << u"otter otter otter "_qs << u"repeated"_qs;
        QTest::newRow("few different characters") << u"abababbaabbabaab"_qs << u"repeated"_qs;
        QTest::newRow("digits upward") << u"1234567890123456"_qs << u"sequence"_qs;
        QTest::newRow("alphabet") << u"abcdefghijklmnopq"_qs << u"sequence"_qs;
        QTest::newRow("alphabet backward") << u"zyxwvutsrqponmlk"_qs << u"sequence"_qs;
        QTest::newRow("keyboard rows") << u"qwertyuiopasdfgh"_qs << u"keyboard"_qs;
        QTest::newRow("keyboard and digits") << u"QWERTZUIOP123456"_qs << u"keyboard"_qs;
        QTest::newRow("the person's id") << u"adaadmin-99999 ada-1"_qs << u"common"_qs;
        QTest::newRow("id and product") << u"ada.Countersign.2026"_qs << u"context"_qs;
        QTest::newRow("printed name") << u"Ada-Mwangi-19841123"_qs << u"context"_qs;
        QTest::newRow("common word") << u"Password-Password-99"_qs << u"common"_qs;
        QTest::newRow("common words") << u"letmein, welcome2!"_qs << u"common"_qs;
    }
    void takesWhatIsLongAndNotCommon()
    {
        QFETCH(QString, typed);
        QFETCH(QString, why);
        const auto checked = checkPassphrase(typed, core::PersonId(u"ada"_qs), u"Ada Mwangi"_qs);
        QCOMPARE(checked ? QString() : checked.error().detail, why);
        if (!checked)
            QCOMPARE(checked.error().kind, core::ErrorKind::WeakSecret);
    }

    void pinIsSixToTwelveDigits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("why");
        QTest::newRow("six") << u"493817"_qs << QString();
        QTest::newRow("twelve") << u"493817204618"_qs << QString();
        QTest::newRow("five") << u"49381"_qs << u"length"_qs;
        QTest::newRow("thirteen") << u"4938172046181"_qs << u"length"_qs;
        QTest::newRow("letters") << u"49381a"_qs << u"digits"_qs;
        QTest::newRow("other digits") << u"٤٩٣٨١٧"_qs << u"digits"_qs;
        QTest::newRow("one digit") << u"777777"_qs << u"repeated"_qs;
        QTest::newRow("run") << u"345678"_qs << u"sequence"_qs;
        QTest::newRow("run backward") << u"876543"_qs << u"sequence"_qs;
    }
    void pinIsSixToTwelveDigits()
    {
        QFETCH(QString, typed);
        QFETCH(QString, why);
        const auto checked = checkPin(typed);
        QCOMPARE(checked ? QString() : checked.error().detail, why);
    }
};

QTEST_APPLESS_MAIN(TestPassphrase)
#include "tst_passphrase.moc"
