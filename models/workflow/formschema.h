// Where in a suggestion's form (a JSON Schema) a field is described. Internal to workflow.
#pragma once

#include "exchange/jsontree.h"

namespace countersign::workflow {

// Owns the schema it reads; nothing is found in one that is empty or no JSON.
class FormSchema {
public:
    explicit FormSchema(const QByteArray &schema);
    FormSchema(const FormSchema &) = delete;
    FormSchema &operator=(const FormSchema &) = delete;

    bool isThere() const { return m_root.exists(); }
    exchange::JsonValue root() const { return resolved(m_root); }
    // "properties" member by member, "prefixItems" and "items" for elements; references within the schema are followed.
    exchange::JsonValue at(const QString &pointer) const;
    exchange::JsonValue below(exchange::JsonValue schema, const QString &part) const;
    // The type it names; the first that is not null where it names several.
    std::optional<exchange::JsonType> typeOf(exchange::JsonValue schema) const;
    static bool demands(exchange::JsonValue schema, const QString &key);

private:
    exchange::JsonValue resolved(exchange::JsonValue schema) const;

    QByteArray m_bytes;
    exchange::JsonTree m_tree;
    exchange::JsonValue m_root;
};

QStringList pointerParts(const QString &pointer); // unescaped

} // namespace countersign::workflow
