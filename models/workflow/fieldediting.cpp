#include "workflow/fieldediting.h"

#include "exchange/fields.h"
#include "exchange/form.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

FieldRow::Type typeOf(exchange::JsonType type)
{
    switch (type) {
    case exchange::JsonType::String:
        return FieldRow::Type::String;
    case exchange::JsonType::Number:
        return FieldRow::Type::Number;
    case exchange::JsonType::Boolean:
        return FieldRow::Type::Boolean;
    case exchange::JsonType::Null:
        return FieldRow::Type::Null;
    case exchange::JsonType::Object:
        return FieldRow::Type::Object;
    case exchange::JsonType::Array:
        return FieldRow::Type::Array;
    }
    return FieldRow::Type::Null;
}

exchange::JsonType jsonType(FieldRow::Type type)
{
    switch (type) {
    case FieldRow::Type::String:
        return exchange::JsonType::String;
    case FieldRow::Type::Number:
        return exchange::JsonType::Number;
    case FieldRow::Type::Boolean:
        return exchange::JsonType::Boolean;
    case FieldRow::Type::Null:
        return exchange::JsonType::Null;
    case FieldRow::Type::Object:
        return exchange::JsonType::Object;
    case FieldRow::Type::Array:
        return exchange::JsonType::Array;
    }
    return exchange::JsonType::Null;
}

diff::FieldType diffType(exchange::JsonType type)
{
    switch (type) {
    case exchange::JsonType::String:
        return diff::FieldType::String;
    case exchange::JsonType::Number:
        return diff::FieldType::Number;
    case exchange::JsonType::Boolean:
        return diff::FieldType::Boolean;
    case exchange::JsonType::Null:
        return diff::FieldType::Null;
    case exchange::JsonType::Object:
        return diff::FieldType::Object;
    case exchange::JsonType::Array:
        return diff::FieldType::Array;
    }
    return diff::FieldType::Null;
}

// The schema of the value at a pointer: "properties" member by member, "items" for elements.
exchange::JsonValue schemaAt(exchange::JsonValue schema, const QString &pointer)
{
    const QStringList parts = pointer.isEmpty() ? QStringList() : pointer.mid(1).split(u'/');
    for (QString part : parts) {
        part.replace(QStringLiteral("~1"), QStringLiteral("/")).replace(QStringLiteral("~0"), QStringLiteral("~"));
        const exchange::JsonValue member = schema.find("properties").find(part.toUtf8());
        schema = member.exists() ? member : schema.find("items");
    }
    return schema;
}

void describe(FieldRow &row, const exchange::JsonValue &schema)
{
    if (const exchange::JsonValue title = schema.find("title"); title.is(exchange::JsonType::String))
        row.label = title.string();
    if (const exchange::JsonValue words = schema.find("description"); words.is(exchange::JsonType::String))
        row.description = words.string();
    for (exchange::JsonValue choice = schema.find("enum").first(); choice.exists(); choice = choice.next())
        row.choices.append(choice.is(exchange::JsonType::String) ? choice.string() : QString::fromUtf8(choice.slice()));
}

// Position of a member in the schema's properties; members the schema does not know come last.
int schemaPosition(const exchange::JsonValue &properties, const QString &key)
{
    int position = 0;
    for (exchange::JsonValue member = properties.first(); member.exists(); member = member.next(), ++position)
        if (member.key() == key)
            return position;
    return position;
}

// Rows of the top level in the schema's order, each with what it holds.
QList<exchange::FieldRow> inSchemaOrder(const QList<exchange::FieldRow> &rows, const exchange::JsonValue &properties)
{
    QList<QList<exchange::FieldRow>> groups;
    for (qsizetype i = 1; i < rows.size(); ++i) {
        if (rows[i].depth == 1)
            groups.append(QList<exchange::FieldRow>());
        groups.last().append(rows[i]);
    }
    std::stable_sort(groups.begin(), groups.end(), [&](const auto &a, const auto &b) {
        return schemaPosition(properties, a.first().key) < schemaPosition(properties, b.first().key);
    });
    QList<exchange::FieldRow> sorted{rows.first()};
    for (const auto &group : groups)
        sorted.append(group);
    return sorted;
}

