#include "exchange/fields.h"

#include <QTest>

using namespace countersign;
using namespace countersign::exchange;
using core::ErrorKind;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

const QByteArray loan = "{\n  \"amount\" : 12345678901234567890123.4500,\n  \"rate\": 5.0, \"ok\":true,\n"
                        "  \"terms\": [12, 24, 36],\n  \"note\": \"a\\/b\",\"none\":null,\"sub\":{ },\"big\":1e400\n}";

} // namespace

class TestFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsRowsInDocumentOrder()
    {
        const auto rows = fieldRows(loan);
        QVERIFY(rows.has_value());
        QStringList pointers;
        for (const FieldRow &row : *rows)
            pointers.append(row.pointer);
        QCOMPARE(pointers.join(u' '), u(" /amount /rate /ok /terms /terms/0 /terms/1 /terms/2 /note /none /sub /big"));
        QCOMPARE(rows->at(1).literal, QByteArray("12345678901234567890123.4500"));
        QCOMPARE(rows->at(1).text, u("12345678901234567890123.4500"));
        QCOMPARE(rows->at(4).children, 3);
        QVERIFY(rows->at(4).literal.isEmpty());
        QCOMPARE(rows->at(5).key, u("0"));
        QCOMPARE(rows->at(5).depth, 2);
        QCOMPARE(rows->at(8).text, u("a/b"));
        QCOMPARE(rows->at(8).literal, QByteArray("\"a\\/b\""));
        QCOMPARE(rows->at(9).type, JsonType::Null);
        QCOMPARE(rows->at(10).literal, QByteArray("{ }"));
        QVERIFY(!rows->at(10).hasChildren());
        QCOMPARE(rows->at(11).literal, QByteArray("1e400"));
    }

    void listsAScalarAsOneRow()
    {
        const auto rows = fieldRows(" 007.5 ");
        QVERIFY(!rows.has_value());
        const auto one = fieldRows(" -7.50 ");
        QCOMPARE(one->size(), 1);
        QCOMPARE(one->first().literal, QByteArray("-7.50"));
        QCOMPARE(one->first().pointer, QString());
    }

    void escapesPointers()
    {
        const auto rows = fieldRows(R"({"a/b":{"m~n":1},"":2})");
        QCOMPARE(rows->at(2).pointer, u("/a~1b/m~0n"));
        QCOMPARE(rows->at(2).key, u("m~n"));
        QCOMPARE(rows->at(3).pointer, u("/"));
        for (const FieldRow &row : *rows)
            QVERIFY(literalAt(R"({"a/b":{"m~n":1},"":2})", row.pointer).has_value());
    }

    void respellsOnlyChangedValues()
    {
        const auto changed = replaceValues(loan, {{u("/rate"), "5.10"}, {u("/terms/1"), "\"two years\""}, {u("/sub"), " {\"x\":1} "}});
        QVERIFY(changed.has_value());
        QByteArray expected = loan;
        expected.replace("5.0,", "5.10,").replace("24", "\"two years\"").replace("{ }", "{\"x\":1}");
        QCOMPARE(*changed, expected);
        QCOMPARE(*replaceValues(loan, {}), loan);
    }

    void replacesTheWholeValue() { QCOMPARE(*replaceValues(" [1] ", {{QString(), "2"}}), QByteArray(" 2 ")); }

    void refusesToReplace_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("literal");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("nowhere") << u("/nope") << QByteArray("1") << ErrorKind::BadValue;
        QTest::newRow("no pointer") << u("rate") << QByteArray("1") << ErrorKind::BadValue;
        QTest::newRow("beyond the array") << u("/terms/3") << QByteArray("1") << ErrorKind::BadValue;
        QTest::newRow("no JSON") << u("/rate") << QByteArray("5,0") << ErrorKind::Malformed;
        QTest::newRow("two values") << u("/rate") << QByteArray("5, \"x\":1") << ErrorKind::Malformed;
        QTest::newRow("nothing") << u("/rate") << QByteArray() << ErrorKind::Malformed;
    }
    void refusesToReplace()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, literal);
        QFETCH(ErrorKind, kind);
        const auto changed = replaceValues(loan, {{pointer, literal}});
        QVERIFY(!changed.has_value());
        QCOMPARE(core::kindName(changed.error().kind), core::kindName(kind));
        QVERIFY(changed.error().where.startsWith(pointer));
    }

    void refusesPointersInsideEachOther()
    {
        const auto changed = replaceValues(loan, {{u("/terms"), "[]"}, {u("/terms/0"), "1"}});
        QVERIFY(!changed.has_value());
        QCOMPARE(changed.error().kind, ErrorKind::BadValue);
    }

    void refusesAChangeThatGoesTooDeep()
    {
        const QByteArray deep = QByteArray(200, '[') + QByteArray(200, ']');
        const auto changed = replaceValues("[[" + deep.first(0) + "1]]", {{u("/0/0"), deep}});
        QVERIFY(changed.has_value());
        const QByteArray outer = QByteArray(100, '[') + '1' + QByteArray(100, ']');
        const auto tooDeep = replaceValues(outer, {{u("/0").repeated(100), deep}});
        QVERIFY(!tooDeep.has_value());
        QCOMPARE(tooDeep.error().kind, ErrorKind::TooDeep);
    }

    void makesLiteralsFromWhatIsTyped_data()
    {
        QTest::addColumn<JsonType>("type");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("literal"); // empty: refused
        const auto row = [](const char *name, JsonType type, const char *typed, const char *literal) {
            QTest::newRow(name) << type << u(typed) << QByteArray(literal);
        };
        row("digits kept", JsonType::Number, "12345678901234567890123.4500", "12345678901234567890123.4500");
        row("exponent kept", JsonType::Number, " 1e400 ", "1e400");
        row("trailing zero kept", JsonType::Number, "5.0", "5.0");
        row("leading zero", JsonType::Number, "007", "");
        row("decimal comma", JsonType::Number, "1,5", "");
        row("thousands", JsonType::Number, "1 000", "");
        row("not a number", JsonType::Number, "NaN", "");
        row("empty number", JsonType::Number, "", "");
        row("Arabic digits", JsonType::Number, "١٢", "");
        row("a word for a number", JsonType::Number, "true", "");
        row("true", JsonType::Boolean, "true", "true");
        row("yes", JsonType::Boolean, "yes", "");
        row("text", JsonType::String, " say \"hi\"\n", "\" say \\\"hi\\\"\\n\"");
        row("empty text", JsonType::String, "", "\"\"");
        row("null by nothing", JsonType::Null, "", "null");
        row("null", JsonType::Null, "null", "null");
        row("not null", JsonType::Null, "0", "");
        row("array", JsonType::Array, " [1, 2.50] ", "[1, 2.50]");
        row("an object for an array", JsonType::Array, "{}", "");
        row("one name twice", JsonType::Object, R"({"a":1,"a":2})", "");
        row("object", JsonType::Object, R"({"a":1})", R"({"a":1})");
    }
    void makesLiteralsFromWhatIsTyped()
    {
        QFETCH(JsonType, type);
        QFETCH(QString, typed);
        QFETCH(QByteArray, literal);
        const auto made = literalFromText(type, typed);
        QCOMPARE(made.has_value(), !literal.isEmpty());
        if (made)
            QCOMPARE(*made, literal);
        else
            QCOMPARE(made.error().kind, ErrorKind::BadValue);
    }

    void refusesTextThatJsonCannotHold()
    {
        QVERIFY(!literalFromText(JsonType::String, QString(QChar(0))).has_value());
        QVERIFY(!literalFromText(JsonType::String, QString(QChar(0xd800))).has_value());
    }

    void insertsElements_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<int>("index");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("empty") << QByteArray("[]") << 0 << QByteArray("[9]");
        QTest::newRow("empty with blanks") << QByteArray("[ ]") << 0 << QByteArray("[9 ]");
        QTest::newRow("at the end") << QByteArray("[1,2]") << 2 << QByteArray("[1,2,9]");
        QTest::newRow("in front") << QByteArray("[1,2]") << 0 << QByteArray("[9,1,2]");
        QTest::newRow("between") << QByteArray("[1, 2]") << 1 << QByteArray("[1, 9,2]");
        QTest::newRow("indented, end") << QByteArray("[\n  1,\n  2\n]") << 2 << QByteArray("[\n  1,\n  2,\n  9\n]");
        QTest::newRow("indented, front") << QByteArray("[\n  1,\n  2\n]") << 0 << QByteArray("[\n  9,\n  1,\n  2\n]");
    }
    void insertsElements()
    {
        QFETCH(QByteArray, before);
        QFETCH(int, index);
        QFETCH(QByteArray, after);
        QCOMPARE(*insertElement(before, QString(), index, "9"), after);
    }

    void insertsMembers()
    {
        QCOMPARE(*insertMember("{}", QString(), u("a\"b"), "1"), QByteArray("{\"a\\\"b\":1}"));
        QCOMPARE(*insertMember("{ \"a\" : 1 }", QString(), u("b"), "2"), QByteArray("{ \"a\" : 1, \"b\" : 2 }"));
        QCOMPARE(*insertMember("{\"x\":{\n \"a\": 1\n}}", u("/x"), u("b"), "[2]"),
                 QByteArray("{\"x\":{\n \"a\": 1,\n \"b\": [2]\n}}"));
        QCOMPARE(insertMember("{\"a\":1}", QString(), u("a"), "2").error().kind, ErrorKind::DuplicateKey);
        QCOMPARE(insertMember("[1]", QString(), u("a"), "2").error().kind, ErrorKind::WrongType);
        QCOMPARE(insertElement("[1]", QString(), 2, "2").error().kind, ErrorKind::BadValue);
        QCOMPARE(insertElement("[1]", u("/0"), 0, "2").error().kind, ErrorKind::WrongType);
        QCOMPARE(insertElement("[1]", u("/7"), 0, "2").error().kind, ErrorKind::BadValue);
    }

    void removesValues()
    {
        QCOMPARE(*removeValue("[1, 2, 3]", u("/0")), QByteArray("[2, 3]"));
        QCOMPARE(*removeValue("[1, 2, 3]", u("/1")), QByteArray("[1, 3]"));
        QCOMPARE(*removeValue("[1, 2, 3]", u("/2")), QByteArray("[1, 2]"));
        QCOMPARE(*removeValue("[1]", u("/0")), QByteArray("[]"));
        QCOMPARE(*removeValue(R"({"a": 1, "b": {"c": 2}})", u("/a")), QByteArray(R"({"b": {"c": 2}})"));
        QCOMPARE(*removeValue(R"({"a": 1, "b": {"c": 2}})", u("/b/c")), QByteArray(R"({"a": 1, "b": {}})"));
        QCOMPARE(*removeValue(R"({"a": 1, "b": {"c": 2}})", u("/b")), QByteArray(R"({"a": 1})"));
        QCOMPARE(removeValue("[1]", QString()).error().kind, ErrorKind::BadValue);
        QCOMPARE(removeValue("[1]", u("/1")).error().kind, ErrorKind::BadValue);
    }

    void comparesMeaning_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *name, const char *a, const char *b, bool same) {
            QTest::newRow(name) << QByteArray(a) << QByteArray(b) << same;
        };
        row("order of members", R"({"a":1,"b":[2]})", R"({ "b":[ 2 ], "a":1 })", true);
        row("order of elements", "[1,2]", "[2,1]", false);
        row("escapes", "\"\\u0061\\/\"", "\"a/\"", true);
        row("escaped name", "{\"\\u0061\":1}", R"({"a":1})", true);
        row("digits", "5", "5.0", false);
        row("type", "5", "\"5\"", false);
        row("null and absent", R"({"a":null})", "{}", false);
        row("null and empty", R"({"a":null})", R"({"a":""})", false);
        row("one more", "[1]", "[1,1]", false);
        row("other name", R"({"a":1})", R"({"b":1})", false);
        row("case", "\"A\"", "\"a\"", false);
        row("no JSON", "[", "[", false);
    }
    void comparesMeaning()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, same);
        QCOMPARE(sameJson(a, b), same);
        QCOMPARE(sameJson(b, a), same);
    }

    void findsTextToSearch()
    {
        QCOMPARE(searchableText("{\"name\":\"Ana\",\"list\":[{\"x\":\"Li\\u006da\"},7.50,true,null],\"e\":\"\"}"),
                 u("Ana\nLima\n7.50\n"));
        QCOMPARE(searchableText("\"alone\""), u("alone"));
        QCOMPARE(searchableText("{"), QString());
    }
};

QTEST_GUILESS_MAIN(TestFields)
#include "tst_fields.moc"
