#include "ledger/lines.h"
#include "ledger/text.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensComeBackAsTheyWere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("plain") << u"D2N068"_qs << QByteArray("D2N068");
        QTest::newRow("every plain mark") << u"._~:/@-"_qs << QByteArray("._~:/@-");
        QTest::newRow("blank and percent") << u"a b%"_qs << QByteArray("a%20b%25");
        QTest::newRow("line feed") << u"a\nb"_qs << QByteArray("a%0Ab");
        QTest::newRow("accent") << u"é"_qs << QByteArray("%C3%A9");
        QTest::newRow("accent in two parts becomes one") << u"e\u0301"_qs << QByteArray("%C3%A9");
        QTest::newRow("beyond the basic plane") << u"\U0001F9EA"_qs << QByteArray("%F0%9F%A7%AA");
        QTest::newRow("byte order mark") << u"\uFEFFa"_qs << QByteArray("%EF%BB%BFa");
        QTest::newRow("nul") << QString(QChar(0)) << QByteArray("%00");
    }
    void tokensComeBackAsTheyWere()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, token);
        QCOMPARE(escapeToken(text), token);
        QCOMPARE(unescapeToken(token), normalised(text));
    }

    void refusesEveryOtherSpellingOfAToken_data()
    {
        QTest::addColumn<QByteArray>("token");
        for (const char *token :
             {"", " ", "a b", "%", "%2", "%2g", "%c3%a9", "%41", "a%", "\xC3\xA9", "%C3", "%ED%A0%80", "%C0%80", "+", "a\n", "%2E"})
            QTest::newRow(QByteArray(token).toPercentEncoding().constData()) << QByteArray(token);
    }
    void refusesEveryOtherSpellingOfAToken()
    {
        QFETCH(QByteArray, token);
        QVERIFY(!unescapeToken(token));
    }

    void loneSurrogateIsNoToken() { QVERIFY(escapeToken(QString(QChar(0xD800))).isEmpty()); }

    void freeTextHasNoControlsAndNoOuterBlanks()
    {
        QVERIFY(isFreeText(u"Dr. Ada Mwangi, 内科"));
        for (const QString &bad : {u""_qs, u" a"_qs, u"a "_qs, u"a\tb"_qs, u"a\nb"_qs, u"a\u0085b"_qs, u"a\u2028b"_qs, u"a\u2029"_qs,
                                   u"\u007F"_qs, QString(QChar(0xDC00))})
            QVERIFY2(!isFreeText(bad), qPrintable(bad));
        QCOMPARE(readFreeText("\xEF\xBB\xBFx"), u"\uFEFFx"_qs);
        QVERIFY(!readFreeText("\xC3"));
    }

    void integersHaveOneSpelling()
    {
        QCOMPARE(readInteger("0"), 0u);
        QCOMPARE(readInteger("9223372036854775807"), quint64(9223372036854775807));
        for (const char *bad : {"", "00", "01", "-1", "+1", "1 ", " 1", "1.0", "9223372036854775808", "99999999999999999999", "0x1"})
            QVERIFY2(!readInteger(bad), bad);
    }

    void timesHaveOneSpelling()
    {
        const QDateTime time(QDate(2024, 2, 29), QTime(23, 59, 59, 7), Qt::UTC);
        QCOMPARE(timeBytes(time), "2024-02-29T23:59:59.007Z");
        QCOMPARE(readTime("2024-02-29T23:59:59.007Z"), time);
        QCOMPARE(timeBytes(QDateTime(QDate(2024, 3, 1), QTime(1, 0), Qt::OffsetFromUTC, 7200)), "2024-02-29T23:00:00.000Z");
        for (const char *bad :
             {"2023-02-29T00:00:00.000Z", "2024-02-29T24:00:00.000Z", "2024-02-29T23:59:60.000Z", "2024-02-29 23:59:59.007Z",
              "2024-02-29T23:59:59Z", "0000-01-01T00:00:00.000Z", "2024-2-29T23:59:59.0007Z", "2024-02-29T23:59:59.00aZ",
              "2024-02-29T23:59:59.007z", "-024-02-29T23:59:59.007Z"})
            QVERIFY2(!readTime(bad), bad);
        QVERIFY(timeBytes(QDateTime()).isEmpty());
        QVERIFY(timeBytes(QDateTime(QDate(10000, 1, 1), QTime(0, 0), Qt::UTC)).isEmpty());
    }

    void everyDayOfFourCenturiesComesBack()
    {
        for (QDate day(1900, 1, 1); day.year() < 2300; day = day.addDays(13)) {
            const QDateTime time(day, QTime(12, 34, 56, 789), Qt::UTC);
            QCOMPARE(readTime(timeBytes(time)), time);
        }
    }

    void uuidsAreLowerCaseOfTheirVersion()
    {
        QVERIFY(isUuid("0f8b2c4e-5a6d-4e7f-8a9b-c0d1e2f3a4b5", 4));
        QVERIFY(!isUuid("0f8b2c4e-5a6d-4e7f-8a9b-c0d1e2f3a4b5", 7));
        QVERIFY(!isUuid("0F8b2c4e-5a6d-4e7f-8a9b-c0d1e2f3a4b5", 4));
        QVERIFY(!isUuid("0f8b2c4e-5a6d-4e7f-ca9b-c0d1e2f3a4b5", 4));
        QVERIFY(!isUuid("0f8b2c4e05a6d-4e7f-8a9b-c0d1e2f3a4b5", 4));
        QVERIFY(!isUuid("", 4));
    }

    void base64HasOneSpelling()
    {
        QCOMPARE(readBase64("AQI="), QByteArray("\x01\x02"));
        for (const char *bad : {"AQI", "AQJ=", "AQI==", "AQ I=", "AQI=\n", "AQ-_", "=", "A"})
            QVERIFY2(!readBase64(bad), bad);
    }

    void readerNamesTheFirstWrongLine()
    {
        LineReader in("first/v1\na 1\nb x\nc 3\n");
        in.bare("first/v1");
        QCOMPARE(in.integer("a"), 1u);
        in.integer("b");
        in.integer("c");
        const auto whole = in.finish();
        QVERIFY(!whole);
        QCOMPARE(whole.error(), (core::Error{core::ErrorKind::Malformed, u"line 3"_qs, u"b"_qs}));
    }

    void readerRefusesWhatTheWriterWouldNotWrite_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"k a", "k  a\n", "k a\n\n", "k a\nk a\n", "k b\nk a\n", "K a\n", "k\n", "k \n", " k a\n", "k a\r\n", ""})
            QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QByteArray(text);
    }
    void readerRefusesWhatTheWriterWouldNotWrite()
    {
        QFETCH(QByteArray, text);
        LineReader in(text);
        QStringList values = in.tokens("k");
        if (values.isEmpty())
            in.refuse("k");
        QVERIFY(!in.finish());
    }

    void writerSortsAndDropsDuplicates()
    {
        LineWriter out;
        out.tokens("reason", {u"b"_qs, u"a c"_qs, u"b"_qs, u"a"_qs});
        QCOMPARE(out.finish(), QByteArray("reason a\nreason a%20c\nreason b\n"));
    }

    void writerNamesTheValueItCannotWrite()
    {
        LineWriter out;
        out.token("case", u"");
        out.free("name", u"x\ny"_qs);
        const auto text = out.finish();
        QVERIFY(!text);
        QCOMPARE(text.error().kind, core::ErrorKind::BadValue);
        QCOMPARE(text.error().where, u"case"_qs);
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
