#include "exchange/fields.h"

#include "exchange/fieldsize.h"
#include "exchange/jsonwriter.h"

namespace countersign::exchange {

using core::ErrorKind;

namespace {

QString shownText(JsonValue value)
{
    switch (value.type()) {
    case JsonType::String:
        return value.string();
    case JsonType::Number:
    case JsonType::Boolean:
        return QString::fromLatin1(value.slice());
    default:
        return {};
    }
}

FieldRow rowOf(JsonValue value, const QString &pointer, const QString &key, int depth)
{
    FieldRow row{pointer, key, value.type(), {}, shownText(value), depth, value.count()};
    if (!row.hasChildren())
        row.literal = value.slice().toByteArray();
    return row;
}

core::Result<QByteArray> badText(const QString &expected)
{
    return core::fail(ErrorKind::BadValue, {}, expected);
}

core::Result<QByteArray> literalOfType(JsonType type, const QByteArray &json, const QString &expected)
{
    JsonTree tree;
    const auto value = tree.read(json);
    if (!value || value->type() != type)
        return badText(expected);
    return value->slice().toByteArray();
}

void collectText(JsonValue value, QString &text)
{
    if (value.is(JsonType::String) || value.is(JsonType::Number)) {
        if (!text.isEmpty())
            text += u'\n';
        text += shownText(value);
    }
}

} // namespace

QString pointerTo(const QString &parent, QStringView part)
{
    QString pointer = parent + u'/';
    for (const QChar c : part) {
        if (c == u'~')
            pointer += QStringLiteral("~0");
        else if (c == u'/')
            pointer += QStringLiteral("~1");
        else
            pointer += c;
    }
    return pointer;
}

qint64 pointerBytes(JsonValue value)
{
    struct Level {
        JsonValue at;
        qint64 length = 0; // of the container's own pointer
    };
    constexpr qint64 index = 8; // an element's, about
    qint64 total = 0;
    std::vector<Level> levels{{value.first(), 0}};
    while (!levels.empty()) {
        const auto [at, above] = levels.back();
        if (!at.exists()) {
            levels.pop_back();
            continue;
        }
        const qint64 length = above + (at.keyOffset() < at.offset() ? at.offset() - at.keyOffset() : index);
        total += length;
        levels.back().at = at.next();
        if (at.count() > 0)
            levels.push_back({at.first(), length});
    }
    return total;
}

core::Result<QList<FieldRow>> fieldRows(const QByteArray &fields)
{
    struct Level {
        JsonValue at;
        QString pointer; // of the container
        bool array = false;
        qsizetype index = 0;
    };
    JsonTree tree;
    const auto root = tree.read(fields);
    if (!root)
        return tl::unexpected(root.error());
    if (pointerBytes(*root) > maxPointerBytes)
        return core::fail(ErrorKind::TooLarge, {}, QString::number(maxPointerBytes));
    QList<FieldRow> rows{rowOf(*root, {}, {}, 0)};
    std::vector<Level> levels{{root->first(), {}, root->is(JsonType::Array), 0}};
    while (!levels.empty()) {
        Level &level = levels.back();
        if (!level.at.exists()) {
            levels.pop_back();
            continue;
        }
        const JsonValue value = level.at;
        const QString key = level.array ? QString::number(level.index++) : value.key();
        const QString pointer = pointerTo(level.pointer, key);
        level.at = value.next();
        rows.append(rowOf(value, pointer, key, int(levels.size())));
        if (value.count() > 0)
            levels.push_back({value.first(), pointer, value.is(JsonType::Array), 0});
    }
    return rows;
}

core::Result<QByteArray> literalAt(const QByteArray &fields, const QString &pointer)
{
    JsonTree tree;
    const auto root = tree.read(fields);
    if (!root)
        return tl::unexpected(root.error());
    const JsonValue value = root->at(pointer);
    if (!value.exists())
        return core::fail(ErrorKind::BadValue, pointer, QStringLiteral("a pointer into the fields"));
    return value.slice().toByteArray();
}

core::Result<QByteArray> literalFromText(JsonType type, const QString &text)
{
    const QByteArray bytes = text.trimmed().toUtf8();
    switch (type) {
    case JsonType::String:
        return text.contains(QChar(0)) || !text.isValidUtf16() ? badText(QStringLiteral("text without NUL")) : jsonString(text);
    case JsonType::Number:
        return literalOfType(type, bytes, QStringLiteral("a number such as -12.50"));
    case JsonType::Boolean:
        return literalOfType(type, bytes, QStringLiteral("true or false"));
    case JsonType::Null:
        return literalOfType(type, bytes.isEmpty() ? QByteArray("null") : bytes, QStringLiteral("null"));
    case JsonType::Array:
        return literalOfType(type, bytes, QStringLiteral("a JSON array"));
    case JsonType::Object:
        return literalOfType(type, bytes, QStringLiteral("a JSON object"));
    }
    Q_UNREACHABLE();
}

QString searchableText(const QByteArray &fields)
{
    JsonTree tree;
    QString text;
    const auto root = tree.read(fields);
    if (!root)
        return text;
    collectText(*root, text);
    std::vector<JsonValue> levels{root->first()};
    while (!levels.empty()) {
        const JsonValue value = levels.back();
        if (!value.exists()) {
            levels.pop_back();
            continue;
        }
        levels.back() = value.next();
        collectText(value, text);
        if (value.count() > 0)
            levels.push_back(value.first());
    }
    return text;
}

} // namespace countersign::exchange