QList<diff::Field> diffFields(const QByteArray &fields)
{
    QList<diff::Field> list;
    const auto rows = exchange::fieldRows(fields);
    if (!rows)
        return list;
    for (const exchange::FieldRow &row : *rows)
        list.append({row.pointer, diffType(row.type), row.text, {}, false});
    return list;
}

} // namespace

Result<QList<FieldRow>> fieldRows(const QByteArray &fields, const QByteArray &schema)
{
    auto rows = exchange::fieldRows(fields);
    if (!rows)
        return tl::unexpected(rows.error());
    exchange::JsonTree tree;
    exchange::JsonValue root;
    if (!schema.isEmpty())
        if (const auto read = tree.read(schema))
            root = *read;
    if (const exchange::JsonValue properties = root.find("properties"); properties.exists() && rows->first().type == exchange::JsonType::Object)
        *rows = inSchemaOrder(*rows, properties);
    QList<FieldRow> shown;
    for (const exchange::FieldRow &row : *rows) {
        FieldRow field{row.pointer, row.key, {}, typeOf(row.type), row.text, row.depth, {}};
        if (root.exists())
            describe(field, schemaAt(root, row.pointer));
        shown.append(field);
    }
    return shown;
}

Result<QByteArray> withField(const QByteArray &fields, const QString &pointer, FieldRow::Type type, const QString &text)
{
    const auto literal = exchange::literalFromText(jsonType(type), text);
    if (!literal)
        return fail(literal.error().kind, pointer, literal.error().detail);
    return exchange::replaceValues(fields, {{pointer, *literal}});
}

QList<FieldProblem> fieldProblems(const QByteArray &fields, const QByteArray &form)
{
    QList<FieldProblem> problems;
    const auto found = exchange::checkAgainstForm(fields, form);
    for (const exchange::FormFinding &finding : found ? *found : QList<exchange::FormFinding>())
        problems.append({finding.pointer, finding.rule, QString::fromUtf8(finding.expected)});
    return problems;
}

QList<FieldProblem> newProblems(const QByteArray &before, const QByteArray &after, const QByteArray &form)
{
    QList<FieldProblem> problems = fieldProblems(after, form);
    if (problems.isEmpty())
        return problems;
    const QList<FieldProblem> old = fieldProblems(before, form);
    problems.removeIf([&old](const FieldProblem &problem) { return old.contains(problem); });
    return problems;
}

QList<diff::FieldDifference> fieldChanges(const QByteArray &before, const QByteArray &after)
{
    return diff::compareFields(diffFields(before), diffFields(after));
}

QString fieldsAsText(const QByteArray &fields)
{
    const auto rows = exchange::fieldRows(fields);
    if (!rows)
        return QString::fromUtf8(fields);
    QStringList lines;
    for (const exchange::FieldRow &row : *rows) {
        if (row.depth == 0 && row.hasChildren())
            continue;
        const QString indent(2 * std::max(0, row.depth - 1), u' ');
        const QString value = row.type == exchange::JsonType::Null ? QStringLiteral("null") : row.hasChildren() ? QString() : row.type == exchange::JsonType::Array
            ? QStringLiteral("[]") : row.type == exchange::JsonType::Object ? QStringLiteral("{}") : row.text;
        const bool element = !row.key.isEmpty() && row.key.at(0).isDigit();
        const QString name = row.key.isEmpty() ? QString() : element ? QString::number(row.key.toLongLong() + 1) + u'.' : row.key + u':';
        lines.append((indent + name + (value.isEmpty() || name.isEmpty() ? QString() : QStringLiteral(" ")) + value));
    }
    return lines.join(u'\n');
}

} // namespace countersign::workflow
