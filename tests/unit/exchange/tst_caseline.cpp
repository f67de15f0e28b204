#include "exchange/caseline.h"

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

const QByteArray whole =
    "{\"schema\":\"countersign.case/1\",\"id\":\"B7/12\",\"kind\":\"clinical-note\",\"title\":\"Wound  "
    "check\",\"risk\":\"high\",\"priority\":50,"
    "\"due\":\"2026-11-23T16:30:00.25+02:30\",\"labels\":{\"ward\":\"4b\",\"shift\":\"late\"},\"team\":\"surgery\",\"version\":3,"
    "\"evidence\":[{\"id\":\"talk\",\"title\":\"Dialogue\",\"mediaType\":\"text/plain\",\"text\":\"The wound is 2 cm.\"},"
    "{\"id\":\"photo\",\"mediaType\":\"image/png\",\"file\":\"img/"
    "w.png\",\"sha256\":\"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\"}],"
    "\"suggestion\":{\"fields\":{\"size\": "
    "2.0,\"unit\":\"cm\"},\"form\":{\"type\":\"object\"},\"model\":{\"name\":\"scribe\",\"version\":\"7.1\"},\"confidence\":0.820,"
    "\"citations\":[{\"at\":{\"field\":\"/size\"},\"evidence\":\"talk\",\"in\":{\"start\":13,\"end\":17,\"exact\":\"2 "
    "cm\",\"prefix\":\"is \"}},"
    "{\"at\":{\"field\":\"/unit\"},\"evidence\":\"photo\",\"in\":{\"region\":[0.1,0.2,0.3,0.1],\"page\":1}}]},"
    "\"action\":{\"name\":\"note.file\", \"args\":{\"encounter\":12345678901234567890123}},\"x-batch\":[1.50]}";

QByteArray with(const char *before, const char *after)
{
    QByteArray line = whole;
    Q_ASSERT(line.contains(before));
    return line.replace(before, after);
}

const QByteArray neutral = "{\"id\": \"set/1\", \"source\": \"some-set\", \"kind\": \"qa\", \"evidence\": [{\"id\": \"q\", \"title\": "
                           "\"Question\", \"media_type\": \"text/plain\", "
                           "\"text\": \"Why?\"}], \"suggestion\": {\"text\": \"So.\", \"model\": \"a model\", \"confidence\": null}, "
                           "\"reference\": {\"text\": \"No.\", \"score\": 1.50}}";

} // namespace

class TestCaseLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEverythingOfACase()
    {
        const auto record = readCaseLine(whole);
        QVERIFY2(record.has_value(), record ? "" : qPrintable(record.error().where));
        QCOMPARE(record->id.value, u("B7/12"));
        QCOMPARE(record->team.value, u("surgery"));
        QCOMPARE(record->version, 3);
        QCOMPARE(record->kind, u("clinical-note"));
        QCOMPARE(record->title, u("Wound check"));
        QCOMPARE(record->risk, core::Risk::High);
        QCOMPARE(record->priority, 50);
        QCOMPARE(record->due->toString(Qt::ISODateWithMs), u("2026-11-23T14:00:00.250Z"));
        QCOMPARE(record->labels, (QMap<QString, QString>{{u("ward"), u("4b")}, {u("shift"), u("late")}}));
        QCOMPARE(record->evidence.size(), 2);
        QCOMPARE(record->evidence[0].text, std::optional(u("The wound is 2 cm.")));
        QCOMPARE(record->evidence[1].title, u("photo"));
        QCOMPARE(record->evidence[1].file, u("img/w.png"));
        QCOMPARE(record->evidence[1].sha256.first(8), u("e3b0c442"));
        QVERIFY(!record->evidence[1].text);
        QCOMPARE(record->action, QByteArray("{\"name\":\"note.file\", \"args\":{\"encounter\":12345678901234567890123}}"));
        QVERIFY(record->reference.isEmpty());
        QCOMPARE(record->source, whole);
    }

    void aNeutralCaseIsNamedAfterWhatItIsAbout()
    {
        const auto title = [](const QByteArray &name, const QByteArray &text) {
            QByteArray line = neutral;
            line.replace("\"Question\"", "\"" + name + "\"").replace("\"Why?\"", "\"" + text + "\"");
            return readCaseLine(line)->title;
        };
        QCOMPARE(title("Question", "Why?"), u("Why?"));
        QCOMPARE(title("Question", "\\n  Why\\tnow? \\nBecause."), u("Why now?"));
        QCOMPARE(title("Dialogue 7", QByteArray(400, 'x')), u("Dialogue 7"));
        QCOMPARE(title("q", QByteArray("word ").repeated(100)), QString(QStringLiteral("word ").repeated(24).trimmed() + QChar(0x2026)));
        QCOMPARE(title("q", "  "), u("set/1"));
        QCOMPARE(title("q", QByteArray("\xe6\xb3\x95").repeated(400)).size(), 120);
    }

    void readsEverythingOfASuggestion()
    {
        const auto record = readCaseLine(whole);
        QVERIFY(record.has_value());
        const core::Suggestion &suggestion = record->suggestion;
        QCOMPARE(suggestion.content.form, core::Content::Form::Fields);
        QCOMPARE(suggestion.content.fields, QByteArray("{\"size\": 2.0,\"unit\":\"cm\"}"));
        QCOMPARE(suggestion.form, QByteArray("{\"type\":\"object\"}"));
        QCOMPARE(suggestion.model, u("scribe"));
        QCOMPARE(suggestion.modelVersion, u("7.1"));
        QCOMPARE(suggestion.confidence, QByteArray("0.820"));
        QCOMPARE(suggestion.citations.size(), 2);
        const core::Citation &first = suggestion.citations[0], &second = suggestion.citations[1];
        QCOMPARE(first.at.field, u("/size"));
        QCOMPARE(first.evidence, u("talk"));
        QCOMPARE(first.in.start, 13);
        QCOMPARE(first.in.end, 17);
        QCOMPARE(first.in.exact, u("2 cm"));
        QCOMPARE(first.in.prefix, u("is "));
        QCOMPARE(second.in.region, (QList<double>{0.1, 0.2, 0.3, 0.1}));
        QCOMPARE(second.in.page, 1);
        QCOMPARE(second.in.start, -1);
    }

    void takesDefaultsForWhatIsNotSaid()
    {
        const auto record = readCaseLine(R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":{"text":""},
            "title":null,"risk":null,"priority":null,"due":null,"labels":null,"team":null,"version":null,"action":null,"reference":null})");
        QVERIFY(record.has_value());
        QCOMPARE(record->title, u("a"));
        QCOMPARE(record->team.value, u("main"));
        QCOMPARE(record->version, 1);
        QCOMPARE(record->risk, core::Risk::Medium);
        QVERIFY(!record->due);
        QVERIFY(record->action.isEmpty());
        QVERIFY(record->reference.isEmpty());
        QVERIFY(record->suggestion.confidence.isEmpty());
    }

    void keepsNumbersOfAnySize()
    {
        const auto record = readCaseLine(with("2.0", "12345678901234567890123.4500"));
        QVERIFY(record->suggestion.content.fields.contains("12345678901234567890123.4500"));
        const auto far = readCaseLine(with("2.0", "1e400"));
        QCOMPARE(far->suggestion.content.fields, QByteArray("{\"size\": 1e400,\"unit\":\"cm\"}"));
    }

    void takesNullAsAFieldsValue()
    {
        const auto record =
            readCaseLine(R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":{"fields":null}})");
        QVERIFY(record.has_value());
        QCOMPARE(record->suggestion.content.fields, QByteArray("null"));
        const auto text = readCaseLine(
            R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":{"fields":null,"text":"x"}})");
        QCOMPARE(text->suggestion.content.text, u("x"));
    }

    void readsTheNeutralShape()
    {
        const auto record = readCaseLine(neutral);
        QVERIFY(record.has_value());
        QCOMPARE(record->id.value, u("set/1"));
        QCOMPARE(record->title, u("Why?"));
        QVERIFY(record->team.isEmpty());
        QCOMPARE(record->labels.value(u("source")), u("some-set"));
        QCOMPARE(record->risk, core::Risk::Medium);
        QCOMPARE(record->evidence[0].mediaType, u("text/plain"));
        QCOMPARE(record->suggestion.model, u("a model"));
        QVERIFY(record->suggestion.confidence.isEmpty());
        QCOMPARE(record->reference, QByteArray("{\"text\": \"No.\", \"score\": 1.50}"));
        QCOMPARE(*record, *readCaseLine(neutral, Format::Neutral));
    }

    void keepsToTheFormatAskedFor()
    {
        QCOMPARE(readCaseLine(neutral, Format::Case).error(),
                 (core::Error{ErrorKind::MissingField, u("/schema"), u("countersign.case/1")}));
        QCOMPARE(readCaseLine(whole, Format::Neutral).error(),
                 (core::Error{ErrorKind::UnknownFormat, u("/schema"), u("countersign.case/1")}));
        QCOMPARE(*readCaseLine(whole, Format::Case), *readCaseLine(whole));
        const QByteArray foreign =
            QByteArray(neutral).replace("{\"id\": \"set/1\"", "{\"schema\": \"their-own/3\", \"id\": \"set/1\"");
        QVERIFY(readCaseLine(foreign, Format::Neutral).has_value());
        QCOMPARE(*readCaseLine(foreign, Format::Neutral), *readCaseLine(foreign));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const QByteArray &line, ErrorKind kind, const char *where) {
            QTest::newRow(name) << line << kind << u(where);
        };
        row("no object", "[1]", ErrorKind::WrongType, "");
        row("truncated", whole.first(300), ErrorKind::Malformed, "/evidence/0/text, byte 300");
        row("no schema", with("\"schema\":\"countersign.case/1\",", ""), ErrorKind::MissingField, "/schema");
        row("another schema", with("case/1", "case/9"), ErrorKind::UnknownFormat, "/schema");
        row("schema is a number", with("\"countersign.case/1\"", "1"), ErrorKind::WrongType, "/schema");
        row("no id", with("\"id\":\"B7/12\",", ""), ErrorKind::MissingField, "/id");
        row("id is a number", with("\"B7/12\"", "712"), ErrorKind::WrongType, "/id");
        row("id is null", with("\"B7/12\"", "null"), ErrorKind::WrongType, "/id");
        row("id is empty", with("B7/12", ""), ErrorKind::BadValue, "/id");
        row("id with a line end", with("B7/12", "B7\\n12"), ErrorKind::BadValue, "/id");
        row("id with an outer blank", with("B7/12", "B7/12 "), ErrorKind::BadValue, "/id");
        row("id with a line separator", with("B7/12", "B7\\u202812"), ErrorKind::BadValue, "/id");
        row("id too long", with("B7/12", QByteArray(201, 'x').constData()), ErrorKind::BadValue, "/id");
        row("id with NUL", with("B7/12", "B7\\u0000"), ErrorKind::BadEncoding, "/id, byte 45");
        row("no kind", with("\"kind\":\"clinical-note\",", ""), ErrorKind::MissingField, "/kind");
        row("title is a list", with("\"Wound  check\"", "[]"), ErrorKind::WrongType, "/title");
        row("risk in capitals", with("\"high\"", "\"HIGH\""), ErrorKind::BadValue, "/risk");
        row("risk is a number", with("\"high\"", "3"), ErrorKind::WrongType, "/risk");
        row("priority is text", with(":50,", ":\"50\","), ErrorKind::WrongType, "/priority");
        row("priority is a fraction", with(":50,", ":50.5,"), ErrorKind::BadValue, "/priority");
        row("priority beyond 64 bits", with(":50,", ":99999999999999999999,"), ErrorKind::BadValue, "/priority");
        row("due without a time", with("2026-11-23T16:30:00.25+02:30", "2026-11-23"), ErrorKind::BadValue, "/due");
        row("due without an offset", with(".25+02:30", ""), ErrorKind::BadValue, "/due");
        row("due on a day that is not", with("2026-11-23", "2026-02-30"), ErrorKind::BadValue, "/due");
        row("label is a number", with("\"4b\"", "4"), ErrorKind::WrongType, "/labels/ward");
        row("labels is a list", with("{\"ward\":\"4b\",\"shift\":\"late\"}", "[\"4b\"]"), ErrorKind::WrongType, "/labels");
        row("team is empty", with("surgery", ""), ErrorKind::BadValue, "/team");
        row("version 0", with("\"version\":3", "\"version\":0"), ErrorKind::BadValue, "/version");
        row("version as decimal", with("\"version\":3", "\"version\":3.0"), ErrorKind::BadValue, "/version");
        row("version too large", with("\"version\":3", "\"version\":2147483648"), ErrorKind::BadValue, "/version");
        row("evidence is an object", R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":{},"suggestion":{"text":""}})",
            ErrorKind::WrongType, "/evidence");
        row("no evidence", R"({"schema":"countersign.case/1","id":"a","kind":"k","suggestion":{"text":""}})", ErrorKind::MissingField,
            "/evidence");
        row("evidence item is text", with("[{\"id\":\"talk\"", "[\"x\",{\"id\":\"talk\""), ErrorKind::WrongType, "/evidence/0");
        row("one evidence id twice", with("\"id\":\"photo\"", "\"id\":\"talk\""), ErrorKind::DuplicateId, "/evidence/1/id");
        row("evidence without type", with("\"mediaType\":\"image/png\",", ""), ErrorKind::MissingField, "/evidence/1/mediaType");
        row("evidence without content", with("\"file\":\"img/w.png\",", ""), ErrorKind::MissingField, "/evidence/1/text");
        row("evidence with both", with("\"file\"", "\"text\":\"\",\"file\""), ErrorKind::BadValue, "/evidence/1/file");
        row("text with another hash",
            with("\"text\":\"The wound",
                 "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"text\":\"The wound"),
            ErrorKind::BlobMismatch, "/evidence/0/sha256");
        row("file above the folder", with("img/w.png", "../w.png"), ErrorKind::PathEscapes, "/evidence/1/file");
        row("file above, later", with("img/w.png", "img/../../w.png"), ErrorKind::PathEscapes, "/evidence/1/file");
        row("absolute file", with("img/w.png", "/etc/hostname"), ErrorKind::PathEscapes, "/evidence/1/file");
        row("file with a backslash", with("img/w.png", "..\\\\w.png"), ErrorKind::PathEscapes, "/evidence/1/file");
        row("file without a name", with("img/w.png", ""), ErrorKind::BadValue, "/evidence/1/file");
        row("hash too short", with("E3B0C442", "E3B0C4"), ErrorKind::BadValue, "/evidence/1/sha256");
        row("hash of other letters", with("E3B0C442", "X3B0C442"), ErrorKind::BadValue, "/evidence/1/sha256");
        row("no suggestion", with("\"suggestion\"", "\"proposal\""), ErrorKind::MissingField, "/suggestion");
        row("suggestion is text", R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":"x"})",
            ErrorKind::WrongType, "/suggestion");
        row("neither text nor fields", R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":{}})",
            ErrorKind::MissingField, "/suggestion/text");
        row("text and fields", with("\"fields\"", "\"text\":\"\",\"fields\""), ErrorKind::BadValue, "/suggestion/fields");
        row("text is a number", R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":{"text":1}})",
            ErrorKind::WrongType, "/suggestion/text");
        row("form is text", with("{\"type\":\"object\"}", "\"object\""), ErrorKind::WrongType, "/suggestion/form");
        row("form beside a text",
            R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":{"text":"x","form":{}}})",
            ErrorKind::BadValue, "/suggestion/form");
        row("model is text", with("{\"name\":\"scribe\",\"version\":\"7.1\"}", "\"scribe\""), ErrorKind::WrongType,
            "/suggestion/model");
        row("model without a name", with("\"name\":\"scribe\",", ""), ErrorKind::MissingField, "/suggestion/model/name");
        row("model version is a number", with("\"7.1\"", "7.1"), ErrorKind::WrongType, "/suggestion/model/version");
        row("confidence is text", with("0.820", "\"0.82\""), ErrorKind::WrongType, "/suggestion/confidence");
        row("confidence in percent", with("0.820", "82"), ErrorKind::BadValue, "/suggestion/confidence");
        row("confidence below nothing", with("0.820", "-0.1"), ErrorKind::BadValue, "/suggestion/confidence");
        row("confidence a hair above 1", with("0.820", "1.00000000000000000000001"), ErrorKind::BadValue, "/suggestion/confidence");
        row("citation of missing evidence", with("\"evidence\":\"photo\"", "\"evidence\":\"scan\""), ErrorKind::BadValue,
            "/suggestion/citations/1/evidence");
        row("citation without evidence", with("\"evidence\":\"photo\",", ""), ErrorKind::MissingField,
            "/suggestion/citations/1/evidence");
        row("citation without a place", with("{\"field\":\"/unit\"}", "{}"), ErrorKind::BadValue, "/suggestion/citations/1/at");
        row("citation without at", with("\"at\":{\"field\":\"/unit\"},", ""), ErrorKind::MissingField, "/suggestion/citations/1/at");
        row("citation is text", with("[{\"at\"", "[\"x\",{\"at\""), ErrorKind::WrongType, "/suggestion/citations/0");
        row("pointer without a slash", with("\"/unit\"", "\"unit\""), ErrorKind::BadValue, "/suggestion/citations/1/at/field");
        row("pointer with a bad escape", with("\"/unit\"", "\"/un~it\""), ErrorKind::BadValue, "/suggestion/citations/1/at/field");
        row("field of a text",
            R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[{"id":"e","mediaType":"text/plain","text":""}],"suggestion":{"text":"x","citations":[{"at":{"field":"/a"},"evidence":"e"}]}})",
            ErrorKind::BadValue, "/suggestion/citations/0/at/field");
        row("start without end", with("\"end\":17,", ""), ErrorKind::MissingField, "/suggestion/citations/0/in/end");
        row("end without start", with("\"start\":13,", ""), ErrorKind::MissingField, "/suggestion/citations/0/in/start");
        row("end before start", with("\"end\":17", "\"end\":12"), ErrorKind::BadValue, "/suggestion/citations/0/in/end");
        row("start below 0", with("\"start\":13", "\"start\":-1"), ErrorKind::BadValue, "/suggestion/citations/0/in/start");
        row("beyond the text, no quote", with("\"end\":17,\"exact\":\"2 cm\"", "\"end\":19"), ErrorKind::BadValue,
            "/suggestion/citations/0/in/end");
        row("region of three", with("[0.1,0.2,0.3,0.1]", "[0.1,0.2,0.3]"), ErrorKind::BadValue, "/suggestion/citations/1/in/region");
        row("region in pixels", with("[0.1,0.2,0.3,0.1]", "[10,20,30,10]"), ErrorKind::BadValue,
            "/suggestion/citations/1/in/region/0");
        row("region beyond the edge", with("[0.1,0.2,0.3,0.1]", "[0.8,0.2,0.3,0.1]"), ErrorKind::BadValue,
            "/suggestion/citations/1/in/region");
        row("region of words", with("[0.1,0.2,0.3,0.1]", "[0.1,0.2,\"w\",0.1]"), ErrorKind::WrongType,
            "/suggestion/citations/1/in/region/2");
        row("page 0", with("\"page\":1", "\"page\":0"), ErrorKind::BadValue, "/suggestion/citations/1/in/page");
        row("action without a name", with("\"name\":\"note.file\", ", ""), ErrorKind::MissingField, "/action/name");
        row("action is text",
            R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[],"suggestion":{"text":""},"action":"go"})",
            ErrorKind::WrongType, "/action");
        row("neutral without source", QByteArray(neutral).replace("\"source\": \"some-set\", ", ""), ErrorKind::MissingField,
            "/source");
        row("neutral with another media key", QByteArray(neutral).replace("media_type", "mediaType"), ErrorKind::MissingField,
            "/evidence/0/media_type");
        row("neutral confidence in percent", QByteArray(neutral).replace("\"confidence\": null", "\"confidence\": 99"),
            ErrorKind::BadValue, "/suggestion/confidence");
    }
    void refuses()
    {
        QFETCH(QByteArray, line);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, where);
        const auto record = readCaseLine(line);
        QVERIFY(!record.has_value());
        QCOMPARE(core::kindName(record.error().kind), core::kindName(kind));
        QCOMPARE(record.error().where, where);
        QCOMPARE(core::exitCode(record.error().kind), 3);
        QVERIFY(!record.error().detail.isEmpty());
    }

    void letsAQuoteWinOverPositions()
    {
        const auto record = readCaseLine(with("\"start\":13,\"end\":17", "\"start\":4000,\"end\":4004"));
        QVERIFY(record.has_value());
        QCOMPARE(record->suggestion.citations[0].in.exact, u("2 cm"));
    }

    void refusesFieldsWhosePointersExplode()
    {
        const QByteArray fields = "{\"" + QByteArray(100'000, 'n') + "\":[" + QByteArray("1,").repeated(2000) + "1]}";
        const auto record = readCaseLine(with("{\"size\": 2.0,\"unit\":\"cm\"}", fields.constData()));
        QVERIFY(!record.has_value());
        QCOMPARE(record.error().kind, ErrorKind::TooLarge);
        QCOMPARE(record.error().where, u("/suggestion/fields"));
        QCOMPARE(fieldRows(fields).error().kind, ErrorKind::TooLarge);
    }

    // A record of a few megabytes that asks for trillions of steps when read naively.
    void readsManyCitationsOfManyItems()
    {
        QByteArray evidence, citations;
        for (int i = 0; i < 20'000; ++i) {
            evidence += "{\"id\":\"e" + QByteArray::number(i) + "\",\"mediaType\":\"text/plain\",\"text\":\"\"},";
            citations += "{\"at\":{\"start\":0,\"end\":1},\"evidence\":\"long\",\"in\":{\"start\":0,\"end\":1}},";
        }
        const QByteArray text(3'000'000, 'x');
        const auto record =
            readCaseLine("{\"schema\":\"countersign.case/1\",\"id\":\"a\",\"kind\":\"k\",\"evidence\":[" + evidence
                         + "{\"id\":\"long\",\"mediaType\":\"text/plain\",\"text\":\"" + text + "\"}],\"suggestion\":{\"text\":\""
                         + text + "\",\"citations\":[" + citations.chopped(1) + "]}}");
        QVERIFY(record.has_value());
        QCOMPARE(record->suggestion.citations.size(), 20'000);
    }

    void countsCodePointsNotUnits()
    {
        const char *line =
            R"({"schema":"countersign.case/1","id":"a","kind":"k","evidence":[{"id":"e","mediaType":"text/plain","text":"😀😀"}],)"
            R"("suggestion":{"text":"x","citations":[{"at":{"start":0,"end":1},"evidence":"e","in":{"start":0,"end":%1}}]}})";
        QVERIFY(readCaseLine(QByteArray(line).replace("%1", "2")).has_value());
        QVERIFY(!readCaseLine(QByteArray(line).replace("%1", "3")).has_value());
    }

    void readsTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc"); // empty: refused
        QTest::newRow("UTC") << u("2026-11-23T14:00:00Z") << u("2026-11-23T14:00:00.000Z");
        QTest::newRow("lower case") << u("2026-11-23t14:00:00z") << u("2026-11-23T14:00:00.000Z");
        QTest::newRow("a blank between") << u("2026-11-23 14:00:00Z") << u("2026-11-23T14:00:00.000Z");
        QTest::newRow("east") << u("2026-01-01T00:30:00+05:45") << u("2025-12-31T18:45:00.000Z");
        QTest::newRow("west") << u("2026-12-31T20:00:00-08:00") << u("2027-01-01T04:00:00.000Z");
        QTest::newRow("unknown offset") << u("2026-12-31T20:00:00-00:00") << u("2026-12-31T20:00:00.000Z");
        QTest::newRow("many digits") << u("2026-12-31T20:00:00.1239999Z") << u("2026-12-31T20:00:00.123Z");
        QTest::newRow("one digit") << u("2026-12-31T20:00:00.5Z") << u("2026-12-31T20:00:00.500Z");
        QTest::newRow("leap day") << u("2028-02-29T00:00:00Z") << u("2028-02-29T00:00:00.000Z");
        QTest::newRow("leap second") << u("2016-12-31T23:59:60Z") << u("2017-01-01T00:00:00.000Z");
        QTest::newRow("no leap day") << u("2026-02-29T00:00:00Z") << QString();
        QTest::newRow("no offset") << u("2026-11-23T14:00:00") << QString();
        QTest::newRow("offset without a colon") << u("2026-11-23T14:00:00+0200") << QString();
        QTest::newRow("offset of a day") << u("2026-11-23T14:00:00+24:00") << QString();
        QTest::newRow("no seconds") << u("2026-11-23T14:00Z") << QString();
        QTest::newRow("hour 24") << u("2026-11-23T24:00:00Z") << QString();
        QTest::newRow("second 61") << u("2026-11-23T14:00:61Z") << QString();
        QTest::newRow("point without digits") << u("2026-11-23T14:00:00.Z") << QString();
        QTest::newRow("comma") << u("2026-11-23T14:00:00,5Z") << QString();
        QTest::newRow("garbage behind") << u("2026-11-23T14:00:00Z ") << QString();
        QTest::newRow("week date") << u("2026-W48-1T14:00:00Z") << QString();
        QTest::newRow("Arabic digits") << u("٢٠٢٦-11-23T14:00:00Z") << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void readsTimes()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const auto time = utcFromRfc3339(text);
        QCOMPARE(time.has_value(), !utc.isEmpty());
        if (time)
            QCOMPARE(time->toString(Qt::ISODateWithMs), utc);
    }

    void acceptsConfidence_data()
    {
        QTest::addColumn<QByteArray>("literal");
        for (const char *literal : {"0", "-0", "0.0", "-0e5", "0e999999999999999999999", "1", "1.000", "10e-1", "0.1e1",
                                    "0.999999999999999999999999999", "1e-400", "0.000001e6", "100e-0002"})
            QTest::newRow(literal) << QByteArray(literal);
    }
    void acceptsConfidence()
    {
        QFETCH(QByteArray, literal);
        const auto record = readCaseLine(with("0.820", literal.constData()));
        QVERIFY(record.has_value());
        QCOMPARE(record->suggestion.confidence, literal);
    }

    void refusesConfidence_data()
    {
        QTest::addColumn<QByteArray>("literal");
        for (const char *literal :
             {"-1e-400", "1e1", "0.1e2", "1.0000000000000000000000000000000001", "2", "10", "1e999999999999999999999", "100e-1"})
            QTest::newRow(literal) << QByteArray(literal);
    }
    void refusesConfidence()
    {
        QFETCH(QByteArray, literal);
        QCOMPARE(readCaseLine(with("0.820", literal.constData())).error().where, u("/suggestion/confidence"));
    }

    void namesFormatsBothWays()
    {
        for (const Format format : {Format::Auto, Format::Case, Format::Neutral})
            QCOMPARE(formatFromName(formatName(format)), std::optional(format));
        QVERIFY(!formatFromName(u"CASE").has_value());
    }
};

QTEST_GUILESS_MAIN(TestCaseLine)
#include "tst_caseline.moc"
