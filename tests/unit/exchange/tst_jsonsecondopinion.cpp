// Our reader against another one (nlohmann) on generated documents: valid ones must read alike, damaged ones must be refused
// whenever the other refuses them. What only we refuse (one name twice, NUL) is left out of the comparison.
#include "exchange/fields.h"
#include "exchange/jsonwriter.h"

#include <QTest>

#include <nlohmann/json.hpp>
#include <random>

using namespace countersign::exchange;
using Json = nlohmann::ordered_json;

namespace {

class Documents {
public:
    explicit Documents(unsigned seed) : m_random(seed) {}

    int below(int limit) { return int(m_random() % unsigned(limit)); }

    QByteArray value(int depth)
    {
        switch (below(depth > 0 ? 8 : 6)) {
        case 0:
            return blank() + "null";
        case 1:
            return blank() + (below(2) ? "true" : "false");
        case 2:
        case 3:
            return blank() + number();
        case 4:
        case 5:
            return blank() + string(below(12));
        case 6:
            return array(depth);
        default:
            return object(depth);
        }
    }

private:
    QByteArray blank() { return QByteArray(below(3), " \t\n\r"[below(4)]); }

    QByteArray digits(int most)
    {
        QByteArray text;
        for (int i = below(most) + 1; i > 0; --i)
            text += char('0' + below(10));
        return text;
    }

    QByteArray number()
    {
        QByteArray text = below(2) ? "-" : "";
        text += below(3) ? QByteArray::number(below(9) + 1) + digits(8) : QByteArray("0");
        if (below(2))
            text += '.' + digits(6);
        if (below(4) == 0)
            text += (below(2) ? QByteArray("e") : QByteArray("E+")) + QByteArray::number(below(40));
        return text;
    }

    QByteArray string(int length)
    {
        static const QList<QByteArray> pieces{
            "a", "Z", " ", "é", "中", "😀", "ש", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\t", "\x7f", "~", "/"};
        QByteArray text = "\"";
        for (int i = 0; i < length; ++i)
            text += pieces[below(int(pieces.size()))];
        return text + '"';
    }

    QByteArray array(int depth)
    {
        QByteArray text = blank() + '[';
        for (int i = 0, count = below(6); i < count; ++i)
            text += (i ? "," : "") + value(depth - 1) + blank();
        return text + blank() + ']';
    }

    QByteArray object(int depth)
    {
        QByteArray text = blank() + '{';
        for (int i = 0, count = below(6); i < count; ++i) {
            QByteArray name = string(below(4));
            name.insert(1, QByteArray::number(i)); // unique
            text += (i ? "," : "") + blank() + name + blank() + ':' + value(depth - 1) + blank();
        }
        return text + blank() + '}';
    }

    std::mt19937 m_random;
};

std::optional<Json> other(const QByteArray &text)
{
    Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    return json.is_discarded() ? std::nullopt : std::optional(std::move(json));
}

bool onlyWeRefuse(const countersign::core::Result<JsonValue> &ours)
{
    return !ours
           && (ours.error().kind == countersign::core::ErrorKind::DuplicateKey || ours.error().detail == QStringLiteral("no NUL"));
}

// The other reader gives up at a number beyond a double.
bool isBeyondTheOther(const QByteArray &text)
{
    try {
        return Json::parse(text.begin(), text.end()).is_discarded();
    } catch (const Json::out_of_range &) {
        return true;
    } catch (const Json::exception &) {
    }
    return false;
}

bool agree(JsonValue ours, const Json &theirs);

bool childrenAgree(JsonValue ours, const Json &theirs)
{
    if (ours.count() != qsizetype(theirs.size()))
        return false;
    JsonValue child = ours.first();
    for (const auto &[key, value] : theirs.items()) {
        if ((theirs.is_object() && child.key().toStdString() != key) || !agree(child, value))
            return false;
        child = child.next();
    }
    return !child.exists();
}

bool agree(JsonValue ours, const Json &theirs)
{
    switch (ours.type()) {
    case JsonType::Null:
        return theirs.is_null();
    case JsonType::Boolean:
        return theirs.is_boolean() && theirs.get<bool>() == *ours.boolean();
    case JsonType::Number:
        return theirs.is_number() && theirs.get<double>() == ours.slice().toDouble();
    case JsonType::String:
        return theirs.is_string() && theirs.get<std::string>() == ours.string().toStdString();
    case JsonType::Array:
        return theirs.is_array() && childrenAgree(ours, theirs);
    case JsonType::Object:
        return theirs.is_object() && childrenAgree(ours, theirs);
    }
    return false;
}

} // namespace

class TestJsonSecondOpinion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsGeneratedDocumentsAlike()
    {
        Documents documents(20260301);
        JsonTree tree;
        for (int i = 0; i < 4000; ++i) {
            const QByteArray text = documents.value(6);
            const auto theirs = other(text);
            QVERIFY2(theirs, text.constData());
            const auto ours = tree.read(text);
            QVERIFY2(ours.has_value(), text.constData());
            QVERIFY2(agree(*ours, *theirs), text.constData());
        }
    }

    void refusesWhatTheOtherRefuses()
    {
        Documents documents(77);
        JsonTree tree;
        int refused = 0;
        for (int i = 0; i < 20000; ++i) {
            QByteArray text = documents.value(4);
            const int at = documents.below(int(text.size()));
            switch (documents.below(3)) {
            case 0:
                text[at] = char(documents.below(256));
                break;
            case 1:
                text.remove(at, 1);
                break;
            default:
                text.insert(at, "{}[],:\"\\0eu-+.t\x80\xed"[documents.below(18)]);
            }
            const auto ours = tree.read(text);
            const bool theirs = other(text).has_value();
            if (!theirs)
                ++refused;
            if (!onlyWeRefuse(ours) && !isBeyondTheOther(text))
                QVERIFY2(ours.has_value() == theirs, text.constData());
        }
        QVERIFY(refused > 5000);
    }

    void writesStringsTheOtherReadsBack()
    {
        std::mt19937 random(5);
        for (int i = 0; i < 3000; ++i) {
            QString text;
            for (int j = int(random() % 20); j > 0; --j) {
                const char32_t point = random() % 3 ? char32_t(random() % 0x80) : char32_t(random() % 0x110000);
                if (point < 0xd800 || point > 0xdfff)
                    text += QString::fromUcs4(&point, 1);
            }
            const QByteArray literal = jsonString(text);
            const auto theirs = other(literal);
            QVERIFY2(theirs, literal.constData());
            QCOMPARE(QByteArray::fromStdString(theirs->get<std::string>()), text.toUtf8());
        }
    }

    void saysTheSameOfEqualDocuments()
    {
        Documents documents(9);
        for (int i = 0; i < 1000; ++i) {
            const QByteArray text = documents.value(5);
            const auto theirs = nlohmann::json::parse(text.begin(), text.end()); // sorts the names
            JsonTree tree;
            const QByteArray retold = QByteArray::fromStdString(theirs.dump());
            if (theirs.dump().find_first_of("0123456789.eE") == std::string::npos || theirs.is_string()) // it respells numbers
                QVERIFY2(sameJson(text, retold), text.constData());
            QVERIFY(sameJson(text, text));
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonSecondOpinion)
#include "tst_jsonsecondopinion.moc"
