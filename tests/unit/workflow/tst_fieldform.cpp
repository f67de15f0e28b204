#include "workflow/fieldform.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::workflow;

namespace {

const QByteArray receipt = R"({"shop": "Aeon", "items": [{"what": "tea", "price": 2.50}, {"what": "milk", "price": 1.20}], "note": null})";
const QByteArray schema = R"({"type": "object", "required": ["shop"], "additionalProperties": false, "properties": {
  "total": {"type": "number", "title": "Total"}, "shop": {"type": "string"}, "note": {"type": ["string", "null"]},
  "paid": {"type": "boolean"}, "currency": {"enum": ["EUR", "USD"], "default": "EUR"},
  "items": {"type": "array", "items": {"$ref": "#/$defs/item"}}},
  "$defs": {"item": {"type": "object", "required": ["what", "price"], "properties": {"what": {"type": "string"}, "price": {"type": "number"}}}}})";

// "total=12.5 items-2 …": a line for each pair, what only one side has marked.
QStringList lines(const QList<FieldPair> &pairs)
{
    QStringList shown;
    for (const FieldPair &pair : pairs)
        shown.append((pair.mine ? pair.suggested ? QStringLiteral("=") : QStringLiteral("+") : QStringLiteral("-"))
                     + (pair.mine ? pair.mine->pointer : pair.suggested->pointer));
    return shown;
}

} // namespace

class FieldFormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsGoneStandsWhereItStood();
    void pairsAreInTheOrderOfTheSchema();
    void anItemIsAddedAsTheSchemaHasIt();
    void anItemIsAddedLikeItsNeighboursWithoutASchema();
    void onlyWhatTheSchemaKnowsMayBeAdded();
    void neighboursSayWhatMayBeAddedWithoutASchema();
    void aNameInUseIsRefused();
    void whatIsTypedTakesTheTypeOfTheSchema();
    void whatIsTypedTakesTheTypeItIsSpelledIn();
    void takenOutAndPutBackIsTheSuggestionToTheByte();
    void theSchemaSaysWhatIsRequired();
    void absentNullAndEmptyAreThreeStates();
};

void FieldFormTest::whatIsGoneStandsWhereItStood()
{
    const QByteArray mine = withoutField(receipt, QStringLiteral("/items/0"), receipt).value();
    QCOMPARE(mine, QByteArray(R"({"shop": "Aeon", "items": [{"what": "milk", "price": 1.20}], "note": null})"));
    const QList<FieldPair> pairs = fieldPairs(receipt, mine, {}).value();
    QCOMPARE(lines(pairs), (QStringList{QStringLiteral("="), QStringLiteral("=/shop"), QStringLiteral("=/items"), QStringLiteral("-/items/0"),
                                        QStringLiteral("=/items/0"), QStringLiteral("=/items/0/what"), QStringLiteral("=/items/0/price"), QStringLiteral("=/note")}));
    QCOMPARE(pairs[3].suggested->text, QStringLiteral("what: tea\nprice: 2.50"));
    QCOMPARE(pairs[3].parent, QStringLiteral("/items"));
    QCOMPARE(pairs[3].place, 0);
    QCOMPARE(pairs[4].suggested->pointer, QStringLiteral("/items/1"));
}

void FieldFormTest::pairsAreInTheOrderOfTheSchema()
{
    const QByteArray mine = withoutField(R"({"note":null,"shop":"a","total":1})", QStringLiteral("/total"), "{}").value();
    QCOMPARE(lines(fieldPairs(R"({"note":null,"shop":"a","total":1})", mine, schema).value()),
             (QStringList{QStringLiteral("="), QStringLiteral("-/total"), QStringLiteral("=/shop"), QStringLiteral("=/note")}));
}

void FieldFormTest::anItemIsAddedAsTheSchemaHasIt()
{
    QCOMPARE(withItem(receipt, QStringLiteral("/items"), 2, schema).value(),
             QByteArray(R"({"shop": "Aeon", "items": [{"what": "tea", "price": 2.50}, {"what": "milk", "price": 1.20},{"what":"","price":null}], "note": null})"));
    QCOMPARE(withMember(R"({"shop":"a"})", QStringLiteral(""), QStringLiteral("currency"), schema).value(), QByteArray(R"({"shop":"a","currency":"EUR"})"));
    QCOMPARE(withMember(R"({"shop":"a"})", QStringLiteral(""), QStringLiteral("items"), schema).value(), QByteArray(R"({"shop":"a","items":[]})"));
    QCOMPARE(withItem(R"({"items":[]})", QStringLiteral("/items"), 0, schema).value(), QByteArray(R"({"items":[{"what":"","price":null}]})"));
}

void FieldFormTest::anItemIsAddedLikeItsNeighboursWithoutASchema()
{
    QCOMPARE(withItem(R"([{"a":"x","b":{"c":1}}])", QStringLiteral(""), 1, {}).value(), QByteArray(R"([{"a":"x","b":{"c":1}},{"a":"","b":{"c":null}}])"));
    QCOMPARE(withItem(R"(["x"])", QStringLiteral(""), 1, {}).value(), QByteArray(R"(["x",""])"));
    QCOMPARE(withItem("[7]", QStringLiteral(""), 1, {}).value(), QByteArray("[7,null]"));
    QCOMPARE(withItem("[]", QStringLiteral(""), 0, {}).value(), QByteArray("[null]"));
}

