#include "exchange/jsonwriter.h"

#include <QTest>

#include <limits>

using namespace countersign::exchange;

class TestJsonWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfKeys()
    {
        JsonWriter json;
        json.beginObject().member("z", 1).member("a", true).key("list").beginArray().value(1).value("x").null().endArray();
        json.key("empty").beginObject().endObject().endObject();
        QCOMPARE(json.bytes(), QByteArray(R"({"z":1,"a":true,"list":[1,"x",null],"empty":{}})"));
        QVERIFY(json.isComplete());
    }

    void takesLiteralsOverUnchanged()
    {
        JsonWriter json;
        json.beginObject().rawMember("amount", "12345678901234567890123.4500").rawMember("far", "1e400").endObject();
        QCOMPARE(json.bytes(), QByteArray(R"({"amount":12345678901234567890123.4500,"far":1e400})"));
    }

    // Fields as a person laid them out in a file stay one value of one line; a break inside a string is spelled and stays.
    void aLineIsALine()
    {
        JsonWriter json;
        json.beginObject().rawMember("f", "{\n  \"a\": 1.50,\r\n  \"b\": \"x\\ny\"\n}").member("g", QStringLiteral("x\ny")).endObject();
        QCOMPARE(json.bytes(), QByteArray("{\"f\":{   \"a\": 1.50,    \"b\": \"x\\ny\" },\"g\":\"x\\ny\"}"));
    }

    void writesEveryKindOfNumber()
    {
        JsonWriter json;
        json.beginArray()
            .value(std::numeric_limits<qint64>::min())
            .value(std::numeric_limits<quint64>::max())
            .value(qint16(-3))
            .value(0.1)
            .value(1e21);
        json.value(std::numeric_limits<double>::infinity()).value(false).endArray();
        QCOMPARE(json.bytes(), QByteArray("[-9223372036854775808,18446744073709551615,-3,0.1,1e+21,null,false]"));
    }

    void writesOptionalsAndLists()
    {
        JsonWriter json;
        json.beginObject().member("none", std::optional<int>()).member("some", std::optional<QString>(QStringLiteral("x")));
        json.member("list", QStringList{QStringLiteral("a"), QStringLiteral("b")}).member("text", QStringLiteral("é")).endObject();
        QCOMPARE(json.bytes(), QByteArray("{\"none\":null,\"some\":\"x\",\"list\":[\"a\",\"b\"],\"text\":\"é\"}"));
    }

    void escapesOnlyWhatMustBe()
    {
        QCOMPARE(jsonString(QStringLiteral("a\"b\\c/d\n\r\t\b\f")), QByteArray("\"a\\\"b\\\\c/d\\n\\r\\t\\b\\f\""));
        QCOMPARE(jsonString(QStringLiteral("\u001b[31m\u007f")), QByteArray("\"\\u001b[31m\x7f\""));
        QCOMPARE(jsonString(QString(QChar(0))), QByteArray("\"\\u0000\""));
        QCOMPARE(jsonString(QStringLiteral("中😀")), QByteArray("\"中😀\""));
        QCOMPARE(jsonString(QString()), QByteArray("\"\""));
    }

    void replacesLoneSurrogates()
    {
        const QString text = QString(QChar(0xd83d)) + u'x' + QStringLiteral("😀") + QChar(0xde00);
        QCOMPARE(jsonString(text), QByteArray("\"\xef\xbf\xbdx😀\xef\xbf\xbd\""));
    }

    void beginsAgainAfterClear()
    {
        JsonWriter json;
        json.beginObject().member("a", 1).endObject();
        json.clear();
        QVERIFY(!json.isComplete());
        json.beginArray().value(2).endArray();
        QCOMPARE(json.bytes(), QByteArray("[2]"));
    }
};

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "tst_jsonwriter.moc"
