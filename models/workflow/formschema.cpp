#include "workflow/formschema.h"

#include <QStringList>

namespace countersign::workflow {

using exchange::JsonType;
using exchange::JsonValue;

QStringList pointerParts(const QString &pointer)
{
    QStringList parts = pointer.isEmpty() ? QStringList() : pointer.mid(1).split(u'/');
    for (QString &part : parts)
        part.replace(QStringLiteral("~1"), QStringLiteral("/")).replace(QStringLiteral("~0"), QStringLiteral("~"));
    return parts;
}

FormSchema::FormSchema(const QByteArray &schema) : m_bytes(schema)
{
    if (m_bytes.isEmpty())
        return;
    if (const auto read = m_tree.read(m_bytes))
        m_root = *read;
}

JsonValue FormSchema::resolved(JsonValue schema) const
{
    constexpr int mostSteps = 16; // a reference may lead to itself
    for (int step = 0; step < mostSteps; ++step) {
        const QString reference = schema.find("$ref").string();
        if (!reference.startsWith(u'#'))
            return schema;
        schema = m_root.at(QStringView(reference).sliced(1));
    }
    return {};
}

JsonValue FormSchema::below(JsonValue schema, const QString &part) const
{
    if (const JsonValue member = schema.find("properties").find(part.toUtf8()); member.exists())
        return resolved(member);
    bool isIndex = false;
    const int index = part.toInt(&isIndex);
    JsonValue first = isIndex ? schema.find("prefixItems").first() : JsonValue();
    for (int k = 0; first.exists(); first = first.next(), ++k)
        if (k == index)
            return resolved(first);
    return isIndex ? resolved(schema.find("items")) : resolved(schema.find("additionalProperties"));
}

JsonValue FormSchema::at(const QString &pointer) const
{
    JsonValue schema = root();
    for (const QString &part : pointerParts(pointer))
        schema = below(schema, part);
    return schema;
}

std::optional<JsonType> FormSchema::typeOf(JsonValue schema) const
{
    JsonValue type = schema.find("type");
    if (type.is(JsonType::Array)) {
        type = type.first();
        while (type.exists() && type.string() == u"null")
            type = type.next();
    }
    const QString name = type.string();
    if (name == u"integer")
        return JsonType::Number;
    for (const JsonType each : {JsonType::Boolean, JsonType::Number, JsonType::String, JsonType::Array, JsonType::Object})
        if (name == exchange::jsonTypeName(each))
            return each;
    return std::nullopt;
}

bool FormSchema::demands(JsonValue schema, const QString &key)
{
    for (JsonValue name = schema.find("required").first(); name.exists(); name = name.next())
        if (name.string() == key)
            return true;
    return false;
}

} // namespace countersign::workflow
