#include "workflow/fieldform.h"

#include "exchange/fields.h"
#include "workflow/formschema.h"

#include <QHash>
#include <algorithm>

namespace countersign::workflow {

using core::Result;
using exchange::JsonType;
using exchange::JsonValue;

namespace {

constexpr int deepestNew = 16; // objects in objects that a new field begins with

QString parentOf(const QString &pointer)
{
    return pointer.first(std::max<qsizetype>(0, pointer.lastIndexOf(u'/')));
}

QByteArray quoted(const QString &key)
{
    const auto literal = exchange::literalFromText(JsonType::String, key);
    return literal ? *literal : QByteArray("\"\"");
}

QByteArray objectOf(const QList<std::pair<QString, QByteArray>> &members)
{
    QByteArray object;
    for (const auto &[key, literal] : members)
        object += (object.isEmpty() ? "" : ",") + quoted(key) + ':' + literal;
    return '{' + object + '}';
}

// What a new field of that schema begins with; null where no value can be taken for granted.
QByteArray firstValue(const FormSchema &form, JsonValue schema, int depth)
{
    for (const QByteArrayView given : {QByteArrayView("const"), QByteArrayView("default")})
        if (const JsonValue value = schema.find(given); value.exists())
            return value.slice().toByteArray();
    const auto type = form.typeOf(schema);
    if (schema.find("enum").exists() || depth > deepestNew)
        return "null";
    if (type == JsonType::String)
        return "\"\"";
    if (type == JsonType::Array)
        return "[]";
    if (type != JsonType::Object && !schema.find("properties").exists())
        return "null";
    QList<std::pair<QString, QByteArray>> members;
    for (JsonValue name = schema.find("required").first(); name.exists(); name = name.next())
        members.append({name.string(), firstValue(form, form.below(schema, name.string()), depth + 1)});
    return objectOf(members);
}

// The same shape as a neighbour, without its values.
QByteArray emptyLike(JsonValue neighbour, int depth)
{
    if (!neighbour.exists() || depth > deepestNew)
        return "null";
    if (neighbour.is(JsonType::String))
        return "\"\"";
    if (neighbour.is(JsonType::Array))
        return "[]";
    if (!neighbour.is(JsonType::Object))
        return "null";
    QList<std::pair<QString, QByteArray>> members;
    for (JsonValue member = neighbour.first(); member.exists(); member = member.next())
        members.append({member.key(), emptyLike(member, depth + 1)});
    return objectOf(members);
}

// The same member of another object in the same array.
JsonValue memberOfNeighbour(JsonValue root, const QString &object, const QString &key)
{
    const JsonValue array = object.isEmpty() ? JsonValue() : root.at(parentOf(object));
    for (JsonValue item = array.is(JsonType::Array) ? array.first() : JsonValue(); item.exists(); item = item.next())
        if (const JsonValue member = item.find(key.toUtf8()); member.exists())
            return member;
    return {};
}

// Pairs of the top level in the schema's order, each with what it holds.
QList<FieldPair> inSchemaOrder(const QList<FieldPair> &pairs, JsonValue properties)
{
    const auto position = [&properties](const FieldPair &pair) {
        const QString key = pointerParts(pair.mine ? pair.mine->pointer : pair.suggested->pointer).constLast();
        int place = 0;
        for (JsonValue member = properties.first(); member.exists() && member.key() != key; member = member.next())
            ++place;
        return place;
    };
    QList<std::pair<int, QList<FieldPair>>> groups;
    for (qsizetype i = 1; i < pairs.size(); ++i) {
        if (pairs[i].parent.isEmpty())
            groups.append(std::pair(position(pairs[i]), QList<FieldPair>()));
        groups.last().second.append(pairs[i]);
    }
    std::stable_sort(groups.begin(), groups.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<FieldPair> sorted{pairs.first()};
    for (const auto &group : groups)
        sorted.append(group.second);
    return sorted;
}

QHash<QString, FieldRow> rowsByPointer(const QByteArray &fields, const QByteArray &schema)
{
    QHash<QString, FieldRow> rows;
    const auto found = fieldRows(fields, schema);
    for (const FieldRow &row : found ? *found : QList<FieldRow>())
        rows.insert(row.pointer, row);
    return rows;
}

std::optional<FieldRow> rowAt(const QHash<QString, FieldRow> &rows, const QString &pointer)
{
    const auto row = pointer.isNull() ? rows.cend() : rows.constFind(pointer);
    return row == rows.cend() ? std::nullopt : std::optional(*row);
}

} // namespace

Result<QList<FieldPair>> fieldPairs(const QByteArray &suggestion, const QByteArray &mine, const QByteArray &schema)
{
    if (const auto readable = fieldRows(mine, schema); !readable)
        return tl::unexpected(readable.error());
    const QHash<QString, FieldRow> before = rowsByPointer(suggestion, schema);
    const QHash<QString, FieldRow> now = rowsByPointer(mine, schema);
    QList<FieldPair> pairs;
    for (const diff::FieldPair &each : diff::pairFields(comparedFields(suggestion), comparedFields(mine))) {
        FieldPair pair{rowAt(before, each.pointerA), rowAt(now, each.pointerB), each.parent, each.place};
        const FieldRow::Type type = pair.suggested ? pair.suggested->type : FieldRow::Type::Null;
        if (!pair.mine && (type == FieldRow::Type::Object || type == FieldRow::Type::Array))
            pair.suggested->text = fieldsAsText(exchange::literalAt(suggestion, each.pointerA).value_or(QByteArray()));
        pairs.append(pair);
    }
    const FormSchema form(schema);
    const JsonValue properties = form.root().find("properties");
    return properties.exists() && pairs.first().isContainer() ? inSchemaOrder(pairs, properties) : pairs;
}

QList<NewMember> possibleMembers(const QByteArray &fields, const QString &object, const QByteArray &schema)
{
    exchange::JsonTree tree;
    const auto root = tree.read(fields);
    const JsonValue value = root ? root->at(object) : JsonValue();
    QList<NewMember> members;
    const auto add = [&](const QString &key, const QString &label) {
        const bool known = std::any_of(members.cbegin(), members.cend(), [&key](const NewMember &each) { return each.key == key; });
        if (!known && !value.find(key.toUtf8()).exists())
            members.append({key, label.isEmpty() ? key : label});
    };
    const FormSchema form(schema);
    for (JsonValue member = form.at(object).find("properties").first(); member.exists(); member = member.next())
        add(member.key(), member.find("title").string());
    if (form.isThere())
        return members;
    const JsonValue array = root && !object.isEmpty() ? root->at(parentOf(object)) : JsonValue();
    for (JsonValue item = array.is(JsonType::Array) ? array.first() : JsonValue(); item.exists(); item = item.next())
        for (JsonValue member = item.is(JsonType::Object) ? item.first() : JsonValue(); member.exists(); member = member.next())
            add(member.key(), {});
    return members;
}

bool takesOtherMembers(const QString &object, const QByteArray &schema)
{
    const FormSchema form(schema);
    return form.at(object).find("additionalProperties").boolean() != false;
}

bool isRequired(const QString &pointer, const QByteArray &schema)
{
    const FormSchema form(schema);
    return !pointer.isEmpty() && FormSchema::demands(form.at(parentOf(pointer)), pointerParts(pointer).constLast());
}

Result<QByteArray> withMember(const QByteArray &fields, const QString &object, const QString &key, const QByteArray &schema)
{
    const FormSchema form(schema);
    if (const JsonValue own = form.below(form.at(object), key); own.exists())
        return exchange::insertMember(fields, object, key, firstValue(form, own, 0));
    exchange::JsonTree tree;
    const auto root = tree.read(fields);
    if (!root)
        return tl::unexpected(root.error());
    return exchange::insertMember(fields, object, key, emptyLike(memberOfNeighbour(*root, object, key), 0));
}

Result<QByteArray> withItem(const QByteArray &fields, const QString &array, qsizetype place, const QByteArray &schema)
{
    const FormSchema form(schema);
    if (const JsonValue own = form.below(form.at(array), QString::number(place)); own.exists() && own.first().exists())
        return exchange::insertElement(fields, array, place, firstValue(form, own, 0));
    exchange::JsonTree tree;
    const auto root = tree.read(fields);
    if (!root)
        return tl::unexpected(root.error());
    return exchange::insertElement(fields, array, place, emptyLike(root->at(array).first(), 0));
}

Result<QByteArray> withoutField(const QByteArray &mine, const QString &pointer, const QByteArray &suggestion)
{
    const auto left = exchange::removeValue(mine, pointer);
    return left && exchange::sameJson(*left, suggestion) ? suggestion : left;
}

Result<QByteArray> withFieldBack(const QByteArray &mine, const FieldPair &gone, const QByteArray &suggestion)
{
    const QString pointer = gone.suggested ? gone.suggested->pointer : QString();
    const auto literal = exchange::literalAt(suggestion, pointer);
    if (!literal)
        return literal;
    exchange::JsonTree tree;
    const auto root = tree.read(mine);
    if (!root)
        return tl::unexpected(root.error());
    const QStringList parts = pointerParts(pointer);
    const auto back = root->at(gone.parent).is(JsonType::Array) ? exchange::insertElement(mine, gone.parent, gone.place, *literal)
                                                                : exchange::insertMember(mine, gone.parent, parts.value(parts.size() - 1), *literal);
    return back && exchange::sameJson(*back, suggestion) ? suggestion : back;
}

Result<QByteArray> withTyped(const QByteArray &mine, const QString &pointer, const QString &text, const QByteArray &schema)
{
    const FormSchema form(schema);
    const JsonValue described = form.at(pointer);
    const auto type = form.typeOf(described);
    if (type == JsonType::String && !described.find("enum").exists())
        return withField(mine, pointer, FieldRow::Type::String, text);
    if (text.isEmpty())
        return withField(mine, pointer, FieldRow::Type::Null, text);
    if (type == JsonType::Number)
        return withField(mine, pointer, FieldRow::Type::Number, text);
    const bool isBoolean = text == u"true" || text == u"false";
    if (type == JsonType::Boolean || (isBoolean && type != JsonType::String))
        return withField(mine, pointer, FieldRow::Type::Boolean, text);
    const bool isNumber = type != JsonType::String && exchange::literalFromText(JsonType::Number, text);
    return withField(mine, pointer, isNumber ? FieldRow::Type::Number : FieldRow::Type::String, text);
}

} // namespace countersign::workflow