void FieldFormTest::onlyWhatTheSchemaKnowsMayBeAdded()
{
    const QList<NewMember> members = possibleMembers(receipt, QStringLiteral(""), schema);
    QCOMPARE(members, (QList<NewMember>{{QStringLiteral("total"), QStringLiteral("Total")}, {QStringLiteral("paid"), QStringLiteral("paid")},
                                        {QStringLiteral("currency"), QStringLiteral("currency")}}));
    QVERIFY(!takesOtherMembers(QStringLiteral(""), schema));
    QVERIFY(takesOtherMembers(QStringLiteral("/items/0"), schema));
}

void FieldFormTest::neighboursSayWhatMayBeAddedWithoutASchema()
{
    const QByteArray fields = R"([{"a":1,"b":"x"},{"a":2}])";
    QCOMPARE(possibleMembers(fields, QStringLiteral("/1"), {}), (QList<NewMember>{{QStringLiteral("b"), QStringLiteral("b")}}));
    QCOMPARE(withMember(fields, QStringLiteral("/1"), QStringLiteral("b"), {}).value(), QByteArray(R"([{"a":1,"b":"x"},{"a":2,"b":""}])"));
    QVERIFY(takesOtherMembers(QStringLiteral("/1"), {}));
}

void FieldFormTest::aNameInUseIsRefused()
{
    const auto refused = withMember(receipt, QStringLiteral(""), QStringLiteral("shop"), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, core::ErrorKind::DuplicateKey);
}

void FieldFormTest::whatIsTypedTakesTheTypeOfTheSchema()
{
    const auto typed = [](const char *key, const char *text) {
        const QByteArray mine = QByteArray("{\"") + key + "\":null}";
        return withTyped(mine, QStringLiteral("/") + QString::fromLatin1(key), QString::fromLatin1(text), schema);
    };
    QCOMPARE(typed("shop", "12").value(), QByteArray(R"({"shop":"12"})"));
    QCOMPARE(typed("shop", "").value(), QByteArray(R"({"shop":""})"));
    QCOMPARE(typed("total", "12.50").value(), QByteArray(R"({"total":12.50})"));
    QCOMPARE(typed("total", "").value(), QByteArray(R"({"total":null})"));
    QVERIFY(!typed("total", "twelve"));
    QCOMPARE(typed("paid", "true").value(), QByteArray(R"({"paid":true})"));
    QVERIFY(!typed("paid", "perhaps"));
    QCOMPARE(typed("currency", "USD").value(), QByteArray(R"({"currency":"USD"})"));
}

void FieldFormTest::whatIsTypedTakesTheTypeItIsSpelledIn()
{
    const auto typed = [](const char *text) { return withTyped(R"({"a":null})", QStringLiteral("/a"), QString::fromLatin1(text), {}).value(); };
    QCOMPARE(typed("12.50"), QByteArray(R"({"a":12.50})"));
    QCOMPARE(typed("007"), QByteArray(R"({"a":"007"})"));
    QCOMPARE(typed("true"), QByteArray(R"({"a":true})"));
    QCOMPARE(typed("yes"), QByteArray(R"({"a":"yes"})"));
    QCOMPARE(typed(""), QByteArray(R"({"a":null})"));
}

void FieldFormTest::takenOutAndPutBackIsTheSuggestionToTheByte()
{
    for (const QString &pointer : {QStringLiteral("/shop"), QStringLiteral("/items"), QStringLiteral("/items/1"), QStringLiteral("/items/0/what"), QStringLiteral("/note")}) {
        const QByteArray mine = withoutField(receipt, pointer, receipt).value();
        QVERIFY(mine != receipt);
        const QList<FieldPair> pairs = fieldPairs(receipt, mine, {}).value();
        const auto gone = std::find_if(pairs.cbegin(), pairs.cend(), [](const FieldPair &pair) { return !pair.mine; });
        QVERIFY(gone != pairs.cend());
        QCOMPARE(withFieldBack(mine, *gone, receipt).value(), receipt);
    }
    QVERIFY(!withoutField(receipt, QStringLiteral(""), receipt));
}

void FieldFormTest::theSchemaSaysWhatIsRequired()
{
    QVERIFY(isRequired(QStringLiteral("/shop"), schema));
    QVERIFY(isRequired(QStringLiteral("/items/1/price"), schema));
    QVERIFY(!isRequired(QStringLiteral("/note"), schema));
    QVERIFY(!isRequired(QStringLiteral("/items/1"), schema));
    QVERIFY(!isRequired(QStringLiteral(""), schema));
    QVERIFY(!isRequired(QStringLiteral("/shop"), {}));
}

void FieldFormTest::absentNullAndEmptyAreThreeStates()
{
    const QByteArray absent = "{}";
    const QByteArray null = withMember(absent, QStringLiteral(""), QStringLiteral("a"), {}).value();
    const QByteArray empty = withField(null, QStringLiteral("/a"), FieldRow::Type::String, QString()).value();
    QCOMPARE(null, QByteArray(R"({"a":null})"));
    QCOMPARE(empty, QByteArray(R"({"a":""})"));
    QCOMPARE(fieldChanges(absent, null).first().kind, diff::FieldDifference::Kind::Added);
    QCOMPARE(fieldChanges(null, empty).first().kind, diff::FieldDifference::Kind::Type);
    QCOMPARE(fieldChanges(empty, absent).first().kind, diff::FieldDifference::Kind::Removed);
    QCOMPARE(lines(fieldPairs(null, absent, {}).value()), (QStringList{QStringLiteral("="), QStringLiteral("-/a")}));
}

QTEST_APPLESS_MAIN(FieldFormTest)
#include "tst_fieldform.moc"
