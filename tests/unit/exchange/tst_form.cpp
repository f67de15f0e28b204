#include "exchange/decimal.h"
#include "exchange/form.h"

#include <QTest>

using namespace countersign;
using namespace countersign::exchange;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

QStringList found(const QByteArray &fields, const QByteArray &form)
{
    const auto findings = checkAgainstForm(fields, form);
    if (!findings)
        return {core::kindName(findings.error().kind)};
    QStringList lines;
    for (const FormFinding &finding : *findings)
        lines.append(finding.pointer + u' ' + finding.rule);
    return lines;
}

} // namespace

class TestForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsNothingWhereAllFits()
    {
        const QByteArray form = "{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"number\",\"minimum\":0},\"term\":{"
                                "\"type\":\"integer\",\"multipleOf\":12},"
                                "\"kind\":{\"enum\":[\"a\",\"b\"]},\"list\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                                "\"note\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"amount\"]}";
        QCOMPARE(found("{\"amount\":18400.00,\"term\":60.0,\"kind\":\"b\",\"list\":[\"x\",\"\"],\"note\":null,\"more\":[1]}", form),
                 QStringList());
        QCOMPARE(found("[1]", QByteArray()), QStringList());
        QCOMPARE(found("[1]", "true"), QStringList());
        QCOMPARE(found("\"A\\\\u\"", "{\"pattern\":\"^\\\\u0041\\\\\\\\u$\"}"), QStringList());
    }

    void findsWhatDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char *name, const char *fields, const char *form, const char *finding) {
            QTest::newRow(name) << QByteArray(fields) << QByteArray(form) << u(finding);
        };
        row("type", "{\"a\":\"5\"}", "{\"properties\":{\"a\":{\"type\":\"number\"}}}", "/a type");
        row("one of several types", "true", "{\"type\":[\"string\",\"null\"]}", " type");
        row("whole number", "5.5", "{\"type\":\"integer\"}", " type");
        row("missing", "{\"b\":1}", "{\"required\":[\"b\",\"a~/b\"]}", "/a~0~1b required");
        row("choice", "[\"c\"]", "{\"items\":{\"enum\":[\"a\",\"b\"]}}", "/0 enum");
        row("constant", "2", "{\"const\":1}", " const");
        row("minimum, beyond a double", "9007199254740992.9999", "{\"minimum\":9007199254740993}", " minimum");
        row("maximum, beyond a double", "1e400", "{\"maximum\":1e399}", " maximum");
        row("exclusive minimum", "0.0", "{\"exclusiveMinimum\":0}", " exclusiveMinimum");
        row("exclusive maximum", "-1", "{\"exclusiveMaximum\":-1.0}", " exclusiveMaximum");
        row("multiple", "60.1", "{\"multipleOf\":12}", " multipleOf");
        row("multiple of a cent", "0.015", "{\"multipleOf\":0.01}", " multipleOf");
        row("shortest", "\"😀\"", "{\"minLength\":2}", " minLength");
        row("longest", "\"abc\"", "{\"maxLength\":2}", " maxLength");
        row("pattern", "\"12a\"", "{\"pattern\":\"^[0-9]+$\"}", " pattern");
        row("pattern with an escape", "\"B\"", "{\"pattern\":\"^\\\\u0041$\"}", " pattern");
        row("date", "\"2026-02-30\"", "{\"format\":\"date\"}", " format");
        row("time", "\"2026-02-03T10:00:00\"", "{\"format\":\"date-time\"}", " format");
        row("fewest", "[]", "{\"minItems\":1}", " minItems");
        row("most", "[1,2]", "{\"maxItems\":1}", " maxItems");
        row("twice", "[1,\"1\",1.0]", "{\"uniqueItems\":true}", " uniqueItems");
        row("first of several", "[\"x\",2]", "{\"prefixItems\":[{\"type\":\"number\"}],\"items\":{\"type\":\"number\"}}", "/0 type");
        row("more members", "{\"a\":1,\"b\":2}", "{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "/b false");
        row("members of a kind", "{\"a\":1}", "{\"additionalProperties\":{\"type\":\"string\"}}", "/a type");
        row("fewest members", "{}", "{\"minProperties\":1}", " minProperties");
        row("most members", "{\"a\":1,\"b\":2}", "{\"maxProperties\":1}", " maxProperties");
        row("all of", "5", "{\"allOf\":[{\"type\":\"number\"},{\"maximum\":4}]}", " maximum");
        row("any of", "5", "{\"anyOf\":[{\"type\":\"string\"},{\"maximum\":4}]}", " anyOf");
        row("one of", "3", "{\"oneOf\":[{\"type\":\"number\"},{\"maximum\":4}]}", " oneOf");
        row("not", "3", "{\"not\":{\"type\":\"number\"}}", " not");
        row("by reference", "{\"a\":[{\"x\":\"1\"}]}",
            "{\"$defs\":{\"item\":{\"properties\":{\"x\":{\"type\":\"number\"}}}},\"properties\":{\"a\":{\"items\":{\"$ref\":\"#/"
            "$defs/item\"}}}}",
            "/a/0/x type");
    }
    void findsWhatDoesNotFit()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, form);
        QFETCH(QString, finding);
        QCOMPARE(found(fields, form), QStringList{finding});
    }

    void saysWhatIsExpected()
    {
        const auto findings = checkAgainstForm("{\"rate\":19.95}", "{\"properties\":{\"rate\":{\"maximum\":19.90}}}");
        QCOMPARE(findings->first(), (FormFinding{u("/rate"), u("maximum"), "19.90"}));
    }

    void acceptsMultiplesExactly()
    {
        QCOMPARE(found("0.3", "{\"multipleOf\":0.1}"), QStringList());
        QCOMPARE(found("12345678901234567890123.45", "{\"multipleOf\":0.05}"), QStringList());
        QCOMPARE(found("1e300", "{\"multipleOf\":7}"), QStringList{u(" multipleOf")});
        QCOMPARE(found("-36", "{\"multipleOf\":12}"), QStringList());
    }

    void comparesNumbersByValue_data()
    {
        QTest::addColumn<QByteArray>("smaller");
        QTest::addColumn<QByteArray>("larger");
        QTest::newRow("signs") << QByteArray("-1e400") << QByteArray("1e-400");
        QTest::newRow("both negative") << QByteArray("-2") << QByteArray("-1.9");
        QTest::newRow("negative and zero") << QByteArray("-0.001") << QByteArray("0e9");
        QTest::newRow("zero and positive") << QByteArray("-0") << QByteArray("1e-99999999999999999999");
        QTest::newRow("length") << QByteArray("9.9") << QByteArray("10");
        QTest::newRow("last digit") << QByteArray("100000000000000000000000000001") << QByteArray("100000000000000000000000000002");
        QTest::newRow("one digit more") << QByteArray("1.2") << QByteArray("1.20000000001");
    }
    void comparesNumbersByValue()
    {
        QFETCH(QByteArray, smaller);
        QFETCH(QByteArray, larger);
        QVERIFY(Decimal::of(smaller) < Decimal::of(larger));
        QVERIFY(Decimal::of(larger) > Decimal::of(smaller));
        QVERIFY(Decimal::of(smaller) == Decimal::of(smaller + (smaller.contains('e') || !smaller.contains('.') ? "" : "000")));
    }

    void knowsEqualSpellings()
    {
        for (const char *spelling : {"100", "100.0", "1e2", "1E+02", "0.1e3", "1000e-1", "100.000e0"})
            QVERIFY2(Decimal::of(spelling) == Decimal::of("100"), spelling);
    }

    void givesUpOnAFormThatNeverEnds()
    {
        QCOMPARE(found("1", "{\"$ref\":\"#\"}"), QStringList{core::kindName(core::ErrorKind::TooLarge)});
        QByteArray form = "{\"type\":\"string\"}";
        for (int i = 0; i < 18; ++i)
            form = "{\"anyOf\":[" + form + ',' + form + "]}"; // hundreds of thousands of ways
        QCOMPARE(found("1", form), QStringList{core::kindName(core::ErrorKind::TooLarge)});
    }

    void givesUpOnAPatternThatNeverEnds()
    {
        QCOMPARE(found('"' + QByteArray(40, 'a') + "!\"", "{\"pattern\":\"^(a|a)*(a|aa)*$\"}"), QStringList());
    }

    void passesOverWhatIsNoSchema()
    {
        QCOMPARE(found("{\"a\":1}", "{\"type\":7,\"enum\":\"x\",\"required\":\"a\",\"properties\":[],\"pattern\":3,\"minimum\":\"2\","
                                    "\"$ref\":\"http://elsewhere/x\"}"),
                 QStringList{u(" type")});
        QCOMPARE(found("\"x\"", "{\"pattern\":\"(\"}"), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestForm)
#include "tst_form.moc"
