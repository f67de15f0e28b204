#include "exchange/jsontree.h"

#include <QTest>

using namespace countersign;
using namespace countersign::exchange;
using core::ErrorKind;

namespace {

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

class TestJsonTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryValueAsWritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("long decimal") << QByteArray("12345678901234567890123.4500");
        QTest::newRow("beyond double") << QByteArray("1e400");
        QTest::newRow("negative zero") << QByteArray("-0.0E-0");
        QTest::newRow("5.0") << QByteArray("5.0");
        QTest::newRow("string with escapes") << QByteArray("\"a\\u00e9\\/\\ud83d\\ude00\"");
        QTest::newRow("array with blanks") << QByteArray("[ 1 ,\t2 ]");
        QTest::newRow("object") << QByteArray("{\"b\" : {}, \"a\":[ ]}");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("5000 digits") << QByteArray(5000, '9');
    }
    void keepsEveryValueAsWritten()
    {
        QFETCH(QByteArray, text);
        const QByteArray padded = " \r\n\t" + text + "\n ";
        JsonTree tree;
        const auto value = tree.read(padded);
        QVERIFY(value.has_value());
        QCOMPARE(value->slice().toByteArray(), text);
        QCOMPARE(value->offset(), 4);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const QByteArray &text, ErrorKind kind, const char *where) {
            QTest::newRow(name) << text << kind << QString::fromUtf8(where);
        };
        row("nothing", "", ErrorKind::Malformed, "byte 0");
        row("blanks only", "  ", ErrorKind::Malformed, "byte 2");
        row("truncated object", "{\"a\":1", ErrorKind::Malformed, "byte 6");
        row("truncated after a comma", "[1,", ErrorKind::Malformed, "byte 3");
        row("truncated in a string", "{\"a\":\"xyz", ErrorKind::Malformed, "/a, byte 9");
        row("truncated in a word", "[tru", ErrorKind::Malformed, "/0, byte 1");
        row("truncated in an escape", "\"\\", ErrorKind::Malformed, "byte 2");
        row("truncated in a hex escape", "\"\\u12", ErrorKind::Malformed, "byte 5");
        row("truncated after the name", "{\"a\"", ErrorKind::Malformed, "byte 4");
        row("truncated after the minus", "-", ErrorKind::Malformed, "byte 1");
        row("trailing comma in an array", "[1,]", ErrorKind::Malformed, "/1, byte 3");
        row("trailing comma in an object", "{\"a\":1,}", ErrorKind::Malformed, "byte 7");
        row("trailing garbage", "{} x", ErrorKind::Malformed, "byte 3");
        row("second value", "1 2", ErrorKind::Malformed, "byte 2");
        row("wrong bracket", "[1}", ErrorKind::Malformed, "byte 2");
        row("single quotes", "{'a':1}", ErrorKind::Malformed, "byte 1");
        row("unquoted name", "{a:1}", ErrorKind::Malformed, "byte 1");
        row("comment", "[1/*x*/]", ErrorKind::Malformed, "byte 2");
        row("NaN", "[NaN]", ErrorKind::Malformed, "/0, byte 1");
        row("leading zero", "[012]", ErrorKind::Malformed, "byte 2");
        row("leading plus", "+1", ErrorKind::Malformed, "byte 0");
        row("point without digits", "1.", ErrorKind::Malformed, "byte 2");
        row("point in front", ".5", ErrorKind::Malformed, "byte 0");
        row("exponent without digits", "1e+", ErrorKind::Malformed, "byte 3");
        row("hexadecimal", "0x10", ErrorKind::Malformed, "byte 1");
        row("bad escape", "\"\\x\"", ErrorKind::Malformed, "byte 2");
        row("bad hex escape", "\"\\u12g4\"", ErrorKind::Malformed, "byte 5");
        row("raw line end in a string", "[\"a\nb\"]", ErrorKind::Malformed, "/0, byte 3");
        row("raw tab in a string", "\"\t\"", ErrorKind::Malformed, "byte 1");
        row("vertical tab as blank", "[\v1]", ErrorKind::Malformed, "/0, byte 1");
        row("raw NUL in a string", QByteArray("[\"a\0b\"]", 7), ErrorKind::BadEncoding, "/0, byte 3");
        row("raw NUL between values", QByteArray("[1\0]", 4), ErrorKind::BadEncoding, "byte 2");
        row("escaped NUL", "{\"k\":\"a\\u0000\"}", ErrorKind::BadEncoding, "/k, byte 13");
        row("NUL in a name", "{\"a\\u0000\":1}", ErrorKind::BadEncoding, "byte 9");
        row("byte order mark before", "\xef\xbb\xbf{}", ErrorKind::BadEncoding, "byte 0");
        row("byte order mark between",
            "[1,\xef\xbb\xbf"
            "2]",
            ErrorKind::BadEncoding, "/1, byte 3");
        row("lone high surrogate", "\"\\ud800\"", ErrorKind::BadEncoding, "byte 7");
        row("lone low surrogate", "\"\\udc00x\"", ErrorKind::BadEncoding, "byte 7");
        row("two high surrogates", "\"\\ud800\\ud800\"", ErrorKind::BadEncoding, "byte 13");
        row("high surrogate, then text", "\"\\ud83dabc\"", ErrorKind::BadEncoding, "byte 7");
        row("surrogate in UTF-8", "\"\xed\xa0\x80\"", ErrorKind::BadEncoding, "byte 1");
        row("Latin-1", "{\"name\":\"Ren\xe9\"}", ErrorKind::BadEncoding, "/name, byte 12");
        row("overlong slash", "\"\xc0\xaf\"", ErrorKind::BadEncoding, "byte 1");
        row("overlong three bytes", "\"\xe0\x80\x80\"", ErrorKind::BadEncoding, "byte 1");
        row("beyond U+10FFFF", "\"\xf4\x90\x80\x80\"", ErrorKind::BadEncoding, "byte 1");
        row("five bytes", "\"\xf8\x88\x80\x80\x80\"", ErrorKind::BadEncoding, "byte 1");
        row("cut character", "\"\xe4\xb8\"", ErrorKind::BadEncoding, "byte 1");
        row("cut character at the end", "\"\xe4\xb8", ErrorKind::BadEncoding, "byte 1");
        row("lone continuation byte", "\"\x80\"", ErrorKind::BadEncoding, "byte 1");
        row("invalid byte between values", "[1,\xff]", ErrorKind::BadEncoding, "/1, byte 3");
        row("one name twice", "{\"a\":1,\"b\":2,\"a\":3}", ErrorKind::DuplicateKey, "/a, byte 13");
        row("one name twice, once escaped", "{\"a\":1,\"\\u0061\":3}", ErrorKind::DuplicateKey, "/a, byte 7");
        row("one name twice, deep", "{\"x\":[{\"\":1,\"\":2}]}", ErrorKind::DuplicateKey, "/x/0/, byte 12");
        row("257 deep", nested(257), ErrorKind::TooDeep, QByteArray("/0").repeated(256).append(", byte 256").constData());
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, where);
        JsonTree tree;
        const auto value = tree.read(text);
        QVERIFY(!value.has_value());
        QCOMPARE(core::kindName(value.error().kind), core::kindName(kind));
        QCOMPARE(value.error().where, where);
        QVERIFY(kind == ErrorKind::DuplicateKey || !value.error().detail.isEmpty()); // a name may be empty
    }

    void refusesEveryPrefixOfADocument()
    {
        const QByteArray text = "{\"a\":[1,-2.5e+3,\"x\\n\\u00e4\\ud83d\\ude00ü\"],\"b\":{\"c\":null,\"d\":true,\"e\":false}}";
        JsonTree tree;
        QVERIFY(tree.read(text).has_value());
        for (qsizetype length = 0; length < text.size(); ++length)
            QVERIFY2(!tree.read(text.first(length)).has_value(), text.first(length).constData());
    }

    void findsOneNameTwiceAmongMany()
    {
        QByteArray text = "{";
        for (int i = 0; i < 20000; ++i)
            text += "\"name" + QByteArray::number(i) + "\":0,";
        JsonTree tree;
        QVERIFY(tree.read(text + "\"other\":0}").has_value());
        const auto twice = tree.read(text + "\"name777\":0}");
        QVERIFY(!twice.has_value());
        QCOMPARE(twice.error().kind, ErrorKind::DuplicateKey);
        QCOMPARE(twice.error().detail, QStringLiteral("name777"));
    }

    void readsTwoHundredAndFiftySixLevels()
    {
        const QByteArray text = nested(256);
        QVERIFY(JsonTree().read(text).has_value());
    }

    void survivesEndlessOpenings()
    {
        const QByteArray text(10'000'000, '[');
        const auto value = JsonTree().read(text);
        QVERIFY(!value.has_value());
        QCOMPARE(value.error().kind, ErrorKind::TooDeep);
    }

    void refusesMoreValuesThanAllowed()
    {
        const QByteArray text = '[' + QByteArray("1,").repeated(JsonTree::maxValues) + "1]";
        const auto value = JsonTree().read(text);
        QVERIFY(!value.has_value());
        QCOMPARE(value.error().kind, ErrorKind::TooLarge);
        QCOMPARE(value.error().detail, QString::number(JsonTree::maxValues));
    }

    void readsTenMegabytesInOneString()
    {
        const QByteArray text = "{\"text\":\"" + QByteArray(10'000'000, 'x') + "\"}";
        JsonTree tree;
        const auto value = tree.read(text);
        QVERIFY(value.has_value());
        QCOMPARE(value->find("text").string().size(), 10'000'000);
    }

    void decodesStrings_data()
    {
        QTest::addColumn<QByteArray>("literal");
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QByteArray("\"\"") << QStringLiteral("");
        QTest::newRow("escapes") << QByteArray("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"") << QStringLiteral("\"\\/\b\f\n\r\t");
        QTest::newRow("hex") << QByteArray("\"\\u00E9\\u4e2d\"") << QStringLiteral("é中");
        QTest::newRow("pair") << QByteArray("\"<\\uD83D\\uDE00>\"") << QStringLiteral("<😀>");
        QTest::newRow("raw four bytes") << QByteArray("\"😀\"") << QStringLiteral("😀");
        QTest::newRow("zero-width no-break space first") << QByteArray("\"\xef\xbb\xbfx\"") << QString(QChar(0xfeff)) + u'x';
        QTest::newRow("the same after an escape") << QByteArray("\"\\n\xef\xbb\xbfx\"") << QStringLiteral("\n") + QChar(0xfeff) + u'x';
        QTest::newRow("CRLF") << QByteArray("\"a\\r\\nb\"") << QStringLiteral("a\r\nb");
        QTest::newRow("noncharacter") << QByteArray("\"\xef\xbf\xbf\"") << QString(QChar(0xffff));
        QTest::newRow("Hebrew") << QByteArray("\"שלום\\u05d0\"") << QStringLiteral("שלוםא");
    }
    void decodesStrings()
    {
        QFETCH(QByteArray, literal);
        QFETCH(QString, text);
        JsonTree tree;
        const auto value = tree.read(literal);
        QVERIFY(value.has_value());
        QCOMPARE(value->string(), text);
        QVERIFY(!value->string().isNull());
    }

    void readsWholeNumbersOnlyWhenWrittenAsSuch()
    {
        JsonTree tree;
        const QByteArray text = "[0, -7, 9223372036854775807, 9223372036854775808, 1.0, 1e2, \"5\"]";
        const auto list = tree.read(text);
        QVERIFY(list.has_value());
        QCOMPARE(list->at(u"/0").integer(), std::optional<qint64>(0));
        QCOMPARE(list->at(u"/1").integer(), std::optional<qint64>(-7));
        QCOMPARE(list->at(u"/2").integer(), std::optional<qint64>(std::numeric_limits<qint64>::max()));
        for (const QStringView pointer : {u"/3", u"/4", u"/5", u"/6"})
            QVERIFY(!list->at(pointer).integer().has_value());
    }

    // RFC 6901 §5, in other words of ours
    void followsPointers()
    {
        JsonTree tree;
        const QByteArray text = "{\"\":1,\"a/b\":2,\"m~n\":3,\"~1\":4,\"list\":[[10],{\"k\":11}],\"é\":12,\"\\u0065sc\":13}";
        const auto root = tree.read(text);
        QVERIFY(root.has_value());
        const auto literal = [&](QStringView pointer) { return root->at(pointer).slice().toByteArray(); };
        QCOMPARE(literal(u""), text);
        QCOMPARE(literal(u"/"), QByteArray("1"));
        QCOMPARE(literal(u"/a~1b"), QByteArray("2"));
        QCOMPARE(literal(u"/m~0n"), QByteArray("3"));
        QCOMPARE(literal(u"/~01"), QByteArray("4"));
        QCOMPARE(literal(u"/list/0/0"), QByteArray("10"));
        QCOMPARE(literal(u"/list/1/k"), QByteArray("11"));
        QCOMPARE(literal(u"/é"), QByteArray("12"));
        QCOMPARE(literal(u"/esc"), QByteArray("13"));
        for (const QStringView pointer :
             {u"list", u"/list/2", u"/list/00", u"/list/-", u"/list/-1", u"/m~n", u"/m~2n", u"/list/0/0/0", u"/nope"})
            QVERIFY2(!root->at(pointer).exists(), qPrintable(pointer.toString()));
        QCOMPARE(root->at(u"/list/1/k").pointer(), QStringLiteral("/list/1/k"));
        QCOMPARE(root->at(u"/~01").pointer(), QStringLiteral("/~01"));
        QCOMPARE(root->at(u"/a~1b").pointer(), QStringLiteral("/a~1b"));
    }

    void walksChildrenInOrder()
    {
        JsonTree tree;
        const QByteArray text = R"({"z":[1,[2,3],4],"a":{"b":{}},"m":"x"})";
        const auto root = tree.read(text);
        QStringList keys;
        for (JsonValue member = root->first(); member.exists(); member = member.next())
            keys.append(member.key());
        QCOMPARE(keys, (QStringList{QStringLiteral("z"), QStringLiteral("a"), QStringLiteral("m")}));
        QCOMPARE(root->find("z").count(), 3);
        QCOMPARE(root->find("z").first().next().slice().toByteArray(), QByteArray("[2,3]"));
        QVERIFY(!root->find("a").find("b").first().exists());
        QVERIFY(!root->next().exists());
        QVERIFY(!root->find("m").find("x").exists());
    }

    void readsAgainWithTheSameTree()
    {
        JsonTree tree;
        const QByteArray first = "[1,2,3]", broken = "[1,", second = "{\"a\":true}";
        QVERIFY(tree.read(first).has_value());
        QVERIFY(!tree.read(broken).has_value());
        const auto value = tree.read(second);
        QVERIFY(value.has_value());
        QCOMPARE(value->find("a").boolean(), std::optional(true));
        QCOMPARE(value->count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
