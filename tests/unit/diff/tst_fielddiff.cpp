#include "diff/fielddiff.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <random>

using namespace countersign::diff;

namespace {

Field field(const char16_t *pointer, FieldType type, const char16_t *literal = u"")
{
    return {QString::fromUtf16(pointer), type, QString::fromUtf16(literal), {}, false};
}

// Number literals are taken from strings that begin with '#', so that tests can write "5.0".
void flatten(const QJsonValue &value, const QString &pointer, QList<Field> &fields)
{
    Field own{pointer, FieldType::Null, {}, {}, false};
    const QString text = value.toString();
    if (value.isObject())
        own.type = FieldType::Object;
    else if (value.isArray())
        own.type = FieldType::Array;
    else if (value.isBool())
        own = {pointer, FieldType::Boolean, value.toBool() ? QStringLiteral("true") : QStringLiteral("false"), {}, false};
    else if (value.isString() && text.startsWith(u'#'))
        own = {pointer, FieldType::Number, text.sliced(1), {}, false};
    else if (value.isString())
        own = {pointer, FieldType::String, text, {}, false};
    fields.append(own);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        QString token = member.key();
        token.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
        flatten(member.value(), pointer + u'/' + token, fields);
    }
    const QJsonArray array = value.toArray();
    for (qsizetype k = 0; k < array.size(); ++k)
        flatten(array.at(k), pointer + u'/' + QString::number(k), fields);
}

QList<Field> fieldsOf(const char *json)
{
    QList<Field> fields;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray("[") + json + "]", &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s", qPrintable(error.errorString()));
    flatten(document.array().first(), QStringLiteral(""), fields);
    return fields;
}

// "+/b ~/a:1>2": one word for each difference.
QString shown(const QList<FieldDifference> &differences)
{
    QStringList words;
    for (const FieldDifference &difference : differences) {
        static const QStringView signs[] = {u"+", u"-", u"~", u"!", u"=", u"%"};
        QString word = signs[int(difference.kind)].toString() + (difference.pointerB.isNull() ? difference.pointerA : difference.pointerB);
        if (!difference.pointerA.isNull() && !difference.pointerB.isNull() && difference.pointerA != difference.pointerB)
            word += u'<' + difference.pointerA;
        if (difference.a && difference.b)
            word += u':' + difference.a->literal + u'>' + difference.b->literal;
        words.append(word);
    }
    return words.join(u' ');
}

} // namespace

class FieldDiffTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsDifferences_data();
    void findsDifferences();
    void comparesStringsAsTexts();
    void respectsOrderWhereItMatters();
    void takesTheKeyFieldItIsGiven();
    void keepsAbsentNullAndEmptyApart();
    void comparesNumbersByValue_data();
    void comparesNumbersByValue();
    void takesListsThatAreNoTrees();
    void sameValueInAnyMemberOrderIsNoChange();
    void laysEveryFieldBesideItsOther();
};

