// The functions of fields.h that change bytes: each finds a place by pointer and splices, so that everything else stays as written.
#include "exchange/fields.h"

#include "exchange/jsonwriter.h"

#include <algorithm>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

struct Splice {
    qsizetype start = 0;
    qsizetype end = 0;
    QByteArray bytes;
};

qsizetype endOf(JsonValue value)
{
    return value.offset() + value.slice().size();
}

tl::unexpected<core::Error> nowhere(const QString &pointer)
{
    return core::fail(ErrorKind::BadValue, pointer, QStringLiteral("a pointer into the fields"));
}

// The literal without blanks around it, or why it is not one.
core::Result<QByteArray> checkedLiteral(const QByteArray &literal, const QString &pointer)
{
    JsonTree tree;
    const auto value = tree.read(literal);
    if (!value) {
        core::Error error = value.error();
        error.where = pointer.isEmpty() ? error.where : pointer + QStringLiteral(", ") + error.where;
        return tl::unexpected(error);
    }
    return value->slice().toByteArray();
}

// The result must be readable again: a literal may push it past a limit.
core::Result<QByteArray> spliced(const QByteArray &fields, const QList<Splice> &inOrder)
{
    QByteArray out;
    qsizetype at = 0;
    for (const Splice &splice : inOrder) {
        out += QByteArrayView(fields).sliced(at, splice.start - at);
        out += splice.bytes;
        at = splice.end;
    }
    out += QByteArrayView(fields).sliced(at);
    JsonTree tree;
    if (const auto value = tree.read(out); !value)
        return tl::unexpected(value.error());
    return out;
}

core::Result<JsonValue> container(JsonTree &tree, const QByteArray &fields, const QString &pointer, JsonType type)
{
    const auto root = tree.read(fields);
    if (!root)
        return tl::unexpected(root.error());
    const JsonValue value = root->at(pointer);
    if (!value.exists())
        return nowhere(pointer);
    if (!value.is(type))
        return core::fail(ErrorKind::WrongType, pointer, jsonTypeName(type));
    return value;
}

// The blanks between the opening bracket and the first child: how this container indents.
QByteArray indentOf(const QByteArray &fields, JsonValue parent)
{
    const qsizetype inside = parent.offset() + 1;
    return fields.mid(inside, parent.first().keyOffset() - inside);
}

JsonValue childAt(JsonValue parent, qsizetype index)
{
    JsonValue child = parent.first();
    while (index-- > 0)
        child = child.next();
    return child;
}

// The splice that puts `item` behind the child before it, or alone into an empty container.
Splice behind(const QByteArray &fields, JsonValue parent, JsonValue elder, const QByteArray &item)
{
    if (!elder.exists())
        return {parent.offset() + 1, parent.offset() + 1, item};
    return {endOf(elder), endOf(elder), ',' + indentOf(fields, parent) + item};
}

// How the object writes the blanks around the colon.
QByteArray colonOf(const QByteArray &fields, JsonValue object)
{
    const JsonValue first = object.first();
    if (!first.exists())
        return ":";
    const QByteArrayView name = QByteArrayView(fields).sliced(first.keyOffset(), first.offset() - first.keyOffset());
    return name.sliced(name.lastIndexOf('"') + 1).toByteArray();
}

} // namespace

core::Result<QByteArray> replaceValues(const QByteArray &fields, const QMap<QString, QByteArray> &literals)
{
    JsonTree tree;
    const auto root = tree.read(fields);
    if (!root)
        return tl::unexpected(root.error());
    QList<Splice> splices;
    for (auto it = literals.begin(); it != literals.end(); ++it) {
        const JsonValue value = root->at(it.key());
        if (!value.exists())
            return nowhere(it.key());
        const auto literal = checkedLiteral(it.value(), it.key());
        if (!literal)
            return literal;
        splices.append({value.offset(), endOf(value), *literal});
    }
    std::sort(splices.begin(), splices.end(), [](const Splice &a, const Splice &b) { return a.start < b.start; });
    for (qsizetype i = 1; i < splices.size(); ++i)
        if (splices[i].start < splices[i - 1].end)
            return core::fail(ErrorKind::BadValue, {}, QStringLiteral("pointers that do not lie inside each other"));
    return spliced(fields, splices);
}

core::Result<QByteArray> insertElement(const QByteArray &fields, const QString &array, qsizetype index, const QByteArray &literal)
{
    JsonTree tree;
    const auto parent = container(tree, fields, array, JsonType::Array);
    if (!parent)
        return tl::unexpected(parent.error());
    if (index < 0 || index > parent->count())
        return core::fail(ErrorKind::BadValue, array, QStringLiteral("0 to %1").arg(parent->count()));
    const auto item = checkedLiteral(literal, pointerTo(array, QString::number(index)));
    if (!item)
        return item;
    if (index < parent->count()) {
        const qsizetype start = childAt(*parent, index).offset();
        return spliced(fields, {{start, start, *item + ',' + indentOf(fields, *parent)}});
    }
    return spliced(fields, {behind(fields, *parent, index > 0 ? childAt(*parent, index - 1) : JsonValue(), *item)});
}

core::Result<QByteArray> insertMember(const QByteArray &fields, const QString &object, const QString &key, const QByteArray &literal)
{
    JsonTree tree;
    const auto parent = container(tree, fields, object, JsonType::Object);
    if (!parent)
        return tl::unexpected(parent.error());
    if (parent->find(key.toUtf8()).exists())
        return core::fail(ErrorKind::DuplicateKey, pointerTo(object, key), key);
    const auto name = literalFromText(JsonType::String, key);
    if (!name)
        return name;
    const auto value = checkedLiteral(literal, pointerTo(object, key));
    if (!value)
        return value;
    const JsonValue last = parent->count() > 0 ? childAt(*parent, parent->count() - 1) : JsonValue();
    return spliced(fields, {behind(fields, *parent, last, *name + colonOf(fields, *parent) + *value)});
}

core::Result<QByteArray> removeValue(const QByteArray &fields, const QString &pointer)
{
    JsonTree tree;
    const auto root = tree.read(fields);
    if (!root)
        return tl::unexpected(root.error());
    const JsonValue value = root->at(pointer);
    if (!value.exists() || pointer.isEmpty())
        return nowhere(pointer);
    const JsonValue parent = root->at(QStringView(pointer).first(pointer.lastIndexOf(u'/')));
    JsonValue elder;
    for (JsonValue child = parent.first(); child.offset() != value.offset(); child = child.next())
        elder = child;
    if (elder.exists())
        return spliced(fields, {{endOf(elder), endOf(value), {}}});
    const qsizetype end = value.next().exists() ? value.next().keyOffset() : endOf(value);
    return spliced(fields, {{value.keyOffset(), end, {}}});
}

} // namespace countersign::exchange