void FieldDiffTest::findsDifferences_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *a, const char *b, const char16_t *expected) {
        QTest::newRow(name) << QByteArray(a) << QByteArray(b) << QString::fromUtf16(expected);
    };
    row("same", R"({"a":"#1","b":[true,null]})", R"({"a":"#1","b":[true,null]})", u"");
    row("value", R"({"dose":"#5"})", R"({"dose":"#50"})", u"~/dose:5>50");
    row("form only", R"({"dose":"#5"})", R"({"dose":"#5.0"})", u"=/dose:5>5.0");
    row("type", R"({"dose":"#5"})", R"({"dose":"5"})", u"!/dose:5>5");
    row("null is a type of its own", R"({"a":null})", R"({"a":""})", u"!/a:>");
    row("absent", R"({"a":"x"})", R"({"a":"x","b":null})", u"+/b");
    row("removed", R"({"a":"x","b":"y"})", R"({"a":"x"})", u"-/b");
    row("removed where it stood", R"({"a":"x","b":"y","c":"#1"})", R"({"a":"x","c":"#2"})", u"-/b ~/c:1>2");
    row("subtree is one", R"({"a":{}})", R"({"a":{"b":{"c":"#1","d":"#2"}}})", u"+/a/b");
    row("boolean", R"({"a":true})", R"({"a":false})", u"~/a:true>false");
    row("escaped names", R"({"a/b":"x","c~d":"y"})", R"({"a/b":"z","c~d":"w"})", u"~/a~1b:x>z ~/c~0d:y>w");
    row("root", R"("old")", R"("new")", u"~:old>new");
    row("items by key", R"({"meds":[{"id":"m1","dose":"#5"},{"id":"m2","dose":"#7"}]})",
        R"({"meds":[{"id":"m2","dose":"#7"},{"id":"m1","dose":"#6"}]})", u"~/meds/1/dose</meds/0/dose:5>6");
    row("item gained in front", R"({"meds":[{"id":"m1","dose":"#5"}]})", R"({"meds":[{"id":"m0","dose":"#1"},{"id":"m1","dose":"#5"}]})", u"+/meds/0");
    row("item lost", R"([{"name":"x"},{"name":"y"}])", R"([{"name":"y"}])", u"-/0");
    row("items without a key by content", R"([{"a":"#1","b":"#2"},{"a":"#3","b":"#4"}])", R"([{"a":"#3","b":"#4"},{"a":"#1","b":"#2"}])", u"");
    row("items without a key by likeness", R"([{"a":"#1","b":"#2","c":"#9"},{"a":"#3","b":"#4","c":"#8"}])",
        R"([{"a":"#3","b":"#4","c":"#7"},{"a":"#1","b":"#2","c":"#9"}])", u"~/0/c</1/c:8>7");
    row("reordered set", R"(["x","y","z"])", R"(["z","x","y"])", u"");
    row("set gained one", R"(["x","y"])", R"(["y","new","x"])", u"+/1");
    row("scalar replaced", R"(["x","y"])", R"(["x","w"])", u"~/1:y>w");
    row("repeated items in another order", R"(["x","y","x"])", R"(["x","x","y"])", u"%:>");
    row("numbers in a set by value", R"(["#1","#2"])", R"(["#2.0","#1"])", u"=/0</1:2>2.0");
    row("nested arrays", R"([["#1","#2"],["#3"]])", R"([["#1","#2"],["#3","#4"]])", u"+/1/1");
    row("key of two types is none", R"([{"id":"#1","v":"#1"},{"id":"#1","v":"#2"}])", R"([{"id":"#1","v":"#1"},{"id":"#1","v":"#3"}])", u"~/1/v:2>3");
}

void FieldDiffTest::findsDifferences()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(QString, expected);
    QCOMPARE(shown(compareFields(fieldsOf(a), fieldsOf(b))), expected);
}

void FieldDiffTest::comparesStringsAsTexts()
{
    const auto differences = compareFields(fieldsOf(R"({"note":"Take 5 mg daily"})"), fieldsOf(R"({"note":"Take 50 mg daily"})"));
    QCOMPARE(differences.size(), 1);
    QCOMPARE(differences.first().hunks, compare(QStringLiteral("Take 5 mg daily"), QStringLiteral("Take 50 mg daily")).hunks);
}

void FieldDiffTest::respectsOrderWhereItMatters()
{
    QList<Field> a = fieldsOf(R"(["x","y","z"])");
    QList<Field> b = fieldsOf(R"(["z","x","y"])");
    b[0].ordered = true;
    const auto differences = compareFields(a, b);
    QCOMPARE(differences.size(), 1);
    QCOMPARE(differences.first().kind, FieldDifference::Kind::Order);
    QCOMPARE(differences.first().pointerB, QStringLiteral(""));
    QVERIFY(!differences.first().pointerB.isNull());
}

void FieldDiffTest::takesTheKeyFieldItIsGiven()
{
    QList<Field> a = fieldsOf(R"([{"drug":"x","dose":"#1"},{"drug":"y","dose":"#2"}])");
    QList<Field> b = fieldsOf(R"([{"drug":"y","dose":"#1"},{"drug":"x","dose":"#2"}])");
    a[0].key = QStringLiteral("drug");
    QCOMPARE(shown(compareFields(a, b)), QStringLiteral("~/0/dose</1/dose:2>1 ~/1/dose</0/dose:1>2"));
}

void FieldDiffTest::keepsAbsentNullAndEmptyApart()
{
    const auto absent = fieldsOf("{}");
    const auto null = fieldsOf(R"({"a":null})");
    const auto empty = fieldsOf(R"({"a":""})");
    QCOMPARE(compareFields(absent, null).first().kind, FieldDifference::Kind::Added);
    QVERIFY(!compareFields(absent, null).first().a);
    QVERIFY(compareFields(absent, null).first().pointerA.isNull());
    QCOMPARE(compareFields(null, empty).first().kind, FieldDifference::Kind::Type);
    QCOMPARE(compareFields(empty, absent).first().kind, FieldDifference::Kind::Removed);
    QVERIFY(compareFields({}, {}).isEmpty());
    QCOMPARE(compareFields({}, null).first().kind, FieldDifference::Kind::Added);
    QCOMPARE(compareFields(null, {}).first().kind, FieldDifference::Kind::Removed);
}

void FieldDiffTest::comparesNumbersByValue_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("same");
    const auto row = [](const char16_t *a, const char16_t *b, bool same) {
        QTest::addRow("%s %s", qPrintable(QString::fromUtf16(a)), qPrintable(QString::fromUtf16(b))) << QString::fromUtf16(a) << QString::fromUtf16(b) << same;
    };
    row(u"5", u"5.0", true);
    row(u"5", u"5.00e0", true);
    row(u"100", u"1e2", true);
    row(u"1E+2", u"100.0", true);
    row(u"0.001", u"1e-3", true);
    row(u"0", u"-0.0e9", true);
    row(u"-5", u"5", false);
    row(u"5", u"50", false);
    row(u"9007199254740993", u"9007199254740992", false);
    row(u"0.1", u"0.10000000000000000001", false);
    row(u"123456789012345678901234567890", u"1.2345678901234567890123456789e29", true);
    row(u"1e999999999999999999999", u"1e999999999999999999999", true);
    row(u"1e999999999999999999999", u"1e999999999999999999998", false);
    row(u"x", u"y", false);
    row(u"", u"0", true);
}

void FieldDiffTest::comparesNumbersByValue()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, same);
    QCOMPARE(sameNumber(a, b), same);
    QCOMPARE(sameNumber(b, a), same);
}

void FieldDiffTest::takesListsThatAreNoTrees()
{
    const QList<Field> orphan{field(u"", FieldType::Object), field(u"/a/b/c", FieldType::String, u"x"), field(u"/a/b/c", FieldType::String, u"y")};
    const QList<Field> root{field(u"", FieldType::Object)};
    QCOMPARE(compareFields(root, orphan).size(), 1);
    QVERIFY(compareFields(orphan, orphan).isEmpty());
    QList<Field> deep;
    QString pointer;
    for (int depth = 0; depth < 1500; ++depth) {
        deep.append({pointer, FieldType::Object, {}, {}, false});
        pointer += QStringLiteral("/a");
    }
    QList<Field> other = deep;
    other.append({pointer, FieldType::Null, {}, {}, false});
    QVERIFY(compareFields(deep, deep).isEmpty());
    QCOMPARE(compareFields(deep, other).size(), 1);
}

void FieldDiffTest::sameValueInAnyMemberOrderIsNoChange()
{
    std::mt19937 random(71);
    for (int round = 0; round < 50; ++round) {
        QList<Field> a{field(u"", FieldType::Object)};
        for (int k = 0; k < 12; ++k)
            a.append({u'/' + QString::number(k), FieldType::Number, QString::number(random() % 100), {}, false});
        QList<Field> b = a;
        std::shuffle(b.begin() + 1, b.end(), random);
        QVERIFY(compareFields(a, b).isEmpty());
        b.last().literal += u'1';
        QCOMPARE(compareFields(a, b).size(), 1);
    }
}

void FieldDiffTest::laysEveryFieldBesideItsOther()
{
    const auto shownPairs = [](const char *a, const char *b) {
        QStringList words;
        for (const FieldPair &pair : pairFields(fieldsOf(a), fieldsOf(b)))
            words.append((pair.pointerA.isNull() ? QStringLiteral("~") : pair.pointerA) + u'|' + (pair.pointerB.isNull() ? QStringLiteral("~") : pair.pointerB)
                         + u'|' + pair.parent + u'#' + QString::number(pair.place));
        return words.join(u' ');
    };
    QCOMPARE(shownPairs(R"({"a":"x","b":{"c":"y"},"d":"z"})", R"({"a":"x","d":"w","e":[]})"),
             QStringLiteral("||#0 /a|/a|#0 /b|~|#1 /d|/d|#1 ~|/e|#2"));
    QCOMPARE(shownPairs(R"([{"id":"p"},{"id":"q"},{"id":"r"}])", R"([{"id":"r"},{"id":"s","v":null}])"),
             QStringLiteral("||#0 /0|~|#0 /1|~|#0 /2|/0|#0 /2/id|/0/id|/0#0 ~|/1|#1 ~|/1/id|/1#0 ~|/1/v|/1#1"));
    QCOMPARE(shownPairs(R"({"a":{"b":"x"}})", R"({"a":"x"})"), QStringLiteral("||#0 /a|/a|#0"));
    QVERIFY(pairFields({}, {}).isEmpty());
}

QTEST_APPLESS_MAIN(FieldDiffTest)
#include "tst_fielddiff.moc"
